"""The versions of an episode: listed, read instead of each other, thrown away and brought back."""

import json
from pathlib import Path

import pytest

from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.library import Library
from reader_app.core.model import Span

FIRST = "[00:00:01] Nora: The sluice opens at six.\n[00:00:05] Abe: At six, then.\n[00:00:09] Nora: At six, and not before.\n"
FIRST += "[00:00:12] Abe: I shall be there.\n"
SECOND = FIRST + "[00:00:20] Nora: Bring the long hook with you.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def twice(library: Library, tmp_path: Path) -> str:
    """An episode whose file was written anew once."""
    file = tmp_path / "sluice.txt"
    file.write_text(FIRST, encoding="utf-8")
    episode = library.import_paths([file]).episodes[0].id
    file.write_text(SECOND, encoding="utf-8")
    assert library.import_paths([file]).episodes[0].outcome == "updated"
    return episode


def text_of(library: Library, episode: str) -> str:
    return library.open(episode).transcript.text


def test_a_file_that_came_again_gives_a_second_version(library: Library, twice: str) -> None:
    first, second = library.tellings.versions(twice)
    assert (first.number, first.current, second.number, second.current) == (1, False, 2, True)
    assert (first.timed, first.voices, first.made) == (True, 2, "")
    assert second.words > first.words


def test_an_older_version_is_read_and_the_newer_one_again(library: Library, twice: str) -> None:
    turned = library.tellings.use(twice, 1)
    assert (turned.number, turned.before) == (1, 2)
    assert "long hook" not in text_of(library, twice)
    assert not library.search('"long hook"').hits
    library.tellings.take_back(turned)
    assert "long hook" in text_of(library, twice)
    assert library.search('"long hook"').total == 1


def test_a_quote_that_an_older_version_lacks_comes_back_with_the_newer(library: Library, twice: str) -> None:
    at = text_of(library, twice).index("long hook")
    library.quotes.add(twice, Span(at, at + 9))
    turned = library.tellings.use(twice, 1)
    assert [(mark.text, mark.span) for mark in library.quotes.listed(twice)] == [("long hook", None)]
    library.tellings.take_back(turned)
    assert [mark.span for mark in library.quotes.listed(twice)] == [Span(at, at + 9)]


def test_an_old_version_is_thrown_away_and_brought_back(library: Library, twice: str) -> None:
    library.tellings.discard(twice, 1)
    assert [version.number for version in library.tellings.versions(twice)] == [2]
    with pytest.raises(ReaderError, match="no version 1"):
        library.tellings.use(twice, 1)
    library.tellings.bring_back(twice, 1)
    assert [version.number for version in library.tellings.versions(twice)] == [1, 2]


def test_the_version_that_is_read_is_not_thrown_away(library: Library, twice: str) -> None:
    with pytest.raises(ReaderError, match="is read"):
        library.tellings.discard(twice, 2)


def test_an_unknown_episode_and_an_unknown_version_are_told(library: Library, twice: str) -> None:
    with pytest.raises(UnknownEpisode):
        library.tellings.versions("nothing")
    with pytest.raises(ReaderError, match="no version 7"):
        library.tellings.use(twice, 7)


def test_the_bytes_of_a_version_that_was_thrown_away_come_in_again(library: Library, twice: str, tmp_path: Path) -> None:
    library.tellings.discard(twice, 1)
    elsewhere = tmp_path / "found again.txt"
    elsewhere.write_text(FIRST, encoding="utf-8")
    (again,) = library.import_paths([elsewhere]).episodes
    assert (again.id, again.outcome) == (twice, "updated")
    assert "long hook" not in text_of(library, twice)
    assert [(v.number, v.current) for v in library.tellings.versions(twice)] == [(2, False), (3, True)]


def test_pasted_bytes_of_a_version_that_was_thrown_away_come_in_again(library: Library, twice: str) -> None:
    library.tellings.discard(twice, 1)
    (again,) = library.import_content(FIRST.encode(), "pasted").episodes
    assert (again.id, again.outcome) == (twice, "updated")


def age(library: Library, days: int) -> None:
    """Let everything that was thrown away have been thrown away so many days before."""
    with library._database.writing() as connection:
        connection.execute(f"UPDATE transcript SET removed = strftime('%Y-%m-%dT%H:%M:%S.000+00:00', removed, '-{days} days')")


def test_after_a_month_what_was_thrown_away_is_gone_and_all_else_is_whole(library: Library, twice: str, tmp_path: Path) -> None:
    at = text_of(library, twice).index("long hook")
    library.quotes.add(twice, Span(at, at + 9))
    library.tellings.use(twice, 1)
    library.tellings.discard(twice, 2)
    age(library, 31)
    assert library.back_up_daily()
    connection = library._database.reading()
    assert connection.execute("SELECT count(*) FROM source_file").fetchone() == (1,)
    for table in ("transcript", "telling"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    assert library.check().library == ()
    assert [(mark.text, mark.anchor) for mark in library.quotes.listed(twice)] == [("long hook", "lost")]
    with pytest.raises(ReaderError, match="no version 2"):
        library.tellings.bring_back(twice, 2)
    (again,) = library.import_paths([tmp_path / "sluice.txt"]).episodes
    assert (again.id, again.outcome) == (twice, "updated")
    assert [mark.span for mark in library.quotes.listed(twice)] == [Span(at, at + 9)]


def test_what_was_thrown_away_lately_stays(library: Library, twice: str) -> None:
    library.tellings.discard(twice, 1)
    age(library, 29)
    assert library.tellings.purge() == 0
    library.tellings.bring_back(twice, 1)
    assert len(library.tellings.versions(twice)) == 2


def test_the_file_of_any_version_can_be_saved(library: Library, twice: str, tmp_path: Path) -> None:
    library.source(twice, 1).save(tmp_path / "old.txt")
    assert (tmp_path / "old.txt").read_text(encoding="utf-8") == FIRST
    assert library.source(twice).content() == SECOND.encode()
    assert [version.number for version in library.source(twice).versions] == [1, 2]
    library.tellings.discard(twice, 1)
    assert [version.number for version in library.source(twice).versions] == [2]


def test_an_older_version_brings_the_title_that_it_states(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "talk.json"

    def write(title: str) -> None:
        rows = [{"speaker": "Nora", "startTime": 4.0 * at, "endTime": 4.0 * at + 3, "body": f"{title} {at}."} for at in range(5)]
        file.write_text(json.dumps({"title": title, "segments": rows}), encoding="utf-8")

    write("The Sluice at Six")
    episode = library.import_paths([file]).episodes[0].id
    write("The Long Hook")
    library.import_paths([file])
    assert library.episode(episode).title == "The Long Hook"
    library.tellings.use(episode, 1)
    assert library.episode(episode).title == "The Sluice at Six"
