"""Puts an export on the disk: names that every system takes, and files that are there whole or not at all."""

import contextlib
import errno
import unicodedata
import uuid
from collections.abc import Collection
from pathlib import Path

from reader_app.core.errors import ReaderError

_LONGEST = 150
"""Bytes of a name without its ending: file systems take 255, and folders and copies need room too."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of writing: in a name they can hide its ending."""
_NO_LETTERS = frozenset(("Cc", "Cs", "Cn", "Zl", "Zp"))
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³")
_RESERVED = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
"""Names that Windows keeps for devices, whatever comes after a dot."""


class NotWritten(ReaderError):
    """A file that could not be written, and why."""


def file_name(title: str, suffix: str, taken: Collection[str] = ()) -> str:
    """A name for `title` that Windows, macOS and Linux take.

    `taken` are names in use, in small letters; a number sets the new one apart from them.
    """
    refused = _FORBIDDEN | _INVISIBLE
    letters = "".join(" " if c in refused or unicodedata.category(c) in _NO_LETTERS else c for c in title[: 4 * _LONGEST])
    stem = _within(" ".join(letters.split()), _LONGEST).strip(" .")
    stem = stem or "Transcript"
    if stem.split(".")[0].strip().casefold() in _RESERVED:
        stem = f"{stem}_" if "." not in stem else f"_{stem}"
    name, number = f"{stem}.{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}.{suffix}"
    return name


def _within(name: str, most: int) -> str:
    """As much of `name` as has at most so many bytes: whole words, unless the last one is most of it."""
    content = name.encode("utf-8", "replace")
    if len(content) <= most:
        return content.decode()
    cut = content[:most].decode("utf-8", "ignore")
    whole, _, _ = cut.rpartition(" ")
    return whole if 2 * len(whole) > len(cut) else cut


def write_whole(path: Path, text: str | bytes) -> None:
    """Write `text` (UTF-8), or bytes, under another name first and put it in place in one step.

    Raises NotWritten with a sentence.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    fresh: Path | None = None
    try:
        place = path.resolve() if path.is_symlink() else path
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)  # a pipe or a device: another file must not take its place
            return
        fresh = place.with_name(f".{uuid.uuid4().hex}.part")
        with fresh.open("xb") as stream:
            stream.write(content)
        if place.is_file():
            with contextlib.suppress(OSError):
                fresh.chmod(place.stat().st_mode & 0o777)
        fresh.replace(place)
    except OSError as error:
        if fresh is not None:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        raise NotWritten(_told(path, error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises NotWritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(_told(folder, error)) from error


def names_in(folder: Path) -> set[str]:
    """The names in a folder, in small letters, as systems compare them that know no capitals. Raises NotWritten."""
    try:
        return {entry.name.casefold() for entry in folder.iterdir()}
    except OSError as error:
        raise NotWritten(_told(folder, error)) from error


def _told(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full; {path} was not written."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"You may not write {path}; choose another place."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name of {path} is too long."
    if error.errno == errno.EISDIR or path.is_dir():
        return f"{path} is a folder; name a file in it."
    if error.errno == errno.ENOENT:
        return f"The folder {path.parent} does not exist."
    return f"{path} could not be written ({(error.strerror or 'unknown reason').lower()})."
