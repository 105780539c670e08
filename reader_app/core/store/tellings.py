"""Writes and reads the tellings of an episode as rows: its versions, which of them were thrown away, and the end of those."""

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from reader_app.core.store.database import now

_ROWS = (
    "SELECT t.id, t.version, t.added, t.form, t.path, t.words, t.timed,"
    " (SELECT count(*) FROM speaker s WHERE s.transcript_id = t.id), t.made, t.removed IS NOT NULL FROM transcript t"
)


@dataclass(frozen=True, slots=True)
class TellingRow:
    """One telling of an episode: its row, its number from 1, and what a list of versions says of it."""

    row: int
    number: int
    added: str
    form: str
    path: str
    words: int
    timed: bool
    voices: int
    made: str
    """"joined" for the words of its file with the times of another; "" for what a file told by itself."""
    discarded: bool


def tellings_of(connection: sqlite3.Connection, episode: str) -> list[TellingRow]:
    """The tellings of an episode, thrown away ones too, the first that came in first."""
    rows = connection.execute(f"{_ROWS} WHERE t.episode_id = ? ORDER BY t.version", (episode,))
    return [
        TellingRow(row, number, added, form, path, words, bool(timed), voices, made, bool(gone))
        for row, number, added, form, path, words, timed, voices, made, gone in rows
    ]


class Origin(NamedTuple):
    """From where a telling came: the row of the bytes, the path, and its place in the file, from 0."""

    source: int
    path: str
    ordinal: int


def origin_of(connection: sqlite3.Connection, row: int) -> Origin:
    """From where a telling came."""
    return Origin(*connection.execute("SELECT source_file_id, path, ordinal FROM transcript WHERE id = ?", (row,)).fetchone())


def labels_of(connection: sqlite3.Connection, row: int) -> list[str]:
    """The labels of a telling's voices."""
    rows = connection.execute("SELECT label FROM speaker WHERE transcript_id = ? ORDER BY ordinal", (row,))
    return [label for (label,) in rows]


def newest_from(connection: sqlite3.Connection, episode: str, path: str, source: int, but: int = 0) -> int | None:
    """The newest telling of an episode that came from this path or these bytes, leaving the row `but` aside."""
    found = connection.execute(
        "SELECT id FROM transcript WHERE episode_id = ? AND id != ? AND made = ''"
        " AND (path = nullif(?, '') OR source_file_id = ?) ORDER BY version DESC LIMIT 1",
        (episode, but, path, source),
    ).fetchone()
    return int(found[0]) if found is not None else None


def is_there(connection: sqlite3.Connection, row: int) -> bool:
    """Whether a telling is still kept."""
    return connection.execute("SELECT 1 FROM transcript WHERE id = ?", (row,)).fetchone() is not None


def set_discarded(connection: sqlite3.Connection, row: int, discarded: bool) -> None:
    """Mark a telling as thrown away, or take that back."""
    connection.execute("UPDATE transcript SET removed = ? WHERE id = ?", (now() if discarded else None, row))


def is_discarded(connection: sqlite3.Connection, row: int) -> bool:
    """Whether a telling was thrown away."""
    found = connection.execute("SELECT removed IS NOT NULL FROM transcript WHERE id = ?", (row,)).fetchone()
    return bool(found and found[0])


def set_made(connection: sqlite3.Connection, row: int, made: str) -> None:
    """Say how a telling was made where no file told it so by itself."""
    connection.execute("UPDATE transcript SET made = ? WHERE id = ?", (made, row))


def delete_telling(connection: sqlite3.Connection, row: int) -> None:
    """Delete a telling for good, and the bytes of its file where no other came from them. It must not be the one that is read.

    What a reader kept is anchored in the one that is read; an episode that was joined and whose telling it was has none any more.
    """
    source = origin_of(connection, row).source
    connection.execute("UPDATE episode SET transcript_id = NULL WHERE transcript_id = ? AND removed IS NOT NULL", (row,))
    for table in ("bookmark", "correction"):
        connection.execute(
            f"UPDATE {table} SET transcript_id = (SELECT e.transcript_id FROM episode e WHERE e.id = {table}.episode_id)"
            " WHERE transcript_id = ?",
            (row,),
        )
    for table in ("position", "telling", "speaker", "chapter", "entity", "mention", "trace"):
        connection.execute(f"DELETE FROM {table} WHERE transcript_id = ?", (row,))
    connection.execute("DELETE FROM transcript WHERE id = ?", (row,))
    if connection.execute("SELECT 1 FROM transcript WHERE source_file_id = ?", (source,)).fetchone() is None:
        connection.execute("DELETE FROM seen_file WHERE source_file_id = ?", (source,))
        connection.execute("DELETE FROM source_file WHERE id = ?", (source,))


def discarded_before(connection: sqlite3.Connection, moment: str) -> list[int]:
    """Tellings that were thrown away before a moment (UTC, ISO 8601) and are not read."""
    rows = connection.execute(
        "SELECT t.id FROM transcript t JOIN episode e ON e.id = t.episode_id WHERE t.removed < ? AND e.transcript_id != t.id",
        (moment,),
    )
    return [row for (row,) in rows]
