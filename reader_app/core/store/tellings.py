"""Writes and reads the tellings of an episode as rows: its versions, and which of them were thrown away."""

import sqlite3
from dataclasses import dataclass

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
