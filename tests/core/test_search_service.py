"""A window's search is another process, which answers as the keeper of the index does, and may die without harm."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core import search_service
from reader_app.core.errors import Cancelled, LibraryError, QueryError
from reader_app.core.library import Library
from reader_app.core.model import SearchAnswer
from reader_app.core.search_service import SearchService
from tests.own_words import CAPTIONS, DIGEST

posix = pytest.mark.skipif(sys.platform == "win32", reason="stops a process as only POSIX can")

DIES = """
import os, sys
from reader_app.core.messages import next_message, packed
next_message(sys.stdin.buffer)
number, _, _ = next_message(sys.stdin.buffer)
os.write(1, packed((number, 4, None)))
"""
"""A process that says it is alive and then is not."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library of two episodes, in a folder such as people make."""
    data = tmp_path / "Meine Gespräche" / "new library"
    data.mkdir(parents=True)
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library(data)
    library.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    library.close()
    return data


@pytest.fixture
def library(data: Path) -> Iterator[Library]:
    library = Library(data, search_beside=True)
    yield library
    library.close()


def process_of(library: Library) -> int:
    """The number of the process that searches for a library."""
    service = library._index
    assert isinstance(service, SearchService)
    assert service._child is not None
    return service._child._process.pid


def told(answer: SearchAnswer) -> SearchAnswer:
    return replace(answer, milliseconds=0.0)


def test_it_answers_as_the_keeper_does(library: Library, data: Path) -> None:
    here = Library(data)
    for query in ("harbour OR oven", '"the oven"', "speaker:nobody", "nowhereland"):
        assert told(library.search(query, typing=True)) == told(here.search(query, typing=True))
    assert library.search("harbour OR oven").episodes == 2
    here.close()


def test_no_process_is_started_before_something_is_asked(library: Library) -> None:
    assert isinstance(library._index, SearchService)
    assert library._index._child is None
    assert library.episodes()
    assert library.changes() > 0
    assert library._index._child is None


def test_a_query_that_cannot_be_read_is_told_with_the_place_where_it_goes_wrong(library: Library, data: Path) -> None:
    query = 'oven (harbour "'
    here = Library(data)
    with pytest.raises(QueryError) as expected:
        here.search(query)
    here.close()
    with pytest.raises(QueryError) as found:
        library.search(query)
    assert (str(found.value), found.value.at) == (str(expected.value), expected.value.at)


@posix
def test_a_process_that_was_killed_is_started_again(library: Library) -> None:
    library.search("oven")
    first = process_of(library)
    os.kill(first, signal.SIGKILL)

    assert library.search("oven").total > 0
    assert process_of(library) != first


@posix
def test_a_process_that_hangs_is_replaced(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.search("oven")
    first = process_of(library)
    monkeypatch.setattr(search_service, "_PATIENCE", 2.0)
    os.kill(first, signal.SIGSTOP)

    assert library.search("oven").total > 0
    assert process_of(library) != first


@posix
def test_what_nobody_wants_any_more_is_not_waited_for(library: Library) -> None:
    library.search("oven")
    os.kill(process_of(library), signal.SIGSTOP)
    with pytest.raises(Cancelled):
        library.search("oven", cancelled=lambda: True)
    os.kill(process_of(library), signal.SIGCONT)
    assert library.search("harbour").total > 0


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Lets another program be what is started for searching."""
    from reader_app.core import child_process

    monkeypatch.setattr(child_process, "_START", code)


def test_a_process_that_dies_of_an_order_twice_is_told_in_a_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, DIES)
    with pytest.raises(LibraryError, match=r"stopped twice .* report it\."):
        library.search("oven")


def test_where_the_process_never_says_a_word_the_search_goes_on_without_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, "")
    assert library.search("oven").total > 0


def test_a_process_of_another_version_is_not_asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_service, "__version__", "0.0.1")
    assert library.search("oven").total > 0
    assert isinstance(library._index, SearchService)
    assert library._index._child is None


def test_where_no_process_can_be_started_the_search_works_in_this_one(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_service, "can_start_another", lambda: False)
    assert library.prepare_search() is False
    assert library.search("oven").total > 0
    with pytest.raises(Cancelled):
        library.search("oven", cancelled=lambda: True)


def test_what_is_imported_is_found_at_once(library: Library, tmp_path: Path) -> None:
    talk = tmp_path / "weir.txt"
    talk.write_text("The weir keeper counts eels on moonless nights.", encoding="utf-8")
    library.import_paths([talk])
    assert library.search("eels").episodes == 1


def test_two_windows_on_one_library_see_what_either_writes(library: Library, data: Path, tmp_path: Path) -> None:
    other = Library(data, search_beside=True)
    assert other.search("eels").total == 0
    talk = tmp_path / "weir.txt"
    talk.write_text("The weir keeper counts eels on moonless nights.", encoding="utf-8")
    library.import_paths([talk])

    hit = other.search("eels").hits[0]
    other.remove([hit.episode])
    assert library.search("eels").total == 0
    other.close()


def test_a_damaged_index_is_found_at_the_start_and_built_anew_with_progress(library: Library, data: Path) -> None:
    assert library.prepare_search() is False
    largest = max((file for file in (data / "index").rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0xFF
    largest.write_bytes(content)
    steps: list[tuple[int, int]] = []

    assert library.prepare_search(lambda *step: steps.append(step)) is True
    assert steps == [(1, 2), (2, 2)]
    assert library.search("harbour OR oven").episodes == 2
    assert library.check().index == "ok"


@posix
def test_closing_ends_the_process_whatever_it_does(library: Library) -> None:
    library.search("oven")
    process = process_of(library)
    library.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(Cancelled):
        library.search("oven")
    library.close()
