"""Words that two texts have in common: over mishearings, cuts and repetitions, without a step too many."""

import random
from difflib import SequenceMatcher

import pytest

from reader_app.core import word_matching
from reader_app.core.word_matching import Run, common_runs, rising


def numbers(*texts: str) -> list[list[int]]:
    """Texts as rows of numbers, the same for the same word."""
    known: dict[str, int] = {}
    return [[known.setdefault(word, len(known)) for word in text.split()] for text in texts]


def common(one: str, other: str) -> list[str]:
    """The runs that both have, as words."""
    here, there = numbers(one, other)
    words = one.split()
    return [" ".join(words[run.here : run.here + run.size]) for run in common_runs(here, there)]


def test_a_misheard_word_parts_two_runs() -> None:
    assert common("the mill wheel turned all night", "the mill we'll turned all night") == ["the mill", "turned all night"]


def test_the_same_words_are_one_run() -> None:
    assert common_runs([1, 2, 3, 1, 2], [1, 2, 3, 1, 2]) == [Run(0, 0, 5)]


def test_nothing_in_common_is_nothing() -> None:
    assert common("oats and barley", "seven tall masts") == []
    assert common("", "seven tall masts") == []


def test_an_insertion_stays_unmatched_though_it_uses_common_words() -> None:
    rng = random.Random(3)
    talk = [rng.randrange(400) for _ in range(2_000)]
    advert = [rng.randrange(400) for _ in range(90)]
    with_advert = talk[:900] + advert + talk[900:]
    runs = common_runs(talk, with_advert)
    assert sum(run.size for run in runs) == 2_000
    assert not [run for run in runs if 901 <= run.there < 985]


def test_phrases_that_are_said_again_and_again_go_to_their_own_place() -> None:
    rows = [f"and then we waited {number} hours at the gate" for number in range(40)]
    one, other = " ".join(rows), " ".join(row.replace("waited", "weighted") for row in rows)
    here, there = numbers(one, other)
    assert all(run.here == run.there for run in common_runs(here, there))
    assert sum(run.size for run in common_runs(here, there)) == len(here) - 40


def test_other_talk_with_the_same_small_words_has_no_rows_of_three() -> None:
    rng = random.Random(5)
    weights = [1 / rank for rank in range(1, 3_000)]
    one, other = (rng.choices(range(len(weights)), weights, k=8_000) for _ in range(2))
    assert sum(run.size for run in common_runs(one, other) if run.size >= 3) < 0.1 * 8_000


@pytest.mark.parametrize("length", [2_000, 8_000])
def test_the_work_grows_with_the_text_and_not_with_its_square(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not clocked: words put into rows, and pairs of words that are compared one by one."""
    work = 0
    once = word_matching._once

    def counted(words: list[int], low: int, high: int, size: int) -> dict[tuple[int, ...], int]:
        nonlocal work
        work += high - low
        return once(words, low, high, size)

    def compared(junk: None, here: list[int], there: list[int], *, autojunk: bool) -> object:
        nonlocal work
        work += len(here) * len(there)
        return SequenceMatcher(junk, here, there, autojunk=autojunk)

    monkeypatch.setattr(word_matching, "_once", counted)
    monkeypatch.setattr(word_matching, "SequenceMatcher", compared)
    rng = random.Random(1)
    talk = [rng.randrange(length // 4) for _ in range(length)]
    misheard = [word if rng.random() > 0.25 else -word - 1 for word in talk]
    for one, other in ((talk, misheard), ([7] * length, [7, 8] * (length // 2)), (talk, talk[::-1])):
        work = 0
        common_runs(one, other)
        assert work < 40 * length


def test_one_small_word_in_what_only_one_says_is_no_agreement() -> None:
    before, after = "we came to the lock at four", "then the bridge went down"
    advert = " ".join(f"rope{number}" for number in range(20)) + " and " + " ".join(f"knot{number}" for number in range(20))
    assert common(f"{before} erm and erm {after}", f"{before} {advert} {after}") == [before, after]


def test_of_numbers_the_longest_rising_row_is_taken_and_level_ones_only_where_wanted() -> None:
    values = [3, 1, 2, 2, 9, 4, 5]
    assert [values[number] for number in rising(values)] == [1, 2, 4, 5]
    assert [values[number] for number in rising(values, level=True)] == [1, 2, 2, 4, 5]
    assert rising([]) == []
