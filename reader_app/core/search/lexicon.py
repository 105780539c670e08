"""The words of one segment: which there are, how often they stand, and where their postings lie.

The words of a field stand sorted in pages. Only the first word of each page is kept in memory; a page is read, checked and cut
into words when a search first comes by.
"""

import pickle
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from reader_app.core.search.blocks import Posted, posted
from reader_app.core.search.damage import damage_told
from reader_app.core.search.tables import Piece, PieceReader, TableReader, TableWriter, narrow, numbers_in

_PAGE = 128
_MOST_PAGES = 512
MOST_SINGLE = 255
"""Bytes that the postings of a word may have which stands in one text only, to lie in the page."""
_HIGHEST = "\U0010ffff"


class _Page(NamedTuple):
    """Of each word in order the size of its postings if they are `singles`, else 0; of the others where they lie."""

    words: list[str]
    sizes_here: bytes
    singles: bytes
    places: "array[int]"
    sizes: "array[int]"
    checksums: "array[int]"

    def single(self, at: int) -> bytes:
        """The postings of a word that lie here, or nothing."""
        size = self.sizes_here[at]
        if not size:
            return b""
        start = sum(self.sizes_here[:at])
        return self.singles[start : start + size]

    def place(self, at: int) -> Piece:
        """Where the postings of another word lie."""
        number = self.sizes_here.count(0, 0, at)
        return self.places[number], self.sizes[number], self.checksums[number]


class LexiconWriter:
    """Writes the words of one field, which come in order."""

    def __init__(self, tables: TableWriter, field: str) -> None:
        self._tables = tables
        self._field = field
        self._words: list[str] = []
        self._sizes = bytearray()
        self._singles: list[bytes] = []
        self._places: list[Piece] = []
        self._tops: list[str] = []
        self._pages: list[Piece] = []
        self._texts, self._counts = array("I"), array("Q")

    def add(self, word: str, texts: int, weight: int, place: Piece) -> None:
        """The next word: the number of texts that hold it, what it weighs in all of them, where its postings lie."""
        self._places.append(place)
        self._add(word, texts, weight, 0)

    def add_single(self, word: str, weight: int, data: bytes) -> None:
        """The next word, which stands in one text only: its weight and its postings."""
        self._singles.append(data)
        self._add(word, 1, weight, len(data))

    def _add(self, word: str, texts: int, weight: int, size: int) -> None:
        self._words.append(word)
        self._sizes.append(size)
        self._texts.append(texts)
        self._counts.append(weight)
        if len(self._words) == _PAGE:
            self._put()

    def _put(self) -> None:
        written = "\n".join(self._words).encode("utf-8", "surrogatepass")
        columns = zip(*self._places, strict=True) if self._places else ((), (), ())
        page = pickle.dumps((written, bytes(self._sizes), b"".join(self._singles), *map(narrow, columns)), protocol=4)
        self._tops.append(self._words[0])
        self._pages.append(self._tables.put(page))
        self._words, self._sizes, self._singles, self._places = [], bytearray(), [], []

    def finish(self) -> None:
        """Write what leads to the pages."""
        if self._words:
            self._put()
        field = self._field
        self._tables.add(f"{field} texts", narrow(self._texts))
        self._tables.add(f"{field} counts", narrow(self._counts))
        pages = tuple(map(narrow, zip(*self._pages, strict=True)))
        self._tables.add(field, pickle.dumps((len(self._texts), self._tops, pages), protocol=4))


class Lexicon:
    """The words of one field of one segment, numbered in the order of their code points."""

    def __init__(self, tables: TableReader, field: str, postings: PieceReader) -> None:
        self._tables, self._field, self._postings = tables, field, postings
        self._count: int
        self._tops: list[str]
        self._count, self._tops, pages = tables.load(field)
        self._pieces = list(zip(*map(numbers_in, pages), strict=True))
        self._pages: dict[int, _Page] = {}

    def __len__(self) -> int:
        return self._count

    @cached_property
    def text_counts(self) -> "array[int]":
        """By the number of the word: how many texts hold it."""
        return numbers_in(self._tables.table(f"{self._field} texts"))

    @cached_property
    def counts(self) -> "array[int]":
        """By the number of the word: how often it stands in them, or what it weighs in all."""
        return numbers_in(self._tables.table(f"{self._field} counts"))

    def word(self, number: int) -> str:
        """The word of that number."""
        return self._page(number // _PAGE).words[number % _PAGE]

    def find(self, word: str) -> int:
        """The number of `word`, -1 where it is unknown."""
        number = bisect_right(self._tops, word) - 1
        if number < 0:
            return -1
        words = self._page(number).words
        at = bisect_left(words, word)
        return number * _PAGE + at if at < len(words) and words[at] == word else -1

    def beginning_with(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        return range(self.first_from(prefix), self.first_from(prefix + _HIGHEST))

    def first_from(self, word: str) -> int:
        """The number of the first word that is not before `word`."""
        number = max(0, bisect_right(self._tops, word) - 1)
        return number * _PAGE + bisect_left(self._page(number).words, word) if self._count else 0

    def words_of(self, numbers: Iterable[int]) -> list[str]:
        """The words of these numbers; quickest for a range."""
        if not isinstance(numbers, range) or numbers.step != 1:
            return [self.word(number) for number in numbers]
        found: list[str] = []
        for page in range(numbers.start // _PAGE, -(-numbers.stop // _PAGE)):
            first = page * _PAGE
            found += self._page(page).words[max(0, numbers.start - first) : numbers.stop - first]
        return found

    def postings(self, number: int) -> Posted:
        """The postings of the word of that number; those of deleted texts are among them."""
        with damage_told():
            return posted(self.data(number))

    def data(self, number: int) -> bytes:
        """The same as they lie in the file."""
        page, at = self._page(number // _PAGE), number % _PAGE
        return page.single(at) or self._postings.read(page.place(at))

    def _page(self, number: int) -> _Page:
        page = self._pages.get(number)
        if page is None:
            with damage_told():
                written, sizes, singles, *columns = pickle.loads(self._tables.piece(self._pieces[number]))
                words = written.decode("utf-8", "surrogatepass").split("\n")
                page = _Page(words, sizes, singles, *map(numbers_in, columns))
            if len(self._pages) >= _MOST_PAGES:
                self._pages.clear()
            self._pages[number] = page
        return page
