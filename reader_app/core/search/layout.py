"""Where things stand in a text, counted in words: what lets a search judge a place without reading the text.

A position is the running number of a word; between the title, the description, the body and the glossary the count jumps, so
that no phrase reaches from one into the next. A layout is made when a text is indexed and stored beside it.
"""

import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reader_app.core.model import BlockKind, Bookmark, Correction, Span, Transcript
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.tokens import Tokens, tokenise

GAP = 100
"""Positions skipped between two regions of a text."""
_STRIDE = 64
"""Words between two places whose code point offset is remembered."""
_REGIONS: dict[str, int] = {"title": 0, "description": 1, "entity": 3}
_BODY = 2

Ranges = list[tuple[int, int]]
"""Half-open stretches of positions, ascending and apart."""

Places = dict[int, "array[int]"]
"""Ascending positions of a word by the number of the text that holds them."""


class Part(NamedTuple):
    """A block of the text by the position of its first word; `voice` indexes `Layout.voices`, -1 where nobody speaks."""

    first: int
    kind: BlockKind
    voice: int


@dataclass(frozen=True, slots=True)
class Layout:
    """One searched text: an episode's, or a bookmark's note where `bookmark` is its id.

    - `words`: how many it has; `end`: the position after the last; `digest` tells whether a text is still the indexed one.
    - `seen_positions`, `seen_offsets`: some positions, ascending, and their code point offsets.
    - `chapters`: (position, title) of the placed chapters; `entities`: (name, positions it is mentioned at).
    - `quotes`: positions that the reader's bookmarks cover.
    """

    episode: str
    bookmark: str | None
    title: str
    show: str | None
    language: str
    published: str | None
    tags: tuple[str, ...]
    words: int
    end: int
    digest: int
    seen_positions: "array[int]"
    seen_offsets: "array[int]"
    parts: tuple[Part, ...] = ()
    voices: tuple[tuple[str, str], ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()
    entities: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    quotes: tuple[tuple[int, int], ...] = ()

    def part_ranges(self, wanted: Callable[[Part], bool]) -> Ranges:
        """The positions of all blocks that are `wanted`, neighbours joined."""
        ends = [part.first for part in self.parts[1:]] + [self.end]
        return united((part.first, end) for part, end in zip(self.parts, ends, strict=True) if wanted(part))

    def chapter_ranges(self, wanted: Callable[[str], bool]) -> Ranges:
        """The positions of all chapters whose title is `wanted`; a chapter ends where the next begins, or the glossary."""
        glossary = next((part.first for part in self.parts if part.kind == "entity"), self.end)
        ends = [first for first, _ in self.chapters[1:]] + [glossary]
        return united((first, end) for (first, title), end in zip(self.chapters, ends, strict=True) if wanted(title))

    def spans(self, text: str, positions: Iterable[int]) -> dict[int, Span]:
        """The code points of `text` that each of the positions stands at; cuts only the stretches that hold one."""
        found: dict[int, Span] = {}
        tokens, base, edge = Tokens(), 0, 0
        for position in sorted(set(positions)):
            if position >= edge:
                seen = bisect_right(self.seen_positions, position)
                if seen == 0:
                    continue
                base, edge, stop = self.seen_positions[seen - 1], self.end, None
                if seen < len(self.seen_positions):
                    # A little further than the next place, because words look at what follows them and pairs overlap.
                    edge, stop = self.seen_positions[seen], self.seen_offsets[seen] + _STRIDE
                tokens = tokenise(text, self.seen_offsets[seen - 1], stop)
            if position < edge and position - base < len(tokens.words):
                found[position] = Span(tokens.starts[position - base], tokens.stops[position - base])
        return found


def digest(text: str) -> int:
    """A number that differs, as good as always, when `text` does."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def united(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """`ranges` in order, empty ones left out, those that touch or overlap made one."""
    result: Ranges = []
    for start, stop in sorted(ranges):
        if start >= stop:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]))
        else:
            result.append((start, stop))
    return result


def holds(ranges: Ranges, position: int) -> bool:
    """Whether one of `ranges` holds `position`."""
    number = bisect_right(ranges, position, key=lambda stretch: stretch[0]) - 1
    return number >= 0 and position < ranges[number][1]


class Postings(NamedTuple):
    """What goes into the index for one text: its layout and the positions of each of its words."""

    layout: Layout
    words: dict[str, list[int]]


def lay_out(document: Document) -> Postings:
    """The words of an episode's text, counted, and the layout that leads back to the text."""
    transcript = document.transcript
    tokens = tokenise(transcript.text)
    counter = _Counter(transcript, tokens)
    parts = tuple(
        Part(counter.position(counter.first_word(block.span.start)), block.kind, -1 if block.speaker is None else block.speaker)
        for block in transcript.blocks
    )
    chapters = sorted((c for c in transcript.chapters if c.placed), key=lambda chapter: chapter.offset)
    layout = Layout(
        **_head(document, None),
        tags=tuple(document.tags),
        words=len(tokens.words),
        end=counter.position(len(tokens.words)),
        digest=digest(transcript.text),
        seen_positions=array("I", counter.seen_positions),
        seen_offsets=array("I", counter.seen_offsets),
        parts=parts,
        voices=tuple((speaker.label, speaker.name) for speaker in transcript.speakers),
        chapters=tuple((counter.position(counter.first_word(c.offset)), c.title) for c in chapters),
        entities=tuple((e.name, tuple(map(counter.range_of, e.mentions))) for e in transcript.entities),
        quotes=tuple(counter.range_of(b.span) for b in document.bookmarks if b.span is not None and not b.removed),
    )
    words = counter.positions_of_words()
    _add_originals(words, counter, transcript.corrections)
    return Postings(layout, words)


def _add_originals(words: dict[str, list[int]], counter: "_Counter", corrections: Iterable[Correction]) -> None:
    """Let the source's own words be found where corrected ones are read: the first at the first, and so on.

    Where there are more of them than are read, the last stand together; where none are read, all stand at the word before.
    """
    changed: set[str] = set()
    for one in corrections:
        if not one.original or one.kind not in ("words", "chapter"):
            continue
        first, stop = counter.range_of(one.span)
        last = max(first, stop - 1)
        if first == stop:
            first = last = counter.position(max(0, counter.first_word(one.span.start) - 1))
        tokens = tokenise(one.original)
        for number, word in [*enumerate(tokens.words), *tokens.signed]:
            words.setdefault(word, []).append(min(first + number, last))
            changed.add(word)
    for word in changed:
        words[word] = sorted(set(words[word]))


def lay_out_note(document: Document, bookmark: Bookmark) -> Postings:
    """The same for the note of one of the episode's bookmarks."""
    text = note_text(bookmark)
    tokens = tokenise(text)
    layout = Layout(
        **_head(document, bookmark.id),
        tags=(*document.tags, *bookmark.tags),
        words=len(tokens.words),
        end=len(tokens.words),
        digest=digest(text),
        seen_positions=array("I", range(0, len(tokens.words), _STRIDE)),
        seen_offsets=array("I", tokens.starts[::_STRIDE]),
        quotes=_lost_quote(bookmark, tokens),
    )
    positions: dict[str, list[int]] = {}
    for number, word in [*enumerate(tokens.words), *tokens.signed]:
        positions.setdefault(word, []).append(number)
    return Postings(layout, positions)


def _head(document: Document, bookmark: str | None) -> dict[str, Any]:
    """What an episode's text and the notes on it have in common."""
    return {
        "episode": document.id,
        "bookmark": bookmark,
        "title": document.title,
        "show": document.show,
        "language": document.language,
        "published": document.published,
    }


def _lost_quote(bookmark: Bookmark, tokens: Tokens) -> tuple[tuple[int, int], ...]:
    if bookmark.span is not None:
        return ()
    return ((bisect_left(tokens.starts, len(bookmark.note) + 1 if bookmark.note else 0), len(tokens.words)),)


class _Counter:
    """Counts the words of one transcript, with a gap wherever a new region begins."""

    def __init__(self, transcript: Transcript, tokens: Tokens) -> None:
        self._tokens = tokens
        self._jumps: list[int] = []  # numbers of the words that begin a new region
        region = _BODY if not transcript.blocks else _REGIONS.get(transcript.blocks[0].kind, _BODY)
        for block in transcript.blocks:
            new = _REGIONS.get(block.kind, _BODY)
            if new != region:
                region = new
                self._jumps.append(self.first_word(block.span.start))
        count = len(tokens.words)
        marks = sorted({*range(0, count, _STRIDE), *(jump for jump in self._jumps if jump < count)})
        self.seen_positions = [self.position(number) for number in marks]
        self.seen_offsets = [tokens.starts[number] for number in marks]

    def first_word(self, offset: int) -> int:
        """The number of the first word at or after code point `offset`."""
        return bisect_left(self._tokens.starts, offset)

    def position(self, number: int) -> int:
        """The position of word `number`."""
        return number + GAP * bisect_right(self._jumps, number)

    def range_of(self, span: Span) -> tuple[int, int]:
        """The positions of the words that `span` touches."""
        first = bisect_right(self._tokens.stops, span.start)
        last = bisect_left(self._tokens.starts, span.stop) - 1
        return (self.position(first), self.position(last) + 1) if last >= first else (0, 0)

    def positions_of_words(self) -> dict[str, list[int]]:
        """Where each word stands, ascending."""
        words = self._tokens.words
        positions: defaultdict[str, list[int]] = defaultdict(list)
        edges = [0, *self._jumps, len(words)]
        for region in range(len(edges) - 1):
            first = edges[region]
            for position, word in enumerate(words[first : edges[region + 1]], first + GAP * region):
                positions[word].append(position)
        for number, word in self._tokens.signed:
            positions[word].append(self.position(number))
        return dict(positions)


def pack(positions: Sequence[int]) -> bytes:
    """`positions` as bytes, little-endian: two each where they fit, else four, as the first byte says."""
    if len(positions) == 1 and positions[0] < 1 << 16:  # as most words of a text stand there once
        return b"H" + positions[0].to_bytes(2, "little")
    narrow = not positions or positions[-1] < 1 << 16
    packed = array("H" if narrow else "I", positions)
    if sys.byteorder == "big":
        packed.byteswap()
    return (b"H" if narrow else b"I") + packed.tobytes()


def count_of(packed: bytes) -> int:
    """How many positions there are in what `pack` made."""
    return (len(packed) - 1) // (2 if packed[:1] == b"H" else 4)


def unpack(packed: bytes) -> "array[int]":
    """The positions that `pack` made bytes of."""
    positions = array("H" if packed[:1] == b"H" else "I")
    positions.frombytes(packed[1:])
    if sys.byteorder == "big":
        positions.byteswap()
    return positions
