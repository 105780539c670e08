"""Writes segments: Whoosh's own files, so that any Whoosh reads them, and beside them those by which we read them at once.

Postings are pooled by word and not by place, and written as blocks of which the values need not be looked at again: what is
merged, be it runs that did not fit into memory or whole segments, is joined byte by byte. Imported only when the index is
written, because Whoosh takes longer to import than the window takes to appear.
"""

import contextlib
import os
import pickle
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import Struct
from typing import IO, Any, NamedTuple

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, STORED_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import length_to_byte

from reader_app.core.search.blocks import Pieces, data_of, number, pieces_of, value_piece
from reader_app.core.search.layout import Postings, pack
from reader_app.core.search.lexicon import Entry, LexiconWriter
from reader_app.core.search.schema import EPISODE, HEADS, INDEX_NAME, WORDS
from reader_app.core.search.segment import HEADS_OF_TEXTS, Segment, TextsWriter
from reader_app.core.search.tables import TableWriter
from reader_app.core.search.terms import TermsWriter

_MOST_BYTES = 24 * 2**20
"""About so much is pooled in memory before it goes into a file of its own."""
_POSTING_BYTES, _WORD_BYTES, _OBJECT_BYTES = 26, 250, 40
"""What a posting, a word, and a value of more than one position take beside their own bytes."""
_LENGTH = Struct("!i")
_ONCE = [value_piece(pack([position])) for position in range(1 << 16)]
"""The values of words that stand once, as most do in a text: made once, shared by all texts."""
_READ = (WORDS, HEADS)
"""The fields that we read ourselves."""


class Row(NamedTuple):
    """All postings of one word of a field."""

    field: str
    word: str
    postings: Pieces


class WordPool:
    """Gathers postings until they are written, in memory and, where they are many, in files that vanish by themselves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fields: dict[str, dict[str, list[Any]]] = {}
        """By field and word: a text, the weight, the value, the next text, ... in one list, which is quickest to fill."""
        self._bytes = 0
        self._runs: list[IO[bytes]] = []

    def add_words(self, field: str, text: int, words: Mapping[str, Sequence[int]]) -> None:
        """The words of one text with their positions."""
        known, size, new = self._fields.setdefault(field, {}), 0, 0
        get = known.get
        for word, positions in words.items():
            count = len(positions)
            if count == 1 and positions[0] < 65_536:
                value = _ONCE[positions[0]]
            else:
                value = value_piece(pack(positions))
                size += len(value) + _OBJECT_BYTES
            postings = get(word)
            if postings is None:
                known[word] = [text, count, value]
                new += 1
            else:
                postings += (text, count, value)
        self._keep_within(size + new * _WORD_BYTES + len(words) * _POSTING_BYTES)

    def add_weights(self, field: str, text: int, weights: Mapping[str, int]) -> None:
        """Words of one text that have a weight and no positions."""
        known = self._fields.setdefault(field, {})
        for word, weight in weights.items():
            known.setdefault(word, []).extend((text, weight, b""))
        self._keep_within(len(weights) * (_POSTING_BYTES + _WORD_BYTES // 2))

    def _keep_within(self, size: int) -> None:
        self._bytes += size
        if self._bytes >= _MOST_BYTES:
            run = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - it lives as long as the pool
            for field, word, postings in self._sorted():
                pickle.dump((field, word, tuple(postings)), run, protocol=5)
            self._runs.append(run)
            self._fields, self._bytes = {}, 0

    def _sorted(self) -> Iterator[Row]:
        for field in sorted(self._fields):
            words = self._fields[field]
            for word in sorted(words):
                postings = words[word]
                yield Row(field, word, Pieces(postings[::3], postings[1::3], b"".join(postings[2::3])))

    def rows(self, merged: Iterable[Iterator[Row]] = ()) -> Iterator[Row]:
        """Every word with all its postings, in the order of fields and words; `merged` are rows of texts before the pool's."""
        sources = [*merged, *map(_read, self._runs), self._sorted()]
        if len(sources) == 1:
            yield from sources[0]
            return
        for _, found in groupby(merge(*sources, key=itemgetter(0, 1)), key=itemgetter(0, 1)):
            rows = list(found)  # of equals the earlier source comes first, whose texts have lower numbers
            yield rows[0] if len(rows) == 1 else Row(rows[0].field, rows[0].word, _joined([row.postings for row in rows]))

    def close(self) -> None:
        """Forget everything."""
        for run in self._runs:
            run.close()
        self._runs, self._fields, self._bytes = [], {}, 0


def _joined(parts: list[Pieces]) -> Pieces:
    texts = [text for part in parts for text in part.texts]
    return Pieces(texts, [weight for part in parts for weight in part.weights], b"".join([part.values for part in parts]))


def _read(run: IO[bytes]) -> Iterator[Row]:
    run.seek(0)
    while True:
        try:
            field, word, postings = pickle.load(run)
        except EOFError:
            return
        yield Row(field, word, Pieces(*postings))


class Written(NamedTuple):
    """A segment that has been written: its name, the number of its texts, and the sum of the lengths of each field's texts."""

    name: str
    texts: int
    lengths: dict[str, int]


class SegmentWriter:
    """Writes one segment of texts into `folder`, new ones and, before those, what is alive of other segments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._segment = W3Codec().new_segment(self._storage, INDEX_NAME)
        self.name: str = self._segment.segment_id()
        self._texts = TextsWriter(folder / f"{self.name}.texts")
        self._pool = WordPool(folder)
        self._merged: list[Iterator[Row]] = []
        self._lengths = {WORDS: array("I"), HEADS: array("I")}
        self._stored_file = self._column_file("_stored")
        self._stored = STORED_COLUMN.writer(self._stored_file)

    def __len__(self) -> int:
        return len(self._lengths[WORDS])

    def add_segment(self, segment: Segment) -> None:
        """The texts of `segment` that are not deleted; it must stay open until the end. They come before any other text."""
        texts, numbers = segment.texts, array("i")
        for text in range(len(texts)):
            if text in segment.deleted:
                numbers.append(-1)
                continue
            numbers.append(self._begin(texts.episode[text], texts.words[text], texts.heads[text]))
            heads = [getattr(texts, name)[text] for name in HEADS_OF_TEXTS]
            lengths = (texts.words[text], texts.heads[text])
            self._texts.copy(heads, lengths, texts.voices[text], segment.written_layout(text))
        self._merged.append(_rows_of(segment, numbers))

    def add_text(self, postings: Postings) -> None:
        """One text with its words and its layout."""
        heads = sum(postings.heads.values())
        text = self._begin(postings.layout.episode, postings.layout.words, heads)
        self._texts.add(postings.layout, heads)
        self._pool.add_words(WORDS, text, postings.words)
        self._pool.add_weights(HEADS, text, postings.heads)

    def _begin(self, episode: str, words: int, heads: int) -> int:
        text = len(self)
        self._stored.add(text, {EPISODE: episode})
        self._pool.add_weights(EPISODE, text, {episode: 1})
        self._lengths[WORDS].append(words)
        self._lengths[HEADS].append(heads)
        return text

    def finish(self) -> Written:
        """Write all files."""
        self._texts.close()
        self._stored.finish(len(self))
        self._stored_file.close()
        for field, lengths in self._lengths.items():
            self._write_lengths(field, lengths)
        self._write_postings()
        self._pool.close()
        return Written(self.name, len(self), {field: sum(lengths) for field, lengths in self._lengths.items()})

    def _column_file(self, name: str) -> Any:
        return self._storage.create_file(W3Codec.column_filename(self._segment, name))

    def _write_lengths(self, field: str, lengths: "array[int]") -> None:
        if any(lengths):
            with contextlib.closing(self._column_file(f"_{field}_len")) as file:
                column = LENGTHS_COLUMN.writer(file)
                for text, length in enumerate(lengths):
                    column.add(text, length_to_byte(length))
                column.finish(len(self))

    def _write_postings(self) -> None:
        tables = TableWriter(self._folder / f"{self.name}.words")
        with (
            contextlib.closing(TermsWriter(self._folder / f"{self.name}.trm")) as terms,
            (self._folder / f"{self.name}.pst").open("wb") as file,
            contextlib.closing(tables),
        ):
            blocks = BlockWriter(file, terms)
            unwritten = set(_READ)
            for field, rows in groupby(self._pool.rows(self._merged), key=itemgetter(0)):
                unwritten.discard(field)
                lexicon = LexiconWriter(tables, field) if field in _READ else None
                blocks.begin(field, self._lengths.get(field, ()))
                for row in rows:
                    entry = blocks.write(row)
                    if lexicon is not None:
                        lexicon.add(entry)
                if lexicon is not None:
                    lexicon.finish()
            for field in unwritten:
                LexiconWriter(tables, field).finish()

    def cancel(self) -> None:
        """Leave nothing behind."""
        self._texts.abandon()
        self._stored_file.close()
        self._pool.close()
        for path in self._folder.glob(f"{self.name}.*"):
            with contextlib.suppress(OSError):
                path.unlink()


class BlockWriter:
    """Writes Whoosh's `.pst` and `.trm`: one block of postings a word, and what is to be known of them."""

    def __init__(self, file: IO[bytes], terms: TermsWriter) -> None:
        self._file, self._terms = file, terms
        self._at = 0
        self._lengths = (0, 0)
        self._tail = b""

    def begin(self, field: str, lengths: Sequence[int]) -> None:
        """The rows of a field follow, whose texts have so many words each.

        Each block says of the lengths of its texts what is true of all texts, which never misleads a reader.
        """
        self._terms.begin(field)
        self._lengths = (length_to_byte(min(lengths)), length_to_byte(max(lengths))) if lengths else (0, 0)
        # No compression, and the lengths.
        self._tail = b"%b%b%bt." % (number(0), number(self._lengths[0]), number(self._lengths[1]))

    def write(self, row: Row) -> Entry:
        """One word."""
        _, word, postings = row
        texts, weights, _ = postings
        most, count, weight = max(weights), len(texts), sum(weights)
        data = data_of(postings)
        info = b"(%b%b%b%b" % (number(count), number(texts[-1]), number(most), self._tail)
        size = len(info) + len(data)
        written = b"%b%b%b%b" % (WHOOSH3_HEADER_MAGIC, _LENGTH.pack(-size), info, data)
        self._file.write(written)
        extent = (self._at, len(written))
        self._at += len(written)
        self._terms.add(word, weight, most, (texts[0], texts[-1]), count, self._lengths, extent)
        return Entry(word, count, weight, (self._at - len(data), len(data), zlib.crc32(data)))


def _rows_of(segment: Segment, numbers: "array[int]") -> Iterator[Row]:
    """The words of a segment, its texts numbered anew: -1 for those that are left out."""
    whole = not segment.deleted
    base = numbers[0] if numbers else 0
    for field in sorted(_READ):
        lexicon = segment.lexicon(field)
        for first in range(0, len(lexicon), _STRETCH):
            stretch = range(first, min(first + _STRETCH, len(lexicon)))
            for number_of_word, word in zip(stretch, lexicon.words_of(stretch), strict=True):
                data = lexicon.data(number_of_word)
                if whole:
                    texts, weights, values = pieces_of(data)
                    yield Row(field, word, Pieces([text + base for text in texts], weights, values))
                elif (postings := _alive(data, numbers)).texts:
                    yield Row(field, word, postings)


_STRETCH = 128


def _alive(data: bytes, numbers: "array[int]") -> Pieces:
    postings = pieces_of(data)
    texts = [numbers[text] for text in postings.texts]
    if -1 not in texts:
        return Pieces(texts, postings.weights, postings.values)
    _, weights, values = pickle.loads(data)
    kept = [place for place, text in enumerate(texts) if text >= 0]
    written = b"".join([value_piece(values[place]) for place in kept]) if values else b""
    return Pieces([texts[place] for place in kept], [weights[place] for place in kept], written)


def write_contents(folder: Path, generation: int, segments: Iterable[tuple[Written, Iterable[int]]]) -> str:
    """Writes Whoosh's list of segments, each with its deleted texts, and returns the name of its file."""
    from whoosh.index import TOC

    from reader_app.core.search.schema import make_schema

    listed = []
    for written, deleted in segments:
        one = W3Segment(W3Codec(), INDEX_NAME, written.texts, written.name.removeprefix(f"{INDEX_NAME}_"), set(deleted) or None)
        one._fieldlengths = dict(written.lengths)
        listed.append(one)
    TOC(make_schema(), listed, generation).write(FileStorage(str(folder)), INDEX_NAME)
    return f"_{INDEX_NAME}_{generation}.toc"


def flushed(path: Path) -> None:
    """Sees to it that a file is on the disk, so that nothing can be lost that a manifest lists."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
