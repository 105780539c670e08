"""Reads what is known of the file behind a telling, and the tellings of an episode; their bytes are read by `transcripts`."""

import json
import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One telling of an episode: its number from 1, when it came in (UTC, ISO 8601), and whether it is the one that is read."""

    number: int
    added: str
    form: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The file of a telling. `path` is where it lay, "" for what was pasted; `size` in bytes, `added` in UTC, ISO 8601.

    The telling is number `ordinal` (from 1) of `items` in the file. `notes` say what was repaired, dropped or cut.
    """

    path: str
    size: int
    added: str
    form: str
    notes: tuple[str, ...]
    truncated: bool
    repaired: bool
    ordinal: int
    items: int


def read_facts(connection: sqlite3.Connection, transcript_id: int) -> SourceFacts:
    """What is known of the file that a telling came from."""
    path, size, added, form, notes, truncated, repaired, ordinal, items = connection.execute(
        "SELECT t.path, s.size, t.added, t.form, t.notes, t.truncated, t.repaired, t.ordinal,"
        " (SELECT count(DISTINCT ordinal) FROM transcript o WHERE o.source_file_id = s.id AND o.removed IS NULL)"
        " FROM transcript t JOIN source_file s ON s.id = t.source_file_id WHERE t.id = ?",
        (transcript_id,),
    ).fetchone()
    return SourceFacts(
        path, size, added, form, tuple(json.loads(notes)), bool(truncated), bool(repaired), ordinal=ordinal + 1, items=items
    )


def read_versions(connection: sqlite3.Connection, transcript_id: int) -> tuple[SourceVersion, ...]:
    """All tellings of the episode that a telling belongs to, without those thrown away, the first that came in first."""
    rows = connection.execute(
        "SELECT version, added, form, path, id = ?1 FROM transcript"
        " WHERE episode_id = (SELECT episode_id FROM transcript WHERE id = ?1) AND removed IS NULL ORDER BY version",
        (transcript_id,),
    )
    return tuple(SourceVersion(number, added, form, path, bool(current)) for number, added, form, path, current in rows)
