"""What the panels of the side share besides their lists: why one is empty, where its rows come from, the height of a field."""

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader_app.ui.theme import Theme

SMALL_FIELD = "QLineEdit { min-height: 26px; max-height: 26px; } QLineEdit:focus { min-height: 24px; max-height: 24px; }"
"""Style of a line edit that is 28 px high, as those in the panels are."""


class PanelNotice(QWidget):
    """What a panel says while it has nothing to list: a title and one sentence."""

    def __init__(self, theme: Theme, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._sentence = QLabel(title), QLabel(sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addStretch()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._title.setFont(self._theme.ui_font(0, 600))
        self._sentence.setFont(self._theme.ui_font(-0.5))
        for label, token in ((self._title, "ink2"), (self._sentence, "ink3")):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, self._theme.palette.token(token))
            label.setPalette(palette)


class FootLine(QWidget):
    """The quiet line at a panel's foot, under a hairline; hidden while it has nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel()
        self._label.setProperty("kind", "meta")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 8)
        layout.addWidget(self._label)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Shows `text`, or nothing at all where it is empty."""
        self._label.setText(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: Any) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self._theme.palette.line)
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.end()
