"""Writes and reads episodes as rows: their names, where they were recognised, what they are linked to, how far one has read."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reader_app.core.model import Episode
from reader_app.core.store.database import now
from reader_app.core.store.joinings import leads, resolve

_ROWS = """
SELECT e.id, e.title, e.title_origin, s.name, e.language, e.published, e.url, e.duration, t.words, t.turns, t.form, t.path,
       e.added, t.truncated, t.timed, t.repaired,
       (SELECT count(*) FROM bookmark b WHERE b.episode_id = e.id AND b.removed IS NULL),
       coalesce(p.progress, 0), e.opened, e.removed IS NOT NULL, e.sample
FROM episode e JOIN transcript t ON t.id = e.transcript_id
LEFT JOIN show s ON s.id = e.show_id LEFT JOIN position p ON p.episode_id = e.id
"""


Stamp = tuple[int, int]
"""A file's size in bytes and when it was last written, in nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """What a source says of an episode, beside its text."""

    title: str
    title_origin: str
    show: str | None
    language: str
    published: str | None
    url: str | None
    duration: float | None
    fingerprint: str
    sample: bool = False
    beside: str = ""
    """Tells what lay beside the transcript and became part of its episode: `Companions.key`."""
    transcripts: Sequence[Sequence[str]] = ()
    """The transcripts that a feed names, each as its address, media type and language."""

    def to_json(self) -> str:
        """The facts as they are kept with the telling that states them."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, written: str) -> "EpisodeFacts":
        """The facts as `to_json` wrote them."""
        return cls(**json.loads(written))


def put_episode(connection: sqlite3.Connection, facts: EpisodeFacts, episode_id: str | None = None) -> str:
    """A new episode, or new facts for one that is known; gives its id."""
    show = _show(connection, facts.show)
    values = (
        facts.title,
        facts.title_origin,
        show,
        facts.language,
        facts.published,
        facts.url,
        facts.duration,
        facts.fingerprint,
    )
    if episode_id is not None:
        connection.execute(
            "UPDATE episode SET title = ?, title_origin = ?, show_id = ?, language = ?, published = ?, url = ?, duration = ?,"
            " fingerprint = ?, modified = ? WHERE id = ?",
            (*values, now(), episode_id),
        )
        return episode_id
    episode_id = str(uuid.uuid4())
    connection.execute(
        "INSERT INTO episode (id, title, title_origin, show_id, language, published, url, duration, fingerprint, sample,"
        " added, modified)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (episode_id, *values, facts.sample, now(), now()),
    )
    return episode_id


def _show(connection: sqlite3.Connection, name: str | None) -> int | None:
    if not name:
        return None
    connection.execute("INSERT OR IGNORE INTO show (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT id FROM show WHERE name = ?", (name,)).fetchone()[0])


def set_transcript(connection: sqlite3.Connection, episode_id: str, transcript_id: int) -> None:
    """Make a telling the one that is read."""
    connection.execute("UPDATE episode SET transcript_id = ?, modified = ? WHERE id = ?", (transcript_id, now(), episode_id))


def current_transcript(connection: sqlite3.Connection, episode_id: str) -> int | None:
    """The row id of the telling that is read; None for an unknown episode."""
    where = (resolve(connection, episode_id),)
    row = connection.execute("SELECT transcript_id FROM episode WHERE id = ?", where).fetchone()
    return int(row[0]) if row is not None and row[0] is not None else None


def title_of(connection: sqlite3.Connection, episode_id: str) -> str:
    """What an episode's own row says that it is called, also where the episode was joined to another."""
    return str(connection.execute("SELECT title FROM episode WHERE id = ?", (episode_id,)).fetchone()[0])


def form_of(connection: sqlite3.Connection, transcript_id: int) -> str:
    """The form of the file that a telling came from."""
    return str(connection.execute("SELECT form FROM transcript WHERE id = ?", (transcript_id,)).fetchone()[0])


def newest_version(connection: sqlite3.Connection, episode_id: str) -> int:
    """The number of the last telling; 0 where there is none yet."""
    row = connection.execute("SELECT coalesce(max(version), 0) FROM transcript WHERE episode_id = ?", (episode_id,)).fetchone()
    return int(row[0])


def read_episodes(
    connection: sqlite3.Connection, *, removed: bool | None = False, ids: Sequence[str] | None = None
) -> list[Episode]:
    """Episodes as rows of the list, oldest addition first. `removed` None means those in the bin too.

    The id of an episode that was joined to another gives that one; in itself it is in no list.
    """
    query, values = _ROWS, list[object]()
    conditions = ["e.id NOT IN (SELECT other_id FROM joining WHERE removed IS NULL)"]
    if removed is not None:
        conditions.append("e.removed IS NOT NULL" if removed else "e.removed IS NULL")
    if ids is not None:
        lead = leads(connection)
        ids = [lead.get(one, one) for one in ids]
        conditions.append("e.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(ids)))
    rows = connection.execute(f"{query} WHERE {' AND '.join(conditions)} ORDER BY e.rowid", values).fetchall()
    links, tags = _links(connection, ids), _tags(connection, ids)
    return [_episode(row, tuple(tags.get(row[0], ())), tuple(links.get(row[0], ()))) for row in rows]


def _episode(row: tuple[Any, ...], tags: tuple[str, ...], links: tuple[str, ...]) -> Episode:
    *facts, truncated, timed, repaired, bookmarks, progress, opened, removed, sample = row
    return Episode(
        *(
            *facts,
            bool(truncated),
            bool(timed),
            bool(repaired),
            bookmarks,
            progress,
            opened,
            bool(removed),
            bool(sample),
            tags,
            links,
        )
    )


def _links(connection: sqlite3.Connection, ids: Sequence[str] | None) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    chosen, values = _chosen("l.episode_id", ids)
    for one, other in connection.execute(
        "SELECT l.episode_id, l.other_id FROM episode_link l JOIN episode e ON e.id = l.other_id"
        f" WHERE l.removed IS NULL AND e.removed IS NULL{chosen} ORDER BY e.rowid",
        values,
    ):
        links.setdefault(one, []).append(other)
    return links


def _tags(connection: sqlite3.Connection, ids: Sequence[str] | None) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    chosen, values = _chosen("et.episode_id", ids)
    for episode, name in connection.execute(
        "SELECT et.episode_id, t.name FROM episode_tag et JOIN tag t ON t.id = et.tag_id"
        f" WHERE et.removed IS NULL{chosen} ORDER BY t.name",
        values,
    ):
        tags.setdefault(episode, []).append(name)
    return tags


def _chosen(column: str, ids: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if ids is None else (f" AND {column} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def from_source(connection: sqlite3.Connection, source: int | None, *, discarded: bool = False) -> list[tuple[str, int]]:
    """Episodes that the bytes of this row gave, as (id, transcript row), in the order of the file; empty for new bytes.

    What the reader threw away counts only with `discarded`, and where nothing else came of its place in the file.
    """
    rows = connection.execute(
        "SELECT ordinal, episode_id, id, removed IS NOT NULL FROM transcript WHERE source_file_id = ? AND made = ''"
        " ORDER BY ordinal, removed IS NULL, id",
        (source,),
    )
    return list({ordinal: (episode, row) for ordinal, episode, row, gone in rows if discarded or not gone}.values())


def from_path(connection: sqlite3.Connection, path: str) -> list[tuple[str, str, str]]:
    """Episodes that any file seen at this path gave, as (id, title, fingerprint); those of the last file first, in its order.

    Title and fingerprint are those of what was joined, where that came from this path.
    """
    rows = connection.execute(
        "SELECT e.id, coalesce(o.title, e.title), coalesce(o.fingerprint, e.fingerprint)"
        " FROM transcript t JOIN episode e ON e.id = t.episode_id"
        " LEFT JOIN joining j ON j.episode_id = e.id AND j.removed IS NULL"
        " AND t.id IN (SELECT json_extract(value, '$[0]') FROM json_each(j.moved, '$.tellings'))"
        " LEFT JOIN episode o ON o.id = j.other_id"
        " LEFT JOIN seen_file f ON f.path = ?1 AND f.source_file_id = t.source_file_id"
        " WHERE t.path = ?1 OR f.path IS NOT NULL GROUP BY e.id ORDER BY max(f.path IS NOT NULL) DESC, max(t.id)",
        (path,),
    )
    return rows.fetchall()


def source_at(connection: sqlite3.Connection, path: str) -> int | None:
    """The row of the bytes last seen at a path; None for a path that is new."""
    row = connection.execute("SELECT source_file_id FROM seen_file WHERE path = ?", (path,)).fetchone()
    return int(row[0]) if row is not None else None


def note_path(connection: sqlite3.Connection, path: str, source: int, stamp: Stamp | None = None) -> None:
    """Note that these bytes lie at this path. With a `stamp`, a file that still has it is known without reading it."""
    size, modified = stamp if stamp is not None else (None, None)
    connection.execute("INSERT OR REPLACE INTO seen_file VALUES (?, ?, ?, ?, ?)", (path, source, now(), size, modified))


def source_with_stamp(connection: sqlite3.Connection, path: str, stamp: Stamp) -> int | None:
    """The row of the bytes at a path whose file was not touched since they were read; None where it may have been."""
    row = connection.execute(
        "SELECT source_file_id FROM seen_file WHERE path = ? AND size = ? AND modified = ?", (path, *stamp)
    ).fetchone()
    return int(row[0]) if row is not None else None


def fingerprints(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> dict[str, str]:
    """The fingerprint of every episode, or of those named; those in the bin included: they come back."""
    if ids is None:
        return dict(connection.execute("SELECT id, fingerprint FROM episode ORDER BY rowid").fetchall())
    found = (connection.execute("SELECT id, fingerprint FROM episode WHERE id = ?", (i,)).fetchone() for i in ids)
    return dict(row for row in found if row is not None)


def link(connection: sqlite3.Connection, groups: Iterable[set[str]]) -> None:
    """Link all episodes of each group to each other, as found to tell the same recording."""
    for group in groups:
        for one in group:
            for other in group - {one}:
                connection.execute(
                    "INSERT OR IGNORE INTO episode_link VALUES (?, ?, ?, 'found', ?, ?, NULL)",
                    (str(uuid.uuid4()), one, other, now(), now()),
                )


def linked_group(connection: sqlite3.Connection, episode_id: str) -> set[str]:
    """An episode and all that it is linked to."""
    rows = connection.execute("SELECT other_id FROM episode_link WHERE episode_id = ? AND removed IS NULL", (episode_id,))
    return {episode_id, *(row[0] for row in rows)}


def set_removed(connection: sqlite3.Connection, ids: Sequence[str], removed: bool) -> None:
    """Move episodes to the bin, or back."""
    stamp = now()
    connection.executemany(
        "UPDATE episode SET removed = ?, modified = ? WHERE id = ?",
        [(stamp if removed else None, stamp, resolve(connection, one)) for one in ids],
    )


def set_opened(connection: sqlite3.Connection, episode_id: str) -> None:
    """Note that an episode is being read."""
    connection.execute("UPDATE episode SET opened = ? WHERE id = ?", (now(), resolve(connection, episode_id)))


def set_position(connection: sqlite3.Connection, episode_id: str, offset: int, progress: float) -> None:
    """Where the reader is, in code points of the telling that is read; `progress` from 0 to 1.

    For an episode that was joined to another it is kept of itself: a window that still shows it counts in its own text.
    """
    connection.execute(
        "INSERT INTO position SELECT id, transcript_id, ?, ?, ? FROM episode WHERE id = ?"
        " ON CONFLICT (episode_id) DO UPDATE SET transcript_id = excluded.transcript_id, offset = excluded.offset,"
        " progress = excluded.progress, modified = excluded.modified",
        (offset, progress, now(), episode_id),
    )


def position_of(connection: sqlite3.Connection, episode_id: str) -> tuple[int, float]:
    """Where the reader was, as (code point, progress)."""
    where = (resolve(connection, episode_id),)
    row = connection.execute("SELECT offset, progress FROM position WHERE episode_id = ?", where).fetchone()
    return (int(row[0]), float(row[1])) if row is not None else (0, 0.0)
