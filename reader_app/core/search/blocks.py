"""A word's postings as the one pickle that Whoosh keeps of a block: (distances of texts, weights, values).

The pickles are put together by hand, from opcodes of protocol 3 and without a memo. That is smaller and several times as fast,
and the values of two segments become one block without being looked at. Any unpickler reads them.
"""

import pickle
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple

SHORT = ord("C")
_LONG, _MARK, _TUPLE, _ONE, _THREE_AND_STOP, _EMPTY = b"B", b"(", b"t", b"\x85", b"\x87.", b")"
_BYTE = 1 << 8


class Posted(NamedTuple):
    """The postings of a word: numbers of texts, ascending; what it weighs in each; its positions there, packed."""

    texts: Sequence[int]
    weights: Sequence[int]
    values: Sequence[bytes]


class Pieces(NamedTuple):
    """The same with the values as they stand in the pickle, one after another; b"" where the word has no positions."""

    texts: Sequence[int]
    weights: Sequence[int]
    values: bytes


def value_piece(value: bytes) -> bytes:
    """A value as it stands in the pickle."""
    size = len(value)
    return b"C%c%b" % (size, value) if size < _BYTE else _LONG + size.to_bytes(4, "little") + value


def data_of(postings: Pieces) -> bytes:
    """The pickle."""
    texts, weights, written = postings
    if len(texts) == 1 and weights[0] < _BYTE and written:  # as most words are
        return b"%bC\1%c%b\x85\x87." % (_numbers(texts), weights[0], written)
    distances = texts if len(texts) == 1 else [texts[0], *map(sub, texts[1:], texts)]
    if not written:
        values = _EMPTY
    elif len(texts) == 1:
        values = written + _ONE
    else:
        values = b"%b%b%b" % (_MARK, written, _TUPLE)
    return b"%b%b%b%b" % (_numbers(distances), _numbers(weights), values, _THREE_AND_STOP)


def posted(data: bytes) -> Posted:
    """The postings in a pickle whose checksum was right."""
    distances, weights, values = pickle.loads(data)
    return Posted(list(accumulate(distances)), weights, values)


def pieces_of(data: bytes) -> Pieces:
    """The same, the values left as they are."""
    if data[:1] in b"CB":
        distances, at = _bytes_at(data, 0)
        if data[at : at + 1] in b"CB":
            weights, at = _bytes_at(data, at)
            values = data[at + 1 : -3] if data[at : at + 1] == _MARK else data[at:-3]
            return Pieces(list(accumulate(distances)), weights, b"" if values == _EMPTY else values)
    texts, weighed, known = posted(data)
    return Pieces(texts, weighed, b"".join(map(value_piece, known)))


def _bytes_at(data: bytes, at: int) -> tuple[bytes, int]:
    """The bytes object whose opcode stands there, and where the next begins."""
    if data[at] == SHORT:
        start = at + 2
        stop = start + data[at + 1]
    else:
        start = at + 5
        stop = start + int.from_bytes(data[at + 1 : start], "little")
    return data[start:stop], stop


def _numbers(numbers: Sequence[int]) -> bytes:
    """Numbers as bytes where each is one, else as a tuple."""
    try:
        return value_piece(bytes(numbers))
    except ValueError:
        if len(numbers) == 1:
            return number(numbers[0]) + _ONE
        return b"%b%b%b" % (_MARK, b"".join(map(number, numbers)), _TUPLE)


@lru_cache(maxsize=1 << 14)
def number(value: int) -> bytes:
    """An integer that is not negative, as it stands in a pickle."""
    if value < _BYTE:
        return b"K%c" % value
    if value < 1 << 16:
        return b"M" + value.to_bytes(2, "little")
    return b"J" + value.to_bytes(4, "little", signed=True)
