"""What the Whoosh index holds: its fields, and how the positions of a word are written.

Imported only when the index is opened, because Whoosh takes longer to import than the window takes to appear.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import fields, formats

from reader_app.core.search.layout import Layout, Postings, count_of, pack, unpack

EPISODE, WORDS, LAYOUT = "episode", "words", "layout"


class WordPositions(formats.Positions):  # type: ignore[misc]
    """Positions as packed integers, taken from a list of (word, positions) instead of a text.

    Half the size of Whoosh's own pickled lists and several times as fast to read. Frequencies need no unpacking.
    """

    def word_values(self, value: Any, analyzer: Any, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:  # noqa: ARG002
        """(word, frequency, weight, packed positions) for each of the (word, positions) in `value`."""
        for word, positions in value:
            yield word, len(positions), float(len(positions)), pack(positions)

    def encode(self, poslist: Iterable[int]) -> bytes:
        """The positions as bytes."""
        return pack(array("I", poslist))

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions in such bytes."""
        return list(unpack(valuestring))

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions there are in such bytes."""
        return count_of(valuestring)


def make_schema() -> Any:
    """The fields of one indexed text: the episode it belongs to, its words with their positions, and its layout."""
    words = fields.TEXT(phrase=True, stored=False)
    words.format = WordPositions()
    words.analyzer = None
    return fields.Schema(**{EPISODE: fields.ID(), WORDS: words, LAYOUT: fields.STORED()})


def fields_of(postings: Postings) -> dict[str, Any]:
    """The field values of one indexed text."""
    stored = tuple(getattr(postings.layout, name) for name in Layout.__slots__)
    return {EPISODE: postings.layout.episode, WORDS: list(postings.words.items()), LAYOUT: stored}


def layout_of(stored: dict[str, Any]) -> Layout:
    """The layout among the stored values of one indexed text."""
    return Layout(*stored[LAYOUT])
