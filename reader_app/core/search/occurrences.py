"""Where a word of a query is met: in which texts, how often, how much it weighs there, and, when asked, at which positions."""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, pairwise
from operator import add
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

    `whole`: whether these are all; else only those of the commonest words that begin with one that is being typed. `crowded`:
    texts in which several of the words may stand in one place.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        heads: Mapping[int, float],
        whole: bool = True,
        crowded: Collection[int] = (),
    ) -> None:
        self.heads = heads
        self._crowded = crowded
        self.whole = whole
        self._rows = rows
        self._focused: dict[int, list[bytes]] = {}

    @cached_property
    def counts(self) -> dict[int, int]:
        """How often it is met in each text."""
        if len(self._rows) == 1:
            texts, counts, *_ = self._rows[0]
            return dict(zip(texts, counts, strict=True))
        summed = _summed(self._rows)
        for text in self._crowded:
            if text in summed:
                summed[text] = len(self.positions(text))
        return summed

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
        value = self._value(text)
        if value is None:
            return ()
        if isinstance(value, bytes):
            return unpack(value)
        return array("I", sorted(set().union(*map(unpack, value))))

    def first(self, text: int, most: int) -> Sequence[int]:
        """The first `most` of them: quicker where there are many more."""
        value = self._value(text)
        if isinstance(value, bytes):
            return list(islice(passing(value), most))
        return self.positions(text)[:most]

    def passing(self, text: int, less: int) -> Iterable[int]:
        """The same, each `less` less, to be gone through once."""
        value = self._value(text)
        if isinstance(value, bytes):
            return passing(value, less)
        return [at - less for at in self.positions(text)]

    def focus(self, texts: Collection[int]) -> None:
        """Make ready for being asked for positions in these texts, which are few; all others cost more afterwards."""
        if "_values" in self.__dict__ and len(self._rows) < 2:
            return
        focused: dict[int, list[bytes]] = {text: [] for text in texts}
        for row in self._rows:
            if len(row.texts) > _MANY_MORE * len(focused):
                for text, values in focused.items():
                    at = bisect_left(row.texts, text)
                    if at < len(row.texts) and row.texts[at] == text:
                        values.append(row.values[at])
            else:
                for text, value in zip(row.texts, row.values, strict=True):
                    if text in focused:
                        focused[text].append(value)
        self._focused = focused

    def _value(self, text: int) -> bytes | list[bytes] | None:
        """Its positions in a text, packed; several where several words meet it there."""
        focused = self._focused.get(text)
        if focused is None:
            return self._values.get(text)
        return focused[0] if len(focused) == 1 else focused or None

    @cached_property
    def _values(self) -> dict[int, bytes | list[bytes]]:
        values: dict[int, bytes | list[bytes]] = {}
        reach = -1
        for row in sorted(self._rows, key=_first_text):
            before, reach = reach, max(reach, row.texts[-1])
            if row.texts[0] > before:  # as of one word in one piece of the index after the other
                values.update(zip(row.texts, row.values, strict=True))
                continue
            for text, value in zip(row.texts, row.values, strict=True):
                known = values.get(text)
                if known is None:
                    values[text] = value
                elif isinstance(known, list):
                    known.append(value)
                else:
                    values[text] = [known, value]
        return values


_MANY_MORE = 8
"""How many times as many texts a row has that is searched for each of a few, and not gone through."""


def _first_text(row: Row) -> int:
    return row.texts[0]


def _summed(rows: Sequence[Row]) -> dict[int, int]:
    """How often the words of `rows` stand in each text, together; in the order of the texts."""
    if not rows:
        return {}
    rows = sorted(rows, key=_first_text)
    if all(row.texts[-1] < following.texts[0] for row, following in pairwise(rows)):
        return dict(chain.from_iterable(zip(row.texts, row.counts, strict=True) for row in rows))
    first = min(row.texts[0] for row in rows)
    totals = [0] * (max(row.texts[-1] for row in rows) - first + 1)
    for texts, counts, *_ in rows:
        start, stop = texts[0] - first, texts[-1] - first + 1
        if stop - start == len(texts):  # as of most common words
            totals[start:stop] = map(add, totals[start:stop], counts)
        else:
            for text, count in zip(texts, counts, strict=True):
                totals[text - first] += count
    return {text: count for text, count in enumerate(totals, first) if count}
