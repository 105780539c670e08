"""What readers keep: chosen by its words, edited, removed, taken back."""

from pathlib import Path

import pytest

from reader_app.core.errors import AmbiguousQuote, UnknownBookmark, UnknownEpisode
from reader_app.core.library import Library
from reader_app.core.model import Moment, Span
from tests.own_words import DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    path = tmp_path / "bell.txt"
    path.write_text(DIGEST, encoding="utf-8")
    library = Library(tmp_path / "data")
    library.import_paths([path])
    return library


@pytest.fixture
def episode(library: Library) -> str:
    return library.episodes()[0].id


def test_a_quote_knows_where_it_stands(library: Library, episode: str) -> None:
    span = library.quotes.choose(episode, "Every seventh wave")

    kept = library.quotes.add(episode, span, note="is it so?", tags=["waves", "sea", "waves"], colour="blue")

    assert library.quotes.listed(episode) == [library.quotes.one(kept.id)]
    stored = library.quotes.one(kept.id)
    assert (stored.text, stored.chapter, stored.moment) == ("Every seventh wave", "Counting Waves", Moment(250, "stated"))
    assert (stored.note, stored.tags, stored.colour, stored.anchor) == ("is it so?", ("waves", "sea"), "blue", "exact")


def test_words_that_have_moved_meanwhile_are_looked_for(library: Library, episode: str) -> None:
    span = library.quotes.choose(episode, "lamp room")

    kept = library.quotes.add(episode, Span(span.start - 3, span.stop - 3), words="lamp room")
    assert kept.text == "lamp room"
    with pytest.raises(AmbiguousQuote, match="changed meanwhile"):
        library.quotes.add(episode, Span(5, 20), words="a zeppelin over the bakery")


def test_words_that_stand_in_several_places_must_be_chosen_among(library: Library, episode: str) -> None:
    text = library.open(episode).transcript.text

    with pytest.raises(AmbiguousQuote, match="times") as caught:
        library.quotes.choose(episode, "Gull Point")
    second = library.quotes.choose(episode, "Gull Point", occurrence=2)
    timed = library.quotes.choose(episode, "Gull Point", at=240)

    assert len(caught.value.candidates) == text.count("Gull Point") > 2
    assert second.start == caught.value.candidates[1]
    assert text[: timed.start].endswith("Nobody at ")


def test_words_that_stand_nowhere_are_told(library: Library, episode: str) -> None:
    with pytest.raises(AmbiguousQuote, match="do not stand"):
        library.quotes.choose(episode, "an albatross")
    with pytest.raises(AmbiguousQuote, match=r"stand \d times"):
        library.quotes.choose(episode, "Gull Point", occurrence=99)


def test_note_colour_and_tags_can_be_changed_one_by_one(library: Library, episode: str) -> None:
    kept = library.quotes.add(episode, library.quotes.choose(episode, "lamp room"), note="old", tags=["a"])

    library.quotes.edit(kept.id, note="new")
    library.quotes.edit(kept.id, colour="rose")
    library.quotes.edit(kept.id, tags=["b", "a"])

    changed = library.quotes.one(kept.id)
    assert (changed.note, changed.colour, sorted(changed.tags)) == ("new", "rose", ["a", "b"])
    assert changed.modified >= changed.created


def test_removing_can_be_taken_back(library: Library, episode: str) -> None:
    kept = library.quotes.add(episode, Span(0, 8))

    library.quotes.set_removed(kept.id, True)
    assert library.quotes.listed() == []
    assert library.quotes.one(kept.id, removed=True).removed
    with pytest.raises(UnknownBookmark):
        library.quotes.one(kept.id)
    for again in (lambda: library.quotes.edit(kept.id, note="x"), lambda: library.quotes.set_removed(kept.id, True)):
        with pytest.raises(UnknownBookmark):
            again()

    library.quotes.set_removed(kept.id, False)
    assert [mark.id for mark in library.quotes.listed()] == [kept.id]


def test_what_is_unknown_is_told(library: Library) -> None:
    with pytest.raises(UnknownEpisode):
        library.quotes.add("nowhere", Span(0, 3))
    for change in (lambda: library.quotes.edit("nothing", note="x"), lambda: library.quotes.set_removed("nothing", True)):
        with pytest.raises(UnknownBookmark):
            change()
