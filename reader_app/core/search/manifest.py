"""The list of what the index consists of, replaced as one whole at each commit: whoever reads it sees one state or the next."""

import contextlib
import json
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader_app.core.search.damage import IndexDamaged

FORMAT = 3
"""Raised whenever words are cut or written in another way: an index of another format is rebuilt."""

_NAME = "manifest.json"
_TRIES = 40
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment: its name, the number of its texts, those of them that are deleted, and the sums of the lengths of its fields."""

    name: str
    texts: int
    deleted: frozenset[int] = frozenset()
    lengths: dict[str, int] = field(default_factory=dict)

    def without(self, texts: frozenset[int]) -> "Listed":
        """The same with more texts deleted."""
        return replace(self, deleted=self.deleted | texts)

    @property
    def alive(self) -> int:
        """How many of its texts are not deleted."""
        return self.texts - len(self.deleted)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of the index.

    `folder` is the name of the folder in use, empty for an index that does not exist yet; `stamp` the number of the last change
    of the library that has been eaten; `generation` counts commits; `files` are sizes and CRC-32 by name.
    """

    folder: str = ""
    stamp: int = 0
    generation: int = 0
    segments: tuple[Listed, ...] = ()
    files: dict[str, tuple[int, int]] = field(default_factory=dict)


def manifest_path(folder: Path) -> Path:
    """Where the list of the index in `folder` lies."""
    return folder / _NAME


def read_manifest(folder: Path) -> Manifest:
    """The state of the index in `folder`. Raises IndexDamaged for one that is broken, of another version or another library."""
    try:
        written = manifest_path(folder).read_bytes()
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise IndexDamaged("The list of the search index's files cannot be read.") from error
    try:
        body, _, checksum = written.rpartition(b"\n")
        if int(checksum) != zlib.crc32(body):
            raise ValueError(checksum)
        told = json.loads(body)
        if told["format"] != FORMAT or told["library"] != folder.name:
            raise IndexDamaged("The search index was written by another version, or for another library.")
        return _manifest(told)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise IndexDamaged("The list of the search index's files is broken.") from error


def _manifest(told: Any) -> Manifest:
    segments = tuple(
        Listed(str(name), int(texts), frozenset(map(int, deleted)), {str(key): int(value) for key, value in lengths.items()})
        for name, texts, deleted, lengths in told["segments"]
    )
    files = {str(name): (int(size), int(checksum)) for name, (size, checksum) in told["files"].items()}
    folder = str(told["folder"])
    if not folder.isdecimal() or any(Path(name).name != name for name in (*files, *(one.name for one in segments))):
        raise ValueError(folder)
    return Manifest(folder, int(told["stamp"]), int(told["generation"]), segments, files)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replaces the list; it is on the disk before it counts. Raises OSError."""
    told = {
        "format": FORMAT,
        "library": folder.name,
        "folder": manifest.folder,
        "stamp": manifest.stamp,
        "generation": manifest.generation,
        "segments": [[one.name, one.texts, sorted(one.deleted), one.lengths] for one in manifest.segments],
        "files": manifest.files,
    }
    body = json.dumps(told, separators=(",", ":")).encode("ascii")
    fresh = manifest_path(folder).with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(b"%b\n%d" % (body, zlib.crc32(body)))
        file.flush()
        os.fsync(file.fileno())
    for attempt in _attempts():
        with attempt:
            fresh.replace(manifest_path(folder))
            break


def _attempts() -> Iterator[contextlib.AbstractContextManager[None]]:
    """Under Windows a file that another process is just reading cannot be replaced; it reads but a moment."""
    for _ in range(_TRIES):
        yield contextlib.suppress(PermissionError)
        time.sleep(_PAUSE)
    yield contextlib.nullcontext()


def checksum_of(path: Path) -> int:
    """The CRC-32 of a file. Raises OSError."""
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum
