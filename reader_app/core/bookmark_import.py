"""Takes back the quotes that an export in JSON wrote: none twice, and each where its words stand now."""

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from reader_app.core import anchors
from reader_app.core.errors import UnknownEpisode, UnreadableFile
from reader_app.core.model import COLOURS, Bookmark, Moment, Transcript
from reader_app.core.store import bookmarks, episodes, transcripts
from reader_app.core.store.database import Database, now
from reader_app.core.store.joinings import resolve
from reader_app.core.timeline import Timeline

_LARGEST = 200_000_000
"""Bytes of a file of quotes; a hundred thousand quotes take 80 million."""

_LATEST = 1e9
"""Seconds; no recording is so long."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One quote of the file, as it stands in the library now, and what came of it."""

    bookmark: Bookmark
    outcome: Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class NotTakenBack:
    """A quote of the file that did not come in: its ids as the file has them, and why in one sentence."""

    id: str
    episode: str
    error: str


@dataclass(frozen=True, slots=True)
class QuotesReport:
    """What came of a file of quotes, in its order."""

    bookmarks: tuple[TakenBack, ...] = ()
    failures: tuple[NotTakenBack, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A quote as the file tells it; `hint` is where it stood, -1 where the file does not say."""

    bookmark: Bookmark
    prefix: str
    suffix: str
    hint: int


def import_bookmarks(database: Database, content: bytes) -> QuotesReport:
    """Take in what a file of quotes holds. Raises UnreadableFile where it is none.

    A quote that the library has is updated where the file's is newer, and comes back where it was removed.
    """
    taken: list[TakenBack] = []
    failures: list[NotTakenBack] = []
    known: dict[str, Transcript] = {}
    with database.writing() as connection:
        for entry in _entries(content):
            try:
                written = _read(entry)
                taken.append(_take(connection, written, known))
            except (UnreadableFile, UnknownEpisode) as error:
                failures.append(NotTakenBack(_text(entry, "id"), _text(entry, "episode"), str(error)))
    return QuotesReport(tuple(taken), tuple(failures))


def _entries(content: bytes) -> Sequence[Any]:
    if len(content) > _LARGEST:
        raise UnreadableFile("This file is too large to be a file of quotes.")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("This is no file of quotes: it is not JSON, or it is damaged.") from error
    entries = told.get("bookmarks") if isinstance(told, dict) else None
    if not isinstance(entries, list):
        raise UnreadableFile("This is no file of quotes that this app wrote.")
    return entries


def _read(entry: Any) -> _Written:
    """One quote of the file. Raises UnreadableFile."""
    if not isinstance(entry, dict):
        raise UnreadableFile("This is no quote.")
    try:
        ident = str(uuid.UUID(_text(entry, "id")))
    except ValueError as error:
        raise UnreadableFile("This quote has no identifier.") from error
    text = _text(entry, "text")
    if not text.strip():
        raise UnreadableFile("This quote has no words.")
    tags = entry.get("tags")
    offset = entry.get("offset")
    bookmark = Bookmark(
        id=ident,
        episode=_text(entry, "episode"),
        text=text,
        span=None,
        moment=_moment(entry.get("start"), entry.get("time_origin")),
        speaker=_text(entry, "speaker") or None,
        chapter=_text(entry, "chapter") or None,
        note=_text(entry, "note"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        colour=next((colour for colour in COLOURS if colour == entry.get("colour")), "yellow"),
        created=_stamp(entry.get("created")),
        modified=_stamp(entry.get("modified")),
        anchor="lost",
    )
    hint = offset if isinstance(offset, int) and not isinstance(offset, bool) and 0 <= offset < 1 << 40 else -1
    return _Written(bookmark, _text(entry, "prefix"), _text(entry, "suffix"), hint)


def _moment(start: Any, origin: Any) -> Moment | None:
    if isinstance(start, bool) or not isinstance(start, (int, float)) or not 0 <= start < _LATEST:
        return None
    return Moment(float(start), "stated" if origin == "stated" else "interpolated")


def _text(entry: Any, name: str) -> str:
    """A field that is text, as text that a database takes; "" where it is missing or something else."""
    value = entry.get(name) if isinstance(entry, dict) else None
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _stamp(value: Any) -> str:
    """A time as rows carry it; now, where the file has none."""
    try:
        told = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return now()
    try:
        told = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except OverflowError:
        return now()
    return told.isoformat(timespec="milliseconds")


def _take(connection: sqlite3.Connection, written: _Written, known: dict[str, Transcript]) -> TakenBack:
    """Put one quote into the library. Raises UnknownEpisode."""
    mark = replace(written.bookmark, episode=resolve(connection, written.bookmark.episode))
    written = replace(written, bookmark=mark)
    found = bookmarks.read_bookmarks(connection, ids=[mark.id], removed=True)
    if found:
        here = found[0]
        newer = _stamp(mark.modified) > _stamp(here.modified)
        if here.removed:
            bookmarks.set_removed(connection, mark.id, False)
        if newer:
            bookmarks.edit_bookmark(connection, mark.id, note=mark.note, colour=mark.colour)
            bookmarks.set_tags(connection, mark.id, mark.tags)
        stands = bookmarks.read_bookmarks(connection, ids=[mark.id])[0]
        return TakenBack(stands, "updated" if newer or here.removed else "unchanged")
    row = episodes.current_transcript(connection, mark.episode)
    if row is None:
        raise UnknownEpisode(f"There is no episode {mark.episode} in the library.")
    if mark.episode not in known:
        known.clear()  # one text at a time: quotes come episode by episode
        known[mark.episode] = transcripts.read_transcript(connection, row)
    transcript = known[mark.episode]
    placed = _placed(written, transcript)
    around = (written.prefix, written.suffix)
    if placed.span is not None:
        around = anchors.context(transcript.text, placed.span)
    bookmarks.put_bookmark(connection, placed, row, around)
    return TakenBack(placed, "added")


def _placed(written: _Written, transcript: Transcript) -> Bookmark:
    """The quote where its words stand in `transcript`; as the file tells it, and lost, where they do not."""
    mark = written.bookmark
    found = anchors.find_again(transcript.text, mark.text, written.prefix, written.suffix, written.hint)
    if found is None:
        return mark
    span, state = found
    speaker, chapter = transcript.speaker_at(span.start), transcript.chapter_at(span.start)
    return replace(
        mark,
        span=span,
        moment=Timeline(transcript).paragraph_moment(span.start),
        speaker=speaker.name if speaker else None,
        chapter=chapter.title if chapter else None,
        anchor=state,
    )
