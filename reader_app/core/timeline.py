"""Tells the time of any position in a transcript from its anchors, and how that time is known."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from reader_app.core.model import Anchor, Block, BlockKind, Chapter, Moment, Span, TimeOrigin, Transcript

NEAR = 200
"""Code points that count as "at" an anchor (about 12 seconds of speech): captions rarely begin where a paragraph does."""


class Known(NamedTuple):
    """A position (code points) whose time (seconds) is known, and how."""

    offset: int
    seconds: float
    origin: TimeOrigin


class Anchored(Protocol):
    """The anchors of a transcript, in memory or still packed."""

    def before(self, offset: int) -> Known | None:
        """The last one at or before a position."""

    def after(self, offset: int) -> tuple[int, float] | None:
        """Offset and seconds of the first one after a position."""

    def ends(self) -> tuple[tuple[int, float], tuple[int, float]] | None:
        """Offset and seconds of the first one and of the last."""


class Row(Protocol):
    """The blocks of a transcript in their order, in memory or as columns of an index."""

    def number_at(self, offset: int) -> int | None:
        """The number of the block that holds a position, or None between two."""

    def kind(self, number: int) -> BlockKind:
        """What a block is."""

    def span(self, number: int) -> Span:
        """Where it stands."""


class Timeline:
    """The times of one transcript.

    Speech between two anchors far apart is interpolated by its length, which is marked in the moment's origin. Prose under a
    chapter has the chapter's stated start. Titles, descriptions, show notes and glossaries have no time. What is not asked for
    is not worked out.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._lay(_Blocks(transcript.blocks), _Anchors(transcript.anchors), transcript.chapters)

    @classmethod
    def over(cls, blocks: Row, anchors: Anchored, chapters: Sequence[Chapter]) -> "Timeline":
        """The times of a transcript that is not read as a whole; where only speech is asked for, `chapters` may be empty."""
        timeline = cls.__new__(cls)
        timeline._lay(blocks, anchors, chapters)
        return timeline

    def _lay(self, blocks: Row, anchors: Anchored, chapters: Sequence[Chapter]) -> None:
        self._blocks, self._anchors, self._chapters = blocks, anchors, chapters
        self._under: dict[int, float | None] = {}

    def stated_at(self, offset: int) -> float | None:
        """Seconds that the source states for exactly this position, or None."""
        anchor = self._anchors.before(offset)
        stated = anchor is not None and anchor.offset == offset and anchor.origin == "stated"
        return anchor.seconds if anchor is not None and stated else None

    def moment_at(self, offset: int) -> Moment | None:
        """The nearest known time at or before a position: what a search hit, a quote or a link carries."""
        number = self._blocks.number_at(offset)
        if number is None:
            return None
        kind = self._blocks.kind(number)
        if kind == "heading":
            own = self._heading(number)
            if own is not None:
                return own
        if kind in ("speech", "heading", "pull_quote"):
            anchor = self._anchors.before(offset)
            if anchor is None:
                return None
            nearest = Moment(anchor.seconds, anchor.origin)
            if kind == "pull_quote" and anchor.offset < self._blocks.span(number).start:
                return self._prose(number) or nearest
            return nearest
        return self._still(number)

    def paragraph_moment(self, offset: int) -> Moment | None:
        """The time of a paragraph or turn that begins at `offset`: stated where an anchor stands there, else worked out."""
        number = self._blocks.number_at(offset)
        if number is None:
            return None
        kind = self._blocks.kind(number)
        if kind == "heading":
            return self._heading(number)
        if kind == "pull_quote":
            stated = self.stated_at(offset)
            return Moment(stated, "stated") if stated is not None else self._prose(number)
        if kind == "speech":
            return self._spoken(offset)
        return self._still(number)

    def _heading(self, number: int) -> Moment | None:
        """The time that a heading states, or the stated chapter that it opens; the reader's own has that of its first words."""
        span = self._blocks.span(number)
        stated = self.stated_at(span.start)
        chapter = self._listed.get(span.start)
        if chapter is not None and chapter.origin == "reader":
            return self.paragraph_moment(span.stop + 1)
        if stated is None and chapter is not None:
            stated = chapter.start
        return Moment(stated, "stated") if stated is not None else None

    def _still(self, number: int) -> Moment | None:
        """The time of a block that nobody speaks."""
        kind = self._blocks.kind(number)
        if kind == "contents":
            chapter = self._listed.get(self._blocks.span(number).start)
            return Moment(chapter.start, "stated") if chapter is not None and chapter.start is not None else None
        return self._prose(number) if kind == "prose" else None

    def _spoken(self, offset: int) -> Moment | None:
        here = self._anchors.before(offset)
        if here is None:
            return None
        if offset - here.offset <= NEAR:
            return Moment(here.seconds, here.origin)
        after = self._anchors.after(offset)
        if after is None:
            return Moment(here.seconds + (offset - here.offset) * self._pace, "interpolated")
        share = (offset - here.offset) / (after[0] - here.offset)
        return Moment(here.seconds + max(0.0, after[1] - here.seconds) * share, "interpolated")

    @cached_property
    def _pace(self) -> float:
        """Seconds a code point, over the whole transcript: what is left to go by after its last anchor."""
        ends = self._anchors.ends()
        if ends is None:
            return 0.0
        (first, begin), (last, end) = ends
        return max(0.0, end - begin) / max(1, last - first)

    @cached_property
    def _listed(self) -> dict[int, Chapter]:
        return {chapter.offset: chapter for chapter in self._chapters}

    @cached_property
    def _starts(self) -> dict[int, float]:
        """Where placed chapters begin in the text, and when."""
        return {c.offset: c.start for c in self._chapters if c.placed and c.start is not None}

    @cached_property
    def _own(self) -> frozenset[int]:
        """Where the reader's chapters begin, who knows no other time than the source's: they leave what is around them alone."""
        return frozenset(c.offset for c in self._chapters if c.origin == "reader")

    def _prose(self, number: int) -> Moment | None:
        """The time of prose or a pull quote that stands under a chapter, before anybody speaks: the chapter's start."""
        seconds = None if self._blocks.span(number).start in self._own else self._chapter_over(number)
        return Moment(seconds, "stated") if seconds is not None else None

    def _chapter_over(self, number: int) -> float | None:
        """When the chapter began that is open after block `number`; None where none is. Kept for the blocks that follow."""
        passed: list[int] = []
        seconds: float | None = None
        while number >= 0:
            if number in self._under:
                seconds = self._under[number]
                break
            passed.append(number)
            kind, start = self._blocks.kind(number), self._blocks.span(number).start
            if kind in ("heading", "contents", "speech") and start not in self._own:
                seconds = None if kind == "speech" else self._starts.get(start)
                break
            number -= 1
        self._under.update(dict.fromkeys(passed, seconds))
        return seconds


class _Anchors:
    """Anchors that are in memory."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self._anchors = anchors
        self._offsets = [anchor.offset for anchor in anchors]

    def before(self, offset: int) -> Known | None:
        number = bisect_right(self._offsets, offset) - 1
        if number < 0:
            return None
        anchor = self._anchors[number]
        return Known(anchor.offset, anchor.seconds, anchor.origin)

    def after(self, offset: int) -> tuple[int, float] | None:
        number = bisect_right(self._offsets, offset)
        return (self._offsets[number], self._anchors[number].seconds) if number < len(self._offsets) else None

    def ends(self) -> tuple[tuple[int, float], tuple[int, float]] | None:
        if not self._anchors:
            return None
        first, last = self._anchors[0], self._anchors[-1]
        return (first.offset, first.seconds), (last.offset, last.seconds)


class _Blocks:
    """Blocks that are in memory."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [block.span.start for block in blocks]

    def number_at(self, offset: int) -> int | None:
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset <= self._blocks[number].span.stop else None

    def kind(self, number: int) -> BlockKind:
        return self._blocks[number].kind

    def span(self, number: int) -> Span:
        return self._blocks[number].span
