"""Runs long work beside the window and brings results, progress and errors home by signals."""

import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from reader_app.core.errors import ReaderError

_AT_ONCE = 4
"""A search need not wait for an import, nor for the last one to notice that nobody wants it; most of them wait for a process."""
_SWITCH = 0.001
"""Seconds after which the window's thread gets the interpreter back from work: the usual five would be seen in scrolling."""

Done = Callable[[Any], None]
Failed = Callable[[str], None]
Progressed = Callable[[int, int, str], None]


class Job(QObject):
    """One piece of work. Its callbacks are called in the window's thread, and none after `forget`."""

    _finished = Signal(object)
    _broke = Signal(str)
    _crashed = Signal(object)
    progress = Signal(int, int, str)
    """To be emitted by the work, from its own thread: done, of how many, what comes next."""
    ended = Signal()

    def __init__(self, parent: QObject, done: Done, failed: Failed, progressed: Progressed | None) -> None:
        super().__init__(parent)
        self._done, self._failed, self._progressed = done, failed, progressed
        self._cancelled = threading.Event()
        self._forgotten = False
        # Queued to methods of this object, which lives in the window's thread; a plain function would run in the work's.
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)
        self._crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)
        self.progress.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; it ends as soon as it looks, and what it has done until then comes as its result."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether it was asked to stop; the work itself looks here."""
        return self._cancelled.is_set()

    def forget(self) -> None:
        """Stop, and want nothing of it any more."""
        self._forgotten = True
        self.cancel()

    def carry_out(self, work: Callable[["Job"], Any]) -> None:
        """Do the work; called in a pool's thread."""
        try:
            self._finished.emit(None if self._forgotten else work(self))
        except ReaderError as error:
            self._broke.emit(str(error))
        except Exception as error:
            self._crashed.emit(error)

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        if not self._forgotten:
            self._done(result)
        self.ended.emit()

    @Slot(str)
    def _on_broke(self, message: str) -> None:
        if not self._forgotten:
            self._failed(message)
        self.ended.emit()

    @Slot(object)
    def _on_crashed(self, error: Exception) -> None:
        """Tell the last resort from the window's thread: only there may it show anything."""
        self._on_broke("Something went wrong that should not have. Nothing that was done before is lost.")
        sys.excepthook(type(error), error, error.__traceback__)

    @Slot(int, int, str)
    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._progressed is not None and not self._forgotten:
            self._progressed(done, total, what)


class _Runner(QRunnable):
    """Carries a job's work to a pool thread."""

    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        """Called in the pool's thread."""
        self._job.carry_out(self._work)


class Jobs(QObject):
    """The jobs of one window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setExpiryTimeout(-1)  # each thread keeps its connection to the library
        self._pool.setMaxThreadCount(_AT_ONCE)
        self._running: set[Job] = set()
        sys.setswitchinterval(_SWITCH)
        # Some waits of Qt (QTest.qWait for one) turn the event loop without giving up the interpreter, and the work would
        # starve: it gets the interpreter wherever the window's thread runs a line of Python, so there is one now and then.
        self._breather = QTimer(self, interval=5)
        self._breather.timeout.connect(lambda: None)
        self._stopped = False

    def run(self, work: Callable[[Job], Any], *, done: Done, failed: Failed, progress: Progressed | None = None) -> Job:
        """Start work, which gets its Job to report progress and to look whether it should stop; after `stop` it never starts."""
        job = Job(self, done, failed, progress)
        if self._stopped:
            job.forget()
            return job
        job.ended.connect(self._end)
        self._running.add(job)
        self._breather.start()
        self._pool.start(_Runner(job, work))
        return job

    def busy(self) -> bool:
        """Whether any work is running or waiting."""
        return bool(self._running)

    def stop(self) -> None:
        """Cancel everything and wait for it, at the end of the window: the library is closed next."""
        self._stopped = True
        for job in self._running:
            job.forget()
        self._pool.waitForDone()

    @Slot()
    def _end(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            if not self._running:
                self._breather.stop()
            job.deleteLater()
