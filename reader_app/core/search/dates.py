"""Dates as people write them, as exact as they know: a year, a month or a day."""

import re
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_DAY = timedelta(days=1)


def first_day(text: str) -> date | None:
    """The first day of the year, month or day that `text` names (2026, 2026-01, 2026-01-31); None where it names none."""
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The last day of the same."""
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match.group(1))
    month = int(match.group(2) or (12 if last else 1))
    try:
        first = date(year, month, int(match.group(3) or 1))
        if not last or match.group(3) is not None:
            return first
        return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY
    except ValueError:
        return None
