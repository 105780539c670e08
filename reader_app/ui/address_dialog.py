"""Asks for one web address, or whether one may be fetched, and says what will happen: this address is asked for, nothing else."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.theme import Theme

_LONGEST = 4_000
_NOT_ONE = "An address begins with https:// or http:// and has no spaces."
_WIDTH = 520


def is_web_address(words: str) -> bool:
    """Whether words are one address that can be fetched."""
    url = QUrl(words.strip(), QUrl.ParsingMode.TolerantMode)
    one = len(words.split()) == 1 and len(words) <= _LONGEST
    return one and url.isValid() and url.scheme() in ("http", "https") and bool(url.host())


class AddressDialog(QDialog):
    """A window beside the app, never in its way. `address_given` carries the address when the reader wants it fetched.

    With `what` it asks whether the `address`, which is shown whole and can be changed, may be fetched for that.
    """

    address_given = Signal(str)

    def __init__(self, theme: Theme, most: str, *, address: str = "", what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Fetch a transcript" if what else "Add from a web address")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        self.words = self._line(what or "The address of a transcript, or of a podcast’s feed.")
        layout.addWidget(self.words)
        self.field = QLineEdit()
        self.field.setAccessibleName("Web address")
        self.field.setPlaceholderText("https://")
        self.field.setMaxLength(_LONGEST)
        self.field.setFont(theme.ui_font(0))
        self.field.setMinimumWidth(280)
        layout.addWidget(self.field)
        self.whole = self._line("")
        layout.addWidget(self.whole)
        self._promised = f"This one address is fetched, nothing else. At most {most}."
        self.promise = InkLabel(theme, self._promised, "ink2", -0.5)
        self.promise.setWordWrap(True)
        layout.addWidget(self.promise)
        layout.addStretch(1)
        self._add_buttons(layout)
        self.field.textChanged.connect(self._check)
        self.field.setText(address or self._from_clipboard())
        self.field.setCursorPosition(0)
        self._check()
        self.resize(_WIDTH, 0)
        self._fit()

    @staticmethod
    def _line(words: str) -> QLabel:
        line = QLabel(words)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        return line

    @staticmethod
    def _from_clipboard() -> str:
        words = QGuiApplication.clipboard().text()
        return words.strip() if is_web_address(words) else ""

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        buttons = QDialogButtonBox()
        self.fetch_button = QPushButton("Fetch")
        self.fetch_button.setProperty("kind", "main")
        self.fetch_button.setDefault(True)
        buttons.addButton(self.fetch_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Hands the address over and closes."""
        if self.fetch_button.isEnabled():
            self.address_given.emit(self.field.text().strip())
            super().accept()

    def _check(self) -> None:
        """An address that does not fit into its field stands below it too, whole: nobody agrees to what cannot be read."""
        words = self.field.text().strip()
        self.fetch_button.setEnabled(is_web_address(words))
        begun = not words or is_web_address(words) or "https://".startswith(words) or "http://".startswith(words)
        self.promise.setText(self._promised if begun else _NOT_ONE)
        fits = self.field.fontMetrics().horizontalAdvance(words) < _WIDTH - 60
        # A line can only be broken where it may be: an address has no spaces.
        self.whole.setText("" if fits else "\u200b".join(words[at : at + 8] for at in range(0, min(len(words), 1_200), 8)))
        self.whole.setVisible(not fits)
        self.whole.setAccessibleName(words)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its words need at its width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))
