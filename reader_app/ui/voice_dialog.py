"""The question who really says some words: a voice of the episode, or a new name."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QListWidget, QListWidgetItem, QRadioButton, QWidget

from reader_app.core.model import Speaker
from reader_app.ui.ask_dialog import AskDialog, NameField, plain_label, short

_MOST_ROWS = 6
_LABEL = Qt.ItemDataRole.UserRole


class Said(NamedTuple):
    """Words and who says them: as they are read now, and whether more of the turn follows them."""

    words: str
    voice: Speaker | None
    goes_on: bool


class VoiceList(QListWidget):
    """Voices to choose from. What is typed while it has the keyboard is meant for the name: `typed` carries it."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters do not search the list: who types a name and presses Enter must not have set another voice."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().strip() and event.text().isprintable() and not held:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class VoiceDialog(AskDialog):
    """Asks who says some words. `wished` carries a label or a new name, and whether all to the end of the turn is meant."""

    wished = Signal(str, bool)

    def __init__(
        self, said: Said, voices: Sequence[tuple[Speaker, str]], known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """`voices` are those to choose from, each with what is told of it ("speaks before this"); `known` complete a name."""
        super().__init__("Someone else says this", parent)
        who = f"{said.voice.name} says" if said.voice is not None else "A voice without a name says"
        self.column.addWidget(plain_label(f"{who}: “{short(said.words)}”"))
        self.voices = VoiceList()
        self.voices.setAccessibleName("Voices of this episode")
        self.voices.setProperty("kind", "choices")
        for voice, told in voices:
            item = QListWidgetItem(f"{voice.name}  ·  {told}" if told else voice.name)
            item.setData(_LABEL, voice.label)
            self.voices.addItem(item)
        self._add_voices()
        self.name = NameField("", known, "A new name")
        self.name.setPlaceholderText("or a new name" if voices else "The name of the voice")
        self.column.addWidget(self.name)
        self.column.addSpacing(4)
        self._group = QButtonGroup(self)
        self.only, self.onwards = QRadioButton("Only these words"), QRadioButton("From here to the end of the turn")
        for button in (self.only, self.onwards):
            self._group.addButton(button)
            self.column.addWidget(button)
            button.setVisible(said.goes_on)
        self.only.setChecked(True)
        self.add_buttons("Set the voice")
        self.voices.typed.connect(self._begin_name)
        self.name.textChanged.connect(lambda _text: self._check())
        self.voices.currentRowChanged.connect(lambda _row: self._check())
        self.voices.itemActivated.connect(lambda _item: self.accept())
        self._check()
        (self.voices if voices else self.name).setFocus()

    def _add_voices(self) -> None:
        count = self.voices.count()
        self.voices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.voices.setVisible(count > 0)
        self.column.addWidget(self.voices)
        if count:
            self.voices.setCurrentRow(0)
            self.voices.ensurePolished()
            self.voices.setFixedHeight(self.voices.sizeHintForRow(0) * min(count, _MOST_ROWS) + 8)

    @property
    def chosen(self) -> str:
        """The name that is written, else the label of the chosen voice; empty where there is neither."""
        written = " ".join(self.name.text().split())
        item = self.voices.currentItem()
        return written or (str(item.data(_LABEL)) if item is not None else "")

    def accept(self) -> None:
        """Hands the voice over and closes."""
        if self.chosen:
            self.wished.emit(self.chosen, self.onwards.isChecked())
            super().accept()

    def _begin_name(self, letters: str) -> None:
        self.name.setFocus()
        self.name.insert(letters)

    def _check(self) -> None:
        self.main_button.setEnabled(bool(self.chosen))
