"""The help under the "?" of the search field: what can be asked, by examples that run when they are clicked."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.search_words import ExampleList
from reader_app.ui.theme import Theme

_WIDTH = 520


class SearchHelp(QWidget):
    """A popover; Escape or a click elsewhere closes it."""

    chosen = Signal(str)
    """The example that is to be asked."""

    def __init__(self, theme: Theme, examples: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName("How to search")
        self.setFixedWidth(_WIDTH)
        self._examples = ExampleList(theme, examples)
        self._examples.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 12)
        column.setSpacing(6)
        column.addWidget(InkLabel(theme, "How to search", "ink", 0, 600))
        column.addWidget(self._examples)
        column.addWidget(InkLabel(theme, "Tab takes what is offered under the field. Ctrl+Space offers more.", "ink3", -1))

    def open_under(self, widget: QWidget) -> None:
        """Opens under `widget`, within its screen."""
        column = self.layout()
        if column is not None:
            self.setFixedHeight(column.totalHeightForWidth(_WIDTH))
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        if widget.screen() is not None:
            free = widget.screen().availableGeometry()
            place.setX(max(free.left(), min(place.x(), free.right() - self.width())))
        self.move(place)
        self.show()
        self._examples.focus_first()

    def _choose(self, example: str) -> None:
        self.close()
        self.chosen.emit(example)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.line2, 1))
        painter.setBrush(palette.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
