"""Packs the anchors of a telling into one value, and unpacks them."""

import math
import sys
import zlib
from array import array
from collections.abc import Sequence

from reader_app.core.model import Anchor

_ORIGINS = ("stated", "interpolated")
_SIZE = 4 + 8 + 8 + 1
"""Bytes of one anchor: offset (u32), seconds and until (f64, NaN for none), origin (u8); by columns, little-endian, deflated."""


def pack_anchors(anchors: Sequence[Anchor | tuple[int, float, str, float | None]]) -> bytes:
    """Anchors, or rows of (offset, seconds, origin, until), as bytes."""
    rows = [(a.offset, a.seconds, a.origin, a.until) if isinstance(a, Anchor) else a for a in anchors]
    offsets = array("I", [row[0] for row in rows])
    seconds = array("d", [row[1] for row in rows])
    untils = array("d", [math.nan if row[3] is None else row[3] for row in rows])
    if sys.byteorder == "big":
        for column in (offsets, seconds, untils):
            column.byteswap()
    origins = bytes(_ORIGINS.index(row[2]) for row in rows)
    return zlib.compress(offsets.tobytes() + seconds.tobytes() + untils.tobytes() + origins, 1)


def unpack_anchors(packed: bytes) -> tuple[Anchor, ...]:
    """The anchors that `pack_anchors` made bytes of."""
    data = zlib.decompress(packed)
    count = len(data) // _SIZE
    offsets, seconds, untils = array("I"), array("d"), array("d")
    offsets.frombytes(data[: 4 * count])
    seconds.frombytes(data[4 * count : 12 * count])
    untils.frombytes(data[12 * count : 20 * count])
    if sys.byteorder == "big":
        for column in (offsets, seconds, untils):
            column.byteswap()
    return tuple(
        Anchor(offset, at, "interpolated" if origin else "stated", None if until != until else until)
        for offset, at, until, origin in zip(offsets, seconds, untils, data[20 * count :], strict=True)
    )
