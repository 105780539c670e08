"""A telling is stored and read back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.assemble import assemble
from reader_app.core.importers.draft import Draft, DraftBlock, DraftEntity
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.database import Database

DRAFT = Draft(
    "Two Lamps",
    "stated",
    [
        DraftBlock("description", "A talk about lamps, told by Ada Fenn."),
        DraftBlock("contents", "Oil", start=0, chapter=True),
        DraftBlock("contents", "Never reached", start=900, chapter=True),
        DraftBlock("speech", "What burned first?", start=0, speaker="Ada"),
        DraftBlock("speech", "Oil did. It always does.", start=4, speaker="Bo", times=[(9, 6)]),
        DraftBlock("speech", "Of course.", start=8, speaker="Ada"),
        DraftBlock("heading", "Names"),
        DraftBlock("entity", "Ada Fenn (Person): a keeper", entity=DraftEntity("Ada Fenn", "person", "Person", "a keeper")),
    ],
    language="en",
    truncated=True,
    notes=["cut off at the source"],
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "library.sqlite3", tmp_path / "backups")


def facts(title: str = "Two Lamps") -> episodes.EpisodeFacts:
    return episodes.EpisodeFacts(title, "stated", "Coastwise", "en", None, None, None, "{}")


def test_a_telling_comes_back_as_it_went_in(database: Database) -> None:
    told = assemble(DRAFT, "feed-page")
    with database.writing() as connection:
        source = transcripts.put_source(connection, b"the file")
        episode = episodes.put_episode(connection, facts())
        row = transcripts.put_transcript(connection, episode, told, source=source, path="/lamps.txt", ordinal=0, version=1)
        episodes.set_transcript(connection, episode, row)

    assert transcripts.read_transcript(database.reading(), row) == told
    assert transcripts.source_bytes(database.reading(), row) == b"the file"
    [shown] = episodes.read_episodes(database.reading())
    assert (shown.title, shown.show, shown.turns, shown.timed, shown.truncated) == ("Two Lamps", "Coastwise", 3, True, True)


def test_the_same_bytes_are_stored_once(database: Database) -> None:
    with database.writing() as connection:
        assert transcripts.put_source(connection, b"one") == transcripts.put_source(connection, b"one")
        assert transcripts.put_source(connection, b"one") != transcripts.put_source(connection, b"two")


def test_a_voice_that_was_renamed_has_its_new_name_and_keeps_its_label(database: Database) -> None:
    told = assemble(DRAFT, "feed-page")
    with database.writing() as connection:
        source = transcripts.put_source(connection, b"the file")
        episode = episodes.put_episode(connection, facts())
        row = transcripts.put_transcript(connection, episode, told, source=source, path="/lamps.txt", ordinal=0, version=1)
        connection.execute("INSERT INTO person VALUES ('p', 'Ada Fenn', '[]', 'c', 'm', NULL)")
        connection.execute("INSERT INTO speaker_name VALUES ('a', ?, 'Ada', 'x', 'p', 'c', 'm', NULL)", (episode,))
        connection.execute("INSERT INTO speaker_name VALUES ('b', ?, 'Bo', 'Bo Marsh', NULL, 'c', 'm', NULL)", (episode,))

    speakers = transcripts.read_transcript(database.reading(), row).speakers

    assert [(voice.label, voice.name) for voice in speakers] == [("Ada", "Ada Fenn"), ("Bo", "Bo Marsh")]


def test_kinds_that_one_episode_states_are_known_to_the_others(database: Database) -> None:
    told = assemble(DRAFT, "feed-page")
    with database.writing() as connection:
        source = transcripts.put_source(connection, b"the file")
        episode = episodes.put_episode(connection, facts())
        row = transcripts.put_transcript(connection, episode, told, source=source, path="", ordinal=0, version=1)
        episodes.set_transcript(connection, episode, row)

    assert transcripts.known_entities(database.reading()) == {"Ada Fenn": "person"}


def test_a_telling_that_is_deleted_while_it_is_read_has_no_words_any_more(database: Database) -> None:
    with database.writing() as connection:
        source = transcripts.put_source(connection, b"the file")
        episode = episodes.put_episode(connection, facts())
        told = assemble(DRAFT, "feed-page")
        row = transcripts.put_transcript(connection, episode, told, source=source, path="", ordinal=0, version=1)
        episodes.set_transcript(connection, episode, row)
    kept, lost = (transcripts.packed_tellings(database.reading(), [episode], since=9)[episode].text for _ in range(2))
    assert kept.stretch(0, 9) == "Two Lamps"
    with database.writing() as connection:
        connection.execute("DELETE FROM telling")
    assert (lost.stretch(0, 9), len(lost)) == ("", 0)


class TestFacts:
    """What a telling says of its episode stays what it said, though its fingerprint is stored once, with the episode."""

    def put(self, database: Database, episode: str, said: str, version: int) -> int:
        """Another telling of an episode, and what it says of it."""
        with database.writing() as connection:
            source = transcripts.put_source(connection, b"file %d" % version)
            told = assemble(DRAFT, "feed-page")
            return transcripts.put_transcript(
                connection, episode, told, source=source, path="", ordinal=0, version=version, facts=said
            )

    def stored(
        self, database: Database, said: episodes.EpisodeFacts, version: int, episode: str | None = None
    ) -> tuple[str, int]:
        """A telling that its episode is called and known by, as an import stores it."""
        with database.writing() as connection:
            episode = episodes.put_episode(connection, said, episode)
        return episode, self.put(database, episode, said.to_json(), version)

    def said(self, database: Database, row: int) -> str:
        return transcripts.facts_of(database.reading(), row)

    def test_the_fingerprint_is_not_stored_twice(self, database: Database) -> None:
        told = replace(facts(), fingerprint="F" * 5_000)
        _, row = self.stored(database, told, 1)
        assert self.said(database, row) == told.to_json()
        packed = database.reading().execute("SELECT facts, fingerprint FROM telling").fetchone()
        assert (len(packed[0]) < 500, packed[1]) == (True, None)

    def test_an_older_telling_keeps_its_own_when_a_newer_one_brings_another(self, database: Database) -> None:
        first, second = replace(facts(), fingerprint="one"), replace(facts("Three Lamps"), fingerprint="two")
        episode, row = self.stored(database, first, 1)
        _, later = self.stored(database, second, 2, episode)
        assert (self.said(database, row), self.said(database, later)) == (first.to_json(), second.to_json())

    def test_a_telling_that_goes_over_to_another_episode_takes_its_own_along(self, database: Database) -> None:
        first, second = replace(facts(), fingerprint="one"), replace(facts("Three Lamps"), fingerprint="two")
        episode, _ = self.stored(database, first, 1)
        other, row = self.stored(database, second, 2)
        for goes_to in (episode, other):
            with database.writing() as connection:
                connection.execute("UPDATE transcript SET episode_id = ? WHERE id = ?", (goes_to, row))
            assert self.said(database, row) == second.to_json()

    def test_one_that_differs_from_the_episodes_is_kept_as_it_is(self, database: Database) -> None:
        episode, _ = self.stored(database, replace(facts(), fingerprint="one"), 1)
        differs = replace(facts(), fingerprint="two").to_json()
        assert self.said(database, self.put(database, episode, differs, 2)) == differs

    def test_nothing_said_is_nothing_told(self, database: Database) -> None:
        episode, _ = self.stored(database, facts(), 1)
        assert self.said(database, self.put(database, episode, "{}", 2)) == "{}"
