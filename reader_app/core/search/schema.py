"""What the Whoosh index holds: its fields, and how the positions of a word are written.

Imported only when the index is written, because Whoosh takes longer to import than the window takes to appear.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import fields, formats

from reader_app.core.search.layout import Postings, count_of, pack, unpack

INDEX_NAME = "MAIN"
EPISODE, WORDS, HEADS = "episode", "words", "heads"


class WordPositions(formats.Positions):  # type: ignore[misc]
    """Positions as packed integers, taken from a list of (word, positions) instead of a text.

    A third of the size of Whoosh's own pickled lists and several times as fast to read. Frequencies need no unpacking.
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


class WordWeights(formats.Existence):  # type: ignore[misc]
    """Weights without positions, taken from a list of (word, weight) instead of a text."""

    def word_values(self, value: Any, analyzer: Any, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:  # noqa: ARG002
        """(word, weight, weight, nothing) for each of the (word, weight) in `value`."""
        for word, weight in value:
            yield word, weight, float(weight), b""


def make_schema() -> Any:
    """The fields of one indexed text: the episode it belongs to, its words with their positions, and how much those weigh
    that stand in its title, in chapter titles and in what the reader has quoted."""
    words, heads = fields.TEXT(phrase=True, stored=False), fields.TEXT(phrase=False, stored=False)
    words.format, heads.format = WordPositions(), WordWeights()
    words.analyzer = heads.analyzer = None
    return fields.Schema(**{EPISODE: fields.ID(stored=True), WORDS: words, HEADS: heads})


def fields_of(postings: Postings) -> dict[str, Any]:
    """The field values of one indexed text, as Whoosh takes them."""
    return {EPISODE: postings.layout.episode, WORDS: list(postings.words.items()), HEADS: list(postings.heads.items())}
