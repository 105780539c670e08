"""Timed lyrics: tags, times of lines and words, offsets."""

from collections.abc import Callable

import pytest

from reader_app.core.importers.captions.lrc import parse, recognises
from reader_app.core.importers.draft import Draft


def test_golden_file(holds_golden: Callable[[str, Callable[[str, str], list[Draft]]], None]) -> None:
    holds_golden("lrc/mill.lrc", parse)


def test_minutes_pass_the_hour() -> None:
    (draft,) = parse("[00:01.00]Hello.\n[61:02.50]Goodbye.\n", "mill.lrc")
    assert [(block.start, block.text, block.turn) for block in draft.blocks] == [(1.0, "Hello.", 0), (3662.5, "Goodbye.", 0)]


def test_a_line_with_several_times_is_said_at_each() -> None:
    (draft,) = parse("[00:09.00][00:03.00]Round.\n[00:05.00]Again?\n", "mill.lrc")
    assert draft.blocks[0].text == "Round. Again? Round."
    assert draft.blocks[0].times == [(7, 5.0), (14, 9.0)]


def test_hundredths_after_a_colon_and_hours() -> None:
    assert parse("[00:01:75]One.\n[00:02:10]Two.\n", "a.lrc")[0].blocks[0].start == 1.75
    assert parse("[1:00:01.50]One.\n[1:00:02.10]Two.\n", "a.lrc")[0].blocks[0].start == 3601.5


def test_a_line_without_time_goes_on_with_the_one_before() -> None:
    (draft,) = parse("Sung in May.\n[00:01.00]The sluice\nis open.\n[00:02.00]Mind the step.\n", "a.lrc")
    assert [block.text for block in draft.blocks] == ["Sung in May.", "The sluice is open. Mind the step."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[ti:Weir]\n[00:01]Hello.\n", True),
        ("[00:01.00]Hello.\n[00:02.00]You.\n", True),
        ("[00:01] Tom: hello\n[00:20] Ann: you\n", False),
        ("[00:01.000 --> 00:02.000] Hello.\n", False),
        ("[Tom] Hello.\n[Ann] You.\n", False),
        ('[{"ti": 1}]', False),
    ],
)
def test_recognised_by_its_times_and_tags(text: str, expected: bool) -> None:
    assert recognises(text) is expected


def test_no_words_no_episode() -> None:
    assert parse("[ti:Weir]\n[00:01.00]\n", "a.lrc") == []
