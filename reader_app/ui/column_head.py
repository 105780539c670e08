"""The head over a column: what it shows, how much of it there is, and buttons at its right end."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from reader_app.ui.row_text import draw_line
from reader_app.ui.row_view import button_fill, paint_states
from reader_app.ui.theme import ICON_SIZE, Theme

HEAD_HEIGHT = 40
_LEFT, _RIGHT, _GAP = 12, 8, 8


class ColumnHead(QWidget):
    """A strip of 40 px with a hairline below: a title, its number or a remark in a quieter tone, then the buttons.

    Where they do not fit the title is cut; with `whole_title` the remark is left out instead.
    """

    def __init__(self, theme: Theme, surface: str = "list", parent: QWidget | None = None, *, whole_title: bool = False) -> None:
        super().__init__(parent)
        self._whole_title = whole_title
        self._theme = theme
        self._surface = surface
        self._title = ""
        self._remark = ""
        self._fit_height()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, _RIGHT, 1)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        theme.changed.connect(self._fit_height)

    def _fit_height(self) -> None:
        self.setFixedHeight(max(HEAD_HEIGHT, self._theme.ui_size + 22))
        self.update()

    def set_words(self, title: str, remark: str = "") -> None:
        """Shows that title and that remark."""
        self._title, self._remark = title, remark
        self.setAccessibleName(f"{title} {remark}".strip())
        self.update()

    def add_button(self, button: QWidget) -> None:
        """Puts `button` right of those that are there."""
        self._row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(self.rect(), palette.token(self._surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.line)
        title_font, remark_font = self._theme.ui_font(0, 600), self._theme.ui_font(-1, tabular=True)
        box = QRectF(_LEFT, 0, self._room() - _LEFT, self.height() - 1)
        remark = self.remark_in(box.width())
        remark_width = QFontMetricsF(remark_font).horizontalAdvance(remark)
        title_room = max(0.0, box.width() - (remark_width + _GAP if remark else 0))
        painter.setPen(palette.ink)
        width = draw_line(painter, QRectF(box.left(), box.top(), title_room, box.height()), self._title, title_font)
        painter.setPen(palette.ink3)
        draw_line(painter, box.adjusted(width + _GAP, 0, 0, 0), remark, remark_font)
        painter.end()

    def remark_in(self, room: float) -> str:
        """The remark as it is shown where title and remark have `room` px."""
        title = QFontMetricsF(self._theme.ui_font(0, 600)).horizontalAdvance(self._title)
        remark = QFontMetricsF(self._theme.ui_font(-1, tabular=True)).horizontalAdvance(self._remark)
        return "" if self._whole_title and title + _GAP + remark > room else self._remark

    def _room(self) -> float:
        """Where the buttons begin."""
        shown = [button for button in self.findChildren(QToolButton) if button.isVisible()]
        return min((button.mapTo(self, QPoint()).x() for button in shown), default=self.width() - _RIGHT) - 4


class MenuButton(QToolButton):
    """A quiet button with a word and a small arrow down, which opens a menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._theme.ui_font(-1)).horizontalAdvance(self.text())
        return QSize(round(width) + ICON_SIZE + 12, max(28, self._theme.ui_size + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        box = QRectF(self.rect())
        paint_states(painter, box, self._theme, button_fill(self, self._theme), ring=self.hasFocus())
        painter.setFont(self._theme.ui_font(-1))
        painter.setPen(palette.ink2)
        words = box.adjusted(6, 0, -ICON_SIZE - 4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.text())
        arrow = QRectF(words.right() + 2, (box.height() - 12) / 2, 12, 12).toRect()
        self._theme.icon("down", "ink2").paint(painter, arrow)
        painter.end()
