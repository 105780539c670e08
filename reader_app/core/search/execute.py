"""Answers a query: ranks the episodes that meet it, and makes hits of the places that are shown."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reader_app.core.errors import QueryError
from reader_app.core.model import Hit, SearchAnswer, SearchSort
from reader_app.core.search import ranking
from reader_app.core.search.finding import Finding
from reader_app.core.search.hits import Found, HitSource, hits_of_page
from reader_app.core.search.index import Index
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import Query, words_of


def execute(
    index: Index,
    query: Query,
    source: HitSource,
    *,
    limit: int = 50,
    sort: SearchSort = "relevance",
    exact: bool = False,
    typing: bool = False,
    hurried: bool = False,
    per_episode: int | None = None,
    episode: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SearchAnswer:
    """The places where `query` is met: those of the best episode first, within it where the words stand together best.

    `source` is asked only for episodes with hits among the first `limit` (at most `per_episode` of each). `total` and `counts`
    are of all. By "date" the newest episode comes first, by "length" the longest. With `exact`, word forms do not count. With
    `episode`, only that one is told of. While `typing` no number is `settled` where much is found. `hurried` to see the first
    page, only the likeliest episodes are judged by how near the words stand: the number of episodes is exact, that of hits may be
    not `settled`. Raises IndexDamaged, IndexBusy, and Cancelled when `cancelled` says so.
    """
    begun = time.perf_counter()
    with index.reading() as reading:
        finding = Finding(reading, query, exact=exact, typing=typing, hurried=hurried, episode=episode, cancelled=cancelled)
        answer = _Answer(finding, sort)
        hits = answer.hits(source, limit, limit if per_episode is None else per_episode)
        suggestion = None if answer.episodes else _suggestion(finding, query)
    counts = tuple(answer.counts())
    return SearchAnswer(
        query=query.text,
        hits=tuple(hits),
        total=sum([count for _, count in counts]),
        episodes=len(counts),
        suggestion=suggestion,
        milliseconds=(time.perf_counter() - begun) * 1000,
        counts=counts,
        settled=finding.settled,
    )


class _Answer:
    """The episodes that meet a query, in order: each stands for itself by the number of its first text; notes are texts, too."""

    def __init__(self, finding: Finding, sort: SearchSort) -> None:
        self._finding = finding
        self._reading = finding.reading
        self._gone: set[int] = set()
        scores, grades, self._counts = finding.scores, finding.grades, finding.counts
        self._notes: dict[int, list[int]] = {}
        if not self._reading.notes.isdisjoint(scores):
            scores, grades = self._by_episode(scores, grades)
        self.episodes = self._ordered(scores, grades, sort)

    def _by_episode(
        self, scores: dict[int, float], grades: dict[int, int | None]
    ) -> tuple[dict[int, float], dict[int, int | None]]:
        """Scores and grades of episodes, of which several texts may meet the query; the episode's own text comes first."""
        ids, notes = self._reading.column("episode"), self._reading.notes
        first: dict[str, int] = {}
        score: dict[int, float] = {}
        grade: dict[int, int | None] = {}
        counts: dict[int, int] = {}
        for text in sorted(scores, key=lambda text: (text in notes, text)):
            one = first.setdefault(ids[text], text)
            score[one] = score.get(one, 0.0) + scores[text]
            counts[one] = counts.get(one, 0) + self._counts[text]
            if one != text:
                self._notes.setdefault(one, []).append(text)
            if text in grades:
                known = [told for told in (grade.get(one), grades[text]) if told is not None]
                grade[one] = min(known, default=None)
        self._counts = counts
        return score, grade

    def _ordered(self, scores: dict[int, float], grades: dict[int, int | None], sort: SearchSort) -> list[int]:
        if sort == "relevance":
            return ranking.best_first(scores, grades)
        if sort == "date":
            published = self._reading.column("published")
            return sorted(scores, key=lambda one: (published[one] or "", scores[one]), reverse=True)
        words = self._lengths(scores)
        return sorted(scores, key=lambda one: (words[one], scores[one]), reverse=True)

    def _lengths(self, told: Iterable[int]) -> Sequence[int]:
        """The words of each episode, also of those that only a note stands for."""
        words: Sequence[int] = self._reading.column("words")
        by_notes = self._reading.notes.intersection(told)
        if not by_notes:
            return words
        ids, lengths = self._reading.column("episode"), list(words)
        own = {ids[text]: words[text] for text in self._reading.texts() if text not in self._reading.notes}
        for one in by_notes:
            lengths[one] = own.get(ids[one], words[one])
        return lengths

    def counts(self) -> list[tuple[str, int]]:
        """Places by episode, in order; those of episodes that turned out to be gone are not told."""
        ids, counts = self._reading.column("episode"), self._counts
        told = [one for one in self.episodes if one not in self._gone] if self._gone else self.episodes
        return list(zip(map(ids.__getitem__, told), map(counts.__getitem__, told), strict=True))

    def hits(self, source: HitSource, limit: int, per_episode: int) -> list[Hit]:
        """The first hits."""
        hits: list[Hit] = []
        at = 0
        while len(hits) < limit and at < len(self.episodes):
            # As many episodes as fill the page; more only where some turn out to be gone.
            page: list[tuple[int, int, list[Found]]] = []
            room = limit - len(hits)
            likely = self.episodes[at : at + room]
            texts = [text for one in likely for text in (one, *self._notes.get(one, ()))]
            self._reading.expect(texts)
            self._finding.focus(texts)
            while room > 0 and at < len(self.episodes):
                most = min(per_episode, room)
                page.append((self.episodes[at], most, self._best_places(self.episodes[at], most)))
                room -= min(most, self._counts[self.episodes[at]])
                at += 1
            told = iter(hits_of_page([found for *_, founds in page for found in founds], source))
            for one, _, founds in page:
                shown = [hit for _ in founds for hit in next(told)]
                if not shown:
                    self._gone.add(one)  # removed or changed a moment ago, which the index has not eaten yet
                hits += sorted(shown, key=lambda hit: not hit.near)
        return hits[:limit]

    def _best_places(self, one: int, most: int) -> list[Found]:
        """The first places of an episode, those where the words stand together best before the others, by its texts."""
        texts = [one, *self._notes.get(one, ())]
        places = [(number, place) for number, text in enumerate(texts) for place in self._finding.places(text, most)]
        ordered = sorted(places, key=lambda told: (told[1].grade, told[0], told[1].first))[:most]
        chosen = [[place for of, place in ordered if of == number] for number in range(len(texts))]
        return [(self._reading.layout(text), those) for text, those in zip(texts, chosen, strict=True) if those]


def _suggestion(finding: Finding, query: Query) -> str | None:
    """The query with words that nobody says replaced by ones spelt almost alike, where that finds something."""
    text = query.text
    for word in sorted(words_of(query.root), key=lambda word: word.at, reverse=True):
        if word.stop > word.at and finding.unknown(word):
            better = finding.reading.meant(word.text)
            if better is not None:
                text = text[: word.at] + better + text[word.stop :]
    if text == query.text:
        return None
    try:
        return text if Finding(finding.reading, replace(parse(text), text=text)).texts else None
    except QueryError:
        return None
