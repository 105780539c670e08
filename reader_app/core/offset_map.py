"""The way between two texts that differ in some stretches: what stands where in the other one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader_app.core.model import Span


class Stretch(NamedTuple):
    """A stretch of one text, `before`, in whose place another has `words`, at `after`."""

    before: Span
    after: Span
    words: str = ""


class OffsetMap:
    """Leads from offsets of one text to those of another, which differs in some stretches only. Look-ups are bisections."""

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        """`stretches` in order, none over another."""
        self.stretches = tuple(stretches)
        self._starts = [stretch.before.start for stretch in self.stretches]

    @property
    def inverse(self) -> "OffsetMap":
        """The way back."""
        return OffsetMap([Stretch(after, before) for before, after, _ in self.stretches])

    def offset(self, offset: int) -> int:
        """Where the character at `offset` stands, behind what is inserted there; inside a changed stretch: where that begins."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        before, after, _ = self.stretches[number]
        return after.start if offset < before.stop else after.stop + offset - before.stop

    def stop(self, offset: int) -> int:
        """Where words stop that stop at `offset`, before what is inserted there; inside a changed stretch: where that stops."""
        number = bisect_left(self._starts, offset) - 1
        if number < 0:
            return offset
        before, after, _ = self.stretches[number]
        return after.stop if offset < before.stop else after.stop + offset - before.stop

    def span(self, span: Span) -> Span:
        """Where the words of `span` stand; a changed stretch that it touches is taken whole."""
        start = self.offset(span.start)
        return Span(start, max(start, self.stop(span.stop)))

    def touches(self, span: Span) -> bool:
        """Whether any of the words of `span` differ."""
        number = bisect_left(self._starts, span.stop) - 1
        return number >= 0 and self.stretches[number].before.stop > span.start


def between(one: OffsetMap, other: OffsetMap) -> OffsetMap:
    """The way from the text that `one` leads to, to the text that `other` leads to, both from the same text."""
    same = {(stretch.before, stretch.words) for stretch in one.stretches}
    same &= {(stretch.before, stretch.words) for stretch in other.stretches}
    changed = sorted(
        (stretch.before, side, number)
        for side, way in enumerate((one, other))
        for number, stretch in enumerate(way.stretches)
        if (stretch.before, stretch.words) not in same
    )
    regions: list[list[tuple[Span, int, int]]] = []
    stop = -1
    for entry in changed:
        if not regions or entry[0].start > stop:
            regions.append([])
            stop = -1
        regions[-1].append(entry)
        stop = max(stop, entry[0].stop)
    keys = [[stretch.before for stretch in way.stretches] for way in (one, other)]
    return OffsetMap(
        [Stretch(_region(one, keys[0], region, 0), _region(other, keys[1], region, 1)) for region in regions],
    )


def _region(way: OffsetMap, keys: list[Span], region: list[tuple[Span, int, int]], side: int) -> Span:
    """Where a region of the common text stands in the text that `way` leads to."""
    first = bisect_left(keys, region[0][0])
    last = max((number + 1 for _, of, number in region if of == side), default=first)
    start, stop = region[0][0].start, max(before.stop for before, _, _ in region)
    return Span(start + _shift(way, first), stop + _shift(way, last))


def _shift(way: OffsetMap, count: int) -> int:
    """By how much the text has moved after the first `count` stretches."""
    if not count:
        return 0
    before, after, _ = way.stretches[count - 1]
    return after.stop - before.stop
