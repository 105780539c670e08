"""What is written faster is what Whoosh would have written, and Whoosh reads it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Every, Or, Phrase, Term

from reader_app.core.search import pooling
from reader_app.core.search.document import Document
from reader_app.core.search.layout import lay_out
from reader_app.core.search.manifest import Listed
from reader_app.core.search.schema import HEADS, WORDS, fields_of, make_schema
from reader_app.core.search.segment import Segment
from reader_app.core.search.tokens import tokenise
from reader_app.core.search.writing import SegmentWriter, write_contents
from tests.core.search.episodes import Script

VOCABULARY = [
    "oven",
    "rye",
    "crumb",
    "salt",
    "dough",
    "starter",
    "the",
    "of",
    "a",
    "bake",
    "baking",
    "cold",
    "warm",
    "loaf",
    "tin",
    "देहरी",
    "灯台",
    "café",
]


def texts(count: int, seed: int = 1) -> list[Document]:
    """Episodes of made-up sentences: common words in all of them, more than a block holds, and one of its own in each."""
    chance = Random(seed)
    return [
        Script(f"{seed}-{number}", f"Loaf {number}")
        .add("speech", " ".join(chance.choices(VOCABULARY, k=30 + number % 17)) + f" own{seed}x{number}", "Ann")
        .document()
        for number in range(count)
    ]


def write(folder: Path, *batches: list[Document], merge: bool = False) -> Any:
    """The Whoosh index of some batches of texts, as the app writes it: a segment each, or all merged into one."""
    folder.mkdir()
    written = [segment(folder, batch) for batch in batches]
    if merge:
        written = [merged(folder, [Segment(folder, one.name) for one in written])]
    write_contents(folder, 1, written)
    return FileStorage(str(folder)).open_index()


def segment(folder: Path, batch: list[Document]) -> Listed:
    """One segment of new texts."""
    writer = SegmentWriter(folder)
    for document in batch:
        writer.add_text(lay_out(document))
    return writer.finish()


def merged(folder: Path, segments: list[Segment], *batch: Document) -> Listed:
    """One segment of what is alive of others, and of new texts."""
    writer = SegmentWriter(folder)
    for one in segments:
        writer.add_segment(one)
    for document in batch:
        writer.add_text(lay_out(document))
    written = writer.finish()
    for one in segments:
        one.close()
    return written


def write_by_whoosh(folder: Path, batch: list[Document]) -> Any:
    """The same by Whoosh itself."""
    folder.mkdir()
    writer = FileStorage(str(folder)).create_index(make_schema()).writer()
    for document in batch:
        writer.add_document(**fields_of(lay_out(document)))
    writer.commit(merge=False)
    return FileStorage(str(folder)).open_index()


def told(index: Any) -> Iterator[tuple[object, ...]]:
    """All that a Whoosh reader finds in an index: words, where they stand, and what it needs to score and to skip."""
    with index.reader() as reader:
        for field, word in reader.all_terms():
            info = reader.term_info(field, word)
            yield field, word, info.weight(), info.doc_frequency(), info.max_weight(), info.min_id(), info.max_id()
            matcher = reader.postings(field, word)
            while matcher.is_active():
                places = matcher.value_as("positions") if field == WORDS else None
                yield matcher.id(), matcher.weight(), places
                matcher.next()
        for number in range(reader.doc_count_all()):
            yield reader.doc_field_length(number, WORDS), reader.stored_fields(number)


def test_the_index_is_what_whoosh_writes(tmp_path: Path) -> None:
    batch = texts(300)
    assert list(told(write(tmp_path / "ours", batch))) == list(told(write_by_whoosh(tmp_path / "theirs", batch)))


def test_whoosh_finds_and_skips_in_it(tmp_path: Path) -> None:
    index = write(tmp_path / "ours", texts(300))
    with index.reader() as reader:
        matcher = reader.postings(WORDS, "oven")
        matcher.skip_to(290)
        assert matcher.id() >= 290
        alone = reader.postings(WORDS, "own1x299")
        assert alone.id() == 299
        assert len(alone.value_as("positions")) == 1


def test_what_does_not_fit_into_memory_goes_through_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = texts(300)
    at_once = list(told(write(tmp_path / "at once", batch)))
    monkeypatch.setattr(pooling, "MOST_BYTES", 20_000)
    monkeypatch.setattr(pooling, "_SLICE", 16)
    assert list(told(write(tmp_path / "by and by", batch))) == at_once
    assert [path for path in (tmp_path / "by and by").iterdir() if path.suffix == ".run"] == []


def test_segments_are_merged(tmp_path: Path) -> None:
    batch = texts(60)
    joined = write(tmp_path / "merged", batch[:20], batch[20:40], batch[40:], merge=True)
    assert list(told(joined)) == list(told(write(tmp_path / "whole", batch)))


def test_deleted_texts_drop_out_of_what_is_merged(tmp_path: Path) -> None:
    batch, folder = texts(60), tmp_path / "merged"
    folder.mkdir()
    one, other = segment(folder, batch[:30]), segment(folder, batch[30:50])
    gone = {0, 7, 8, 29}
    joined = merged(folder, [Segment(folder, one.name, gone), Segment(folder, other.name)], *batch[50:])
    write_contents(folder, 1, [joined])
    alive = [document for number, document in enumerate(batch) if number not in gone]
    assert list(told(FileStorage(str(folder)).open_index())) == list(told(write(tmp_path / "whole", alive)))


def test_whoosh_reads_a_segment_of_one_text(tmp_path: Path) -> None:
    batch = texts(1)
    assert list(told(write(tmp_path / "ours", batch))) == list(told(write_by_whoosh(tmp_path / "theirs", batch)))


def test_whoosh_leaves_out_deleted_texts(tmp_path: Path) -> None:
    batch = texts(9)
    written = segment(tmp_path, batch)
    write_contents(tmp_path, 3, [written.without(frozenset((2, 5)))])
    with FileStorage(str(tmp_path)).open_index().searcher() as searcher:
        found = {hit["episode"] for hit in searcher.search(Every(), limit=None)}
    assert found == {document.id for number, document in enumerate(batch) if number not in (2, 5)}


def test_whoosh_finds_words_and_phrases_in_it(tmp_path: Path) -> None:
    batch = texts(300)
    with write(tmp_path / "ours", batch[:200], batch[200:]).searcher() as searcher:
        for query in (Term(WORDS, "own1x7"), Phrase(WORDS, ["oven", "rye"]), And([Term(WORDS, "salt"), Term(HEADS, "11")])):
            found = {hit["episode"] for hit in searcher.search(query, limit=None)}
            assert found == {document.id for document in batch if holds(document, query)}
        best = searcher.search(Or([Term(WORDS, "oven"), Term(WORDS, "tin")]), limit=5)
        assert len(list(best)) == 5


def holds(document: Document, query: Any) -> bool:
    """Whether a text has the words of a query of Whoosh's, a phrase in one piece."""
    words = tokenise(document.transcript.text).words
    match query:
        case Phrase():
            return any(words[n : n + len(query.words)] == query.words for n in range(len(words)))
        case And():
            return all(holds(document, one) for one in query.subqueries)
        case _:
            return query.text in (tokenise(document.title).words if query.fieldname == HEADS else words)


def test_a_writer_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path)
    writer.add_text(lay_out(texts(1, seed=2)[0]))
    writer.cancel()
    assert list(tmp_path.iterdir()) == []
