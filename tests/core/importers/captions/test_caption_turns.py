"""How captions are cut into turns."""

import pytest

from reader_app.core.importers.captions.caption_turns import breaks_off, spoken_turns


def told(*lines: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, " ".join(turn.words)) for turn in spoken_turns([(line, None) for line in lines])]


def test_each_mark_begins_a_turn_and_what_stands_before_is_one() -> None:
    assert told("so far", ">> so good", "and on >> and off") == [(None, "so far"), (None, "so good and on"), (None, "and off")]


def test_without_marks_all_is_one_turn() -> None:
    assert told("a loaf", "is a", "clock") == [(None, "a loaf is a clock")]


def test_names_in_capitals_and_names_that_come_back_are_speakers() -> None:
    lines = (">> IDA VOSS: hot", ">> Bo: cold", ">> Bo: colder", ">> Note: one time only")
    assert told(*lines) == [("IDA VOSS", "hot"), ("Bo", "cold"), ("Bo", "colder"), (None, "Note: one time only")]


def test_empty_turns_are_none() -> None:
    assert told(">>", ">> yes", ">>") == [(None, "yes")]


def test_a_shift_in_code_is_no_mark() -> None:
    assert told("x>>2 is x/4") == [(None, "x>>2 is x/4")]


def test_times_stand_where_their_captions_begin() -> None:
    (turn,) = spoken_turns([("warm bread", 3.0), ("", 4.0), ("and salt", 5.0)])
    block = turn.block()
    assert (block.text, block.start, block.times) == ("warm bread and salt", 3.0, [(11, 5.0)])


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("It is warm. It is the", True),
        ("It is warm. It is dry.", False),
        ("It is warm. Thank you bye", False),
        ("it is warm it is the", False),
        ("It is warm. [Music]", False),
    ],
)
def test_captions_break_off_where_no_sentence_ends(text: str, broken: bool) -> None:
    assert breaks_off(spoken_turns([(text, None)])) is broken
