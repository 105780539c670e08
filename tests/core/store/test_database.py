"""The library file: opened, migrated, written all or nothing, copied."""

import sqlite3
import threading
from pathlib import Path

import pytest

from reader_app.core.errors import LibraryError
from reader_app.core.store.database import BACKUPS_KEPT, Database
from reader_app.core.store.schema import MIGRATIONS


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "data" / "library.sqlite3", tmp_path / "data" / "backups")


def shows(database: Database) -> list[str]:
    return [row[0] for row in database.reading().execute("SELECT name FROM show ORDER BY name")]


def test_a_new_library_has_todays_schema_and_an_id_of_its_own(database: Database, tmp_path: Path) -> None:
    assert database.reading().execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert database.problems() == []
    assert database.library_id() == Database(database.path, tmp_path / "b").library_id()
    assert database.library_id() != Database(tmp_path / "other.sqlite3", tmp_path / "b").library_id()


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO show (name) VALUES ('Coastwise')")

    def broken_write() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO show (name) VALUES ('Slow Loaf')")
            raise KeyError("stopped halfway")

    with pytest.raises(KeyError):
        broken_write()

    assert shows(database) == ["Coastwise"]


def test_every_thread_may_read_and_write(database: Database) -> None:
    def write(name: str) -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO show (name) VALUES (?)", (name,))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert shows(database) == ["a", "b", "c", "d"]


def test_a_library_of_a_newer_app_is_left_alone(database: Database, tmp_path: Path) -> None:
    database.reading().execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()

    with pytest.raises(LibraryError, match="newer"):
        Database(database.path, tmp_path)


def test_a_file_that_is_no_library_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"this is not a database, it is a shopping list " * 50)

    with pytest.raises(LibraryError, match="damaged"):
        Database(path, tmp_path)


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(LibraryError, match="cannot be written"):
        Database(tmp_path / "file" / "library.sqlite3", tmp_path)


def test_a_full_disk_is_told_and_changes_nothing(database: Database) -> None:
    connection = database.reading()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    def fill() -> None:
        with database.writing() as writing:
            writing.executemany("INSERT INTO show (name) VALUES (?)", ((f"{n} " * 500,) for n in range(500)))

    with pytest.raises(LibraryError, match="disk is full"):
        fill()
    assert shows(database) == []


def test_a_copy_is_a_whole_library_and_only_the_newest_are_kept(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO show (name) VALUES ('Coastwise')")

    copy = database.back_up("test")
    for number in range(BACKUPS_KEPT + 2):
        database.back_up(f"n{number}")

    assert len(database.backups()) == BACKUPS_KEPT
    newest = sqlite3.connect(database.backups()[0])
    assert newest.execute("SELECT name FROM show").fetchall() == [("Coastwise",)]
    newest.close()
    assert not copy.exists()


def test_one_copy_a_day(database: Database) -> None:
    assert database.back_up_daily() is True
    assert database.back_up_daily() is False
    assert len(database.backups()) == 1
