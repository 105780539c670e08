"""Periods as bars: which there are in how much room, how high they are, and what the axes say."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QDate, QLocale

from reader_app.core.findings import Period
from reader_app.ui.row_text import grouped
from reader_app.ui.search_rows import count_in_words

PER_WORDS = 10_000
"""Words of talk among which hits are counted, where they are not counted as such."""
LEAST_BAR = 4.0
"""Px that a bar takes at least: where months would be narrower, they are put together to years."""
LABEL_GAP = 10.0
_MONTH_STEPS, _YEAR_STEPS = (1, 2, 3, 6, 12, 24, 60, 120), (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A word under a bar: `number` counts the bars from 0; `strong` begins a year."""

    number: int
    words: str
    strong: bool = False


def by_month(period: Period) -> bool:
    """Whether it is a month, not a year."""
    return months_of(period) < 12


def months_of(period: Period) -> int:
    """How many months it lasts."""
    year, month = map(int, period.first.split("-")[:2])
    until_year, until_month = map(int, period.stop.split("-")[:2])
    return (until_year - year) * 12 + until_month - month


def in_years(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Months put together to years."""
    years = []
    for year, group in groupby(periods, key=lambda period: int(period.first[:4])):
        parts = list(group)
        hits, episodes, words = (sum(getattr(part, name) for part in parts) for name in ("hits", "episodes", "words"))
        years.append(Period(f"{year:04}-01-01", f"{year + 1:04}-01-01", hits, episodes, words))
    return tuple(years)


def fitting(periods: Sequence[Period], width: float) -> tuple[Period, ...]:
    """The periods as they are, or as years where bars of months would be too narrow in `width` px."""
    if len(periods) * LEAST_BAR > width and by_month(periods[0]):
        return in_years(periods)
    return tuple(periods)


def rate(period: Period) -> float:
    """Hits per 10,000 words of its episodes; 0 where they have none."""
    return period.hits * PER_WORDS / period.words if period.words else 0.0


def axis_top(greatest: float) -> float:
    """The round number (1, 2, 3, 4, 5, 6, 8, 10, 20, ...) that an axis from 0 reaches."""
    if greatest <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(greatest))
    return float(next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= greatest * 0.999999))


def number_words(number: float) -> str:
    """A number as it stands at an axis: as many digits behind the point as say something."""
    if number >= 10 or float(number).is_integer():
        return grouped(round(number))
    locale = QLocale()
    locale = QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
    return locale.toString(float(number), "f", 1 if number >= 0.1 else 2)


def period_words(period: Period) -> str:
    """A period by its name: "March 2024", or "2024"."""
    if not by_month(period):
        return str(int(period.first[:4]))
    return _locale().toString(QDate.fromString(period.first, "yyyy-MM-dd"), "MMMM yyyy")


def bar_words(period: Period) -> str:
    """What a bar stands for, with all its numbers."""
    hits = count_in_words(period.hits, "hit")
    if not period.episodes:
        return f"{period_words(period)}: no episodes"
    return f"{period_words(period)}: {hits} in {count_in_words(period.episodes, 'episode')}, {rate_words(period)}"


def rate_words(period: Period) -> str:
    """How often it is said among so many words."""
    return f"{number_words(rate(period))} per {grouped(PER_WORDS)} words"


def axis_labels(periods: Sequence[Period], bar: float, width_of: Callable[[str], float]) -> list[AxisLabel]:
    """Words under bars of `bar` px, as many as stand clear of one another."""
    if not periods:
        return []
    months = by_month(periods[0])
    for step in _MONTH_STEPS if months else _YEAR_STEPS:
        labels = _month_labels(periods, step) if months else _year_labels(periods, step)
        if _stand_clear(labels, bar, width_of, len(periods)):
            return labels
    return []


def _month_labels(periods: Sequence[Period], step: int) -> list[AxisLabel]:
    labels: list[AxisLabel] = []
    for number, period in enumerate(periods):
        year, month = int(period.first[:4]), int(period.first[5:7])
        if (year * 12 + month - 1) % step:
            continue
        begins = month == 1 or (not labels and step < 12)
        name = _locale().toString(QDate(year, month, 1), "MMM")
        words = str(year) if month == 1 else f"{name} {year}" if begins else name
        labels.append(AxisLabel(number, words, strong=month == 1 and step < 12))
    return labels


def _year_labels(periods: Sequence[Period], step: int) -> list[AxisLabel]:
    years = ((number, int(period.first[:4])) for number, period in enumerate(periods))
    return [AxisLabel(number, str(year)) for number, year in years if year % step == 0]


def label_places(labels: Sequence[AxisLabel], bar: float, width_of: Callable[[str], float], count: int) -> list[float]:
    """Where each label begins, in px from the first bar: under its bar's middle, held within the row of `count` bars."""
    places = []
    for label in labels:
        width = width_of(label.words)
        places.append(max(0.0, min((label.number + 0.5) * bar - width / 2, count * bar - width)))
    return places


def _stand_clear(labels: Sequence[AxisLabel], bar: float, width_of: Callable[[str], float], count: int) -> bool:
    end = -LABEL_GAP
    for label, left in zip(labels, label_places(labels, bar, width_of, count), strict=True):
        if left < end + LABEL_GAP:
            return False
        end = left + width_of(label.words)
    return True


def _locale() -> QLocale:
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
