"""Tells how to search, by examples that can be asked as they stand, made of names that the library knows where there are some."""

from collections.abc import Mapping, Sequence

from reader_app.core.findings import CompletionKind
from reader_app.core.search.signs import quoted
from reader_app.core.search.tokens import tokenise

NAMES_IN_EXAMPLES: tuple[CompletionKind, ...] = ("speaker", "show", "entity", "language")
"""Kinds of names that examples are made of."""
_SHORTEST_WORD, _LONGEST_WORD = 4, 10
_ROOM = 16
"""Code points of a name that an example has room for: names may be met by a part."""
_WORDS = ("harbour", "fog", "port")


def search_help(names: Mapping[CompletionKind, Sequence[str]] | None = None) -> tuple[tuple[str, str], ...]:
    """How to search, as (example, what it finds): first what words can do, then where they are looked for.

    `names` are some that the library knows, the commonest of each kind first. Every example is a query that can be read.
    """
    known = names or {}
    first, second, third = _words(known.get("entity", ()))
    voice, show = _name(known.get("speaker", ()), "Ann Lee"), _name(known.get("show", ()), "Tide Table")
    named, language = _name(known.get("entity", ()), "Kyoto"), _name(known.get("language", ()), "en")
    one, other = _given_names(known.get("speaker", ()))
    return (
        (f"{first} {second}", "both words in one episode, in any form, closest together first"),
        (f'"{first} {second}"', "exactly these words, one after the other"),
        (f'"{first} {second}"~5', "both words, with at most five others between them"),
        (f"{first} OR {second}", "either word"),
        (f"{second} -{first}", "the first word, in episodes without the second"),
        (f"({first} OR {second}) {third}", "one of the two, and the third"),
        (f"{_beginning(first)}*", "every word with this beginning"),
        (f"{_misspelt(first)}~", "words spelt nearly like this one"),
        (f"speaker:{voice}", "said by this voice; part of the name will do; add words to find where it says them"),
        (f"(speaker:{one} OR speaker:{other})", "said by either; with - before speaker: by anybody else"),
        (f"show:{show}", "in shows of this name; title: chapter: tag: work the same way"),
        (f"entity:{named}", "where a person, a place or a thing is named"),
        ("after:2026-01 before:2026-07", "by date; a year or a day will do"),
        (f"lang:{language} {first}", "in episodes in this language"),
        (f"in:speech {first}", "only in what is said; also in:prose in:chapters in:description in:pull-quotes"),
        (f"in:quotes {first}", "only in quotes you keep; in:notes looks in what you wrote about them"),
    )


def _name(names: Sequence[str], otherwise: str) -> str:
    """The first of the names as the value of a field, or as much of its beginning as an example has room for."""
    return quoted(next((short for name in names if (short := _shortened(name))), otherwise))


def _given_names(voices: Sequence[str]) -> tuple[str, str]:
    """The first words of two different names as values of a field."""
    firsts = dict.fromkeys(name.split()[0] for name in voices if len(_shortened(name)) > 1)
    two = [*firsts, *(name for name in ("Ann", "Bo") if name not in firsts)][:2]
    return quoted(two[0]), quoted(two[1])


def _shortened(name: str) -> str:
    """The first words of `name`, as many as an example has room for; "" where the first is longer."""
    kept = ""
    for word in name.split():
        longer = f"{kept} {word}" if kept else word
        if len(longer) > _ROOM:
            break
        kept = longer
    return kept if tokenise(kept).words else ""


def _words(entities: Sequence[str]) -> tuple[str, str, str]:
    """Three words to search for: two that stand together in a name, and one of another."""
    split = [name.casefold().split() for name in entities]
    pairs = [words for words in split if len(words) == 2 and all(map(_is_plain, words))]
    if not pairs:
        return _WORDS
    first, second = pairs[0]
    others = (word for words in split for word in words if _is_plain(word) and word not in (first, second))
    return first, second, next(others, _WORDS[2])


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and _SHORTEST_WORD <= len(word) <= _LONGEST_WORD


def _beginning(word: str) -> str:
    return word[: max(3, len(word) - 2)]


def _misspelt(word: str) -> str:
    """`word` with two letters in the middle changed about."""
    at = len(word) // 2 - 1
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
