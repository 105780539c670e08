"""Writes segments: Whoosh's own files, so that any Whoosh reads them, and beside them those by which we read them at once.

Imported only when the index is written, because Whoosh takes longer to import than the window takes to appear.
"""

import contextlib
import gc
import os
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import IO, Any
from zlib import crc32

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, STORED_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import length_to_byte

from reader_app.core.search.blocks import data_of, number
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.layout import Postings, lay_out, lay_out_note
from reader_app.core.search.lexicon import MOST_SINGLE, LexiconWriter
from reader_app.core.search.manifest import Listed
from reader_app.core.search.pooling import Row, SegmentSource, WordPool
from reader_app.core.search.schema import EPISODE, HEADS, INDEX_NAME, WORDS
from reader_app.core.search.segment import HEADS_OF_TEXTS, Segment, TextsWriter
from reader_app.core.search.tables import TableWriter
from reader_app.core.search.terms import TermsWriter

_LENGTH = Struct("!i")
READ_FIELDS = (WORDS, HEADS)
"""The fields that we read ourselves."""


class SegmentWriter:
    """Writes one segment of texts into `folder`, new ones and, before those, what is alive of other segments.

    In a `with`: what has not been finished leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._segment = W3Codec().new_segment(self._storage, INDEX_NAME)
        self.name: str = self._segment.segment_id()
        self._texts = TextsWriter(folder / f"{self.name}.texts", self.name)
        self._pool = WordPool(folder)
        self._lengths = {WORDS: array("I"), HEADS: array("I")}
        self._stored_file = self._column_file("_stored")
        self._stored = STORED_COLUMN.writer(self._stored_file)

        self._finished = False
        self._collecting = False

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
        self._pool.add_segment(SegmentSource(segment, READ_FIELDS, numbers))

    def add_document(self, document: Document) -> None:
        """The text of an episode, its notes, and its tagged quotes without one, so that the tag leads to them."""
        self.add_text(lay_out(document))
        for bookmark in document.bookmarks:
            if not bookmark.removed and (note_text(bookmark) or bookmark.tags):
                self.add_text(lay_out_note(document, bookmark))

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

    def finish(self) -> Listed:
        """Write all files."""
        self._texts.close()
        self._stored.finish(len(self))
        self._stored_file.close()
        for field, lengths in self._lengths.items():
            self._write_lengths(field, lengths)
        self._write_postings()
        self._pool.close()
        self._finished = True
        return Listed(self.name, len(self), frozenset(), {field: sum(lengths) for field, lengths in self._lengths.items()})

    def __enter__(self) -> "SegmentWriter":
        # What is made here is in no circle, and there is so much of it that looking for circles takes a quarter of the time.
        self._collecting = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._collecting:
            gc.enable()
        if not self._finished:
            self.cancel()

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
        with (
            contextlib.closing(TermsWriter(self._folder / f"{self.name}.trm")) as terms,
            (self._folder / f"{self.name}.pst").open("wb") as file,
            contextlib.closing(TableWriter(self._folder / f"{self.name}.words", self.name)) as tables,
        ):
            blocks = BlockWriter(file, terms)
            self._pool.settle()
            for field in sorted({*self._pool.fields(), *READ_FIELDS}):
                lexicon = LexiconWriter(tables, field) if field in READ_FIELDS else None
                blocks.write(field, self._pool.rows(field), self._lengths.get(field, ()), lexicon)
                if lexicon is not None:
                    lexicon.finish()

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
        self._at = file.write(WHOOSH3_HEADER_MAGIC)  # no file is empty, because such a one cannot be mapped

    def write(self, field: str, rows: Iterable[Row], lengths: Sequence[int], lexicon: LexiconWriter | None) -> None:
        """The words of a field in order, whose texts have so many words each; `lexicon` is told where they lie.

        The few bytes of a word that stands in one text only need no block: they lie where the word does.
        Each block says of the lengths of its texts what is true of all texts, which never misleads a reader.
        """
        edges = (length_to_byte(min(lengths)), length_to_byte(max(lengths))) if lengths else (0, 0)
        tail = b"%b%b%bt." % (number(0), number(edges[0]), number(edges[1]))  # no compression, and the lengths
        self._terms.begin(field, edges)
        write, terms, at = self._file.write, self._terms, self._at
        for word, postings in rows:
            texts, weights, _ = postings
            data = data_of(postings)
            if len(texts) == 1 and len(data) <= MOST_SINGLE:
                terms.add_single(word, weights[0], texts[0], data)
                if lexicon is not None:
                    lexicon.add_single(word, weights[0], data)
                continue
            most, count, weight, last = max(weights), len(texts), sum(weights), texts[-1]
            info = b"(%b%b%b%b" % (number(count), number(last), number(most), tail)
            size = len(data)
            length = write(b"%b%b%b%b" % (WHOOSH3_HEADER_MAGIC, _LENGTH.pack(-size - len(info)), info, data))
            terms.add(word, weight, count, most, texts[0], last, at, length)
            at += length
            if lexicon is not None:
                lexicon.add(word, count, weight, (at - size, size, crc32(data)))
        self._at = at


def write_contents(folder: Path, generation: int, segments: Iterable[Listed]) -> str:
    """Writes Whoosh's list of segments, and returns the name of its file."""
    from whoosh.index import TOC

    from reader_app.core.search.schema import make_schema

    listed = []
    for segment in segments:
        deleted = set(segment.deleted) or None
        one = W3Segment(W3Codec(), INDEX_NAME, segment.texts, segment.name.removeprefix(f"{INDEX_NAME}_"), deleted)
        one._fieldlengths = dict(segment.lengths)
        listed.append(one)
    name = f"_{INDEX_NAME}_{generation}.toc"
    (folder / name).unlink(missing_ok=True)  # left by a commit that came no further
    TOC(make_schema(), listed, generation).write(FileStorage(str(folder)), INDEX_NAME)
    return name


def flushed(path: Path) -> None:
    """Sees to it that a file is on the disk, so that nothing can be lost that a manifest lists."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
