"""Rows of tellings: thrown away, and deleted with all that belongs to them and nothing else."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.model import Block, Span, Speaker, Transcript
from reader_app.core.store import episodes, tellings, transcripts
from reader_app.core.store.database import Database

TOLD = Transcript("We rowed.", (Block("speech", Span(0, 9), 0, 0),), speakers=(Speaker("Abe", "Abe"),), form="text")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = Database(tmp_path / "library.sqlite3", tmp_path / "backups")
    with database.writing() as writing:
        yield writing
    database.close()


@pytest.fixture
def rows(connection: sqlite3.Connection) -> list[int]:
    """Three tellings of one episode, the first two of the same bytes; the last is read."""
    episode = episodes.put_episode(connection, episodes.EpisodeFacts("Rowing", "derived", None, "en", None, None, None, "{}"))
    sources = [transcripts.put_source(connection, content) for content in (b"one", b"one", b"two")]
    made = [
        transcripts.put_transcript(connection, episode, TOLD, source=source, path="/a", ordinal=0, version=number)
        for number, source in enumerate(sources, 1)
    ]
    episodes.set_transcript(connection, episode, made[-1])
    return made


def count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_list_says_what_each_is(connection: sqlite3.Connection, rows: list[int]) -> None:
    (episode,) = connection.execute("SELECT episode_id FROM transcript LIMIT 1").fetchone()
    tellings.set_made(connection, rows[1], "joined")
    tellings.set_discarded(connection, rows[0], True)
    listed = tellings.tellings_of(connection, episode)
    assert [(t.row, t.number, t.made, t.discarded, t.words, t.voices) for t in listed] == [
        (rows[0], 1, "", True, 2, 1),
        (rows[1], 2, "joined", False, 2, 1),
        (rows[2], 3, "", False, 2, 1),
    ]
    assert tellings.is_discarded(connection, rows[0])


def test_bytes_go_with_the_last_telling_of_them(connection: sqlite3.Connection, rows: list[int]) -> None:
    tellings.delete_telling(connection, rows[0])
    assert (count(connection, "transcript"), count(connection, "source_file")) == (2, 2)
    tellings.delete_telling(connection, rows[1])
    assert (count(connection, "transcript"), count(connection, "source_file")) == (1, 1)
    assert [count(connection, table) for table in ("telling", "speaker")] == [1, 1]
    assert [tellings.is_there(connection, row) for row in rows] == [False, False, True]


def test_what_is_read_is_never_due(connection: sqlite3.Connection, rows: list[int]) -> None:
    for row in rows:
        tellings.set_discarded(connection, row, True)
    assert tellings.discarded_before(connection, "9999") == rows[:2]
    assert tellings.discarded_before(connection, "2000") == []


def test_the_newest_of_a_path_or_of_bytes_is_found(connection: sqlite3.Connection, rows: list[int]) -> None:
    (episode,) = connection.execute("SELECT episode_id FROM transcript LIMIT 1").fetchone()
    first = tellings.origin_of(connection, rows[0]).source
    assert tellings.newest_from(connection, episode, "/a", 0) == rows[2]
    assert tellings.newest_from(connection, episode, "/a", 0, but=rows[2]) == rows[1]
    assert tellings.newest_from(connection, episode, "", first) == rows[1]
    assert tellings.newest_from(connection, episode, "", 99) is None
