"""The transcripts of the walk are read as the walk expects, so that a failure in the bare system speaks of the package."""

from pathlib import Path

import pytest

from reader_app.core.library import Library
from trial import package_walk


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name, words in (
        (package_walk.FERRY_FILE, package_walk.FERRY_PAGE),
        (package_walk.ROPES_FILE, package_walk.ROPES_DIGEST),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
    made = Library(tmp_path / "data")
    report = made.import_paths([tmp_path / package_walk.FERRY_FILE, tmp_path / package_walk.ROPES_FILE])
    assert not report.failures
    return made


def test_both_have_their_titles(library: Library) -> None:
    assert {episode.title for episode in library.episodes()} == {package_walk.FERRY, package_walk.ROPES}
    library.close()


def test_what_is_searched_for_stands_in_one_place_each(library: Library) -> None:
    for query, title in (("hemp rope sings", package_walk.ROPES), ("kettles by your bell", package_walk.FERRY)):
        assert [hit.title for hit in library.search(query).hits] == [title]
    library.close()


def test_the_chain_is_spoken_of_where_the_link_leads(library: Library) -> None:
    (hit,) = library.search('"warm chain stretches"').hits
    assert hit.moment is not None
    assert (hit.moment.seconds, hit.speaker) == (package_walk.CHAIN_SECONDS, "Maren")
    library.close()
