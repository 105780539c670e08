"""Collects by which values hits can be narrowed, with the condition that each adds to the query and how many hits it leaves.

A name in a condition also means longer names that hold it: `show:"Harbour"` lets "Harbour Nights" in, and `speaker:"Lee"` Ann Lee
where no voice is called just Lee. The counts follow that, so that a value never promises other hits than a click on it brings.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from reader_app.core.findings import FacetValue
from reader_app.core.search.signs import quoted
from reader_app.core.search.tokens import tokenise

T = TypeVar("T")
Voices = tuple[tuple[str, str], ...]
"""The voices of a text, each with its label and its name."""
_Words = tuple[str, ...]


class _Tally(Generic[T]):
    """Hits and episodes by value."""

    def __init__(self) -> None:
        self.hits: Counter[T] = Counter()
        self.episodes: Counter[T] = Counter()

    def add(self, counts: Iterable[tuple[T, int]]) -> None:
        """Take in one episode, each value at most once."""
        for value, hits in counts:
            self.hits[value] += hits
            self.episodes[value] += 1


def condition(name: str, value: str) -> str:
    """A condition as it stands in a query: `speaker:"Ann Lee"`, `lang:hi`."""
    return f"{name}:{quoted(value.rstrip('*＊ '))}"  # a star at the end, which is part of no word, would mean a beginning


def shows(episodes: Iterable[tuple[str, int]]) -> tuple[FacetValue, ...]:
    """Values of `show:`. `episodes`: the show and the hits of each."""
    rows = list(episodes)
    names = _Names(rows)
    tally: _Tally[_Words] = _Tally()
    for show, hits in rows:
        tally.add((words, hits) for words in names.within(words_of(show)))
    return names.values("show", tally)


def speakers(episodes: Iterable[tuple[Voices, Counter[int]]]) -> tuple[FacetValue, ...]:
    """Values of `speaker:`. `episodes`: the voices of each, and the hits that each of them says, by its number."""
    rows = list(episodes)
    names = _Names((voices[number][1], hits) for voices, said in rows for number, hits in said.items())
    tally: _Tally[_Words] = _Tally()
    for voices, said in rows:
        spellings = [{words_of(label), words_of(name)} for label, name in voices]
        exactly = set().union(*spellings)
        counts: Counter[_Words] = Counter()
        for number, hits in said.items():
            meant = {words for spelt in spellings[number] for words in names.within(spelt)}
            for words in meant:
                if words in spellings[number] or words not in exactly:
                    counts[words] += hits
        tally.add(counts.items())
    return names.values("speaker", tally)


def languages(episodes: Iterable[tuple[str, int]]) -> tuple[FacetValue, ...]:
    """Values of `lang:`; a language means its varieties too. `episodes`: the BCP 47 tag and the hits of each."""
    rows = [(language.casefold(), language, hits) for language, hits in episodes]
    known = {folded: language for folded, language, _ in rows}
    tally: _Tally[str] = _Tally()
    for folded, _, hits in rows:
        ends = [at for at, sign in enumerate(folded) if sign == "-"]
        tally.add((one, hits) for one in (*(folded[:end] for end in ends), folded) if one in known)
    return _most_first(
        FacetValue(condition("lang", language), language, tally.hits[folded], tally.episodes[folded])
        for folded, language in known.items()
        if words_of(language)
    )


def years(episodes: Iterable[tuple[int, int]]) -> tuple[FacetValue, ...]:
    """Years, newest first. `episodes`: the year and the hits of each."""
    tally: _Tally[int] = _Tally()
    for year, hits in episodes:
        tally.add([(year, hits)])
    return tuple(
        FacetValue(f"after:{year:04d} before:{year + 1:04d}", str(year), tally.hits[year], tally.episodes[year])
        for year in sorted(tally.hits, reverse=True)
    )


def kinds(episodes: Iterable[Counter[str]]) -> tuple[FacetValue, ...]:
    """Values of `in:`. `episodes`: the hits of each by what `in:` takes. The label is that word; who shows it names it."""
    tally: _Tally[str] = _Tally()
    for counts in episodes:
        tally.add(counts.items())
    return _most_first(FacetValue(condition("in", kind), kind, hits, tally.episodes[kind]) for kind, hits in tally.hits.items())


def _most_first(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Those with the most hits first, then those in most episodes, then by label."""
    return tuple(sorted(values, key=lambda value: (-value.hits, -value.episodes, value.label.casefold(), value.label)))


class _Names:
    """Names of which each may stand in others, told apart by their folded words."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        spellings: dict[_Words, Counter[str]] = {}
        for name, hits in names:
            words = words_of(name)
            if words:  # a name of signs only cannot be asked for
                spellings.setdefault(words, Counter())[name] += hits
        self._label = {words: min(found, key=lambda name: (-found[name], name)) for words, found in spellings.items()}
        self._lengths = sorted({len(words) for words in self._label})

    def within(self, words: _Words) -> set[_Words]:
        """The names that a condition could say to mean the name of these `words`."""
        return {
            words[start : start + length]
            for length in self._lengths
            for start in range(len(words) - length + 1)
            if words[start : start + length] in self._label
        }

    def values(self, field_name: str, tally: _Tally[_Words]) -> tuple[FacetValue, ...]:
        """The names as values of a condition."""
        return _most_first(
            FacetValue(condition(field_name, label), " ".join(label.split()), tally.hits[words], tally.episodes[words])
            for words, label in self._label.items()
        )


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> _Words:
    """The folded words of a name."""
    return tuple(tokenise(name).words)
