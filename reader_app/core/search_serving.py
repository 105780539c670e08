"""The process that owns a library's search index for a window: takes orders, carries out the most urgent, and can be stopped.

What is asked and what writes the index go in two lanes, so that a search is answered while the index is being written. In
each lane one order is carried out at a time. A search that comes later overtakes: what runs then is stopped at the next text
and begun anew afterwards, unless whoever ordered it wants it no more.

An order is (number, name, arguments); answers are (number, `Word`, value). The order "cancel" takes back the one of its number.
"""

import contextlib
import gc
import importlib
import logging
import os
import pkgutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import IO, Any

from reader_app import __version__
from reader_app.core import search
from reader_app.core.child_process import pipes_of
from reader_app.core.errors import Cancelled, ReaderError
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.messages import next_message, packed
from reader_app.core.store.database import Database

CANCEL = "cancel"
_SWITCH = 0.001
"""Seconds after which a search gets the interpreter from what writes the index."""
_LIFE = 1.0
"""Seconds between two signs of life of an order that is carried out and looks whether it should stop."""
_IDLE = 10.0
"""Seconds without an order after which there is time to tidy up."""
_OBJECTS = 100_000
"""New objects after which the interpreter looks for rings of them that nobody holds."""
_LAST_WORDS = 2.0
"""Seconds that running work may take to stop when the window is gone."""

_LATE_MODULES = (
    *("reader_app.core.completing", "reader_app.core.hit_texts", "reader_app.core.index_building"),
    "reader_app.core.indexed_episodes",
    *("whoosh.codec.whoosh3", "whoosh.filedb.filestore", "whoosh.index"),
)
"""What is imported only when it is first needed, beside the rooms of the search. Where the tests find more, it belongs here."""

Order = tuple[int, str, Mapping[str, Any]]


class Word(IntEnum):
    """What an answer is: the result; an error to be told; a fault as text; a step (done, of how many); a sign of life."""

    RESULT = 0
    ERROR = 1
    FAULT = 2
    STEP = 3
    ALIVE = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """How an order is carried out: whether it writes the index, overtakes others, reports steps, or looks whether to stop."""

    writes: bool = False
    urgent: bool = False
    steps: bool = False
    looks: bool = False


KINDS: Mapping[str, Kind] = {
    "search": Kind(urgent=True, looks=True),
    "completions": Kind(urgent=True),
    "survey": Kind(looks=True),
    "concordance": Kind(looks=True),
    "prepare": Kind(writes=True, steps=True, looks=True),
    "catch_up": Kind(writes=True, steps=True),
    "rebuild": Kind(writes=True, steps=True),
    "check": Kind(writes=True),
}
"""All that can be ordered, by the name of the keeper's method."""

Send = Callable[[int, Word, object], None]


class Work:
    """An order on its way: whether it is still wanted, and whether it has to stop now."""

    def __init__(self, number: int, name: str, arguments: Mapping[str, Any], send: Send) -> None:
        self.number, self.kind = number, KINDS[name]
        self.wanted, self.overtaken = True, False
        self._name, self._arguments, self._send = name, arguments, send
        self._told = time.monotonic()

    def carry_out(self, keeper: IndexKeeper) -> bool:
        """Do it and answer; says whether it is done, and not to be begun anew."""
        helpers: dict[str, Any] = {}
        if self.kind.looks:
            helpers["cancelled"] = self._must_stop
        if self.kind.steps:
            helpers["progress"] = self._step
        try:
            self._send(self.number, Word.RESULT, getattr(keeper, self._name)(**self._arguments, **helpers))
        except Cancelled as error:
            if self.overtaken and self.wanted:
                self.overtaken = False
                return False
            self._send(self.number, Word.ERROR, error)
        except ReaderError as error:
            self._send(self.number, Word.ERROR, error)
        except Exception:
            logging.getLogger(__name__).exception("%s", self._name)
            self._send(self.number, Word.FAULT, traceback.format_exc())
        return True

    def _must_stop(self) -> bool:
        now = time.monotonic()
        if now - self._told > _LIFE:
            self._told = now
            self._send(self.number, Word.ALIVE, None)
        return self.overtaken or not self.wanted

    def _step(self, done: int, total: int) -> None:
        if not self.wanted:
            raise Cancelled("This was stopped.")
        self._send(self.number, Word.STEP, (done, total))


class Lane:
    """Carries out one order at a time, in a thread of its own: the urgent before the others, the newest first."""

    def __init__(self, keeper: IndexKeeper) -> None:
        self._keeper = keeper
        self._waiting: list[Work] = []
        self._running: Work | None = None
        self._ended = time.monotonic()
        self._changed = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, work: Work) -> None:
        """Take an order; an urgent one stops what runs, which is begun anew after it."""
        with self._changed:
            self._waiting.append(work)
            if work.kind.urgent and self._running is not None:
                self._running.overtaken = True
            self._changed.notify_all()

    def cancel(self, number: int) -> None:
        """Stop an order that nobody wants any more, or never begin it."""
        with self._changed:
            self._waiting = [work for work in self._waiting if work.number != number]
            if self._running is not None and self._running.number == number:
                self._running.wanted = False

    @property
    def rested(self) -> float | None:
        """Since when it has had nothing to do (a time of the monotonic clock); None while it has."""
        return None if self._running is not None or self._waiting else self._ended

    def end(self, deadline: float) -> None:
        """Begin nothing any more, and wait until `deadline` (of the monotonic clock) for what runs."""
        with self._changed:
            self._waiting.clear()
            if self._running is not None:
                self._running.wanted = False
            self._changed.wait_for(lambda: self._running is None, max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                work = max(self._waiting, key=lambda work: (work.kind.urgent, work.number))
                self._waiting.remove(work)
                self._running = work
            done = work.carry_out(self._keeper)
            with self._changed:
                self._running, self._ended = None, time.monotonic()
                if not done and work.wanted:
                    self._waiting.append(work)
                self._changed.notify_all()


def collect_rarely() -> None:
    """Have the interpreter look seldom for rings of objects: a search makes many small ones and no rings.

    As often as usual it costs up to half of the time of an answer, for a library's columns are looked through each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)


def serve() -> None:
    """What the search process does, until its window is gone.

    The first message is (version, library file, backups, index folder), the first answer a sign of life. Of another version
    than the window, as after an upgrade under it, it is of no use.
    """
    orders, answers = pipes_of("search")
    sys.setswitchinterval(_SWITCH)
    lanes: list[Lane] = []
    with contextlib.suppress(EOFError, OSError):
        version, *paths = next_message(orders)
        if version != __version__:
            raise EOFError
        library, backups, folder = map(Path, paths)
        keeper = IndexKeeper(Database(library, backups), folder)
        collect_rarely()
        send = _sender(answers)
        send(0, Word.ALIVE, None)
        if getattr(sys, "frozen", False):
            threading.Thread(target=load_what_is_left, daemon=True).start()
        asking, writing = Lane(keeper), Lane(keeper)
        lanes += (asking, writing)
        threading.Thread(target=tidy_when_idle, args=(keeper, lanes, threading.Event()), daemon=True).start()
        _take_orders(orders, asking, writing, send)
    deadline = time.monotonic() + _LAST_WORDS
    for lane in lanes:
        lane.end(deadline)
    os._exit(0)  # what does not stop in time is ended: an index half written is told from a whole one


def load_what_is_left() -> None:
    """Import all that an order may need: a packaged program that is upgraded under its window finds no module any more."""
    rooms = pkgutil.walk_packages(search.__path__, f"{search.__name__}.")
    for name in (*(room.name for room in rooms), *_LATE_MODULES):
        importlib.import_module(name)


def _take_orders(orders: IO[bytes], asking: "Lane", writing: "Lane", send: Send) -> None:
    """Hand out what is ordered. Raises EOFError when nobody can order anything any more."""
    while True:
        number, name, arguments = next_message(orders)
        if name == CANCEL:
            asking.cancel(number)
            writing.cancel(number)
        else:
            work = Work(number, name, arguments, send)
            (writing if work.kind.writes else asking).put(work)


def tidy_when_idle(keeper: IndexKeeper, lanes: Sequence[Lane], over: threading.Event) -> None:
    """Until it is `over`, join the small pieces that the index is in whenever something was done and then nothing for a while."""
    tidied = time.monotonic()
    while not over.wait(_IDLE):
        rested = [lane.rested for lane in lanes]
        since = max(time.monotonic() if one is None else one for one in rested)
        if tidied < since < time.monotonic() - _IDLE:
            tidied = since
            keeper.tidy()


def _sender(pipe: IO[bytes]) -> Send:
    guard = threading.Lock()

    def send(number: int, word: Word, value: object) -> None:
        message = packed((number, int(word), value))
        with guard, contextlib.suppress(OSError):  # nobody there to hear it: the end of the orders says so, too
            pipe.write(message)
            pipe.flush()

    return send
