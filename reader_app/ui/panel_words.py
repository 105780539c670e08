"""What the panels of the side share besides their lists: why one is empty, where its rows come from, the height of a field."""

import re
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader_app.ui.theme import Theme

SMALL_FIELD = "QLineEdit { min-height: 26px; max-height: 26px; } QLineEdit:focus { min-height: 24px; max-height: 24px; }"
"""Style of a line edit that is 28 px high, as those in the panels are."""


_LONG_RUN = re.compile(r"\S{24}(?=[!-~\w])")
"""A part of a run without spaces that may be longer than a line; behind it stands no mark that belongs to the letter before."""


def _breakable(words: str) -> str:
    """`words` with places in long runs where a line may end (U+200B)."""
    return _LONG_RUN.sub("\\g<0>\u200b", words)


class InkLabel(QLabel):
    """Plain words in a colour of the palette and a size of the interface font, both as the theme changes.

    `delta` is in px from the interface font; with `reading_px` it is set in the reading font of that size instead. A word that is
    longer than a line may break anywhere, so that it widens nothing.
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        token: str,
        delta: float = 0,
        weight: int = 400,
        *,
        reading_px: float | None = None,
        tabular: bool = False,
    ) -> None:
        super().__init__(_breakable(words))
        self._tabular = tabular
        self._theme, self._token, self._delta, self._weight, self._reading_px = theme, token, delta, weight, reading_px
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def setText(self, words: str) -> None:  # noqa: N802
        super().setText(_breakable(words))

    def showEvent(self, event: QShowEvent) -> None:
        # The application's style sheet puts an old palette back when it polishes what was hidden while the theme changed.
        super().showEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        theme = self._theme
        if self._reading_px is None:
            self.setFont(theme.ui_font(self._delta, self._weight, tabular=self._tabular))
        else:
            self.setFont(theme.reading_font(self._reading_px * theme.ui_size / 13, self._weight))
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.palette.token(self._token))
        self.setPalette(palette)


class PanelNotice(QWidget):
    """What a panel says while it has nothing to list: a title and one sentence."""

    def __init__(self, theme: Theme, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        layout.addWidget(InkLabel(theme, title, "ink2", 0, 600))
        layout.addWidget(InkLabel(theme, sentence, "ink3", -0.5))
        layout.addStretch()


class FootLine(QWidget):
    """The quiet line at a foot, under a hairline and `inset` px from the edges; hidden while it has nothing to say."""

    def __init__(self, theme: Theme, inset: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = InkLabel(theme, "", "ink3", -1.5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(inset, 9, inset, 8)
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
