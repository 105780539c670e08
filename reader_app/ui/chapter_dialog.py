"""The question what a chapter is called."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reader_app.ui.ask_dialog import AskDialog, plain_label


class ChapterDialog(AskDialog):
    """Asks for a chapter's title, which `title_given` carries."""

    title_given = Signal(str)

    def __init__(self, asked: str, told: str, title: str, button: str, parent: QWidget | None = None) -> None:
        """`asked` is the window's title, `told` a sentence on the place, `title` what stands in the field at first."""
        super().__init__(asked, parent)
        self.column.addWidget(plain_label(told))
        self.title = QLineEdit(title)
        self.title.setAccessibleName("Title of the chapter")
        self.title.setPlaceholderText("Title of the chapter")
        self.title.selectAll()
        self.column.addWidget(self.title)
        self.add_buttons(button)
        self.title.textChanged.connect(lambda _text: self._check())
        self._check()
        self.title.setFocus()

    def accept(self) -> None:
        """Hands the title over and closes."""
        if self.main_button.isEnabled():
            self.title_given.emit(" ".join(self.title.text().split()))
            super().accept()

    def _check(self) -> None:
        words = " ".join(self.title.text().split())
        self.main_button.setEnabled(bool(words))
