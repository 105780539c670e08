"""What is packed comes back as it was, to the last bit, whole or in pieces."""

import random
import sqlite3
from array import array
from functools import partial
from io import BytesIO
from typing import get_args

import pytest

from reader_app.core.model import Anchor, Block, BlockKind, Span
from reader_app.core.store.packing import (
    PackedAnchors,
    PackedText,
    pack_anchors,
    pack_blocks,
    pack_text,
    pack_words,
    unpack_anchors,
    unpack_blocks,
    unpack_text,
    unpack_words,
)

LONG = "".join(f"Line {number} tells of the lamp, die Lampe, दीपक, 灯火 🕯️.\n" for number in range(900))
MANY = tuple(Anchor(7 * number, number * 0.32, until=number * 0.32 + 0.3) for number in range(2_000))


@pytest.mark.parametrize("text", ["", "a", LONG, LONG[:4096], LONG[:4097], "half \ud83d of a pair", "nul \0 within"])
def test_a_text_comes_back(text: str) -> None:
    assert unpack_text(pack_text(text)) == text


def test_any_stretch_of_a_text_can_be_read_alone() -> None:
    packed = PackedText(partial(BytesIO, pack_text(LONG)))
    chance = random.Random(5)
    for _ in range(300):
        start, stop = sorted(chance.choices(range(-9, len(LONG) + 9), k=2))
        assert packed.stretch(start, stop) == LONG[max(0, start) : max(0, stop)]
    assert len(packed) == len(LONG)


def test_stretches_of_a_text_in_a_database_are_read_from_there() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE told (id INTEGER PRIMARY KEY, text BLOB)")
    connection.execute("INSERT INTO told VALUES (7, ?)", (pack_text(LONG),))
    text = PackedText(partial(connection.blobopen, "told", "text", 7, readonly=True))
    assert text.stretch(8_180, 8_210) == LONG[8_180:8_210]
    assert (text.stretch(20_000, 20_900), len(text)) == (LONG[20_000:20_900], len(LONG))
    assert text.whole() == LONG
    connection.execute("DROP TABLE told")  # which nothing may be reading any more
    connection.close()


def test_a_text_takes_half_of_the_room() -> None:
    words = ["lamp", "oil", "harbour", "keeper", "storm", "night", "quiet", "boat", "rope", "tide"]
    chance = random.Random(5)
    text = " ".join(chance.choices(words, k=9_000))
    assert len(pack_text(text)) < len(text) / 2


def test_blocks_come_back_as_they_were() -> None:
    blocks = (
        Block("title", Span(0, 5)),
        Block("speech", Span(6, 90), speaker=0, turn=0, language="en"),
        Block("speech", Span(91, 91), speaker=1, turn=1, language="hi-Deva"),
        *(Block(kind, Span(100 + n, 101 + n)) for n, kind in enumerate(get_args(BlockKind))),
        Block("prose", Span(2_000_000_000, 2_000_000_009), language="en"),
    )
    assert unpack_blocks(pack_blocks(blocks)) == blocks
    assert unpack_blocks(pack_blocks(())) == ()


@pytest.mark.parametrize(
    "anchors",
    [
        (),
        (Anchor(0, 0.0), Anchor(7, 2.5), Anchor(9, 1.25)),
        (Anchor(0, 0.0), Anchor(7, 0.1 + 0.2, until=1.25), Anchor(4_000_000_000, 1e9, "interpolated", 1e9 + 0.5)),
        (Anchor(3, -1.5), Anchor(5, 1 / 3), Anchor(6, 2.0)),
        (Anchor(3, 1.5, until=1 / 3), Anchor(5, 2.0), Anchor(6, 3.0, until=4.0)),
        (Anchor(3, 999_999.5, until=1e300),),
        MANY,
        tuple(Anchor(number, number / 7, "interpolated") for number in range(1_025)),
    ],
)
def test_anchors_come_back_as_they_were(anchors: tuple[Anchor, ...]) -> None:
    assert unpack_anchors(pack_anchors(anchors)) == anchors


def test_rows_are_packed_like_anchors() -> None:
    assert pack_anchors([(3, 2.5, "stated", None)]) == pack_anchors([Anchor(3, 2.5)])


def test_the_anchors_around_a_place_are_read_alone() -> None:
    packed = PackedAnchors(pack_anchors(MANY))
    offsets = array("I", [anchor.offset for anchor in MANY])
    for offset in (0, 6, 7, 511 * 7, 511 * 7 + 1, 512 * 7 - 1, 512 * 7, 1_999 * 7, 99_999):
        before = [anchor for anchor in MANY if anchor.offset <= offset][-1]
        after = [(one, anchor.seconds) for one, anchor in zip(offsets, MANY, strict=True) if one > offset][:1]
        assert packed.before(offset) == (before.offset, before.seconds, "stated")
        assert packed.after(offset) == (after[0] if after else None)
    assert packed.ends() == ((0, 0.0), (1_999 * 7, 1_999 * 0.32))
    assert PackedAnchors(pack_anchors([Anchor(5, 1.0)])).before(4) is None
    assert PackedAnchors(pack_anchors([])).ends() is None


def test_times_of_every_word_take_a_few_bytes_each() -> None:
    said = tuple(Anchor(6 * number, round(number * 0.37, 2), until=round(number * 0.37 + 0.3, 2)) for number in range(10_000))
    assert len(pack_anchors(said)) < 4 * len(said)


def test_words_come_back() -> None:
    assert unpack_words(pack_words('{"title": "Öl \ud83d"}')) == '{"title": "Öl \ud83d"}'
