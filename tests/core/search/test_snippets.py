"""A hit is shown with what stands around it, cut where words end."""

from reader_app.core.model import Span
from reader_app.core.search.snippets import snippet

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
