"""How far words are apart in spelling."""

import random
import time

import pytest

from reader_app.core.search.spelling import most_slips, spelt_like


@pytest.mark.parametrize(
    ("word", "other", "letters"),
    [
        ("model", "model", 0),
        ("modle", "model", 1),
        ("mdel", "model", 1),
        ("modell", "model", 1),
        ("mxdxl", "model", 2),
        ("omdel", "model", 1),
        ("odelm", "model", 2),
        ("a", "b", 1),
        ("ab", "a", 1),
        ("a", "ab", 1),
        ("lehrre", "lehrer", 1),
        ("модлеь", "модель", 1),
        ("मॉदल", "मॉडल", 1),
        ("محرك", "محرر", 1),
        ("花岩", "花崗岩", 1),
    ],
)
def test_in_how_many_letters_words_differ(word: str, other: str, letters: int) -> None:
    for most in range(letters, 3):
        assert spelt_like(word, [other], most) == {other: letters}
    if letters:
        assert spelt_like(word, [other], letters - 1) == {}


def test_too_far() -> None:
    assert spelt_like("model", ["harbour"], 2) == {}
    assert spelt_like("modle", ["model"], 0) == {}
    assert spelt_like("model", [], 2) == {}


def test_the_walk_finds_what_comparing_all_words_finds() -> None:
    chance = random.Random(4)
    vocabulary = sorted({"".join(chance.choices("abcd", k=chance.randint(1, 6))) for _ in range(900)})
    for _ in range(30):
        word = "".join(chance.choices("abcde", k=chance.randint(1, 6)))
        apart = {other: letters for other in vocabulary if (letters := _distance(word, other)) <= 2}
        assert spelt_like(word, vocabulary, 2) == apart
        assert spelt_like(word, vocabulary, 1) == {other: letters for other, letters in apart.items() if letters < 2}


def test_a_large_vocabulary_is_not_gone_through_word_by_word() -> None:
    chance = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = sorted({"".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(120_000)})
    spent = []
    for word in ("harbuor", "lantrn", "transistro"):
        begun = time.perf_counter()
        spelt_like(word, vocabulary, 2)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.05


def test_long_words_may_have_more_slips() -> None:
    assert [most_slips(word) for word in ("ti", "tid", "tide", "tides")] == [0, 1, 1, 2]


def _distance(word: str, other: str) -> int:
    rows = [[*range(len(other) + 1)]]
    for n, letter in enumerate(word, 1):
        row = [n]
        for m, theirs in enumerate(other, 1):
            cost = min(rows[-1][m] + 1, row[m - 1] + 1, rows[-1][m - 1] + (letter != theirs))
            if n > 1 and m > 1 and letter == other[m - 2] and word[n - 2] == theirs:
                cost = min(cost, rows[-2][m - 2] + 1)
            row.append(cost)
        rows.append(row)
    distance: int = rows[-1][-1]
    return distance
