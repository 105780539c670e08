"""Gathers the postings of many texts by word, in bounded memory, and hands them out in the order of the words.

Postings are pooled by word and not by place. What is handed out are pieces of blocks that need not be looked at again: what is
merged, be it runs that did not fit into memory or whole segments, is joined byte by byte.
"""

import pickle
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from struct import Struct
from typing import IO, Any

from reader_app.core.search.blocks import SHORT, Pieces, pieces_of, value_piece
from reader_app.core.search.layout import pack
from reader_app.core.search.segment import Segment

MOST_BYTES = 20 * 2**20
"""About so much is pooled in memory before it goes into a file of its own."""
_POSTING_BYTES, _WORD_BYTES, _OBJECT_BYTES = 26, 250, 40
"""What a posting, a word, and a value of more than one position take beside their own bytes."""
_SLICE = 1024
"""Words, about, that are joined at a time when there are several sources."""
_FEW = 12
_NARROW = 1 << 16
_ONCE = [value_piece(pack([position])) for position in range(_NARROW)]
"""The values of words that stand once, as most do in a text: made once, shared by all texts."""
_PACKERS = [Struct(f"<BB{count}H").pack for count in range(_FEW + 1)]
"""Make at once what `value_piece(pack(positions))` makes of a few positions."""

Row = tuple[str, Pieces]
"""A word and all its postings."""
_Pooled = dict[str, list[Any]]
"""By word: a text, the weight, the value, the next text, ... in one list, which is quickest to fill and to join."""


class _Run:
    """Postings that did not fit into memory: those of each slice in a pickle of its own, in a file that vanishes by itself."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the pool
        self._places: dict[tuple[str, str], int] = {}

    def put(self, field: str, low: str, postings: _Pooled) -> None:
        """The postings of a field of the slice that begins at `low`."""
        self._places[field, low] = self._file.tell()
        pickler = pickle.Pickler(self._file, protocol=5)
        pickler.fast = True  # nothing in them is worth remembering
        pickler.dump(postings)

    def read(self, field: str, low: str) -> _Pooled:
        """The same."""
        if (field, low) not in self._places:
            return {}
        self._file.seek(self._places[field, low])
        postings: _Pooled = pickle.load(self._file)
        return postings

    def close(self) -> None:
        """Forget everything."""
        self._file.close()


class SegmentSource:
    """The postings of some fields of a segment, its texts numbered anew by `numbers`: -1 for those that are left out."""

    def __init__(self, segment: Segment, fields: Collection[str], numbers: "array[int]") -> None:
        self._segment, self.fields, self._numbers = segment, fields, numbers
        self._base = numbers[0] if numbers and -1 not in numbers else None

    def bounds(self, field: str) -> list[str]:
        """Words that cut the field into slices."""
        lexicon = self._segment.lexicon(field)
        return lexicon.words_of(list(range(_SLICE, len(lexicon), _SLICE)))

    def rows(self, field: str, low: str, high: str | None) -> Iterator[Row]:
        """The words of a field from `low` up to, not including, `high`; None for all further ones."""
        if field not in self.fields:
            return
        lexicon = self._segment.lexicon(field)
        numbers = range(lexicon.first_from(low), len(lexicon) if high is None else lexicon.first_from(high))
        for number, word in zip(numbers, lexicon.words_of(numbers), strict=True):
            postings = self._numbered(lexicon.data(number))
            if postings.texts:
                yield word, postings

    def _numbered(self, data: bytes) -> Pieces:
        postings = pieces_of(data)
        if self._base is not None:
            return postings._replace(texts=[text + self._base for text in postings.texts])
        texts = [self._numbers[text] for text in postings.texts]
        if -1 not in texts:
            return postings._replace(texts=texts)
        _, weights, values = pickle.loads(data)
        kept = [place for place, text in enumerate(texts) if text >= 0]
        written = b"".join([value_piece(values[place]) for place in kept]) if values else b""
        return Pieces([texts[place] for place in kept], [weights[place] for place in kept], written)


class WordPool:
    """Postings of texts that come one after another; those of whole segments may come before them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fields: dict[str, _Pooled] = {}
        self._bytes = 0
        self._runs: list[_Run] = []
        self._segments: list[SegmentSource] = []
        self._bounds: dict[str, list[str]] = {}

    def add_segment(self, segment: SegmentSource) -> None:
        """The postings of a segment, whose texts come after those of earlier segments and before any other."""
        self._segments.append(segment)
        for field in segment.fields:
            self._bounds[field] = max(self._bounds.get(field, []), segment.bounds(field), key=len)

    def add_words(self, field: str, text: int, words: Mapping[str, Sequence[int]]) -> None:
        """The words of one text with their positions."""
        known, size, new = self._fields.setdefault(field, {}), 0, 0
        get = known.get
        for word, positions in words.items():
            count = len(positions)
            if count > _FEW or positions[-1] >= _NARROW:
                value = value_piece(pack(positions))
                size += len(value) + _OBJECT_BYTES
            elif count == 1:
                value = _ONCE[positions[0]]
            else:
                value = _PACKERS[count](SHORT, 2 * count, *positions)
                size += 2 * count + _OBJECT_BYTES
            postings = get(word)
            if postings is None:
                known[word] = [text, count, value]
                new += 1
            else:
                postings += (text, count, value)
        self._keep_within(size + new * _WORD_BYTES + len(words) * _POSTING_BYTES)

    def add_weights(self, field: str, text: int, weights: Mapping[str, int]) -> None:
        """Words of one text that have a weight and no positions."""
        known = self._fields.setdefault(field, {})
        for word, weight in weights.items():
            known.setdefault(word, []).extend((text, weight, b""))
        self._keep_within(len(weights) * (_POSTING_BYTES + _WORD_BYTES // 2))

    def _keep_within(self, size: int) -> None:
        self._bytes += size
        if self._bytes >= MOST_BYTES:
            self._put_aside()

    def _put_aside(self) -> None:
        """Moves what is in memory into a run."""
        run = _Run(self._folder)
        for field, pooled in self._fields.items():
            words = sorted(pooled)
            self._bounds.setdefault(field, words[_SLICE::_SLICE])
            for low, high in self._slices(field):
                run.put(field, low, _slice(pooled, words, low, high))
        self._runs.append(run)
        self._fields, self._bytes = {}, 0

    def _slices(self, field: str) -> Iterator[tuple[str, str | None]]:
        bounds = self._bounds.get(field, [])
        return zip(["", *bounds], [*bounds, None], strict=True)

    def fields(self) -> list[str]:
        """The fields that have postings, or may have, in order."""
        return sorted({*self._fields, *self._bounds})

    def settle(self) -> None:
        """No more postings come. What must be joined with runs anyway joins them, so that its memory is free for that."""
        if self._runs:
            self._put_aside()

    def rows(self, field: str) -> Iterator[Row]:
        """Every word of a field with all its postings, in order."""
        pooled = self._fields.get(field, {})
        words = sorted(pooled)
        for low, high in self._slices(field):
            joined: _Pooled = {}
            for run in self._runs:
                _join(joined, run.read(field, low))
            _join(joined, _slice(pooled, words, low, high))
            rows = _rows_of(joined)
            if self._segments:
                rows = _united([*(segment.rows(field, low, high) for segment in self._segments), rows])
            yield from rows

    def close(self) -> None:
        """Forget everything."""
        for run in self._runs:
            run.close()
        self._runs, self._fields, self._bytes = [], {}, 0


def _slice(pooled: _Pooled, words: Sequence[str], low: str, high: str | None) -> _Pooled:
    """The words from `low` up to `high`."""
    stop = len(words) if high is None else bisect_left(words, high)
    return {word: pooled[word] for word in words[bisect_left(words, low) : stop]}


def _join(joined: _Pooled, further: _Pooled) -> None:
    """Adds postings of further texts."""
    get = joined.get
    for word, postings in further.items():
        known = get(word)
        if known is None:
            joined[word] = postings
        else:
            known += postings


def _rows_of(pooled: _Pooled) -> Iterator[Row]:
    for word in sorted(pooled):
        postings = pooled[word]
        if len(postings) == 3:
            text, weight, value = postings
            yield word, Pieces((text,), (weight,), value)
        else:
            yield word, Pieces(postings[::3], postings[1::3], b"".join(postings[2::3]))


def _united(sources: Iterable[Iterable[Row]]) -> Iterator[Row]:
    """The rows of several sources in order. The texts of a source come after those of the sources before."""
    found: dict[str, list[Pieces]] = {}
    for rows in sources:
        for word, postings in rows:
            found.setdefault(word, []).append(postings)
    for word in sorted(found):
        parts = found[word]
        yield word, parts[0] if len(parts) == 1 else _joined(parts)


def _joined(parts: list[Pieces]) -> Pieces:
    texts = [text for part in parts for text in part.texts]
    return Pieces(texts, [weight for part in parts for weight in part.weights], b"".join([part.values for part in parts]))
