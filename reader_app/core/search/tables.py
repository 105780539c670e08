"""Files of named tables, each with its checksum: what lies beside a segment of Whoosh's so that it can be read without Whoosh.

A file is read piece by piece and never mapped into memory, because a mapped file that is cut short takes its reader along.
"""

import contextlib
import os
import pickle
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from struct import Struct
from typing import Any

from reader_app.core.search.damage import IndexDamaged, damage_told

_MAGIC = b"reader02"
_HEAD = Struct("<8s6sQII")
"""Magic, byte order, where the directory stands, its length and its checksum."""
_ORDER = sys.byteorder.encode("ascii")

Piece = tuple[int, int, int]
"""Where a piece begins, how many bytes it has, and their checksum."""


class TableWriter:
    """Writes such a file of the segment `owner`; it is whole once it has been closed."""

    def __init__(self, path: Path, owner: str) -> None:
        self._file = path.open("wb")
        self._at = self._file.write(bytes(_HEAD.size))
        self._owner = owner
        self._directory: dict[str, Piece] = {}

    def add(self, name: str, piece: bytes) -> None:
        """A table that is read whole."""
        self._directory[name] = self.put(piece)

    def put(self, piece: bytes) -> Piece:
        """A piece whose place the caller keeps."""
        told = (self._at, len(piece), zlib.crc32(piece))
        self._at += self._file.write(piece)
        return told

    def close(self) -> None:
        """Write the directory, and close the file."""
        directory = pickle.dumps((self._owner, self._directory), protocol=4)
        at, size, checksum = self.put(directory)
        self._file.seek(0)
        self._file.write(_HEAD.pack(_MAGIC, _ORDER, at, size, checksum))
        self._file.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()


class TableReader:
    """Reads such a file of the segment `owner`. Whatever is not as it was written, or of another, raises IndexDamaged."""

    def __init__(self, path: Path, owner: str) -> None:
        self._pieces = PieceReader(path)
        try:
            with damage_told():
                self._directory = self._read_directory(owner)
        except BaseException:
            self.close()
            raise

    def _read_directory(self, owner: str) -> dict[str, Piece]:
        head = self._pieces.peek(0, _HEAD.size)
        if len(head) != _HEAD.size:
            raise IndexDamaged("A part of the search index is cut off.")
        magic, order, at, size, checksum = _HEAD.unpack(head)
        if magic != _MAGIC or order.rstrip(b"\0") != _ORDER:
            raise IndexDamaged("A part of the search index was written by another version or system.")
        told: tuple[str, dict[str, Piece]] = pickle.loads(self._pieces.read((at, size, checksum)))
        if told[0] != owner:
            raise IndexDamaged("A part of the search index belongs elsewhere.")
        return dict(told[1])

    def table(self, name: str) -> bytes:
        """A table that was written whole."""
        piece = self._directory.get(name)
        if piece is None:
            raise IndexDamaged("A part of the search index is incomplete.")
        return self._pieces.read(piece)

    def load(self, name: str) -> Any:
        """The object that a table holds."""
        return pickle.loads(self.table(name))

    def expect(self, pieces: Iterable[Piece]) -> None:
        """Let the system fetch pieces that are read next, all at once: which takes a disk little longer than one."""
        self._pieces.expect(pieces)

    def piece(self, piece: Piece) -> bytes:
        """A piece, by the place that `TableWriter.put` told."""
        return self._pieces.read(piece)

    def close(self) -> None:
        """Close the file."""
        self._pieces.close()


class PieceReader:
    """Reads pieces of a file, each checked. The file is closed with it or by it."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = None
        try:
            self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise IndexDamaged("A part of the search index is gone.") from error

    def read(self, piece: Piece) -> bytes:
        """The bytes of a piece, as they were written."""
        at, size, checksum = piece
        found = self.peek(at, size)
        if len(found) != size or zlib.crc32(found) != checksum:
            raise IndexDamaged("A part of the search index has been changed from outside.")
        return found

    def peek(self, at: int, size: int) -> bytes:
        """What stands there, unchecked and maybe less."""
        if self._handle is None:
            raise IndexDamaged("A part of the search index has been closed.")
        try:
            return _read(self._handle, at, size)
        except (OSError, OverflowError, MemoryError) as error:
            raise IndexDamaged("A part of the search index cannot be read.") from error

    def expect(self, pieces: Iterable[Piece]) -> None:
        """Let the system fetch pieces that are read next."""
        if self._handle is not None:
            _fetch(self._handle, pieces)

    def close(self) -> None:
        """Close the file."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        self.close()


if sys.platform == "win32":

    def _read(handle: int, at: int, size: int) -> bytes:
        os.lseek(handle, at, os.SEEK_SET)
        return os.read(handle, size)

else:

    def _read(handle: int, at: int, size: int) -> bytes:
        return os.pread(handle, size, at)


if sys.platform == "linux":

    def _fetch(handle: int, pieces: Iterable[Piece]) -> None:
        with contextlib.suppress(OSError):  # where a disk takes no advice, it is read a little later
            for at, size, _ in pieces:
                os.posix_fadvise(handle, at, size, os.POSIX_FADV_WILLNEED)

else:

    def _fetch(handle: int, pieces: Iterable[Piece]) -> None:
        """Nothing: what is not asked for in advance is read a little later."""


def numbers(kind: str, values: Iterable[int]) -> bytes:
    """Numbers as a table: `kind` is the type code of an array."""
    return kind.encode("ascii") + array(kind, values).tobytes()


def narrow(values: Sequence[int]) -> bytes:
    """Numbers as a table, two bytes each where they fit, else four, else eight."""
    most = max(values, default=0)
    return numbers("H" if most < 1 << 16 else "I" if most < 1 << 32 else "Q", values)


def numbers_in(table: bytes) -> "array[int]":
    """The numbers that `numbers` or `narrow` made bytes of."""
    return array(chr(table[0]), table[1:])
