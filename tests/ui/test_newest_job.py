"""Work of which only the newest wish counts."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.newest_job import NewestJob


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.stop()


def test_what_is_wished_while_work_goes_on_waits_and_only_the_newest_is_done(jobs: Jobs, qtbot: QtBot) -> None:
    newest, may_end = NewestJob(jobs, jobs), threading.Event()
    begun: list[str] = []
    told: list[str] = []

    def work(name: str) -> str:
        begun.append(name)
        may_end.wait(5)
        return name

    newest.run(lambda _: work("first"), told.append)
    qtbot.waitUntil(lambda: begun == ["first"])
    newest.run(lambda _: work("second"), told.append)
    newest.run(lambda _: work("third"), told.append)
    assert newest.busy
    may_end.set()

    qtbot.waitUntil(lambda: told == ["third"])
    assert begun == ["first", "third"]
    assert not newest.busy


def test_running_work_is_asked_to_stop(jobs: Jobs, qtbot: QtBot) -> None:
    newest, begun, stopped = NewestJob(jobs, jobs), threading.Event(), threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while not job.cancelled():
            threading.Event().wait(0.001)
        stopped.set()

    newest.run(work, lambda _: pytest.fail("nobody wants it"))
    qtbot.waitUntil(begun.is_set)
    newest.forget()
    qtbot.waitUntil(stopped.is_set)
    assert not newest.busy


def test_what_is_wished_after_forgetting_is_done(jobs: Jobs, qtbot: QtBot) -> None:
    newest, told = NewestJob(jobs, jobs), list[int]()
    newest.run(lambda _: 1, told.append)
    newest.forget()
    newest.run(lambda _: 2, told.append)
    qtbot.waitUntil(lambda: told == [2])
