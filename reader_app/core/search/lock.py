"""A lock on a file that one process or thread holds at a time, and that dies with its holder."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class FileLock:
    """The lock that the file at `path` stands for. The file stays; whether it is locked the system knows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.contextmanager
    def held(self, wait: float) -> Iterator[None]:
        """Holds the lock; waits for it at most `wait` seconds. Raises TimeoutError, or OSError where the file cannot be made."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + wait
            while True:
                try:
                    _try_lock(handle)
                    break
                except (BlockingIOError, PermissionError) as error:
                    if time.monotonic() >= deadline:
                        raise TimeoutError(f"{self._path.name} is held by another") from error
                    time.sleep(_PAUSE)
            try:
                yield
            finally:
                _unlock(handle)
        finally:
            os.close(handle)
