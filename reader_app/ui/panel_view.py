"""The list that the panels of the side share: rows of different heights, each choice told once."""

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from reader_app.ui.row_view import RowView
from reader_app.ui.theme import Theme

ROW_RADIUS = 6
ROW_INSET = 6
"""Pixels between a row's ground and the edges of its column."""


class PanelView(RowView):
    """A list in the side panel. `row_chosen` comes once for a click or Enter, whatever the platform's habits."""

    row_chosen = Signal(QModelIndex)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "list", parent, keys_select=True)
        self.pressed_at: QPoint | None = None
        """Where the mouse was pressed last, in the viewport; None once the keyboard took over."""
        self._in_click = False
        self._ground = theme
        self.viewport().setAutoFillBackground(False)
        # "Adjust" waits 100 ms whenever the height changes; rows depend on the width alone, which is dealt with below.
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.verticalScrollBar().setSingleStep(28)
        self.clicked.connect(self.row_chosen)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The ground is painted here, because a style sheet of the whole application keeps palettes of single widgets stale.
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground.palette.list)
        painter.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second click of two is one more choice, not an activation beside it.
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._in_click = True
        super().mouseReleaseEvent(event)
        self._in_click = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed_at = None
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_activated(self, index: QModelIndex) -> None:
        if not self._in_click:
            self.row_chosen.emit(index)


def fill_row(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Fills a row's rounded ground."""
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, ROW_RADIUS, ROW_RADIUS)


def paint_ring(painter: QPainter, rect: QRectF, colour: QColor, radius: float = ROW_RADIUS) -> None:
    """Draws the 2 px focus ring inside `rect`."""
    painter.setPen(QPen(colour, 2))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
