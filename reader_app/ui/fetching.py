"""Fetches one web address when the reader asks for it, in the window: from the menu, or for an episode whose feed names one."""

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtWidgets import QWidget

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import ImportReport
from reader_app.ui.address_dialog import AddressDialog
from reader_app.ui.bars import Detail, WorkBar
from reader_app.ui.fetch_line import FetchLine
from reader_app.ui.importing import Importing
from reader_app.ui.jobs import Job
from reader_app.ui.reading import Reading
from reader_app.ui.theme import Theme

MOST = "32 MB"
"""As much as is fetched, in words."""
_MB = 2**20


class Fetching(QObject):
    """Asks, fetches among the imports, and hands what came to the library. Nothing is fetched before the reader agreed."""

    _went_on = Signal(str, int, int)
    """So much of a name is there: bytes, and how many there will be or 0; emitted in the thread of the work."""

    def __init__(
        self,
        library: Library,
        theme: Theme,
        importing: Importing,
        reading: Reading,
        line: FetchLine,
        bar: WorkBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._theme, self._importing, self._reading = library, theme, importing, reading
        self._line, self._bar, self._window = line, bar, window
        self._offered: tuple[str, str] | None = None
        self._declined: set[str] = set()
        self.dialog: AddressDialog | None = None
        """The question that is open, if any."""
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        line.look_wished.connect(self.ask_for_offered)
        line.closed.connect(self._decline)
        reading.opened.connect(lambda _opened: self.refresh())

    # -- what is offered

    def refresh(self) -> None:
        """Say where the transcript of the open episode lies, where a feed names one and the episode has none."""
        current = self._reading.current
        self._offered = None
        if current is not None and current.episode.id not in self._declined:
            try:
                named = self._library.transcripts_named(current.episode.id)
            except ReaderError:
                named = ()
            if named:
                self._offered = (current.episode.id, named[0].address)
        host = QUrl(self._offered[1]).host() if self._offered is not None else ""
        self._line.say(host, "has a transcript, says the feed." if host else "")

    def _decline(self) -> None:
        if self._offered is not None:
            self._declined.add(self._offered[0])
        self.refresh()
        self._window.setFocus()

    # -- what is asked

    def ask(self) -> None:
        """Ask which address."""
        self._ask(AddressDialog(self._theme, MOST, parent=self._window), None)

    def ask_for_offered(self) -> None:
        """Ask whether the transcript that the feed names may be fetched."""
        if self._offered is not None:
            episode, address = self._offered
            words = "The feed says that the transcript of this episode lies here:"
            self._ask(AddressDialog(self._theme, MOST, address=address, what=words, parent=self._window), episode)

    def _ask(self, dialog: AddressDialog, episode: str | None) -> None:
        if self.dialog is not None:
            self.dialog.close()
        dialog.address_given.connect(lambda address: self.fetch(address, episode))
        dialog.destroyed.connect(lambda: self._forget(dialog))
        self.dialog = dialog
        dialog.show()

    def _forget(self, dialog: AddressDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    # -- what is fetched

    def fetch(self, address: str, episode: str | None = None) -> None:
        """Fetch an address and import what lies there; as the transcript of an episode, if it was asked for that."""
        library, went_on = self._library, self._went_on
        name = shown_name(address)

        def work(job: Job) -> ImportReport:
            from reader_app.core.fetching import fetch  # the only place that does: no start loads what reaches the network

            fetched = fetch(address, lambda done, total: went_on.emit(name, done, total or 0), job.cancelled)
            return library.import_fetched(fetched.content, fetched.address, fetched.name, episode)

        self._importing.run(work, f"Fetching {name}")

    @Slot(str, int, int)
    def _show_progress(self, name: str, done: int, total: int) -> None:
        if self._importing.busy:
            words = "Importing" if 0 < total <= done else "Fetching"
            self._bar.show_work(f"{words} {name}", done, total, (Detail(size_words(done, total), 1),))


def shown_name(address: str) -> str:
    """The last part of an address, or its server: what a bar has room for."""
    place = address.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/")
    return place.rpartition("/")[2][:60] or place[:60]


def size_words(done: int, total: int) -> str:
    """How much is there: "1.2 of 4 MB", or "1.2 MB" where nobody knows how much there will be; little of it in KB."""
    if max(done, total) < _MB:
        there, all_ = f"{-(-done // 1024):,}", f"{-(-total // 1024):,}"
        return f"{there} of {all_} KB" if total else f"{there} KB"
    there = f"{done / _MB:.1f}"
    return f"{there} of {total / _MB:.1f} MB".replace(".0 MB", " MB") if total else f"{there} MB"
