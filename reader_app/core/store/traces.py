"""Keeps by what the tellings of one recording find each other, so that a new one need not be held against the whole library."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping

_CARRIERS = 8
"""A trace that more than so many carry tells of a show, not of a recording; these many bear witness to that."""


def put_traces(connection: sqlite3.Connection, transcript_id: int, traces: Mapping[int, Collection[int]]) -> None:
    """Keep the traces of a telling: some 32-bit keys of each kind."""
    connection.executemany(
        "INSERT OR IGNORE INTO trace VALUES (?, ?, ?)",
        sorted((kind, key, transcript_id) for kind, keys in traces.items() for key in keys),
    )


def carriers(connection: sqlite3.Connection, kind: int, keys: Collection[int]) -> Counter[str]:
    """The episodes that carry any of the `keys`, and how many; of those that carry a widespread key, a few."""
    if connection.execute("SELECT 1 FROM trace WHERE kind = ? LIMIT 1", (kind,)).fetchone() is None:
        return Counter()
    rows: Counter[int] = Counter()
    for key in keys:
        found = connection.execute("SELECT transcript_id FROM trace WHERE kind = ? AND key = ? LIMIT ?", (kind, key, _CARRIERS))
        rows.update(row[0] for row in found)
    episodes: Counter[str] = Counter()
    for row, count in rows.items():
        found = connection.execute("SELECT episode_id FROM transcript WHERE id = ? AND removed IS NULL", (row,)).fetchone()
        if found is not None:
            episodes[found[0]] = max(episodes[found[0]], count)
    return episodes


def untraced(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Tellings from before traces were kept, as (row, fingerprint of the episode)."""
    if connection.execute("SELECT 1 FROM meta WHERE key = 'traced'").fetchone() is not None:
        return []
    return connection.execute(
        "SELECT e.transcript_id, e.fingerprint FROM episode e WHERE e.transcript_id IS NOT NULL ORDER BY e.rowid"
    ).fetchall()


def all_traced(connection: sqlite3.Connection) -> None:
    """Note that every telling has its traces."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('traced', '1')")
