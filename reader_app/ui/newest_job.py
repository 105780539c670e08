"""Work of which only the newest wish counts: one runs at a time, nothing queues, and what is out of date is never told."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from reader_app.ui.jobs import Done, Failed, Job, Jobs

Work = Callable[[Job], Any]


class NewestJob(QObject):
    """Runs a wish at once where nothing runs; else the running one is asked to stop, and the newest follows when it has."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._next: tuple[Work, Done, Failed] | None = None

    @property
    def busy(self) -> bool:
        """Whether a wish is still to be met."""
        return self._next is not None or (self._job is not None and not self._job.cancelled())

    def run(self, work: Work, done: Done, failed: Failed = lambda _message: None) -> None:
        """Meet this wish instead of any before it."""
        if self._job is not None:
            self._next = (work, done, failed)
            self._job.forget()
            return
        self._job = self._jobs.run(work, done=done, failed=failed)
        self._job.ended.connect(self._go_on)

    def forget(self) -> None:
        """Want nothing any more."""
        self._next = None
        if self._job is not None:
            self._job.forget()

    def _go_on(self) -> None:
        self._job = None
        if self._next is not None:
            following, self._next = self._next, None
            self.run(*following)
