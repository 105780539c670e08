"""The search index of a library as a window asks it: kept by another process, so that the window never waits for a search."""

import contextlib
import itertools
import logging
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from reader_app import __version__
from reader_app.core.child_process import can_start_another, start
from reader_app.core.errors import Cancelled, LibraryError
from reader_app.core.findings import Completion, Concordance, ConcordanceOrder, Survey
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.messages import next_message, packed
from reader_app.core.model import SearchAnswer, SearchSort
from reader_app.core.paths import DataPaths
from reader_app.core.search.index import Progress
from reader_app.core.search_serving import CANCEL, KINDS, Word
from reader_app.core.store.changes import newest_change
from reader_app.core.store.database import Database

_GLANCE = 0.01
"""Seconds between two looks at whether whoever asked still wants an answer."""
_PATIENCE = 60.0
"""Seconds without any sign of life after which a search is taken to hang. What writes the index may be silent for longer."""
_FAREWELL = 3.0
"""Seconds that the other process may take to end."""
_STOPPED = "Search has stopped twice over this. Everything else goes on working; please report it."

Cancelling = Callable[[], bool]


class SearchService:
    """What an IndexKeeper does, done by another process, which starts when it is first needed and again when it has died.

    Any thread may call it; it waits without holding the interpreter. Where no second process can be started, this one does
    the work. Errors are those of the keeper; LibraryError where the other process dies of the same order twice.
    """

    def __init__(self, database: Database, paths: DataPaths) -> None:
        self._database, self._paths = database, paths
        self._guard = threading.Lock()
        self._child: _Child | None = None
        self._here: IndexKeeper | None = None
        self._closed = False

    def newest_change(self) -> int:
        """The number of the library's last change."""
        return newest_change(self._database.reading())

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
        cancelled: Cancelling | None = None,
    ) -> SearchAnswer:
        """As the keeper's; a search that comes later is answered first."""
        shown = {"limit": limit, "sort": sort, "per_episode": per_episode, "episode": episode}
        arguments = {"query": query, "exact": exact, "typing": typing, "hurried": hurried, **shown}
        answer: SearchAnswer = self._order("search", arguments, cancelled=cancelled)
        return answer

    def survey(self, query: str, *, exact: bool = False, typing: bool = False, cancelled: Cancelling | None = None) -> Survey:
        """As the keeper's; searches are answered before it."""
        survey: Survey = self._order("survey", {"query": query, "exact": exact, "typing": typing}, cancelled=cancelled)
        return survey

    def concordance(
        self,
        query: str,
        *,
        order: ConcordanceOrder = "after",
        limit: int = 2000,
        exact: bool = False,
        cancelled: Cancelling | None = None,
    ) -> Concordance:
        """As the keeper's; searches are answered before it."""
        arguments = {"query": query, "order": order, "limit": limit, "exact": exact}
        lines: Concordance = self._order("concordance", arguments, cancelled=cancelled)
        return lines

    def completions(self, query: str, cursor: int, limit: int = 8) -> list[Completion]:
        """As the keeper's."""
        completions: list[Completion] = self._order("completions", {"query": query, "cursor": cursor, "limit": limit})
        return completions

    def prepare(self, progress: Progress | None = None, cancelled: Cancelling | None = None) -> bool:
        """As the keeper's."""
        return bool(self._order("prepare", {}, progress, cancelled))

    def catch_up(self, progress: Progress | None = None) -> bool:
        """As the keeper's."""
        return bool(self._order("catch_up", {}, progress))

    def rebuild(self, progress: Progress | None = None) -> None:
        """As the keeper's."""
        self._order("rebuild", {}, progress)

    def check(self, *, repair: bool) -> str:
        """As the keeper's."""
        return str(self._order("check", {"repair": repair}))

    def close(self) -> None:
        """End the other process, whatever it does, and close the files. Nothing can be asked any more."""
        with self._guard:
            self._closed = True
            child, self._child = self._child, None
            if self._here is not None:
                self._here.close()
        if child is not None:
            child.end()

    def _order(
        self, name: str, arguments: dict[str, Any], progress: Progress | None = None, cancelled: Cancelling | None = None
    ) -> Any:
        for _ in range(2):
            child = self._at_work()
            if child is None:
                return self._do_here(name, arguments, progress, cancelled)
            try:
                return child.ask(name, arguments, progress, cancelled)
            except _Gone:
                self._forget(child)
        raise LibraryError(_STOPPED)

    def _at_work(self) -> "_Child | None":
        """The other process, started where there is none; None where none can be."""
        with self._guard:
            if self._closed:
                raise Cancelled("The library has been closed.")
            if self._child is None and self._here is None:
                try:
                    if not can_start_another():
                        raise OSError("there is no program to start")
                    self._child = _Child(self._paths)
                except OSError as error:
                    logging.getLogger(__name__).warning("searching in the window's process: %s", error)
                    self._here = IndexKeeper(self._database, self._paths.index)
            return self._child

    def _forget(self, child: "_Child") -> None:
        """Leave a process that is gone. One that never said a word would not do so the next time either."""
        with self._guard:
            if self._child is child:
                self._child = None
                if not child.spoke and not self._closed:
                    self._here = IndexKeeper(self._database, self._paths.index)
        child.end()

    def _do_here(self, name: str, arguments: dict[str, Any], progress: Progress | None, cancelled: Cancelling | None) -> Any:
        helpers: dict[str, Any] = {}
        if KINDS[name].looks:
            helpers["cancelled"] = cancelled
        if KINDS[name].steps:
            helpers["progress"] = progress
        return getattr(self._here, name)(**arguments, **helpers)


class _Gone(Exception):
    """The other process is there no more, or hangs."""


class _Child:
    """One life of the other process: whoever asks writes its order to it and is woken by the answers to that order."""

    def __init__(self, paths: DataPaths) -> None:
        self.spoke = False
        """Whether it ever said a word: it does so as soon as it has opened the library."""
        self._process: subprocess.Popen[bytes] = start("search")
        self._guard = threading.Lock()
        self._numbers = itertools.count(1)
        self._inboxes: dict[int, queue.SimpleQueue[tuple[Word | None, Any]]] = {}
        self._gone = False
        with contextlib.suppress(_Gone):  # which is found out by the first order
            self._write((__version__, str(paths.library), str(paths.backups), str(paths.index)))
        threading.Thread(target=self._receive, daemon=True).start()

    def ask(self, name: str, arguments: dict[str, Any], progress: Progress | None, cancelled: Cancelling | None) -> Any:
        """What came of an order. Raises what the order raised; Cancelled where nobody wants it; _Gone."""
        inbox: queue.SimpleQueue[tuple[Word | None, Any]] = queue.SimpleQueue()
        number = next(self._numbers)
        with self._guard:
            if self._gone:
                raise _Gone
            self._inboxes[number] = inbox
        try:
            self._write((number, name, arguments))
            return self._wait(inbox, progress, cancelled, None if KINDS[name].writes else _PATIENCE)
        except BaseException:
            with contextlib.suppress(_Gone):
                self._write((number, CANCEL, {}))
            raise
        finally:
            with self._guard:
                del self._inboxes[number]

    def _wait(
        self,
        inbox: "queue.SimpleQueue[tuple[Word | None, Any]]",
        progress: Progress | None,
        cancelled: Cancelling | None,
        patience: float | None,
    ) -> Any:
        heard = time.monotonic()
        while True:
            try:
                word, value = inbox.get(timeout=patience if cancelled is None else _GLANCE)
            except queue.Empty:
                if cancelled is not None and cancelled():
                    raise Cancelled("This was stopped.") from None
                if patience is not None and time.monotonic() - heard > patience:
                    logging.getLogger(__name__).error("the search process hangs and is started anew")
                    self._process.kill()
                    raise _Gone from None
                continue
            heard = time.monotonic()
            if word == Word.RESULT:
                return value
            if word == Word.ERROR:
                raise value
            if word == Word.FAULT:
                raise RuntimeError(f"in the search process:\n{value}")
            if word is None:
                raise _Gone
            if word == Word.STEP and progress is not None:
                progress(*value)

    def end(self) -> None:
        """Let it end; kill it where it does not, or has done nothing yet."""
        assert self._process.stdin is not None
        if not self.spoke:
            self._process.kill()
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self, message: object) -> None:
        assert self._process.stdin is not None
        told = packed(message)
        try:
            with self._guard:
                self._process.stdin.write(told)
                self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise _Gone from error

    def _receive(self) -> None:
        """Hand out the answers, in a thread of its own: a pipe is waited for by one, and each of the others by its inbox."""
        assert self._process.stdout is not None
        with self._process.stdout as pipe, contextlib.suppress(Exception):  # half an answer is none
            while True:
                number, word, value = next_message(pipe)
                self.spoke = True
                with self._guard:
                    inbox = self._inboxes.get(number)
                if inbox is not None:
                    inbox.put((word, value))
        with self._guard:
            self._gone = True
            left = list(self._inboxes.values())
        for inbox in left:
            inbox.put((None, None))
