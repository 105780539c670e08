"""The text of an original file with the numbers of its lines: a window on it, so that a file of any size opens at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from reader_app.core.model import Span
from reader_app.ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.core.library import SourceTrail

WINDOW = 4_000
"""Rows that are in the widget at once; the window moves on when the reader scrolls past its edge."""
_EDGE = 200
"""A place that is nearer to the window's edge gets a window of its own."""
_LONG = 300
"""Of a line with more code points only the words of the place are marked: as a whole it could be the file."""
_PAD = 8


class LineNumbers(QWidget):
    """The column of numbers beside the text."""

    def __init__(self, view: "SourceTextView") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(self, event)


class SourceTextView(QPlainTextEdit):
    """Shows a file read-only, and one place in it marked: its lines, or in long lines its words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trail: SourceTrail | None = None
        self._first = 0
        self._marked: tuple[int, int, Span] | None = None
        self._moving = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("The original file")
        self._numbers = LineNumbers(self)
        self.updateRequest.connect(self._on_update)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_file(self, trail: "SourceTrail | None") -> None:
        """Takes another file, from its top; None for none."""
        self._trail, self._marked = trail, None
        self._fill(0)
        self._fit_numbers()

    def show_place(self, first: int, last: int, span: Span) -> None:
        """Marks the lines `first` to `last` (from 0) and in them the words of `span`, and brings them into view."""
        if self._trail is None:
            return
        source = self._trail.source
        row = source.row_at(span.start)
        above = row < self._first + _EDGE and self._first > 0
        below = row >= self._stop() - _EDGE and self._stop() < source.rows
        if above or below:
            self._fill(max(0, row - WINDOW // 2))
        self._marked = (first, last, span)
        self._mark()
        self.setTextCursor(self._cursor_at(span.start))
        self.centerCursor()

    def clear_place(self) -> None:
        """Marks nothing any more."""
        self._marked = None
        self._mark()

    # -- the window on the file

    def _stop(self) -> int:
        return min(self._trail.source.rows, self._first + WINDOW) if self._trail is not None else 0

    def _fill(self, first: int) -> None:
        self._first = first
        rows = range(first, self._stop())
        source = self._trail.source if self._trail is not None else None
        self._moving = True
        self.setPlainText("\n".join(source.row_words(row) for row in rows) if source is not None else "")
        self._moving = False
        self._mark()

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if self._trail is None or self._moving:
            return
        further = value >= bar.maximum() and self._stop() < self._trail.source.rows
        if further or (value <= bar.minimum() and self._first):
            top = self._first + self.firstVisibleBlock().blockNumber()
            self._fill(max(0, top - WINDOW // 2))
            self._moving = True
            bar.setValue(self.document().findBlockByNumber(top - self._first).firstLineNumber())
            self._moving = False

    def _cursor_at(self, offset: int) -> QTextCursor:
        """The cursor at a code point of the file; at the window's edge where that lies outside."""
        cursor = QTextCursor(self.document())
        if self._trail is None:
            return cursor
        source = self._trail.source
        row = source.row_at(offset)
        if row >= self._stop():
            cursor.movePosition(QTextCursor.MoveOperation.End)
        elif row >= self._first:
            before = source.text[source.row_start(row) : offset]
            block = self.document().findBlockByNumber(row - self._first)
            within = len(before.encode("utf-16-le", "replace")) // 2
            cursor.setPosition(block.position() + min(within, block.length() - 1))
        return cursor

    def _mark(self) -> None:
        selections = []
        if self._marked is not None and self._trail is not None:
            _, _, span = self._marked
            source, palette = self._trail.source, self._theme.palette
            first, last = source.row_at(span.start), source.row_at(max(span.start, span.stop - 1))
            ends = source.row_start(last) + len(source.row_words(last))
            if max(len(source.row_words(first)), len(source.row_words(last))) > _LONG:
                marks = self._selection(*span)
                marks.format.setBackground(palette.hit)
            else:
                marks = self._selection(source.row_start(first), ends)
                marks.format.setBackground(palette.accentsoft)
                marks.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selections = [marks]
        self.setExtraSelections(selections)
        self._numbers.update()

    def _selection(self, start: int, stop: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = self._cursor_at(start)
        cursor.setPosition(self._cursor_at(stop).position(), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        return made

    # -- the numbers

    def numbers_width(self) -> int:
        """The width of the column of numbers, in px."""
        digits = len(str(self._trail.source.lines)) if self._trail is not None else 1
        return self.fontMetrics().horizontalAdvance("0") * max(3, digits) + 2 * _PAD

    def paint_numbers(self, area: QWidget, event: QPaintEvent) -> None:
        """Paints the numbers of the lines in view; pieces of a long line have none."""
        palette = self._theme.palette
        painter = QPainter(area)
        painter.fillRect(event.rect(), palette.list)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        while block.isValid() and self._trail is not None:
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > event.rect().bottom():
                break
            self._paint_number(painter, area, block, round(box.top()))
            block = block.next()
        painter.end()

    def _paint_number(self, painter: QPainter, area: QWidget, block: QTextBlock, top: int) -> None:
        row = self._first + block.blockNumber()
        if self._trail is None or row >= self._stop() or not self._trail.source.begins_line(row):
            return
        line = self._trail.source.line_at(self._trail.source.row_start(row))
        marked = self._marked is not None and self._marked[0] <= line <= self._marked[1]
        painter.setPen(self._theme.palette.ink if marked else self._theme.palette.ink3)
        box = QRect(0, top, area.width() - _PAD, self.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(line + 1))

    def _fit_numbers(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        inner = self.contentsRect()
        self._numbers.setGeometry(inner.left(), inner.top(), self.numbers_width(), inner.height())

    def _on_update(self, rect: QRect, scrolled: int) -> None:
        if scrolled:
            self._numbers.scroll(0, scrolled)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column of numbers is as high as the text."""
        super().resizeEvent(event)
        self._fit_numbers()

    def _restyle(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(self._theme.ui_size)
        self.setFont(font)
        self._fit_numbers()
        self._mark()
