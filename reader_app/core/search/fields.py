"""Knows the fields of the query language: what each is for, what it takes, and which one a misspelt name means."""

from dataclasses import replace

from reader_app.core.errors import QueryError
from reader_app.core.search.dates import first_day
from reader_app.core.search.spelling import within
from reader_app.core.search.syntax import FIELDS, WHERE, Field

MEANINGS = {
    "speaker": "said by this voice",
    "show": "in this show",
    "chapter": "in chapters of this title",
    "title": "in episodes of this title",
    "entity": "in episodes that name it",
    "tag": "with this tag",
    "lang": "in this language",
    "after": "on or after a day",
    "before": "before a day",
    "in": "in this kind of text",
}
"""What each field of a query says of the places that are found."""
PLACES = {
    "text": "all that is said or written",
    "speech": "what is said",
    "quotes": "what you quoted",
    "notes": "what you noted",
    "chapters": "titles of chapters",
    "title": "titles of episodes",
    "description": "descriptions of episodes",
    "pull-quotes": "what the source sets apart",
    "prose": "what is written",
    "entities": "glossaries",
}
"""What `in:` takes as it is typed, and what each means, the most asked for first."""
_ANY_PLACE = ", ".join(list(PLACES)[:-1]) + f" or {list(PLACES)[-1]}"
_SHORTEST_MISSPELT = 5
"""Letters of the shortest name of a field that is recognised misspelt: "on:" is no slip for "in:"."""
_EXAMPLES = {
    "speaker": ': a name, as in speaker:"Ann Lee"',
    "after": ": a date, as in after:2026-01",
    "before": ": a date, as in before:2026-01",
    "lang": ": a language, as in lang:en",
    "in": f": {_ANY_PLACE}",
}


def example(name: str) -> str:
    """What may stand after a field, to end a sentence with."""
    return _EXAMPLES.get(name, f", as in {name}:word")


def misspelt(name: str) -> str | None:
    """The field whose name `name` is nearly, or a plural of; None where it is one itself, or far from all."""
    if name in FIELDS:
        return None
    if name == "entities":
        return "entity"
    if name.endswith("s") and name[:-1] in FIELDS:
        return name[:-1]
    near = (field for field in FIELDS if min(len(field), len(name)) >= _SHORTEST_MISSPELT)
    return next((field for field in near if within(field, name, 2 if len(field) > 6 else 1) is not None), None)


def checked(field: Field, at: int, still_typed: bool) -> Field | None:
    """`field`, its value one that it can have; None for a value that is still being typed and not yet one.

    Raises QueryError for another, which stands at code point `at`.
    """
    if field.name in ("after", "before") and first_day(field.value) is None:
        if still_typed:
            return None
        raise QueryError("A date is written 2026, 2026-01 or 2026-01-31.", at)
    if field.name == "in":
        place = _place(field.value)
        if place is None:
            if still_typed:
                return None
            raise QueryError(f"in: takes {_ANY_PLACE}.", at)
        return replace(field, value=place)
    return field


def _place(value: str) -> str | None:
    """What of `WHERE` is meant, also in the singular or the plural; None where nothing is."""
    typed = "_".join(value.casefold().replace("-", " ").replace("_", " ").split())
    meant = (typed, f"{typed}s", typed.removesuffix("s"), f"{typed.removesuffix('y')}ies")
    return next((place for place in meant if place in WHERE), None)
