"""Rows of episodes that became tellings of others: where ids lead, over several steps and back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.store import episodes, joinings
from reader_app.core.store.database import Database
from reader_app.core.store.joinings import Moved


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = Database(tmp_path / "library.sqlite3", tmp_path / "backups")
    with database.writing() as writing:
        yield writing
    database.close()


@pytest.fixture
def ids(connection: sqlite3.Connection) -> list[str]:
    """Three episodes; the second states a show and a date."""
    facts = [(None, None), ("Lock House Hour", "2025-03-01"), (None, None)]
    return [
        episodes.put_episode(connection, episodes.EpisodeFacts("Flood", "derived", show, "en", date, None, None, "{}"))
        for show, date in facts
    ]


def test_an_id_leads_to_the_one_that_lives_on(connection: sqlite3.Connection, ids: list[str]) -> None:
    one, two, three = ids
    joinings.put_joining(connection, two, three, Moved(1, 2))
    joining = joinings.put_joining(connection, one, two, Moved(1, 2))
    assert joinings.leads(connection) == {two: one, three: one}
    assert [joinings.resolve(connection, each) for each in ids] == [one, one, one]
    joinings.end_joining(connection, joining)
    assert [joinings.resolve(connection, each) for each in ids] == [one, two, two]


def test_an_episode_is_joined_once(connection: sqlite3.Connection, ids: list[str]) -> None:
    one, two, three = ids
    joinings.put_joining(connection, one, three, Moved(1, 2))
    with pytest.raises(sqlite3.IntegrityError):
        joinings.put_joining(connection, two, three, Moved(1, 2))


def test_what_was_moved_comes_back_as_it_was_written(connection: sqlite3.Connection, ids: list[str]) -> None:
    moved = Moved(1, 2, reads=3, made=3, tags=["t"], names=[("A", None)], marks=[["m", 1, None]], left="2025")
    joinings.put_joining(connection, ids[0], ids[1], moved)
    (joining,) = joinings.joinings_of(connection, ids[0])
    joinings.add_telling(connection, joining, 9, 2)
    (again,) = joinings.joinings_of(connection, ids[0])
    assert (again.moved.read, again.moved.made, again.moved.tags, again.moved.left) == (1, 3, ["t"], "2025")
    assert [list(row) for row in again.moved.tellings] == [[9, 2]]


def test_only_what_is_missing_is_filled_and_put_back(connection: sqlite3.Connection, ids: list[str]) -> None:
    one, two, three = ids

    def stated(episode: str) -> tuple[object, ...]:
        row: tuple[object, ...] = connection.execute(
            "SELECT s.name, published FROM episode e LEFT JOIN show s ON s.id = show_id WHERE e.id = ?", (episode,)
        ).fetchone()
        return row

    before = joinings.facts_of(connection, one)
    joinings.fill_facts(connection, one, two)
    assert stated(one) == ("Lock House Hour", "2025-03-01")
    joinings.fill_facts(connection, two, three)
    assert stated(two) == ("Lock House Hour", "2025-03-01")
    joinings.set_facts(connection, one, before)
    assert stated(one) == (None, None)
