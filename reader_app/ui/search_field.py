"""The field in which the library is searched."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reader_app.ui.theme import ICON_SIZE, Theme

SEARCH_KEY = "Ctrl+K"
_ICON_LEFT, _TEXT_LEFT, _RIGHT, _CROSS = 9, 20, 8, 24


class SearchField(QLineEdit):
    """A line to type a query in, with the search sign before it and the key that leads here, or a cross that clears it."""

    entered = Signal()
    left = Signal()
    down = Signal()
    up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("search_field")
        self.setAccessibleName("Search the library")
        self.setPlaceholderText("Search")
        self._key = QKeySequence(SEARCH_KEY).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self.setToolTip(f"Search all transcripts ({self._key})")
        self.setTextMargins(_TEXT_LEFT, 0, ICON_SIZE, 0)
        self._cross = QToolButton(self)
        self._cross.setFixedSize(_CROSS, _CROSS)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.setAccessibleName("Clear the search")
        self._cross.setToolTip("Clear the search (Esc)")
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        theme.changed.connect(self._dress)
        self._dress()

    def set_query(self, query: str) -> None:
        """Shows `query` without telling anyone that it was edited."""
        blocked = self.blockSignals(True)
        self.setText(query)
        self.blockSignals(blocked)
        self._cross.setVisible(bool(query))

    def _dress(self) -> None:
        self._cross.setIcon(self._theme.icon("x"))
        # Left to itself, a styled field makes its placeholder too faint to be read.
        self.setStyleSheet(f"QLineEdit {{ placeholder-text-color: {self._theme.palette.ink3.name()}; }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_query("")
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cross.move(self.width() - _CROSS - 3, (self.height() - _CROSS) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self._theme.icon("search", "ink2").paint(painter, _ICON_LEFT, (self.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
        if not self.text():
            painter.setFont(self._theme.ui_font(-2))
            painter.setPen(self._theme.palette.ink3)
            box = QRectF(self.rect()).adjusted(0, 0, -_RIGHT, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
        painter.end()
