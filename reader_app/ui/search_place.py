"""The strip over a text that search results preview: which of its hits is shown, the way to the next, and into the text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import grouped
from reader_app.ui.theme import Theme

_HEIGHT = 36


class PlaceLine(QWidget):
    """Says "2 of 14", steps from hit to hit, and offers to read on at the one that is shown."""

    stepped = Signal(int)
    """1 for the next hit of the episode, -1 for the one before."""
    open_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wished, self._yields = False, False
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("Hits in this episode")
        self.words = InkLabel(theme, "", "ink2", -0.5, tabular=True)
        self.words.setWordWrap(False)
        self._buttons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addSpacing(10)
        row.addWidget(self._add("up", "Previous hit in this episode", "Shift+F3", -1))
        row.addWidget(self._add("down", "Next hit in this episode", "F3", 1))
        row.addStretch(1)
        self.open_button = QPushButton("Open here")
        self.open_button.setProperty("kind", "link")
        self.open_button.setToolTip("Read on here (Enter)")
        self.open_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open_button.clicked.connect(self.open_wished)
        row.addWidget(self.open_button)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _add(self, icon: str, name: str, keys: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "icon")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setFixedSize(28, 28)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.stepped.emit(step))
        self._buttons.append((button, icon))
        return button

    def show_place(self, number: int | None, total: int, *, opened: bool = False) -> None:
        """Shows the line: the hit of that `number`, from 0, of so many; None where that is not known.

        Once the place is `opened`, nothing offers to open it.
        """
        count = f"{grouped(total)} hit{'' if total == 1 else 's'}"
        self.words.setText(count if number is None else f"{grouped(number + 1)} of {grouped(total)}")
        self.setAccessibleDescription(self.words.text())
        for button, _ in self._buttons:
            button.setEnabled(number is not None and total > 1)
        self.open_button.setVisible(not opened)
        self.show()

    def setVisible(self, visible: bool) -> None:
        """Shows the line, or puts it away; while it gives way, it is shown only after that."""
        self._wished = visible
        super().setVisible(visible and not self._yields)

    def give_way(self, yields: bool) -> None:
        """Leaves the place to another bar that says "n of m", as long as that is there."""
        self._yields = yields
        super().setVisible(self._wished and not yields)

    def _dress(self) -> None:
        for button, icon in self._buttons:
            button.setIcon(self._theme.icon(icon))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.paper)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.palette.line)
        painter.end()
