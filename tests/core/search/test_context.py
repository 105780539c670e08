"""What stands before a place and after it, in whole words."""

import pytest

from reader_app.core.model import Span
from reader_app.core.search.context import LENGTH, after, before


class Text(str):
    """A text that is read in stretches."""

    def stretch(self, start: int, stop: int) -> str:
        assert start >= 0
        return self[start:stop]


LONG = " ".join(f"word{n:02d}" for n in range(60))


def around(text: str, word: str, room: Span | None = None) -> tuple[str, str]:
    at = text.index(word)
    room = room or Span(0, len(text))
    return before(Text(text), at, room), after(Text(text), at + len(word), room)


def test_short_lines_are_told_whole() -> None:
    assert around("the old weir leaks.", "weir") == ("the old", "leaks.")
    assert around("weir", "weir") == ("", "")


def test_long_lines_are_cut_between_words() -> None:
    left, right = around(LONG, "word30")
    assert left == " ".join(f"word{n}" for n in range(22, 30))
    assert right == " ".join(f"word{n}" for n in range(31, 39))
    assert max(len(left), len(right)) <= LENGTH


def test_nothing_is_taken_from_beyond_the_room() -> None:
    text = "Another turn.\nthe old weir leaks.\nA third."
    assert around(text, "weir", Span(14, 34)) == ("the old", "leaks.")


def test_white_space_is_folded_and_no_half_word_is_left_by_it() -> None:
    assert around("the \n\t old\u00a0\n weir  leaks  a\nlot", "weir") == ("the old", "leaks a lot")
    spaced = "alpha" + " " * 300 + "beta weir gamma" + " " * 300 + "delta"
    assert around(spaced, "weir") == ("beta", "gamma")
    spaced = "alpha" + " " * 172 + "beta weir gamma" + " " * 171 + "delta"
    assert around(spaced, "weir") == ("beta", "gamma")


def test_signs_that_belong_to_the_place_stay_beside_it() -> None:
    assert around("(weir)", "weir") == ("(", ")")


@pytest.mark.parametrize("length", [59, 60, 61, 178, 179, 180, 181, 400])
def test_a_word_longer_than_the_line_is_cut(length: int) -> None:
    left, right = around("x" * length + " weir " + "y" * length, "weir")
    assert (left, right) == ("x" * min(length, LENGTH), "y" * min(length, LENGTH))


@pytest.mark.parametrize("unit", ["日本", "가\u1100\u1161", "👩🏽\u200d🚀", "e\u0301", "க்ஷ"])
def test_scripts_without_spaces_are_cut_between_characters(unit: str) -> None:
    text = unit * 50 + "|" + unit * 50
    left, right = around(text, "|")
    assert 0 < len(left) <= LENGTH
    assert 0 < len(right) <= LENGTH
    assert (unit * 50).endswith(left)
    assert (unit * 50).startswith(right)
    first = {"日本": "日本", "가\u1100\u1161": "가\u1100"}.get(unit, unit[0])
    assert left[0] in first
    assert right[-1] == unit[-1] or unit[0] in "日가க"
