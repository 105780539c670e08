"""Who the voices are: named in one episode or everywhere, merged, found by search, and given back."""

from pathlib import Path

import pytest

from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.library import Library

FIRST = "[00:00:01] SPEAKER_00: The sluice opens at six.\n[00:00:05] Nora: At six, then.\n[00:00:09] SPEAKER_00: At six.\n"
FIRST += "[00:00:12] Nora: I shall be there.\n"
SECOND = "[00:00:01] Nora: Which wheel turns first?\n[00:00:05] SPEAKER_00: The small one.\n[00:00:09] Nora: Always?\n"
SECOND += "[00:00:12] SPEAKER_00: Always.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def first(library: Library) -> str:
    """A talk of Nora with somebody whom the program could not name."""
    return library.import_content(FIRST.encode(), "first").episodes[0].id


@pytest.fixture
def second(library: Library) -> str:
    """Another such talk; its SPEAKER_00 is somebody else."""
    return library.import_content(SECOND.encode(), "second").episodes[0].id


def names(library: Library, episode: str) -> dict[str, str]:
    """The names shown for the labels of an episode."""
    return {speaker.label: speaker.name for speaker in library.open(episode).transcript.speakers}


def test_a_voice_gets_a_name_in_its_episode_only(library: Library, first: str, second: str) -> None:
    library.speakers.rename(first, "SPEAKER_00", "Abe Tolliver")
    assert names(library, first) == {"SPEAKER_00": "Abe Tolliver", "Nora": "Nora"}
    assert names(library, second)["SPEAKER_00"] == "SPEAKER_00"


def test_a_person_is_renamed_everywhere_and_in_what_comes_later(library: Library, first: str, second: str) -> None:
    library.speakers.rename(first, "Nora", "Nora Quist", everywhere=True)
    assert names(library, second)["Nora"] == "Nora Quist"
    later = library.import_content(b"[00:00:01] Nora: One more.\n[00:00:03] Abe: Yes?\n[00:00:05] Nora: Thanks.\n", "later")
    assert names(library, later.episodes[0].id)["Nora"] == "Nora Quist"


def test_renaming_twice_leads_to_the_last_name(library: Library, first: str, second: str) -> None:
    library.speakers.rename(first, "Nora", "N. Quist", everywhere=True)
    library.speakers.rename(second, "Nora", "Nora Quist", everywhere=True)
    later = library.import_content(b"[00:00:01] Nora: One more.\n[00:00:03] Abe: Yes?\n[00:00:05] Nora: Thanks.\n", "later")
    assert {names(library, one)["Nora"] for one in (first, second, later.episodes[0].id)} == {"Nora Quist"}


def test_a_label_of_nobody_is_never_spread(library: Library, first: str, second: str) -> None:
    library.speakers.rename(first, "SPEAKER_00", "Abe", everywhere=True)
    assert names(library, second)["SPEAKER_00"] == "SPEAKER_00"


@pytest.mark.parametrize("label", ["SPEAKER_00", "Speaker 1", "spk_2", "0", "A", "ch_1", "Sprecher 2"])
def test_programs_labels_are_nobody(library: Library, label: str) -> None:
    assert not library.speakers.is_somebody(label)


@pytest.mark.parametrize("label", ["Nora", "Dr. Li", "Al", "Narrator 2049", "Host"])
def test_names_are_somebody(library: Library, label: str) -> None:
    assert library.speakers.is_somebody(label)


def test_two_voices_of_one_name_are_found_as_one(library: Library, first: str) -> None:
    library.speakers.rename(first, "SPEAKER_00", "Nora")
    assert set(names(library, first).values()) == {"Nora"}
    assert len(library.search("speaker:Nora six").hits) == 3


def test_search_follows_the_name_and_the_label_still_leads_there(library: Library, first: str) -> None:
    library.speakers.rename(first, "SPEAKER_00", "Abe Tolliver")
    [hit] = library.search('speaker:"Abe Tolliver" sluice').hits
    assert hit.speaker == "Abe Tolliver"


def test_quotes_take_the_new_name(library: Library, first: str) -> None:
    span = library.quotes.choose(first, "sluice opens", 2)
    library.quotes.add(first, span)
    renaming = library.speakers.rename(first, "SPEAKER_00", "Abe Tolliver")
    assert [quote.speaker for quote in library.quotes.listed(first)] == ["Abe Tolliver"]
    library.speakers.take_back(renaming)
    assert [quote.speaker for quote in library.quotes.listed(first)] == ["SPEAKER_00"]


def test_everything_can_be_taken_back(library: Library, first: str, second: str) -> None:
    before = [names(library, episode) for episode in (first, second)]
    library.speakers.rename(first, "Nora", "N. Quist", everywhere=True)
    renaming = library.speakers.rename(first, "Nora", "Nora Quist", everywhere=True)
    library.speakers.take_back(renaming)
    assert names(library, second)["Nora"] == "N. Quist"
    assert before[0]["Nora"] == "Nora"


def test_a_name_survives_a_new_import_of_the_same_file(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(FIRST, encoding="utf-8")
    [episode] = [one.id for one in library.import_paths([file]).episodes]
    library.speakers.rename(episode, "SPEAKER_00", "Abe")
    file.write_text(FIRST + "[00:00:20] SPEAKER_00: And bring a lamp.\n", encoding="utf-8")
    library.import_paths([file])
    assert names(library, episode)["SPEAKER_00"] == "Abe"


@pytest.mark.usefixtures("first", "second")
def test_the_known_names_are_those_of_people(library: Library) -> None:
    assert library.speakers.known() == ["Nora"]
    assert library.speakers.episodes_with("Nora") == 2


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_name_has_to_be_one(library: Library, first: str, name: str) -> None:
    with pytest.raises(ReaderError, match="letters"):
        library.speakers.rename(first, "Nora", name)


def test_a_voice_that_is_not_there_is_told(library: Library, first: str) -> None:
    with pytest.raises(ReaderError, match="no such voice"):
        library.speakers.rename(first, "Olga", "Olga P.")
    with pytest.raises(UnknownEpisode):
        library.speakers.rename("none", "Nora", "Olga")
