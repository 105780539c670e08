"""How fast an import goes and how long it still takes, told steadily: numbers that jump say nothing."""

from collections import deque

from reader_app.core.model import ImportProgress
from reader_app.ui.bars import Detail
from reader_app.ui.import_report import count_of

_LOOK_BACK = 10.0
"""Seconds over which the rate is measured."""
_AT_LEAST = 3.0
"""Seconds before there is anything to say of it."""
_HOLD = 1.0
"""Seconds that a number stands at least before another takes its place."""
_STEADY = 0.15
"""A rate is told anew when it differs by this share from the one told; a longer time left, too."""


class ImportPace:
    """Watches one import. Times are seconds of a clock that runs on, such as time.monotonic."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()
        self._told_at = float("-inf")
        self._rate = 0.0
        self._left = float("inf")

    def details(self, at: ImportProgress, now: float) -> tuple[Detail, ...]:
        """What there is to say of the import: files, episodes, and after some seconds rate and time left."""
        self._take(at, now)
        files = f"{at.done:,} of {count_of(at.total, 'file')}" if at.name else count_of(at.total, "file")
        parts = [Detail(files, 4)]
        if at.episodes:
            parts.append(Detail(count_of(at.episodes, "episode"), 2))
        if self._rate and at.name:
            parts += [Detail(rate_words(self._rate), 1), Detail(left_words(self._left), 3)]
        return tuple(parts)

    def _take(self, at: ImportProgress, now: float) -> None:
        if not self._seen or now > self._seen[-1][0]:
            self._seen.append((now, at.done))
        while len(self._seen) > 2 and self._seen[1][0] <= now - _LOOK_BACK:
            self._seen.popleft()
        passed, files = now - self._seen[0][0], at.done - self._seen[0][1]
        if passed < _AT_LEAST or files < 2 or now - self._told_at < _HOLD:
            return
        self._told_at = now
        rate = files / passed
        if abs(rate - self._rate) > _STEADY * self._rate:
            self._rate = rate
        left = (at.total - at.done) / rate
        if left < self._left or left > self._left * (1 + _STEADY):
            self._left = left


def rate_words(rate: float) -> str:
    """So many files a second as people say it: "14 files a second", "20 files a minute"."""
    unit, number = ("second", rate) if rate >= 1 else ("minute", rate * 60)
    return f"{count_of(max(1, round(number)), 'file')} a {unit}"


def left_words(seconds: float) -> str:
    """How long something still takes, only as exactly as it can be known: "about 50 s left", "about 2 min left"."""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 55:
        return f"about {5 * round(seconds / 5) if seconds < 20 else 10 * round(seconds / 10)} s left"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"about {minutes} min left"
    quarters = round(seconds / 900)
    hours, rest = divmod(quarters * 15, 60)
    return f"about {hours} h {rest} min left" if rest else f"about {hours} h left"
