"""Finds the item of a feed that an episode came from."""

import sqlite3
from collections.abc import Iterable


def newest_item(connection: sqlite3.Connection, episode_id: str, form: str) -> tuple[int, int] | None:
    """The telling of an episode that is the item of a feed, as (its row, its number in the feed); `form` is that of feeds."""
    row = connection.execute(
        "SELECT id, ordinal FROM transcript WHERE episode_id = ? AND form = ? ORDER BY version DESC LIMIT 1", (episode_id, form)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row is not None else None


def episode_of_item(connection: sqlite3.Connection, source: int | None, place: int) -> str | None:
    """The episode that is the item of this number in the feed of these bytes, even where its words there were thrown away."""
    row = connection.execute(
        "SELECT episode_id FROM transcript WHERE source_file_id = ? AND ordinal = ? AND made = ''"
        " ORDER BY removed IS NOT NULL, id DESC LIMIT 1",
        (source, place),
    ).fetchone()
    return str(row[0]) if row is not None else None


def feeds_in(connection: sqlite3.Connection, folders: Iterable[tuple[str, str]], form: str) -> dict[str, int]:
    """The feeds seen in folders and below, as a telling of each by its path; each folder as (from, to): paths between these."""
    return {
        path: telling
        for within in folders
        for path, telling in connection.execute(
            "SELECT f.path, min(t.id) FROM seen_file f JOIN transcript t ON t.source_file_id = f.source_file_id AND t.ordinal = 0"
            " WHERE f.path > ? AND f.path < ? AND t.form = ? GROUP BY f.path",
            (*within, form),
        )
    }
