"""Orders are carried out one at a time, a later search before what runs, and what nobody wants any more is stopped."""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from reader_app.core import search_serving
from reader_app.core.errors import Cancelled, QueryError
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.library import Library
from reader_app.core.search_serving import KINDS, Lane, Word, Work
from tests.own_words import CAPTIONS, DIGEST

WAIT = 20.0


class SlowKeeper:
    """Answers at once, but for the words "wait", over which it sits until it is told to stop or `free` is set."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.free = threading.Event()

    def _do(self, query: str, cancelled: Callable[[], bool]) -> str:
        self.begun.put(query)
        while "wait" in query and not self.free.wait(0.001):
            if cancelled():
                raise Cancelled("Stopped.")
        return f"{query}: done"

    def search(self, query: str, cancelled: Callable[[], bool]) -> str:
        return self._do(query, cancelled)

    def survey(self, query: str, cancelled: Callable[[], bool]) -> str:
        return self._do(query, cancelled)

    def completions(self, query: str) -> str:
        raise (QueryError("This bracket is never closed.", 3) if query == "(" else ZeroDivisionError(query))

    def tidy(self) -> None:
        self.begun.put("tidy")

    def rebuild(self, progress: Callable[[int, int], None]) -> None:
        for done in range(3):
            progress(done, 3)


class Desk:
    """A lane of orders with that keeper, and the answers that came of it."""

    def __init__(self) -> None:
        self.keeper = SlowKeeper()
        self.lane = Lane(cast(IndexKeeper, self.keeper))
        self.answers: queue.SimpleQueue[tuple[int, Word, Any]] = queue.SimpleQueue()

    def put(self, number: int, name: str, **arguments: object) -> None:
        self.lane.put(Work(number, name, arguments, lambda *told: self.answers.put(told)))

    def begun(self) -> str:
        return self.keeper.begun.get(timeout=WAIT)

    def answer(self) -> tuple[int, Word, Any]:
        return self.answers.get(timeout=WAIT)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_later_search_overtakes_one_that_runs_which_is_begun_anew_afterwards(desk: Desk) -> None:
    desk.put(1, "search", query="wait for the mill")
    assert desk.begun() == "wait for the mill"
    desk.put(2, "search", query="mill")

    assert desk.answer() == (2, Word.RESULT, "mill: done")
    desk.keeper.free.set()
    assert desk.answer() == (1, Word.RESULT, "wait for the mill: done")


def test_a_search_that_was_overtaken_and_taken_back_is_not_begun_anew(desk: Desk) -> None:
    desk.put(1, "search", query="wait")
    desk.begun()
    desk.lane.cancel(1)
    desk.put(2, "search", query="mill")

    answers = [desk.answer() for _ in range(2)]
    assert [(number, word) for number, word, _ in answers] == [(1, Word.ERROR), (2, Word.RESULT)]
    assert isinstance(answers[0][2], Cancelled)


def test_what_counts_everything_waits_for_searches(desk: Desk) -> None:
    desk.put(1, "search", query="wait")
    desk.begun()
    desk.put(2, "survey", query="weir")
    desk.put(3, "survey", query="race")
    desk.put(4, "search", query="mill")

    assert desk.answer() == (4, Word.RESULT, "mill: done")
    desk.keeper.free.set()
    assert [desk.answer()[0] for _ in range(3)] == [1, 3, 2]


def test_an_order_that_is_taken_back_before_its_turn_is_never_begun(desk: Desk) -> None:
    desk.put(1, "survey", query="wait")
    desk.begun()
    desk.put(2, "survey", query="weir")
    desk.lane.cancel(2)
    desk.put(3, "survey", query="mill")
    desk.keeper.free.set()

    assert [desk.answer()[0] for _ in range(2)] == [1, 3]
    assert desk.begun() == "mill"


def test_errors_come_as_themselves_and_faults_as_their_trace(desk: Desk) -> None:
    desk.put(1, "completions", query="(")
    number, word, error = desk.answer()
    assert (number, word, str(error), error.at) == (1, Word.ERROR, "This bracket is never closed.", 3)

    desk.put(2, "completions", query="mill")
    _, word, trace = desk.answer()
    assert word == Word.FAULT
    assert "ZeroDivisionError: mill" in trace


def test_long_work_tells_its_steps(desk: Desk) -> None:
    desk.put(1, "rebuild")
    assert [desk.answer() for _ in range(4)] == [
        *((1, Word.STEP, (done, 3)) for done in range(3)),
        (1, Word.RESULT, None),
    ]


def test_the_end_stops_what_runs_and_begins_nothing(desk: Desk) -> None:
    desk.put(1, "survey", query="wait")
    desk.begun()
    desk.put(2, "survey", query="weir")
    desk.lane.end(time.monotonic() + WAIT)

    assert desk.answer()[:2] == (1, Word.ERROR)
    assert desk.keeper.begun.empty()


def test_there_is_time_to_tidy_up_once_nothing_has_been_ordered_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_serving, "_IDLE", 0.02)
    over = threading.Event()
    tidying = threading.Thread(target=search_serving.tidy_when_idle, args=(desk.keeper, [desk.lane], over))
    tidying.start()
    desk.put(1, "search", query="wait for the mill")
    assert desk.begun() == "wait for the mill"
    assert desk.lane.rested is None
    desk.keeper.free.set()

    assert desk.begun() == "tidy"
    assert desk.lane.rested is not None
    over.set()
    tidying.join(WAIT)


def test_only_what_is_listed_can_be_ordered() -> None:
    with pytest.raises(KeyError):
        Work(1, "document", {}, lambda *_: None)
    assert all(hasattr(IndexKeeper, name) for name in KINDS)


UPGRADED = """
import sys
from pathlib import Path
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.search_serving import load_what_is_left
from reader_app.core.store.database import Database

folder = Path(sys.argv[1])
keeper = IndexKeeper(Database(folder / "library.sqlite3", folder / "backups"), folder / "fresh")
load_what_is_left()
before = set(sys.modules)
keeper.prepare()
for query in ("harbour OR oven", '"the oven" -cold', "speaker:nobody title:b* ovn~", "date:>2001 in:notes count", "nowhereland"):
    keeper.search(query, limit=9, sort="date", exact=False, typing=True)
    keeper.survey(query)
    keeper.concordance(query)
    keeper.completions(query, len(query))
keeper.tidy()
keeper.check(repair=True)
print(sorted(name for name in set(sys.modules) - before if name.split(".")[0] in {"reader_app", "whoosh"}))
"""


def test_a_packaged_program_that_is_upgraded_under_its_window_goes_on_searching(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for content in (DIGEST, CAPTIONS):
        library.import_content(content.encode(), "talk.txt")
    library.close()
    done = subprocess.run([sys.executable, "-c", UPGRADED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
