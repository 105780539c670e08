"""Takes transcripts and quotes out from the window, and quotes back in: one question, a job beside the window, a quiet word."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from reader_app.core.errors import ReaderError, UnreadableFile
from reader_app.core.findings import ConcordanceOrder
from reader_app.core.library import BookmarkFormat, ExportFormat, Library, ResultFormat
from reader_app.core.model import SearchSort
from reader_app.core.settings import Settings
from reader_app.ui.bars import WorkBar
from reader_app.ui.export_dialog import ExportDialog, ExportWish, Subject, of_quotes, of_results, of_transcripts
from reader_app.ui.import_report import count_of
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.notices import Notices
from reader_app.ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.core.library import QuotesReport


class Exporting(QObject):
    """Runs one export at a time. Its progress shows in the work bar unless an import has that."""

    quotes_came = Signal()
    """Quotes that were exported once are in the library again."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        theme: Theme,
        jobs: Jobs,
        notices: Notices,
        bar: WorkBar,
        bar_taken: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._settings, self._theme, self._jobs = library, settings, theme, jobs
        self._notices, self._bar, self._bar_taken, self._window = notices, bar, bar_taken, window
        self._formats = {"transcripts": "md", "quotes": "md", "results": "md", "lines": "kwic"}
        """What was chosen last, as long as the window is open."""
        self._job: Job | None = None
        self._shows = False
        self.dialog: ExportDialog | None = None
        """The question that is open, if any."""
        bar.cancelled.connect(self._cancel)

    def ask_for(self, ids: Sequence[str]) -> None:
        """Ask how to export these transcripts."""
        try:
            rows = [self._library.episode(episode) for episode in ids]
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        if not rows:
            self._notices.tell("Open a transcript, and you can export it.")
            return
        one = len(rows) == 1
        title = rows[0].title if one else f"{len(rows):,} transcripts"
        stem = self._stem(title) if one else ""
        subject = of_transcripts(title, stem, len(rows), sum(1 for row in rows if not row.timed))
        self._ask("transcripts", subject, partial(self._export, list(ids)))

    def ask_for_quotes(self) -> None:
        """Ask how to export all quotes of the library."""
        count = len(self._library.quotes.listed())
        if not count:
            self._notices.tell("There are no quotes yet. Select words in the text and press Ctrl+D.")
            return
        subject = of_quotes("1 quote" if count == 1 else f"{count:,} quotes", "Quotes")
        self._ask("quotes", subject, self._export_quotes)

    def ask_for_results(self, query: str, sort: SearchSort) -> None:
        """Ask how to export all hits of a query, its episodes in that order."""
        self._ask_for_hits("results", query, sort, "after")

    def ask_for_lines(self, query: str, order: ConcordanceOrder) -> None:
        """Ask how to export all hits of a query, in lines of that order."""
        self._ask_for_hits("lines", query, "relevance", order)

    def _ask_for_hits(self, kind: str, query: str, sort: SearchSort, order: ConcordanceOrder) -> None:
        def export(wish: ExportWish) -> None:
            write, to = self._library.exporter.hits_to_file, cast(ResultFormat, wish.to)
            self._start(
                lambda job: write(query, to, wish.path, sort=sort, order=order, cancelled=job.cancelled),
                lambda _: self._tell(wish.path.name, wish.path.parent),
            )

        subject = of_results(f"Hits for {' '.join(query.split())}", self._stem(f"Hits {query}"))
        self._ask(kind, subject, export)

    def choose_quotes(self) -> None:
        """Ask for a file of quotes that this app has written, and take them back."""
        dialog = QFileDialog(self._window, "Import quotes", self._settings.choices.last_folder, "Quotes (*.json);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.import_quotes(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_quotes(self, path: Path) -> None:
        """Take back the quotes of a file; the bar says how many came, and what became of the others."""
        library = self._library
        self._settings.change(last_folder=str(path.parent))
        self._notices.tell(f"Reading {path.name}")

        def work(_: Job) -> str:
            try:
                content = path.read_bytes()
            except (OSError, ValueError) as error:
                raise UnreadableFile(f"{path.name} cannot be read.") from error
            report = library.import_bookmarks(content)
            here = {row.id for removed in (False, True) for row in library.episodes(removed=removed)}
            return quotes_words(report, sum(failure.episode not in here for failure in report.failures))

        def done(words: str) -> None:
            self.quotes_came.emit()
            self._notices.tell(words)

        self._jobs.run(work, done=done, failed=self._notices.tell)

    def _stem(self, title: str) -> str:
        return Path(self._library.exporter.file_name(title, "md")).stem

    def _ask(self, kind: str, subject: Subject, does: Callable[[ExportWish], None]) -> None:
        if self._job is not None:
            self._notices.tell("An export is going on; please wait until it is done.")
            return
        if self.dialog is not None:
            self.dialog.close()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self._settings.choices.last_folder
        dialog = ExportDialog(
            self._theme, subject, folder if Path(folder).is_dir() and folder else documents, self._formats[kind], self._window
        )

        def take(wish: ExportWish) -> None:
            self._formats[kind] = wish.to
            self._settings.change(last_folder=str(wish.path.parent if subject.stem else wish.path))
            does(wish)

        dialog.wished.connect(take)
        dialog.destroyed.connect(lambda: self._forget(dialog))
        self.dialog = dialog
        dialog.show()

    def _forget(self, dialog: ExportDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _export(self, ids: list[str], wish: ExportWish) -> None:
        library, to = self._library, cast(ExportFormat, wish.to)

        def work(job: Job) -> Any:
            if len(ids) == 1:
                return library.exporter.to_file(ids[0], to, wish.path, wish.include)
            return library.exporter.to_folder(ids, to, wish.path, wish.include, job.progress.emit, job.cancelled)

        self._start(work, partial(self._tell_report, wish.path))

    def _export_quotes(self, wish: ExportWish) -> None:
        library, to = self._library, cast(BookmarkFormat, wish.to)
        self._start(
            lambda _: library.exporter.quotes_to_file(to, wish.path), lambda _: self._tell(wish.path.name, wish.path.parent)
        )

    def _start(self, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        def finish(result: Any) -> None:
            self._end()
            done(result)

        def fail(message: str) -> None:
            self._end()
            self._notices.tell(message)

        self._job = self._jobs.run(work, done=finish, failed=fail, progress=self._on_progress)

    def _on_progress(self, done: int, total: int, title: str) -> None:
        if self._job is not None and not self._bar_taken():
            self._shows = True
            self._bar.show_work(f"Exporting {title}" if title else "Exporting", done, total)

    def _cancel(self) -> None:
        if self._job is not None and self._shows:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        if self._shows and not self._bar_taken():
            self._bar.finish()
        self._shows = False

    def _tell_report(self, path: Path, report: Any) -> None:
        written, failed = len(report.files), len(report.failures)
        folder = report.files[0].path.parent if report.files else path
        what = report.files[0].path.name if written == 1 and not failed else f"{written:,} transcripts"
        if failed:
            what = f"{written:,} of {written + failed:,}; {report.failures[0].error}"
        self._tell(what + (", then stopped" if report.cancelled else ""), folder, shows=written > 0)

    def _tell(self, what: str, folder: Path, *, shows: bool = True) -> None:
        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

        self._notices.tell(f"Exported {what}", "Show in folder" if shows else None, show_folder if shows else None)


def quotes_words(report: "QuotesReport", strangers: int = 0) -> str:
    """What came of a file of quotes, in one line; `strangers` of those that failed are of no transcript in the library."""
    outcomes = [taken.outcome for taken in report.bookmarks]
    came, changed, known = (outcomes.count(outcome) for outcome in ("added", "updated", "unchanged"))
    lost = sum(taken.bookmark.span is None for taken in report.bookmarks if taken.outcome != "unchanged")
    kinds = (
        (came, "came back", "came back"),
        (changed, "was brought up to date", "were brought up to date"),
        (known, "was there already", "were there already"),
        (lost, "has lost its place", "have lost their place"),
        (strangers, "is of a transcript that is not here", "are of transcripts that are not here"),
        (len(report.failures) - strangers, "could not be read", "could not be read"),
    )
    told = [(number, one if number == 1 else more) for number, one, more in kinds if number]
    if not told:
        return "There are no quotes in this file"
    first, *others = told
    return ", ".join([f"{count_of(first[0], 'quote')} {first[1]}", *(f"{number:,} {words}" for number, words in others)])
