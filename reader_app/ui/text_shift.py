"""Where a place of a text stands once some words of the text were changed, so that the page can stay where it is."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_SURE = 12
"""Code points that stand alike again by no accident."""
_LONGEST_CHANGE = 400
"""Code points within which a line goes on as before."""


class TextShift:
    """Leads from the offsets of one text to those of the same text with changed words; both in code points."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old.split("\n"), new.split("\n")
        self._old_starts, self._new_starts = _starts(self._old), _starts(self._new)
        self._head = _alike(self._old, self._new)
        self._tail = _alike(self._old[self._head :][::-1], self._new[self._head :][::-1])

    def moved(self, offset: int) -> int | None:
        """Where the offset has gone; None where too much around it is new to tell."""
        number = max(0, bisect_right(self._old_starts, offset) - 1)
        within = offset - self._old_starts[number]
        if number < self._head:
            return offset
        from_end = len(self._old) - number
        if from_end <= self._tail or len(self._old) == len(self._new):
            other = len(self._new) - from_end
            return self._new_starts[other] + _within(self._old[number], self._new[other], within)
        return None


def _starts(lines: Sequence[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items stand alike at the front of both."""
    return next((number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _within(old: str, new: str, offset: int) -> int:
    """The offset in the changed line: what is inside changed words begins where they do."""
    here, there = 0, 0
    while True:
        same = _same_letters(old, here, new, there)
        if offset <= here + same:
            return there + offset - here
        here, there = here + same, there + same
        again = _again(old, here, new, there)
        if again is None:
            # What follows the last change is told from the end.
            return max(there, len(new) - (len(old) - offset))
        if offset < again[0]:
            return there
        here, there = again


def _same_letters(old: str, here: int, new: str, there: int) -> int:
    same, step = 0, 64
    while step:
        piece = old[here + same : here + same + step]
        if piece and len(piece) == step and piece == new[there + same : there + same + step]:
            same, step = same + step, step * 2
        else:
            step //= 2
    return same


def _again(old: str, here: int, new: str, there: int) -> tuple[int, int] | None:
    """Where both lines go on alike after a change; None where no change of usual length stands between."""
    for start in range(here, min(here + _LONGEST_CHANGE, len(old) - _SURE + 1)):
        found = new.find(old[start : start + _SURE], there, there + _LONGEST_CHANGE + _SURE)
        if found >= 0:
            return start, found
    return None
