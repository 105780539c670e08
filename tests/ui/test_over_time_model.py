"""Periods as bars: months and years, round axes, names that stand clear of one another, numbers in words."""

from itertools import pairwise

import pytest

from reader_app.core.findings import Period
from reader_app.ui.over_time_model import (
    LABEL_GAP,
    axis_labels,
    axis_top,
    bar_words,
    fitting,
    in_years,
    label_places,
    number_words,
    period_words,
    rate,
)


def months(year: int, month: int, count: int, hits: int = 1) -> tuple[Period, ...]:
    days = [divmod(year * 12 + month - 1 + number, 12) for number in range(count + 1)]
    names = [f"{year:04}-{month + 1:02}-01" for year, month in days]
    return tuple(Period(first, stop, hits, 1, 5000) for first, stop in pairwise(names))


def years(first: int, count: int) -> tuple[Period, ...]:
    return tuple(Period(f"{year}-01-01", f"{year + 1}-01-01", 1, 1, 5000) for year in range(first, first + count))


def seven(words: str) -> float:
    """Px of words whose letters are 7 px wide."""
    return 7.0 * len(words)


@pytest.mark.parametrize(
    "periods", [months(2023, 4, 30), months(2019, 11, 100), years(1987, 40), years(2001, 400), months(2024, 1, 5)]
)
@pytest.mark.parametrize("width", [150, 400, 1200])
def test_names_under_bars_never_touch_and_never_stand_outside(periods: tuple[Period, ...], width: int) -> None:
    bar = width / len(periods)
    labels = axis_labels(periods, bar, seven)
    places = label_places(labels, bar, seven, len(periods))
    assert labels
    ends = [left + seven(label.words) for label, left in zip(labels, places, strict=True)]
    assert all(left >= end + LABEL_GAP for end, left in zip(ends, places[1:], strict=False))
    assert places[0] >= 0
    assert ends[-1] <= width


def test_months_are_named_and_january_by_its_year() -> None:
    words = [label.words for label in axis_labels(months(2024, 11, 4), 100, seven)]
    assert words == ["Nov 2024", "Dec", "2025", "Feb"]


def test_many_years_are_named_by_round_ones() -> None:
    assert [label.words for label in axis_labels(years(1998, 28), 14, seven)] == ["2000", "2005", "2010", "2015", "2020", "2025"]


def test_months_without_room_become_years() -> None:
    periods = months(2023, 11, 15)
    assert fitting(periods, 400) == periods
    assert fitting(periods, 40) == in_years(periods)
    assert [(year.first, year.stop, year.hits) for year in in_years(periods)] == [
        ("2023-01-01", "2024-01-01", 2),
        ("2024-01-01", "2025-01-01", 12),
        ("2025-01-01", "2026-01-01", 1),
    ]
    assert fitting((), 400) == ()


@pytest.mark.parametrize(
    ("greatest", "top"), [(0, 1), (1, 1), (1.2, 2), (37, 40), (60, 60), (61, 80), (293, 300), (0.033, 0.04), (9.3, 10)]
)
def test_an_axis_ends_at_a_round_number(greatest: float, top: float) -> None:
    assert axis_top(greatest) == pytest.approx(top)


@pytest.mark.parametrize(("number", "words"), [(1200, "1,200"), (2.5, "2.5"), (3, "3"), (0.04, "0.04"), (12.4, "12")])
def test_numbers_have_the_digits_that_say_something(number: float, words: str) -> None:
    assert number_words(number) == words


def test_a_bar_tells_its_numbers() -> None:
    period = Period("2024-03-01", "2024-04-01", 14, 3, 33000)
    assert bar_words(period) == "March 2024: 14 hits in 3 episodes, 4.2 per 10,000 words"
    assert bar_words(Period("2024-01-01", "2025-01-01", 0, 1, 100)) == "2024: 0 hits in 1 episode, 0 per 10,000 words"
    assert bar_words(Period("2024-02-01", "2024-03-01", 0, 0, 0)) == "February 2024: no episodes"
    assert rate(Period("2024-02-01", "2024-03-01", 0, 0, 0)) == 0
    assert period_words(Period("2024-01-01", "2025-01-01", 1, 1, 1)) == "2024"
