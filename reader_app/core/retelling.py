"""Makes another telling of an episode the one that is read, and takes along what the reader made in the one before."""

import sqlite3
from dataclasses import replace

from reader_app.core import anchors
from reader_app.core.model import Span
from reader_app.core.store import bookmarks, episodes, transcripts
from reader_app.core.timeline import Timeline


def turn_to(connection: sqlite3.Connection, episode: str, row: int) -> None:
    """Make another telling the one that is read, and anchor the episode's bookmarks and reading position in it."""
    transcript = transcripts.read_transcript(connection, row)
    timeline = Timeline(transcript)
    around = bookmarks.contexts(connection, episode)
    for bookmark in bookmarks.read_bookmarks(connection, episode=episode, removed=True):
        found = anchors.find_again(transcript.text, bookmark.text, *around[bookmark.id])
        moved = replace(bookmark, span=None, anchor="lost")
        if found is not None:
            (start, _), state = found
            voice, chapter = transcript.speaker_at(start), transcript.chapter_at(start)
            moved = replace(
                bookmark,
                span=found[0],
                anchor=state,
                moment=timeline.paragraph_moment(start),
                speaker=voice.name if voice is not None else None,
                chapter=chapter.title if chapter is not None else None,
            )
        bookmarks.move_bookmark(connection, moved, row)
    place = _place_in(connection, episode, transcript.text)
    episodes.set_transcript(connection, episode, row)
    if place is not None:
        episodes.set_position(connection, episode, *place)


def _place_in(connection: sqlite3.Connection, episode: str, text: str) -> tuple[int, float] | None:
    """Where the line that the reader left stands in another text, and how much is read; None where reading has not begun."""
    old = episodes.current_transcript(connection, episode)
    offset, progress = episodes.position_of(connection, episode)
    if old is None or not offset:
        return None
    before = transcripts.read_transcript(connection, old).text
    line = Span(offset, min(len(before), offset + 80))
    found = anchors.find_again(text, before[line.start : line.stop], *anchors.context(before, line), offset)
    return (found[0].start if found is not None else int(progress * len(text))), progress
