"""Episodes as rows: found again, linked, read, removed."""

from pathlib import Path

import pytest

from reader_app.core.assemble import assemble
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "library.sqlite3", tmp_path / "backups")


def put(
    database: Database, title: str, content: bytes = b"x", path: str = "/a.txt", ordinal: int = 0, show: str | None = None
) -> str:
    told = assemble(Draft(title, "stated", [DraftBlock("prose", "Words.")], language="en"), "plain-text")
    with database.writing() as connection:
        facts = episodes.EpisodeFacts(title, "stated", show, "en", None, None, None, "{}")
        episode = episodes.put_episode(connection, facts)
        source = transcripts.put_source(connection, content)
        row = transcripts.put_transcript(connection, episode, told, source=source, path=path, ordinal=ordinal, version=1)
        episodes.set_transcript(connection, episode, row)
        episodes.note_path(connection, path, source)
    return episode


def test_episodes_are_recognised_by_their_bytes_and_by_their_path(database: Database) -> None:
    one, two = put(database, "One", b"page", ordinal=0), put(database, "Two", b"page", ordinal=1)

    found = episodes.from_source(database.reading(), transcripts.source_of(database.reading(), b"page"))
    assert [episode for episode, _ in found] == [one, two]
    assert transcripts.source_of(database.reading(), b"other") is None
    assert episodes.from_source(database.reading(), None) == []
    assert episodes.from_path(database.reading(), "/a.txt") == [(one, "One", "{}"), (two, "Two", "{}")]
    assert episodes.source_at(database.reading(), "/a.txt") is not None
    assert episodes.source_at(database.reading(), "/b.txt") is None


def test_rows_come_in_the_order_of_their_addition_and_the_bin_is_apart(database: Database) -> None:
    one, two = put(database, "One", show="Coastwise"), put(database, "Two", b"y", show="Coastwise")
    with database.writing() as connection:
        episodes.set_removed(connection, [one], True)

    def ids(removed: bool | None) -> list[str]:
        return [row.id for row in episodes.read_episodes(database.reading(), removed=removed)]

    assert (ids(False), ids(True), ids(None)) == ([two], [one], [one, two])
    assert database.reading().execute("SELECT count(*) FROM show").fetchone()[0] == 1


def test_links_go_both_ways_and_pass_over_the_bin(database: Database) -> None:
    one, two, three = put(database, "One"), put(database, "Two", b"y"), put(database, "Three", b"z")
    with database.writing() as connection:
        episodes.link(connection, [{one, two, three}])
        episodes.link(connection, [{one, two}])
        episodes.set_removed(connection, [three], True)

    rows = {row.id: row.same_episode_as for row in episodes.read_episodes(database.reading())}
    assert rows == {one: (two,), two: (one,)}
    assert episodes.linked_group(database.reading(), one) == {one, two, three}


def test_the_reading_position_is_kept(database: Database) -> None:
    one = put(database, "One")
    assert episodes.position_of(database.reading(), one) == (0, 0.0)

    with database.writing() as connection:
        episodes.set_position(connection, one, 4, 0.5)
        episodes.set_position(connection, one, 6, 0.75)

    assert episodes.position_of(database.reading(), one) == (6, 0.75)
    assert episodes.read_episodes(database.reading())[0].progress == 0.75
