"""Everything that can be found leaves a change row, whoever writes it."""

from pathlib import Path

import pytest

from reader_app.core.library import Library
from reader_app.core.model import Span
from reader_app.core.store.changes import changed_since, newest_change
from reader_app.core.store.database import Database
from tests.own_words import CAPTIONS, DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "data")
    library.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    return library


def test_each_kind_of_write_is_seen_once(library: Library) -> None:
    database = Database(library.paths.library, library.paths.backups)
    bell, rye = (row.id for row in library.episodes())
    seen = newest_change(database.reading())

    def changed() -> list[str]:
        nonlocal seen
        episodes = changed_since(database.reading(), seen)
        seen = newest_change(database.reading())
        return episodes

    kept = library.quotes.add(bell, Span(4, 8), note="why", tags=["metal"])
    assert changed() == [bell]
    library.quotes.edit(kept.id, note="because")
    assert changed() == [bell]
    library.quotes.edit(kept.id, tags=["bronze"])
    assert changed() == [bell]
    library.quotes.set_removed(kept.id, True)
    assert changed() == [bell]
    library.remove([rye, bell])
    assert sorted(changed()) == sorted([rye, bell])
    library.restore([rye])
    assert changed() == [rye]
    with database.writing() as connection:
        connection.execute("INSERT INTO speaker_name VALUES ('u', ?, 'Ada', 'Ada Fenn', NULL, 'c', 'm', NULL)", (bell,))
    assert changed() == [bell]


def test_reading_changes_nothing_that_can_be_found(library: Library) -> None:
    before = library.changes()
    episode = library.episodes()[0].id

    library.mark_opened(episode)
    library.set_position(episode, 40, 0.3)

    assert library.changes() == before
