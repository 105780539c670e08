"""Work beside the window, whose results come home in the window's thread."""

import sys
import threading
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.errors import LibraryError
from reader_app.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: object) -> Any:  # noqa: ARG001  (jobs need an application)
    made = Jobs()
    yield made
    made.stop()


def test_a_result_comes_home_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    worked: list[threading.Thread] = []

    def work(_: Job) -> int:
        worked.append(threading.current_thread())
        return 42

    jobs.run(work, done=lambda result: seen.append((result, threading.current_thread())), failed=pytest.fail)

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, threading.main_thread())]
    assert worked[0] is not threading.main_thread()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_an_error_comes_home_as_its_sentence(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []

    def work(_: Job) -> None:
        raise LibraryError("The disk is full.")

    jobs.run(work, done=pytest.fail, failed=told.append)

    qtbot.waitUntil(lambda: told == ["The disk is full."])


def test_a_fault_is_told_in_words_and_left_to_the_last_resort(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    caught: list[tuple[BaseException, threading.Thread]] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: caught.append((error, threading.current_thread())))

    def work(_: Job) -> None:
        raise ZeroDivisionError("one by nothing")

    jobs.run(work, done=pytest.fail, failed=told.append)

    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][0], ZeroDivisionError)
    assert caught[0][1] is threading.main_thread()
    assert "ZeroDivision" not in told[0]


def test_progress_is_told_and_cancel_is_seen(jobs: Jobs, qtbot: QtBot) -> None:
    steps: list[int] = []
    results: list[int] = []

    def work(job: Job) -> int:
        done = 0
        while not job.cancelled():
            done += 1
            job.progress.emit(done, 0, "on")
            threading.Event().wait(0.001)
        return done

    job = jobs.run(work, done=results.append, failed=pytest.fail, progress=lambda done, _total, _what: steps.append(done))
    qtbot.waitUntil(lambda: len(steps) >= 3)
    job.cancel()

    qtbot.waitUntil(lambda: bool(results))
    assert results[0] >= steps[2]


def test_work_goes_on_while_qt_waits_without_giving_up_the_interpreter(jobs: Jobs) -> None:
    results: list[int] = []

    jobs.run(lambda _: sum(number % 7 for number in range(300_000)), done=results.append, failed=pytest.fail)
    for _ in range(100):
        QTest.qWait(30)
        if results:
            break

    assert len(results) == 1


def test_a_search_need_not_wait_for_long_work(jobs: Jobs, qtbot: QtBot) -> None:
    free = threading.Event()
    found: list[str] = []
    for _ in range(3):
        jobs.run(lambda _: free.wait(20), done=lambda _: None, failed=pytest.fail)
    jobs.run(lambda _: "found", done=found.append, failed=pytest.fail)

    qtbot.waitUntil(lambda: found == ["found"])
    free.set()
    qtbot.waitUntil(lambda: not jobs.busy())


@pytest.mark.usefixtures("jobs")
def test_the_window_gets_the_interpreter_back_from_work_soon() -> None:
    assert sys.getswitchinterval() == pytest.approx(0.001)


def test_a_forgotten_job_says_nothing_and_ends(jobs: Jobs, qtbot: QtBot) -> None:
    go = threading.Event()
    job = jobs.run(lambda _: go.wait(5), done=pytest.fail, failed=pytest.fail)
    job.forget()
    go.set()

    qtbot.waitUntil(lambda: not jobs.busy())


def test_nothing_starts_any_more_once_they_were_stopped(jobs: Jobs) -> None:
    jobs.stop()
    ran: list[str] = []
    jobs.run(lambda _: ran.append("work"), done=lambda _: ran.append("done"), failed=ran.append)
    assert not jobs.busy()
    jobs.stop()
    assert ran == []
