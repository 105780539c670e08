"""Writes and reads who the labels of a source are: one name a label and episode, and names that hold for a whole library."""

import json
import sqlite3
import uuid

from reader_app.core.store.database import now

Names = dict[tuple[str, str], str | None]
"""(episode, label) to the name that the reader gave; None where the label itself is shown."""


def names_of(connection: sqlite3.Connection, episode: str) -> dict[str, str]:
    """The names that the reader gave to labels of this episode."""
    rows = connection.execute(
        "SELECT n.label, coalesce(p.name, n.name) FROM speaker_name n LEFT JOIN person p"
        " ON p.id = n.person_id AND p.removed IS NULL WHERE n.episode_id = ? AND n.removed IS NULL",
        (episode,),
    )
    return dict(rows.fetchall())


def all_names(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The names that the reader gave, by episode and label, in the whole library."""
    rows = connection.execute(
        "SELECT n.episode_id, n.label, coalesce(p.name, n.name) FROM speaker_name n LEFT JOIN person p"
        " ON p.id = n.person_id AND p.removed IS NULL WHERE n.removed IS NULL"
    )
    return {(episode, label): name for episode, label, name in rows}


def library_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Names that hold in every episode: each alias of a person with the name that is shown instead."""
    rows = connection.execute("SELECT name, aliases FROM person WHERE removed IS NULL ORDER BY modified").fetchall()
    return {alias: name for name, aliases in rows for alias in json.loads(aliases)}


def voices(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(episode, label) of every voice in what is read today, those that the reader brought in too, the bin left aside."""
    return connection.execute(
        "SELECT id, label FROM (SELECT e.id, s.label, s.ordinal FROM episode e JOIN speaker s"
        " ON s.transcript_id = e.transcript_id WHERE e.removed IS NULL"
        " UNION ALL SELECT e.id, c.replacement, 1000000000 FROM correction c JOIN episode e"
        " ON e.id = c.episode_id AND e.transcript_id = c.transcript_id"
        " WHERE c.kind = 'voice' AND c.removed IS NULL AND c.anchor IN ('exact', 'moved') AND e.removed IS NULL)"
        " GROUP BY id, label ORDER BY id, min(ordinal), label"
    ).fetchall()


def set_names(connection: sqlite3.Connection, names: Names) -> Names:
    """Give labels other names, or take the given ones back; gives what stood before, to undo it by."""
    before: Names = {}
    moment = now()
    for (episode, label), name in names.items():
        before[episode, label] = names_of(connection, episode).get(label)
        connection.execute(
            "UPDATE speaker_name SET removed = ?, modified = ? WHERE episode_id = ? AND label = ? AND removed IS NULL",
            (moment, moment, episode, label),
        )
        if name is not None:
            connection.execute(
                "INSERT INTO speaker_name VALUES (?, ?, ?, ?, NULL, ?, ?, NULL)",
                (str(uuid.uuid4()), episode, label, name, moment, moment),
            )
    return before


def set_library_name(connection: sqlite3.Connection, alias: str, name: str | None) -> str | None:
    """Let `alias` be shown as `name` in every episode, or no more; gives the name that it had before."""
    before = library_names(connection).get(alias)
    moment = now()
    for person, aliases in connection.execute("SELECT id, aliases FROM person WHERE removed IS NULL").fetchall():
        kept = [known for known in json.loads(aliases) if known != alias]
        if len(kept) < len(json.loads(aliases)):
            connection.execute(
                "UPDATE person SET aliases = ?, modified = ?, removed = ? WHERE id = ?",
                (json.dumps(kept, ensure_ascii=False), moment, None if kept else moment, person),
            )
    if name is not None:
        same = connection.execute("SELECT id, aliases FROM person WHERE name = ? AND removed IS NULL", (name,)).fetchone()
        if same is not None:
            aliases = json.dumps([*json.loads(same[1]), alias], ensure_ascii=False)
            connection.execute("UPDATE person SET aliases = ?, modified = ? WHERE id = ?", (aliases, moment, same[0]))
        else:
            connection.execute(
                "INSERT INTO person VALUES (?, ?, ?, ?, ?, NULL)",
                (str(uuid.uuid4()), name, json.dumps([alias], ensure_ascii=False), moment, moment),
            )
    return before


def rename_in_bookmarks(connection: sqlite3.Connection, episode: str, old: str, new: str) -> None:
    """Quotes say who speaks: they take the new name too."""
    connection.execute(
        "UPDATE bookmark SET speaker = ?, modified = ? WHERE episode_id = ? AND speaker = ?", (new, now(), episode, old)
    )


def touch(connection: sqlite3.Connection, episodes: list[str]) -> None:
    """Leave a change row for episodes whose voices are shown otherwise now, so that search follows."""
    connection.executemany("INSERT INTO change (episode_id, at) VALUES (?, ?)", [(episode, now()) for episode in episodes])
