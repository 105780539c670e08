"""Which chips a query makes: where it looks, by which values its hits are narrowed, and what a click on a chip makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from reader_app.core.findings import FacetName, FacetValue, Survey
from reader_app.core.library import Filter, filters_of, with_condition, with_filter, without_filter

SCOPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "everywhere": ("Everywhere", ()),
    "text": ("Text", ("speech", "prose", "description", "pull_quotes")),
    "chapters": ("Chapters", ("chapters",)),
    "quotes": ("Quotes", ("quotes",)),
    "notes": ("Notes", ("notes",)),
}
"""Where can be searched: what `in:` takes, its word, and the kinds of text whose hits belong to it."""
FACETS: dict[FacetName, tuple[str, str, tuple[str, ...]]] = {
    "show": ("Show", "Any show", ("show",)),
    "speaker": ("Speaker", "Any speaker", ("speaker",)),
    "year": ("Date", "Any date", ("after", "before")),
    "language": ("Language", "Any language", ("lang",)),
    "kind": ("Kind", "Any kind of text", ("in",)),
}
"""By what hits can be narrowed: its word, what its chip says while it is not set, and the fields of the query that set it."""
ALWAYS: tuple[FacetName, ...] = ("show", "speaker", "year")
"""Facets that have a chip also while they are not set; the others stand behind "More"."""
ONE_OF: tuple[FacetName, ...] = ("year",)
"""Facets of which one value takes another's place: a query has one time, from a day to a day."""
_KIND_WORDS = {
    "speech": "Speech",
    "prose": "Prose",
    "description": "Descriptions",
    "pull_quotes": "Pull quotes",
    "chapters": "Chapters",
    "title": "Titles",
    "entities": "Entities",
    "quotes": "Quotes",
    "notes": "Notes",
    "text": "Text",
}
_PLURALS: dict[FacetName, str] = {
    "show": "shows",
    "speaker": "speakers",
    "year": "days",
    "language": "languages",
    "kind": "kinds of text",
}
_LONGEST = 24
"""Letters that a chip of several values has room for; of more values it says how many they are."""
_OTHER_WORDS = {"title": "Title", "chapter": "Chapter", "entity": "Entity", "tag": "Tag"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, as its chip says it, and in `whole`: `filters` are what it stands for in the query.

    `facet` is None for what cannot be chosen from a menu (a title, what is left out).
    """

    facet: FacetName | None
    words: str
    filters: tuple[Filter, ...]
    whole: str


def scope_of(query: str) -> str | None:
    """Where `query` looks, as one of SCOPES: also where it names a part of one. None where it names something else or more."""
    places = _places(query)
    named = _named_scope(query)
    if named is not None or not places:
        return named or "everywhere"
    narrowed = [scope for scope, (_, kinds) in SCOPES.items() for one in places if set(one.values) <= {scope, *kinds}]
    return narrowed[0] if narrowed and len(set(narrowed)) == 1 else None


def with_scope(query: str, scope: str) -> str:
    """`query`, looking in that one of SCOPES and nowhere else."""
    query = _without(query, _places(query))
    return query if scope == "everywhere" else with_filter(query, "in", scope)


def scope_counts(survey: Survey) -> dict[str, int]:
    """How many hits belong to each scope of a search that looks everywhere."""
    kinds = {value: one.hits for one in survey.facets.get("kind", ()) for value in _values_of(one.condition)}
    counts = {scope: sum(kinds.get(kind, 0) for kind in kinds_of) for scope, (_, kinds_of) in SCOPES.items()}
    return {**counts, "everywhere": survey.total}


def chips_of(query: str) -> tuple[Chip, ...]:
    """The filters that are set in `query`, those of one facet together, without the places that SCOPES have."""
    filters = filters_of(query)
    scoped = _named_scope(query) is not None
    chips = []
    for facet, (word, _, names) in FACETS.items():
        own = tuple(one for one in filters if one.name in names and not one.negated)
        if own and not (facet == "kind" and scoped):
            told, count = _told(facet, own), sum(len(one.values) for one in own)
            whole = f"{word}: {told}"
            short = count > 1 and len(whole) > _LONGEST and facet != "year"
            chips.append(Chip(facet, f"{count} {_PLURALS[facet]}" if short else whole, own, whole))
    for one in filters:
        if one.negated or one.name in _OTHER_WORDS:
            chips.append(Chip(None, _other(one), (one,), _other(one)))
    return tuple(chips)


def without_chip(query: str, chip: Chip) -> str:
    """`query` without what a chip stands for."""
    return _without(query, chip.filters)


def without_facet(query: str, facet: FacetName) -> str:
    """`query` without what narrows it by that facet: what its menu counts."""
    names = FACETS[facet][2]
    return _without(query, [one for one in filters_of(query) if one.name in names and not one.negated])


def is_set(query: str, value: FacetValue) -> bool:
    """Whether `query` has all that the value adds to it."""
    have = {(one.name, known.casefold()) for one in filters_of(query) if not one.negated for known in one.values}
    wanted = [(one.name, known.casefold()) for one in filters_of(value.condition) for known in one.values]
    return bool(wanted) and all(each in have for each in wanted)


def toggled(query: str, facet: FacetName, value: FacetValue) -> str:
    """`query` with the value, beside others of its facet, or without it where it is set. Of years one takes another's place."""
    if facet in ONE_OF:
        cleared = without_facet(query, facet)
        return cleared if is_set(query, value) else with_condition(cleared, value.condition)
    if not is_set(query, value):
        if facet == "kind" and _named_scope(query) is not None:
            query = with_scope(query, "everywhere")
        return with_condition(query, value.condition)
    for wanted in filters_of(value.condition):
        for known in wanted.values:
            for one in filters_of(query):
                same = next((each for each in one.values if each.casefold() == known.casefold()), None)
                if one.name == wanted.name and not one.negated and same is not None:
                    query = without_filter(query, one, same)
                    break
    return query


def label_of(facet: FacetName, label: str) -> str:
    """A value's label as a reader knows it: the name of a language, a kind of text in words."""
    if facet == "kind":
        return _KIND_WORDS.get(label, label)
    if facet == "language":
        language = QLocale(label).language()
        known = QLocale.languageToString(language) if language != QLocale.Language.C else ""
        return f"{known} ({label})" if known and "-" in label else known or label
    return label


def _places(query: str) -> list[Filter]:
    return [one for one in filters_of(query) if one.name == "in" and not one.negated]


def _named_scope(query: str) -> str | None:
    """The one of SCOPES that `query` names itself; None where it names none, something else or several."""
    places = _places(query)
    named = places[0].values if len(places) == 1 else ()
    return named[0] if len(named) == 1 and named[0] in SCOPES else None


def _values_of(condition: str) -> tuple[str, ...]:
    return tuple(value for one in filters_of(condition) for value in one.values)


def _told(facet: FacetName, filters: Iterable[Filter]) -> str:
    if facet == "year":
        return _period(filters)
    return ", ".join(label_of(facet, value) for one in filters for value in one.values)


def _period(filters: Iterable[Filter]) -> str:
    """The time between `after:` and `before:` in words."""
    days = {one.name: one.values[-1] for one in filters}
    after, before = days.get("after", ""), days.get("before", "")
    if not (after and before):
        return f"since {after}" if after else f"before {before}"
    if after.isdecimal() and before.isdecimal() and len(after) == len(before) == 4:
        last = int(before) - 1
        return after if int(after) == last else f"{after} to {last}"
    return f"{after} to before {before}"


def _other(one: Filter) -> str:
    """A filter that no menu has, in words."""
    of_facets = {name: word for word, _, names in FACETS.values() for name in names}
    words = of_facets | _OTHER_WORDS | {"after": "Since", "before": "Before"}
    values = ", ".join(_KIND_WORDS.get(value, value) if one.name == "in" else value for value in one.values)
    return f"Not {words[one.name].lower()}: {values}" if one.negated else f"{words[one.name]}: {values}"


def _without(query: str, filters: Sequence[Filter]) -> str:
    """`query` without these of its filters, the last first, so that the places of the others stay true."""
    for one in sorted(filters, key=lambda one: one.start, reverse=True):
        query = without_filter(query, one)
    return query
