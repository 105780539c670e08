"""Writes texts into the files of a Whoosh index, three times as fast as Whoosh does: postings are pooled by word, not by place.

The files are those of Whoosh's own codec, block for block, so that any Whoosh reads them. Imported only when the index is
written, because Whoosh takes longer to import than the window takes to appear.
"""

import pickle
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby, pairwise
from operator import itemgetter
from struct import Struct
from typing import IO, Any, NamedTuple

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

from reader_app.core.search.layout import Postings, count_of, pack
from reader_app.core.search.schema import EPISODE, LAYOUT, WORDS, fields_of

_MOST_BYTES = 64 * 2**20
"""About so much is pooled in memory before it goes into a file of its own."""
_POSTING_BYTES = 64
_BLOCK = 128
"""Postings a block, as Whoosh has it."""
_LEAST_COMPRESSED = 80
_EFFORT = 1
"""Positions hardly get smaller with more."""
_LENGTH = Struct("!i")
_FIELD = Struct("!H")


class _Word(NamedTuple):
    """All postings of one word of a field: ascending numbers of texts, and its positions in each, packed (b"" for none)."""

    field: str
    word: bytes
    texts: list[int]
    values: list[bytes]


class WordPool:
    """Gathers postings until they are written, in memory and, where they are many, in files that vanish by themselves."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._fields: dict[str, dict[bytes, list[Any]]] = {}
        """By field and word: a text, its value, the next text, its value, ... in one list, which is quickest to fill."""
        self._bytes = 0
        self._runs: list[IO[bytes]] = []
        self.fieldnames: set[str] = set()
        """Whoosh's name for the fields that have postings."""

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting, as Whoosh hands it over: (field, word, text, weight, value). The weight is in the value."""
        field, word, text, _, value = item
        self._of_field(field).setdefault(word, []).extend((text, value or b""))
        self._keep_within(len(value or b""), 1)

    def add_words(self, field: str, text: int, words: Mapping[str, Sequence[int]]) -> None:
        """The words of one text with their positions."""
        known, size = self._of_field(field), 0
        for word, positions in words.items():
            value = pack(positions)
            size += len(value)
            key = word.encode("utf-8", "surrogatepass")
            postings = known.get(key)
            if postings is None:
                known[key] = [text, value]
            else:
                postings += (text, value)
        self._keep_within(size, len(words))

    def _of_field(self, field: str) -> dict[bytes, list[Any]]:
        self.fieldnames.add(field)
        return self._fields.setdefault(field, {})

    def _keep_within(self, size: int, postings: int) -> None:
        self._bytes += size + _POSTING_BYTES * postings
        if self._bytes >= _MOST_BYTES:
            run = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - it lives as long as the pool
            for word in self._sorted():
                pickle.dump(tuple(word), run, protocol=pickle.HIGHEST_PROTOCOL)
            self._runs.append(run)
            self._fields, self._bytes = {}, 0

    def _sorted(self) -> Iterator[_Word]:
        for field, words in sorted(self._fields.items()):
            for word in sorted(words):
                postings = words[word]
                yield _Word(field, word, postings[::2], postings[1::2])

    def iter_postings(self) -> Iterator[_Word]:
        """Every word with all its postings, in the order of fields and words."""
        rows = merge(*map(_read, self._runs), self._sorted(), key=itemgetter(0, 1)) if self._runs else self._sorted()
        for _, found in groupby(rows, key=itemgetter(0, 1)):
            first, *more = found  # of equals the earlier run comes first
            for row in more:
                first.texts.extend(row.texts)
                first.values.extend(row.values)
            yield first

    def cleanup(self) -> None:
        """Forget everything."""
        for run in self._runs:
            run.close()
        self._runs, self._fields, self._bytes = [], {}, 0


def _read(run: IO[bytes]) -> Iterator[_Word]:
    run.seek(0)
    while True:
        try:
            yield _Word(*pickle.load(run))
        except EOFError:
            return


class BlockWriter:
    """Writes pooled words in place of Whoosh's own field writer, whose files it fills."""

    def __init__(self, stock: Any) -> None:
        self._stock = stock
        self._file, self._terms = stock._postfile, stock._tindex

    def add_postings(self, schema: Any, lengths: Any, words: Iterable[_Word]) -> None:
        """The blocks of every word, and where they begin; `lengths` tells how many words each text has."""
        for field, rows in groupby(words, key=itemgetter(0)):
            self._stock.start_field(field, schema[field])
            prefix = _FIELD.pack(self._stock._fieldid)
            scored = schema[field].scorable and lengths is not None
            known: dict[int, int | None] = {}
            for row in rows:
                counted: list[int | None] = []
                for text in row.texts if scored else ():
                    if text not in known:
                        known[text] = lengths.doc_field_length(text, field)
                    counted.append(known[text])
                self._write(prefix, row, [count for count in counted if count])
            self._stock.finish_field()

    def _write(self, prefix: bytes, row: _Word, lengths: list[int]) -> None:
        """One word. Its blocks say of the lengths of their texts what is true of all of them, which never misleads a reader."""
        shortest, longest = (min(lengths), max(lengths)) if lengths else (None, 0)
        bytes_of_lengths = (length_to_byte(shortest), length_to_byte(longest))
        weights = [float(count_of(value)) if value else 1.0 for value in row.values]
        pieces: list[bytes] = [WHOOSH3_HEADER_MAGIC]
        count = len(row.texts)
        for start in range(0, count, _BLOCK):
            stop = min(start + _BLOCK, count)
            texts, weighed = row.texts[start:stop], weights[start:stop]
            data = pickle.dumps((_steps(texts), _weights(weighed), tuple(row.values[start:stop])), 2)
            effort = _EFFORT if len(data) >= _LEAST_COMPRESSED else 0
            if effort:
                data = zlib.compress(data, effort)
            info = pickle.dumps((stop - start, texts[-1], max(weighed), effort, *bytes_of_lengths), 2)
            length = len(info) + len(data)
            pieces += (_LENGTH.pack(length if stop < count else -length), info, data)
        written = b"".join(pieces)
        told = W3TermInfo(sum(weights), count, shortest, longest, max(weights), row.texts[0], row.texts[-1])
        told.set_extent(self._file.tell(), len(written))
        self._file.write(written)
        self._terms.add(prefix + row.word, told.to_bytes())

    @property
    def is_closed(self) -> bool:
        """Whether the files are."""
        return bool(self._stock.is_closed)

    def close(self) -> None:
        """Close the files."""
        self._stock.close()


def _steps(texts: Sequence[int]) -> tuple[int, ...]:
    """The first number, and each one's distance from the one before."""
    return (texts[0], *(after - before for before, after in pairwise(texts)))


def _weights(weights: list[float]) -> float | tuple[float, ...] | None:
    first = weights[0]
    if weights.count(first) == len(weights):
        return None if first == 1.0 else first
    return tuple(weights)


class TextWriter(SegmentWriter):  # type: ignore[misc]
    """Adds one segment of texts to a Whoosh index, or merges segments, by way of the pool."""

    pool: Any
    fieldwriter: Any

    def __init__(self, index: Any, wait: float) -> None:
        super().__init__(index, timeout=wait)
        self.pool = WordPool(self.storage.folder)
        self.fieldwriter = BlockWriter(self.fieldwriter)

    def add_text(self, postings: Postings) -> None:
        """One text with its words and its layout."""
        values, number, schema = fields_of(postings), self.docnum, self.schema
        texts = self.perdocwriter
        texts.start_doc(number)
        for word, _, weight, value in schema[EPISODE].index(values[EPISODE]):
            self.pool.add((EPISODE, word, number, weight, value))
        texts.add_field(EPISODE, schema[EPISODE], None, 0)
        texts.add_field(LAYOUT, schema[LAYOUT], values[LAYOUT], 0)
        self.pool.add_words(WORDS, number, postings.words)
        texts.add_field(WORDS, schema[WORDS], None, sum(map(len, postings.words.values())))
        texts.finish_doc()
        self._added = True
        self.docnum += 1
