"""Finds the places of one text where a query is met.

Everything is counted in positions (see `layout`). Conditions such as `speaker:` become stretches of positions in which words may
stand; words become rows of places; words that must stand together become the shortest stretches that hold one of each.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from reader_app.core.model import BlockKind
from reader_app.core.search.conditions import has_name, intersection, parts_of, ranges_of
from reader_app.core.search.layout import Layout, Ranges, column, holds
from reader_app.core.search.occurrences import Occurrences
from reader_app.core.search.syntax import All, Any, Field, Key, Node, Not, Phrase, Word, is_filter, phrase_of
from reader_app.core.search.windows import Place, apart, close_together, in_order, phrase_starts, together


class Matcher:
    """Finds the places of a query, in one text after another. `words` tells where its words are met, by `Word.key`."""

    def __init__(self, words: Mapping[Key, Occurrences]) -> None:
        self._words = words

    def met(self, node: Node, text: int, layout: Layout, scope: Ranges) -> list[Place] | None:
        """The places within `scope` where `node` is met, in order; None where it is not met at all."""
        match node:
            case Word():
                return [Place(at, at, (at,)) for at in self._row(node, text, scope)] or None
            case Phrase():
                return self._phrase(node, text, scope) or None
            case Any(children=children) if not is_filter(node):
                found = [self.met(child, text, layout, scope) for child in children]
                if all(places is None for places in found):
                    return None
                return sorted(apart([place for places in found for place in places or ()]), key=in_order)
            case All(children=children):
                return self._all(children, text, layout, scope)
            case _:
                inside = ranges_of(node, layout, scope)
                return self._landmarks(node, text, layout, inside) if inside else None

    def met_in_whole(self, node: Node, text: int) -> list[Place]:
        """The places in a text of a `node` that asks for words only, in order."""
        return self.met(node, text, _ANY_LAYOUT, _EVERYWHERE) or []

    def _all(self, children: tuple[Node, ...], text: int, layout: Layout, scope: Ranges) -> list[Place] | None:
        filters = tuple(child for child in children if is_filter(child))
        scope = ranges_of(All(filters), layout, scope)
        if not scope:
            return None
        wanted: list[list[Place]] = []
        for child in dict.fromkeys(child for child in children if not is_filter(child)):
            if isinstance(child, Not):
                everywhere = _EVERYWHERE if layout is _ANY_LAYOUT else [(0, layout.end or 1)]
                if self.met(child.child, text, layout, everywhere) is not None:
                    return None  # what is excluded is excluded wherever it stands, as by `Sieve`
                continue
            places = self.met(child, text, layout, scope)
            if places is None:
                return None
            wanted.append(places)
        return together(wanted) if wanted else self._landmarks(All(filters), text, layout, scope)

    def _phrase(self, phrase: Phrase, text: int, scope: Ranges) -> list[Place]:
        rows = [self._row(word, text, scope) for word in phrase.words]
        if not all(rows):
            return []
        if phrase.slop is not None:
            return close_together(rows, phrase.slop)
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        found = phrase_starts([at - phrase.offsets[n] for at in rows[n]] for n in order)
        return [Place(start, start + phrase.offsets[-1], tuple(start + offset for offset in phrase.offsets)) for start in found]

    def _row(self, word: Word, text: int, scope: Ranges) -> Sequence[int]:
        """The positions within `scope` at which `word` stands."""
        places = self._words[word.key].positions(text)
        if not places or (len(scope) == 1 and scope[0][0] <= places[0] and places[-1] < scope[0][1]):
            return places
        row: list[int] = []
        for start, stop in scope:
            row.extend(places[bisect_left(places, start) : bisect_right(places, stop - 1)])
        return row

    def _landmarks(self, node: Node, text: int, layout: Layout, scope: Ranges) -> list[Place]:
        """Where conditions lead that stand without any words: the heading, the turn, the mention, the bookmark they name."""
        match node:
            case Field(name="title" | "chapter" | "entity"):
                return self._named(node, text, layout, scope)
            case Field(name="speaker" | "in"):
                starts = parts_of(node, layout)
                return [Place(at, at, ()) for at in starts if holds(scope, at)]
            case Field(name=name):
                return [Place(0, 0, ())] if layout.bookmark is None or name == "tag" else []
            case All(children=children):
                told = [child for child in children if not isinstance(child, Not)]
                narrow = [child for child in told if _asks_for(child, _NAMING_PLACES)]
                tags = [child for child in told if _asks_for(child, ("tag",))]  # of a bookmark, perhaps
                return self._landmarks((narrow or tags or told)[0], text, layout, scope) if told else []
            case Any(children=children):
                found = [place for child in children for place in self._landmarks(child, text, layout, scope)]
                return sorted(apart(found), key=in_order)
            case _:
                return []

    def _named(self, condition: Field, text: int, layout: Layout, scope: Ranges) -> list[Place]:
        """The places where the title, heading or glossary says the name, and where an entity of that name is mentioned."""
        kinds = _NAMED[condition.name]
        said = intersection(scope, layout.part_ranges(kinds=kinds))
        places = self.met(phrase_of(condition), text, layout, said) or []
        if condition.name == "entity":
            ranges = (span for name, spans in layout.entities if has_name(name, condition) for span in spans)
            places += [Place(a, b - 1, tuple(range(a, b))) for a, b in ranges if a < b and holds(scope, a)]
        return sorted(apart(places), key=in_order)


_NAMED: dict[str, tuple[BlockKind, ...]] = {"title": ("title",), "chapter": ("heading", "contents"), "entity": ("entity",)}
"""The kinds of block that say the name which a condition asks for."""

_NAMING_PLACES = ("speaker", "in", "title", "chapter", "entity")
"""Conditions that name places in a text; the others are of the whole episode."""
_EVERYWHERE: Ranges = [(0, sys.maxsize)]
_ANY_LAYOUT = Layout("", None, "", None, "", None, (), 0, 1, 0, column(()), column(()))
"""What stands for the layout of a text where no condition asks for it."""


def _asks_for(node: Node, names: Collection[str]) -> bool:
    """Whether one of the conditions of these names is told, and not only to exclude."""
    match node:
        case Field(name=name):
            return name in names
        case All(children=children) | Any(children=children):
            return any(_asks_for(child, names) for child in children)
        case _:
            return False
