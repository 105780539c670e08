"""Reads the names that a library knows, each with the number of episodes that have it, the bin left aside."""

import sqlite3

Counted = list[tuple[str, int]]


def shows(connection: sqlite3.Connection) -> Counted:
    """The shows."""
    return connection.execute(
        "SELECT s.name, count(*) FROM episode e JOIN show s ON s.id = e.show_id WHERE e.removed IS NULL GROUP BY s.id"
    ).fetchall()


def languages(connection: sqlite3.Connection) -> Counted:
    """The languages that episodes are in (BCP 47)."""
    return connection.execute("SELECT language, count(*) FROM episode WHERE removed IS NULL GROUP BY language").fetchall()


def tags(connection: sqlite3.Connection) -> Counted:
    """The tags of episodes and of bookmarks."""
    return connection.execute(
        "SELECT t.name, count(DISTINCT o.episode) FROM tag t JOIN ("
        " SELECT tag_id, episode_id AS episode FROM episode_tag WHERE removed IS NULL"
        " UNION SELECT b.tag_id, m.episode_id FROM bookmark_tag b JOIN bookmark m ON m.id = b.bookmark_id"
        " WHERE b.removed IS NULL AND m.removed IS NULL"
        ") o ON o.tag_id = t.id JOIN episode e ON e.id = o.episode WHERE e.removed IS NULL AND t.removed IS NULL GROUP BY t.id"
    ).fetchall()


def entities(connection: sqlite3.Connection, most: int) -> Counted:
    """The names of entities, those of most episodes first, at most so many."""
    return _in_tellings(connection, "entity", "name", most)


def chapters(connection: sqlite3.Connection, most: int) -> Counted:
    """The titles of chapters, those of most episodes first, at most so many."""
    return _in_tellings(connection, "chapter", "title", most)


def state_of_tellings(connection: sqlite3.Connection) -> tuple[int, ...]:
    """What is another whenever an episode has come, gone, or is told otherwise."""
    row = connection.execute(
        "SELECT count(*), total(transcript_id), total(transcript_id * transcript_id) FROM episode WHERE removed IS NULL"
    ).fetchone()
    return tuple(map(int, row))


def _in_tellings(connection: sqlite3.Connection, table: str, column: str, most: int) -> Counted:
    return connection.execute(
        f"SELECT o.{column}, count(*) AS often FROM episode e JOIN {table} o ON o.transcript_id = e.transcript_id"
        f" WHERE e.removed IS NULL GROUP BY o.{column} ORDER BY often DESC, o.{column} LIMIT ?",
        (most,),
    ).fetchall()
