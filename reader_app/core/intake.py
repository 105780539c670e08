"""Brings files into the library: reads, recognises, assembles and stores them, each file whole or not at all."""

import json
import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from reader_app.core import anchors, sources
from reader_app.core.companions import ALONE, Bundle, Companions, bundles
from reader_app.core.errors import Cancelled, ReaderError
from reader_app.core.model import EntityKind, Episode, Failure, Imported, ImportReport, Outcome, Span
from reader_app.core.preparing import Ready
from reader_app.core.reading_process import FileReader, ReadingHere, ReadingProcess, can_start_another
from reader_app.core.relatives import link_relatives
from reader_app.core.sources import Source
from reader_app.core.store import bookmarks, episodes, transcripts
from reader_app.core.store.database import Database
from reader_app.core.timeline import Timeline
from reader_app.core.twins import Fingerprint, same_recording

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the one that comes next."""

_MANY, _LARGE = 12, 2**20
"""From so many files, or bytes of one, on a second process does the reading; it takes a quarter of a second to start."""
_AHEAD = 40
"""So many small files are handed to it before the first is done: it need not wait while this process writes the index."""
_SOME = 50


@dataclass(slots=True)
class _Work:
    """One file on its way in: `content` was handed to the reader, unless the bytes are a known `row`, or there is an `error`."""

    source: Source
    beside: Companions = ALONE
    content: bytes = b""
    row: int | None = None
    error: Exception | None = None


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
        coming_in = bundles(files, sources.head_of, chosen=files == chosen, cancelled=stopped)
        files = [bundle.file for bundle in coming_in]
        kinds = self._known_kinds()
        waiting: deque[_Work] = deque()
        told = 0
        with _reader_for(files) as reader:
            coming = iter(coming_in)
            for number in range(len(files)):
                if progress is not None:
                    progress(number, len(files), sources.tellable(files[number].name))
                while _room(waiting) and not stopped() and (bundle := next(coming, None)) is not None:
                    waiting.append(self._begin(bundle, reader, kinds))
                if stopped():
                    return ImportReport(tuple(imported), tuple(failures), cancelled=True)
                work = waiting.popleft()
                try:
                    imported += self._finish(work, reader, kinds, stopped)
                except Cancelled:
                    return ImportReport(tuple(imported), tuple(failures), cancelled=True)
                except ReaderError as error:
                    failures.append(Failure(sources.tellable(work.source.file), str(error)))
                except Exception:  # a fault of ours in one file must not cost the reader the others
                    logging.getLogger(__name__).exception("importing %r", str(work.source.file))
                    failures.append(
                        Failure(sources.tellable(work.source.file), "This file could not be understood; please report it.")
                    )
                if meanwhile is not None and len(imported) - told >= _SOME:
                    meanwhile()
                    told = len(imported)
        if progress is not None:
            progress(len(files), len(files), "")
        return ImportReport(tuple(imported), tuple(failures))

    def _begin(self, bundle: Bundle, reader: FileReader, kinds: dict[str, EntityKind]) -> _Work:
        """Look whether the file is known, and if not hand it to the reader. Errors wait for the file's turn."""
        work = _Work(sources.look_at(bundle.file), bundle.companions)
        connection = self._database.reading()
        try:
            if work.source.stamp is not None:
                row = episodes.source_with_stamp(connection, work.source.path, work.source.stamp)
                work.row = row if _is_known(connection, row, work.beside) else None
            if work.row is None:
                work.content = sources.read(bundle.file)
                known = transcripts.source_of(connection, work.content)
                if _is_known(connection, known, work.beside):
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
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Imported]:
        """Import one file's bytes in one transaction. An empty `path` (pasted text) is never taken for another version of a file.

        Raises UnreadableFile where no transcript is in it, LibraryError where the library cannot be written, and Cancelled.
        """
        stopped = cancelled or (lambda: False)
        known = transcripts.source_of(self._database.reading(), content)
        if known is not None and episodes.from_source(self._database.reading(), known):
            with self._database.writing() as connection:
                return _again(connection, known, path)
        sources.refuse_size(len(content))
        with ReadingProcess() if len(content) >= _LARGE and can_start_another() else ReadingHere() as reader:
            reader.submit(content, name, self._known_kinds())
            ready = reader.result(stopped)
        if stopped():
            raise Cancelled("The import was stopped.")
        return self._put(ready, content, path, sample=sample)

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
    ) -> list[Imported]:
        with self._database.writing() as connection:
            known = transcripts.source_of(connection, content)
            if known is not None and _is_known(connection, known, beside):
                return _again(connection, known, path, stamp)  # it came twice, or another process was faster
            return _store(connection, ready, content, path, stamp, sample, beside.key)


def _is_known(connection: sqlite3.Connection, source: int | None, beside: Companions) -> bool:
    """Whether these bytes gave episodes before, with what lies beside them now. What lay there then is not missed."""
    known = episodes.from_source(connection, source)
    return bool(known) and (
        not beside.key
        or all(episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, row)).beside == beside.key for _, row in known)
    )


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
            return [_told(found, "unchanged", source.path) for found in rows]
    with database.writing() as writing:
        return _again(writing, row, source.path, source.stamp)


def _told(row: Episode, outcome: Outcome, path: str, notes: tuple[str, ...] = ()) -> Imported:
    return Imported(row.id, row.title, outcome, path or row.path, notes, row.form, row.truncated, row.repaired)


def _again(connection: sqlite3.Connection, source: int, path: str, stamp: tuple[int, int] | None = None) -> list[Imported]:
    """What these bytes gave before. Where another version lay at the path meanwhile, this one is read again; the bin is left."""
    returns = path and episodes.source_at(connection, path) not in (None, source)
    known = episodes.from_source(connection, source)
    rows = {row.id: row for row in episodes.read_episodes(connection, removed=None, ids=[episode for episode, _ in known])}
    imported = []
    for episode, transcript in known:
        row = rows[episode]
        outcome: Outcome = "unchanged"
        notes: tuple[str, ...] = ()
        if returns and episodes.current_transcript(connection, episode) != transcript:
            episodes.put_episode(
                connection, episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, transcript)), episode
            )
            _turn_to(connection, episode, transcript)
            row = episodes.read_episodes(connection, removed=None, ids=[episode])[0]
            outcome = "updated"
        if row.removed:
            episodes.set_removed(connection, [episode], False)
            notes = ("brought back from the bin",)
        imported.append(_told(row, outcome, path, notes))
    if path:
        episodes.note_path(connection, path, source, stamp)
    return imported


def _store(
    connection: sqlite3.Connection,
    ready: list[Ready],
    content: bytes,
    path: str,
    stamp: tuple[int, int] | None,
    sample: bool,
    beside: str,
) -> list[Imported]:
    source = transcripts.put_source(connection, content)
    same = [episode for episode, _ in episodes.from_source(connection, source)]
    older = dict(enumerate(same)) if len(same) == len(ready) else _older_versions(connection, path, ready)
    imported = []
    fresh: list[tuple[str, int, Fingerprint]] = []
    for ordinal, item in enumerate(ready):
        before = older.get(ordinal)
        episode, row = _store_one(connection, item, source, path, ordinal, before, sample, beside)
        outcome: Outcome = "updated" if before else "added"
        draft = item.draft
        imported.append(
            Imported(
                episode, draft.title, outcome, path, tuple(draft.notes), item.transcript.form, draft.truncated, draft.repaired
            )
        )
        fresh.append((episode, row, item.fingerprint))
    if path:
        episodes.note_path(connection, path, source, stamp)
    link_relatives(connection, fresh)
    return imported


def _store_one(
    connection: sqlite3.Connection,
    item: Ready,
    source: int,
    path: str,
    ordinal: int,
    before: str | None,
    sample: bool,
    beside: str,
) -> tuple[str, int]:
    draft = item.draft
    facts = episodes.EpisodeFacts(
        *(draft.title, draft.title_origin, draft.show, draft.language, draft.published, draft.url, draft.duration),
        fingerprint=json.dumps(item.fingerprint.to_json(), ensure_ascii=False),
        sample=sample,
        beside=beside,
    )
    episode = episodes.put_episode(connection, facts, before)
    version = episodes.newest_version(connection, episode) + 1
    row = transcripts.put_transcript(
        connection,
        episode,
        item.transcript,
        source=source,
        path=path,
        ordinal=ordinal,
        version=version,
        facts=facts.to_json(),
    )
    if before:
        _turn_to(connection, episode, row)
        episodes.set_removed(connection, [episode], False)
    else:
        episodes.set_transcript(connection, episode, row)
    return episode, row


def _older_versions(connection: sqlite3.Connection, path: str, ready: list[Ready]) -> dict[int, str]:
    """For each item of a file: the episode that an earlier file at the same path told, where it is the same one.

    A page of items rolls on: the same place in it says nothing. What counts is the title, and what the items tell; only where
    there was one item and is one, it is the same whatever it says.
    """
    known = episodes.from_path(connection, path) if path else []
    if len(known) == len(ready) == 1:
        return {0: known[0][0]}
    prints = {episode: Fingerprint.from_json(json.loads(written)) for episode, _, written in known}
    titles = {episode: title for episode, title, _ in known}
    matched: dict[int, str] = {}

    def match(fits: Callable[[Ready, str], bool]) -> None:
        for number, item in enumerate(ready):
            if number not in matched:
                taken = matched.values()
                found = next((episode for episode in titles if episode not in taken and fits(item, episode)), None)
                if found is not None:
                    matched[number] = found

    match(lambda item, episode: titles[episode] == item.draft.title and same_recording(item.fingerprint, prints[episode]))
    match(lambda item, episode: titles[episode] == item.draft.title)
    match(lambda item, episode: same_recording(item.fingerprint, prints[episode]))
    return matched


def _turn_to(connection: sqlite3.Connection, episode: str, row: int) -> None:
    """Make another telling the one that is read, and anchor the episode's bookmarks and reading position in it."""
    transcript = transcripts.read_transcript(connection, row)
    timeline = Timeline(transcript)
    around = bookmarks.contexts(connection, episode)
    for bookmark in bookmarks.read_bookmarks(connection, episode=episode, removed=True):
        found = anchors.find_again(transcript.text, bookmark.text, *around[bookmark.id])
        moved = replace(bookmark, span=None, anchor="lost")
        if found is not None:
            (start, _), state = found
            voice, chapter = transcript.speaker_at(start), transcript.chapter_at(start)
            moved = replace(
                bookmark,
                span=found[0],
                anchor=state,
                moment=timeline.paragraph_moment(start),
                speaker=voice.name if voice is not None else None,
                chapter=chapter.title if chapter is not None else None,
            )
        bookmarks.move_bookmark(connection, moved, row)
    place = _place_in(connection, episode, transcript.text)
    episodes.set_transcript(connection, episode, row)
    if place is not None:
        episodes.set_position(connection, episode, *place)


def _place_in(connection: sqlite3.Connection, episode: str, text: str) -> tuple[int, float] | None:
    """Where the line that the reader left stands in another text, and how much is read; None where reading has not begun."""
    old = episodes.current_transcript(connection, episode)
    offset, progress = episodes.position_of(connection, episode)
    if old is None or not offset:
        return None
    before = transcripts.read_transcript(connection, old).text
    line = Span(offset, min(len(before), offset + 80))
    found = anchors.find_again(text, before[line.start : line.stop], *anchors.context(before, line), offset)
    return (found[0].start if found is not None else int(progress * len(text))), progress
