"""Finds words in one text as a reader means them: without regard to case, accents, kinds of quotes and line ends."""

import re
import unicodedata
from functools import cached_property

from reader_app.core.model import Span

_ALIKE = dict(zip("‘’‚‛′“”„‟″‐‑–—−", "'''''\"\"\"\"\"-----", strict=True))
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that no reader sees: soft hyphens, joiners, spaces without width."""
_LAST_ACCENTED = "\u1fff"


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
    return text.translate(_FOLDING)


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
        return f"[{marks}]*" if re.search(f"[{marks}]", self._folded) else ""

    def find_all(self, words: str) -> list[Span]:
        """Every place of `words`, in order; any white space between two words meets any other."""
        folded = fold("".join(c for c in unicodedata.normalize("NFC", words) if c not in _UNSEEN))
        parts = [self._between.join(map(re.escape, word)) for word in folded.split()]
        if not parts:
            return []
        pattern = re.compile(rf"{self._between}\s+{self._between}".join(parts))
        return [Span(*match.span()) for match in pattern.finditer(self._folded)]
