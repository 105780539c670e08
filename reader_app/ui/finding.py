"""Finds words in one text as a reader means them: without regard to case, accents, kinds of quotes and line ends."""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from reader_app.core.model import Span

_ALIKE = dict(zip("‘’‚‛′“”„‟″‐‑–—−ς", "'''''\"\"\"\"\"-----σ", strict=True))
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that no reader sees: soft hyphens, joiners, spaces without width."""
_LAST_ACCENTED = "\u1fff"
_FEW = 100
"""Different characters that are replaced one after another sooner than a text is translated character by character."""


class _Folding(dict[int, str]):
    """Each character's folded form, always one character, so that offsets stay as they are; worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _ALIKE.get(character, character).lower()
        if folded > "\x7f" and character <= _LAST_ACCENTED:
            base = unicodedata.normalize("NFKD", folded)
            # Only an accent may go: the marks of Indic scripts are letters to their readers.
            if len(base) > 1 and all("\u0300" <= mark <= "\u036f" for mark in base[1:]):
                folded = base[0]
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` folded for comparing, of the same length."""
    if text.isascii():
        return text.lower()
    own = {letter: folded for letter in set(text) if (folded := _FOLDING[ord(letter)]) != letter.lower()}
    if len(own) > _FEW:
        return text.translate(_FOLDING)
    quick = text
    for letter, folded in own.items():
        quick = quick.replace(letter, folded)
    quick = quick.lower().replace("ς", "σ")  # which of the two a capital becomes hangs on where it stands
    return quick if len(quick) == len(text) else text.translate(_FOLDING)


class Places:
    """Places of words in a text, in order and apart from one another; each is made a Span only when it is asked for."""

    def __init__(self, starts: "array[int] | None" = None, stops: "array[int] | None" = None) -> None:
        self._starts = starts if starts is not None else array("I")
        self._stops = stops if stops is not None else array("I")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Span:
        return Span(self._starts[number], self._stops[number])

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts, self._stops)

    @property
    def starts(self) -> Sequence[int]:
        """Their first code points."""
        return self._starts

    def first_from(self, offset: int) -> int:
        """The number of the first place that begins at or after `offset`; as many as there are, where none does."""
        return bisect_left(self._starts, offset)

    def within(self, start: int, stop: int) -> Iterator[tuple[Span, int]]:
        """The places of which at least one code point lies in [start, stop), with their numbers."""
        for number in range(bisect_right(self._stops, start), bisect_left(self._starts, stop)):
            yield self[number], number


class TextFinder:
    """The places of words in one text, in code points."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    @cached_property
    def _between(self) -> str:
        """A pattern for what may stand unseen between two characters; empty where the text has nothing of the kind."""
        marks = "\u0300-\u036f" + _UNSEEN
        return f"[{marks}]*" if not self._text.isascii() and re.search(f"[{marks}]", self._folded) else ""

    def find_all(self, words: str) -> Places:
        """Every place of `words`, in order; any white space between two words meets any other."""
        folded = fold("".join(c for c in unicodedata.normalize("NFC", words) if c not in _UNSEEN))
        parts = [self._between.join(map(re.escape, word)) for word in folded.split()]
        if not parts:
            return Places()
        found = re.compile(rf"{self._between}\s+{self._between}".join(parts)).finditer(self._folded)
        if len(parts) == 1 and not self._between:  # then all are as long
            length = len(folded.strip())
            starts = [match.start() for match in found]
            return Places(array("I", starts), array("I", [start + length for start in starts]))
        ends = [match.span() for match in found]
        return Places(array("I", [start for start, _ in ends]), array("I", [stop for _, stop in ends]))
