"""A telling is stored and read back as it was."""

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
