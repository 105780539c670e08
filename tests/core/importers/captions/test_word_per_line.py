"""What is made of captions that stand one word a line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.importers.captions.word_per_line import parse, recognises


def test_golden(holds_golden: Callable[..., None]) -> None:
    holds_golden("word_per_line/oven.txt", parse)


@pytest.mark.parametrize(
    "text",
    ["We\n bake\n at\n\n\nnight\n" * 6, ">>\nWe\nbake\n" * 9, "&gt;&gt; हम\n रात\n में\n\n\nसेंकते\n" * 6],
)
def test_single_words_are_recognised(text: str) -> None:
    assert recognises(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We\nbake\n",
        "We bake\nat night\n" * 20,
        "12\n34\n56\n" * 20,
        "https://example.org/a\n" * 2,
        "夜里烤面包，早上卖。\n" * 20,
    ],
)
def test_other_lines_are_not(text: str) -> None:
    assert not recognises(text)


def test_marks_on_lines_of_their_own_begin_turns() -> None:
    (draft,) = parse(">>\nWe\nbake.\n>>\nAt\nnight?\n", "x.txt")
    assert [block.text for block in draft.blocks] == ["We bake.", "At night?"]


def test_only_marks_make_no_episode() -> None:
    assert parse(">>\n\n>>\n", "x.txt") == []


@pytest.mark.corpus
def test_the_real_captions(corpus: Path) -> None:
    (draft,) = parse((corpus / "word-per-line.txt").read_text(encoding="utf-8"), "word-per-line.txt")
    assert (len(draft.blocks), draft.title_origin, len(draft.title) <= 120) == (37, "derived", True)
