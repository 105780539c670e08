"""Where a word of a query is met: in which texts, how often, how much it weighs there, and, when asked, at which positions."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from reader_app.core.search.layout import passing, unpack

_OF_OTHERS = 0.5
"""What a form of a word, or a longer word, weighs beside the very word that was asked for."""


class Row(NamedTuple):
    """The postings of one word of the index: texts, ascending; how often it stands in each; its positions, packed.

    `own` says whether it is the very word that was asked for.
    """

    texts: Sequence[int]
    counts: Sequence[int]
    values: Sequence[bytes]
    own: bool = True


class Occurrences:
    """All texts that meet one word of a query. `heads`: what it weighs in titles, chapters and quotes, by text.

    `whole`: whether these are all; else only those of the commonest words that begin with one that is being typed.
    """

    def __init__(self, rows: Sequence[Row], heads: Mapping[int, float], whole: bool = True) -> None:
        self.heads = heads
        self.whole = whole
        self._rows = rows

    @cached_property
    def counts(self) -> dict[int, int]:
        """How often it is met in each text."""
        if len(self._rows) == 1:
            texts, counts, *_ = self._rows[0]
            return dict(zip(texts, counts, strict=True))
        return _summed(self._rows)

    @cached_property
    def weights(self) -> Mapping[int, float]:
        """The same, other words than the very one counting half."""
        others = [row for row in self._rows if not row.own]
        if not others:
            return self.counts
        counts, own = self.counts, _summed([row for row in self._rows if row.own])
        if not own:
            return {text: _OF_OTHERS * count for text, count in counts.items()}
        return {text: _OF_OTHERS * (count + own.get(text, 0)) for text, count in counts.items()}

    def __len__(self) -> int:
        return len(self.counts)

    def __contains__(self, text: int) -> bool:
        return text in self.counts

    def __iter__(self) -> Iterator[int]:
        return iter(self.counts)

    def positions(self, text: int) -> Sequence[int]:
        """Where it stands in a text, ascending; empty where it does not."""
        value = self._values.get(text)
        if value is None:
            return ()
        if isinstance(value, bytes):
            return unpack(value)
        return array("I", sorted(set().union(*map(unpack, value))))

    def passing(self, text: int, less: int) -> Iterable[int]:
        """The same, each `less` less, to be gone through once."""
        value = self._values.get(text)
        if isinstance(value, bytes):
            return passing(value, less)
        return [at - less for at in self.positions(text)]

    @cached_property
    def _values(self) -> dict[int, bytes | list[bytes]]:
        if len(self._rows) == 1:
            return dict(zip(self._rows[0].texts, self._rows[0].values, strict=True))
        values: dict[int, bytes | list[bytes]] = {}
        for row in self._rows:
            for text, value in zip(row.texts, row.values, strict=True):
                known = values.setdefault(text, value)
                if known is not value:
                    if isinstance(known, list):
                        known.append(value)
                    else:
                        values[text] = [known, value]
        return values


def _summed(rows: Iterable[Row]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for texts, often, *_ in rows:
        if not counts:
            counts = dict(zip(texts, often, strict=True))
            continue
        known = counts.get
        counts.update([(text, known(text, 0) + count) for text, count in zip(texts, often, strict=True)])
    return counts
