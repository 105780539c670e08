"""What becomes of the corrections of one telling when the reader puts something right: rules without a store."""

import re
import unicodedata
import uuid
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reader_app.core.corrected import ONE_LINE, corrected, title_spans
from reader_app.core.errors import ReaderError
from reader_app.core.model import Block, Chapter, Correction, CorrectionKind, Span, Transcript
from reader_app.core.offset_map import OffsetMap
from reader_app.core.paragraphs import split_paragraphs
from reader_app.core.repainting import filled, repainted
from reader_app.core.whole_words import SPACED, stripped, whole_words

_LONGEST_LABEL, _LONGEST_TITLE = 120, 300
_TOKEN = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.?!…।۔؟][\"'”’)\]]*\s+|[。！？]+[」』”’）]*\s*")
_DIVISIBLE = ("speech", "prose", "pull_quote", "heading")
"""Blocks in which, or before which, a chapter may begin."""


def plain(words: str) -> str:
    """`words` as a text holds them: white space folded, no control characters, no broken ones."""
    folded = " ".join(words.encode("utf-8", "replace").decode().split())
    return "".join(letter for letter in folded if unicodedata.category(letter) != "Cc")


def fresh(kind: CorrectionKind, span: Span, original: str, replacement: str) -> Correction:
    """A new correction."""
    return Correction(str(uuid.uuid4()), kind, span, original, replacement)


@dataclass(slots=True)
class _Stretch:
    """A stretch of a block as it is read, from `low` to `high`, which gets other words at some places."""

    low: int
    high: int
    block: Block
    places: list[Span]


@dataclass(frozen=True)
class Page:
    """A telling with its corrections: as the source tells it (`told`) and as it is read.

    `kept` are the corrections in the text of the source; `names` those shown for labels of voices. The methods give the page as
    it is after a correction. Spans and offsets given to them are in the text as it is read. They raise ReaderError.
    """

    told: Transcript
    kept: tuple[Correction, ...]
    names: Mapping[str, str]
    language: str = "und"

    @cached_property
    def _corrected(self) -> tuple[Transcript, OffsetMap]:
        return corrected(self.told, self.kept, self.names)

    @property
    def read(self) -> Transcript:
        """The text as it is read."""
        return self._corrected[0]

    @property
    def way(self) -> OffsetMap:
        """From the source's text to that which is read."""
        return self._corrected[1]

    @cached_property
    def _back(self) -> OffsetMap:
        return self.way.inverse

    def _with(self, removed: Sequence[str], added: Sequence[Correction]) -> "Page":
        kept = [one for one in self.kept if one.id not in removed]
        return replace(self, kept=tuple(sorted([*kept, *added], key=lambda one: one.span)))

    def without(self, ids: Sequence[str]) -> "Page":
        """Without some of its corrections."""
        return self._with(ids, ())

    def with_words(self, span: Span, words: str) -> "Page":
        """With other words at one place."""
        return self.with_words_at([span], words)

    def with_words_at(self, spans: Sequence[Span], words: str) -> "Page":
        """With the same words at several places, in order, none over another."""
        words = plain(words)
        lines: dict[int, list[Span]] = {}
        stretches: list[_Stretch] = []
        for span in spans:
            place, block = self._within_block(span)
            titled = self._in_own_title(place, block)
            if titled is not None:
                lines.setdefault(titled[0], []).append(titled[1])
                continue
            low, high = self._whole_stretch(place, block)
            if stretches and low < stretches[-1].high:
                stretches[-1].places.append(place)
                stretches[-1].high = max(high, stretches[-1].high)
            else:
                stretches.append(_Stretch(low, high, block, [place]))
        titles = [(number, self._made(self._title_span(number), places, words)) for number, places in lines.items()]
        page = self._with_stretches(stretches, words)
        for number, title in titles:
            page = page.retitled(number, title)
        return page

    def _with_stretches(self, stretches: Sequence["_Stretch"], words: str) -> "Page":
        rows = [one for one in self.kept if one.kind == "words"]
        starts = [one.span.start for one in rows]
        removed: list[str] = []
        added: list[Correction] = []
        for low, high, block, places in ((one.low, one.high, one.block, one.places) for one in stretches):
            source = Span(self._back.offset(low), self._back.stop(high))
            said = self._made(Span(low, high), places, words)
            rest = self.read.text[block.span.start : low] + self.read.text[high : block.span.stop]
            if not said and block.kind in ONE_LINE and not rest.strip():
                raise ReaderError("This line has to have some words.")
            first, last = bisect_left(starts, source.start), bisect_left(starts, source.stop)
            removed += [one.id for one in rows[first:last]]
            before = [*rows[max(0, first - 1) : first], *added[-1:]]
            free = Span(
                max((one.span.stop for one in before), default=0),
                starts[last] if last < len(starts) else len(self.told.text),
            )
            added += self._correction_of(source, said, free)
        return self._with(removed, added)

    def _within_block(self, span: Span) -> tuple[Span, Block]:
        """`span` without white space at its ends, and the block that holds it."""
        start, stop = stripped(self.read.text, span)
        if start >= stop:
            raise ReaderError("There are no words here to correct.")
        block = self.read.block_at(start)
        if block is None or stop > block.span.stop:
            raise ReaderError("Only words that stand in one paragraph can be corrected at once.")
        return Span(start, stop), block

    def _in_own_title(self, place: Span, block: Block) -> tuple[int, Span] | None:
        """The number of the chapter whose title, given by the reader, holds `place`; and the place in the title where it is read
        first: its heading."""
        if block.kind not in ("heading", "contents"):
            return None
        said = self.read.text[block.span.start : block.span.stop]
        for number, chapter in enumerate(self.read.chapters):
            own = chapter.offset == block.span.start
            if (not own and said != chapter.title) or (chapter.origin != "reader" and self._retitling(chapter) is None):
                continue
            title = self._title_span(number)
            shift = 0 if own else title.start - block.span.start
            there = Span(place.start + shift, place.stop + shift)
            if title.start <= there.start and there.stop <= title.stop:
                return number, there
        return None

    def _retitling(self, chapter: Chapter) -> Correction | None:
        """The correction that gives a stated chapter its title."""
        return next(
            (
                one
                for one in self.kept
                if one.kind == "chapter" and one.original and self.way.offset(one.span.start) == chapter.offset
            ),
            None,
        )

    def _title_span(self, number: int) -> Span:
        """Where the title of a chapter is read."""
        chapter = self.read.chapters[number]
        for one in self.read.corrections:
            if one.kind == "chapter" and one.replacement == chapter.title and one.span.start >= chapter.offset:
                block = self.read.block_at(one.span.start)
                if block is not None and block.span.start == chapter.offset:
                    return one.span
        return title_spans(self.read, number)[0]

    def _whole_stretch(self, span: Span, block: Block) -> tuple[int, int]:
        """The stretch that is corrected when `span` is: whole words, and the whole of what is corrected already."""
        text = self.read.text
        start, stop = span
        while start > block.span.start and SPACED.match(text[start]) and SPACED.match(text[start - 1]):
            start -= 1
        while stop < block.span.stop and SPACED.match(text[stop - 1]) and SPACED.match(text[stop]):
            stop += 1
        stretches = self._back.stretches
        number = bisect_left(stretches, stop, key=lambda stretch: stretch.before.start)
        low, high = start, stop
        while number and stretches[number - 1].before.stop > start:
            number -= 1
            low, high = min(low, stretches[number].before.start), max(high, stretches[number].before.stop)
        return max(low, block.span.start), min(high, block.span.stop)

    def _made(self, around: Span, places: Sequence[Span], words: str) -> str:
        """What is read in `around` with `words` at those places of it."""
        parts, at = [], around.start
        for place in places:
            parts += [self.read.text[at : place.start], words]
            at = place.stop
        return plain("".join([*parts, self.read.text[at : around.stop]]))

    def _correction_of(self, source: Span, said: str, free: Span) -> list[Correction]:
        """The correction that makes `said` of a stretch of the source: no longer than it must be, none where both are the same.

        `free` is how far it may reach without touching another.
        """
        text = self.told.text
        if plain(text[source.start : source.stop]) == said:
            return []
        had = [match.span() for match in _TOKEN.finditer(text, *source)]
        old, new = [text[start:stop] for start, stop in had], said.split()
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        if head + tail == len(old):  # words were missing: they go with a word that stays
            head, tail = (head - 1, tail) if head else (head, tail - 1)
        start, stop = had[head][0], had[len(had) - 1 - tail][1]
        replacement = " ".join(new[head : len(new) - tail])
        if not replacement:
            start, stop = self._with_space(start, stop, free)
        return [fresh("words", Span(start, stop), text[start:stop], replacement)]

    def _with_space(self, start: int, stop: int, free: Span) -> tuple[int, int]:
        """A stretch that is taken out, with one of the spaces around it."""
        text = self.told.text
        block = self.told.block_at(start)
        assert block is not None
        if stop < min(block.span.stop, free.stop) and text[stop].isspace():
            return start, stop + 1
        if start > max(block.span.start, free.start) and text[start - 1].isspace():
            return start - 1, stop
        return start, stop

    def with_voice(self, span: Span, label: str) -> "Page":
        """With the words of `span`, as far as anybody speaks them, said by the voice of that label."""
        place = whole_words(self.read.text, span)
        if not any(block.kind == "speech" for block in _over(self.read.blocks, place)):
            raise ReaderError("Nobody says these words.")
        source = Span(self._back.offset(place.start), self._back.stop(place.stop))
        voices = [one for one in self.kept if one.kind == "voice"]
        removed: list[str] = []
        added: list[Correction] = []
        for block in self.told.blocks:
            part = Span(max(block.span.start, source.start), min(block.span.stop, source.stop))
            if block.kind != "speech" or part.start >= part.stop:
                continue
            part = filled(self.told.text, block.span, part)
            own = self.told.speakers[block.speaker].label if block.speaker is not None else None
            here = [one for one in voices if one.span.start < block.span.stop and one.span.stop > block.span.start]
            voiced = [(one.span, one.replacement) for one in here]
            painted = repainted(self.told.text, voiced, part, None if label == own else label)
            same = [one for one in here if (one.span, one.replacement) in painted]
            removed += [one.id for one in here if one not in same]
            said = {(one.span, one.replacement) for one in same}
            added += [fresh("voice", at, self.told.text[at.start : at.stop], v) for at, v in painted if (at, v) not in said]
        return self._with(removed, added)

    def with_chapter(self, offset: int, title: str) -> "Page":
        """With a chapter that begins at the sentence or paragraph nearest to `offset`."""
        title = _title(title)
        block = self.read.block_at(max(0, min(offset, len(self.read.text))))
        if block is None or block.kind not in _DIVISIBLE:
            raise ReaderError("A chapter can begin only in the text itself.")
        at = min(self._beginnings(block), key=lambda start: abs(start - offset))
        if at == block.span.start and self._headed(block):
            raise ReaderError("A chapter begins here already.")
        place = self._back.offset(at)
        if any(one.kind == "chapter" and not one.original and one.span.start == place for one in self.kept):
            raise ReaderError("A chapter begins here already.")
        return self._with((), [fresh("chapter", Span(place, place), "", title)])

    def _beginnings(self, block: Block) -> Iterator[int]:
        """Where the paragraphs and sentences of a block begin."""
        yield block.span.start
        if block.kind == "heading":
            return
        yield from (match.end() for match in _SENTENCE_END.finditer(self.read.text, *block.span) if match.end() < block.span.stop)
        paragraphs = split_paragraphs(self.read.text, block.span, language=block.language or self.language)
        yield from (paragraph.start for paragraph in paragraphs)

    def _headed(self, block: Block) -> bool:
        """Whether a block is the heading of a chapter, or the first one under it."""
        number = self.read.blocks.index(block)
        near = {one.span.start for one in self.read.blocks[max(0, number - 1) : number + 1] if one.kind == "heading"}
        return any(chapter.placed and chapter.offset in near for chapter in self.read.chapters)

    def retitled(self, number: int, title: str) -> "Page":
        """With another title for a chapter, by its number in `read.chapters`."""
        title = _title(title)
        chapter, row = self._chapter(number)
        if chapter.origin == "reader":
            assert row is not None
            return self if row.replacement == title else self._with([row.id], [fresh("chapter", row.span, "", title)])
        stated = self._stated(chapter)
        span, lines = self._heading_span(stated), title_spans(self.told, stated)
        corrected_words = [
            one.id
            for one in self.kept
            if one.kind == "words" and any(one.span.start < line.stop and one.span.stop > line.start for line in lines)
        ]
        old = self.told.chapters[stated].title
        gone = [*corrected_words, *([row.id] if row is not None else [])]
        return self._with(gone, [] if title == old else [fresh("chapter", span, old, title)])

    def without_chapter(self, number: int) -> "Page":
        """Without a chapter: its title stays as words where the source has it, and goes where the reader set it."""
        chapter, row = self._chapter(number)
        gone = [row.id] if row is not None else []
        if chapter.origin == "reader":
            return self._with(gone, ())
        stated = self._stated(chapter)
        return self._with(gone, [fresh("no_chapter", self._heading_span(stated), self.told.chapters[stated].title, "")])

    def _chapter(self, number: int) -> tuple[Chapter, Correction | None]:
        """A chapter, and the correction that made it or gave it its title."""
        if not 0 <= number < len(self.read.chapters):
            raise ReaderError("There is no such chapter in this episode.")
        chapter = self.read.chapters[number]
        if chapter.origin != "reader":
            return chapter, self._retitling(chapter)
        own = {one.id for one in self.read.corrections if not one.original and one.span.start == chapter.offset}
        return chapter, next(one for one in self.kept if one.kind == "chapter" and one.id in own)

    def _stated(self, chapter: Chapter) -> int:
        """The number that a stated chapter has in the source."""
        removed = {one.span.start for one in self.read.corrections if one.kind == "no_chapter"}
        offsets = [(number, self.way.offset(told.offset)) for number, told in enumerate(self.told.chapters)]
        left = [number for number, offset in offsets if offset not in removed]
        return left[[c for c in self.read.chapters if c.origin != "reader"].index(chapter)]

    def _heading_span(self, number: int) -> Span:
        block = self.told.block_at(self.told.chapters[number].offset)
        assert block is not None
        return block.span


def _title(words: str) -> str:
    title = plain(words)
    if not title or len(title) > _LONGEST_TITLE:
        raise ReaderError(f"The title of a chapter has 1 to {_LONGEST_TITLE} letters.")
    return title


def label_of(page: Page, name: str) -> str:
    """The label of the voice that is meant by a label or a name: one that is there, else a new one. Raises ReaderError."""
    wanted = plain(name)
    if not wanted or len(wanted) > _LONGEST_LABEL:
        raise ReaderError(f"A name has 1 to {_LONGEST_LABEL} letters.")
    speakers = page.read.speakers
    known = [s.label for s in speakers if s.label == wanted] or [s.label for s in speakers if s.name == wanted]
    return known[0] if known else wanted


def _over(blocks: Sequence[Block], span: Span) -> Iterator[Block]:
    return (block for block in blocks if block.span.start < span.stop and block.span.stop > span.start)
