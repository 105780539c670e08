"""The text of an original file as lines that can be shown, and its words wherever markup, JSON or escapes wrap them."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from reader_app.core.importers.character_references import unescape
from reader_app.core.words import WORD

ROW = 1_000
"""Code points of a line that are shown at once, cut at a space where there is one: a whole file in JSON can be one line."""

_FILLER = "\u200d"
"""Takes the place of what is no letter inside a word, so that every offset stays what it was."""
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nNhrtbf])"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|<[A-Za-z\d/!?][^<>]{0,500}>"
    "|[\u00ad\u200b\u2060]"
)
"""Letters written as JSON or markup write them, the line breaks of captions, tags, and marks that stand inside a word."""
_PART = re.compile(r"\d+|(?:(?!\d|_).)+")


class SourceText:
    r"""The decoded text of a file (newlines are "\n"). Lines are counted from 0; a row is a line or a piece of a long one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = array("I")
        self._rows = array("I")
        start = 0
        while start < len(text) or not self._lines:
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            self._lines.append(start)
            self._rows.append(start)
            while stop - start > ROW:
                space = text.rfind(" ", start + ROW // 2, start + ROW)
                start = space + 1 if space >= 0 else start + ROW
                self._rows.append(start)
            start = stop + 1

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def line_at(self, offset: int) -> int:
        """The line that holds the code point at `offset`."""
        return bisect_right(self._lines, offset) - 1

    def row_at(self, offset: int) -> int:
        """The row that holds the code point at `offset`."""
        return bisect_right(self._rows, offset) - 1

    def row_start(self, row: int) -> int:
        """The offset at which a row begins."""
        return self._rows[row]

    def row_words(self, row: int) -> str:
        """What stands in a row."""
        stop = self._rows[row + 1] if row + 1 < len(self._rows) else len(self.text)
        return self.text[self._rows[row] : stop].removesuffix("\n")

    def begins_line(self, row: int) -> bool:
        """Whether a row is the first of its line."""
        return self._lines[self.line_at(self._rows[row])] == self._rows[row]


def words_of(text: str, *, marked: bool = False) -> Iterator[tuple[int, str]]:
    """Each word as (offset, folded word). Words glued to numbers or to capitals count as several: "GPT4", "yesAnna".

    `marked` says that the text may hold markup and escapes: they are read through.
    """
    for found in WORD.finditer(_ESCAPE.sub(_plain, text) if marked else text):
        word = found.group()
        if word.isalpha() and (word[1:].islower() or word.islower() or word.isupper()):
            yield found.start(), _folded(word)
            continue
        for part in _PART.finditer(word):
            start, piece = found.start() + part.start(), part.group()
            cut = 0
            for at in range(1, len(piece)):
                if piece[at].isupper() and piece[at - 1].islower():
                    yield start + cut, _folded(piece[cut:at])
                    cut = at
            if folded := _folded(piece[cut:]):
                yield start + cut, folded


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.casefold()).replace(_FILLER, "")


def _plain(found: re.Match[str]) -> str:
    """What an escape, an entity or a tag stands for, in as many code points."""
    mark, length = found.group(), len(found.group())
    if length == 1:
        return _FILLER
    if mark[0] == "<" or (mark[0] == "\\" and mark[1] != "u"):
        return " " * length
    letters = unescape(mark) if mark[0] == "&" else bytes.fromhex(mark.replace("\\u", "")).decode("utf-16-be", "replace")
    if len(letters) != 1 or letters.isspace():
        return letters.ljust(length)[:length]
    return letters + _FILLER * (length - 1)
