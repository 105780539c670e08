"""Other words in place of stretches of a text."""

from reader_app.core.edits import Edit, applied, edited, inside, touched
from reader_app.core.model import Span

TEXT = "We row at dawn."
EDITS = [Edit(3, 6, "sail"), Edit(6, 9, ""), Edit(14, 15, " and dusk.")]


def test_the_text_that_comes_of_them_and_the_way_to_it() -> None:
    text, way = edited(TEXT, EDITS)
    assert text == "We sail dawn and dusk."
    assert way.span(Span(10, 14)) == Span(8, 12)
    assert way.inverse.span(Span(8, 12)) == Span(10, 14)


def test_only_those_that_change_a_letter_of_a_stretch_meet_it() -> None:
    assert list(inside(EDITS, Span(0, 6))) == EDITS[:1]
    assert list(inside(EDITS, Span(5, 7))) == EDITS[:2]
    assert (touched(EDITS, Span(9, 14)), touched(EDITS, Span(14, 15))) == (False, True)


def test_a_stretch_with_those_in_it_made() -> None:
    assert applied(TEXT, Span(3, 14), EDITS[:2]) == "sail dawn"
