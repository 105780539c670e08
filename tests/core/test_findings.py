"""What a search tells beside its hits, from a library as it is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.errors import Cancelled, QueryError
from reader_app.core.library import Library
from tests.own_words import CAPTIONS, DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A digest, which has times and voices, and captions without any."""
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = Library(tmp_path / "data")
    made.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    yield made
    made.close()


def test_all_places_are_counted_and_laid_in_lines(library: Library) -> None:
    told = library.survey("harbour OR oven")
    lines = library.concordance("harbour OR oven", order="text")

    assert told.episodes == 2
    assert told.total == lines.total == len(lines.lines) == sum(dict(told.counts).values())
    assert {line.keyword.casefold().rstrip("s") for line in lines.lines} == {"harbour", "oven"}


@pytest.mark.parametrize("query", ["wave", "the", "bell OR rye", "in:chapters waves", "in:title bell"])
def test_lines_know_times_and_voices_as_the_hits_do(library: Library, query: str) -> None:
    hits = library.search(query, limit=99).hits
    lines = {(line.episode, line.span): line for line in library.concordance(query).lines}

    assert hits
    for hit in hits:
        line = lines[hit.episode, hit.span]
        assert (line.title, line.show, line.speaker) == (hit.title, hit.show, hit.speaker)
        assert line.moment == (hit.shown or hit.moment)


def test_an_episode_that_was_corrected_has_lines_as_it_is_read(library: Library) -> None:
    [line, *_] = library.concordance("oven", order="text").lines
    library.corrections.replace_words(line.episode, line.span, "hearth")

    [corrected] = library.concordance("hearth").lines
    assert (corrected.keyword, corrected.before, corrected.after) == ("hearth", line.before, line.after)


def test_notes_are_counted_as_what_they_are(library: Library) -> None:
    [line, *_] = library.concordance("oven", order="text").lines
    kept = library.quotes.add(line.episode, line.span, note="an oven of brick")

    assert [value.condition for value in library.survey("in:notes oven").facets["kind"]] == ["in:notes"]
    [note] = library.concordance("in:notes oven").lines
    assert (note.bookmark, note.before, note.keyword, note.after) == (kept.id, "an", "oven", "of brick")


def test_a_damaged_index_is_mended_before_it_is_counted(library: Library) -> None:
    total = library.survey("harbour").total
    library.close()
    for path in library.paths.index.rglob("*.texts"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert library.survey("harbour").total == total > 0


def test_what_is_asked_can_be_stopped_and_says_where_it_goes_wrong(library: Library) -> None:
    for ask in (library.survey, library.concordance):
        with pytest.raises(Cancelled):
            ask("harbour", cancelled=lambda: True)
        with pytest.raises(QueryError):
            ask('"harbour')


def test_a_kept_search_tells_what_has_come_and_outlives_another_import(library: Library, tmp_path: Path) -> None:
    kept = library.saved_searches.add("oven")
    assert [search.new for search in library.saved_searches.count_new()] == [0]

    (tmp_path / "rye.txt").write_text(CAPTIONS + "\nand the oven is cold again", encoding="utf-8")
    [again] = library.import_paths([tmp_path / "rye.txt"]).episodes
    assert again.outcome == "updated"
    assert [search.new for search in library.saved_searches.count_new()] == [1]

    library.saved_searches.mark_seen(kept.id, library.survey("oven"))
    assert [search.new for search in library.saved_searches.count_new()] == [0]
    assert library.saved_searches.listed()[0].id == kept.id


def test_two_windows_keep_the_same_searches(library: Library) -> None:
    other = Library(library.paths.root)
    kept = library.saved_searches.add("oven", "Bread")

    assert other.saved_searches.listed() == [kept]
    other.saved_searches.remove(kept.id)
    assert library.saved_searches.listed() == []
    assert library.saved_searches.restore(kept.id) == kept
    assert other.saved_searches.listed() == [kept]
