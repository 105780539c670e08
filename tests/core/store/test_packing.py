"""Anchors survive being packed, to the last bit."""

from reader_app.core.model import Anchor
from reader_app.core.store.packing import pack_anchors, unpack_anchors


def test_anchors_come_back_as_they_were() -> None:
    anchors = (
        Anchor(0, 0.0),
        Anchor(7, 0.1 + 0.2, until=1.25),
        Anchor(4_000_000_000, 1e9, "interpolated", 1e9 + 0.5),
        Anchor(4_000_000_001, -1.5),
    )
    assert unpack_anchors(pack_anchors(anchors)) == anchors
    assert unpack_anchors(pack_anchors(())) == ()


def test_rows_are_packed_like_anchors() -> None:
    assert pack_anchors([(3, 2.5, "stated", None)]) == pack_anchors([Anchor(3, 2.5)])
