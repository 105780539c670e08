"""Quotes that went out as JSON come back: once each, where their words stand now."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.library import Library
from reader_app.core.model import Bookmark
from tests.own_words import DIGEST, LATER_DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "bell.txt").write_text(DIGEST, encoding="utf-8")
    made = Library(tmp_path / "data")
    made.import_paths([tmp_path / "bell.txt"])
    yield made
    made.close()


@pytest.fixture
def quote(library: Library) -> Bookmark:
    [row] = library.episodes()
    span = library.quotes.choose(row.id, "seventh wave")
    return library.quotes.add(row.id, span, note="is it?", tags=["sea"], colour="rose")


def exported(library: Library) -> dict[str, Any]:
    told = json.loads(library.exporter.quotes("json"))
    assert isinstance(told, dict)
    return told


def take_back(library: Library, told: object) -> list[str]:
    return [each.outcome for each in library.import_bookmarks(json.dumps(told).encode()).bookmarks]


def test_what_is_there_already_is_left_as_it_is(library: Library, quote: Bookmark) -> None:
    assert take_back(library, exported(library)) == ["unchanged"]
    assert library.quotes.listed() == [quote]


def test_a_removed_quote_comes_back_with_all_it_had(library: Library, quote: Bookmark) -> None:
    told = exported(library)
    library.quotes.set_removed(quote.id, True)

    assert take_back(library, told) == ["updated"]

    [back] = library.quotes.listed()
    assert (back.id, back.note, back.tags, back.colour, back.created) == (quote.id, "is it?", ("sea",), "rose", quote.created)


def test_another_library_of_the_same_episode_gets_it_whole(library: Library, quote: Bookmark, tmp_path: Path) -> None:
    told = exported(library)
    library.close()
    for path in (tmp_path / "data").glob("library.sqlite3*"):
        (tmp_path / "other").mkdir(exist_ok=True)
        (tmp_path / "other" / path.name).write_bytes(path.read_bytes())
    other = Library(tmp_path / "other")
    fresh = told["bookmarks"][0] | {"id": "5a7e1d90-0000-4000-8000-00000000000a"}

    assert take_back(other, {"bookmarks": [fresh, fresh]}) == ["added", "unchanged"]

    back = other.quotes.one(fresh["id"])
    assert (back.span, back.moment, back.chapter, back.anchor) == (quote.span, quote.moment, quote.chapter, "exact")
    assert (back.text, back.note, back.tags, back.created) == (quote.text, quote.note, quote.tags, quote.created)
    assert other.search("in:notes").total == 2


def test_a_newer_quote_changes_the_one_that_is_there(library: Library, quote: Bookmark) -> None:
    told = exported(library)
    told["bookmarks"][0] |= {"note": "it is not", "tags": ["sea", "sound"], "colour": "blue", "modified": "2999-01-01T00:00:00Z"}

    assert take_back(library, told) == ["updated"]

    [changed] = library.quotes.listed()
    assert (changed.id, changed.note, changed.tags, changed.colour) == (quote.id, "it is not", ("sea", "sound"), "blue")


def test_an_older_one_does_not(library: Library, quote: Bookmark) -> None:
    told = exported(library)
    told["bookmarks"][0] |= {"note": "old", "modified": "2001-01-01T00:00:00+00:00"}

    assert take_back(library, told) == ["unchanged"]
    assert library.quotes.one(quote.id).note == "is it?"


def test_words_are_found_again_in_a_text_that_has_changed(library: Library, quote: Bookmark, tmp_path: Path) -> None:
    told = exported(library)
    fresh = told["bookmarks"][0] | {"id": "5a7e1d90-0000-4000-8000-00000000000a"}
    gone = fresh | {"id": "5a7e1d90-0000-4000-8000-00000000000b", "text": "nothing of this was ever said there"}
    (tmp_path / "bell.txt").write_text(LATER_DIGEST, encoding="utf-8")
    library.import_paths([tmp_path / "bell.txt"])

    assert take_back(library, {"bookmarks": [fresh, gone]}) == ["added", "added"]

    moved, lost = library.quotes.one(fresh["id"]), library.quotes.one(gone["id"])
    assert moved.anchor == "moved"
    assert moved.span != quote.span
    assert (lost.anchor, lost.span, lost.text) == ("lost", None, "nothing of this was ever said there")


def test_an_episode_that_is_not_here_is_told(library: Library, quote: Bookmark) -> None:
    told = exported(library)
    other = told["bookmarks"][0] | {"id": "5a7e1d90-0000-4000-8000-00000000000a", "episode": "elsewhere"}

    report = library.import_bookmarks(json.dumps({"bookmarks": [other, *told["bookmarks"]]}).encode())

    [failure] = report.failures
    assert (failure.id, failure.episode) == (other["id"], "elsewhere")
    assert "no episode" in failure.error
    assert [each.outcome for each in report.bookmarks] == ["unchanged"]
    assert [mark.id for mark in library.quotes.listed()] == [quote.id]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"not json", b"[]", b'{"bookmarks": 1}', b"[" * 200_000, b'{"segments": []}'],
)
def test_another_file_is_refused_in_a_sentence(library: Library, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="no file of quotes"):
        library.import_bookmarks(content)


@pytest.mark.parametrize(
    "change",
    [
        {"id": None}, {"id": "x"}, {"text": ""}, {"text": 7}, {"episode": None}, {"episode": "\ud800"},
    ],
)  # fmt: skip
def test_a_quote_that_is_broken_does_not_stop_the_rest(library: Library, quote: Bookmark, change: dict[str, Any]) -> None:
    told = exported(library)
    new = {"id": "5a7e1d90-0000-4000-8000-00000000000a"}

    report = library.import_bookmarks(
        json.dumps({"bookmarks": [told["bookmarks"][0] | new | change, *told["bookmarks"]]}).encode()
    )

    assert len(report.failures) == 1
    assert [each.bookmark.id for each in report.bookmarks] == [quote.id]


def test_odd_values_are_left_out(library: Library, quote: Bookmark) -> None:
    odd = {"note": 7, "tags": "sea", "colour": "mauve", "created": 5, "modified": "soon", "offset": -3, "start": 1e400}
    fresh = exported(library)["bookmarks"][0] | odd | {"id": "5a7e1d90-0000-4000-8000-00000000000a"}

    assert take_back(library, {"bookmarks": [fresh, "x", None]}) == ["added"]

    back = library.quotes.one(fresh["id"])
    assert (back.note, back.tags, back.colour) == ("", (), "yellow")
    assert back.span == quote.span
