"""Where things stand in a text, counted in words: what lets a search judge a place without reading the text.

A position is the running number of a word; between the title, the description, the body and the glossary the count jumps, so
that no phrase reaches from one into the next. A layout is made when a text is indexed and stored beside it.
"""

import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress
from operator import sub
from typing import Any, NamedTuple, get_args

from reader_app.core.model import BlockKind, Bookmark, Correction, Span
from reader_app.core.search.counting import GAP as GAP
from reader_app.core.search.counting import STRIDE, WordCounter
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.tokens import Tokens, tokenise

Ranges = list[tuple[int, int]]
"""Half-open stretches of positions, ascending and apart."""

Places = dict[int, "array[int]"]
"""Ascending positions of a word by the number of the text that holds them."""


def _none() -> "array[int]":
    return array("H")


KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
"""The kinds of blocks in the order in which `Layout.part_kinds` counts them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One searched text: an episode's, or a bookmark's note where `bookmark` is its id.

    - `words`: how many it has; `end`: the position after the last; `digest` tells whether a text is still the indexed one.
    - `seen_positions`, `seen_offsets`: some positions, ascending, and their code point offsets.
    - `part_firsts`, `part_starts`, `part_kinds`, `part_voices`: of each block in order the position of its first word, the code
      point it starts at, its kind by its number in `KINDS`, and its voice by its number in `voices`, -1 where nobody speaks.
    - `voices`: (label, name shown); `chapters`: (position, title) of the placed chapters.
    - `entity_names`, `entity_counts`: the entities and how often each is mentioned; `mention_firsts`, `mention_ends`: the
      positions of all mentions, those of the first entity first.
    - `quotes`: positions that the reader's bookmarks cover.
    - `corrected`: whether words of the source are found where others are read now, so that two words stand in one place.

    Columns of numbers are arrays, because arrays are read from the index at once, however many blocks a text has.
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
    part_firsts: "array[int]" = field(default_factory=_none)
    part_starts: "array[int]" = field(default_factory=_none)
    part_kinds: bytes = b""
    part_voices: "array[int]" = field(default_factory=_none)
    voices: tuple[tuple[str, str], ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()
    entity_names: tuple[str, ...] = ()
    entity_counts: "array[int]" = field(default_factory=_none)
    mention_firsts: "array[int]" = field(default_factory=_none)
    mention_ends: "array[int]" = field(default_factory=_none)
    quotes: tuple[tuple[int, int], ...] = ()
    corrected: bool = False

    @property
    def entities(self) -> list[tuple[str, Ranges]]:
        """The entities by name, each with the positions it is mentioned at."""
        mentions = list(zip(self.mention_firsts, self.mention_ends, strict=True))
        ends = accumulate(self.entity_counts)
        return [(name, mentions[end - n : end]) for name, n, end in zip(self.entity_names, self.entity_counts, ends, strict=True)]

    def parts(self, *, kinds: Collection[BlockKind] = (), voices: Collection[int] = ()) -> list[int]:
        """The numbers of the blocks that are of one of `kinds` or spoken by one of `voices`."""
        wanted = {KINDS.index(kind) for kind in kinds}
        of_kind = [n for n, kind in enumerate(self.part_kinds) if kind in wanted] if wanted else []
        said = [n for n, voice in enumerate(self.part_voices) if voice in voices] if voices else []
        return sorted({*of_kind, *said}) if of_kind and said else of_kind or said

    @property
    def is_note(self) -> bool:
        """Whether it is what the reader wrote: not an episode, nor a tagged quote without a note."""
        return self.bookmark is not None and self.digest != _NOTHING

    def part_ranges(self, *, kinds: Collection[BlockKind] = (), voices: Collection[int] = ()) -> Ranges:
        """The positions of the blocks that are of one of `kinds` or spoken by one of `voices`, neighbours joined."""
        firsts, count = self.part_firsts, len(self.part_firsts)
        ends = ((n, firsts[n + 1] if n + 1 < count else self.end) for n in self.parts(kinds=kinds, voices=voices))
        return united((firsts[n], end) for n, end in ends)

    def chapter_ranges(self, wanted: Callable[[str], bool]) -> Ranges:
        """The positions of all chapters whose title is `wanted`; a chapter ends where the next begins, or the glossary."""
        if not self.chapters:
            return []
        glossary = self.part_kinds.find(KINDS.index("entity"))
        end_of_last = self.part_firsts[glossary] if glossary >= 0 else self.end
        ends = [*(first for first, _ in self.chapters[1:]), end_of_last]
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
                    edge, stop = self.seen_positions[seen], self.seen_offsets[seen] + STRIDE
                tokens = tokenise(text, self.seen_offsets[seen - 1], stop)
            if position < edge and position - base < len(tokens.words):
                found[position] = Span(tokens.starts[position - base], tokens.stops[position - base])
        return found


_NOTHING = zlib.crc32(b"")


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
    """What goes into the index for one text: its layout, the positions of each of its words, and the weight of those that
    stand in its title, its chapters' titles and headings, and what the reader has quoted."""

    layout: Layout
    words: dict[str, list[int]]
    heads: dict[str, int]


def lay_out(document: Document) -> Postings:
    """The words of an episode's text, counted, and the layout that leads back to the text."""
    transcript = document.transcript
    blocks = transcript.blocks
    counter = WordCounter(transcript.text, blocks)
    seen_positions, seen_offsets = counter.seen()
    mentions = [counter.range_of(span) for entity in transcript.entities for span in entity.mentions]
    chapters = sorted((c for c in transcript.chapters if c.placed), key=lambda chapter: chapter.offset)
    layout = Layout(
        **_head(document, None),
        tags=tuple(document.tags),
        words=len(counter),
        end=counter.end,
        digest=digest(transcript.text),
        seen_positions=column(seen_positions),
        seen_offsets=column(seen_offsets),
        part_firsts=column([counter.position(counter.first_word(block.span.start)) for block in blocks]),
        part_starts=column([block.span.start for block in blocks]),
        part_kinds=bytes([KINDS.index(block.kind) for block in blocks]),
        part_voices=array("h", [-1 if block.speaker is None else block.speaker for block in blocks]),
        voices=tuple((speaker.label, speaker.name) for speaker in transcript.speakers),
        chapters=tuple((counter.position(counter.first_word(c.offset)), c.title) for c in chapters),
        entity_names=tuple(entity.name for entity in transcript.entities),
        entity_counts=column([len(entity.mentions) for entity in transcript.entities]),
        mention_firsts=column([first for first, _ in mentions]),
        mention_ends=column([end for _, end in mentions]),
        quotes=tuple(counter.range_of(b.span) for b in document.bookmarks if b.span is not None and not b.removed),
        corrected=any(map(_has_original, transcript.corrections)),
    )
    words = counter.positions_of_words()
    _add_originals(words, counter, transcript.corrections)
    return Postings(layout, words, _heads(document, counter))


def _heads(document: Document, counter: WordCounter) -> dict[str, int]:
    """What the words weigh that stand in places which say what the text is about, beside how often they stand in it."""
    weights: dict[str, int] = {}
    headings: set[str] = set()
    for block in document.transcript.blocks:
        weight = _BLOCK_WEIGHTS.get(block.kind, 0)
        if weight:
            words = counter.words_in(block.span)
            for word in words:
                weights[word] = weights.get(word, 0) + weight
            if weight == _CHAPTER_WEIGHT:
                headings.update(words)
    for chapter in document.transcript.chapters:  # not all of them have a heading in the text
        for word in set(tokenise(chapter.title).words) - headings:
            weights[word] = weights.get(word, 0) + _CHAPTER_WEIGHT
    for bookmark in document.bookmarks:
        if bookmark.span is not None and not bookmark.removed:
            for word in counter.words_in(bookmark.span):
                weights[word] = weights.get(word, 0) + _QUOTE_WEIGHT
    return weights


_CHAPTER_WEIGHT, _QUOTE_WEIGHT = 4, 3
_BLOCK_WEIGHTS: dict[BlockKind, int] = {"title": 8, "heading": _CHAPTER_WEIGHT, "contents": _CHAPTER_WEIGHT}


def _add_originals(words: dict[str, list[int]], counter: WordCounter, corrections: Iterable[Correction]) -> None:
    """Let the source's own words be found where corrected ones are read: the first at the first, and so on.

    Where there are more of them than are read, the last stand together; where none are read, all stand at the word before.
    """
    changed: set[str] = set()
    for one in corrections:
        if not _has_original(one):
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


def _has_original(one: Correction) -> bool:
    """Whether words of the source are to be found where others are read."""
    return bool(one.original) and one.kind in ("words", "chapter")


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
        seen_positions=column(range(0, len(tokens.words), STRIDE)),
        seen_offsets=column(tokens.starts[::STRIDE]),
        quotes=_lost_quote(bookmark, tokens),
    )
    positions: dict[str, list[int]] = {}
    for number, word in [*enumerate(tokens.words), *tokens.signed]:
        positions.setdefault(word, []).append(number)
    return Postings(layout, positions, {})


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


def column(numbers: Sequence[int]) -> "array[int]":
    """`numbers`, which are not negative, two bytes each where they fit, else four."""
    return array("I" if numbers and max(numbers) > _MOST_NARROW else "H", numbers)


_MOST_NARROW = (1 << 16) - 1
_STEP = 255
"""What a byte says that adds so much and ends no gap."""
_STEPS = [bytes((_STEP,)) * (gap // _STEP) + bytes((gap % _STEP,)) for gap in range(1 << 12)]
_ENDS = bytes(value != _STEP for value in range(256))
"""Translates the bytes of gaps into what tells those that end one."""


def pack(positions: Sequence[int]) -> bytes:
    """Ascending `positions` as bytes, in the shortest of three ways, little-endian.

    - Two bytes each. All else has an odd number of bytes and begins with a letter.
    - `g`, the first in four bytes, then the gaps: a byte each, before which 255 stands for every 255 more. An odd 255 may end it.
    - `I` and four bytes each.
    """
    count = len(positions)
    if not count:
        return b""
    first, last = positions[0], positions[-1]
    width = 2 if last <= _MOST_NARROW else 4
    if count > _FEW and 5 + count + (last - first) // _STEP < width * count:
        gaps = list(map(sub, positions[1:], positions))
        most = max(gaps)
        steps = bytes(gaps) if most < _STEP else b"".join(map(_STEPS.__getitem__ if most < len(_STEPS) else _steps, gaps))
        return b"g" + first.to_bytes(4, "little") + steps + (b"\xff" if len(steps) % 2 else b"")
    packed = array("H" if width == 2 else "I", positions)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes() if width == 2 else b"I" + packed.tobytes()


_FEW = 12
"""So few positions are not worth the reckoning."""


def _steps(gap: int) -> bytes:
    return bytes((_STEP,)) * (gap // _STEP) + bytes((gap % _STEP,))


def count_of(packed: bytes) -> int:
    """How many positions there are in what `pack` made."""
    size = len(packed)
    if size % 2 == 0:
        return size // 2
    return (size - 1) // 4 if packed[0] == _WIDE else size - 4 - packed.count(_STEP, 5)


_WIDE = ord("I")


def unpack(packed: bytes) -> "array[int]":
    """The positions that `pack` made bytes of."""
    if len(packed) % 2 and packed[0] != _WIDE:
        steps, first = packed[5:], int.from_bytes(packed[1:5], "little")
        return array("I", compress(accumulate(steps, initial=first), b"\1" + steps.translate(_ENDS)))
    narrow = len(packed) % 2 == 0
    positions = array("H" if narrow else "I", packed if narrow else packed[1:])
    if sys.byteorder == "big":
        positions.byteswap()
    return positions


def passing(packed: bytes, less: int = 0) -> Iterable[int]:
    """The same, each `less` less, to be gone through once: quicker than `unpack`."""
    if len(packed) % 2 == 0 or packed[0] == _WIDE:
        return [at - less for at in unpack(packed)] if less else unpack(packed)
    steps = packed[5:-1] if packed[-1] == _STEP else packed[5:]
    places = accumulate(steps, initial=int.from_bytes(packed[1:5], "little") - less)
    return compress(places, b"\1" + steps.translate(_ENDS)) if _STEP in steps else places
