"""Files as they lie on the disk: which ones a folder holds, whether one can be read, and its bytes."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.decoding import refuse_binary

MOST_BYTES = 32 * 2**20
"""Larger files are refused before they are read: this is five hundred hours of speech as text, and with all that is made of it a
text takes some thirty times its size in memory."""
_HEAD = 65_536
_TRANSCRIPT_FOLDERS = frozenset(("transcript", "transcripts", "captions", "subtitles", "chapters"))
_MOST_BESIDE = 20_000
_SETTLED = 2.0
"""Seconds for which a file must have been left alone before its time of writing tells one state of it from the next."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: where it lies and what it is called, both as text, and its size and time of writing (ns since 1970).

    `stamp` is None where it cannot be trusted: the file is being written just now, or is no file.
    """

    file: Path
    path: str
    name: str
    stamp: tuple[int, int] | None


def files_in(path: Path, cancelled: Callable[[], bool]) -> Iterator[Path]:
    """The path itself, or what lies under a folder in the order of the names; hidden things are not meant to be read."""
    try:
        is_folder = path.is_dir()
    except OSError:  # a name too long for this system
        is_folder = False
    if not is_folder:
        yield path
        return
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        if cancelled():
            return
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    yield from sorted(found)


def beside(file: Path) -> list[Path]:
    """The files in the folder of a file, then those in folders in it that are called as folders of transcripts are.

    None where the folder may not be looked into, as in a sandbox, or has very many files.
    """
    found: list[Path] = []
    try:
        for entry in sorted(file.parent.iterdir()):
            if entry.name.startswith("."):
                continue
            if entry.is_file():
                found.append(entry)
            elif entry.name.casefold() in _TRANSCRIPT_FOLDERS:
                found += [each for each in sorted(entry.iterdir()) if each.is_file() and not each.name.startswith(".")]
    except (OSError, ValueError):
        return []
    return sorted(found, key=lambda one: one.parent != file.parent) if len(found) <= _MOST_BESIDE else []


def look_at(file: Path) -> Source:
    """What is known of a file before it is read."""
    stamp = None
    try:
        found = file.stat()
        if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _SETTLED:
            stamp = (found.st_size, found.st_mtime_ns)
    except (OSError, ValueError):
        pass
    return Source(file, path_of(file), tellable(file.name), stamp)


def path_of(file: Path) -> str:
    """Where a file lies, as text by which it is known again."""
    return tellable(file.resolve())


def read(file: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFile for what is no file, too large or no text at all, before it is read."""
    try:
        if not file.is_file():  # a pipe would never end
            raise UnreadableFile("This is no file that can be read." if file.exists() else "There is no file or folder here.")
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if size > MOST_BYTES:
                refuse_binary(opened.read(_HEAD))
            refuse_size(size)
            content = opened.read(MOST_BYTES + 1)
            refuse_size(len(content))  # it has grown meanwhile
            return content
    except PermissionError as error:
        raise UnreadableFile("This file may not be read: its owner has not allowed it.") from error
    except OSError as error:
        raise UnreadableFile(f"This file could not be read ({(error.strerror or 'unknown reason').lower()}).") from error


def head_of(file: Path, most: int) -> bytes:
    """The first bytes of a file, at most so many; none where it cannot be read."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(most)
    except (OSError, ValueError):
        return b""


def refuse_size(size: int) -> None:
    """Raises UnreadableFile for more bytes than can be read."""
    if size > MOST_BYTES:
        raise UnreadableFile(f"This file has {_megabytes(size)}; texts up to {_megabytes(MOST_BYTES)} can be read.")


def tellable(name: Path | str) -> str:
    """A name as text that can be stored and shown: on some systems a file's name need not be text."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 2**20)):,} MB"
