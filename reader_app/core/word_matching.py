"""Finds the words that two tellings of one recording have in common, in order, in nearly linear time.

First the rows of words that stand once in either text and in one order (patience: their longest rising row), then the same with
shorter rows in the gaps between them, at last a comparison of word by word in gaps that are short. What one of them has and the
other lacks, an advertisement or a cut, stays unmatched; so does what only repeats itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_ROWS = (5, 3, 2, 1)
"""How many neighbouring words lead, the surest first."""
_SHORT = 2_500
"""Gaps of at most so many pairs of words are compared word by word."""
_TRIFLE, _LOPSIDED = 8, 4
"""Longer gaps need two words in a row to agree; those where one side is four times as long as the other need three."""


class Run(NamedTuple):
    """Words that are the same in both: `size` of them from the index `here` in one and `there` in the other."""

    here: int
    there: int
    size: int


class _Gap(NamedTuple):
    """A stretch of either text in which words may still agree, and how many rows of words were tried."""

    low: int
    high: int
    other_low: int
    other_high: int
    tried: int

    @property
    def least(self) -> int:
        """How many words in a row must agree here to be no accident."""
        shorter, longer = sorted((self.high - self.low, self.other_high - self.other_low))
        return 1 if longer <= _TRIFLE else 3 if longer > _LOPSIDED * shorter + _TRIFLE else 2


def common_runs(here: Sequence[int], there: Sequence[int]) -> list[Run]:
    """The runs of words that both have, rising in both. Words are numbers, the same for the same word."""
    found: list[Run] = []
    gaps = [_Gap(0, len(here), 0, len(there), 0)]
    while gaps:
        gap = _without_ends(here, there, gaps.pop(), found)
        if gap.low == gap.high or gap.other_low == gap.other_high:
            continue
        if (gap.high - gap.low) * (gap.other_high - gap.other_low) <= _SHORT:
            found += _word_by_word(here, there, gap)
        elif gap.tried < len(_ROWS):
            runs = list(_leading(here, there, gap, _ROWS[gap.tried]))
            found += runs
            gaps += _between(runs, gap)
    found.sort()
    return _whole(found)


def _without_ends(here: Sequence[int], there: Sequence[int], gap: _Gap, found: list[Run]) -> _Gap:
    """The gap without the words that agree at its beginning and end, which are found: they join what stands around it."""
    low, high, other_low, other_high, tried = gap
    while low < high and other_low < other_high and here[low] == there[other_low]:
        low, other_low = low + 1, other_low + 1
    if low > gap.low:
        found.append(Run(gap.low, gap.other_low, low - gap.low))
    while low < high and other_low < other_high and here[high - 1] == there[other_high - 1]:
        high, other_high = high - 1, other_high - 1
    if high < gap.high:
        found.append(Run(high, other_high, gap.high - high))
    return _Gap(low, high, other_low, other_high, tried)


def _word_by_word(here: Sequence[int], there: Sequence[int], gap: _Gap) -> Iterator[Run]:
    matcher = SequenceMatcher(None, here[gap.low : gap.high], there[gap.other_low : gap.other_high], autojunk=False)
    for block in matcher.get_matching_blocks()[:-1]:
        if block.size >= gap.least:
            yield Run(gap.low + block.a, gap.other_low + block.b, block.size)


def _leading(here: Sequence[int], there: Sequence[int], gap: _Gap, size: int) -> Iterator[Run]:
    """Rows of `size` words that stand once on either side, the longest rising row of them, as far as they go on."""
    known = _once(here, gap.low, gap.high, size)
    others = _once(there, gap.other_low, gap.other_high, size)
    pairs = [(at, others[row]) for row, at in known.items() if at >= 0 and others.get(row, -1) >= 0]
    low, other_low = gap.low, gap.other_low
    for at, other in (pairs[number] for number in rising([other for _, other in pairs])):
        if at < low or other < other_low:
            continue  # within the run before
        start, other_start = at, other
        while start > low and other_start > other_low and here[start - 1] == there[other_start - 1]:
            start, other_start = start - 1, other_start - 1
        stop, other_stop = at + size, other + size
        while stop < gap.high and other_stop < gap.other_high and here[stop] == there[other_stop]:
            stop, other_stop = stop + 1, other_stop + 1
        if stop - start >= gap.least:
            yield Run(start, other_start, stop - start)
            low, other_low = stop, other_stop


def _once(words: Sequence[int], low: int, high: int, size: int) -> dict[tuple[int, ...], int]:
    """Where each row of `size` words begins, in the order of the text; -1 for those that stand there more than once."""
    found: dict[tuple[int, ...], int] = {}
    part = words[low:high]
    for at, row in enumerate(zip(*(part[start:] for start in range(size)), strict=False), low):
        found[row] = -1 if row in found else at
    return found


def rising(values: Sequence[float], *, level: bool = False) -> list[int]:
    """The indices of the longest row of values that rise (with `level`: never fall), in order."""
    ends: list[float] = []
    newest: list[int] = []
    before: list[int] = []
    for number, value in enumerate(values):
        length = bisect_right(ends, value) if level else bisect_left(ends, value)
        if length == len(ends):
            ends.append(value)
            newest.append(number)
        else:
            ends[length], newest[length] = value, number
        before.append(newest[length - 1] if length else -1)
    row = []
    at = newest[-1] if newest else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]


def _between(runs: list[Run], gap: _Gap) -> Iterator[_Gap]:
    """What is left of a gap around the runs found in it."""
    low, other_low = gap.low, gap.other_low
    for run in runs:
        yield _Gap(low, run.here, other_low, run.there, gap.tried + 1)
        low, other_low = run.here + run.size, run.there + run.size
    yield _Gap(low, gap.high, other_low, gap.other_high, gap.tried + 1)


def _whole(runs: list[Run]) -> list[Run]:
    """Runs that go on in each other as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and (last.here + last.size, last.there + last.size) == (run.here, run.there):
            joined[-1] = Run(last.here, last.there, last.size + run.size)
        else:
            joined.append(run)
    return joined
