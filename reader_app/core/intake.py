"""Brings files into the library: reads, recognises, assembles and stores them, each file whole or not at all."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from reader_app.core import anchors
from reader_app.core.assemble import assemble
from reader_app.core.errors import Cancelled, ReaderError, UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import read
from reader_app.core.model import EntityKind, Failure, Imported, ImportReport, Outcome, Span, Transcript
from reader_app.core.store import bookmarks, episodes, transcripts
from reader_app.core.store.database import Database
from reader_app.core.timeline import Timeline
from reader_app.core.twins import Fingerprint, find_twins, fingerprint, same_recording

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the one that comes next."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A draft that is ready to be stored."""

    draft: Draft
    transcript: Transcript
    fingerprint: Fingerprint


class Intake:
    """Imports into one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def import_paths(
        self, paths: Iterable[Path], progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> ImportReport:
        """Import files, and folders with all that is in them. What cannot be read is told in the report; the rest goes on."""
        imported: list[Imported] = []
        failures: list[Failure] = []
        files = [file for path in paths for file in _files_in(path)]
        for number, file in enumerate(files):
            if cancelled is not None and cancelled():
                return ImportReport(tuple(imported), tuple(failures), cancelled=True)
            if progress is not None:
                progress(number, len(files), _tellable(file.name))
            try:
                imported += self.import_bytes(_read(file), _tellable(file.resolve()), _tellable(file.name), cancelled=cancelled)
            except Cancelled:
                return ImportReport(tuple(imported), tuple(failures), cancelled=True)
            except ReaderError as error:
                failures.append(Failure(_tellable(file), str(error)))
            except Exception:  # a fault of ours in one file must not cost the reader the others
                logging.getLogger(__name__).exception("importing %r", str(file))
                failures.append(Failure(_tellable(file), "This file could not be understood; please report it."))
        if progress is not None:
            progress(len(files), len(files), "")
        return ImportReport(tuple(imported), tuple(failures))

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
        if episodes.from_source(self._database.reading(), transcripts.hash_of(content)):
            with self._database.writing() as connection:
                return _again(connection, content, path)
        form, drafts = read(content, name)
        if not drafts:
            raise UnreadableFile("No transcript was found in this file.")
        kinds = cast(Mapping[str, EntityKind], transcripts.known_entities(self._database.reading()))
        ready = []
        for draft in drafts:
            if cancelled is not None and cancelled():
                raise Cancelled("The import was stopped.")
            ready.append(_Ready(draft, assemble(draft, form, kinds), fingerprint(draft)))
        with self._database.writing() as connection:
            if episodes.from_source(connection, transcripts.hash_of(content)):
                return _again(connection, content, path)  # another process was faster
            stored = _store(connection, ready, content, path, sample)
            if cancelled is not None and cancelled():
                raise Cancelled("The import was stopped.")
            return stored


def _tellable(name: Path | str) -> str:
    """A name as text that can be stored and shown: on some systems a file's name need not be text."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files_in(path: Path) -> Iterator[Path]:
    """The path itself, or what lies under a folder in the order of the names; hidden things are not meant to be read."""
    try:
        is_folder = path.is_dir()
    except OSError:  # a name too long for this system
        is_folder = False
    if not is_folder:
        yield path
        return
    for inside in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
        if not hidden and not inside.is_dir():
            yield inside


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():  # a pipe would never end
            raise UnreadableFile("This is no file that can be read." if file.exists() else "There is no file or folder here.")
        return file.read_bytes()
    except PermissionError as error:
        raise UnreadableFile("This file may not be read: its owner has not allowed it.") from error
    except OSError as error:
        raise UnreadableFile(f"This file could not be read ({(error.strerror or 'unknown reason').lower()}).") from error


def _again(connection: sqlite3.Connection, content: bytes, path: str) -> list[Imported]:
    """What these bytes gave before. Where another version lay at the path meanwhile, this one is read again; the bin is left."""
    source = transcripts.put_source(connection, content)
    returns = path and episodes.source_at(connection, path) not in (None, source)
    known = episodes.from_source(connection, transcripts.hash_of(content))
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
        imported.append(Imported(episode, row.title, outcome, path or row.path, notes, row.form, row.truncated, row.repaired))
    if path:
        episodes.note_path(connection, path, source)
    return imported


def _store(connection: sqlite3.Connection, ready: list[_Ready], content: bytes, path: str, sample: bool) -> list[Imported]:
    source = transcripts.put_source(connection, content)
    others = {known: Fingerprint.from_json(json.loads(written)) for known, written in episodes.fingerprints(connection).items()}
    older = _older_versions(connection, path, ready)
    imported = []
    for ordinal, item in enumerate(ready):
        before = older.get(ordinal)
        episode = _store_one(connection, item, source, path, ordinal, before, sample)
        outcome: Outcome = "updated" if before else "added"
        draft = item.draft
        imported.append(
            Imported(
                episode, draft.title, outcome, path, tuple(draft.notes), item.transcript.form, draft.truncated, draft.repaired
            )
        )
        others[episode] = item.fingerprint
    if path:
        episodes.note_path(connection, path, source)
    _link_twins(connection, [(new.id, item.fingerprint) for new, item in zip(imported, ready, strict=True)], others)
    return imported


def _store_one(
    connection: sqlite3.Connection, item: _Ready, source: int, path: str, ordinal: int, before: str | None, sample: bool
) -> str:
    draft = item.draft
    facts = episodes.EpisodeFacts(
        *(draft.title, draft.title_origin, draft.show, draft.language, draft.published, draft.url, draft.duration),
        fingerprint=json.dumps(item.fingerprint.to_json(), ensure_ascii=False),
        sample=sample,
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
    return episode


def _older_versions(connection: sqlite3.Connection, path: str, ready: list[_Ready]) -> dict[int, str]:
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

    def match(fits: Callable[[_Ready, str], bool]) -> None:
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


def _link_twins(connection: sqlite3.Connection, fresh: list[tuple[str, Fingerprint]], others: dict[str, Fingerprint]) -> None:
    """Link the new episodes to those that tell the same recording, and those to each other."""
    for episode, own in fresh:
        found = find_twins(own, {known: other for known, other in others.items() if known != episode})
        if found:
            group = {episode}.union(*(episodes.linked_group(connection, twin) for twin in found))
            episodes.link(connection, [group])
