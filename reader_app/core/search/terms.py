"""Writes Whoosh's list of words (`.trm`): D. J. Bernstein's constant database with 256 tables, and the order of its keys.

The same file as by `whoosh.filedb.filetables.OrderedHashWriter`, in a fraction of its time, with fuller tables.
"""

import pickle
import sys
import zlib
from array import array
from pathlib import Path
from struct import Struct

_LENGTHS = Struct("!ii")
_SLOT = Struct("!Iq")
_TABLE = Struct("!qi")
_FIELD = Struct("!H")
_INFO = Struct("!BfIBBfIIqi")
"""Not inlined, weight, texts, shortest and longest length, greatest weight, first and last text, the postings' place and size."""
_SINGLE = Struct("!BfIBBfII")
"""The same of a word whose postings follow right here."""
_CRC = 1
"""The number of the hash function."""
_TABLES = 256


class TermsWriter:
    """Writes such a file; fields one after another, the words of each in order."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._at = self._file.write(b"HSH3" + bytes((_CRC,)) + bytes(8))
        self._fields: dict[str, int] = {}
        self._prefix = b""
        self._lengths = (0, 0)
        self._hashes = array("I")
        self._places = array("q")

    def begin(self, field: str, lengths: tuple[int, int]) -> None:
        """The words of `field` follow, whose texts are so long at least and at most, as Whoosh writes lengths."""
        self._prefix = _FIELD.pack(self._fields.setdefault(field, len(self._fields)))
        self._lengths = lengths

    def add(self, word: str, weight: int, texts: int, most: int, first: int, last: int, at: int, size: int) -> None:
        """A word: its weight in all, the number of its texts, its greatest weight in one, the first and the last of them, and
        where its postings lie and how many bytes they have."""
        self._put(word, _INFO.pack(0, weight, texts, *self._lengths, most, first, last, at, size))

    def add_single(self, word: str, weight: int, text: int, data: bytes) -> None:
        """A word that stands in one text only: its weight, the text, and its postings."""
        self._put(word, _SINGLE.pack(1, weight, 1, *self._lengths, weight, text, text) + data)

    def _put(self, word: str, told: bytes) -> None:
        key = self._prefix + word.encode("utf-8", "surrogatepass")
        self._hashes.append(zlib.crc32(key))
        self._places.append(self._at)
        self._at += self._file.write(b"%b%b%b" % (_LENGTHS.pack(len(key), len(told)), key, told))

    def close(self) -> None:
        """Write the tables, and close the file."""
        buckets = [array("I") for _ in range(_TABLES)]
        for number, value in enumerate(self._hashes):
            buckets[value & 255].append(number)
        directory = []
        for bucket in buckets:
            slots = len(bucket) + len(bucket) // 8 + 1 if bucket else 0
            directory.append(_TABLE.pack(self._at, slots))
            self._at += self._file.write(self._hashed(bucket, slots))
        self._file.write(b"".join(directory))
        self._write_order()
        self._file.close()

    def _write_order(self) -> None:
        kind = "q" if self._at >= 1 << 31 else "i"
        order = array(kind, self._places)
        if sys.byteorder == "little":
            order.byteswap()
        extras = pickle.dumps({"fieldmap": self._fields, "indextype": kind, "indexlen": len(order)}, protocol=2)
        written = extras + order.tobytes()
        self._file.write(written + len(written).to_bytes(4, "big"))

    def _hashed(self, bucket: "array[int]", slots: int) -> bytes:
        """A table in which each word stands in the slot that its hash names, or in the next free one."""
        table = bytearray(slots * _SLOT.size)
        taken = bytearray(slots)
        for number in bucket:
            value = self._hashes[number]
            slot = (value >> 8) % slots
            while taken[slot]:
                slot = (slot + 1) % slots
            taken[slot] = 1
            _SLOT.pack_into(table, slot * _SLOT.size, value, self._places[number])
        return bytes(table)
