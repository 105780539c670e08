"""Times that run on inside a line time the words behind them."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers import forms
from reader_app.core.importers.text.running_times import parse, recognises

GLUED = "0:01the bell has a crack0:04since when0:09since the winter0:15you can hear it0:21and when it snows"


def test_golden_file(holds_golden: Callable[..., None]) -> None:
    holds_golden("running_times/bell.txt", parse)


def test_times_glued_to_words() -> None:
    assert forms.recognise(GLUED).name == "running-times"
    (draft,) = parse(GLUED, "bell")
    assert draft.blocks[0].text == "the bell has a crack since when since the winter you can hear it and when it snows"
    assert (draft.blocks[0].start, draft.blocks[0].times[:2]) == (1.0, [(21, 4.0), (32, 9.0)])


def test_a_time_that_falls_stays_a_word() -> None:
    (draft,) = parse(GLUED.replace("0:15", " (0:02) 0:15"), "bell")
    assert "since the winter (0:02) you can" in draft.blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "He came at 7:15 and left at 8:20, or 9:30, or 10:45; the bell rang at 11:00.",
        "Mark (1:1) and (1:5) and (2:3) and (3:16) and (4:20) are about bells.",
        "(9:00) a (8:00) b (7:00) c (6:00) d (5:00) e (4:00) f",
        "(0:01) one (0:02) two",
    ],
)
def test_times_in_prose_are_none(text: str) -> None:
    assert not recognises(text)


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile):
        parse("(0:01) (0:02) (0:03) (0:04) (0:05)", "bell")
