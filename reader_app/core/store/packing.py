"""Packs what a telling consists of (its text, blocks and anchors) into one value each, and unpacks it, whole or in pieces.

A text is cut into stretches, anchors into groups, each deflated on its own, so that what stands around a place can be read
without unpacking all of it. All numbers are little-endian.
"""

import json
import math
import struct
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from io import BytesIO
from itertools import accumulate, chain, pairwise
from typing import Any, Protocol

from reader_app.core.model import Anchor, Block, BlockKind, Span, TimeOrigin
from reader_app.core.timeline import Known

_STRETCH = 4096
"""Code points that are deflated together: as long again takes twice the time to read a place in, and saves a twentieth."""
_LIKELY_HEAD = 128
"""Bytes in which the head of most texts lies."""
_WHOLE = 1 << 30
_MORE = 320
"""Code points that are unpacked beyond those asked for: what is read next stands around them."""
_GROUP = 64
"""Anchors that are deflated together."""
_EFFORT = 4
"""Of deflating: stretches this short gain nothing from more of it."""
_ORIGINS: tuple[TimeOrigin, ...] = ("stated", "interpolated")
_KINDS: tuple[BlockKind, ...] = ("title", "description", "heading", "contents", "prose", "pull_quote", "speech", "entity")
"""By the numbers that blocks are packed with: kinds may be added at the end, and never change places."""
_TEXT_HEAD = struct.Struct("<IHI")
"""Code points of the whole text, code points of a stretch, stretches."""
_GROUPED = 2
"""The first byte of anchors in groups; those that are not (before libraries of version 5) begin like any zlib stream."""
_GROUPS_HEAD = struct.Struct("<BI")
_GROUP_ROW = struct.Struct("<IdI")
"""Of a group: offset and seconds of its first anchor, and its bytes."""
_ONE_STREAM = 4 + 8 + 8 + 1
"""Bytes of an anchor in one stream: offset (u32), seconds and until (f64, NaN for none), origin (u8); by columns."""
_GROUP_HEAD = struct.Struct("<BBH")
_NONE, _EXACT, _FLOATS = 0, 1, 2
_NO_UNTIL = -(1 << 31)
_LATEST = 1_000_000.0
"""Seconds that are written in thousandths: so that the way from one to the other fits into 32 bits."""

Row = tuple[int, float, TimeOrigin, float | None]
"""An anchor's offset, seconds, origin and until."""


def pack_text(text: str) -> bytes:
    """A text as bytes; half a surrogate pair is kept as it is."""
    pieces = [_deflated(_encoded(text[at : at + _STRETCH])) for at in range(0, len(text), _STRETCH)]
    sizes = _bytes_of(array("H", map(len, pieces)))
    return b"".join([_TEXT_HEAD.pack(len(text), _STRETCH, len(pieces)), sizes, *pieces])


def unpack_text(packed: bytes) -> str:
    """The whole text that `pack_text` made bytes of."""
    return PackedText(partial(BytesIO, packed)).whole()


class Readable(Protocol):
    """Bytes that are read from a place on: of a file in memory, or of a value in the database."""

    def seek(self, offset: int, /) -> object: ...

    def read(self, length: int, /) -> bytes: ...


class PackedText:
    """A text in the bytes that `pack_text` made, of which stretches can be read.

    `opened` gives the bytes, for as long as something is read: of a value in the database only what is asked for leaves the disk.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[Readable]]) -> None:
        self._opened = opened
        self._length = self._step = 0
        self._edges: list[int] = []
        self._read: dict[int, str] = {}

    def __len__(self) -> int:
        if not self._edges:
            with self._opened() as packed:
                self._read_head(packed)
        return self._length

    def whole(self) -> str:
        """The whole text."""
        with self._opened() as packed:
            self._read_head(packed)
            return "".join([self._unpacked(packed, number, _WHOLE) for number in range(len(self._edges) - 1)])

    def stretch(self, start: int, stop: int) -> str:
        """The code points from `start` up to, not including, `stop`; what lies outside the text is left out."""
        start = max(0, start)
        if self._edges:
            known = self._read.get(start // self._step, "")
            base = start // self._step * self._step
            if min(stop, self._length) - base <= len(known):
                return known[start - base : max(start, stop) - base]
        with self._opened() as packed:
            self._read_head(packed)
            stop = min(self._length, stop)
            if start >= stop:
                return ""
            first, last = start // self._step, (stop - 1) // self._step
            base = first * self._step
            pieces = [self._piece(packed, number, _WHOLE) for number in range(first, last)]
            return "".join([*pieces, self._piece(packed, last, stop - last * self._step)])[start - base : stop - base]

    def _read_head(self, packed: Readable) -> None:
        if self._edges:
            return
        head = packed.read(_LIKELY_HEAD)
        self._length, self._step, count = _TEXT_HEAD.unpack_from(head)
        size = _TEXT_HEAD.size + 2 * count
        head += packed.read(max(0, size - len(head)))
        self._edges = list(accumulate(_array("H", head[_TEXT_HEAD.size : size]), initial=size))

    def _piece(self, packed: Readable, number: int, length: int) -> str:
        """A piece up to `length` code points and more, which is kept: what is read around it comes next."""
        piece = self._read.get(number)
        if piece is None or len(piece) < min(length, self._step, self._length - number * self._step):
            piece = self._read[number] = self._unpacked(packed, number, length + _MORE)
        return piece

    def _unpacked(self, packed: Readable, number: int, length: int) -> str:
        """A piece up to `length` code points where that is cheaper: of plain letters, which are one byte each."""
        packed.seek(self._edges[number])
        data = packed.read(self._edges[number + 1] - self._edges[number])
        if length < self._step:
            stream = zlib.decompressobj(-zlib.MAX_WBITS)
            head = stream.decompress(data, length)
            if head.isascii():
                return head.decode("ascii")
            return (head + stream.decompress(stream.unconsumed_tail)).decode("utf-8", "surrogatepass")
        return _inflated(data).decode("utf-8", "surrogatepass")


def pack_blocks(blocks: Iterable[Block]) -> bytes:
    """The blocks of a telling as bytes: their languages in JSON, a line end, their kinds (u8), and the columns of numbers (i32).

    The columns are starts (as steps from the one before), lengths, voices, turns and languages; -1 stands for none.
    """
    rows = list(blocks)
    languages = list(dict.fromkeys(block.language for block in rows if block.language is not None))
    numbers: dict[str | None, int] = {language: number for number, language in enumerate(languages)} | {None: -1}
    columns = (
        _steps([block.span.start for block in rows]),
        (block.span.stop - block.span.start for block in rows),
        (-1 if block.speaker is None else block.speaker for block in rows),
        (-1 if block.turn is None else block.turn for block in rows),
        (numbers[block.language] for block in rows),
    )
    kinds = bytes(_KINDS.index(block.kind) for block in rows)
    head = json.dumps(languages).encode("ascii") + b"\n"
    return _deflated(head + kinds + b"".join(_bytes_of(array("i", column)) for column in columns))


def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """The blocks that `pack_blocks` made bytes of."""
    head, _, data = _inflated(packed).partition(b"\n")
    languages = [*json.loads(head), None]
    count = len(data) // (1 + 5 * 4)
    numbers = _array("i", data[count:])
    columns = (numbers[at * count : (at + 1) * count] for at in range(5))
    steps, lengths, voices, turns, tongues = columns
    return tuple(
        Block(
            _KINDS[kind],
            Span(start, start + length),
            None if voice < 0 else voice,
            None if turn < 0 else turn,
            languages[tongue],
        )
        for kind, start, length, voice, turn, tongue in zip(
            data[:count], accumulate(steps), lengths, voices, turns, tongues, strict=True
        )
    )


def pack_anchors(anchors: Iterable[Anchor | Row]) -> bytes:
    """Anchors, or rows of them, sorted by offset, as bytes."""
    rows = [(a.offset, a.seconds, a.origin, a.until) if isinstance(a, Anchor) else a for a in anchors]
    groups = [rows[at : at + _GROUP] for at in range(0, len(rows), _GROUP)]
    packed = [_deflated(_group_bytes(group)) for group in groups]
    table = (_GROUP_ROW.pack(group[0][0], group[0][1], len(data)) for group, data in zip(groups, packed, strict=True))
    return b"".join([_GROUPS_HEAD.pack(_GROUPED, len(groups)), *table, *packed])


def unpack_anchors(packed: bytes) -> tuple[Anchor, ...]:
    """The anchors that `pack_anchors` made bytes of, in this version of the app or in an earlier one."""
    if packed[0] != _GROUPED:
        return _unpack_one_stream(packed)
    return PackedAnchors(packed).all()


class PackedAnchors:
    """Anchors in the bytes that `pack_anchors` made, of which those around a place can be read."""

    def __init__(self, packed: bytes) -> None:
        _, count = _GROUPS_HEAD.unpack_from(packed)
        head = _GROUPS_HEAD.size + count * _GROUP_ROW.size
        firsts = zip(*_GROUP_ROW.iter_unpack(packed[_GROUPS_HEAD.size : head]), strict=True)
        self._offsets: Sequence[int]
        self._seconds: Sequence[float]
        self._offsets, self._seconds, sizes = firsts if count else ((), (), ())
        self._edges = list(accumulate(sizes, initial=head))
        self._packed = packed
        self._read: dict[int, _Group] = {}
        self._asked = -1
        self._known: Known | None = None

    def before(self, offset: int) -> Known | None:
        """The last anchor at or before a code point."""
        if offset != self._asked:  # what is asked for a place is often asked twice
            self._asked, self._known = offset, self._before(offset)
        return self._known

    def _before(self, offset: int) -> Known | None:
        number = bisect_right(self._offsets, offset) - 1
        if number < 0:
            return None
        group = self._group(number)
        at = bisect_right(group.offsets, offset) - 1
        return Known(group.offsets[at], group.seconds(at), group.origin(at))

    def after(self, offset: int) -> tuple[int, float] | None:
        """Offset and seconds of the first anchor after a code point."""
        number = bisect_right(self._offsets, offset)
        if number > 0:
            group = self._group(number - 1)
            at = bisect_right(group.offsets, offset)
            if at < len(group.offsets):
                return group.offsets[at], group.seconds(at)
        return (self._offsets[number], self._seconds[number]) if number < len(self._offsets) else None

    def ends(self) -> tuple[tuple[int, float], tuple[int, float]] | None:
        """Offset and seconds of the first and of the last anchor."""
        if not self._offsets:
            return None
        last = self._group(len(self._offsets) - 1)
        return (self._offsets[0], self._seconds[0]), (last.offsets[-1], last.seconds(len(last.offsets) - 1))

    def all(self) -> tuple[Anchor, ...]:
        """Every anchor."""
        return tuple(anchor for number in range(len(self._offsets)) for anchor in self._group(number).anchors())

    def _group(self, number: int) -> "_Group":
        group = self._read.get(number)
        if group is None:
            group = self._read[number] = _Group(_inflated(self._packed[self._edges[number] : self._edges[number + 1]]))
        return group


class _Group:
    """Some anchors that are packed together, by columns.

    Their bytes: how seconds and untils are written (u8 each) and how many there are (u16); offsets (u32, as steps from the one
    before); seconds, in exact thousandths (i32, as steps too) or else as f64; origins (u8); untils, thousandths after the
    seconds (i32) or f64, where there are any.
    """

    def __init__(self, data: bytes) -> None:
        self._exact, self._ends, count = _GROUP_HEAD.unpack_from(data)
        width, at = (4 if self._exact else 8) * count, _GROUP_HEAD.size + 4 * count
        self.offsets: list[int] = list(accumulate(_array("I", data[_GROUP_HEAD.size : at])))
        self._told = _array("i" if self._exact else "d", data[at : at + width])
        self._origins = data[at + width : at + width + count]
        self._untils = data[at + width + count :]

    def seconds(self, number: int) -> float:
        """When one of them is; most are never asked for."""
        return float(sum(self._told[: number + 1]) / 1000 if self._exact else self._told[number])

    def origin(self, number: int) -> TimeOrigin:
        """How the time of one of them is known."""
        return _ORIGINS[self._origins[number]]

    def anchors(self) -> Iterator[Anchor]:
        """The anchors themselves."""
        thousandths = list(accumulate(self._told)) if self._exact else []
        seconds: Iterable[float] = (one / 1000 for one in thousandths) if self._exact else self._told
        for offset, at, origin, until in zip(self.offsets, seconds, self._origins, self._until(thousandths), strict=True):
            yield Anchor(offset, at, _ORIGINS[origin], until)

    def _until(self, thousandths: Sequence[int]) -> Sequence[float | None]:
        if self._ends == _NONE:
            return [None] * len(self.offsets)
        if self._ends == _EXACT:
            lengths = _array("i", self._untils)
            return [None if n == _NO_UNTIL else (start + n) / 1000 for start, n in zip(thousandths, lengths, strict=True)]
        return [None if until != until else until for until in _array("d", self._untils)]


def _group_bytes(rows: Sequence[Row]) -> bytes:
    """What a `_Group` is read from."""
    seconds, untils = [row[1] for row in rows], [row[3] for row in rows]
    starts = _thousandths(seconds)
    stated = [until for until in untils if until is not None]
    stops = _thousandths(stated) if starts is not None else None
    if starts is not None and stops is not None:
        left = iter(stops)
        lengths = [_NO_UNTIL if until is None else next(left) - start for start, until in zip(starts, untils, strict=True)]
    how = _NONE if not stated else _FLOATS if stops is None else _EXACT
    columns = [
        _bytes_of(array("I", _steps([row[0] for row in rows]))),
        _bytes_of(array("d", seconds) if starts is None else array("i", _steps(starts))),
        bytes(_ORIGINS.index(row[2]) for row in rows),
    ]
    if how == _EXACT:
        columns.append(_bytes_of(array("i", lengths)))
    elif how == _FLOATS:
        columns.append(_bytes_of(array("d", [math.nan if until is None else until for until in untils])))
    return b"".join([_GROUP_HEAD.pack(_NONE if starts is None else _EXACT, how, len(rows)), *columns])


def _thousandths(seconds: Sequence[float]) -> list[int] | None:
    """`seconds` as whole thousandths; None unless each comes back from that to the last bit."""
    if not all(-_LATEST < one < _LATEST for one in seconds):
        return None
    rounded = [round(one * 1000) for one in seconds]
    return rounded if all(whole / 1000 == one for whole, one in zip(rounded, seconds, strict=True)) else None


def _unpack_one_stream(packed: bytes) -> tuple[Anchor, ...]:
    data = zlib.decompress(packed)
    count = len(data) // _ONE_STREAM
    offsets, seconds = _array("I", data[: 4 * count]), _array("d", data[4 * count : 12 * count])
    return tuple(
        Anchor(offset, at, _ORIGINS[origin], None if until != until else until)
        for offset, at, until, origin in zip(
            offsets, seconds, _array("d", data[12 * count : 20 * count]), data[20 * count :], strict=True
        )
    )


def pack_words(words: str) -> bytes:
    """Words that are always read as a whole (what a telling says of its episode) as bytes."""
    return _deflated(_encoded(words))


def unpack_words(packed: bytes) -> str:
    """The words that `pack_words` made bytes of."""
    return _inflated(packed).decode("utf-8", "surrogatepass")


def without_fingerprint(facts: str, fingerprint: str) -> str:
    """What a telling says of its episode, in JSON, with null for its fingerprint where that is the one of the episode."""
    told = json.loads(facts)
    return json.dumps(told | {"fingerprint": None}, ensure_ascii=False) if told.get("fingerprint") == fingerprint else facts


def with_fingerprint(facts: str, fingerprint: str) -> str:
    """The same as it was told, with the fingerprint that was left out, if it was."""
    told = json.loads(facts)
    return json.dumps(told | {"fingerprint": fingerprint}, ensure_ascii=False) if told.get("fingerprint", "") is None else facts


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    return (number - before for before, number in pairwise(chain((0,), numbers)))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, _EFFORT, -zlib.MAX_WBITS)


def _inflated(data: bytes) -> bytes:
    return zlib.decompress(data, -zlib.MAX_WBITS)


def _bytes_of(column: "array[Any]") -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _array(kind: str, data: bytes) -> "array[Any]":
    column = array(kind, data)
    if sys.byteorder == "big":
        column.byteswap()
    return column
