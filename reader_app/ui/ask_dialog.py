"""What small questions have in common: some words, what is to be filled in, one button that does it, and Cancel."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.ui.row_text import our_sentence

MARGIN = 16
_MOST_LINES = 5


def plain_label(words: str = "", kind: str = "meta") -> QLabel:
    """A label that shows words as they are, over as many lines as they need."""
    label = QLabel(our_sentence(words))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("kind", kind)
    return label


def short(words: str, most: int = 120) -> str:
    """Words on one line, cut in the middle where there are more than `most` code points."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    head, tail = words[: most // 2], words[-(most // 2) :]
    # At the ends of words, where there are any near: a text without spaces is cut where it must be.
    head = head[: head.rfind(" ")] if " " in head[-20:] else head
    tail = tail[tail.find(" ") :] if " " in tail[:20] else tail
    return f"{head.rstrip()} … {tail.lstrip()}"


class AskDialog(QDialog):
    """A window that asks one thing. What is filled in goes into `column`; `add_buttons` ends it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(400)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(8)
        self.main_button = QPushButton()
        self.main_button.setProperty("kind", "main")
        self.main_button.setDefault(True)

    def add_buttons(self, words: str, other: QPushButton | None = None) -> None:
        """The button that does it, Cancel, and at the other side what else can be done here."""
        self.main_button.setText(words)
        buttons = QDialogButtonBox()
        buttons.addButton(self.main_button, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        if other is not None:
            other.setAutoDefault(False)
            row.addWidget(other)
        row.addStretch()
        row.addWidget(buttons)
        self.column.addSpacing(4)
        self.column.addLayout(row)

    def make_room(self) -> None:
        """Grows until all that is in it has room."""
        self.column.activate()
        bends = self.column.hasHeightForWidth()
        height = self.column.totalHeightForWidth(self.width()) if bends else self.column.sizeHint().height()
        if height > self.height():
            self.resize(self.width(), height)


class NameField(QLineEdit):
    """A line for a name, completed from names that are known."""

    def __init__(self, name: str, known: Sequence[str], called: str) -> None:
        super().__init__(name)
        self.setAccessibleName(called)
        self.selectAll()
        completer = QCompleter(list(known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


class WordsField(QPlainTextEdit):
    """Words of a sentence, on as many lines as they need; they hold no line break, and Enter means the dialog's button."""

    entered = Signal()
    grown = Signal()
    """It takes more lines now."""

    def __init__(self, words: str, called: str) -> None:
        super().__init__()
        self.setAccessibleName(called)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setPlainText(" ".join(words.split()))
        self.selectAll()
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def words(self) -> str:
        """What is written, any white space as one space."""
        return " ".join(self.toPlainText().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """What is pasted comes on one line."""
        self.insertPlainText(" ".join(source.text().split()))

    def sizeHint(self) -> QSize:
        return QSize(360, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 10

    def _fit(self) -> None:
        before = self.minimumHeight()
        self.setFixedHeight(self._height())
        if self.minimumHeight() > before:
            self.grown.emit()
