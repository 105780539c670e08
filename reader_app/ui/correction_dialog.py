"""The question what misheard words should be, and whether that holds here only or wherever they stand."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QWidget

from reader_app.ui.ask_dialog import AskDialog, WordsField, plain_label, short
from reader_app.ui.row_text import grouped

Scope = Literal["here", "episode", "library"]
_SCOPES: tuple[tuple[Scope, str], ...] = (
    ("here", "Only here"),
    ("episode", "Everywhere in this episode"),
    ("library", "Everywhere in the library"),
)


def places_words(places: int, episodes: int | None = None) -> str:
    """How many places there are, in words: "1 place", "12 places in 4 episodes"."""
    words = f"{grouped(places)} place{'' if places == 1 else 's'}"
    return words if episodes is None else f"{words} in {grouped(episodes)} episode{'' if episodes == 1 else 's'}"


class CorrectionDialog(AskDialog):
    """Asks for the right words. `wished` carries them ("" to leave the words out) and where that holds, a Scope."""

    wished = Signal(str, str)
    take_back_wished = Signal()
    """The source's words are to stand here again."""

    def __init__(self, words: str, original: str, parent: QWidget | None = None) -> None:
        """`words` are what is read now, `original` what the source has there."""
        super().__init__("Correct words", parent)
        self._words = " ".join(words.split())
        self.column.addWidget(plain_label(f"The source has “{short(original)}”"))
        self.words = WordsField(words, "The right words")
        self.words.setPlaceholderText("Nothing: the words are left out")
        self.column.addWidget(self.words)
        self.column.addSpacing(4)
        self._group = QButtonGroup(self)
        self.scopes: dict[Scope, QRadioButton] = {}
        for scope, label in _SCOPES:
            button = QRadioButton(label if scope == "here" else f"{label} (counting…)")
            button.setEnabled(scope == "here")
            self._group.addButton(button)
            self.scopes[scope] = button
            self.column.addWidget(button)
        self.scopes["here"].setChecked(True)
        self.told = plain_label("Whole words, written exactly so.")
        self.column.addWidget(self.told)
        self.back_button = QPushButton("Take the source's words back")
        self.back_button.setProperty("kind", "flat")
        self.back_button.clicked.connect(self._take_back)
        self.back_button.setVisible(False)
        self.add_buttons("Correct", self.back_button)
        self.words.entered.connect(self.accept)
        self.words.grown.connect(self.make_room)
        self.words.textChanged.connect(self._check)
        self._check()
        self.words.setFocus()

    def offer_take_back(self) -> None:
        """These words are a correction already, which can be taken back as well."""
        self.back_button.setVisible(True)

    def show_count(self, scope: Scope, places: int, episodes: int | None = None) -> None:
        """Says how often the words stand; where that is nowhere but in the narrower scope, there is nothing to choose."""
        more = places > 1 and episodes != 1
        nowhere = "nowhere else" if episodes is None else "in no other episode"
        self.scopes[scope].setEnabled(more)
        self.scopes[scope].setText(f"{dict(_SCOPES)[scope]} ({places_words(places, episodes) if more else nowhere})")

    def show_failed(self, scope: Scope) -> None:
        """The words could not be counted there."""
        self.scopes[scope].setText(f"{dict(_SCOPES)[scope]} (could not be counted)")

    @property
    def scope(self) -> Scope:
        """Where the correction is to hold."""
        return next(scope for scope, button in self.scopes.items() if button.isChecked())

    def accept(self) -> None:
        """Hands the words over and closes."""
        if self.main_button.isEnabled():
            self.wished.emit(self.words.words(), self.scope)
            super().accept()

    def _take_back(self) -> None:
        self.take_back_wished.emit()
        self.reject()

    def _check(self) -> None:
        words = self.words.words()
        self.main_button.setText("Correct" if words else "Leave out")
        self.main_button.setEnabled(words != self._words)
