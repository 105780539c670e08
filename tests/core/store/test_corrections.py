"""Rows of corrections: nothing is deleted, every change leaves a change row, and only what holds is laid over a telling."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.model import Block, Correction, Span, Transcript
from reader_app.core.store import corrections, episodes, transcripts
from reader_app.core.store.changes import newest_change
from reader_app.core.store.corrections import KeptCorrection
from reader_app.core.store.database import Database

TEXT = "The mil\nA mil stands here."
TOLD = Transcript(TEXT, (Block("title", Span(0, 7)), Block("speech", Span(8, len(TEXT)), None, 0)), form="labelled-text")
FACTS = episodes.EpisodeFacts("The mil", "stated", None, "en", None, None, None, "{}")
ONE = KeptCorrection(Correction("one", "words", Span(10, 13), "mil", "mill"), "A ", " stands", "exact")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = Database(tmp_path / "library.sqlite3", tmp_path / "backups")
    with database.writing() as connection:
        yield connection


def put_telling(connection: sqlite3.Connection, episode: str | None = None) -> tuple[str, int]:
    """An episode with a telling, or another telling of one; the telling is the one that is read."""
    ident = episodes.put_episode(connection, FACTS, episode)
    version = episodes.newest_version(connection, ident) + 1
    source = transcripts.put_source(connection, f"{version}".encode())
    row = transcripts.put_transcript(connection, ident, TOLD, source=source, path="", ordinal=0, version=version)
    episodes.set_transcript(connection, ident, row)
    return ident, row


def test_a_telling_is_read_with_its_corrections_and_told_without(connection: sqlite3.Connection) -> None:
    episode, row = put_telling(connection)
    corrections.put_corrections(connection, episode, row, [ONE])
    assert transcripts.read_transcript(connection, row).text == "The mil\nA mill stands here."
    assert transcripts.read_transcript(connection, row, as_told=True) == TOLD
    assert transcripts.read_as_told(connection, row) == (TOLD, (ONE.correction,))


def test_a_removed_one_stays_as_a_row(connection: sqlite3.Connection) -> None:
    episode, row = put_telling(connection)
    corrections.put_corrections(connection, episode, row, [ONE])
    corrections.set_corrections_removed(connection, ["one"], True)
    assert corrections.read_corrections(connection, episode, row) == ()
    assert corrections.live_ids(connection, ["one"]) == set()
    assert connection.execute("SELECT removed IS NOT NULL FROM correction").fetchall() == [(1,)]
    corrections.set_corrections_removed(connection, ["one"], False)
    assert corrections.read_corrections(connection, episode, row) == (ONE.correction,)


@pytest.mark.parametrize("anchor", ["lost", "fulfilled"])
def test_what_does_not_hold_is_kept_and_not_read(connection: sqlite3.Connection, anchor: str) -> None:
    episode, row = put_telling(connection)
    corrections.put_corrections(connection, episode, row, [ONE])
    _, later = put_telling(connection, episode)
    corrections.move_correction(connection, replace(ONE, anchor=anchor), later)
    assert transcripts.read_transcript(connection, later) == TOLD
    assert corrections.kept_corrections(connection, episode) == [replace(ONE, anchor=anchor, telling=later)]


def test_every_change_is_told_to_the_search(connection: sqlite3.Connection) -> None:
    episode, row = put_telling(connection)
    seen = newest_change(connection)
    corrections.put_corrections(connection, episode, row, [ONE])
    added = newest_change(connection)
    corrections.set_corrections_removed(connection, ["one"], True)
    assert seen < added < newest_change(connection)


def test_episodes_that_may_hold_words_are_found_by_what_is_told_and_what_is_corrected(connection: sqlite3.Connection) -> None:
    one, _ = put_telling(connection)
    other, row = put_telling(connection)
    assert corrections.may_hold(connection, "mil") == [one, other]
    assert corrections.may_hold(connection, "mill") == []
    corrections.put_corrections(connection, other, row, [ONE])
    assert corrections.may_hold(connection, "mill") == [other]
    assert corrections.may_hold(connection, "mil", one) == [one]
    episodes.set_removed(connection, [one], True)
    assert corrections.may_hold(connection, "mil") == [other]
