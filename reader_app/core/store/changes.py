"""The row of changes that the search index eats."""

import sqlite3


def newest_change(connection: sqlite3.Connection) -> int:
    """The number of the last change; 0 in a new library."""
    row = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    return int(row[0])


def changed_since(connection: sqlite3.Connection, seq: int) -> list[str]:
    """Ids of the episodes that changed after `seq`, each once, in the order of their first change."""
    rows = connection.execute("SELECT episode_id FROM change WHERE seq > ? GROUP BY episode_id ORDER BY min(seq)", (seq,))
    return [row[0] for row in rows]
