"""Lays hits along time, in months or years without gaps, beside how much was said in each.

A bar is honest only beside what it is a part of. Therefore the words of a period are those of all episodes of the library in
which the query looks, also those that do not meet it: `bridge` counts against everything, `show:x bridge` against that show,
`speaker:y bridge` against what that voice says. For the same reason the periods run over the dates of all these episodes: a time
in which nothing was found although there was talk is an empty bar, and not left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import NamedTuple

from reader_app.core.findings import Period
from reader_app.core.search.dates import first_day

_MOST_MONTHS = 48
"""Over a longer time, years are shown."""
_VAGUE_SHARE = 10
"""Years are shown, too, where more than one in so many hits is in an episode that says no month."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What one episode adds: its date as its source states it, how many words the query looks at in it, and its hits."""

    published: str | None
    words: int
    hits: int


@dataclass(slots=True)
class _Bar:
    hits: int = 0
    episodes: int = 0
    words: int = 0


class _When(NamedTuple):
    """A year, and the month where the source says it."""

    year: int
    month: int | None

    def number(self, *, monthly: bool) -> int | None:
        """The running number of its month or year; None where it says no month."""
        if not monthly:
            return self.year
        return None if self.month is None else 12 * self.year + self.month - 1


@lru_cache(maxsize=1 << 14)
def _when(published: str | None) -> _When | None:
    """None for what is no date that has a following year."""
    day = first_day(published[:10]) if published else None
    if published is None or day is None or day.year == MAXYEAR:
        return None
    return _When(day.year, None if published[:10].strip().isdecimal() else day.month)


def year_of(published: str | None) -> int | None:
    """The year of an episode's date; None where it has none that a calendar knows."""
    when = _when(published)
    return when.year if when is not None else None


def periods_of(episodes: Sequence[Dated]) -> tuple[tuple[Period, ...], int]:
    """The hits of `episodes` by month or year, in order and without gaps, and how many hits no period holds.

    Those are the hits in episodes without a date or, in months, of those that only say the year.
    """
    total = sum(one.hits for one in episodes)
    monthly = _monthly(episodes, total)
    bars: dict[int, _Bar] = {}
    for one in episodes:
        when = _when(one.published)
        number = when.number(monthly=monthly) if when is not None else None
        if number is not None:
            bar = bars.setdefault(number, _Bar())
            bar.hits += one.hits
            bar.episodes += one.hits > 0
            bar.words += one.words
    dated = sum(bar.hits for bar in bars.values())
    if not dated:
        return (), total
    periods = []
    for number in range(min(bars), max(bars) + 1):
        bar = bars.get(number, _Bar())
        periods.append(Period(_first_day(number, monthly), _first_day(number + 1, monthly), bar.hits, bar.episodes, bar.words))
    return tuple(periods), total - dated


def _monthly(episodes: Sequence[Dated], total: int) -> bool:
    """Whether the dates lie close enough together for months, and know them."""
    dates = [(when, one.hits) for one in episodes if (when := _when(one.published)) is not None]
    months = [month for when, _ in dates if (month := when.number(monthly=True)) is not None]
    years = [when.year for when, _ in dates]
    # A year that says no month reaches over all its months, so that it may lie next to the first or the last one.
    if not months or max(months) - min(months) >= _MOST_MONTHS or max(years) - min(years) > _MOST_MONTHS // 12:
        return False
    return _VAGUE_SHARE * sum(hits for when, hits in dates if when.month is None) <= total


def _first_day(number: int, monthly: bool) -> str:
    return date(number // 12, number % 12 + 1, 1).isoformat() if monthly else date(number, 1, 1).isoformat()
