"""Times as transcripts write them beside their words: a clock, a stretch of two, in brackets or not, or spelled out.

Spelled-out times ("1 minute, 2 seconds") are those of YouTube's transcript panel and of Teams.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader_app.core.timestamps import parse_clock

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|[:;]\d{2}(?!\d))?"
"""A clock time, with fractions, or with the frames that editing programs put behind the seconds."""
UNTIL = rf"(?:\s*(?:-->|[-–—→]|to|bis|à|a)\s*\\{{0,2}}{CLOCK})?"
"""The second time of a stretch, which is the end of what the first begins."""
INNER_MARK = re.compile(rf"\[\\{{0,2}}\s?({CLOCK}){UNTIL}\s?\](?:\s?(?:to|-->|[-–—])\s?\[\\{{0,2}}{CLOCK}\s?\])?")
"""A time in square brackets among words, or a stretch; in round ones it may be a verse or the hour of the day."""

_F4_MARK = re.compile(r"#(\d{1,2}:\d{2}:\d{2})(?:-(\d))?#(\s*$)?")
_FRAMES = re.compile(r"(\d{1,3}:\d{2}:\d{2})[:;]\d{2}")
_UNITS: tuple[tuple[int, str], ...] = (
    (3600, "h hr hrs hour hours stunde stunden std hora horas heure heures ora ore uur час часа часов"),
    (60, "m min mins minute minutes minuten minuto minutos minuti minuut минута минуты минут"),
    (
        1,
        "s sec secs second seconds sekunde sekunden segundo segundos seconde secondes secondo secondi seconden "
        "секунда секунды секунд",
    ),
)
_SECONDS_OF = {word: seconds for seconds, words in _UNITS for word in words.split()}
_SPELLED_PART = r"\d{1,5}\s(?:" + "|".join(sorted(_SECONDS_OF, key=len, reverse=True)) + r")"
SPELLED = rf"{_SPELLED_PART}(?:,?\s(?:(?:and|und|y|et|e|en|и)\s)?{_SPELLED_PART}){{0,2}}"
_CLOCK_BEHIND = re.compile(r"(?<=[^\W\d_])\s?\d{1,3}:\d{2}(?::\d{2})?$")
"""The same time once more as a clock, glued behind it ("3 seconds0:03"), as pages show it to eyes and to screen readers."""
_SPELLED = re.compile(SPELLED, re.IGNORECASE)
_AMOUNT = re.compile(r"(\d{1,5})\s(\w+)")


def seconds_of(clock: str) -> float | None:
    """The seconds of a clock time; frames behind it are left out, because nothing tells how long one lasts."""
    framed = _FRAMES.fullmatch(clock.strip())
    return parse_clock(framed[1] if framed is not None else clock)


def take_f4_marks(line: str) -> tuple[str, float | None]:
    """`line` with f4's marks (`#00:01:12-3#`, tenths behind the dash) as times in brackets, and the time of one at its end.

    f4 sets the mark when a paragraph is finished, so that time is the one of what follows.
    """
    if "#" not in line:
        return line, None
    ending: float | None = None
    pieces, at = [], 0
    for mark in _F4_MARK.finditer(line):
        clock = f"{mark[1]}.{mark[2]}" if mark[2] else mark[1]
        seconds = parse_clock(clock)
        if seconds is None:
            continue
        ends = mark[3] is not None
        ending = seconds if ends else ending
        pieces += [line[at : mark.start()], "" if ends else f"[{clock}]"]
        at = mark.end()
    return "".join((*pieces, line[at:])), ending


def spelled_seconds(text: str) -> float | None:
    """The seconds of a time in words ("1 hour, 2 seconds"); None where `text` is anything else."""
    if not text[:1].isdigit() or len(text) > 80:
        return None
    text = _CLOCK_BEHIND.sub("", text)
    if _SPELLED.fullmatch(text) is None:
        return None
    amounts = [(int(amount), _SECONDS_OF[unit.casefold()]) for amount, unit in _AMOUNT.findall(text)]
    falling = all(before > after for (_, before), (_, after) in pairwise(amounts))
    return float(sum(amount * unit for amount, unit in amounts)) if falling else None


def rising(times: Sequence[float]) -> list[bool]:
    """Which of `times` to keep so that they never fall and as few as can be are left out."""
    ends: list[float] = []
    places: list[int] = []
    before: list[int] = []
    for number, seconds in enumerate(times):
        length = bisect_right(ends, seconds)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [seconds]
        places[length : length + 1] = [number]
    kept = [False] * len(times)
    at = places[-1] if places else -1
    while at >= 0:
        kept[at] = True
        at = before[at]
    return kept
