"""Times stay with their words in a corrected text."""

from dataclasses import replace

from reader_app.core.corrected_times import anchors_as_read
from reader_app.core.edits import Edit, edited
from reader_app.core.model import Anchor, Span
from tests.core.talks import talk

TOLD = talk([("speech", "We row out at dawn to mend nets.", "Ada"), ("speech", "Alone?", "Bo")])
"""Times stand at "We", "at", "mend" and "Alone"."""


def times(*edits: Edit, gone: tuple[Span, ...] = ()) -> list[tuple[str, float]]:
    """The word that follows each time in the text after these edits."""
    text, way = edited(TOLD.text, edits)
    return [(text[one.offset :].split()[0], one.seconds) for one in anchors_as_read(TOLD, way, gone)]


def test_without_edits_they_stand_where_they_stood() -> None:
    assert times() == [("We", 0.0), ("at", 11.0), ("mend", 22.0), ("Alone?", 33.0)]


def test_of_several_in_one_corrected_stretch_the_first_holds() -> None:
    assert times(Edit(11, 26, "early for")) == [("We", 0.0), ("early", 11.0), ("Alone?", 33.0)]


def test_words_that_are_taken_out_give_their_place_to_the_time_of_the_next() -> None:
    assert times(Edit(11, 22, "")) == [("We", 0.0), ("mend", 22.0), ("Alone?", 33.0)]


def test_a_block_that_is_left_out_takes_its_times_along() -> None:
    assert times(Edit(0, 32, ""), Edit(32, 33, ""), gone=(Span(0, 32),)) == [("Alone?", 33.0)]
    unsaid = talk([("speech", "We row.", "Ada"), ("prose", "Later.", None)])
    text, way = edited(unsaid.text, [Edit(0, 7, ""), Edit(7, 8, "")])
    assert (text, anchors_as_read(unsaid, way, [Span(0, 7)])) == ("Later.", ())


def test_until_when_words_are_said_is_that_of_the_last_of_them() -> None:
    told = talk([("speech", "We row out.", "Ada")])
    anchors = (Anchor(0, 1.0, until=1.4), Anchor(3, 1.5, until=1.9))
    _, way = edited(told.text, [Edit(0, 6, "Rowing")])
    assert anchors_as_read(replace(told, anchors=anchors), way, ()) == (Anchor(0, 1.0, until=1.9),)
