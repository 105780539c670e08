"""A hit is shown with what stands around it, cut where words end."""

import random

import pytest

from reader_app.core.model import Span
from reader_app.core.search.snippets import REACH, snippet, snippet_of

TEXT = "alpha beta gamma delta " * 40 + "needle " + "one two three four " * 40


def mark(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(start, start + len(word))


def shown(cut: str, marks: tuple[Span, ...]) -> list[str]:
    return [cut[span.start : span.stop] for span in marks]


def test_words_are_whole_and_the_mark_is_right() -> None:
    cut, marks = snippet(TEXT, [mark(TEXT, "needle")], Span(0, len(TEXT)))
    assert shown(cut, marks) == ["needle"]
    assert 130 <= len(cut) <= 160
    assert f" {cut} " in f" {TEXT}"


def test_a_short_block_is_shown_whole_and_nothing_beyond_it() -> None:
    text = "before\n\nthe whole block\n\nafter"
    cut, marks = snippet(text, [mark(text, "whole")], Span(8, 23))
    assert (cut, shown(cut, marks)) == ("the whole block", ["whole"])


def test_white_space_is_folded_and_marks_still_fit() -> None:
    text = "one \n\n two  three\nfour"
    cut, marks = snippet(text, [Span(text.index("two"), text.index("four") + 4)], Span(0, len(text)))
    assert (cut, shown(cut, marks)) == ("one two three four", ["two three four"])


def test_at_the_ends_of_a_text_the_other_side_gets_the_room() -> None:
    for word in ("first", "last"):
        text = "first " + "word " * 100 + "last"
        cut, marks = snippet(text, [mark(text, word)], Span(0, len(text)))
        assert shown(cut, marks) == [word]
        assert 130 <= len(cut) <= 165


def test_text_without_spaces_is_cut_too() -> None:
    text = "あ" * 500 + "灯台" + "か" * 500
    cut, marks = snippet(text, [mark(text, "灯台")], Span(0, len(text)))
    assert shown(cut, marks) == ["灯台"]
    assert len(cut) <= 165


def test_marks_far_apart_come_in_pieces() -> None:
    text = "lantern " + "word " * 200 + "cellar"
    cut, marks = snippet(text, [mark(text, "lantern"), mark(text, "cellar")], Span(0, len(text)))
    assert shown(cut, marks) == ["lantern", "cellar"]
    assert cut.startswith("lantern word")
    assert cut.endswith("word cellar")
    assert cut.count(" … ") == 1
    assert "  " not in cut


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("e\u0301", 2),  # a letter and its accent
        ("की", 2),  # a letter and its vowel
        ("👩\u200d🚀", 3),  # two pictures that are joined to one
        ("👍🏽", 2),  # a hand and its colour
        ("🇮🇳", 2),  # a flag
        ("葛\U000e0101", 2),  # a character and which of its shapes is meant
        ("☎\ufe0f", 2),
    ],
)
def test_what_is_one_character_to_a_reader_is_never_cut_apart(whole: str, parts: int) -> None:
    assert len(whole) == parts
    for shift in range(parts):
        text = "x" * shift + whole * 300 + "灯台" + whole * 300
        cut, marks = snippet(text, [mark(text, "灯台")], Span(0, len(text)))
        assert shown(cut, marks) == ["灯台"]
        before, after = cut.split("灯台")
        assert before.replace(whole, "") == after.replace(whole, "") == ""
        assert 100 <= len(cut) <= 165


def test_a_text_read_in_stretches_gives_the_same() -> None:
    chance = random.Random(4)
    text = " ".join(chance.choices(("lamp", "灯台の守り人", "कि", "oil,", "\n", "ab" * 90, "שלום"), k=900))
    for _ in range(200):
        starts = sorted(chance.sample(range(len(text) - 9), chance.randint(1, 6)))
        marks = [Span(at, at + 1) for at in starts]
        room = Span(chance.randint(0, starts[0]), chance.randint(starts[-1] + 1, len(text)))
        read: list[int] = []

        def stretch(start: int, stop: int, read: list[int] = read) -> str:
            read.append(stop - start)
            return text[start:stop]

        assert snippet_of(stretch, marks, room) == snippet(text, marks, room)
        assert max(read) <= 2 * REACH + 160


def test_a_mark_that_goes_on_behind_its_block_is_shown_whole() -> None:
    text = "how a harbour silts\nup over winters"
    cut, marks = snippet(text, [Span(14, 27)], Span(0, 19))
    assert (cut, shown(cut, marks)) == ("how a harbour silts up over", ["silts up over"])
