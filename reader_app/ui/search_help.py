"""The help under the "?" of the search field: what can be asked, by examples that run when they are clicked."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader_app.ui.button_keys import ButtonKeys
from reader_app.ui.panel_words import InkLabel
from reader_app.ui.search_words import ExampleList
from reader_app.ui.theme import Theme

_WIDTH, _WIDEST, _EDGE = 520, 760, 8
"""Px: its width in the smallest font and in any, and what stays free to the edge of the screen."""


class SearchHelp(QWidget):
    """A popover; Escape or a click elsewhere closes it."""

    chosen = Signal(str)
    """The example that is to be asked."""

    def __init__(self, theme: Theme, examples: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._shown = tuple(examples)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName("How to search")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._examples = self._put(examples)
        self._foot = InkLabel(theme, "Ctrl+Space offers what may be meant; Tab takes the one that is marked.", "ink3", -1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 12)
        column.setSpacing(6)
        column.addWidget(InkLabel(theme, "How to search", "ink", 0, 600))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        ButtonKeys(self)

    def _put(self, examples: Sequence[tuple[str, str]]) -> ExampleList:
        made = ExampleList(self._theme, examples)
        made.chosen.connect(self._choose)
        self._scroll.setWidget(made)
        made.setAutoFillBackground(False)
        return made

    def set_examples(self, examples: Sequence[tuple[str, str]]) -> None:
        """Shows other examples, unless the reader has gone on from the first already."""
        first = self._examples.findChild(QPushButton)
        if first is not None and first.hasFocus() and tuple(examples) != self._shown:
            self._shown = tuple(examples)
            self._examples = self._put(examples)
            self._examples.focus_first()

    def open_under(self, widget: QWidget) -> None:
        """Opens under `widget`, or beside it where there is more room, within its screen; scrolls what does not fit."""
        free = widget.screen().availableGeometry()
        self.setFixedWidth(min(max(_WIDTH, round(_WIDTH * self._theme.ui_size / 13)), _WIDEST, free.width() - 2 * _EDGE))
        below = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        height = min(self._wanted_height(), free.height() - 2 * _EDGE)
        self.setFixedHeight(height)
        left = max(free.left() + _EDGE, min(below.x(), free.right() - self.width() - _EDGE))
        self.move(left, max(free.top() + _EDGE, min(below.y(), free.bottom() - height - _EDGE)))
        self.show()
        self._examples.focus_first()

    def _wanted_height(self) -> int:
        """Px that all of it takes at its width."""
        self.ensurePolished()
        inside = self.width() - 28
        grid = self._examples.layout()
        examples = grid.totalHeightForWidth(inside) if grid is not None else 0
        return examples + self._foot.heightForWidth(inside) + round(26 * self._theme.ui_size / 13) + 40

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
