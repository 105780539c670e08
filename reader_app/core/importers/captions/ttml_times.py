"""Reads the times of TTML documents: every form of time expression, and what a time inside another is counted from.

The forms are those of https://www.w3.org/TR/ttml2/#timing-value-time-expression and, besides, the bare seconds and short clocks
("1:02.5") that Apple and others write.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9})|[:;](\d{1,4})(?:\.(\d{1,4}))?)?")
_OFFSET = re.compile(r"(\d{1,12}(?:[.,]\d{1,9})?)\s*(h|ms|m|s|f|t)?")
_LONGEST = 1e8
"""Seconds beyond which a time is a fault."""
_SLACK = 0.05
"""Seconds by which times that mean the same may differ."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How a document counts: frames, parts of a frame and ticks a second (`ttp:frameRate` and its like)."""

    frames: float = 30.0
    parts: float = 1.0
    ticks: float = 1.0

    @classmethod
    def stated(cls, attributes: Mapping[str, str]) -> "Rates":
        """The rates that the attributes of a document's root state, and what the specification says where they do not."""
        rate = _positive(attributes.get("framerate", "")) or 30.0
        above, _, below = attributes.get("frameratemultiplier", "").replace(":", " ").strip().partition(" ")
        multiplier = (_positive(above) or 1.0) / (_positive(below) or 1.0)
        parts = _positive(attributes.get("subframerate", "")) or 1.0
        ticks = _positive(attributes.get("tickrate", ""))
        by_frames = rate * multiplier * parts if "framerate" in attributes else 1.0
        return cls(rate * multiplier, parts, ticks or by_frames)

    def seconds(self, expression: str) -> float | None:
        """The seconds of a time expression; None where it is none that can be read."""
        text = expression.strip()
        clock = _CLOCK.fullmatch(text)
        if clock is not None:
            hours, minutes, whole, fraction, frame, part = clock.groups()
            seconds = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{fraction or 0}")
            return _sane(seconds + (int(frame or 0) + int(part or 0) / self.parts) / self.frames)
        offset = _OFFSET.fullmatch(text)
        if offset is None:
            return None
        number = float(offset[1].replace(",", "."))
        scales = {"h": 3600.0, "m": 60.0, "ms": 0.001, "f": 1 / self.frames, "t": 1 / self.ticks}
        return _sane(number * scales.get(offset[2] or "s", 1.0))


@dataclass(slots=True)
class Timed:
    """An element with times as it states them (seconds), inside another (`parent`, a number in the list of all)."""

    parent: int | None
    begin: float | None
    end: float | None
    length: float | None
    in_turn: bool = False
    """Whether its children follow one another (`timeContainer="seq"`)."""


def resolve(elements: list[Timed], *, absolute: bool | None = None) -> list[tuple[float | None, float | None]]:
    """When each element begins and ends, in seconds from the start of the recording.

    The specification counts the times of an element from its parent's; Apple and many converters count all from the start.
    Unless `absolute` says it, the document's own times tell which it is.
    """
    if absolute is None:
        absolute = _counts_from_start(elements)
    times: list[tuple[float | None, float | None]] = []
    before: dict[int, float] = {}
    for element in elements:
        parent = times[element.parent] if element.parent is not None else (None, None)
        base = 0.0 if absolute else parent[0] or 0.0
        if element.parent is not None and elements[element.parent].in_turn:
            base = before.get(element.parent, parent[0] or 0.0) if not absolute or element.begin is None else 0.0
            begin: float | None = base + (element.begin or 0.0)
        else:
            begin = base + element.begin if element.begin is not None else None
        end = base + element.end if element.end is not None else None
        if element.length is not None:
            since = begin if begin is not None else parent[0] or 0.0
            end = min(since + element.length, end) if end is not None else since + element.length
        if element.parent is not None and end is not None:
            before[element.parent] = end
        times.append((_rounded(begin if begin is not None else parent[0]), _rounded(end)))
    return times


def _counts_from_start(elements: list[Timed]) -> bool:
    """Whether times inside others are counted from the start of the recording: whichever contradicts fewer of them."""
    from_start = from_parent = 0
    for element in elements:
        parent = elements[element.parent] if element.parent is not None else None
        if parent is None or parent.begin is None or parent.begin < _SLACK or element.begin is None:
            continue
        lengths = [parent.length] if parent.length is not None else []
        lengths += [parent.end - parent.begin] if parent.end is not None else []
        if element.begin < parent.begin - _SLACK:
            from_parent += 1
        elif element.begin < parent.begin + _SLACK or any(element.begin > length + _SLACK for length in lengths):
            from_start += 1
    return from_start > from_parent


def _positive(text: str) -> float | None:
    match = _OFFSET.fullmatch(text.strip())
    return float(match[1].replace(",", ".")) or None if match is not None and match[2] is None else None


def _sane(seconds: float) -> float | None:
    return seconds if seconds <= _LONGEST else None


def _rounded(seconds: float | None) -> float | None:
    return round(seconds, 6) if seconds is not None else None
