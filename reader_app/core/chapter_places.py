"""Moves the chapters that a source only lists to their places in its speech, where the speech's own times allow it."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from reader_app.core.importers.draft import DraftBlock

EARLY = 2.0
"""Seconds by which a chapter may be listed later than the words that open it."""
LATE = 45.0
"""Seconds within which the next turn is taken as the one that opens a chapter."""
SECTION = 30.0
"""Seconds within which a section heading of the transcript is taken as the chapter's own."""
_SENTENCE_END = re.compile(r"[.?!…।][\"'”’)]*\s+")


@dataclass(slots=True)
class _Place:
    """Where a chapter goes: before block `number`, or inside it at code point `inside`."""

    number: int
    inside: int = 0


Numbered = tuple[DraftBlock, int | None]
"""A block, and the number of the stated chapter that it is the heading or the line of."""


def place_chapters(blocks: list[DraftBlock]) -> list[Numbered]:
    """The blocks with each listed chapter at its place as a heading; a chapter that cannot be placed stays in its list.

    Where the transcript has a section heading of its own at that place, the chapter points there and its line stays in the
    list, unless both say the same: so no heading stands twice and no word is lost. A turn that a chapter cuts keeps its number.
    """
    numbered = _number(blocks)
    clock = _Clock(blocks)
    if not clock.useful:
        return numbered
    before: dict[int, list[tuple[int, Numbered]]] = {}
    section_of: dict[int, int] = {}
    moved: set[int] = set()
    for position, (block, order) in enumerate(numbered):
        if block.kind != "contents" or order is None or block.start is None:
            continue
        place = clock.find(block.start)
        if place is None:
            continue
        section = _section_near(blocks, clock, place, block)
        if section is None:
            moved.add(position)
            before.setdefault(place.number, []).append((place.inside, (replace(block, kind="heading"), order)))
        elif section not in section_of:
            section_of[section] = order
            if _contains(blocks[section].text, block.text):
                moved.add(position)
    return _without_empty_parts(_merge(numbered, before, section_of, moved))


def _number(blocks: list[DraftBlock]) -> list[Numbered]:
    count = 0
    numbered: list[Numbered] = []
    for block in blocks:
        numbered.append((block, count if block.chapter else None))
        count += block.chapter
    return numbered


class _Clock:
    """The stated times of the speech, rising: (seconds, block number, code point inside the block)."""

    def __init__(self, blocks: list[DraftBlock]) -> None:
        self._blocks = blocks
        self._marks: list[tuple[float, int, int]] = []
        latest = -1.0
        for number, block in enumerate(blocks):
            if block.kind != "speech":
                continue
            own = [(0, block.start)] if block.start is not None else []
            for inside, seconds in [*own, *block.times]:
                if seconds >= latest:  # a time that falls cannot tell a place
                    self._marks.append((seconds, number, inside))
                    latest = seconds
        self._seconds = [mark[0] for mark in self._marks]

    @property
    def useful(self) -> bool:
        """Whether there are enough times to find places by."""
        return len(self._marks) >= 3

    def seconds_at(self, number: int) -> float | None:
        """The first stated time at or after block `number`."""
        position = bisect_left(self._marks, number, key=lambda mark: mark[1])
        return self._marks[position][0] if position < len(self._marks) else None

    def find(self, seconds: float) -> _Place | None:
        """The place of a chapter that starts at `seconds`; None beyond the last stated time."""
        position = bisect_left(self._seconds, seconds - EARLY)
        if position == len(self._marks):
            return None
        found, number, inside = self._marks[position]
        if position == 0 or (inside == 0 and found - seconds <= LATE):
            return _Place(number, inside)
        return self._between(self._marks[position - 1], self._marks[position], seconds)

    def _between(self, last: tuple[float, int, int], after: tuple[float, int, int], seconds: float) -> _Place:
        """A place inside a long stretch without times, at the sentence end nearest to where its length says."""
        speech = [n for n in range(last[1], after[1] + 1) if self._blocks[n].kind == "speech"]
        lengths = [self._length(n, last, after) for n in speech]
        left = sum(lengths) * (seconds - last[0]) / max(after[0] - last[0], 0.001)
        for number, length in zip(speech, lengths, strict=True):
            if left <= length:
                inside = int(left) + (last[2] if number == last[1] else 0)
                return self._at_sentence(number, inside)
            left -= length
        return _Place(after[1], 0)

    def _length(self, number: int, last: tuple[float, int, int], after: tuple[float, int, int]) -> int:
        begin = last[2] if number == last[1] else 0
        end = after[2] if number == after[1] else len(self._blocks[number].text)
        return end - begin

    def _at_sentence(self, number: int, inside: int) -> _Place:
        text = self._blocks[number].text
        window = text[max(0, inside - 400) : inside + 400]
        ends = [max(0, inside - 400) + match.end() for match in _SENTENCE_END.finditer(window)]
        best = min([0, len(text), *ends], key=lambda end: abs(end - inside))
        if best < len(text):
            return _Place(number, best)
        if number + 1 < len(self._blocks):
            return _Place(number + 1, 0)
        return _Place(number, text.rfind(" ", 0, inside + 1) + 1)  # no block follows: at a word of the last one


def _section_near(blocks: list[DraftBlock], clock: _Clock, place: _Place, chapter: DraftBlock) -> int | None:
    """The number of the transcript's own section heading that opens a chapter: best one that says the same, else the nearest."""
    best: tuple[bool, float, int] | None = None
    for number in range(max(0, place.number - 4), min(len(blocks), place.number + 4)):
        block = blocks[number]
        if block.kind != "heading" or block.chapter or block.marks_part or chapter.start is None:
            continue
        at = block.start if block.start is not None else clock.seconds_at(number)
        if at is None or abs(at - chapter.start) > SECTION:
            continue
        # Of two headings in a row the last stands at the words; the first is a title of the whole.
        rank = (not _contains(block.text, chapter.text), abs(at - chapter.start), -number)
        if best is None or rank < best:
            best = rank
    return -best[2] if best is not None else None


def _contains(heading: str, title: str) -> bool:
    """Whether a heading says all that a chapter title says."""
    return " ".join(title.casefold().split()) in " ".join(heading.casefold().split())


def _merge(
    numbered: list[Numbered], before: dict[int, list[tuple[int, Numbered]]], section_of: dict[int, int], moved: set[int]
) -> list[Numbered]:
    starts = {order: block.start for block, order in numbered if order is not None}
    fresh = max((block.turn for block, _ in numbered if block.turn is not None), default=-1) + 1
    merged: list[Numbered] = []
    for number, (block, order) in enumerate(numbered):
        cut = 0
        rest = block
        for inside, heading in sorted(before.get(number, []), key=lambda entry: entry[0]):
            if inside > cut:
                if rest.turn is None:
                    rest = replace(rest, turn=fresh)
                    fresh += 1
                head, rest = _split(rest, inside - cut)
                merged.append((head, None))
                cut = inside
            merged.append(heading)
        if number in section_of:
            taken = section_of[number]
            starts_it = rest.start is None and any(numbered[position][1] == taken for position in moved)
            merged.append((replace(rest, start=starts[taken]) if starts_it else rest, taken))
        elif number not in moved:
            merged.append((rest, order))
    return merged


def _without_empty_parts(placed: list[Numbered]) -> list[Numbered]:
    """Without headings that name a part ("Timestamps", "Transcript") which is empty now or opens with a heading of its own."""
    following = [*(block.kind for block, _ in placed[1:]), "heading"]
    return [entry for entry, kind in zip(placed, following, strict=True) if not (entry[0].marks_part and kind == "heading")]


def _split(block: DraftBlock, at: int) -> tuple[DraftBlock, DraftBlock]:
    """A block of speech as two of the same turn, cut at code point `at`."""
    head_times = [mark for mark in block.times if mark[0] < at]
    head_ends = {inside: until for inside, until in block.ends.items() if inside < at}
    head = replace(block, text=block.text[:at].rstrip(), times=head_times, ends=head_ends)
    tail_text = block.text[at:].lstrip()
    shift = len(block.text) - len(tail_text)
    tail_times = [(max(0, inside - shift), seconds) for inside, seconds in block.times if inside >= at]
    tail_ends = {max(0, inside - shift): until for inside, until in block.ends.items() if inside >= at}
    return head, replace(block, text=tail_text, start=None, times=tail_times, ends=tail_ends)
