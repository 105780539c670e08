"""Keeps the search index abreast of the library: it eats the change rows, and is rebuilt whenever it is not sound."""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader_app.core.errors import Cancelled, ReaderError
from reader_app.core.findings import Completion, Concordance, ConcordanceOrder, Survey
from reader_app.core.model import SearchAnswer, SearchSort
from reader_app.core.search.document import Document
from reader_app.core.search.index import Index, IndexBusy, IndexDamaged, Progress, Write
from reader_app.core.search.lock import FileLock
from reader_app.core.store import episodes
from reader_app.core.store.changes import changed_since, newest_change
from reader_app.core.store.database import Database

if TYPE_CHECKING:
    from reader_app.core.completing import KnownNames

CACHED = 64
"""Texts kept at hand between two searches."""
FEW = 12
"""Texts that are soon taken in, so that a search waits for them."""
_GLANCE = 0.02
"""Seconds between two looks at whether a search is still wanted, while another thread writes the index."""

Answer = TypeVar("Answer")


class IndexKeeper:
    """The search index of one library. A search first catches up on what any process has changed since."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        # An index that lies here but belongs to another library (one restored from a backup, say) is never opened.
        self._folder = folder / database.library_id()
        self._index = Index(self._folder)
        self._cache: OrderedDict[str, Document] = OrderedDict()
        self._cached_at = -1
        self._guard = threading.Lock()
        self._writing = threading.RLock()

    def newest_change(self) -> int:
        """The number of the library's last change."""
        return newest_change(self._database.reading())

    def catch_up(self, progress: Progress | None = None, *, patient: bool = True) -> bool:
        """Take in what changed; says whether the index had to be rebuilt. Another process that is doing so is waited for.

        Unless `patient`, it is not where much is missing. Raises IndexBusy.
        """
        with self._writing:
            newest = self.newest_change()
            try:
                eaten = self._index.stamp()
                if eaten == newest:
                    return False
                if 0 < eaten < newest:
                    changed = changed_since(self._database.reading(), eaten)
                    if not patient and len(changed) > FEW and self._another_writes():
                        raise IndexBusy("Another window is writing the search index.")
                    live = {row.id for row in episodes.read_episodes(self._database.reading(), ids=changed)}
                    gone = [episode for episode in changed if episode not in live]
                    left = [episode for episode in changed if episode in live]
                    self._index.update(_Documents(self, left), gone, progress, stamp=newest, write=self._shared(left))
                    return False
            except IndexDamaged:
                pass
            self.rebuild(progress)
            return True

    def prepare(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> bool:
        """Catch up, and hold what is on disk against its checksums, when nobody waits; says whether the index was rebuilt.

        Raises Cancelled.
        """

        def step(done: int, total: int) -> None:
            _go_on(cancelled)
            if progress is not None:
                progress(done, total)

        rebuilt = self.catch_up(step)
        _go_on(cancelled)
        try:
            with self._index.reading():
                pass
            if not rebuilt:
                self._index.verify()
        except IndexBusy:
            pass
        except IndexDamaged:
            self.rebuild(step)
            rebuilt = True
        return rebuilt

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew from the library; the old one serves until the new one is whole."""
        with self._writing:
            newest = self.newest_change()
            live = [row.id for row in episodes.read_episodes(self._database.reading())]
            self._index.rebuild(_Documents(self, live), progress, stamp=newest, write=self._shared(live))

    def _shared(self, ids: Sequence[str]) -> Write:
        """Another process takes its share of the writing where there is much of it."""
        from reader_app.core.index_building import SharedBuilding

        return SharedBuilding(self._database.path, ids, self.read)

    def search(
        self,
        query: str,
        *,
        limit: int,
        sort: SearchSort,
        exact: bool,
        typing: bool,
        hurried: bool = False,
        per_episode: int | None = None,
        episode: str | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchAnswer:
        """Every place where the query is met, at most `per_episode` of each episode, or in one `episode`.

        Raises QueryError, and Cancelled as soon as `cancelled` says so.
        """
        from reader_app.core.hit_texts import HitTexts
        from reader_app.core.search.execute import execute
        from reader_app.core.search.query import parse

        parsed = parse(query, typing=typing)

        def load(one: str) -> Document:
            _go_on(cancelled)
            return self.document(one)

        def ask() -> SearchAnswer:
            return execute(
                *(self._index, parsed, HitTexts(self._database, load, self._index.stamp())),
                limit=limit,
                sort=sort,
                exact=exact,
                typing=typing,
                hurried=hurried,
                per_episode=per_episode,
                episode=episode,
                cancelled=cancelled,
            )

        return self._asked(ask, cancelled)

    def survey(
        self, query: str, *, exact: bool = False, typing: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> Survey:
        """All places where the query is met, counted. Raises QueryError and Cancelled."""
        from reader_app.core.search.query import parse
        from reader_app.core.search.survey import survey

        parsed = parse(query, typing=typing)

        def ask() -> Survey:
            with self._index.reading() as reading:
                return survey(reading, parsed, exact=exact, cancelled=cancelled)

        return self._asked(ask, cancelled)

    def concordance(
        self,
        query: str,
        *,
        order: ConcordanceOrder = "after",
        limit: int = 2000,
        exact: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Concordance:
        """The places where the query is met as lines, at most `limit` of them. Raises QueryError and Cancelled."""
        from reader_app.core.hit_texts import HitTexts
        from reader_app.core.search.concordance import concordance, sample
        from reader_app.core.search.query import parse

        parsed = parse(query)

        def ask() -> Concordance:
            source = HitTexts(self._database, self.document, self._index.stamp())
            with self._index.reading() as reading:
                chosen = sample(reading, parsed, limit, exact=exact, cancelled=cancelled)
            return concordance(chosen, source, order=order, cancelled=cancelled)

        return self._asked(ask, cancelled)

    @cached_property
    def _known(self) -> "KnownNames":
        from reader_app.core.completing import KnownNames

        return KnownNames(self._database)

    def completions(self, query: str, cursor: int, limit: int = 8) -> list[Completion]:
        """What may be meant by what ends at code point `cursor` of `query`, the likeliest first."""
        from reader_app.core.search.completion import complete

        def common_words(beginning: str, most: int) -> list[tuple[str, int]]:
            try:
                with self._index.reading() as reading:
                    return reading.common_words(beginning, most)
            except (IndexDamaged, IndexBusy):  # the next search mends it
                return []

        return complete(query, cursor, self._known.beginning, common_words, limit)

    def _asked(self, ask: Callable[[], Answer], cancelled: Callable[[], bool] | None) -> Answer:
        """What the index answers once it is abreast of the library; damage is mended first."""
        _go_on(cancelled)
        with contextlib.suppress(IndexBusy):  # what is there can be searched while another process writes
            self._be_abreast(cancelled)
        try:
            return ask()
        except IndexDamaged:
            pass
        with self._once_free(cancelled) as waited:
            if waited:  # perhaps for the rebuilding that is needed
                with contextlib.suppress(IndexDamaged):
                    return ask()
            self.rebuild()
        return ask()

    def _be_abreast(self, cancelled: Callable[[], bool] | None) -> None:
        """Catch up; where another is taking in much already, what is there is searched meanwhile, if there is anything."""
        if self._writing.acquire(blocking=False):
            try:
                self.catch_up(patient=False)
            finally:
                self._writing.release()
        elif self._little_is_missing():
            with self._once_free(cancelled):
                self.catch_up(patient=False)

    def _little_is_missing(self) -> bool:
        """Whether waiting for what another thread takes in is worth it: for a few texts, or where nothing can be found yet."""
        try:
            eaten = self._index.stamp()
        except IndexDamaged:
            eaten = 0
        return eaten == 0 or 0 < len(changed_since(self._database.reading(), eaten)) <= FEW

    def _another_writes(self) -> bool:
        """Whether another process is writing the index now."""
        try:
            with FileLock(self._folder / "lock").held(0):
                return False
        except (TimeoutError, OSError):
            return True

    @contextlib.contextmanager
    def _once_free(self, cancelled: Callable[[], bool] | None) -> Iterator[bool]:
        """The right to write the index; says whether another thread had to be waited for. Raises Cancelled."""
        waited = False
        while not self._writing.acquire(timeout=_GLANCE):
            waited = True
            _go_on(cancelled)
        try:
            yield waited
        finally:
            self._writing.release()

    def tidy(self) -> None:
        """Join the small pieces that the index is in, when nobody waits. What stands in the way of that is found by a search."""
        with self._writing, contextlib.suppress(ReaderError):
            self._index.merge_when_idle()

    def check(self, *, repair: bool) -> str:
        """The health of the index in a word: ok, behind, damaged, or rebuilt."""
        try:
            self._index.verify()
            state = "rebuilt" if self.catch_up() else "ok"
        except IndexBusy:
            state = "behind"
        except IndexDamaged:
            state = "damaged"
            if repair:
                self.rebuild()
                state = "rebuilt"
        return state

    def document(self, episode: str) -> Document:
        """An episode as the search sees it; the last few are kept until the library changes."""
        newest = self.newest_change()
        with self._guard:
            if newest != self._cached_at:
                self._cache.clear()
                self._cached_at = newest
            if episode in self._cache:
                self._cache.move_to_end(episode)
                return self._cache[episode]
        document = self.read(episode)
        with self._guard:
            if self._cached_at == newest:  # else what was read is older than what the library holds now
                self._cache[episode] = document
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return document

    def read(self, episode: str) -> Document:
        """An episode as the library holds it now. Raises UnknownEpisode."""
        from reader_app.core.indexed_episodes import read_document

        return read_document(self._database.reading(), episode)

    def close(self) -> None:
        """Close the index's files."""
        self._index.close()


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("The search was stopped.")


class _Documents:
    """A row of episodes as documents, read one by one: a library need not fit into memory."""

    def __init__(self, keeper: IndexKeeper, ids: Sequence[str]) -> None:
        self._keeper = keeper
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Document]:
        for episode in self._ids:
            yield self._keeper.read(episode)
