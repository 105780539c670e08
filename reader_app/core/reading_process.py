"""Reads files in a process of its own: two processors work at once, the window stays fluid, and a long reading can be stopped."""

import contextlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from reader_app import SERVE
from reader_app.core.companions import ALONE, Companions
from reader_app.core.errors import Cancelled, ReaderError, UnreadableFile
from reader_app.core.model import Anchor, EntityKind, TimeOrigin
from reader_app.core.preparing import Ready, prepare

_GLANCE = 0.1
"""Seconds between two looks at whether the reader has stopped the import."""
_MEMORY = 1000 * 2**20
"""Bytes of address space for the reading of one file."""
_FAULT = "This file could not be understood; please report it."

Order = tuple[bytes, str, Mapping[str, EntityKind], Companions]
"""A file's bytes, its name, the names that the library knows, and what lies beside the file."""


_Row = tuple[int, float, TimeOrigin, float | None]


class FileReader(Protocol):
    """Reads files in the order in which they are handed in; `result` gives the next and raises ReaderError."""

    def submit(self, content: bytes, name: str, kinds: Mapping[str, EntityKind], beside: Companions = ALONE) -> None:
        """Hand in a file."""

    def result(self, cancelled: Callable[[], bool]) -> list[Ready]:
        """What came of the file that was handed in first."""

    def __enter__(self) -> "FileReader": ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class ReadingHere:
    """Reads in the process that asks: best for a few small files."""

    def __init__(self) -> None:
        self._orders: list[Order] = []

    def submit(self, content: bytes, name: str, kinds: Mapping[str, EntityKind], beside: Companions = ALONE) -> None:
        """Hand in a file."""
        self._orders.append((content, name, kinds, beside))

    def result(self, cancelled: Callable[[], bool]) -> list[Ready]:
        """What came of the file that was handed in first."""
        content, name, kinds, beside = self._orders.pop(0)
        return prepare(content, name, kinds, cancelled, beside)

    def __enter__(self) -> "ReadingHere":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


class ReadingProcess:
    """Reads in another process, which starts with the first file, again after one that killed it, and ends with the `with`.

    The two talk through the other's standard input and output. They are pickles, and only ever from one to the other.
    """

    def __init__(self) -> None:
        self._orders: list[Order] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._outbox: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def submit(self, content: bytes, name: str, kinds: Mapping[str, EntityKind], beside: Companions = ALONE) -> None:
        """Hand in a file; does not wait."""
        self._orders.append((content, name, kinds, beside))
        if self._process is None:
            self._start()
        else:
            self._outbox.put(self._orders[-1])

    def result(self, cancelled: Callable[[], bool]) -> list[Ready]:
        """What came of the file that was handed in first."""
        while True:
            try:
                answer = self._inbox.get(timeout=_GLANCE)
                break
            except queue.Empty:
                if cancelled():
                    self._stop()
                    raise Cancelled("The import was stopped.") from None
        del self._orders[0]
        if isinstance(answer, EOFError):  # it died of this file; the others go to a new one
            logging.getLogger(__name__).error("the reading process ended without an answer")
            self._stop()
            if self._orders:
                self._start()
            raise UnreadableFile(_FAULT)
        if isinstance(answer, ReaderError):
            raise answer
        return [replace(ready, transcript=replace(ready.transcript, anchors=_anchors(rows))) for ready, rows in answer]

    def _start(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            serving_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # In threads: a pipe takes a large file only while the other end reads, and no system waits for both at once.
        self._outbox, self._inbox = queue.SimpleQueue(), queue.SimpleQueue()
        for order in self._orders:
            self._outbox.put(order)
        threading.Thread(target=_deliver, args=(self._outbox, self._process.stdin), daemon=True).start()
        threading.Thread(target=_receive, args=(self._process.stdout, self._inbox), daemon=True).start()

    def _stop(self) -> None:
        if self._process is not None:
            self._outbox.put(None)
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()


def serving_command() -> list[str]:
    """How to start the process that `serve`s. A packaged program has no Python to ask: it takes a word that nobody else says."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-c", f"from {__name__} import serve; serve()"]
    program = Path(sys.executable)
    # The windowed program of Windows has no standard input; the one beside it has.
    return [str(program.with_name("transcript-reader.exe") if os.name == "nt" else program), SERVE]


def can_start_another() -> bool:
    """Whether this program is there to be started a second time: where Python runs inside another one, it is not."""
    return bool(sys.executable)


def _deliver(outbox: "queue.SimpleQueue[Order | None]", pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError), pipe:  # the process is gone, which whoever waits for its answer finds out
        while (order := outbox.get()) is not None:
            pickle.dump(order, pipe, protocol=pickle.HIGHEST_PROTOCOL)
            pipe.flush()


def _receive(pipe: IO[bytes], inbox: "queue.SimpleQueue[Any]") -> None:
    with pipe:
        try:
            while True:
                inbox.put(pickle.load(pipe))
        except Exception:  # half an answer is none
            inbox.put(EOFError())


def serve() -> None:
    """What the other process does until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print between the answers
    with contextlib.suppress(EOFError, OSError):
        while True:
            order: Order = pickle.load(orders)
            pickle.dump(_answer(*order), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _limit_memory() -> None:
    """Where the system lets a process bind itself, a file that would take all memory ends in a sentence instead."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):  # a stricter limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))


def _answer(
    content: bytes, name: str, kinds: Mapping[str, EntityKind], beside: Companions
) -> ReaderError | list[tuple[Ready, list[_Row]]]:
    try:
        return [
            (replace(ready, transcript=replace(ready.transcript, anchors=())), _rows(ready.transcript.anchors))
            for ready in prepare(content, name, kinds, lambda: False, beside)
        ]
    except ReaderError as error:
        return error
    except Exception:
        logging.getLogger(__name__).exception("reading %r", name)
        return UnreadableFile(_FAULT)


def _rows(anchors: tuple[Anchor, ...]) -> list[_Row]:
    """Ten thousand anchors travel ten times as fast as rows than as objects."""
    return [(a.offset, a.seconds, a.origin, a.until) for a in anchors]


def _anchors(rows: list[_Row]) -> tuple[Anchor, ...]:
    return tuple(Anchor(*row) for row in rows)
