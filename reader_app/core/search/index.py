"""The search index on disk: derived from the library, so that it can be thrown away and built anew at any time.

A folder holds `manifest.json` and the folder of Whoosh files that it names. The manifest lists those files with sizes and
checksums, because Whoosh itself writes none, and the number of the last change of the library that the index has eaten. A
rebuilt index is written into a fresh folder and taken over by replacing the manifest, so whoever reads goes on reading.
"""

import contextlib
import json
import os
import shutil
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader_app.core.errors import LibraryError
from reader_app.core.search.damage import IndexBusy, IndexDamaged, damage_told
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.lock import FileLock

if TYPE_CHECKING:
    from reader_app.core.search.reading import Reading

__all__ = ["FORMAT", "Index", "IndexBusy", "IndexDamaged", "Progress"]

FORMAT = 1
"""Raised whenever words are cut or written in another way: an index of another format is rebuilt."""

MOST_PIECES = 12
"""How many segments an index may have before a commit merges the small ones."""

Progress = Callable[[int, int], None]
"""Told how many texts are done, and of how many (0 where that is not known)."""


@dataclass(slots=True)
class _Manifest:
    """The folder in use, its files as (size, checksum), and the change that the index is up to."""

    folder: str = ""
    stamp: int = 0
    files: dict[str, tuple[int, int]] = field(default_factory=dict)


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

    def stamp(self) -> int:
        """The number of the last change that the index has eaten; 0 for one that does not exist yet."""
        return self._manifest().stamp

    def update(
        self,
        documents: Iterable[Document],
        removed: Iterable[str] = (),
        progress: Progress | None = None,
        *,
        stamp: int | None = None,
    ) -> None:
        """Takes in `documents` in place of what it holds of those episodes, and forgets the episodes `removed`.

        `stamp` is kept as the number of the last change eaten. All or nothing: an error, also one that `progress` raises to
        cancel, leaves the index as it was.
        """
        with self._writing():
            manifest = self._sound_manifest()
            if not manifest.folder:
                manifest.folder = self._fresh_folder()
            self._write(manifest, documents, tuple(removed), progress, stamp)
            self._drop_other_folders()

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None, *, stamp: int = 0) -> None:
        """Builds the index anew from `documents`, whatever state it is in; the old one is used until the new one is whole."""
        with self._writing():
            self._write(_Manifest(self._fresh_folder()), documents, (), progress, stamp)
            self._drop_other_folders()

    def verify(self) -> None:
        """Reads every file and compares its checksum. Raises IndexDamaged."""
        manifest = self._manifest()
        for name, (_, checksum) in manifest.files.items():
            try:
                if _checksum(self._folder / manifest.folder / name) != checksum:
                    raise IndexDamaged("The search index has been changed from outside.")
            except OSError as error:
                if self._manifest().files != manifest.files:
                    return  # another process has written meanwhile, and checked what it wrote upon
                raise IndexDamaged("A part of the search index cannot be read.") from error

    @contextlib.contextmanager
    def reading(self) -> Iterator["Reading"]:
        """The index as it was written last, for one thread at a time."""
        with self._guard:
            state = self._manifest_state()
            if self._reading is None or not _same(state, self._read_from):
                self._open()
                self._read_from = state
            assert self._reading is not None
            yield self._reading

    def close(self) -> None:
        """Closes its files. It can be used again."""
        with self._guard:
            if self._reading is not None:
                self._reading.close()
            self._reading = None

    def _open(self) -> None:
        from reader_app.core.search.reading import Reading

        if self._reading is not None:
            self._reading.close()
            self._reading = None
        manifest = self._settled_manifest()
        self._reading = Reading(self._folder / manifest.folder if manifest.folder else None)

    def _settled_manifest(self) -> _Manifest:
        """The manifest, once it agrees with the files: while another process commits, it is a moment behind."""
        try:
            return self._sound_manifest()
        except IndexDamaged:
            with self._writing():
                return self._sound_manifest()

    def _sound_manifest(self) -> _Manifest:
        manifest = self._manifest()
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
            return self._manifest_path.stat()
        except OSError:
            return None

    @property
    def _manifest_path(self) -> Path:
        return self._folder / "manifest.json"

    def _manifest(self) -> _Manifest:
        try:
            told = json.loads(self._manifest_path.read_bytes())
        except FileNotFoundError:
            return _Manifest()
        except (OSError, ValueError) as error:
            raise IndexDamaged("The list of the search index's files cannot be read.") from error
        try:
            if told["format"] != FORMAT:
                raise IndexDamaged("The search index was written by another version.")
            files = {str(name): (int(size), int(checksum)) for name, (size, checksum) in told["files"].items()}
            folder = str(told["folder"])
            if not folder.isdecimal() or any(Path(name).name != name for name in files):
                raise ValueError(folder)
            return _Manifest(folder, int(told["stamp"]), files)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise IndexDamaged("The list of the search index's files is broken.") from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock").held(self._wait):
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

    def _drop_other_folders(self) -> None:
        """Removes what is left of earlier indexes; what another process has open under Windows goes the next time."""
        current = self._manifest().folder
        for entry in self._folder.iterdir():
            if entry.name.isdecimal() and entry.name != current:
                shutil.rmtree(entry, ignore_errors=True)

    def _write(
        self,
        manifest: _Manifest,
        documents: Iterable[Document],
        removed: tuple[str, ...],
        progress: Progress | None,
        stamp: int | None,
    ) -> None:
        from whoosh.filedb.filestore import FileStorage

        from reader_app.core.search.schema import make_schema
        from reader_app.core.search.writing import TextWriter

        with damage_told():
            storage = FileStorage(str(self._folder / manifest.folder))
            whoosh = storage.open_index() if manifest.files else storage.create_index(make_schema())
            writer = TextWriter(whoosh, self._wait)
            old = whoosh.searcher()
        try:
            _forget(writer, old, removed)
            _add(writer, old, documents, progress)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.cancel()
            raise
        finally:
            old.close()
        with damage_told():
            # Merging rewrites what is there, seconds for one new note; it waits until many small pieces make searching slow.
            writer.commit(merge=_pieces(manifest) >= MOST_PIECES)
        manifest.files = self._listed(self._folder / manifest.folder, manifest.files)
        manifest.stamp = manifest.stamp if stamp is None else stamp
        told = {"format": FORMAT, "folder": manifest.folder, "stamp": manifest.stamp, "files": manifest.files}
        fresh = self._manifest_path.with_suffix(".new")
        fresh.write_text(json.dumps(told), encoding="utf-8")
        fresh.replace(self._manifest_path)

    def _listed(self, folder: Path, known: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """Size and checksum of every file; a file once written never changes, so those `known` are not read again."""
        files: dict[str, tuple[int, int]] = {}
        for path in folder.iterdir():
            if path.is_file() and not path.name.endswith("LOCK"):
                size = path.stat().st_size
                old = known.get(path.name)
                files[path.name] = old if old is not None and old[0] == size else (size, _checksum(path))
        return files


def _pieces(manifest: _Manifest) -> int:
    return sum(name.endswith(".seg") for name in manifest.files)


def _add(writer: Any, old: Any, documents: Iterable[Document], progress: Progress | None) -> None:
    from reader_app.core.search.layout import lay_out, lay_out_note

    total = len(documents) if isinstance(documents, Sized) else 0
    known = old.doc_count_all() > 0
    for done, document in enumerate(documents, 1):
        if known:
            _forget(writer, old, (document.id,))
        kept = [bookmark for bookmark in document.bookmarks if not bookmark.removed and note_text(bookmark)]
        notes = [lay_out_note(document, bookmark) for bookmark in kept]
        for postings in (lay_out(document), *notes):
            with damage_told():
                writer.add_text(postings)
        if progress is not None:
            progress(done, total)


def _forget(writer: Any, old: Any, episodes: Iterable[str]) -> None:
    from reader_app.core.search.schema import EPISODE

    for episode in episodes:
        with damage_told():
            writer.delete_by_term(EPISODE, episode, searcher=old)


def _same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.st_mtime_ns, one.st_size, one.st_ino) == (other.st_mtime_ns, other.st_size, other.st_ino)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum
