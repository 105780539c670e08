"""Asks the library what a search wants to know: a quick answer, then all that is counted, more episodes, more of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import QueryError
from reader_app.core.findings import Survey
from reader_app.core.library import Library
from reader_app.core.model import Hit, SearchAnswer, SearchSort
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.newest_job import NewestJob
from reader_app.ui.search_rows import FIRST_HITS

FIRST_PAGE, TIMES = 36, 3
"""Hits that are asked for at first, and how many times as many with each page more."""
MOST_OF_ONE = 2000
"""Hits of one episode that are read at once."""
COUNT_AFTER_MS = 150
"""A pause in typing after which all hits are counted."""
MOST_FIRST = 20
"""Episodes that can be wanted at hand wherever they stand in the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `typing` where the last word may be unfinished; `again` where the same was asked before.

    With `more`, it is asked again for hits of further episodes only.
    """

    query: str
    sort: SearchSort = "relevance"
    typing: bool = False
    again: bool = False
    more: bool = False
    limit: int = FIRST_PAGE
    whole: frozenset[str] = field(default_factory=frozenset)
    """Ids of the episodes of which all hits are wanted."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A query that cannot be read: why, and the code point where it goes wrong."""

    message: str
    at: int | None


class Asking(QObject):
    """One question at a time, the newest; what comes of an older one is never told."""

    answered = Signal(object, object)
    """A SearchAnswer or an Unreadable, and its Question."""
    rest_came = Signal(object)
    """The SearchAnswer that stands, with more hits of one episode at hand."""
    surveyed = Signal(object)
    """The Survey of the question that was answered last."""
    failed = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._search, self._count = NewestJob(jobs, self), NewestJob(jobs, self)
        self._rest, self._first = NewestJob(jobs, self), NewestJob(jobs, self)
        self._question: Question | None = None
        self._answer: SearchAnswer | None = None
        self._rests: dict[str, tuple[Hit, ...]] = {}
        self._firsts: dict[str, tuple[Hit, ...]] = {}
        self._no_more = False
        self._pause = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._pause.timeout.connect(self._survey)

    @property
    def busy(self) -> bool:
        """Whether an answer is to come."""
        return self._search.busy

    def ask(self, question: Question) -> None:
        """Ask this; what was asked before is not wanted any more."""
        self._pause.stop()
        for job in (self._count, self._rest, self._first):
            job.forget()
        self._no_more = False
        self._run(question)

    def _run(self, question: Question) -> None:
        self._question = question
        library = self._library

        def work(job: Job) -> tuple[SearchAnswer, dict[str, tuple[Hit, ...]]] | Unreadable:
            try:
                return _asked(library, question, job)
            except QueryError as error:
                return Unreadable(str(error), error.at)

        self._search.run(work, lambda result: self._take(result, question), self.failed.emit)

    def ask_again(self, whole: Iterable[str]) -> None:
        """Ask the same anew, because the library has changed; of the episodes `whole`, for all hits."""
        if self._question is not None:
            self.ask(replace(self._question, again=True, more=False, whole=frozenset(whole).union(self._firsts)))

    def ask_more(self) -> None:
        """Ask the same for hits of further episodes, unless all are at hand or on their way."""
        question, answer = self._question, self._answer
        if question is None or answer is None or self._search.busy or self._no_more:
            return
        self._run(replace(question, limit=question.limit * TIMES, again=True, more=True, whole=frozenset()))

    def ask_rest(self, episode: str) -> None:
        """Ask for all hits of one episode."""
        question, library = self._question, self._library
        if question is None or episode in self._rests:
            return

        def done(found: SearchAnswer) -> None:
            self._rests[episode] = found.hits
            if self._answer is not None:
                self._answer = with_all_of(self._answer, {episode: found.hits})
                self.rest_came.emit(self._answer)

        self._rest.run(lambda job: _all_of(library, question, episode, job), done)

    def ask_first(self, episodes: Sequence[str]) -> None:
        """Ask for all hits of these episodes, whether they are at hand or far down; they stay at hand with this question."""
        question, library, wanted = self._question, self._library, episodes[:MOST_FIRST]
        if question is None or not wanted:
            return

        def done(found: dict[str, tuple[Hit, ...]]) -> None:
            self._firsts |= found
            if self._answer is not None:
                self._rests |= found
                self._answer = with_all_of(self._answer, self._rests, first=self._firsts)
                self.rest_came.emit(self._answer)

        self._first.run(lambda job: {episode: _all_of(library, question, episode, job).hits for episode in wanted}, done)

    def forget(self) -> None:
        """Want nothing any more."""
        self._pause.stop()
        for job in (self._search, self._count, self._rest, self._first):
            job.forget()
        self._question, self._answer = None, None
        self._rests.clear()
        self._firsts.clear()

    def _take(self, result: "tuple[SearchAnswer, dict[str, tuple[Hit, ...]]] | Unreadable", question: Question) -> None:
        if isinstance(result, Unreadable):
            self._answer = None
            self._rests.clear()
            self.answered.emit(result, question)
            return
        answer, rests = result
        # Where a page brings nothing new, what is counted further is not there any more.
        self._no_more = len(answer.hits) < question.limit
        self._rests = {**self._rests, **rests} if question.more else rests
        if not question.more:
            self._firsts = {episode: rests[episode] for episode in self._firsts if question.again and episode in rests}
        self._answer = with_all_of(answer, self._rests, first=self._firsts)
        self.answered.emit(self._answer, question)
        if not question.more:
            self._pause.start()

    def _survey(self) -> None:
        question, library = self._question, self._library
        if question is None:
            return

        def work(job: Job) -> Survey:
            return library.survey(question.query, typing=question.typing, cancelled=job.cancelled)

        self._count.run(work, self.surveyed.emit)


def _asked(library: Library, question: Question, job: Job) -> tuple[SearchAnswer, dict[str, tuple[Hit, ...]]]:
    """The first hits of each episode, and all of those that are wanted whole."""
    answer = library.search(
        question.query,
        limit=question.limit,
        per_episode=FIRST_HITS,
        sort=question.sort,
        typing=question.typing,
        hurried=not question.more,
        cancelled=job.cancelled,
    )
    here = question.whole.intersection(episode for episode, _ in answer.counts)
    return answer, {episode: _all_of(library, question, episode, job).hits for episode in sorted(here)}


def _all_of(library: Library, question: Question, episode: str, job: Job) -> SearchAnswer:
    return library.search(question.query, limit=MOST_OF_ONE, typing=question.typing, episode=episode, cancelled=job.cancelled)


def with_all_of(
    answer: SearchAnswer, rests: Mapping[str, tuple[Hit, ...]], *, first: Mapping[str, tuple[Hit, ...]] | None = None
) -> SearchAnswer:
    """`answer` with all known hits of some episodes in the place of their first ones; those of `first` that it lacks lead it."""
    here = {hit.episode for hit in answer.hits}
    lead = {episode: hits for episode, hits in (first or {}).items() if episode not in here}
    hits = [hit for some in lead.values() for hit in some]
    put: set[str] = set()
    for hit in answer.hits:
        if hit.episode not in rests:
            hits.append(hit)
        elif hit.episode not in put:
            hits += rests[hit.episode]
            put.add(hit.episode)
    return replace(answer, hits=tuple(hits))
