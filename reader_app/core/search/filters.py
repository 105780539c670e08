"""Finds the conditions in the text of a query, and puts them in and takes them out, so that a chip is always what is written.

Text goes in and text comes out; what the reader typed besides stays as it is. Places are code points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reader_app.core.search.query import pieces_of
from reader_app.core.search.signs import quoted
from reader_app.core.search.syntax import All, Any, Field, Node, Not, Piece
from reader_app.core.search.tokens import tokenise

_DATES = ("after", "before")
"""Fields of which one at a time says something: of two days only one counts."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that stands in a query from code point `start` to `stop`; met by any of its `values`, or by none if `negated`.

    `values` are as they are written, without quotes; those of `in` as `in:` takes them.
    """

    name: str
    values: tuple[str, ...]
    negated: bool
    start: int
    stop: int


def filters_of(query: str) -> tuple[Filter, ...]:
    """The conditions that stand in `query` outside any bracket but their own, in order. Never raises.

    `(speaker:A OR speaker:B)` is one of two values. Of a query that cannot be read they are those before the place where it goes
    wrong; a field whose value has only been begun and is none yet (`after:20`) is not one.
    """
    found = (_filter(query, piece) for piece in pieces_of(query))
    return tuple(one for one in found if one is not None)


def with_filter(query: str, name: str, value: str, *, either: bool = True) -> str:
    """`query` with the condition that field `name` is `value`, in front so that the word being typed stays the last.

    With `either` it is enough to meet this value or another that `query` has for this field; without, both must be met. A date
    takes the place of the one before. A value without any word cannot be asked for, and changes nothing.
    """
    if not tokenise(value).words:
        return query
    same = [one for one in filters_of(query) if one.name == name and not one.negated]
    if any(value in one.values if either or name in _DATES else (value,) == one.values for one in same):
        return query
    if same and name in _DATES:
        return _replaced(query, same[0], (value,))
    if same and either:
        return _replaced(query, same[0], (*same[0].values, value))
    return f"{_written(name, (value,), negated=False)} {query.lstrip()}"


def with_condition(query: str, condition: str) -> str:
    """`query` with all the conditions of `condition`, itself a query (`after:2026 before:2027`); its words are left out."""
    for one in reversed(filters_of(condition)):
        if one.negated:
            query = f"{_written(one.name, one.values, negated=True)} {query.lstrip()}"
        else:
            for value in one.values:
                query = with_filter(query, one.name, value)
    return query


def without_filter(query: str, filter: Filter, value: str | None = None) -> str:
    """`query` without a condition that `filters_of(query)` gave, or without one of its values."""
    left = tuple(one for one in filter.values if value is not None and one != value)
    if left:
        return query if len(left) == len(filter.values) else _replaced(query, filter, left)
    return _cut_out(query, [filter])


def words_of_query(query: str) -> str:
    """`query` without its conditions."""
    return _cut_out(query, filters_of(query))


def _filter(query: str, piece: Piece) -> Filter | None:
    node, negated = piece.node, False
    if isinstance(node, Not):
        node, negated = node.child, True
    fields = _alternatives(node)
    if not fields or len({one.name for one in fields}) > 1:
        return None
    name = fields[0].name
    values = dict.fromkeys(one.value if name == "in" else query[one.at : one.stop] for one in fields)
    return Filter(name, tuple(values), negated, piece.start, piece.stop)


def _alternatives(node: Node | None) -> list[Field]:
    """The fields of which one must be met; none where `node` asks for something else too."""
    match node:
        case Field():
            return [node]
        case Any(children=children):
            fields = [_alternatives(child) for child in children]
            return [one for some in fields for one in some] if all(fields) else []
        case All() | _:
            return []


def _written(name: str, values: tuple[str, ...], *, negated: bool) -> str:
    conditions = [f"{name}:{quoted(value)}" for value in values]
    told = conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"
    return f"-{told}" if negated else told


def _replaced(query: str, filter: Filter, values: tuple[str, ...]) -> str:
    return query[: filter.start] + _written(filter.name, values, negated=filter.negated) + query[filter.stop :]


def _cut_out(query: str, filters: Iterable[Filter]) -> str:
    """`query` without `filters`, and without an AND that would be left with nothing before it."""
    gone = {one.start for one in filters}
    kept = ""
    end = 0
    cut = begun = False
    for piece in pieces_of(query):
        if piece.start in gone:
            cut = True
        elif cut:
            told = query[piece.joint if begun else piece.start : piece.stop]
            kept = f"{kept.rstrip()} {told}" if kept.strip() else told
            cut = False
        else:
            kept += query[end : piece.stop]
        begun = begun or (piece.start not in gone and piece.node is not None)
        end = piece.stop
    rest = query[end:]
    if not cut:
        return kept + rest
    return f"{kept.rstrip()} {rest.lstrip()}" if kept.strip() and rest else kept + rest.lstrip()
