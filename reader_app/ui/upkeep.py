"""What a start leaves for after the first paint: search is made ready and held against its checksums, the library copied."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from reader_app.core.library import Library
from reader_app.ui.app_events import FirstPaint
from reader_app.ui.bars import WorkBar
from reader_app.ui.importing import Importing
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.notices import Notices
from reader_app.ui.searching import Searching

LATEST_MS = 2000
"""After how long it begins even where nothing was painted, as behind a locked screen."""
WORTH_TELLING = 20
"""Episodes to be taken into the index from which on the bar tells of it."""


class Upkeep(QObject):
    """Looks after the library and its search index while the reader reads."""

    def __init__(
        self, library: Library, jobs: Jobs, bar: WorkBar, importing: Importing, searching: Searching, notices: Notices
    ) -> None:
        super().__init__(searching)
        self._taken_in = False
        self.over = False
        """Whether what the start left for later has been done, or could not be."""
        self._library, self._jobs, self._bar = library, jobs, bar
        self._importing, self._searching, self._notices = importing, searching, notices

    def begin_when_painted(self, window: QWidget) -> None:
        """Begin once the window has been painted and has nothing else to do: no start waits for it."""
        late = QTimer(self, singleShot=True, interval=LATEST_MS)
        late.timeout.connect(self.begin)
        late.start()
        FirstPaint(window).painted.connect(lambda: late.setInterval(0) if late.isActive() else None)

    def begin(self) -> None:
        """Start it. A search that was asked meanwhile is asked again where much was missing in the index."""

        def work(job: Job) -> None:
            self._library.prepare_search(lambda *step: job.progress.emit(*step, "Rebuilding search"), job.cancelled)
            self._library.back_up_daily()

        self._jobs.run(work, done=self._end, failed=self._on_failed, progress=self._on_progress)

    def _end(self, _: object) -> None:
        self.over = True
        self._importing.end_work_bar()
        if self._taken_in:
            self._searching.ask_again()

    def _on_failed(self, message: str) -> None:
        self.over = True
        self._importing.end_work_bar()
        self._notices.tell(message)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._taken_in = True
        if total > WORTH_TELLING and not self._importing.busy:
            self._bar.show_work(what, done, total)
