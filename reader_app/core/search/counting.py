"""Counts the words of a transcript: which word is the how manieth, and where in the text every so many stand.

Between the title, the description, the body and the glossary the count jumps, so that no phrase reaches from one into the next.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

from reader_app.core.model import Block, Span
from reader_app.core.search.tokens import Tokens, tokenise

GAP = 100
"""Positions skipped between two regions of a text."""
STRIDE = 64
"""Words, more or less, between two places whose code point offset is remembered."""
_REGIONS: dict[str, int] = {"title": 0, "description": 1, "entity": 3}
_BODY = 2
_PIECE = 6 * STRIDE
"""Code points of a piece, at the end of which a space is looked for."""
_LONGEST_PIECE = 4 * _PIECE
_MOST_KNOWN, _MOST_SEVERAL = 1 << 16, 1 << 13
_CLOSING = ",.?!;:\"')"
"""What may follow a word right away and is no part of it, as long as nothing but a space comes after it."""

_known: dict[str, str] = {}
"""Runs without white space that are one word, folded."""
_several: dict[str, "_Several"] = {}
"""Runs that are several words, or none, or a word with a sign."""

_Several = tuple[tuple[str, ...], tuple[tuple[int, str], ...]]
"""Words, and those of them that have a sign, by their number, with it."""


class WordCounter:
    """The words of one text that consists of `blocks`.

    The text is cut into pieces where white space allows it, since a run without any is the same words wherever it stands; only
    where something begins within a piece are its words looked up one by one.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._offsets: list[int] = []
        self._firsts: list[int] = []
        self._cut: dict[int, Tokens] = {}
        self._words: list[str] = []
        self._signed: list[tuple[int, str]] = []
        runs: list[str] = []
        for start, stop in self._pieces(blocks):
            if stop - start > _LONGEST_PIECE:
                self._take(runs)
                runs = []
                self._cut_by_words(start, stop)
            else:
                self._offsets.append(start)
                self._firsts.append(len(self._words) + len(runs))
                runs += text[start:stop].split()
        self._take(runs)
        self._offsets.append(len(text))
        self._jumps = self._regions(blocks)

    def _pieces(self, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
        text = self._text
        starts = {block.span.start for block in blocks if block.span.start < len(text)}
        edges = [0, *sorted(at for at in starts if at and text[at - 1].isspace()), len(text)]
        for start, end in pairwise(edges):
            begun = start
            while begun + _PIECE < end and (at := text.find(" ", begun + _PIECE, end)) >= 0:
                yield begun, at
                begun = at
            yield begun, end

    def _cut_by_words(self, start: int, stop: int) -> None:
        """Takes in a piece that is long because it has no spaces: it is cut once more, at some of its words."""
        tokens, first = tokenise(self._text, start, stop), len(self._words)
        for number in range(0, len(tokens.words), STRIDE):
            self._offsets.append(tokens.starts[number])
            self._firsts.append(first + number)
        self._words += tokens.words
        self._signed += [(first + number, word) for number, word in tokens.signed]

    def _take(self, runs: list[str]) -> None:
        """Takes in the words of `runs` without white space, which were counted as one word each."""
        first, words = len(self._words), list(map(_known.get, runs))
        done, after, more = 0, [], [0]
        for number in [number for number, word in enumerate(words) if word is None]:
            told = _words_of(runs[number])
            if isinstance(told, str):
                words[number] = told
                continue
            self._words += cast(list[str], words[done:number])
            several, with_signs = told
            self._signed += [(len(self._words) + place, signed) for place, signed in with_signs]
            self._words += several
            after.append(first + number)
            more.append(more[-1] + len(several) - 1)
            done = number + 1
        self._words += cast(list[str], words[done:])
        if after:
            begun = bisect_left(self._firsts, first)
            self._firsts[begun:] = [number + more[bisect_left(after, number)] for number in self._firsts[begun:]]

    def _regions(self, blocks: Sequence[Block]) -> list[int]:
        """The numbers of the words that begin a new region."""
        jumps = []
        region = _BODY if not blocks else _REGIONS.get(blocks[0].kind, _BODY)
        for block in blocks:
            new = _REGIONS.get(block.kind, _BODY)
            if new != region:
                region = new
                jumps.append(self.first_word(block.span.start))
        return jumps

    def __len__(self) -> int:
        return len(self._words)

    @property
    def end(self) -> int:
        """The position after the last word."""
        return self.position(len(self))

    def seen(self) -> tuple[list[int], list[int]]:
        """Positions of some words, ascending, and offsets at which they are the next word."""
        at = {first: offset for first, offset in zip(self._firsts, self._offsets, strict=False) if first < len(self)}
        return [self.position(first) for first in at], list(at.values())

    def first_word(self, offset: int) -> int:
        """The number of the first word at or after code point `offset`."""
        piece = bisect_right(self._offsets, offset, 0, len(self._firsts)) - 1
        if piece < 0 or self._offsets[piece] == offset:
            piece = bisect_left(self._offsets, offset, 0, len(self._firsts))
            return self._firsts[piece] if piece < len(self._firsts) else 0
        return self._firsts[piece] + self._limited(piece, bisect_left(self._tokens(piece).starts, offset))

    def words_in(self, span: Span) -> list[str]:
        """The words that `span` touches."""
        first, end = self._touched(span)
        return self._words[first:end]

    def range_of(self, span: Span) -> tuple[int, int]:
        """The positions of the words that `span` touches."""
        first, end = self._touched(span)
        return (self.position(first), self.position(end - 1) + 1) if end > first else (0, 0)

    def _touched(self, span: Span) -> tuple[int, int]:
        piece = max(0, bisect_right(self._offsets, span.start, 0, len(self._firsts)) - 1)
        if not self._firsts:
            return 0, 0
        passed = bisect_right(self._tokens(piece).stops, span.start)
        return self._firsts[piece] + self._limited(piece, passed), self.first_word(span.stop)

    def _limited(self, piece: int, number: int) -> int:
        """Words that follow a piece stand in its tokens, too, but have numbers of their own."""
        return min(number, self._count_of(piece))

    def _count_of(self, piece: int) -> int:
        return (self._firsts[piece + 1] if piece + 1 < len(self._firsts) else len(self._words)) - self._firsts[piece]

    def _tokens(self, piece: int) -> Tokens:
        if piece not in self._cut:
            # A little further than the piece, because words look at what follows them and pairs overlap.
            self._cut[piece] = tokenise(self._text, self._offsets[piece], self._offsets[piece + 1] + STRIDE)
        return self._cut[piece]

    def position(self, number: int) -> int:
        """The position of word `number`."""
        return number + GAP * bisect_right(self._jumps, number)

    def positions_of_words(self) -> dict[str, list[int]]:
        """Where each word stands, ascending."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        edges = [0, *self._jumps, len(self._words)]
        for region in range(len(edges) - 1):
            first = edges[region]
            for position, word in enumerate(self._words[first : edges[region + 1]], first + GAP * region):
                positions[word].append(position)
        for number, word in self._signed:
            positions[word].append(self.position(number))
        return dict(positions)


def _words_of(run: str) -> str | _Several:
    """The word that a run without white space is, or the words."""
    several = _several.get(run)
    if several is not None:
        return several
    word = run.rstrip(_CLOSING)
    if word.isalpha() and word.isascii() and len(word) < STRIDE:
        word = word.lower()
    else:
        tokens = tokenise(run)
        if len(tokens.words) != 1 or tokens.signed:
            several = (tuple(tokens.words), tuple(tokens.signed))
            _remember(_several, run, several, _MOST_SEVERAL)
            return several
        word = tokens.words[0]
    _remember(_known, run, word, _MOST_KNOWN)
    return word


def _remember(known: dict[str, Any], run: str, told: str | _Several, most: int) -> None:
    if len(known) >= most:
        known.clear()
    if len(run) < STRIDE:
        known[run] = told
