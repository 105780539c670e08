"""Naming of voices: the reader gives a voice its name, here or wherever it speaks, and can take that back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import Speaker
from reader_app.ui.ask_dialog import AskDialog, NameField, plain_label
from reader_app.ui.notices import Notices
from reader_app.ui.reading import Reading
from reader_app.ui.transcript_view import TranscriptView


class NameDialog(AskDialog):
    """Asks for a voice's name. `name_given` carries it, and whether it holds wherever the voice speaks."""

    name_given = Signal(str, bool)

    def __init__(self, speaker: Speaker, known: Sequence[str], others: int, parent: QWidget | None = None) -> None:
        """`known` are names to complete from, `others` the number of other episodes in which this name speaks."""
        super().__init__("Name this voice", parent)
        self.column.addWidget(plain_label(f"The source calls this voice “{speaker.label}”."))
        self.name = NameField(speaker.name, known, "Name")
        self.column.addWidget(self.name)
        self.everywhere = QCheckBox(f"Also in {others} other episode{'s' if others > 1 else ''}, and in those to come")
        self.everywhere.setVisible(others > 0)
        self.column.addWidget(self.everywhere)
        self.add_buttons("Name")
        self.name.textChanged.connect(lambda words: self.main_button.setEnabled(bool(words.strip())))

    def accept(self) -> None:
        """Hands the name over and closes."""
        if self.name.text().strip():
            self.name_given.emit(self.name.text(), self.everywhere.isChecked())
            super().accept()


class Speakers(QObject):
    """Carries out what the page wishes for the voices of the open episode."""

    renamed = Signal(list)
    """In these episodes a voice is shown otherwise now."""

    def __init__(self, library: Library, reading: Reading, view: TranscriptView, notices: Notices) -> None:
        super().__init__(view)
        self._library, self._reading, self._view, self._notices = library, reading, view, notices
        view.speaker_wished.connect(self.ask)

    def ask(self, number: int) -> NameDialog | None:
        """Ask for the name of a voice, by its number in the transcript."""
        current = self._reading.current
        if current is None or not 0 <= number < len(current.transcript.speakers):
            return None
        speaker, episode = current.transcript.speakers[number], current.episode.id
        known = self._library.speakers.known()
        spreads = self._library.speakers.is_somebody(speaker.name)
        others = self._library.speakers.episodes_with(speaker.name) - 1 if spreads else 0
        dialog = NameDialog(speaker, known, others, self._view.window())
        dialog.name_given.connect(lambda name, everywhere: self.rename(episode, speaker, name, everywhere=everywhere))
        dialog.open()
        return dialog

    def rename(self, episode: str, speaker: Speaker, name: str, *, everywhere: bool = False) -> None:
        """Give a voice its name; the bar offers to take that back."""
        if name.strip() == speaker.name:
            return
        try:
            renaming = self._library.speakers.rename(episode, speaker.label, name, everywhere=everywhere)
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        self._changed(list(renaming.episodes))

        def take_back() -> bool:
            try:
                self._library.speakers.take_back(renaming)
            except ReaderError as error:
                self._notices.tell(str(error))
                return False
            self._changed(list(renaming.episodes))
            return True

        self._notices.offer_undo(f"“{speaker.name}” is now “{' '.join(name.split())}”", take_back)

    def _changed(self, episodes: list[str]) -> None:
        self._reading.reload()
        self.renamed.emit(episodes)
