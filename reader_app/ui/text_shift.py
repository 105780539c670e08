"""Where a place of a text stands once some words of the text were changed, so that the page can stay where it is."""

_SURE = 12
"""Code points that stand alike again by no accident."""
_LONGEST_CHANGE = 400
"""Code points within which the text goes on as before."""


class TextShift:
    """Leads from the offsets of one text to those of the same text with changed words; both in code points."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def moved(self, offset: int) -> int | None:
        """Where the offset has gone, inside changed words where they begin; None where too much is new to tell."""
        here, there = 0, 0
        while True:
            same = self._same_letters(here, there)
            if offset < here + same:
                return there + offset - here
            here, there = here + same, there + same
            again = self._again(here, there)
            if again is None:
                target = len(self._new) - (len(self._old) - offset)
                return target if target >= there and self._new.endswith(self._old[offset:]) else None
            if offset < again[0]:
                return there
            here, there = again

    def _same_letters(self, here: int, there: int) -> int:
        """How many code points are alike from here on."""
        old, new, same, step = self._old, self._new, 0, 64
        while step:
            piece = old[here + same : here + same + step]
            if len(piece) == step and piece == new[there + same : there + same + step]:
                same, step = same + step, step * 2
            else:
                step //= 2
        return same

    def _again(self, here: int, there: int) -> tuple[int, int] | None:
        """Where both texts go on alike after a change; None where no change of usual length stands between."""
        for start in range(here, min(here + _LONGEST_CHANGE, len(self._old) - _SURE + 1)):
            found = self._new.find(self._old[start : start + _SURE], there, there + _LONGEST_CHANGE + _SURE)
            if found >= 0:
                return start, found
        return None
