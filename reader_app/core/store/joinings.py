"""Writes and reads which episodes became tellings of others: where their ids lead, and what went over, to take it back by."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from reader_app.core.store.database import now

_PLACES = "id, episode_id, transcript_id, start, stop, text, prefix, suffix, anchor, seconds, time_origin, speaker, chapter"
_CORRECTIONS = "id, episode_id, transcript_id, start, stop, original, prefix, suffix, anchor, removed"
_FACTS = "show_id, language, published, url, duration, fingerprint"

Row = list[Any]


@dataclass(slots=True)
class Moved:
    """What a joining changed, and how it was before.

    - `read`, `read_of_other`: the tellings that were read; `reads`: the one that is read since; `made`: the one that was made.
      `words`: the telling of whose words that is.
    - `tellings`: rows that came over, each with its number there. `tags`: ids of tags that came over. `names`: labels of voices
      that were named, each with the name it had. `called`, `called_there`: what the reader called the voices of the episode's
      own tellings, and of those that came over, when they were read last.
    - `facts`: of the episode; `marks`, `corrections`, `positions`: of both. `left`: when its position was kept by the joining.
    """

    read: int
    read_of_other: int
    reads: int = 0
    made: int | None = None
    words: int | None = None
    tellings: list[tuple[int, int]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    names: list[tuple[str, str | None]] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    called_there: dict[str, str] = field(default_factory=dict)
    facts: Row = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    left: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """That the recording of `episode` is told by what was `other`."""

    id: str
    episode: str
    other: str
    moved: Moved


def leads(connection: sqlite3.Connection) -> dict[str, str]:
    """Where the ids of joined episodes lead: to the episode that lives on."""
    one_step = dict(connection.execute("SELECT other_id, episode_id FROM joining WHERE removed IS NULL").fetchall())
    found = {}
    for other, step in one_step.items():
        episode = step
        while episode in one_step:
            episode = one_step[episode]
        found[other] = episode
    return found


def resolve(connection: sqlite3.Connection, episode: str) -> str:
    """The id of the episode that lives on under an id; mostly the same."""
    row = connection.execute("SELECT episode_id FROM joining WHERE other_id = ? AND removed IS NULL", (episode,)).fetchone()
    return episode if row is None else resolve(connection, row[0])


def put_joining(connection: sqlite3.Connection, episode: str, other: str, moved: Moved) -> str:
    """Note that `other` became a telling of `episode`; gives the row's id."""
    ident, stamp = str(uuid.uuid4()), now()
    connection.execute(
        "INSERT INTO joining VALUES (?, ?, ?, ?, ?, ?, NULL)", (ident, episode, other, _written(moved), stamp, stamp)
    )
    return ident


def joinings_of(connection: sqlite3.Connection, episode: str) -> list[Joining]:
    """What was joined to an episode and is still, the last first."""
    rows = connection.execute(
        "SELECT id, episode_id, other_id, moved FROM joining WHERE episode_id = ? AND removed IS NULL ORDER BY rowid DESC",
        (episode,),
    )
    return [Joining(ident, one, other, Moved(**json.loads(moved))) for ident, one, other, moved in rows]


def end_joining(connection: sqlite3.Connection, joining: str) -> None:
    """Note that the two are episodes of their own again."""
    stamp = now()
    connection.execute("UPDATE joining SET removed = ?, modified = ? WHERE id = ?", (stamp, stamp, joining))


def add_telling(connection: sqlite3.Connection, joining: Joining, row: int, number: int) -> None:
    """Note that another telling came in which goes with what was joined."""
    joining.moved.tellings.append((row, number))
    rewrite(connection, joining)


def rewrite(connection: sqlite3.Connection, joining: Joining) -> None:
    """Keep what changed in `joining.moved`."""
    connection.execute("UPDATE joining SET moved = ?, modified = ? WHERE id = ?", (_written(joining.moved), now(), joining.id))


def _written(moved: Moved) -> str:
    return json.dumps(asdict(moved), ensure_ascii=False)


def hand_over(connection: sqlite3.Connection, episode: str, other: str) -> list[tuple[int, int]]:
    """Give the tellings of `other` to `episode`, numbered on; gives their rows, and the numbers that they had."""
    rows = connection.execute("SELECT id, version FROM transcript WHERE episode_id = ? ORDER BY version", (other,)).fetchall()
    give_tellings(connection, episode, [row for row, _ in rows])
    return [(row, number) for row, number in rows]


def give_tellings(connection: sqlite3.Connection, episode: str, rows: Iterable[int]) -> None:
    """Make tellings those of an episode, numbered on after its own."""
    for row in rows:
        connection.execute(
            "UPDATE transcript SET episode_id = ?1, version ="
            " (SELECT coalesce(max(version), 0) + 1 FROM transcript WHERE episode_id = ?1) WHERE id = ?2",
            (episode, row),
        )


def number_telling(connection: sqlite3.Connection, row: int, number: int) -> None:
    """Give a telling its number back, where no other has it meanwhile."""
    connection.execute("UPDATE OR IGNORE transcript SET version = ? WHERE id = ?", (number, row))


def hand_over_rows(connection: sqlite3.Connection, episode: str, other: str) -> None:
    """Give the bookmarks and corrections of `other` to `episode`."""
    stamp = now()
    for table in ("bookmark", "correction"):
        connection.execute(f"UPDATE {table} SET episode_id = ?, modified = ? WHERE episode_id = ?", (episode, stamp, other))


def hand_over_tags(connection: sqlite3.Connection, episode: str, other: str) -> list[str]:
    """Give an episode the tags of another too; gives the ids of those that it did not have."""
    stamp = now()
    rows = connection.execute(
        "SELECT tag_id FROM episode_tag WHERE episode_id = ?2 AND removed IS NULL AND tag_id NOT IN"
        " (SELECT tag_id FROM episode_tag WHERE episode_id = ?1 AND removed IS NULL)",
        (episode, other),
    ).fetchall()
    connection.executemany(
        "INSERT INTO episode_tag VALUES (?, ?, ?, ?, ?, NULL)"
        " ON CONFLICT (episode_id, tag_id) DO UPDATE SET removed = NULL, modified = excluded.modified",
        [(str(uuid.uuid4()), episode, tag, stamp, stamp) for (tag,) in rows],
    )
    return [tag for (tag,) in rows]


def take_tags(connection: sqlite3.Connection, episode: str, tags: Iterable[str]) -> None:
    """Take tags from an episode."""
    stamp = now()
    connection.executemany(
        "UPDATE episode_tag SET removed = ?, modified = ? WHERE episode_id = ? AND tag_id = ? AND removed IS NULL",
        [(stamp, stamp, episode, tag) for tag in tags],
    )


def facts_of(connection: sqlite3.Connection, episode: str) -> Row:
    """What an episode's row says of it, to be put back by `set_facts`."""
    return list(connection.execute(f"SELECT {_FACTS} FROM episode WHERE id = ?", (episode,)).fetchone())


def set_facts(connection: sqlite3.Connection, episode: str, facts: Row) -> None:
    """Put back what an episode's row said."""
    columns = ", ".join(f"{name} = ?" for name in _FACTS.split(", "))
    connection.execute(f"UPDATE episode SET {columns}, modified = ? WHERE id = ?", (*facts, now(), episode))


def fill_facts(connection: sqlite3.Connection, episode: str, other: str) -> None:
    """Let an episode state what another says of the same recording where it states nothing itself."""
    connection.execute(
        "UPDATE episode SET show_id = coalesce(episode.show_id, o.show_id), published = coalesce(episode.published, o.published),"
        " url = coalesce(episode.url, o.url), duration = coalesce(episode.duration, o.duration),"
        " opened = max(coalesce(episode.opened, o.opened), coalesce(o.opened, episode.opened)), modified = ?"
        " FROM (SELECT * FROM episode WHERE id = ?) AS o WHERE episode.id = ?",
        (now(), other, episode),
    )


def set_told(connection: sqlite3.Connection, episode: str, language: str, fingerprint: str) -> None:
    """What the telling that is read says of its own words."""
    connection.execute(
        "UPDATE episode SET language = ?, fingerprint = ?, modified = ? WHERE id = ?", (language, fingerprint, now(), episode)
    )


def position_left(connection: sqlite3.Connection, episode: str) -> str:
    """When the reading position of an episode was last kept; "" where there is none."""
    row = connection.execute("SELECT modified FROM position WHERE episode_id = ?", (episode,)).fetchone()
    return row[0] if row is not None else ""


def position_rows(connection: sqlite3.Connection, episodes: Sequence[str]) -> list[Row]:
    """The reading positions of episodes, as rows: id, telling, offset, progress, when."""
    rows = connection.execute(
        f"SELECT * FROM position WHERE episode_id IN ({','.join('?' * len(episodes))}) ORDER BY modified", list(episodes)
    )
    return [list(row) for row in rows]


def set_positions(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put reading positions back."""
    connection.executemany("INSERT OR REPLACE INTO position VALUES (?, ?, ?, ?, ?)", rows)


def marks_and_corrections(connection: sqlite3.Connection, episodes: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Where the bookmarks and the corrections of episodes stand."""
    within = f"WHERE episode_id IN ({','.join('?' * len(episodes))})"
    marks = connection.execute(f"SELECT {_PLACES} FROM bookmark {within}", list(episodes))
    corrections = connection.execute(f"SELECT {_CORRECTIONS} FROM correction {within}", list(episodes))
    return [list(row) for row in marks], [list(row) for row in corrections]


def set_corrections(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put corrections back where they stood, in the episode that they stood in; what was taken back since stays so."""
    columns = ", ".join(f"{name} = ?" for name in _CORRECTIONS.split(", ")[1:-1])
    connection.executemany(
        f"UPDATE correction SET {columns}, modified = ?,"
        " removed = CASE WHEN anchor != 'fulfilled' AND removed IS NOT NULL THEN removed ELSE ? END WHERE id = ?",
        [(*row[1:-1], now(), row[-1], row[0]) for row in rows],
    )


def own_marks_again(connection: sqlite3.Connection, marks: Iterable[Row], episode: str) -> None:
    """Give bookmarks back to the episode that they were made in."""
    connection.executemany(
        "UPDATE bookmark SET episode_id = ?, modified = ? WHERE id = ?",
        [(episode, now(), row[0]) for row in marks if row[1] == episode],
    )


def set_marks(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put bookmarks back where they stood."""
    columns = ", ".join(f"{name} = ?" for name in _PLACES.split(", ")[1:])
    connection.executemany(
        f"UPDATE bookmark SET {columns}, modified = ? WHERE id = ?", [(*row[1:], now(), row[0]) for row in rows]
    )


def words_of_marks(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """The words of bookmarks as they are kept now."""
    rows = connection.execute("SELECT id, text FROM bookmark WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    return dict(rows.fetchall())
