"""Writes and reads what readers keep: quotes with note, colour and tags. Nothing is ever deleted, only marked removed."""

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from reader_app.core.model import Bookmark, Moment, Span
from reader_app.core.store.database import now

_ROWS = (
    "SELECT id, episode_id, text, start, stop, seconds, time_origin, speaker, chapter, note, colour, created, modified, anchor,"
    " removed IS NOT NULL FROM bookmark"
)


def put_bookmark(connection: sqlite3.Connection, bookmark: Bookmark, transcript_id: int, around: tuple[str, str]) -> None:
    """Store a new bookmark; `around` are the words before and after it, by which it is found again in a changed text."""
    span, moment = bookmark.span, bookmark.moment
    connection.execute(
        "INSERT INTO bookmark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(
                bookmark.id,
                bookmark.episode,
                transcript_id,
                span.start if span else None,
                span.stop if span else None,
                bookmark.text,
            ),
            *(*around, bookmark.anchor, moment.seconds if moment else None, moment.origin if moment else None),
            *(bookmark.speaker, bookmark.chapter, bookmark.note, bookmark.colour, bookmark.created, bookmark.modified, None),
        ),
    )
    set_tags(connection, bookmark.id, bookmark.tags)


def read_bookmarks(
    connection: sqlite3.Connection, *, episode: str | None = None, ids: Sequence[str] | None = None, removed: bool = False
) -> list[Bookmark]:
    """Bookmarks in the order of their text, episode by episode; lost ones last. With `removed`, the removed ones too."""
    conditions, values = [] if removed else ["removed IS NULL"], list[Any]()
    if episode is not None:
        conditions.append("episode_id = ?")
        values.append(episode)
    if ids is not None:
        conditions.append(f"id IN ({','.join('?' * len(ids))})")
        values += ids
    where = " WHERE " + " AND ".join(conditions) if conditions else ""
    rows = connection.execute(f"{_ROWS}{where} ORDER BY episode_id, start IS NULL, start, created", values).fetchall()
    tags = _tags(connection)
    return [_bookmark(row, tuple(tags.get(row[0], ()))) for row in rows]


def _bookmark(row: tuple[Any, ...], tags: tuple[str, ...]) -> Bookmark:
    ident, episode, text, start, stop, seconds, origin, speaker, chapter, note, colour, created, modified, anchor, removed = row
    span = Span(start, stop) if start is not None and anchor != "lost" else None
    moment = Moment(seconds, origin) if seconds is not None else None
    return Bookmark(
        *(ident, episode, text, span, moment, speaker, chapter, note, tags, colour, created, modified, anchor, bool(removed))
    )


def _tags(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for bookmark, name in connection.execute(
        "SELECT bt.bookmark_id, t.name FROM bookmark_tag bt JOIN tag t ON t.id = bt.tag_id WHERE bt.removed IS NULL"
        " ORDER BY bt.rowid"
    ):
        tags.setdefault(bookmark, []).append(name)
    return tags


def edit_bookmark(connection: sqlite3.Connection, bookmark_id: str, *, note: str | None, colour: str | None) -> None:
    """Change a note or colour; None leaves it."""
    connection.execute(
        "UPDATE bookmark SET note = coalesce(?, note), colour = coalesce(?, colour), modified = ? WHERE id = ?",
        (note, colour, now(), bookmark_id),
    )


def set_tags(connection: sqlite3.Connection, bookmark_id: str, names: Iterable[str]) -> None:
    """Make these the tags of a bookmark."""
    stamp, wanted = now(), list(dict.fromkeys(name.strip() for name in names if name.strip()))
    connection.execute(
        "UPDATE bookmark_tag SET removed = ?, modified = ? WHERE bookmark_id = ? AND removed IS NULL", (stamp, stamp, bookmark_id)
    )
    for name in wanted:
        connection.execute("INSERT OR IGNORE INTO tag VALUES (?, ?, ?, ?, NULL)", (str(uuid.uuid4()), name, stamp, stamp))
        connection.execute(
            "INSERT INTO bookmark_tag SELECT ?, ?, id, ?, ?, NULL FROM tag WHERE name = ?"
            " ON CONFLICT (bookmark_id, tag_id) DO UPDATE SET removed = NULL, modified = excluded.modified",
            (str(uuid.uuid4()), bookmark_id, stamp, stamp, name),
        )


def set_removed(connection: sqlite3.Connection, bookmark_id: str, removed: bool) -> None:
    """Mark a bookmark removed, or take that back."""
    stamp = now()
    connection.execute(
        "UPDATE bookmark SET removed = ?, modified = ? WHERE id = ?", (stamp if removed else None, stamp, bookmark_id)
    )


def contexts(connection: sqlite3.Connection, episode_id: str) -> dict[str, tuple[str, str, int]]:
    """For each bookmark of an episode, removed ones too: the words before it, after it, and where it last stood."""
    rows = connection.execute("SELECT id, prefix, suffix, coalesce(start, 0) FROM bookmark WHERE episode_id = ?", (episode_id,))
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def move_bookmark(connection: sqlite3.Connection, bookmark: Bookmark, transcript_id: int) -> None:
    """Anchor a bookmark in another telling, with its place, time, voice and chapter there.

    A lost one keeps what it last had: where it stood is where it is looked for first when its words come back.
    """
    span, moment = bookmark.span, bookmark.moment
    if span is None:
        connection.execute(
            "UPDATE bookmark SET transcript_id = ?, anchor = ?, modified = ? WHERE id = ?",
            (transcript_id, bookmark.anchor, now(), bookmark.id),
        )
        return
    connection.execute(
        "UPDATE bookmark SET transcript_id = ?, start = ?, stop = ?, anchor = ?, seconds = ?, time_origin = ?, speaker = ?,"
        " chapter = ?, modified = ? WHERE id = ?",
        (
            *(transcript_id, *span, bookmark.anchor, moment.seconds if moment else None, moment.origin if moment else None),
            *(bookmark.speaker, bookmark.chapter, now(), bookmark.id),
        ),
    )
