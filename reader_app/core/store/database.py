"""Opens the library database, brings it to today's schema, and gives out connections and transactions."""

import contextlib
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from reader_app.core.errors import LibraryDamaged, LibraryError
from reader_app.core.store.schema import MIGRATIONS

BUSY_SECONDS = 15.0
"""How long a write waits for another window or program that is writing."""
BACKUPS_KEPT = 7


def now() -> str:
    """The time as rows carry it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Database:
    """One library file. Each thread gets a connection of its own; writes are serialised by SQLite, across processes too."""

    def __init__(self, path: Path, backups: Path) -> None:
        self.path = path
        self._backups = backups
        self._open: dict[int, sqlite3.Connection] = {}
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise LibraryError(f"The library folder {path.parent} cannot be written: {error.strerror}.") from error
            if isinstance(error, sqlite3.Error):
                raise _told(error, path) from error
            raise

    def reading(self) -> sqlite3.Connection:
        """This thread's connection, for statements that change nothing."""
        # By the thread's number, not thread-local: what is local to a pool's thread is forgotten after each of its jobs.
        thread = threading.get_ident()
        connection = self._open.get(thread)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            with self._lock:
                self._open[thread] = connection
            connection.execute("PRAGMA journal_mode = WAL")
            # A quote is safe once its row is committed, even when the power goes: the price is one fsync a write.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it or nothing. Raises LibraryError with a sentence where the disk or a lock refuses."""
        connection = self.reading()
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled back already
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise _told(error, self.path) from error

    def library_id(self) -> str:
        """The library's own UUID: an index that carries another one is not ours."""
        row = self.reading().execute("SELECT value FROM meta WHERE key = 'library'").fetchone()
        return str(row[0])

    def problems(self) -> list[str]:
        """What SQLite's own check and the foreign keys find wrong, in its words; empty when all is well."""
        try:
            connection = self.reading()
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
            found += [f"a row of {row[0]} points to a missing {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        except sqlite3.Error as error:
            return [str(error)]
        return found

    def backups(self) -> list[Path]:
        """The copies that exist, newest first."""
        return copies_in(self._backups)

    def back_up(self, reason: str) -> Path:
        """A whole copy of the library beside it, written under another name first so that half a copy never counts."""
        try:
            return self._copy_to_backups(reason)
        except OSError as error:
            raise LibraryError(
                f"No copy of the library could be made ({(error.strerror or 'unknown reason').lower()})."
            ) from error
        except sqlite3.Error as error:
            raise _told(error, self.path) from error

    def _copy_to_backups(self, reason: str) -> Path:
        self._backups.mkdir(parents=True, exist_ok=True)
        target = self._backups / f"library-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{reason}.sqlite3"
        fresh = target.with_suffix(".new")
        copy = sqlite3.connect(fresh)
        try:
            self.reading().backup(copy, pages=2000, sleep=0)
        except BaseException:
            copy.close()
            fresh.unlink(missing_ok=True)
            raise
        copy.close()
        fresh.replace(target)
        for old in self.backups()[BACKUPS_KEPT:]:
            with contextlib.suppress(OSError):
                old.unlink()
        return target

    def back_up_daily(self) -> bool:
        """A copy a day, on a day that something is read; says whether one was made."""
        today = f"library-{datetime.now(UTC):%Y%m%d}"
        if any(copy.name.startswith(today) for copy in self.backups()):
            return False
        self.back_up("daily")
        return True

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._open.values():
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
            self._open.clear()

    def _migrate(self) -> None:
        connection = self.reading()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise LibraryError("This library was written by a newer Transcript Reader. Please update the app to open it.")
        if 0 < version < len(MIGRATIONS):
            self.back_up(f"before-version-{len(MIGRATIONS)}")
        if version == len(MIGRATIONS):
            return
        with self.writing():
            # Another process may have done it while this one waited for the lock.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for number in range(version, len(MIGRATIONS)):
                for step in MIGRATIONS[number]:
                    if isinstance(step, str):
                        for statement in _statements(step):
                            connection.execute(statement)
                    else:
                        step(connection)
                connection.execute(f"PRAGMA user_version = {number + 1:d}")
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('library', ?)", (str(uuid.uuid4()),))


def copies_in(folder: Path) -> list[Path]:
    """The copies of a library that lie in a folder, newest first."""
    return sorted(folder.glob("library-*.sqlite3"), reverse=True) if folder.is_dir() else []


def is_sound(copy: Path) -> bool:
    """Whether a copy of a library opens and passes SQLite's own check."""
    connection = sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def put_copy_in_place(copy: Path, path: Path) -> Path:
    """Make a copy the library, whose damaged file is kept beside it; gives the place where it is kept."""
    kept = path.with_name(f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}")
    fresh = path.with_suffix(".new")
    shutil.copyfile(copy, fresh)
    path.replace(kept)
    # The journal belongs to the damaged file and holds its last changes; beside the copy it would be played back into that.
    with contextlib.suppress(FileNotFoundError):
        path.with_name(path.name + "-wal").replace(kept.with_name(kept.name + "-wal"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    fresh.replace(path)
    return kept


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit the transaction that they must share."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _told(error: sqlite3.Error, path: Path) -> LibraryError:
    words = str(error)
    if "full" in words:
        return LibraryError("The disk is full; nothing was changed in your library.")
    if "locked" in words or "busy" in words:
        return LibraryError("Another program is writing to this library; please try again in a moment.")
    if "readonly" in words or "unable to open" in words:
        return LibraryError(f"The library {path} cannot be written.")
    if "malformed" in words or "not a database" in words:
        return LibraryDamaged(f"The library file {path} is damaged.")
    return LibraryError(f"The library could not be read or written ({words}).")
