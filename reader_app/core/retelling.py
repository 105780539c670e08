"""Makes another telling of an episode the one that is read, and takes along what the reader made in the one before."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from reader_app.core import anchors
from reader_app.core.model import Span, Transcript
from reader_app.core.reanchoring import anchor_again
from reader_app.core.store import bookmarks, corrections, episodes, transcripts
from reader_app.core.timeline import Timeline


def turn_to(connection: sqlite3.Connection, episode: str, row: int, *, names: bool = True) -> None:
    """Make another telling the one that is read, and anchor the episode's corrections, bookmarks and reading position in it.

    The title that the telling gives the episode is to be set before; where the reader has corrected it, that holds, unless the
    telling does not name the episode (`names`): the name of a joined one stays.
    """
    old = episodes.current_transcript(connection, episode)
    begun = old is not None and episodes.position_of(connection, episode)[0] > 0
    before = transcripts.read_transcript(connection, old).text if begun and old is not None else ""
    title = episodes.title_of(connection, episode)
    transcript = _corrected(connection, episode, row, [row, old] if old is not None else [row])
    if not names:
        corrections.set_title(connection, episode, title)
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
    place = _place_in(connection, episode, before, transcript.text)
    episodes.set_transcript(connection, episode, row)
    if place is not None:
        episodes.set_position(connection, episode, *place)


def _corrected(connection: sqlite3.Connection, episode: str, row: int, homes: Sequence[int]) -> Transcript:
    """A telling as it is read, once the corrections of the episode have found their places in it; those of `homes` go first."""
    kept = corrections.kept_corrections(connection, episode)
    if not kept:
        return transcripts.read_transcript(connection, row)
    told = transcripts.read_transcript(connection, row, as_told=True)
    for one in anchor_again(told, kept, homes):
        corrections.move_correction(connection, one, row)
    read = transcripts.read_transcript(connection, row)
    title = read.title
    if title != told.title:
        corrections.set_title(connection, episode, title)
    return read


def _place_in(connection: sqlite3.Connection, episode: str, before: str, text: str) -> tuple[int, float] | None:
    """Where the line that the reader left in the text `before` stands in another; None where reading has not begun."""
    offset, progress = episodes.position_of(connection, episode)
    if not before or not offset:
        return None
    line = Span(offset, min(len(before), offset + 80))
    found = anchors.find_again(text, before[line.start : line.stop], *anchors.context(before, line), offset)
    return (found[0].start if found is not None else int(progress * len(text))), progress
