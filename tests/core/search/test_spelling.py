"""How far words are apart in spelling."""

import pytest

from reader_app.core.search.spelling import alike, within


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [
        ("model", "model", 0),
        ("modle", "model", 1),
        ("mdel", "model", 1),
        ("modell", "model", 1),
        ("mxdxl", "model", 2),
        ("a", "b", 1),
    ],
)
def test_distance(word: str, other: str, distance: int) -> None:
    assert within(word, other, 2) == distance


def test_too_far() -> None:
    assert within("model", "harbour", 2) is None
    assert within("modle", "model", 0) is None
    assert within("abcdef", "ghijkl", 2) is None


def test_words_alike() -> None:
    vocabulary = ["harbor", "harbour", "labour", "tide", "hardest"]
    assert alike("habrour", vocabulary) == {1: ["harbour"], 2: ["harbor", "labour"]}
    assert alike("ti", vocabulary) == {}
