"""The way back to the original file: shows it beside the page, follows the paragraph that is read, and saves its bytes."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from reader_app.core.library import Library, SourceFile
from reader_app.core.model import OpenEpisode
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.reading import Reading
from reader_app.ui.source_view import SourceView
from reader_app.ui.theme import Theme
from reader_app.ui.transcript_view import TranscriptView


class Sourcing(QObject):
    """Leads the window on the original file, of which there is at most one."""

    versions_wished = Signal()
    """The versions of the open episode are to be listed."""

    def __init__(self, library: Library, theme: Theme, jobs: Jobs, reading: Reading, view: TranscriptView) -> None:
        super().__init__(view)
        self._library, self._theme, self._jobs, self._reading, self._view = library, theme, jobs, reading, view
        self._job: Job | None = None
        self._source: SourceFile | None = None
        self._offset = 0
        self.window: SourceView | None = None
        view.source_lines_wished.connect(self.show)
        view.current_changed.connect(self._follow)
        reading.opened.connect(self._on_opened)

    def show(self, offset: int | None = None) -> SourceView | None:
        """Show the file of the open episode, at the lines of the paragraph at `offset`, or of the one that holds the cursor."""
        opened = self._reading.current
        if opened is None:
            return None
        self._offset = self._view.current_offset() if offset is None else offset
        if self.window is None:
            self.window = SourceView(self._theme, self._view.window())
            self.window.save_wished.connect(self._ask_where)
            self.window.folder_wished.connect(self._show_folder)
            self.window.versions_wished.connect(self.versions_wished)
            self.window.finished.connect(self._on_closed)
            self.window.show()
            self._load(opened)
        else:
            self._follow(self._offset)
        self.window.raise_()
        self.window.activateWindow()
        self.window.text.setFocus()
        return self.window

    def _load(self, opened: OpenEpisode) -> None:
        self._drop()
        if self.window is None:
            return
        self.window.show_sentence("Reading the file…")

        def work(_: Job) -> tuple[SourceFile, Any]:
            source = self._library.source(opened.episode.id)
            return source, source.trail(opened.transcript)

        def done(read: tuple[SourceFile, Any]) -> None:
            self._job = None
            self._source = read[0]
            if self.window is not None:
                self.window.show_source(*read, sample=opened.episode.sample)
                self._follow(self._offset)

        def failed(message: str) -> None:
            self._job = None
            if self.window is not None:
                self.window.show_sentence(message)

        self._job = self._jobs.run(work, done=done, failed=failed)

    def _follow(self, offset: int) -> None:
        self._offset = offset
        paragraph = self._view.paragraph_at(offset) if self.window is not None else None
        if self.window is not None and paragraph is not None:
            self.window.show_lines_of(paragraph.span)

    def _on_opened(self, opened: OpenEpisode) -> None:
        if self.window is not None:
            self._offset = self._view.current_offset()
            self._load(opened)

    def _on_closed(self) -> None:
        self.window = None
        self._drop()
        self._view.setFocus()

    def _drop(self) -> None:
        self._source = None
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _ask_where(self) -> None:
        if self.window is None or self._source is None:
            return
        dialog = QFileDialog(self.window, "Save the original", self._source.name or "transcript.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._source.name or "transcript.txt")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the bytes of the file that is shown as they came; the window says what came of it."""
        source = self._source
        if source is None:
            return

        def tell(words: str) -> None:
            if self.window is not None:
                self.window.told.setText(words)

        self._jobs.run(lambda _: source.save(path), done=lambda _: tell(f"Saved as {path.name}"), failed=tell)

    def _show_folder(self) -> None:
        folder = self._source.folder if self._source is not None else None
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
