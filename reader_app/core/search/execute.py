"""Answers a query: finds its places in the index, ranks the episodes, and reads only the texts of the hits that are shown."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader_app.core.errors import QueryError, UnknownEpisode
from reader_app.core.model import Hit, SearchAnswer, SearchSort
from reader_app.core.search.document import Document
from reader_app.core.search.hits import hits_of
from reader_app.core.search.index import Index
from reader_app.core.search.layout import KINDS, Layout
from reader_app.core.search.matching import Matcher
from reader_app.core.search.query import parse
from reader_app.core.search.spelling import alike
from reader_app.core.search.syntax import Query, Word, words_of
from reader_app.core.search.windows import Place

if TYPE_CHECKING:
    from reader_app.core.search.reading import Reading

_TITLE_WEIGHT = 8
"""How many times a word counts that stands in the title."""


@dataclass(slots=True)
class _Found:
    """An episode that meets the query: the places in its text and in its notes, and how well it does."""

    episode: str
    published: str
    words: int = 0
    score: float = 0.0
    texts: list[tuple[Layout, list[Place]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(places) for _, places in self.texts)

    @property
    def grade(self) -> int:
        """The best that any of its places has."""
        return min(place.grade for _, places in self.texts for place in places)


def execute(
    index: Index,
    query: Query,
    load: Callable[[str], Document],
    *,
    limit: int = 50,
    sort: SearchSort = "relevance",
    exact: bool = False,
    per_episode: int | None = None,
    episode: str | None = None,
) -> SearchAnswer:
    """The places where `query` is met: those of the best episode first, within it where the words stand together best.

    `load` gives the document of an episode id and may raise UnknownEpisode; it is asked only for episodes with hits among the
    first `limit` (at most `per_episode` of each). `total` and `counts` are of all. By "date" the newest episode comes first, by
    "length" the longest. With `exact`, word forms do not count. With `episode`, only that one is told of. Raises IndexDamaged
    and IndexBusy.
    """
    begun = time.perf_counter()
    with index.reading() as reading:
        found = [one for one in _ranked(_find(reading, query, exact), sort) if episode in (None, one.episode)]
        suggestion = None if found else _suggestion(reading, query)
    hits: list[Hit] = []
    gone: set[str] = set()
    for one in found:
        if len(hits) >= limit:
            break
        shown = _hits(one, load, limit - len(hits) if per_episode is None else min(per_episode, limit - len(hits)))
        hits.extend(shown)
        if not shown:
            gone.add(one.episode)  # removed or changed a moment ago, which the index has not eaten yet
    counts = tuple((one.episode, one.count) for one in found if one.episode not in gone)
    return SearchAnswer(
        query=query.text,
        hits=tuple(hits),
        total=sum(count for _, count in counts),
        episodes=len(counts),
        suggestion=suggestion,
        milliseconds=(time.perf_counter() - begun) * 1000,
        counts=counts,
    )


def _find(reading: "Reading", query: Query, exact: bool = False) -> list[_Found]:
    """All episodes that meet the query, with all places."""
    words = {word.key: word for word in words_of(query.root)}
    if exact:
        words = {key: replace(word, match="exact") if word.match == "forms" else word for key, word in words.items()}
    places = {key: reading.places(word) for key, word in words.items()}
    matcher = Matcher(places)
    candidates = matcher.candidates(query.root)
    texts = reading.texts() if candidates is None else sorted(candidates)
    rarity = {key: math.log(1 + len(reading.texts()) / (1 + len(found))) for key, found in places.items()}
    episodes: dict[str, _Found] = {}
    for text in texts:
        layout = reading.layout(text)
        met = matcher.met(query.root, text, layout, [(0, layout.end or 1)])
        if not met:
            continue
        one = episodes.setdefault(layout.episode, _Found(layout.episode, layout.published or ""))
        one.texts.append((layout, met))
        one.words = max(one.words, layout.words)
        one.score += sum(rarity[key] * _weight(found[text], layout) for key, found in places.items() if text in found)
    for one in episodes.values():
        one.texts.sort(key=lambda told: told[0].bookmark is not None)
    return list(episodes.values())


def _weight(positions: Sequence[int], layout: Layout) -> float:
    """How much a word weighs in a text: the more often the more, ever less so; less in a long text; more in the title."""
    often = float(len(positions))
    titled = len(layout.part_kinds) > 1 and KINDS[layout.part_kinds[0]] == "title"
    title_end = layout.part_firsts[1] if titled else 0
    if positions[0] < title_end:
        often += _TITLE_WEIGHT
    return often / (often + 0.5 + layout.words / 10_000)


def _ranked(found: list[_Found], sort: SearchSort) -> list[_Found]:
    if sort == "date":
        return sorted(found, key=lambda one: (one.published, one.score), reverse=True)
    if sort == "length":
        return sorted(found, key=lambda one: (one.words, one.score), reverse=True)
    return sorted(found, key=lambda one: (one.grade, -one.score))


def _hits(found: _Found, load: Callable[[str], Document], most: int) -> list[Hit]:
    """The first hits of an episode, those where the words stand together best before the others."""
    try:
        document = load(found.episode)
    except UnknownEpisode:
        return []
    ordered = sorted(
        ((place.grade, number, place.first, place) for number, (_, places) in enumerate(found.texts) for place in places),
        key=lambda told: told[:3],
    )[:most]
    hits: list[Hit] = []
    for number, (layout, _) in enumerate(found.texts):
        hits.extend(hits_of(document, layout, [place for _, of, _, place in ordered if of == number]))
    return sorted(hits, key=lambda hit: not hit.near)


def _suggestion(reading: "Reading", query: Query) -> str | None:
    """The query with words that nobody says replaced by ones spelt almost alike, where that finds something."""
    text = query.text
    for word in sorted(words_of(query.root), key=lambda word: word.at, reverse=True):
        better = _meant(reading, word)
        if better is not None:
            text = text[: word.at] + better + text[word.stop :]
    if text == query.text:
        return None
    try:
        return text if _find(reading, replace(parse(text), text=text)) else None
    except QueryError:
        return None


def _meant(reading: "Reading", word: Word) -> str | None:
    if word.stop == word.at or reading.knows(word):
        return None
    slips = alike(word.text, reading.vocabulary())
    return next((reading.commonest(slips[distance], 1)[0] for distance in sorted(slips)), None)
