"""Moves what a reader made in a text, bookmarks and the reading position, when the text is corrected; and moves it back."""

import sqlite3
from dataclasses import dataclass, replace

from reader_app.core import anchors
from reader_app.core.model import Span, Transcript
from reader_app.core.offset_map import OffsetMap
from reader_app.core.store import corrections, episodes
from reader_app.core.store.corrections import MarkPlace
from reader_app.core.timeline import Timeline


@dataclass(frozen=True, slots=True)
class MovedMarks:
    """Bookmarks and reading position before and after a change, by bookmark; to move back those that nobody has moved since."""

    before: dict[str, MarkPlace]
    after: dict[str, MarkPlace]
    position: tuple[int, int] = (0, 0)


def move_marks(connection: sqlite3.Connection, episode: str, row: int, read: Transcript | None, change: OffsetMap) -> MovedMarks:
    """Move all marks of an episode's telling, when its text becomes that of `read`; `change` leads from the old text to it.

    `read` may be None where there are no bookmarks, only a reading position.
    A bookmark whose words change has the new ones; one that has none left is lost and keeps its own.
    """
    places = corrections.mark_places(connection, episode, row)
    timeline = Timeline(read) if places and read is not None else None
    before: dict[str, MarkPlace] = {}
    after: dict[str, MarkPlace] = {}
    for place in places:
        if read is None or timeline is None or place.start is None or place.stop is None or place.anchor == "lost":
            continue
        moved = _moved(place, Span(place.start, place.stop), read, timeline, change)
        if moved != place:
            before[place.bookmark], after[place.bookmark] = place, moved
    corrections.set_mark_places(connection, after.values())
    offset, _ = episodes.position_of(connection, episode)
    there = change.offset(offset)
    corrections.move_position(connection, episode, there)
    return MovedMarks(before, after, (offset, there))


def _moved(place: MarkPlace, old: Span, read: Transcript, timeline: Timeline, change: OffsetMap) -> MarkPlace:
    span = change.span(old)
    words = read.text[span.start : span.stop] if change.touches(old) else place.text
    if not words.strip():
        return replace(place, anchor="lost")
    moment = timeline.paragraph_moment(span.start)
    voice, chapter = read.speaker_at(span.start), read.chapter_at(span.start)
    prefix, suffix = anchors.context(read.text, span)
    return replace(
        place,
        start=span.start,
        stop=span.stop,
        text=words,
        prefix=prefix,
        suffix=suffix,
        seconds=moment.seconds if moment is not None else None,
        time_origin=moment.origin if moment is not None else None,
        speaker=voice.name if voice is not None else None,
        chapter=chapter.title if chapter is not None else None,
    )


def unmoved(connection: sqlite3.Connection, episode: str, row: int, marks: MovedMarks) -> MovedMarks:
    """Those of the marks that stand where a change has put them: nobody has moved them since."""
    now = {place.bookmark: place for place in corrections.mark_places(connection, episode, row)}
    same = {one for one, place in marks.after.items() if now.get(one) == place}
    still = episodes.position_of(connection, episode)[0] == marks.position[1]
    return MovedMarks({one: marks.before[one] for one in same}, {}, marks.position if still else (-1, -1))


def put_back(connection: sqlite3.Connection, episode: str, marks: MovedMarks, text: str) -> None:
    """Give marks (those of `unmoved`) exactly the places that they had before a change, now that `text` is the old one again."""
    fit = [place for place in marks.before.values() if text[place.start : place.stop] == place.text]
    corrections.set_mark_places(connection, fit)
    if marks.position[0] >= 0:
        corrections.move_position(connection, episode, marks.position[0])
