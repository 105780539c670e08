"""The search index on disk: derived from the library, so that it can be thrown away and built anew at any time.

A folder holds the manifest and the folder of files that it names: segments, which are written once and never changed. To take in
an episode is to write a small segment and to list the episode's earlier texts as deleted; small segments are joined now and then.
A rebuilt index is written into a fresh folder and taken over by replacing the manifest, so whoever reads goes on reading.
"""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader_app.core.errors import LibraryError
from reader_app.core.search.damage import IndexBusy, IndexDamaged
from reader_app.core.search.document import Document
from reader_app.core.search.lock import FileLock
from reader_app.core.search.manifest import FORMAT, Listed, Manifest, checksum_of, manifest_path, read_manifest, write_manifest
from reader_app.core.search.segment import Segment

if TYPE_CHECKING:
    from reader_app.core.search.reading import Reading

__all__ = ["FORMAT", "Index", "IndexBusy", "IndexDamaged", "Progress"]

MOST_PIECES = 12
"""How many segments an index may have before a commit joins the small ones."""

_EAGER, _THOROUGH = 0.5, 0.15
"""How large the small segments must be together, beside the next one, to be joined with it: in a commit, and at leisure."""
_MOST_DELETED = 0.3

Progress = Callable[[int, int], None]
"""Told how many texts are done, and of how many (0 where that is not known)."""

Write = Callable[[Path, Iterable[Document], Progress | None], tuple[list[Listed], list[str]]]
"""Writes documents into segments in a folder: tells the segments, and the episodes."""


class Index:
    """The index in `folder`, which need not exist yet. May be used from several threads and processes.

    Waits up to `wait` seconds for another writer. All methods raise IndexDamaged where only `rebuild` helps, IndexBusy where
    another writer does not end, and LibraryError where the disk refuses.
    """

    def __init__(self, folder: Path, wait: float = 20.0) -> None:
        self._folder = folder
        self._wait = wait
        self._guard = threading.Lock()
        self._reading: Reading | None = None
        self._read_from: os.stat_result | None = None
        self._stamp: tuple[os.stat_result | None, int] = (None, 0)
        self._open: dict[tuple[str, str], Segment] = {}
        """The segments that are open for reading, by folder and name."""
        self._texts_of: dict[tuple[str, str], dict[str, list[int]]] = {}
        """By segment and episode: the texts of that episode; for the writer."""

    def stamp(self) -> int:
        """The number of the last change that the index has eaten; 0 for one that does not exist yet."""
        state = self._manifest_state()
        read_from, stamp = self._stamp
        if state is None or not _same(state, read_from):
            stamp = read_manifest(self._folder).stamp
            self._stamp = (state, stamp)
        return stamp

    def update(
        self,
        documents: Iterable[Document],
        removed: Iterable[str] = (),
        progress: Progress | None = None,
        *,
        stamp: int | None = None,
        write: "Write | None" = None,
    ) -> None:
        """Takes in `documents` in place of what it holds of those episodes, and forgets the episodes `removed`.

        `stamp` is kept as the number of the last change eaten. All or nothing: an error, also one that `progress` raises to
        cancel, leaves the index as it was. `write` stands in for `write_here`.
        """
        with self._writing():
            manifest = self._sound_manifest()
            if not manifest.folder:
                manifest = replace(manifest, folder=self._fresh_folder())
            folder = self._folder / manifest.folder
            written, changed = (write or write_here)(folder, documents, progress)
            segments = [*self._without(manifest, {*changed, *removed}), *written]
            if len(segments) > MOST_PIECES:
                segments = self._joined(manifest.folder, segments, small_ones(segments, _EAGER))
            self._commit(replace(manifest, stamp=manifest.stamp if stamp is None else stamp, segments=tuple(segments)))

    def rebuild(
        self,
        documents: Iterable[Document],
        progress: Progress | None = None,
        *,
        stamp: int = 0,
        write: "Write | None" = None,
    ) -> None:
        """Builds the index anew from `documents`, whatever state it is in; the old one is used until the new one is whole."""
        with self._writing():
            fresh = self._fresh_folder()
            try:
                written, _ = (write or write_here)(self._folder / fresh, documents, progress)
            except BaseException:
                shutil.rmtree(self._folder / fresh, ignore_errors=True)
                raise
            self._commit(Manifest(fresh, stamp, segments=tuple(written)))

    def verify(self) -> None:
        """Reads every file and compares its checksum. Raises IndexDamaged."""
        manifest = read_manifest(self._folder)
        for name, (_, checksum) in manifest.files.items():
            try:
                if checksum_of(self._folder / manifest.folder / name) != checksum:
                    raise IndexDamaged("The search index has been changed from outside.")
            except OSError as error:
                if read_manifest(self._folder).files != manifest.files:
                    return  # another process has written meanwhile, and checked what it wrote upon
                raise IndexDamaged("A part of the search index cannot be read.") from error

    @contextlib.contextmanager
    def reading(self) -> Iterator["Reading"]:
        """The index as it was written last, for one thread at a time."""
        with self._guard:
            state = self._manifest_state()
            if self._reading is None or not _same(state, self._read_from):
                self._reading = None
                self._reading = self._opened()
                self._read_from = state
            yield self._reading

    def close(self) -> None:
        """Closes its files. It can be used again."""
        with self._guard:
            self._reading = None
            for segment in self._open.values():
                segment.close()
            self._open = {}

    def _opened(self) -> "Reading":
        """The state that the manifest tells. While another process commits, what it lists may be gone a moment later."""
        from reader_app.core.search.reading import Reading

        for _ in range(3):
            manifest = self._settled_manifest()
            try:
                return Reading([self._segment(manifest.folder, listed) for listed in manifest.segments])
            except IndexDamaged:
                if read_manifest(self._folder) == manifest:
                    raise
            finally:
                self._close_all_but(manifest)
        raise IndexBusy("The search index is being written again and again.")

    def _segment(self, folder: str, listed: Listed) -> Segment:
        segment = self._open.get((folder, listed.name))
        if segment is None:
            segment = self._open[folder, listed.name] = Segment(self._folder / folder, listed.name)
        segment.deleted = listed.deleted
        return segment

    def _close_all_but(self, manifest: Manifest) -> None:
        kept = {(manifest.folder, listed.name) for listed in manifest.segments}
        for key in [key for key in self._open if key not in kept]:
            self._open.pop(key).close()

    def _settled_manifest(self) -> Manifest:
        """The manifest, once it agrees with the files: while another process commits, it is a moment behind."""
        try:
            return self._sound_manifest()
        except IndexDamaged:
            with self._writing():
                return self._sound_manifest()

    def _sound_manifest(self) -> Manifest:
        manifest = read_manifest(self._folder)
        for name, (size, _) in manifest.files.items():
            try:
                found = (self._folder / manifest.folder / name).stat().st_size
            except OSError as error:
                raise IndexDamaged("A part of the search index is gone.") from error
            if found != size:
                raise IndexDamaged("A part of the search index has another size than it was written with.")
        return manifest

    def _manifest_state(self) -> os.stat_result | None:
        try:
            return manifest_path(self._folder).stat()
        except OSError:
            return None

    @contextlib.contextmanager
    def _writing(self, wait: float | None = None) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock").held(self._wait if wait is None else wait):
                yield
        except TimeoutError as error:
            raise IndexBusy("Another window is writing the search index. Try again in a moment.") from error
        except OSError as error:
            raise LibraryError(f"The search index cannot be written: {error.strerror or 'the disk refuses'}.") from error

    def _fresh_folder(self) -> str:
        numbers = [int(entry.name) for entry in self._folder.iterdir() if entry.name.isdecimal()]
        name = str(max(numbers, default=0) + 1)
        (self._folder / name).mkdir()
        return name

    def merge_when_idle(self) -> bool:
        """Joins segments, for searches are the quicker the fewer there are; says whether there was anything to do.

        Takes some milliseconds for each text that is moved; searches go on meanwhile. Returns at once where another writes.
        """
        with contextlib.suppress(IndexBusy), self._writing(0):
            manifest = self._sound_manifest()
            chosen = small_ones(manifest.segments, _THOROUGH)
            if chosen:
                self._commit(replace(manifest, segments=tuple(self._joined(manifest.folder, manifest.segments, chosen))))
                return True
        return False

    def _joined(self, folder: str, segments: Sequence[Listed], chosen: Collection[Listed]) -> list[Listed]:
        """`segments` with one in the place of those `chosen`."""
        from reader_app.core.search.writing import SegmentWriter

        with contextlib.ExitStack() as opened, SegmentWriter(self._folder / folder) as writer:
            for one in chosen:
                segment = Segment(self._folder / folder, one.name, one.deleted)
                opened.callback(segment.close)
                writer.add_segment(segment)
            joined = writer.finish()
        return [*(one for one in segments if one not in chosen), joined]

    def _without(self, manifest: Manifest, episodes: set[str]) -> list[Listed]:
        """The segments with the texts of `episodes` deleted; those of which nothing is left fall away."""
        kept = []
        for listed in manifest.segments:
            texts_of = self._texts(manifest.folder, listed.name)
            deleted = frozenset(text for episode in episodes for text in texts_of.get(episode, ()))
            fewer = listed.without(deleted) if deleted else listed
            if fewer.alive:
                kept.append(fewer)
        return kept

    def _texts(self, folder: str, name: str) -> dict[str, list[int]]:
        known = self._texts_of.get((folder, name))
        if known is None:
            with contextlib.closing(Segment(self._folder / folder, name)) as segment:
                known = {}
                for text, episode in enumerate(segment.texts.episode):
                    known.setdefault(episode, []).append(text)
            self._texts_of[folder, name] = known
        return known

    def _commit(self, manifest: Manifest) -> None:
        """Puts `manifest` in the place of the present one, once all that it lists is on the disk."""
        from reader_app.core.search.writing import flushed, write_contents

        folder = self._folder / manifest.folder
        generation = manifest.generation + 1
        contents = write_contents(folder, generation, manifest.segments)
        prefixes = tuple(f"{one.name}." for one in manifest.segments)
        files: dict[str, tuple[int, int]] = {}
        for path in folder.iterdir():
            name = path.name
            if name == contents or name.startswith(prefixes):
                known = manifest.files.get(name)
                if known is None or name == contents:
                    flushed(path)
                    known = (path.stat().st_size, checksum_of(path))
                files[name] = known
        write_manifest(self._folder, replace(manifest, generation=generation, files=files))
        self._stamp = (None, 0)
        self._texts_of = {key: texts for key, texts in self._texts_of.items() if f"{key[1]}." in prefixes}
        self._drop_leftovers(manifest.folder, files)

    def _drop_leftovers(self, current: str, files: dict[str, tuple[int, int]]) -> None:
        """Removes what is left of earlier states; what another process has open under Windows goes the next time."""
        for entry in self._folder.iterdir():
            if entry.name.isdecimal() and entry.name != current:
                shutil.rmtree(entry, ignore_errors=True)
        for entry in (self._folder / current).iterdir():
            if entry.name not in files:
                with contextlib.suppress(OSError):
                    entry.unlink()


def write_here(folder: Path, documents: Iterable[Document], progress: Progress | None) -> tuple[list[Listed], list[str]]:
    """Writes a segment of documents with their notes, unless there are none; tells it, and the documents' episodes."""
    from reader_app.core.search.writing import SegmentWriter

    total = len(documents) if isinstance(documents, Sized) else 0
    episodes = []
    with SegmentWriter(folder) as writer:
        for done, document in enumerate(documents, 1):
            writer.add_document(document)
            episodes.append(document.id)
            if progress is not None:
                progress(done, total)
        return [writer.finish()] if len(writer) else [], episodes


def small_ones(segments: Iterable[Listed], share: float) -> list[Listed]:
    """The segments that should become one: the small ones, as long as together they have `share` of the next one's texts.

    So no text is moved often, however many episodes come one by one. One in which many texts are deleted is written anew.
    """
    chosen: list[Listed] = []
    size = 0
    for one in sorted(segments, key=lambda listed: listed.alive):
        if chosen and size < share * one.alive:
            break
        chosen.append(one)
        size += one.alive
    if len(chosen) > 1:
        return chosen
    return [one for one in segments if len(one.deleted) > _MOST_DELETED * one.texts]


def _same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.st_mtime_ns, one.st_size, one.st_ino) == (other.st_mtime_ns, other.st_size, other.st_ino)
