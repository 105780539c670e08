"""Builds a search index in two processes: each reads episodes from the library and writes a segment of its own.

The other process is told episodes a few at a time, so that both are done at once, and takes no part in anything else: this one
lists both segments. Where the other one dies, or none can be started, this one does it all.
"""

import contextlib
import pickle
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from reader_app.core.child_process import can_start_another, pipes_of, start
from reader_app.core.search.document import Document
from reader_app.core.search.index import Progress, write_here
from reader_app.core.search.manifest import Listed

FEWEST = 50
"""So many episodes are worth a second process, which takes a fifth of a second to start."""
_MOST_AT_ONCE = 16
_AHEAD = 2
"""Orders that the other process has at hand."""
_GLANCE = 0.05
"""Seconds between two looks at whether the reader has stopped it."""


class SharedBuilding:
    """Reads the episodes `ids` by `read` and writes them into segments, half of them in another process.

    `database` is the library's file, which the other process opens by itself. Called like `write_here`; of the documents
    that it is given it reads none, because they are these episodes.
    """

    def __init__(self, database: Path, ids: Sequence[str], read: Callable[[str], Document]) -> None:
        self._database = database
        self._ids = ids
        self._read = read

    def __call__(self, folder: Path, documents: Iterable[Document], progress: Progress | None) -> tuple[list[Listed], list[str]]:
        """See `write_here`."""
        if len(self._ids) < FEWEST or not can_start_another():
            return write_here(folder, documents, progress)
        pending = deque(self._ids)
        with contextlib.ExitStack() as stack:
            other = _OtherBuilder(self._database, folder, pending)
            stack.callback(other.stop)

            def told(done: int, _: int) -> None:
                other.feed()
                if progress is not None:
                    progress(done + other.done, len(self._ids))

            segments, own = write_here(folder, self._documents(pending, other), told)
            segments += other.finished(lambda: told(len(own), 0))
            left = list(other.left)
        if left:
            segments += write_here(folder, map(self._read, left), None)[0]
        if progress is not None:
            progress(len(self._ids), len(self._ids))
        return segments, list(self._ids)

    def _documents(self, pending: "deque[str]", other: "_OtherBuilder") -> Iterator[Document]:
        """What falls to this process."""
        while pending:
            yield self._read(pending.popleft())
        other.close_orders()


class _OtherBuilder:
    """The other process, as long as it lives. Takes its episodes from the end of `pending`."""

    def __init__(self, database: Path, folder: Path, pending: "deque[str]") -> None:
        self._pending = pending
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ordered: list[str] = []
        self._alive = False
        self._open_orders = 0
        self.done = 0
        self.left: list[str] = []
        """What it was told to do and has not done, after its end."""
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._process = start("building")
            self._alive = True
            threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
            self._send((str(database), str(folder)))
            self.feed()

    def _listen(self, answers: IO[bytes]) -> None:
        with contextlib.suppress(Exception):
            while True:
                self._answers.put(pickle.load(answers))
        self._answers.put(None)

    def _send(self, order: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            pickle.dump(order, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self._give_back()

    def feed(self) -> None:
        """Take note of what has been done, and hand out more."""
        with contextlib.suppress(queue.Empty):
            while self._alive:
                answer = self._answers.get_nowait()
                if answer is None:
                    self._give_back()
                else:
                    self.done += answer
                    self._open_orders -= 1
        while self._alive and self._open_orders < _AHEAD and self._pending:
            count = max(1, min(_MOST_AT_ONCE, len(self._pending) // 8))
            order = [self._pending.pop() for _ in range(min(count, len(self._pending)))]
            self._ordered += order
            self._open_orders += 1
            self._send(order)

    def _give_back(self) -> None:
        """It has died: what it did is lost."""
        if self._alive:
            self._alive = False
            self._pending.extend(self._ordered)
            self.done, self._ordered = 0, []

    def close_orders(self) -> None:
        """Let it finish: there is no more to do."""
        if self._alive:
            self._send(None)

    def finished(self, glance: Callable[[], None]) -> list[Listed]:
        """Its segment, when it is done; none where it has died. `glance` is called now and then, and may raise."""
        while self._alive:
            try:
                answer = self._answers.get(timeout=_GLANCE)
            except queue.Empty:
                glance()
                continue
            if isinstance(answer, Listed):
                return [answer] if answer.texts else []
            if answer is None:
                self._give_back()
            else:
                self.done += answer
        self.left = list(self._pending)
        return []

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def serve() -> None:
    """The life of the other process: it is told the library and a folder, then episodes, and at last to finish."""
    from reader_app.core.indexed_episodes import read_document
    from reader_app.core.search.writing import SegmentWriter
    from reader_app.core.store.database import Database

    orders, answers = pipes_of("building")

    def tell(answer: object) -> None:
        pickle.dump(answer, answers)
        answers.flush()

    with contextlib.suppress(EOFError, BrokenPipeError):
        database, folder = map(Path, pickle.load(orders))
        library = Database(database, database.parent).reading()
        with SegmentWriter(folder) as writer:
            while (order := pickle.load(orders)) is not None:
                for episode in order:
                    writer.add_document(read_document(library, episode))
                tell(len(order))
            written = writer.finish()
            tell(written)
