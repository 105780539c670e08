"""Brings files into the library: reads, recognises, assembles and stores them, each file whole or not at all."""

import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from reader_app.core import sources
from reader_app.core.arrivals import imported_as, is_known, store, tell_again
from reader_app.core.child_process import can_start_another
from reader_app.core.companions import ALONE, Bundle, Companions, bundles
from reader_app.core.errors import Cancelled, ReaderError
from reader_app.core.feed_attachments import Around
from reader_app.core.feed_episodes import feeds_near, item_of
from reader_app.core.model import EntityKind, Failure, Imported, ImportProgress, ImportReport, Outcome
from reader_app.core.preparing import Ready
from reader_app.core.reading_process import FileReader, ReadingHere, ReadingProcess
from reader_app.core.sources import Source
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.database import Database
from reader_app.core.store.feed_items import episode_of_item
from reader_app.core.store.joinings import leads

Progress = Callable[[ImportProgress], None]
"""Called before each file, and when all are done."""

_MANY, _LARGE = 12, 2**20
"""From so many files, or bytes of one, on a second process does the reading; it takes a quarter of a second to start."""
_AHEAD = 40
"""So many small files are handed to it before the first is done: it need not wait while this process writes the index."""
_SOME = 150
_OUTCOMES: tuple[Outcome, ...] = ("added", "updated", "unchanged")


@dataclass(slots=True)
class _Work:
    """One file on its way in: `content` was handed to the reader, unless the bytes are a known `row`, or there is an `error`."""

    source: Source
    beside: Companions = ALONE
    content: bytes = b""
    row: int | None = None
    error: Exception | None = None


class _Findable:
    """Has what came in made findable whenever there is some of it, but not what a feed says of episodes that are told soon."""

    def __init__(self, make: Callable[[], None] | None, coming: list[Bundle]) -> None:
        self._make, self._came = make, 0
        feeds = any(bundle.companions.told for bundle in coming)
        self._awaited = sum(bundle.companions.item is not None for bundle in coming) if feeds else 0

    def take(self, work: _Work, count: int) -> None:
        """So many episodes came of a file."""
        self._came += count
        self._awaited -= 1 if self._awaited and work.beside.item is not None else 0
        if self._make is not None and not self._awaited and self._came >= _SOME:
            self._make()
            self._came = 0


class Intake:
    """Imports into one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def import_paths(
        self,
        paths: Iterable[Path],
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> ImportReport:
        """Import files, and folders with all that is in them. What cannot be read is told in the report; the rest goes on.

        A file that lies where it lay and was not written since is known without reading it. `meanwhile` is called whenever
        some dozen episodes have come in: what it does goes on beside the reading of the next files.
        """
        stopped = cancelled or (lambda: False)
        imported: list[Imported] = []
        failures: list[Failure] = []
        chosen = list(paths)
        files = [file for path in chosen for file in sources.files_in(path, stopped)]
        around = Around(sources.beside, feeds_near(self._database.reading(), files))
        coming_in = bundles(files, sources.head_of, chosen=files == chosen, cancelled=stopped, around=around)
        files = [bundle.file for bundle in coming_in]
        kinds = self._known_kinds()
        waiting: deque[_Work] = deque()
        attached: set[str] = set()
        findable = _Findable(meanwhile, coming_in)
        with _reader_for(files) as reader:
            coming = iter(coming_in)
            for number in range(len(files)):
                if progress is not None:
                    progress(ImportProgress(number, len(files), len(imported), sources.tellable(files[number].name)))
                while _room(waiting) and not stopped() and (bundle := next(coming, None)) is not None:
                    waiting.append(self._begin(bundle, reader, kinds))
                if stopped():
                    return ImportReport(
                        _told_once(imported, attached), tuple(failures), cancelled=True, done=number, total=len(files)
                    )
                work = waiting.popleft()
                fresh: list[Imported] = []
                try:
                    fresh = self._finish(work, reader, kinds, stopped)
                    imported += fresh
                    attached.update(each.id for each in fresh if work.beside.item is not None)
                except Cancelled:
                    return ImportReport(
                        _told_once(imported, attached), tuple(failures), cancelled=True, done=number, total=len(files)
                    )
                except ReaderError as error:
                    failures.append(Failure(sources.tellable(work.source.file), str(error)))
                except Exception:  # a fault of ours in one file must not cost the reader the others
                    logging.getLogger(__name__).exception("importing %r", str(work.source.file))
                    failures.append(
                        Failure(sources.tellable(work.source.file), "This file could not be understood; please report it.")
                    )
                findable.take(work, len(fresh))
        if progress is not None:
            progress(ImportProgress(len(files), len(files), len(imported), ""))
        return ImportReport(_told_once(imported, attached), tuple(failures), done=len(files), total=len(files))

    def _begin(self, bundle: Bundle, reader: FileReader, kinds: dict[str, EntityKind]) -> _Work:
        """Look whether the file is known, and if not hand it to the reader. Errors wait for the file's turn."""
        work = _Work(sources.look_at(bundle.file), bundle.companions)
        connection = self._database.reading()
        try:
            if work.source.stamp is not None:
                row = episodes.source_with_stamp(connection, work.source.path, work.source.stamp)
                work.row = row if is_known(connection, row, work.beside) else None
            if work.row is None:
                work.content = sources.read(bundle.file)
                known = transcripts.source_of(connection, work.content)
                if is_known(connection, known, work.beside):
                    work.row = known
                else:
                    reader.submit(work.content, work.source.name, kinds, work.beside)
        except Exception as error:
            work.error = error
        return work

    def _finish(
        self, work: _Work, reader: FileReader, kinds: dict[str, EntityKind], cancelled: Callable[[], bool]
    ) -> list[Imported]:
        """Store what came of a file, or tell again what is known of it."""
        if work.error is not None:
            raise work.error
        if work.row is not None:
            return _known_again(self._database, work.row, work.source)
        ready = reader.result(cancelled)
        kinds.update((e.name, e.kind) for item in ready for e in item.transcript.entities if e.origin == "stated")
        return self._put(ready, work.content, work.source.path, work.source.stamp, beside=work.beside)

    def import_bytes(
        self,
        content: bytes,
        path: str,
        name: str,
        *,
        sample: bool = False,
        told: str | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Imported]:
        """Import one file's bytes in one transaction. An empty `path` (pasted text) is never taken for another version of a file.

        `told` is the episode of a feed's item that the bytes are the transcript of, where it was fetched as that.
        Raises UnreadableFile where no transcript is in it, LibraryError where the library cannot be written, and Cancelled.
        """
        stopped = cancelled or (lambda: False)
        if told is not None:  # it may have been joined to another since it was asked for
            told = leads(self._database.reading()).get(told, told)
        item = item_of(self._database.reading(), told) if told is not None else None
        beside = Companions(item=item) if item is not None else ALONE
        known = transcripts.source_of(self._database.reading(), content)
        if known is not None and is_known(self._database.reading(), known, beside):
            with self._database.writing() as connection:
                return tell_again(connection, known, path)
        sources.refuse_size(len(content))
        with ReadingProcess() if len(content) >= _LARGE and can_start_another() else ReadingHere() as reader:
            reader.submit(content, name, self._known_kinds(), beside)
            ready = reader.result(stopped)
        if stopped():
            raise Cancelled("The import was stopped.")
        into = {0: told} if told is not None and item is not None and len(ready) == 1 else None
        return self._put(ready, content, path, beside=beside, sample=sample, into=into)

    def _known_kinds(self) -> dict[str, EntityKind]:
        return cast(dict[str, EntityKind], transcripts.known_entities(self._database.reading()))

    def _put(
        self,
        ready: list[Ready],
        content: bytes,
        path: str,
        stamp: tuple[int, int] | None = None,
        *,
        beside: Companions = ALONE,
        sample: bool = False,
        into: Mapping[int, str] | None = None,
    ) -> list[Imported]:
        with self._database.writing() as connection:
            known = transcripts.source_of(connection, content)
            if known is not None and is_known(connection, known, beside):
                return tell_again(connection, known, path, stamp)  # it came twice, or another process was faster
            told = _told_by_feed(connection, beside) if into is None else into
            return store(connection, ready, content, path, stamp, sample, beside, told, asked=into is not None)


def _told_by_feed(connection: sqlite3.Connection, beside: Companions) -> dict[int, str]:
    """The episodes that a transcript of a feed tells, or that a feed's items tell, by their number in the file.

    The feed's own come before its transcripts do; where a transcript was there first, the feed's item becomes its episode.
    """
    item = beside.item
    if item is not None and not item.alone:
        feed = episodes.source_at(connection, sources.path_of(item.file))
        episode = episode_of_item(connection, feed, item.place)
        return {0: episode} if episode is not None else {}
    found: dict[str, int] = {}
    for place, file in beside.told:
        known = episodes.from_source(connection, episodes.source_at(connection, sources.path_of(file)))
        if len(known) == 1:
            found.setdefault(known[0][0], place)
    return {place: episode for episode, place in found.items()}


def _told_once(imported: list[Imported], attached: set[str]) -> tuple[Imported, ...]:
    """What came in, where the item of a feed and its transcript are one episode: told at the item's place, of the transcript."""
    told: dict[str, Imported] = {}
    for number, each in enumerate(imported):
        key = each.id if each.id in attached else f"{number}"
        before = told.get(key)
        outcomes = (each.outcome, before.outcome if before is not None else each.outcome)
        outcome = next(outcome for outcome in _OUTCOMES if outcome in outcomes)
        told[key] = replace(each, outcome=outcome)
    return tuple(told.values())


def _room(waiting: deque[_Work]) -> bool:
    """Whether more files may be read ahead: many small ones, but not two large ones."""
    return len(waiting) <= _AHEAD and sum(len(work.content) for work in waiting) < _LARGE * 8


def _reader_for(files: list[Path]) -> FileReader:
    """The reader for these files: this process for a few small ones, else a second one."""
    if not can_start_another():
        return ReadingHere()
    if len(files) >= _MANY:
        return ReadingProcess()
    try:
        large = any(file.stat().st_size >= _LARGE for file in files)
    except (OSError, ValueError):
        large = False
    return ReadingProcess() if large else ReadingHere()


def _known_again(database: Database, row: int, source: Source) -> list[Imported]:
    """What a file gave that was not written since; the library is only written where something has to change."""
    connection = database.reading()
    if episodes.source_at(connection, source.path) == row:
        known = [episode for episode, _ in episodes.from_source(connection, row)]
        rows = episodes.read_episodes(connection, ids=known)
        if len(rows) == len(known) and episodes.source_with_stamp(connection, source.path, source.stamp or (-1, -1)) == row:
            return [imported_as(found, "unchanged", source.path) for found in rows]
    with database.writing() as writing:
        return tell_again(writing, row, source.path, source.stamp)
