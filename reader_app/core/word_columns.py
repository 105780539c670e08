"""Reads the words of a text into columns, with what tells names: capitals, and where sentences begin."""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from reader_app.core.model import Span
from reader_app.core.words import WORD

_Value = TypeVar("_Value")
_ANY_SCRIPT = re.compile(f"({WORD.pattern})")
_UNUSUAL = re.compile("[\u0300-\u1fff\u200c\u200d\u2070-\U0010ffff]")
"""Where none of these stands, every run of Latin letters and digits is one word, which takes half the time to tell."""
_USUAL = re.compile("([_" + "".join(filter(str.isalnum, map(chr, range(0x300)))) + "]+)")
_MORSEL = 2**16
"""Code points of a text that are taken apart at once; the pieces of a whole large text take a gigabyte."""
EDGE = "0"
"""Stands for what lies between two stretches of a text. It is part of a word, so that nothing between two words is like it."""
_OPENING = re.compile(r"[.!?…:;।。\n\"“”>|*•\[\](]|--|[—–]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some stretches of a text, in columns: this is done for every word of every import, and a value a word is slow.

    `edges` are two code points of the text for each word, where it begins and where it ends; `folded` are the words as they
    compare; `capital` and `opens` tell by 1 or 0 whether a word begins with a capital and whether it opens a sentence; `gaps`
    are the characters before each word, and EDGE before the first of a stretch.
    """

    edges: Sequence[int]
    folded: list[str]
    capital: bytes
    opens: bytes
    gaps: list[str]

    def span(self, first: int, last: int) -> Span:
        """The place in the text of the words from `first` up to, not including, `last`."""
        return Span(self.edges[2 * first], self.edges[2 * last - 1])

    def __len__(self) -> int:
        return len(self.folded)


class _Memo(dict[str, _Value]):
    """Remembers what `work` makes of each key: most words, and what stands between them, come again and again."""

    def __init__(self, work: Callable[[str], _Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: str) -> _Value:
        value = self[key] = self._work(key)
        return value


def read_words(text: str, spans: Sequence[Span]) -> Words:
    """The words of the `spans` of `text`, in order."""
    edges = array("L")
    folded: list[str] = []
    gaps: list[str] = []
    capital, opens = bytearray(), bytearray()
    folds = _Memo(str.casefold)
    large: _Memo[bool] = _Memo(lambda word: word[0].isupper())
    opening: _Memo[bool] = _Memo(lambda gap: gap == EDGE or _OPENING.search(gap) is not None)
    for span in spans:
        before = EDGE
        for begin, end in _morsels(text, span):
            morsel = text[begin:end]
            pieces = (_ANY_SCRIPT if _UNUSUAL.search(morsel) else _USUAL).split(morsel)
            edges.extend(array("L", accumulate(map(len, pieces), initial=begin))[1:-1])
            pieces[0] = EDGE if before == EDGE else before + pieces[0]
            before = pieces[-1]
            found, between = pieces[1::2], pieces[:-1:2]
            folded.extend(map(folds.__getitem__, found))
            capital.extend(map(large.__getitem__, found))
            gaps.extend(between)
            opens.extend(map(opening.__getitem__, between))
    return Words(edges, folded, bytes(capital), bytes(opens), gaps)


def _morsels(text: str, span: Span) -> Iterator[Span]:
    """`span` in parts that end before a space, so that no word is cut."""
    begin, end = span
    while end - begin > _MORSEL:
        stop = text.find(" ", begin + _MORSEL, end)
        if stop < 0:
            break
        yield Span(begin, stop)
        begin = stop
    yield Span(begin, end)
