"""Writes and reads the searches that readers keep, and what was seen of each. Nothing is ever deleted, only marked removed."""

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from reader_app.core.findings import SavedSearch
from reader_app.core.store.database import now

_LISTED = "SELECT id, query, name, created, new FROM saved_search"


@dataclass(frozen=True, slots=True)
class Count:
    """What is known of the hits of one search.

    `seen`: hits by episode when the reader last looked at them, which was at `looked`, or when they were first counted; None
    before that. `counted`: the library's change as of which those that have come since were counted; -1 where they were not.
    """

    id: str
    query: str
    seen: Mapping[str, int] | None
    looked: str | None
    counted: int


def read_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """All that are kept, oldest first."""
    return [SavedSearch(*row) for row in connection.execute(f"{_LISTED} WHERE removed IS NULL ORDER BY created, rowid")]


def read_search(connection: sqlite3.Connection, search: str, *, removed: bool = False) -> SavedSearch | None:
    """One that is kept, or with `removed` one that is not any more; None where there is none."""
    row = connection.execute(f"{_LISTED} WHERE id = ? AND removed IS {'NOT ' * removed}NULL", (search,)).fetchone()
    return SavedSearch(*row) if row is not None else None


def search_for(connection: sqlite3.Connection, query: str) -> SavedSearch | None:
    """The one that is kept of a query; None where there is none."""
    row = connection.execute(f"{_LISTED} WHERE query = ? AND removed IS NULL ORDER BY created", (query,)).fetchone()
    return SavedSearch(*row) if row is not None else None


def read_seen(connection: sqlite3.Connection, search: str) -> dict[str, int] | None:
    """The hits by episode id when a search was last looked at or first counted; None before that, and where there is none."""
    row = connection.execute("SELECT seen FROM saved_search WHERE id = ? AND removed IS NULL", (search,)).fetchone()
    return json.loads(row[0]) if row is not None and row[0] else None


def counts_before(connection: sqlite3.Connection, change: int) -> list[Count]:
    """What is known of those whose hits were not counted as of this change of the library, oldest first.

    Those that were never counted come before the others: what is new in them is told from the first count.
    """
    rows = connection.execute(
        "SELECT id, query, seen, looked, counted FROM saved_search WHERE removed IS NULL AND counted <> ?"
        " ORDER BY seen IS NOT NULL OR counted >= 0, created, rowid",
        (change,),
    )
    return [Count(ident, query, json.loads(seen) if seen else None, looked, then) for ident, query, seen, looked, then in rows]


def put_search(connection: sqlite3.Connection, query: str, name: str) -> str:
    """Keep a search; gives its id."""
    ident, stamp = str(uuid.uuid4()), now()
    connection.execute(
        "INSERT INTO saved_search (id, query, name, created, modified) VALUES (?, ?, ?, ?, ?)", (ident, query, name, stamp, stamp)
    )
    return ident


def set_name(connection: sqlite3.Connection, search: str, name: str) -> None:
    """Call it something else."""
    connection.execute("UPDATE saved_search SET name = ?, modified = ? WHERE id = ?", (name, now(), search))


def set_query(connection: sqlite3.Connection, search: str, query: str) -> None:
    """Let it ask for something else, of which nothing has been seen yet."""
    connection.execute(
        "UPDATE saved_search SET query = ?, seen = NULL, looked = NULL, new = NULL, counted = -1, modified = ? WHERE id = ?",
        (query, now(), search),
    )


def set_removed(connection: sqlite3.Connection, search: str, removed: bool) -> None:
    """Mark it removed, or take that back."""
    stamp = now()
    connection.execute(
        "UPDATE saved_search SET removed = ?, modified = ? WHERE id = ?", (stamp if removed else None, stamp, search)
    )


def set_seen(connection: sqlite3.Connection, search: str, query: str, hits: Mapping[str, int]) -> None:
    """Note that the reader has looked at these hits of it, unless it asks for another `query` by now.

    They are counted again: more may have come between the search and the look.
    """
    connection.execute(
        "UPDATE saved_search SET seen = ?, looked = ?, new = 0, counted = -1 WHERE id = ? AND query = ?",
        (_written(hits), now(), search, query),
    )


def set_new(connection: sqlite3.Connection, count: Count, new: int | None, change: int) -> None:
    """Note how many hits have come since, as of a change; not where it was looked at or altered while they were counted."""
    connection.execute(
        "UPDATE saved_search SET new = ?, counted = ? WHERE id = ? AND query = ? AND looked IS ?",
        (new, change, count.id, count.query, count.looked),
    )


def set_first_count(connection: sqlite3.Connection, count: Count, hits: Mapping[str, int], change: int) -> None:
    """Note what was there before any hit could be new; not where it was looked at or altered while they were counted."""
    connection.execute(
        "UPDATE saved_search SET seen = ?, new = 0, counted = ? WHERE id = ? AND query = ? AND seen IS NULL",
        (_written(hits), change, count.id, count.query),
    )


def _written(hits: Mapping[str, int]) -> str:
    return json.dumps(dict(hits), separators=(",", ":"))
