"""The narrow strip left of the text: times, or paragraph numbers where the source tells no times."""

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reader_app.ui.marks import SeenRow
from reader_app.ui.page_document import BASELINE
from reader_app.ui.page_layout import GutterMark
from reader_app.ui.theme import Theme

TEXT_GAP = 16
"""px between the gutter's pill and the text."""
_PILL_PADDING = 5
_PILL_HEIGHT = 18


class Gutter(QWidget):
    """Paints the marks of the rows it is told to be in view, and says which one was pressed.

    It is reached by keyboard through the menu of the paragraph, so it takes no focus itself.
    """

    pressed = Signal(int)
    """The row whose mark was clicked."""
    menu_wished = Signal(int, QPoint)
    """The row whose menu is asked for, and the place on the screen."""
    pointed = Signal(object)
    """The row under the pointer, or None."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seen: list[SeenRow] = []
        self._lit: int | None = None
        self._text_left = 0
        self._over = False
        self.setAccessibleName("Times")
        self.setAccessibleDescription("The time of each paragraph; also in the paragraph's menu")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.update)

    def set_text_left(self, left: int, *, over: bool) -> None:
        """Where the text begins, in px of this widget; `over` says that the marks stand over the text, above their rows."""
        if (left, over) != (self._text_left, self._over):
            self._text_left, self._over = left, over
            self._seen = []
            if not over:
                self.clearMask()
            self.update()

    def show_rows(self, seen: list[SeenRow], lit: int | None) -> None:
        """Takes the rows in view, and the one that is pointed at or holds the cursor.

        The page calls this whenever it paints itself, so only a change may lead to another painting.
        """
        drawn = [(row.number, row.row, row.rect) for row in seen]
        changed = lit != self._lit or drawn != [(row.number, row.row, row.rect) for row in self._seen]
        self._seen, self._lit = seen, lit
        if not changed:
            return
        if self._over:
            self.setMask(self._covered())
        self.update()

    def _covered(self) -> QRegion:
        """What this widget takes of the text that it lies over: its marks alone."""
        region = QRegion(-1, -1, 1, 1)  # an empty one would mean all of it
        for seen in self._seen:
            if self._is_shown(seen):
                region += self.pill(seen, seen.row.mark).toAlignedRect()  # type: ignore[arg-type]
            if seen.row.opens_turn:
                region += self._dash(seen).toAlignedRect()
        return region

    def _is_shown(self, seen: SeenRow) -> bool:
        mark = seen.row.mark
        return mark is not None and (not mark.quiet or (seen.number == self._lit and not self._over))

    def row_at(self, y: float) -> SeenRow | None:
        """The row that has a mark beside `y`, or where marks stand above their rows, at `y`."""
        for seen in self._seen:
            if seen.row.mark is not None:
                box = self.pill(seen, seen.row.mark) if self._over else seen.rect
                if box.top() <= y < box.bottom():
                    return seen
        return None

    def room_for(self, mark: str) -> int:
        """How wide the gutter must be, in px, to show that mark whole."""
        width = QFontMetricsF(self._theme.ui_font(-1.5, 600, tabular=True)).horizontalAdvance(mark)
        return ceil(width + 2 * _PILL_PADDING + TEXT_GAP)

    def pill(self, seen: SeenRow, mark: GutterMark) -> QRectF:
        """The box around a mark, in px of this widget."""
        font = self._theme.ui_font(-1.5, 600, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(mark.text) + 2 * _PILL_PADDING
        line = seen.first_line()
        middle = line.top() + BASELINE * line.height() - QFontMetricsF(font).capHeight() / 2
        left = self._text_left - TEXT_GAP - width
        if self._over and seen.row.role == "contents":
            left += seen.block.blockFormat().leftMargin()
        elif self._over:
            left, middle = self._above(seen, line)
        return QRectF(left, round(middle - _PILL_HEIGHT / 2), width, _PILL_HEIGHT)

    def _above(self, seen: SeenRow, line: QRectF) -> tuple[float, float]:
        """Left edge and middle of a mark above its row: on the line of the voice's name where there is one."""
        if seen.row.follows != "label":
            return self._text_left - _PILL_PADDING, line.top() - 2 - _PILL_HEIGHT / 2
        name = seen.block.previous()
        words = QFontMetricsF(name.charFormat().font()).horizontalAdvance(name.text())
        height = name.blockFormat().lineHeight()
        return self._text_left + words + 4, line.top() - seen.block.blockFormat().topMargin() - 3 - height / 2

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for seen in self._seen:
            mark = seen.row.mark
            lit = seen.number == self._lit
            if seen.row.opens_turn:
                self._paint_turn(painter, seen)
            if mark is not None and self._is_shown(seen):
                self._paint_mark(painter, seen, mark, lit)

    def _paint_mark(self, painter: QPainter, seen: SeenRow, mark: GutterMark, lit: bool) -> None:
        palette, box = self._theme.palette, self.pill(seen, mark)
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accentsoft)
            painter.drawRoundedRect(box, 4, 4)
        accent = lit or mark.kind == "chapter"
        painter.setPen(palette.accent if accent else palette.ink3)
        painter.setFont(self._theme.ui_font(-1.5, 600 if lit else 400, italic=mark.kind == "interpolated", tabular=True))
        above = self._over and seen.row.role != "contents"
        inside = box.adjusted(_PILL_PADDING, 0, 20, 0) if above else box.adjusted(-20, 0, -_PILL_PADDING, 0)
        side = Qt.AlignmentFlag.AlignLeft if above else Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), mark.text)

    def _paint_turn(self, painter: QPainter, seen: SeenRow) -> None:
        """A dash hanging before the words: another voice may begin here, and nobody knows whose."""
        painter.fillRect(self._dash(seen), self._theme.palette.ink3)

    def _dash(self, seen: SeenRow) -> QRectF:
        line = seen.first_line()
        y = round(line.top() + BASELINE * line.height() - line.height() * 0.2)
        return QRectF(self._text_left - 13, y, 8, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        seen = self.row_at(event.position().y())
        if seen is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(seen.number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what was pressed here is done; the text must not take it for a click of its own

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        seen = self.row_at(event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if seen is not None else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(seen.number if seen is not None else None)

    def leaveEvent(self, _event: QEvent) -> None:
        self.pointed.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        seen = self.row_at(event.pos().y())
        if seen is not None:
            self.menu_wished.emit(seen.number, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the text scrolls

    def event(self, event: QEvent) -> bool:
        """Shows where a time comes from beside the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            seen = self.row_at(event.pos().y())
            mark = seen.row.mark if seen is not None else None
            QToolTip.showText(event.globalPos(), mark.spoken if mark is not None else "", self)
            return True
        return super().event(event)
