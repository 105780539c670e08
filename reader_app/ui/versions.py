"""The versions of an episode: listed, read instead of one another, thrown away, parted and saved; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.ui.jobs import Jobs
from reader_app.ui.notices import Notices
from reader_app.ui.reading import Reading
from reader_app.ui.theme import Theme
from reader_app.ui.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from reader_app.core.library import Turned


class Versions(QObject):
    """Leads the list of versions, of which there is at most one, and carries out what it wishes."""

    changed = Signal()
    """Another text is read somewhere, or versions have gone or come back."""

    def __init__(
        self, library: Library, theme: Theme, jobs: Jobs, reading: Reading, notices: Notices, window: Callable[[], QWidget]
    ) -> None:
        """`window` gives the window that the list stands beside."""
        super().__init__(reading)
        self._library, self._theme, self._jobs = library, theme, jobs
        self._reading, self._notices, self._window = reading, notices, window
        self._listed = ""
        self.dialog: VersionsDialog | None = None
        """The list that is open, if any."""

    def show(self) -> VersionsDialog | None:
        """List the versions of the open episode."""
        current = self._reading.current
        if current is None:
            return None
        if self.dialog is not None:
            self.dialog.close()
        episode = current.episode.id
        dialog = VersionsDialog(self._theme, current.episode.title, self._window())
        dialog.read_wished.connect(lambda number: self.read(episode, number))
        dialog.discard_wished.connect(lambda number: self.discard(episode, number))
        dialog.part_wished.connect(lambda: self.part(episode))
        dialog.save_wished.connect(lambda number: self._ask_where(episode, number))
        dialog.finished.connect(lambda _result: self._forget(dialog))
        self.dialog, self._listed = dialog, episode
        self.refresh()
        dialog.show()
        return dialog

    def _forget(self, dialog: VersionsDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def refresh(self) -> None:
        """List the versions as they are now, if they are listed."""
        if self.dialog is None:
            return
        try:
            joined = self._library.tellings.joined(self._listed)
            self.dialog.show_versions(self._library.tellings.versions(self._listed), joined[0].told if joined else "")
        except ReaderError:
            self.dialog.close()

    def has_several(self) -> bool:
        """Whether the open episode has more than one version."""
        current = self._reading.current
        try:
            return current is not None and len(self._library.tellings.versions(current.episode.id)) > 1
        except ReaderError:
            return False

    def read(self, episode: str, number: int) -> None:
        """Read another version of an episode; the bar offers to take that back."""
        tellings = self._library.tellings
        turned: list[Turned] = []
        if self._try(lambda: turned.append(tellings.use(episode, number))):
            self._notices.offer_undo(turned[0].told.rstrip("."), lambda: self._try(lambda: tellings.take_back(turned[0])))

    def discard(self, episode: str, number: int) -> None:
        """Throw an old version away; the bar offers to take that back."""
        tellings = self._library.tellings
        if self._try(lambda: tellings.discard(episode, number)):
            self._notices.offer_undo(
                f"Version {number} thrown away", lambda: self._try(lambda: tellings.bring_back(episode, number))
            )

    def part(self, episode: str) -> None:
        """Make what was joined last to an episode one of its own again."""
        tellings = self._library.tellings
        joined = tellings.joined(episode)
        if joined and self._try(lambda: tellings.take_back(joined[0])):
            self._notices.tell(f"“{joined[0].told}” is an episode of its own again")

    def _try(self, does: Callable[[], object]) -> bool:
        """Do something to the versions; says whether it could be done, and tells why not."""
        try:
            does()
        except ReaderError as error:
            self._notices.tell(str(error))
            return False
        self.changed.emit()
        return True

    def _ask_where(self, episode: str, number: int) -> None:
        try:
            name = self._library.source(episode, number).name or "transcript.txt"
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        dialog = QFileDialog(self.dialog or self._window(), "Save the original", name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save(episode, number, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, episode: str, number: int, path: Path) -> None:
        """Write the file of a version as it came; the bar says what came of it."""
        library = self._library
        self._jobs.run(
            lambda _: library.source(episode, number).save(path),
            done=lambda _: self._notices.tell(f"Saved as {path.name}"),
            failed=self._notices.tell,
        )
