"""Reads files in a process of its own: two processors work at once, the window stays fluid, and a long reading can be stopped."""

import contextlib
import logging
import os
import pickle
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import IO, Any, Protocol

from reader_app.core.child_process import pipes_of, start
from reader_app.core.companions import ALONE, Companions
from reader_app.core.errors import Cancelled, ReaderError, UnreadableFile
from reader_app.core.model import Anchor, EntityKind, TimeOrigin
from reader_app.core.preparing import Ready, prepare

_GLANCE = 0.1
"""Seconds between two looks at whether the reader has stopped the import."""
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
        self._process = start("reading")
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
    orders, answers = pipes_of("reading")
    ordered: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(orders, ordered), daemon=True).start()
    with contextlib.suppress(OSError):
        while True:
            pickle.dump(_answer(*ordered.get()), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _take(orders: IO[bytes], ordered: "queue.SimpleQueue[Order]") -> None:
    """Take orders while one is carried out, which nobody wants any more once whoever gave them is gone."""
    try:
        while True:
            ordered.put(pickle.load(orders))
    finally:
        os._exit(0)


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
