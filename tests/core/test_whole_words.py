"""Whole words in any script."""

import pytest

from reader_app.core.model import Span
from reader_app.core.whole_words import is_whole, stripped, whole_places, whole_words


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("mil, mill, mil.", "mil", 2),
        ("a mil\nstone and a mil stone", "mil stone", 1),
        ("Fen’s Fen's", "Fen's", 2),
        ("Mil mil", "mil", 1),
        ("दिन दिनों", "दिन", 1),
        ("灯台の灯", "灯", 2),
        ("C++ and C", "C++", 1),
        ("millstone", "mil", 0),
        ("mil", " ", 0),
    ],
)
def test_exactly_these_words(text: str, words: str, count: int) -> None:
    assert len(whole_places(text, words)) == count


def test_a_word_that_goes_on_is_not_whole() -> None:
    assert not is_whole("milled", Span(0, 3))
    assert is_whole("mil led", Span(0, 3))
    assert is_whole("milled", Span(3, 3))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("ton", "Stones,"),
        ("ld", "“old"),
        ("old on", "“old ones”."),
        ("So ", "So"),
        ("灯台", "灯台"),
        ("の", "の。"),
        ("  ", ""),
    ],
)
def test_a_stretch_goes_out_to_whole_words_and_their_marks(chosen: str, words: str) -> None:
    text = "So  Stones, “old ones”. 灯台の。"
    start = text.index(chosen)
    assert text[slice(*whole_words(text, Span(start, start + len(chosen))))] == words


def test_white_space_at_the_ends_is_none_of_it() -> None:
    assert stripped("  a b  ", Span(0, 99)) == Span(2, 5)
    assert stripped("   ", Span(0, 3)) == Span(3, 3)
