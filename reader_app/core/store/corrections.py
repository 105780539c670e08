"""Writes and reads what readers put right. Nothing is ever deleted, only marked removed; places are in the source's own text."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader_app.core.model import Correction, Span
from reader_app.core.store.database import now
from reader_app.core.store.packing import unpack_text

_COLUMNS = "id, kind, start, stop, original, replacement"


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction as it is kept: its span is in the text of a source, `prefix` and `suffix` are the words around it there.

    `anchor`: exact or moved; lost while its words are not there; fulfilled while the source itself says what it says. `telling`
    is the row of that in whose text it stands, None before it is kept.
    """

    correction: Correction
    prefix: str
    suffix: str
    anchor: str
    telling: int | None = None


def read_corrections(connection: sqlite3.Connection, episode_id: str, transcript_id: int) -> tuple[Correction, ...]:
    """The corrections that hold in a telling, in the order of its text; their spans are in its own text."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM correction WHERE episode_id = ? AND transcript_id = ? AND removed IS NULL"
        " AND anchor IN ('exact', 'moved') ORDER BY start, stop, created",
        (episode_id, transcript_id),
    )
    return tuple(Correction(ident, kind, Span(start, stop), *words) for ident, kind, start, stop, *words in rows)


def kept_corrections(connection: sqlite3.Connection, episode_id: str) -> list[KeptCorrection]:
    """All corrections of an episode that are not taken back, in the order of the text; also those that are lost or fulfilled."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, prefix, suffix, anchor, transcript_id FROM correction"
        " WHERE episode_id = ? AND (removed IS NULL OR anchor = 'fulfilled') ORDER BY start, stop, created",
        (episode_id,),
    )
    return [KeptCorrection(Correction(row[0], row[1], Span(row[2], row[3]), row[4], row[5]), *row[6:]) for row in rows]


def put_corrections(
    connection: sqlite3.Connection, episode_id: str, transcript_id: int, corrections: Iterable[KeptCorrection]
) -> None:
    """Store new corrections of a telling."""
    stamp = now()
    connection.executemany(
        "INSERT INTO correction (id, episode_id, transcript_id, kind, start, stop, original, replacement, created, modified,"
        " removed, prefix, suffix, anchor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
        (
            (
                *(one.correction.id, episode_id, transcript_id, one.correction.kind, *one.correction.span),
                *(one.correction.original, one.correction.replacement, stamp, stamp, one.prefix, one.suffix, one.anchor),
            )
            for one in corrections
        ),
    )


def move_correction(connection: sqlite3.Connection, one: KeptCorrection, transcript_id: int) -> None:
    """Anchor a correction in another telling. One that is fulfilled is removed, until its words come back.

    A lost one keeps what it last had: by that it is looked for when its words come back.
    """
    stamp = now()
    connection.execute(
        "UPDATE correction SET transcript_id = ?, start = ?, stop = ?, original = ?, prefix = ?, suffix = ?, anchor = ?,"
        " modified = ?, removed = ? WHERE id = ?",
        (
            *(transcript_id, *one.correction.span, one.correction.original, one.prefix, one.suffix, one.anchor),
            *(stamp, stamp if one.anchor == "fulfilled" else None, one.correction.id),
        ),
    )


def set_corrections_removed(connection: sqlite3.Connection, ids: Sequence[str], removed: bool) -> None:
    """Mark corrections removed, or take that back."""
    stamp = now()
    connection.executemany(
        "UPDATE correction SET removed = ?, modified = ? WHERE id = ?", [(stamp if removed else None, stamp, one) for one in ids]
    )


def live_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Those of the corrections that are not removed."""
    rows = connection.execute(
        "SELECT id FROM correction WHERE removed IS NULL AND id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return {row[0] for row in rows}


def may_hold(connection: sqlite3.Connection, words: str, episode_id: str | None = None) -> list[str]:
    """Ids of the episodes whose text may hold `words` (exactly these letters) as it is read, the bin left aside."""
    rows = connection.execute(
        "SELECT e.id, t.text, EXISTS (SELECT 1 FROM correction c WHERE c.episode_id = e.id"
        " AND c.transcript_id = e.transcript_id AND c.removed IS NULL AND c.kind IN ('words', 'chapter'))"
        " FROM episode e JOIN telling t ON t.transcript_id = e.transcript_id WHERE e.removed IS NULL"
        " AND (?1 IS NULL OR e.id = ?1) ORDER BY e.rowid",
        (episode_id,),
    )
    return [episode for episode, text, corrected in rows if corrected or words in unpack_text(text)]


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Where a bookmark stands, with all of it that follows from its place."""

    bookmark: str
    start: int | None
    stop: int | None
    text: str
    prefix: str
    suffix: str
    anchor: str
    seconds: float | None
    time_origin: str | None
    speaker: str | None
    chapter: str | None


def mark_places(connection: sqlite3.Connection, episode_id: str, transcript_id: int) -> list[MarkPlace]:
    """The places of an episode's bookmarks in a telling, removed ones too."""
    rows = connection.execute(
        "SELECT id, start, stop, text, prefix, suffix, anchor, seconds, time_origin, speaker, chapter FROM bookmark"
        " WHERE episode_id = ? AND transcript_id = ?",
        (episode_id, transcript_id),
    )
    return [MarkPlace(*row) for row in rows]


def set_mark_places(connection: sqlite3.Connection, places: Iterable[MarkPlace]) -> None:
    """Move bookmarks within their telling."""
    stamp = now()
    connection.executemany(
        "UPDATE bookmark SET start = ?, stop = ?, text = ?, prefix = ?, suffix = ?, anchor = ?, seconds = ?, time_origin = ?,"
        " speaker = ?, chapter = ?, modified = ? WHERE id = ?",
        (
            (
                *(at.start, at.stop, at.text, at.prefix, at.suffix, at.anchor, at.seconds, at.time_origin),
                *(at.speaker, at.chapter, stamp, at.bookmark),
            )
            for at in places
        ),
    )


def move_position(connection: sqlite3.Connection, episode_id: str, offset: int) -> None:
    """Move the reading position within its telling."""
    connection.execute("UPDATE position SET offset = ? WHERE episode_id = ? AND offset != ?", (offset, episode_id, offset))


def set_title(connection: sqlite3.Connection, episode_id: str, title: str) -> None:
    """Show an episode by the corrected words of its title."""
    connection.execute(
        "UPDATE episode SET title = ?, modified = ? WHERE id = ? AND title != ?", (title, now(), episode_id, title)
    )
