"""How words stand together in a text."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from reader_app.core.search.windows import (
    APART,
    NEAR,
    PHRASE,
    Place,
    Standing,
    close_together,
    phrase_starts,
    places_of_words,
    standing,
    together,
)


def words(*rows: list[int]) -> list[list[Place]]:
    return [[Place(at, at, (at,)) for at in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "places", "grade"),
    [
        (([5], [6]), 1, PHRASE),
        (([6], [5]), 1, NEAR),
        (([5], [38]), 1, NEAR),
        (([38], [5]), 1, NEAR),
        (([5], [39]), 1, APART),
        (([39], [5]), 1, APART),
        (([5, 100], [6, 120]), 2, PHRASE),
        (([5, 9], [7]), 1, NEAR),
        (([10, 20, 30], [15, 25, 35]), 3, NEAR),
        (([7], [7]), 1, NEAR),
        (([1], [2], [3]), 1, PHRASE),
        (([1], [3], [2]), 1, NEAR),
        (([1], [20], [90]), 1, APART),
    ],
)
def test_words_stand_in_a_row_near_each_other_or_apart(rows: tuple[list[int], ...], places: int, grade: int) -> None:
    assert standing(rows) == Standing(places, grade)
    found = together(words(*rows))
    assert (len(found), min(place.grade for place in found)) == (places, grade)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_counting_agrees_with_the_places(count: int) -> None:
    chance = random.Random(count)
    for _ in range(600):
        room = chance.choice((60, 400, 4000))
        rows = [sorted(chance.sample(range(room), chance.randint(1, 25))) for _ in range(count)]
        found = together(words(*rows))
        assert standing(rows) == (len(found), min(place.grade for place in found)), rows
        assert places_of_words(rows) == found


def test_a_place_is_not_counted_twice() -> None:
    found = together(words([10, 12], [11, 60]))
    assert [(place.first, place.last) for place in found] == [(10, 11)]


def test_a_phrase_starts_where_all_its_words_follow_one_another() -> None:
    asked = []

    def asked_for(rows: tuple[list[int], ...]) -> Iterator[list[int]]:
        for number, row in enumerate(rows):
            asked.append(number)
            yield row

    def starts(*rows: list[int], offsets: tuple[int, ...]) -> list[int]:
        asked.clear()
        return phrase_starts([at - offset for at in row] for row, offset in zip(asked_for(rows), offsets, strict=False))

    assert starts([5, 50], [4, 49, 70], offsets=(1, 0)) == [4, 49]
    assert starts([5, 50], [6, 80], [8, 51], offsets=(0, 1, 3)) == [5]
    assert starts([5], list(range(0, 2000, 2)), offsets=(0, 1)) == [5]
    assert starts([5], list(range(1, 2000, 2)), offsets=(0, 1)) == []
    assert starts([5], [9], [7], offsets=(0, 1, 2)) == []
    assert asked == [0, 1]


def test_close_together_in_any_order() -> None:
    assert [(p.first, p.last) for p in close_together([[10, 90], [14, 84]], 5)] == [(10, 14), (84, 90)]
    assert close_together([[10], [14]], 2) == []
    assert close_together([[10], [10]], 2) == []


def test_words_that_share_places_each_have_one_of_their_own() -> None:
    assert [p.marked for p in close_together([[10, 12, 40], [10, 12, 40]], 3)] == [(10, 12)]
    assert [p.marked for p in close_together([[3, 4], [4]], 0)] == [(3, 4)]
    assert [p.marked for p in close_together([[1, 5, 9], [5], [1, 5, 9]], 30)] == [(1, 5, 9)]
    assert close_together([[1, 5], [5], [1, 5]], 30) == []
    many = list(range(0, 3000, 3))
    assert len(close_together([many] * 1500, 9000)) == 0
    assert len(close_together([many] * 500, 9000)) == 2


def test_words_that_share_places_are_met_as_trying_all_choices_does() -> None:
    chance = random.Random(5)
    for _ in range(300):
        rows = [sorted(chance.sample(range(12), chance.randint(1, 5))) for _ in range(3)]
        slop = chance.randint(0, 6)
        choices = {tuple(sorted(choice)) for choice in product(*rows) if len(set(choice)) == 3}
        stretches = {(choice[0], choice[-1]) for choice in choices if choice[-1] - choice[0] < slop + 3}
        shortest = {(a, b) for a, b in stretches if not any((c, d) != (a, b) and a <= c and d <= b for c, d in stretches)}
        met = close_together(rows, slop)
        assert all(place.marked in choices for place in met)
        assert {(place.first, place.last) for place in met} <= shortest
        assert all(any(p.first <= b and a <= p.last for p in met) for a, b in shortest)
