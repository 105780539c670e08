"""What is written faster is what Whoosh would have written, and Whoosh reads it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage

from reader_app.core.search import writing
from reader_app.core.search.document import Document
from reader_app.core.search.layout import lay_out
from reader_app.core.search.schema import WORDS, fields_of, make_schema
from reader_app.core.search.writing import TextWriter
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
    """The Whoosh index of some batches of texts, as the app writes it."""
    folder.mkdir()
    index = FileStorage(str(folder)).create_index(make_schema())
    for batch in batches:
        writer = TextWriter(index, 1.0)
        for document in batch:
            writer.add_text(lay_out(document))
        writer.commit(merge=merge)
    return FileStorage(str(folder)).open_index()


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
    monkeypatch.setattr(writing, "_MOST_BYTES", 20_000)
    assert list(told(write(tmp_path / "by and by", batch))) == at_once
    assert [path for path in (tmp_path / "by and by").iterdir() if path.suffix == ".run"] == []


def test_segments_are_merged(tmp_path: Path) -> None:
    batch = texts(60)
    merged = write(tmp_path / "merged", batch[:20], batch[20:40], batch[40:], merge=True)
    assert list(told(merged)) == list(told(write(tmp_path / "whole", batch)))


def test_a_writer_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    index = write(tmp_path / "index", texts(5))
    before = list(told(index))
    writer = TextWriter(index, 1.0)
    writer.add_text(lay_out(texts(1, seed=2)[0]))
    writer.cancel()
    assert list(told(FileStorage(str(tmp_path / "index")).open_index())) == before
