"""YouTube's caption documents in their three ages."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.timedtext import parse, recognises


@pytest.mark.parametrize("file", ["timedtext/marked.srv1", "timedtext/words.srv3"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


def test_recognised_by_root_and_times() -> None:
    assert recognises("<transcript><text start='1' dur='2'>x</text></transcript>")
    assert recognises("<?xml version='1.0'?><timedtext format='3'><body><p t='1' d='2'>x</p></body></timedtext>")
    assert not recognises("<transcript><line>x</line></transcript>")
    assert not recognises("The <text start='1'> element")


def test_the_second_age_counts_milliseconds_in_text_elements() -> None:
    (draft,) = parse('<timedtext><text t="1200" d="800" w="1">Wind</text></timedtext>', "x")
    assert (draft.blocks[0].text, draft.blocks[0].start, draft.blocks[0].ends) == ("Wind", 1.2, {0: 2.0})


@pytest.mark.parametrize("time", ["NaN", "-5", "1e999", "9" * 40, "", "999999999999"])
def test_a_time_that_is_none_costs_no_words(time: str) -> None:
    (draft,) = parse(f'<transcript><text start="0">Wind</text><text start="{time}">and rain.</text></transcript>', "x")
    assert draft.blocks[0].text == "Wind and rain."
    assert draft.notes == ["a caption has no time that can be read"]


def test_a_file_that_breaks_off() -> None:
    (draft,) = parse('<transcript><text start="0" dur="1">Wind</text><text start="1" dur="1">and ra', "x")
    assert draft.blocks[0].text == "Wind and ra"
    assert draft.truncated


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="These captions hold no text"):
        parse('<transcript><text start="0"> </text></transcript>', "x")
