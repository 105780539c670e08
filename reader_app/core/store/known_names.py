"""Reads which names the library knows and which tellings have not been searched for them yet; writes what was found anew."""

import sqlite3
from collections.abc import Sequence

from reader_app.core.model import Entity, EntityKind, Span
from reader_app.core.store.database import now
from reader_app.core.store.packing import unpack_blocks, unpack_text

_MARK = "names_spread"
_NO_NAMES_OF_THEIR_OWN = ("title", "entity")


def newest_telling(connection: sqlite3.Connection) -> int:
    """The number of the telling that came in last; 0 in an empty library."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM transcript").fetchone()[0])


def spread_up_to(connection: sqlite3.Connection) -> int:
    """The last telling whose names all others were searched for."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_MARK,)).fetchone()
    return int(row[0]) if row is not None else 0


def note_spread(connection: sqlite3.Connection, telling: int) -> None:
    """Note that the names of all tellings up to this one were looked for everywhere."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, str(telling)))


def names_since(connection: sqlite3.Connection, telling: int) -> dict[str, EntityKind]:
    """The names, with their kind, that tellings after this one state."""
    rows = connection.execute(
        "SELECT n.name, n.kind FROM entity n JOIN episode e ON e.transcript_id = n.transcript_id"
        " WHERE n.origin = 'stated' AND e.removed IS NULL AND n.transcript_id > ? ORDER BY n.transcript_id",
        (telling,),
    )
    return dict(rows.fetchall())


def without_stated_names(connection: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """(episode, telling that is read, language) of all whose names are found ones, or none."""
    return connection.execute(
        "SELECT e.id, e.transcript_id, e.language FROM episode e WHERE e.removed IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM entity n WHERE n.transcript_id = e.transcript_id AND n.origin = 'stated') ORDER BY e.rowid"
    ).fetchall()


def told_words(connection: sqlite3.Connection, telling: int) -> tuple[str, list[Span]]:
    """The source's text of a telling, and the stretches of it in which names may stand; nothing for one that is no more."""
    row = connection.execute("SELECT text, blocks FROM telling WHERE transcript_id = ?", (telling,)).fetchone()
    if row is None:
        return "", []
    return unpack_text(row[0]), [block.span for block in unpack_blocks(row[1]) if block.kind not in _NO_NAMES_OF_THEIR_OWN]


def found_names(connection: sqlite3.Connection, telling: int) -> dict[str, str]:
    """The names that a telling has, with their kind."""
    return dict(connection.execute("SELECT name, kind FROM entity WHERE transcript_id = ?", (telling,)).fetchall())


def replace_found(connection: sqlite3.Connection, episode: str, telling: int, entities: Sequence[Entity]) -> None:
    """Give a telling these found names in place of those that it had, and let search follow."""
    connection.execute("DELETE FROM mention WHERE transcript_id = ?", (telling,))
    connection.execute("DELETE FROM entity WHERE transcript_id = ?", (telling,))
    put_entities(connection, telling, entities)
    connection.execute("INSERT INTO change (episode_id, at) VALUES (?, ?)", (episode, now()))


def put_entities(connection: sqlite3.Connection, telling: int, entities: Sequence[Entity]) -> None:
    """Store the names of a telling that has none yet, and where each is mentioned."""
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((telling, n, e.name, e.kind, e.source_kind, e.description, e.origin) for n, e in enumerate(entities)),
    )
    connection.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?)",
        ((telling, n, span.start, span.stop) for n, e in enumerate(entities) for span in e.mentions),
    )
