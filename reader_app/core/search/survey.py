"""Counts all places where a query is met: by show, voice, year, language and kind of text, and over time.

No text is read for it: the voice and the kind of a place come from the layout of its text. Where several words stand apart, the
first one says who speaks and what kind of text it is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from reader_app.core.findings import FacetName, FacetValue, Survey
from reader_app.core.model import BlockKind
from reader_app.core.search import facets
from reader_app.core.search.conditions import ranges_of
from reader_app.core.search.counting import GAP
from reader_app.core.search.finding import go_on, met_everywhere
from reader_app.core.search.layout import KINDS, Layout, Ranges, holds, united
from reader_app.core.search.periods import Dated, periods_of, year_of
from reader_app.core.search.reading import Reading
from reader_app.core.search.sieve import Sieve
from reader_app.core.search.syntax import All, Node, Query, is_filter

_WHERE: dict[BlockKind, str] = {
    "title": "title",
    "description": "description",
    "heading": "chapters",
    "contents": "chapters",
    "prose": "prose",
    "pull_quote": "pull_quotes",
    "speech": "speech",
    "entity": "entities",
}
"""What `in:` calls each kind of block."""
_REGIONS: tuple[BlockKind, ...] = ("title", "description", "entity")
"""Kinds that lie in a region of their own of a layout; all others share one."""
_ASKED_EVERY = 64
"""Texts between two questions whether to go on."""


@dataclass(slots=True)
class _Told:
    """What of one episode meets the query: its hits by kind of text, and by voice."""

    show: str | None
    language: str
    published: str | None
    hits: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    voices: facets.Voices = ()
    said: Counter[int] = field(default_factory=Counter)


def survey(reading: Reading, query: Query, *, exact: bool = False, cancelled: Callable[[], bool] | None = None) -> Survey:
    """All places of `query`, counted; with `exact`, word forms do not count. Raises Cancelled, and IndexDamaged.

    The values of `Survey.facets` are told in `facets`, how its periods are made in `periods`.
    """
    told: dict[str, _Told] = {}
    for _, layout, places in met_everywhere(reading, query, exact=exact, cancelled=cancelled):
        go_on(cancelled)  # at each text: one can hold thousands of places, and a search may wait for this to stop
        one = told.get(layout.episode)
        if one is None:
            one = told[layout.episode] = _Told(layout.show, layout.language, layout.published)
        _count(one, layout, [place.first for place in places])
    looked_in = _looked_in(reading, query.root, {episode: one.hits for episode, one in told.items()}, cancelled)
    periods, undated = periods_of(looked_in)
    return Survey(
        query=query.text,
        total=sum(one.hits for one in told.values()),
        episodes=len(told),
        counts=tuple((episode, one.hits) for episode, one in told.items()),
        facets=_facets(list(told.values())),
        periods=periods,
        undated=undated,
    )


def _count(one: _Told, layout: Layout, at: Sequence[int]) -> None:
    """Take in the places of one text, of which `at` are the first positions."""
    one.hits += len(at)
    quotes = united(layout.quotes)
    quoted = sum(holds(quotes, first) for first in at) if quotes else 0
    if quoted:
        one.kinds["quotes"] += quoted
    if layout.bookmark is not None:
        if not layout.is_note:
            one.kinds["quotes"] += len(at) - quoted
        elif len(at) > quoted:  # the words of a quote that has lost its place stand beside the note
            one.kinds["notes"] += len(at) - quoted
        return
    one.voices = layout.voices
    for number, hits in Counter([bisect_right(layout.part_firsts, first) - 1 for first in at]).items():
        if number < 0:
            continue
        one.kinds[_WHERE[KINDS[layout.part_kinds[number]]]] += hits
        if layout.part_voices[number] >= 0:
            one.said[layout.part_voices[number]] += hits


def _facets(told: Sequence[_Told]) -> dict[FacetName, tuple[FacetValue, ...]]:
    return {
        "show": facets.shows((one.show, one.hits) for one in told if one.show is not None),
        "speaker": facets.speakers((one.voices, one.said) for one in told if one.said),
        "year": facets.years((year, one.hits) for one in told if (year := year_of(one.published)) is not None),
        "language": facets.languages((one.language, one.hits) for one in told),
        "kind": facets.kinds(one.kinds for one in told),
    }


def _looked_in(reading: Reading, root: Node, hits: dict[str, int], cancelled: Callable[[], bool] | None) -> list[Dated]:
    """All episodes that the conditions of the query let in, with how many words they leave of each to look at."""
    conditions = _conditions(root)
    texts: Collection[int] = reading.texts()
    sure = True
    if conditions is not None:
        sieve = Sieve(reading, {}, lambda: go_on(cancelled))
        texts, sure = sieve.texts(conditions), sieve.sure
    episodes, published, words = reading.column("episode"), reading.column("published"), reading.column("words")
    found: dict[str, Dated] = {}
    for number, text in enumerate(set(texts) - reading.notes):
        looked_at = words[text]
        if conditions is not None and not sure:
            if number % _ASKED_EVERY == 0:
                go_on(cancelled)
            layout = reading.layout(text)
            looked_at = _words_in(ranges_of(conditions, layout, [(0, layout.end or 1)]), layout)
        if looked_at:
            found[episodes[text]] = Dated(published[text], looked_at, hits.get(episodes[text], 0))
    for text in reading.texts():  # a note may be met where its episode's text leaves nothing to look at
        if episodes[text] in hits and episodes[text] not in found:
            found[episodes[text]] = Dated(published[text], 0, hits[episodes[text]])
    return list(found.values())


def _conditions(root: Node) -> Node | None:
    """What the query says of where its words may stand, wherever they do."""
    if is_filter(root):
        return root
    filters = tuple(child for child in root.children if is_filter(child)) if isinstance(root, All) else ()
    return All(filters) if filters else None


def _words_in(ranges: Ranges, layout: Layout) -> int:
    """How many words stand in `ranges`, which are positions: those that are skipped between two regions are no words."""
    words = sum(stop - start for start, stop in ranges)
    before = None
    for first, kind in zip(layout.part_firsts, layout.part_kinds, strict=True):
        region = KINDS[kind] if KINDS[kind] in _REGIONS else None
        if region != before and first:
            words -= sum(max(0, min(stop, first) - max(start, first - GAP)) for start, stop in ranges)
        before = region
    return words
