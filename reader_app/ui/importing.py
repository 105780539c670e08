"""Bringing transcripts in from the window: files, folders, dropped things and pasted text, with progress, cancel and a report."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from reader_app.core.library import Library
from reader_app.core.model import ImportProgress, ImportReport
from reader_app.core.settings import Settings
from reader_app.ui.bars import WorkBar
from reader_app.ui.import_pace import ImportPace
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.paste_dialog import PasteDialog
from reader_app.ui.theme import Theme

Work = Callable[[Job], ImportReport]


class Importing(QObject):
    """Runs imports one after the other, beside the window."""

    started = Signal()
    """An import begins: its bar must be seen."""
    imported = Signal(object)
    """An import has ended: its ImportReport."""
    failed = Signal(str)
    _went_on = Signal(object)
    """An import is so far: its ImportProgress; emitted in the thread of the work."""

    def __init__(self, library: Library, settings: Settings, theme: Theme, jobs: Jobs, bar: WorkBar, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._settings, self._theme = library, settings, theme
        self._jobs, self._bar, self._window = jobs, bar, window
        self._job: Job | None = None
        self._waiting: list[tuple[Work, str]] = []
        self._report: ImportReport | None = None
        self._pace = ImportPace()
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        bar.cancelled.connect(self._cancel)

    def choose_files(self) -> None:
        """Ask which files."""
        dialog = QFileDialog(self._window, "Add transcripts", self._settings.choices.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open_dialog(dialog)

    def choose_folder(self) -> None:
        """Ask which folder; all that is in it comes in."""
        dialog = QFileDialog(self._window, "Add a folder of transcripts", self._settings.choices.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(self._on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_selected(self, files: list[str]) -> None:
        if files:
            self._settings.change(last_folder=str(Path(files[0]).parent))
            self.import_paths([Path(file) for file in files])

    def paste(self) -> None:
        """Offer what is in the clipboard as a transcript."""
        dialog = PasteDialog(self._theme, self._window)
        dialog.text_given.connect(self.import_text)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Whether something dragged over the window can be dropped: files, folders or text."""
        return any(url.isLocalFile() for url in data.urls()) or data.hasText()

    def drop(self, data: QMimeData) -> None:
        """Import what was dropped."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.import_paths(paths)
        elif data.text().strip():
            self.import_text(data.text(), "Dropped text")

    def import_paths(self, paths: list[Path]) -> None:
        """Import files and folders."""
        library = self._library
        self._start(
            lambda job: library.import_paths(paths, self._went_on.emit, job.cancelled),
            f"Importing {paths[0].name if len(paths) == 1 else f'{len(paths)} files'}",
        )

    def import_text(self, text: str, name: str) -> None:
        """Import pasted text."""
        library = self._library
        called = name or "Pasted text"
        self._start(lambda _: library.import_content(text.encode("utf-8", "surrogatepass"), called), f"Importing {called}")

    def run(self, work: Work, words: str) -> None:
        """Let other work that ends in an import have its turn among them; `words` say what it does until it tells more itself."""
        self._start(work, words)

    @property
    def busy(self) -> bool:
        """Whether an import is going on; the work bar is its own then."""
        return self._job is not None

    def end_work_bar(self) -> None:
        """Other work that used the bar is over."""
        if not self.busy:
            self._bar.finish()

    def _start(self, work: Work, words: str) -> None:
        if self._job is not None:
            self._waiting.append((work, words))
            return
        self.started.emit()
        self._bar.show_work(words, 0, 0)
        self._pace = ImportPace()
        self._job = self._jobs.run(work, done=self._on_done, failed=self._on_failed)

    @Slot(object)
    def _show_progress(self, at: ImportProgress) -> None:
        if self._job is not None:
            words = f"Importing {at.name}" if at.name else "Making it findable"
            self._bar.show_work(words, at.done, at.total, self._pace.details(at, time.monotonic()) if at.total > 1 else ())

    def _cancel(self) -> None:
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def _on_done(self, report: ImportReport) -> None:
        before = self._report or ImportReport()
        self._report = ImportReport(
            before.episodes + report.episodes,
            before.failures + report.failures,
            before.cancelled or report.cancelled,
            before.done + report.done,
            before.total + report.total,
        )
        self._next()

    def _on_failed(self, message: str) -> None:
        self.failed.emit(message)
        self._next()

    def _next(self) -> None:
        """Go on with what waits; when nothing does, tell of all of it at once."""
        self._job = None
        self._bar.finish()
        if self._waiting:
            self._start(*self._waiting.pop(0))
            return
        report, self._report = self._report, None
        if report is not None:
            self.imported.emit(report)
