"""The quiet line under the header: another file tells the recording that is read, and both can be looked at."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import our_sentence, plain_tip
from reader_app.ui.theme import Theme

_HEIGHT = 36
_LEAST, _VERY_LEAST = 90, 56
"""Px that a file's name keeps, and those that it keeps where the words are short already."""


class TwinLine(QWidget):
    """Says what is offered, and is gone for good when it is closed: `closed` comes then; `left` when Esc steps back out."""

    look_wished = Signal()
    closed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._rest, self._short = "", "", ""
        self.setAccessibleName("Another file of this recording")
        self.setFixedHeight(_HEIGHT)
        self.words = InkLabel(theme, "", "ink2", -0.5)
        self.words.setWordWrap(False)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.look = QPushButton("Look at both…")
        self.look.setProperty("kind", "link")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self.look_wished)
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "icon")
        self.close_button.setAccessibleName("Do not offer this again")
        self.close_button.setToolTip("Do not offer this again")
        self.close_button.clicked.connect(self.closed)
        for button in (self.look, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 1)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        row.addWidget(self.close_button)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def say(self, name: str, rest: str, short: str = "") -> None:
        """Shows the line: what the file `name` does, in less words where there is no room. Empty strings take the line away."""
        self._name, self._rest, self._short = name, rest, short or rest
        self.words.setToolTip(plain_tip(self.text))
        self.words.setAccessibleName(self.text)
        self.setAccessibleDescription(self.text)
        self._fit()
        if not rest and self.isAncestorOf(self.window().focusWidget() or self):
            self.left.emit()  # Qt would give the keyboard to the button before it, which goes back to another episode
        self.setVisible(bool(rest))

    @property
    def text(self) -> str:
        """The whole of what it says, however little of it fits."""
        return f"“{self._name}” {self._rest}" if self._rest else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), palette.list)
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.line)
        painter.end()

    def _fit(self) -> None:
        """The end says what is offered, so the file's name gives way first, in its middle."""
        metrics, room = self.words.fontMetrics(), max(0, self.words.width())
        rest = self._rest
        if metrics.horizontalAdvance(f"“” {rest}") + _LEAST > room:
            rest = self._short
        spare = max(_LEAST if rest == self._rest else _VERY_LEAST, room - metrics.horizontalAdvance(f"“” {rest}"))
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, spare)
        shown = f"“{name}” {rest}" if rest else ""
        self.words.setText(metrics.elidedText(our_sentence(shown), Qt.TextElideMode.ElideRight, room))

    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))
        self._fit()
        self.update()
