"""Finds the lines of an original file from which a stretch of its transcript came.

No importer notes where it found a word; so the words are looked for again. Rare words, which stand in both texts in one order,
tell about where in the file a place of the transcript lies (their longest common row); near there the tightest stretch that
holds the words in order is taken. So times, tags and names between the words do not matter, nor that rolling captions say
each of them two or three times.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from reader_app.core.model import Span
from reader_app.core.offset_map import OffsetMap
from reader_app.core.source_text import SourceText, words_of

_RARE_HERE, _RARE_THERE = 2, 8
"""How often a word may stand in the transcript and in the file to count as rare."""
_GAPS = (150, 1_000, 6_000, 40_000)
"""Code points between two words that follow each other: a few in a text, many where each word is an object of JSON."""
_LEAPS = 8
"""A gap may be so many times as wide where words between are missing."""
_FEW, _AROUND = 24, 8
"""Short stretches are looked for with so many words around them: "Yes" stands everywhere."""
_STARTS, _NEAREST = 3, 8
"""How many of its words a stretch is looked for from, and at how many places of each."""
_MISSING, _WORTH, _AROUND_SHARE, _FAR = 300, 4, 0.2, 0.02
"""What a missing word weighs against a code point of length: 300, or four times what a word takes in the file, and one of those
around a fifth of that; and what a code point of distance weighs."""
_LEAST = 0.5
"""The share of the words that must be there."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where in a file a stretch came from: the first and the last line, from 0, and the span of its words in the file's text."""

    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Match:
    """Where words were found: offsets of the first and the last, and what speaks against it."""

    start: int
    stop: int
    missing: int
    cost: float


class SourceTrail:
    """Leads from one transcript back to its file. Made once for an episode, in linear time; a look-up takes milliseconds."""

    def __init__(self, source: SourceText, transcript: str, back: OffsetMap | None = None) -> None:
        """`transcript` is the text as the source tells it; `back` leads there from the text that is read, if corrected."""
        self.source = source
        self._back = back
        numbers: dict[str, int] = {}
        self._offsets = array("I")
        self._words = array("I")
        for offset, word in words_of(transcript):
            self._offsets.append(offset)
            self._words.append(numbers.setdefault(word, len(numbers)))
        self._places = [array("I") for _ in numbers]
        self._lengths = [len(word) for word in numbers]
        for offset, word in words_of(source.text, marked=True):
            if (number := numbers.get(word)) is not None:
                self._places[number].append(offset)
        self._here, self._there = self._common_row()
        self._missing = max(_MISSING, _WORTH * self._length_of_word())

    def place_of(self, span: Span) -> SourcePlace | None:
        """Where the words of a span of the transcript stand in the file; None where they do not."""
        span = span if self._back is None else self._back.span(span)
        first, last = bisect_left(self._offsets, span.start), bisect_left(self._offsets, span.stop)
        own = range(first, last)
        known = sorted((n for n in own if self._places[self._words[n]]), key=lambda n: len(self._places[self._words[n]]))
        if not known:
            return None
        best: _Match | None = None
        for gap in _GAPS:
            for start in known[:_STARTS]:
                for place in self._nearest(start):
                    match = self._match(own, start, place, gap)
                    if best is None or match.cost < best.cost:
                        best = match
            if best is not None and not best.missing:
                break
        if best is None or best.missing > (1 - _LEAST) * len(own):
            return None
        source = self.source
        return SourcePlace(source.line_at(best.start), source.line_at(best.stop - 1), Span(best.start, best.stop))

    def _nearest(self, word: int) -> "array[int]":
        """Where a word of the transcript stands in the file: the places nearest to where it is to be expected."""
        places = self._places[self._words[word]]
        at = bisect_left(places, self._expected(word))
        return places[max(0, at - _NEAREST // 2) : at + _NEAREST // 2]

    def _match(self, own: range, start: int, place: int, gap: int) -> _Match:
        """From the word `start` at `place`, take each next word, and each before, where it stands nearest."""
        around = _AROUND if len(own) < _FEW else 0
        low, high = max(0, own.start - around), min(len(self._words), own.stop + around)
        missing = missing_around = 0
        head = tail = at = place
        end = place + self._lengths[self._words[start]]
        leap = 1
        for word in range(start + 1, high):
            row = self._places[self._words[word]]
            found = bisect_right(row, at)
            if found < len(row) and row[found] - at <= gap * leap:
                at, leap = row[found], 1
                if word < own.stop:
                    tail, end = at, at + self._lengths[self._words[word]]
                continue
            leap = min(leap + 1, _LEAPS)
            missing, missing_around = (missing + 1, missing_around) if word < own.stop else (missing, missing_around + 1)
        at, leap = place, 1
        for word in range(start - 1, low - 1, -1):
            row = self._places[self._words[word]]
            found = bisect_left(row, at) - 1
            if found >= 0 and at - row[found] <= gap * leap:
                at, leap = row[found], 1
                head = at if word >= own.start else head
                continue
            leap = min(leap + 1, _LEAPS)
            missing, missing_around = (missing + 1, missing_around) if word >= own.start else (missing, missing_around + 1)
        far = abs(place - self._expected(start))
        cost = tail - head + self._missing * (missing + _AROUND_SHARE * missing_around) + _FAR * far
        return _Match(head, end, missing, cost)

    def _expected(self, word: int) -> int:
        """About where in the file a word of the transcript stands: between the rare words before and after it."""
        if not self._here:
            return len(self.source.text) * word // max(1, len(self._words))
        after = bisect_left(self._here, word)
        if after == len(self._here) or not after:
            return self._there[min(after, len(self._here) - 1)]
        low, high = self._here[after - 1], self._here[after]
        return self._there[after - 1] + (self._there[after] - self._there[after - 1]) * (word - low) // (high - low)

    def _length_of_word(self) -> float:
        """How many code points of the file one word of the transcript takes with all that stands around it."""
        if len(self._here) > 1:
            return (self._there[-1] - self._there[0]) / (self._here[-1] - self._here[0])
        return len(self.source.text) / max(1, len(self._words))

    def _common_row(self) -> "tuple[array[int], array[int]]":
        """The longest row of rare words that both texts have in one order (Hunt and Szymanski, 1977).

        Their numbers in the transcript, and their offsets in the file, both rising.
        """
        counts = Counter(self._words)
        ends: list[int] = []
        newest: list[int] = []
        here, there, before = array("I"), array("I"), array("i")
        for number, word in enumerate(self._words):
            places = self._places[word]
            if counts[word] > _RARE_HERE or len(places) > _RARE_THERE:
                continue
            for place in reversed(places):
                length = bisect_left(ends, place)
                if length == len(ends):
                    ends.append(place)
                    newest.append(len(here))
                else:
                    ends[length], newest[length] = place, len(here)
                before.append(newest[length - 1] if length else -1)
                here.append(number)
                there.append(place)
        row_here, row_there = array("I"), array("I")
        at = newest[-1] if newest else -1
        while at >= 0:
            row_here.append(here[at])
            row_there.append(there[at])
            at = before[at]
        row_here.reverse()
        row_there.reverse()
        return row_here, row_there
