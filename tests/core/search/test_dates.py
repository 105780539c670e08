"""Dates as exact as people know them."""

from datetime import date

import pytest

from reader_app.core.search.dates import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2026/3/9", date(2026, 3, 9), date(2026, 3, 9)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "26", "2026-13", "2026-00", "2026-02-30", "0000", "2026-01-01T00:00"])
def test_no_dates(text: str) -> None:
    assert first_day(text) is None
    assert last_day(text) is None
