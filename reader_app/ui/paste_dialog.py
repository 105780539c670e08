"""Takes a transcript that the reader pastes: its text and, if wanted, a name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reader_app.ui.theme import Theme


class PasteDialog(QDialog):
    """A window beside the app, never in its way. `text_given` carries the text and the name, "" where none was given."""

    text_given = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Paste a transcript")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        label = QLabel("Any form will do: captions, show notes, a page with times.")
        label.setProperty("kind", "meta")
        layout.addWidget(label)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Transcript")
        self.text.setPlaceholderText("Paste the words here")
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.ui_font(0))
        layout.addWidget(self.text, 1)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name")
        self.name.setPlaceholderText("Name, if the text has no title of its own")
        layout.addWidget(self.name)
        self._add_buttons(layout)
        self.text.textChanged.connect(self._check)
        self.text.setPlainText(QGuiApplication.clipboard().text())
        self._check()

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        buttons = QDialogButtonBox()
        self.import_button = QPushButton("Import")
        self.import_button.setProperty("kind", "main")
        self.import_button.setDefault(True)
        buttons.addButton(self.import_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Hands the words over and closes."""
        if self.import_button.isEnabled():
            self.text_given.emit(self.text.toPlainText(), self.name.text().strip())
            super().accept()

    def _check(self) -> None:
        self.import_button.setEnabled(bool(self.text.toPlainText().strip()))
