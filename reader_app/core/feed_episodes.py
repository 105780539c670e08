"""Tells of an episode that came from a feed which transcripts the feed names of it, and what it states of it."""

import sqlite3

from reader_app.core.feed_attachments import FeedItem, best_first, item_at
from reader_app.core.importers.draft import NamedTranscript
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.feed_items import newest_item

FEED = "podcast-feed"
"""The form of feeds."""


def transcripts_named(connection: sqlite3.Connection, episode: str) -> tuple[NamedTranscript, ...]:
    """The transcripts that a feed names of an episode, the best first; none for one that has a transcript of its own."""
    current = episodes.current_transcript(connection, episode)
    if current is None or episodes.form_of(connection, current) != FEED:
        return ()
    facts = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, current))
    return tuple(best_first((NamedTranscript(*named) for named in facts.transcripts), facts.language))


def item_of(connection: sqlite3.Connection, episode: str) -> FeedItem | None:
    """What the feed states of an episode that came from it; None for any other."""
    found = newest_item(connection, episode, FEED)
    return item_at(transcripts.source_bytes(connection, found[0]), found[1]) if found is not None else None
