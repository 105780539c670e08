"""Tells the time of any position in a transcript from its anchors, and how that time is known."""

from bisect import bisect_right

from reader_app.core.model import Block, Chapter, Moment, Transcript

NEAR = 200
"""Code points that count as "at" an anchor (about 12 seconds of speech): captions rarely begin where a paragraph does."""


class Timeline:
    """The times of one transcript.

    Speech between two anchors far apart is interpolated by its length, which is marked in the moment's origin. Prose under a
    chapter has the chapter's stated start. Titles, descriptions, show notes and glossaries have no time.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._offsets = [anchor.offset for anchor in transcript.anchors]
        self._anchors = transcript.anchors
        self._listed: dict[int, Chapter] = {chapter.offset: chapter for chapter in transcript.chapters}
        self._prose = self._prose_moments()
        self._pace = self._mean_pace()

    def stated_at(self, offset: int) -> float | None:
        """Seconds that the source states for exactly this position, or None."""
        number = bisect_right(self._offsets, offset) - 1
        if number >= 0 and self._offsets[number] == offset and self._anchors[number].origin == "stated":
            return self._anchors[number].seconds
        return None

    def moment_at(self, offset: int) -> Moment | None:
        """The nearest known time at or before a position: what a search hit, a quote or a link carries."""
        block = self._transcript.block_at(offset)
        if block is None:
            return None
        if block.kind == "heading":
            own = self._heading(block)
            if own is not None:
                return own
        if block.kind in ("speech", "heading", "pull_quote"):
            number = bisect_right(self._offsets, offset) - 1
            if number < 0:
                return None
            anchor = self._anchors[number]
            nearest = Moment(anchor.seconds, anchor.origin)
            if block.kind == "pull_quote" and anchor.offset < block.span.start:
                return self._prose.get(block.span.start, nearest)
            return nearest
        return self._still(block)

    def paragraph_moment(self, offset: int) -> Moment | None:
        """The time of a paragraph or turn that begins at `offset`: stated where an anchor stands there, else worked out."""
        block = self._transcript.block_at(offset)
        if block is None:
            return None
        if block.kind == "heading":
            return self._heading(block)
        if block.kind == "pull_quote":
            stated = self.stated_at(offset)
            return Moment(stated, "stated") if stated is not None else self._prose.get(block.span.start)
        if block.kind == "speech":
            return self._spoken(offset)
        return self._still(block)

    def _heading(self, block: Block) -> Moment | None:
        """The time that a heading states, or the stated chapter that it opens; the reader's own has that of its first words."""
        stated = self.stated_at(block.span.start)
        chapter = self._listed.get(block.span.start)
        if chapter is not None and chapter.origin == "reader":
            return self.paragraph_moment(block.span.stop + 1)
        if stated is None and chapter is not None:
            stated = chapter.start
        return Moment(stated, "stated") if stated is not None else None

    def _still(self, block: Block) -> Moment | None:
        """The time of a block that nobody speaks."""
        if block.kind == "contents":
            chapter = self._listed.get(block.span.start)
            return Moment(chapter.start, "stated") if chapter is not None and chapter.start is not None else None
        return self._prose.get(block.span.start) if block.kind == "prose" else None

    def _spoken(self, offset: int) -> Moment | None:
        number = bisect_right(self._offsets, offset) - 1
        if number < 0:
            return None
        here = self._anchors[number]
        if offset - here.offset <= NEAR:
            return Moment(here.seconds, here.origin)
        if number + 1 == len(self._anchors):
            return Moment(here.seconds + (offset - here.offset) * self._pace, "interpolated")
        after = self._anchors[number + 1]
        share = (offset - here.offset) / (after.offset - here.offset)
        return Moment(here.seconds + max(0.0, after.seconds - here.seconds) * share, "interpolated")

    def _mean_pace(self) -> float:
        """Seconds a code point, over the whole transcript: what is left to go by after its last anchor."""
        if len(self._anchors) < 2:
            return 0.0
        first, last = self._anchors[0], self._anchors[-1]
        return max(0.0, last.seconds - first.seconds) / max(1, last.offset - first.offset)

    def _prose_moments(self) -> dict[int, Moment]:
        """For each block of prose or pull quote that stands under a chapter, before anybody speaks: the chapter's start."""
        starts = {c.offset: c.start for c in self._transcript.chapters if c.placed and c.start is not None}
        own = {c.offset for c in self._transcript.chapters if c.origin == "reader"}
        found: dict[int, Moment] = {}
        current: float | None = None
        for block in self._transcript.blocks:
            if block.span.start in own:  # set by the reader, who knows no other time than the source's
                continue
            if block.kind in ("heading", "contents"):
                current = starts.get(block.span.start)
            elif block.kind == "speech":
                current = None
            elif block.kind in ("prose", "pull_quote") and current is not None:
                found[block.span.start] = Moment(current, "stated")
        return found
