"""Who says which part of a block."""

import pytest

from reader_app.core.model import Span
from reader_app.core.repainting import filled, repainted

TEXT = "one two three four five."


def stretch(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    ("before", "part", "label", "after"),
    [
        ({}, "two three", "Bo", {"two three": "Bo"}),
        ({"two three four": "Bo"}, "three", None, {"two": "Bo", "four": "Bo"}),
        ({"two three four": "Bo"}, "three", "Cy", {"two": "Bo", "three": "Cy", "four": "Bo"}),
        ({"one two": "Bo"}, "three", "Bo", {"one two three": "Bo"}),
        ({"one": "Bo", "three": "Bo"}, "two", "Bo", {"one two three": "Bo"}),
        ({"two three": "Bo"}, "one two three four", None, {}),
    ],
)
def test_a_part_is_said_by_another(before: dict[str, str], part: str, label: str | None, after: dict[str, str]) -> None:
    voices = [(stretch(words), voice) for words, voice in before.items()]
    found = {TEXT[slice(*span)]: voice for span, voice in repainted(TEXT, voices, stretch(part), label)}
    assert found == after


def test_marks_that_would_be_left_alone_are_part_of_it() -> None:
    assert filled(TEXT, Span(0, len(TEXT)), stretch("five")) == stretch("five.")
    assert filled(TEXT, Span(0, len(TEXT)), stretch("two ")) == stretch("two")
