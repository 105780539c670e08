"""Which texts a query may be met in, told without looking into any: sets of texts, and the facts that a text has as a whole."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import accumulate
from typing import Any as Whatever

from reader_app.core.search.conditions import ranges_of
from reader_app.core.search.layout import Layout, column
from reader_app.core.search.occurrences import Occurrences
from reader_app.core.search.reading import Reading
from reader_app.core.search.syntax import All, Any, Field, Key, Node, Not, Phrase, Word, is_filter
from reader_app.core.search.windows import close_together, phrase_starts

_COLUMN_OF = {"show": "show", "title": "title", "tag": "tags", "lang": "language", "after": "published", "before": "published"}
"""Conditions that one fact of the whole text decides, and the column that holds it."""
_NO_NUMBERS = column(())

Texts = Collection[int]


class Sieve:
    """Narrows texts down to those that may meet a query.

    `sure` turns False when a condition is passed by that only the places in a text decide; `phrases` holds by phrase, in each of
    the texts left, how often it stands there. Where it is `hurried`, a common phrase is looked for only in texts that its rarest
    word is frequent in, and `whole` turns False.
    """

    def __init__(
        self, reading: Reading, words: Mapping[Key, Occurrences], look: Callable[[], None], *, hurried: bool = False
    ) -> None:
        self._reading = reading
        self._words = words
        self._look = look
        self._hurried = hurried
        self.sure = True
        self.whole = True
        self.phrases: dict[Phrase, dict[int, int]] = {}

    def texts(self, node: Node, within: Texts | None = None) -> Texts:
        """The texts, of those `within`, that may meet `node`; if `sure` is still True, that do."""
        match node:
            case Word():
                held = self._words[node.key]
                return held.counts.keys() if within is None else _both(held.counts, within)
            case Phrase():
                return self._phrase(node, within)
            case Field():
                return self._field(node, self._all(within))
            case Any(children=children):
                if not is_filter(node) and any(map(is_filter, children)):
                    self.sure = False  # what such a condition leads to, its places tell
                found: set[int] = set()
                for child in children:
                    found.update(self.texts(child, within))
                return found
            case Not():
                return self._but(node, self._all(within))
            case All(children=children):
                for child in sorted(children, key=self._cost):
                    within = self.texts(child, within)
                return self._all(within)

    def _all(self, within: Texts | None) -> Texts:
        return self._reading.texts() if within is None else within

    def _cost(self, node: Node) -> tuple[int, int]:
        """Which children of a node go first: words, the rarest at once, then what narrows with little work."""
        match node:
            case Word():
                return (0, len(self._words[node.key]))
            case Field():
                return (1, 0)
            case Not():
                return (4, 0)
            case Phrase():
                return (2, min(len(self._words[word.key]) for word in node.words))
            case _:
                return (3, 0)

    def _phrase(self, phrase: Phrase, within: Texts | None) -> Texts:
        order = sorted(range(len(phrase.words)), key=lambda n: sum(self._words[phrase.words[n].key].counts.values()))
        rows = [self._words[phrase.words[n].key] for n in order]
        for held in sorted(rows, key=len):
            within = held.counts.keys() if within is None else _both(held.counts, within)
        told = list(zip(rows, [phrase.offsets[n] for n in order], strict=True))
        found: dict[int, int] = {}
        looked_into = self._likeliest(rows, self._all(within)) if self._hurried else self._all(within)
        if self._hurried:
            for held in rows:
                held.focus(looked_into)
        for number, text in enumerate(looked_into):
            if number % _LOOK == 0:
                self._look()
            if phrase.slop is None:
                count = len(phrase_starts(held.passing(text, offset) for held, offset in told))
            else:
                count = len(close_together([held.positions(text) for held in rows], phrase.slop))
            if count:
                found[text] = count
        self.phrases[phrase] = found
        return found.keys()

    def _likeliest(self, rows: Sequence[Occurrences], texts: Texts) -> Texts:
        """As many of `texts` as can be looked into in a moment, those in which the first of `rows` is most frequent."""
        counts = [row.counts for row in rows]
        often = [sum(column) for column in zip(*(map(held.__getitem__, texts) for held in counts), strict=True)]
        if sum(often) <= _HURRIED_POSITIONS:
            return texts
        self.whole = False
        spent = dict(zip(texts, often, strict=True))
        ordered = sorted(texts, key=counts[0].__getitem__, reverse=True)
        enough = bisect_right(list(accumulate(map(spent.__getitem__, ordered))), _HURRIED_POSITIONS)
        return ordered[: max(enough, _LOOK)]

    def _field(self, condition: Field, within: Texts) -> Texts:
        name = condition.name
        if name in _COLUMN_OF:
            return self._deciding(condition, _COLUMN_OF[name], within)
        self.sure = False
        if name == "speaker":
            return self._voiced(condition, within)
        if name == "in" and condition.value == "notes":
            return self._reading.notes.intersection(within)
        return within

    def _deciding(self, condition: Field, name: str, within: Texts) -> Texts:
        """Those texts that meet a condition on one fact of them; each fact is judged once."""
        facts = self._reading.column(name)
        known: dict[Hashable, bool] = {}
        kept = []
        for text in within:
            fact = facts[text]
            met = known.get(fact)
            if met is None:
                met = known[fact] = bool(ranges_of(condition, _bare(name, fact), [(0, 1)]))
            if met:
                kept.append(text)
        return kept

    def _voiced(self, condition: Field, within: Texts) -> Texts:
        """Those texts in which somebody speaks who may be meant."""
        voices, words_of = self._reading.column("voices"), self._reading.words_of_name
        asked = set(condition.words[:-1] if condition.ends_begun else condition.words)
        known: dict[str, bool] = {}
        kept = []
        for text in within:
            for name in voices[text]:
                met = known.get(name)
                if met is None:
                    met = known[name] = asked.issubset(words_of(name))
                if met:
                    kept.append(text)
                    break
        return kept

    def _but(self, node: Not, within: Texts) -> Texts:
        if is_filter(node) and not decided(node):
            self.sure = False
            return within
        inside = Sieve(self._reading, self._words, self._look)  # what is excluded is excluded everywhere
        out = set(inside.texts(node.child, within))
        if not inside.sure:
            self.sure = False
            return within
        return [text for text in within if text not in out]


_LOOK = 64
"""Texts between two looks whether anybody still waits."""
_HURRIED_POSITIONS = 12_000
"""Positions that are gone through in less than a millisecond."""


def _both(held: Mapping[int, int], within: Texts) -> list[int]:
    return [text for text in within if text in held]


def decided(node: Node) -> bool:
    """Whether a condition is decided by facts of the whole text."""
    match node:
        case Field(name=name):
            return name in _COLUMN_OF
        case Not(child=child):
            return decided(child)
        case All(children=children) | Any(children=children):
            return all(map(decided, children))
        case _:
            return False


def _bare(name: str, fact: Whatever) -> Layout:
    """A layout of a text without words of which only one fact is known."""
    facts: dict[str, Whatever] = {"title": "", "show": None, "language": "", "published": None, "tags": (), name: fact}
    return Layout("", None, **facts, words=0, end=1, digest=0, seen_positions=_NO_NUMBERS, seen_offsets=_NO_NUMBERS)
