"""Takes times, words and labels out of data whose values may be of any type, and counts what could not be taken."""

import math
import re
from dataclasses import dataclass, field
from typing import Any

_LATEST = 36_000_000.0
"""Seconds: no recording lasts ten thousand hours, so a later time is none."""

_NUMBER = re.compile(r"([-+]?\d{1,18}(?:[.,]\d{0,20})?(?:[eE][-+]?\d{1,3})?)\s*(ms|msec|s|sec|secs|seconds)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9})|[:;]\d{1,3})?")
_ISO_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAME_KEYS = ("name", "displayName", "display_name", "label", "speaker", "@id", "id")


@dataclass(slots=True)
class Findings:
    """What was found amiss while values were taken out of one file, and the ways to take them.

    `notes` are added to freely; `told` gives them with the counts put into words.
    """

    bad_times: int = 0
    odd_pieces: int = 0
    bad_letters: int = 0
    alternatives: int = 0
    notes: list[str] = field(default_factory=list)

    def seconds(self, value: Any, per_second: float = 1.0) -> float | None:
        """A time in seconds, from a number of which `per_second` make a second, or from "1.5", "1.5s", "250ms", "0:01:02.5",
        "PT1.5S" or {"seconds", "nanos"}. None where there is none; what is no possible time is counted.
        """
        if value is None or value == "":
            return None
        seconds = _seconds(value, per_second)
        if seconds is None or not -1.0 < seconds <= _LATEST:
            self.bad_times += 1
            return None
        return max(0.0, round(seconds, 6))

    def text(self, value: Any) -> str:
        """Words as they stand, without characters that nobody can see; "" where `value` is no text."""
        if isinstance(value, str):
            if value.isprintable():
                return value
            value, bad = _SURROGATE.subn("\ufffd", value)
            self.bad_letters += bad
            return _UNPRINTABLE.sub("", value)
        if value is not None:
            self.odd_pieces += 1
        return ""

    def label(self, value: Any) -> str | None:
        """The label of a voice as the source writes it: a name, a number, or a record that holds one of these."""
        if isinstance(value, dict):
            value = next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str | int) and value[key] != ""), None)
        if isinstance(value, str):
            return " ".join(self.text(value).split()) or None
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
            return str(value)
        return None

    def rows(self, value: Any) -> list[dict[str, Any]]:
        """The records of a list; what is no record is counted and left out."""
        if not isinstance(value, list):
            self.odd_pieces += value is not None
            return []
        found = [row for row in value if isinstance(row, dict)]
        self.odd_pieces += sum(1 for row in value if row is not None) - len(found)
        return found

    def first(self, value: Any) -> dict[str, Any]:
        """The first record of a list of alternatives, {} where there is none; the others are counted."""
        found = self.rows(value)
        self.alternatives += max(0, len(found) - 1)
        return found[0] if found else {}

    def told(self) -> list[str]:
        """Everything found amiss, in plain words."""
        counted = (
            (self.bad_times, "time is no possible time and left out", "times are no possible times and left out"),
            (self.odd_pieces, "piece is not what it should be and left out", "pieces are not what they should be and left out"),
            (self.bad_letters, "half of a letter is marked with \ufffd", "halves of letters are marked with \ufffd"),
            (self.alternatives, "other hearing of the same words is left out", "other hearings of the same words are left out"),
        )
        return [*self.notes, *(f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count)]


def record(value: Any) -> dict[str, Any]:
    """`value` where it is a record (a JSON object), else an empty one."""
    return value if isinstance(value, dict) else {}


def number(value: Any) -> float | None:
    """A finite number, also where it is written as text; None for anything else."""
    if isinstance(value, str) and value.isascii() and len(value) < 30:
        value = value.strip().replace(",", ".")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _seconds(value: Any, per_second: float) -> float | None:
    if isinstance(value, str):
        return _written(value.strip(), per_second)
    if isinstance(value, dict):
        whole, nanos = number(value.get("seconds", 0)), number(value.get("nanos", 0))
        return None if whole is None or nanos is None else whole + nanos / 1e9
    found = number(value)
    return None if found is None else found / per_second


def _written(text: str, per_second: float) -> float | None:
    if (match := _NUMBER.fullmatch(text)) is not None:
        unit = (match[2] or "").lower()
        found = float(match[1].replace(",", "."))
        return found / (per_second if not unit else 1000.0 if unit.startswith("m") else 1.0)
    if (match := _CLOCK.fullmatch(text)) is not None:
        hours, minutes, seconds, fraction = match.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            return None
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (float(f"0.{fraction}") if fraction else 0.0)
    match = _ISO_DURATION.fullmatch(text)
    if match is None or match[0] == "PT":
        return None
    return int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + float((match[3] or "0").replace(",", "."))
