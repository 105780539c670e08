"""A file of tables is read as it was written, or told to be damaged, whatever stands in it."""

import pickle
from pathlib import Path

import pytest

from reader_app.core.search import tables
from reader_app.core.search.damage import IndexDamaged
from reader_app.core.search.tables import TableReader, TableWriter


def test_a_table_is_read_back_by_its_name(tmp_path: Path) -> None:
    writer = TableWriter(tmp_path / "a.words", "a")
    writer.add("told", b"ropes")
    writer.close()
    reader = TableReader(tmp_path / "a.words", "a")
    assert reader.table("told") == b"ropes"
    with pytest.raises(IndexDamaged):
        reader.table("other")
    reader.close()


@pytest.mark.parametrize("directory", [{"told": (0, 1, 2)}, (), None, 7, ("a",), ("a", 7)])
def test_a_directory_of_another_shape_is_damage(tmp_path: Path, directory: object) -> None:
    write(tmp_path / "a.words", pickle.dumps(directory))
    with pytest.raises(IndexDamaged):
        TableReader(tmp_path / "a.words", "a")


def test_a_directory_that_is_no_pickle_is_damage(tmp_path: Path) -> None:
    write(tmp_path / "a.words", b"no pickle")
    with pytest.raises(IndexDamaged):
        TableReader(tmp_path / "a.words", "a")


def write(path: Path, directory: bytes) -> None:
    """A file of tables whose checksums are right and whose directory is not."""
    writer = TableWriter(path, "a")
    at, size, checksum = writer.put(directory)
    writer.abandon()
    with path.open("r+b") as file:
        file.write(tables._HEAD.pack(tables._MAGIC, tables._ORDER, at, size, checksum))
