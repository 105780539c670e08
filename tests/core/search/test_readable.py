"""What can be said of a query before it is asked."""

import pytest

from reader_app.core.search.readable import asks_yet, trouble_of


@pytest.mark.parametrize("query", ["harbour OR", "(harbour OR", "tide AND", 'speaker:"Dov', "-fog", "in:nowhere", "*", '"'])
def test_what_is_only_begun_cannot_be_read_as_it_stands(query: str) -> None:
    trouble = trouble_of(query)
    assert trouble is not None
    assert trouble.at is not None


def test_what_stands_whole_can() -> None:
    assert trouble_of('harbour "of stone" -fog') is None


@pytest.mark.parametrize("query", ["-fog", "after:20xx", "lang:", "speaker:", "in:nowhere", "NOT", "*", '"'])
def test_while_it_is_typed_it_may_ask_for_nothing_yet(query: str) -> None:
    assert not asks_yet(query)


@pytest.mark.parametrize("query", ["har", "harbour OR", 'speaker:"Dov', "after:yesterday bell"])
def test_words_ask_for_something_and_what_is_wrong_for_good_is_told_by_asking(query: str) -> None:
    assert asks_yet(query)
