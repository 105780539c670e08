"""One window per library: a lock tells the first start from later ones, a local socket brings it what those ask for."""

import hashlib
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from reader_app.ui.wish import Wish, read_message

if TYPE_CHECKING:  # it takes 20 ms to load, which the first paint need not wait for
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_NAME = "window.lock"
PATIENCE_S = 5.0
"""How long a later start tries to reach the first, which may be starting itself."""
CALL_MS = 10_000
"""How long a later start may take to say what it wants."""
MESSAGE_LIMIT = 16 * 1024 * 1024
"""Bytes; no command line is that long."""
PATH_LIMIT = 95
"""Bytes of a socket's path that every system takes: macOS has room for 103."""
_RETRY_S = 0.05
_TAKEN = b"taken\n"


class RunningWindow:
    """The place where later starts find the window of a library. The system itself frees the lock of a process that dies."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._lock: BinaryIO | None = None
        self._server: QLocalServer | None = None

    @property
    def is_first(self) -> bool:
        """Whether this process holds the lock of the library."""
        return self._lock is not None

    def hand_over(self, wish: Wish, patience_s: float = PATIENCE_S) -> bool:
        """Whether a running window took the wish. Where none did, a window is to be opened here.

        Then this process usually is the first; but not where the running window gives no answer for `patience_s` seconds,
        and not where nothing can be locked, as on a disk that cannot be written.
        """
        try:
            if self._take_lock():
                return False
            # Sockets wait best with an application around them. A window needs one of another kind, so this one goes again.
            own = QCoreApplication([]) if QCoreApplication.instance() is None else None
            try:
                return self._call_until(time.monotonic() + patience_s, wish)
            finally:
                if own is not None:
                    own.shutdown()
        except OSError:
            return False

    def listen(self, take: Callable[[Wish], None]) -> None:
        """Begin to take the wishes of later starts, where this is the first. Needs a QApplication; a second call does nothing."""
        from PySide6.QtNetwork import QLocalServer

        address = _address(self._data_dir)
        if not self.is_first or self._server is not None or address is None:
            return
        QLocalServer.removeServer(address)  # what a killed process left; the lock says that nobody listens there
        server = self._server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def on_connection() -> None:
            while server.hasPendingConnections():
                _Caller(server.nextPendingConnection(), take)

        server.newConnection.connect(on_connection)
        server.listen(address)

    def close(self) -> None:
        """Take no more wishes; the next start will be the first."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _call_until(self, deadline: float, wish: Wish) -> bool:
        """Call the first again and again until it takes the wish, or has ended and this is the first, or time is over."""
        message, address = wish.as_message(), _address(self._data_dir)
        if address is None or len(message) > MESSAGE_LIMIT:
            return False
        while not _call(address, message, deadline):
            if time.monotonic() > deadline:
                return False
            time.sleep(_RETRY_S)
            if self._take_lock():
                return False
        return True

    def _take_lock(self) -> bool:
        """Whether the lock is ours; False where another process has it. Raises OSError where there is no locking here."""
        if self._lock is None:
            self._data_dir.mkdir(parents=True, exist_ok=True)
            file = (self._data_dir / LOCK_NAME).open("ab")
            try:
                if not _try_lock(file):
                    file.close()
                    return False
            except OSError:
                file.close()
                raise
            self._lock = file
        return True


class _Caller(QObject):
    """A later start at the other end of a socket: greets it, hears it out, and drops it where it says anything unexpected."""

    def __init__(self, socket: "QLocalSocket", take: Callable[[Wish], None]) -> None:
        super().__init__(socket)
        self._socket, self._take = socket, take
        self._said = bytearray()
        socket.readyRead.connect(self._on_said)
        socket.disconnected.connect(socket.deleteLater)
        patience = QTimer(self, singleShot=True, interval=CALL_MS)
        patience.timeout.connect(self._drop)
        patience.start()
        socket.write(json.dumps({"pid": os.getpid()}).encode("ascii") + b"\n")
        self._on_said()

    def _on_said(self) -> None:
        said = bytes(self._socket.readAll().data())
        self._said += said
        if len(self._said) > MESSAGE_LIMIT:
            self._drop()
        elif b"\n" in said:
            wish = read_message(bytes(self._said))
            if wish is None or self._socket.state() != self._socket.LocalSocketState.ConnectedState:
                self._drop()
                return
            self._socket.readyRead.disconnect(self._on_said)
            self._socket.write(_TAKEN)
            self._socket.flush()  # now: a wish may take longer to carry out than the other end has patience
            self._socket.disconnectFromServer()
            self._take(wish)

    def _drop(self) -> None:
        self._socket.abort()


def _call(address: str, message: bytes, deadline: float) -> bool:
    """Bring a message to whoever listens at `address`; whether it was taken before `deadline` (of the monotonic clock)."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_ms_until(deadline)):
        return False
    try:
        process = int(json.loads(_read_line(socket, deadline))["pid"])
    except (ValueError, KeyError, TypeError):
        return False
    _let_come_to_front(process)
    socket.write(message)
    while socket.bytesToWrite():
        if not (socket.isValid() and socket.waitForBytesWritten(_ms_until(deadline))):
            return False
    taken = _read_line(socket, deadline) == _TAKEN
    socket.abort()
    return taken


def _read_line(socket: "QLocalSocket", deadline: float) -> bytes:
    """What the other end says up to the end of a line; less where it says no more before `deadline`."""
    line = bytes(socket.readAll().data())
    while not line.endswith(b"\n") and len(line) < 1000:
        if not (socket.isValid() and socket.waitForReadyRead(_ms_until(deadline))):
            break
        line += bytes(socket.readAll().data())
    return line


def _ms_until(deadline: float) -> int:
    return max(0, int((deadline - time.monotonic()) * 1000))


def _let_come_to_front(process: int) -> None:
    """Windows lets only the program that the reader has just started come to the front, or one that this one names."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _address(data_dir: Path) -> str | None:
    """Where the window of this library listens, however its folder is spelled; None where there is no safe place for that."""
    library = hashlib.sha256(os.fsencode(os.path.normcase(data_dir.resolve()))).hexdigest()[:16]
    if sys.platform == "win32":
        return f"transcript-reader-{re.sub(r'[^A-Za-z0-9]', '', os.environ.get('USERNAME', ''))}-{library}"
    for folder in _socket_folders():
        if len(os.fsencode(folder / library)) <= PATH_LIMIT and _is_private(folder):
            return str(folder / library)
    return None


def _socket_folders() -> Iterator[Path]:
    """Folders for sockets, the best first."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    sandbox = os.environ.get("FLATPAK_ID")
    if runtime and sandbox:  # each start in Flatpak has a runtime folder of its own, but for what lies under this name
        yield Path(runtime, "app", sandbox, "window")
    elif runtime:
        yield Path(runtime, "transcript-reader")
    if sys.platform != "win32":
        yield Path(tempfile.gettempdir(), f"transcript-reader-{os.getuid()}")


def _is_private(folder: Path) -> bool:
    """Whether it is, or could be made, a folder that belongs to this user and that nobody else can enter."""
    if sys.platform == "win32":
        return False
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()  # no link is followed: somebody else may have put it there
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
