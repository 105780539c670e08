"""Turns "1:02:03" into seconds and back."""

import re

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")


def parse_clock(text: str) -> float | None:
    """Seconds of a clock time such as "2:03", "1:02:03" or "01:02:03,500"; None where `text` is not one.

    Minutes may pass 59 where no hours are given ("75:10"), as many chapter lists write them.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000 if fraction else float(whole)


def format_clock(seconds: float) -> str:
    """A time as people write it: 75 -> "1:15", 3723 -> "1:02:03". Fractions are cut, not rounded, so a click never lands late."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def format_length(seconds: float) -> str:
    """A length in words: 2820 -> "47 min", 4320 -> "1 h 12"."""
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"
