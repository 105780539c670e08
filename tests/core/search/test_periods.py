"""Hits along time, in months or years, beside how much was said."""

import pytest

from reader_app.core.search.periods import Dated, periods_of, year_of


def bars(*episodes: tuple[str | None, int]) -> tuple[list[tuple[str, int]], int]:
    """The first days of the periods and their hits, and the hits in none; `episodes` are dates and hits."""
    periods, undated = periods_of([Dated(published, 10, hits) for published, hits in episodes])
    return [(period.first, period.hits) for period in periods], undated


def test_bars_run_over_all_dates_in_which_it_was_looked_also_before_the_first_hit() -> None:
    assert bars(("2025-01-03", 0), ("2025-03-31", 2)) == ([("2025-01-01", 0), ("2025-02-01", 0), ("2025-03-01", 2)], 0)


def test_four_years_are_months_and_more_are_years() -> None:
    told, _ = bars(("2021-03-01", 1), ("2025-02-28", 1))
    assert (len(told), told[0][0], told[-1][0]) == (48, "2021-03-01", "2025-02-01")
    assert [first for first, _ in bars(("2021-03-01", 1), ("2025-03-01", 1))[0]] == [f"{y}-01-01" for y in range(2021, 2026)]


def test_dates_without_a_month_are_undated_among_many_with_one() -> None:
    assert bars(("2025-01-03", 9), ("2025", 1)) == ([("2025-01-01", 9)], 1)


def test_where_more_than_a_tenth_says_only_the_year_bars_are_years() -> None:
    assert bars(("2025-01-03", 8), ("2025", 1)) == ([("2025-01-01", 9)], 0)
    assert bars(("2024", 3), ("2026", 0)) == ([("2024-01-01", 3), ("2025-01-01", 0), ("2026-01-01", 0)], 0)


def test_words_are_those_of_all_episodes_of_the_time() -> None:
    periods, _ = periods_of([Dated("2025-01", 10, 2), Dated("2025-01-09", 30, 0), Dated(None, 50, 1)])
    assert [(period.words, period.episodes) for period in periods] == [(40, 1)]


def test_without_dates_or_hits_there_are_no_bars() -> None:
    assert bars() == ([], 0)
    assert bars((None, 3), ("soon", 2)) == ([], 5)
    assert bars(("2025-01-03", 0)) == ([], 0)


@pytest.mark.parametrize(
    ("published", "year"),
    [("2025-03-01T09:00:00Z", 2025), ("2025/3", 2025), ("2025", 2025), ("9999-01-01", None), ("0000-01-01", None), (None, None)],
)
def test_years_are_those_of_a_calendar(published: str | None, year: int | None) -> None:
    assert year_of(published) == year
