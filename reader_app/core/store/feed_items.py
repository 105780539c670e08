"""Finds the item of a feed that an episode came from."""

import sqlite3


def newest_item(connection: sqlite3.Connection, episode_id: str, form: str) -> tuple[int, int] | None:
    """The telling of an episode that is the item of a feed, as (its row, its number in the feed); `form` is that of feeds."""
    row = connection.execute(
        "SELECT id, ordinal FROM transcript WHERE episode_id = ? AND form = ? ORDER BY version DESC LIMIT 1", (episode_id, form)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row is not None else None
