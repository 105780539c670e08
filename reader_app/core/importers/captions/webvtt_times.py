"""Reads the times of WebVTT: just as its specification asks, and as real files write them."""

import re
from typing import NamedTuple

_STRICT = r"(?:([0-9]{1,15}):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])"
_STRICT_TIME = re.compile(_STRICT)
_SPACE = r"[ \t\n\f\r]*"
_STRICT_LINE = re.compile(rf"{_SPACE}{_STRICT}{_SPACE}-->{_SPACE}{_STRICT}")
_LENIENT = r"(?:(?:(\d{1,6}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9})|:\d{1,3})?)"
_LENIENT_TIME = re.compile(_LENIENT)
_ARROW = r"(?:[-–—]{1,3} ?[-–—]?(?:>|&gt;)|=+>|→|⟶|➔)"
_LENIENT_LINE = re.compile(rf"\s*{_LENIENT}\s*{_ARROW}\s*{_LENIENT}(?=\s|$)")
_CLOCKISH = re.compile(r"\d\s?:|:\s?\d")
_SETTING = re.compile(r"(?:vertical|line|position|size|align|region|[A-Z]\d?)\s*[:=]", re.IGNORECASE)
_PAIR = re.compile(r"[\w-]{1,40}[:=]\S+")
_FOREIGN = re.compile(r"[^\d\s:.,;-]")
_LONGEST_TIME = 40
"""Code points beside an arrow among which a broken time is looked for."""

_USUAL_LINE = re.compile(r"([0-9]{2}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3}) --> ([0-9]{2}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
"""As nearly all lines of times are written; read apart because there are so many."""

Groups = tuple[str | None, ...]


class Times(NamedTuple):
    """What a line of times says: seconds, None where they cannot be read; words behind them; whether it is by the rules."""

    start: float | None
    end: float | None
    words: str = ""
    exact: bool = False


def strict_time(text: str) -> float | None:
    """Seconds of a timestamp as the specification writes it, "00:01.500" or "100:00:01.500"; None where it is not one."""
    match = _STRICT_TIME.fullmatch(text)
    return None if match is None else _strict_seconds(match.groups())


def strict_times(line: str) -> tuple[float, float] | None:
    """Start and end of a line of timings (https://www.w3.org/TR/webvtt1/#collect-webvtt-cue-timings-and-settings)."""
    match = _STRICT_LINE.match(line)
    if match is None:
        return None
    start, end = _strict_seconds(match.groups()[:4]), _strict_seconds(match.groups()[4:])
    return None if start is None or end is None else (start, end)


def lenient_time(text: str) -> float | None:
    """Seconds of a time with any number of digits, with comma, without fraction; frames after a third colon are left out."""
    match = _LENIENT_TIME.fullmatch(text.strip())
    return None if match is None else _seconds(match.groups())


def lenient_times(line: str) -> Times | None:
    """What `line` states; None where it is no line of times: words may hold an arrow too."""
    usual = _USUAL_LINE.fullmatch(line)
    if usual is not None:
        h1, m1, s1, f1, h2, m2, s2, f2 = map(int, usual.groups())
        start, end = ((h1 * 60 + m1) * 60 + s1) * 1000 + f1, ((h2 * 60 + m2) * 60 + s2) * 1000 + f2
        return Times(start / 1000, end / 1000, exact=True)
    if ">" not in line and "→" not in line and "⟶" not in line and "➔" not in line and "&gt;" not in line:
        return None
    exact = strict_times(line)
    match = _STRICT_LINE.match(line) if exact is not None else _LENIENT_LINE.match(line)
    if match is not None:
        times = exact or (_seconds(match.groups()[:4]), _seconds(match.groups()[4:]))
        return Times(*times, _words(line[match.end() :]), exact is not None)
    left, arrow, right = line.partition("-->")
    if not arrow or len(left.strip()) > _LONGEST_TIME or len(_FOREIGN.findall(left)) > 2:
        return None
    if _CLOCKISH.search(left) is None and _CLOCKISH.search(right[:_LONGEST_TIME]) is None:
        return None
    stop, _, rest = right.strip().partition(" ")
    if _CLOCKISH.search(stop) is None and any(map(str.isalpha, stop)):  # no broken time, but a word
        stop, rest = "", right.strip()
    return Times(lenient_time(left), lenient_time(stop), _words(f" {rest}"))


def _strict_seconds(groups: Groups) -> float | None:
    return None if int(groups[1] or 0) > 59 else _seconds(groups)


def _seconds(groups: Groups) -> float | None:
    """Minutes may pass 59 only where no hours are given, as in "75:10.500"."""
    hours, minutes, seconds, fraction = groups
    if minutes is None or seconds is None or int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return float(f"{whole}.{fraction or 0}")


def _words(rest: str) -> str:
    """What stands behind the times where it is words and no settings of the cue ("align:start line:90%")."""
    words = rest.strip()
    settings = _SETTING.match(words) is not None or all(_PAIR.fullmatch(each) is not None for each in words.split())
    return words if any(map(str.isalpha, words)) and rest[:1].isspace() and not settings else ""
