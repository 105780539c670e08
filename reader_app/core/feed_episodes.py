"""Tells of an episode that came from a feed which transcripts the feed names of it, and what it states of it."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from reader_app.core.feed_attachments import FeedItem, best_first, item_at
from reader_app.core.importers.draft import NamedTranscript
from reader_app.core.sources import path_of
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.feed_items import feeds_in, newest_item

FEED = "podcast-feed"
"""The form of feeds."""
_MOST_FOLDERS = 200
"""Files from more folders are no show."""


def transcripts_named(connection: sqlite3.Connection, episode: str) -> tuple[NamedTranscript, ...]:
    """The transcripts that a feed names of an episode, the best first; none for one that has a transcript of its own."""
    current = episodes.current_transcript(connection, episode)
    if current is None or episodes.form_of(connection, current) != FEED:
        return ()
    facts = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, current))
    return tuple(best_first((NamedTranscript(*named) for named in facts.transcripts), facts.language))


def feeds_near(connection: sqlite3.Connection, files: Sequence[Path]) -> dict[Path, bytes]:
    """Feeds that the library knows from the folders of files, or from those above them, by what the files call their place."""
    folders = dict.fromkeys(file.parent for file in files)
    places: dict[str, Path] = {}
    for folder in list(folders)[:_MOST_FOLDERS]:
        for place in (folder, folder.parent):
            places.setdefault(path_of(place), place)
    within = [(place + sep, place + chr(ord(sep) + 1)) for place, sep in ((place.rstrip("\\/"), os.sep) for place in places)]
    found = feeds_in(connection, within, FEED)
    return {
        places[above] / name: transcripts.source_bytes(connection, telling)
        for path, telling in found.items()
        for above, name in [os.path.split(path)]
        if above in places
    }


def item_of(connection: sqlite3.Connection, episode: str) -> FeedItem | None:
    """What the feed states of an episode that came from it; None for any other."""
    found = newest_item(connection, episode, FEED)
    return item_at(transcripts.source_bytes(connection, found[0]), found[1]) if found is not None else None
