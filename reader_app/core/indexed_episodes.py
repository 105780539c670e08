"""Reads episodes from the library as the search sees them."""

import sqlite3

from reader_app.core.errors import UnknownEpisode
from reader_app.core.search.document import Document
from reader_app.core.store import bookmarks, episodes, transcripts


def read_document(connection: sqlite3.Connection, episode: str) -> Document:
    """An episode as the library holds it now. Raises UnknownEpisode."""
    found = episodes.read_episodes(connection, removed=None, ids=[episode])
    if not found:
        raise UnknownEpisode(f"There is no episode {episode} in the library.")
    row = found[0]
    transcript = transcripts.read_transcript(connection, episodes.current_transcript(connection, episode) or 0)
    marks = tuple(bookmarks.read_bookmarks(connection, episode=episode))
    return Document(row.id, row.title, row.show, row.language, row.published, row.tags, transcript, marks)
