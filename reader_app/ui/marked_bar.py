"""The scroll bar beside a text, with a mark at the height of every place that was found."""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from reader_app.ui.page_document import BOTTOM
from reader_app.ui.page_view import PageView
from reader_app.ui.theme import Theme

_WAIT_MS = 30
_SLICE = 0.004
"""Seconds that are worked at once on the heights of the rows: typing must not wait for them."""
_WIDTH, _HEIGHT, _NOW_HEIGHT = 4, 2, 4


class MarkedBar(QScrollBar):
    """A scroll bar that paints marks over its track; `current` is the one being looked at. Both are px from its top."""

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self.marks: tuple[int, ...] = ()
        self.current: int | None = None

    def set_marks(self, marks: Iterable[int], current: int | None) -> None:
        """Shows marks at those heights; several at one height are one."""
        found = tuple(sorted(set(marks)))
        if (found, current) != (self.marks, self.current):
            self.marks, self.current = found, current
            self.update()

    def height_of(self, y: float) -> float:
        """Where a place `y` px from the page's top is marked: within the handle while the page shows it a third from its top."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self)
            .height()
        )
        return handle / 3 + (y - self.pageStep() / 3) * (self.height() - handle) / max(1, self.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.marks:
            return
        palette, painter = self._theme.palette, QPainter(self)
        colour = palette.ink if self._theme.high_contrast else palette.hitline
        left = (self.width() - _WIDTH) // 2
        for y in self.marks:
            painter.fillRect(left, y - _HEIGHT // 2, _WIDTH, _HEIGHT, colour)
        if self.current is not None:
            box = QRectF(0, self.current - _NOW_HEIGHT / 2, self.width(), _NOW_HEIGHT)
            painter.fillRect(box.adjusted(0, -1, 0, 1), palette.paper)
            painter.fillRect(box, colour)
        painter.end()


class BarMarks(QObject):
    """Works out at which height of its scroll bar each place of a page stands: at rest, in slices, and again as the page changes.

    The heights of the rows are kept until the page is laid out anew; asking for one lays the page out as far as there.
    """

    def __init__(self, view: PageView, bar: MarkedBar) -> None:
        super().__init__(view)
        self._view, self._bar = view, bar
        self._starts: Sequence[int] = ()
        self._current: int | None = None
        self._measured: tuple[QTextDocument, int] | None = None
        self._measuring: Iterator[None] = iter(())
        self._offsets: array[int] = array("I")
        self._tops: array[float] = array("d")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        bar.rangeChanged.connect(self._look_again)
        bar.resized.connect(self._look_again)

    def show_places(self, starts: Sequence[int], current: int | None) -> None:
        """Marks places by their first code points, in order; `current` is that of the one being looked at."""
        self._starts, self._current = starts, current
        if starts:
            self._timer.start(_WAIT_MS)
        else:
            self._timer.stop()
            self._bar.set_marks((), None)

    def _look_again(self) -> None:
        if self._starts:
            self._timer.start(_WAIT_MS)

    def _go_on(self) -> None:
        page = (self._view.document(), self._view.column)
        if not self._view.page.paragraph_rows:
            self._bar.set_marks((), None)
            return
        if page != self._measured:
            self._measured, self._measuring = page, self._measure()
            self._offsets, self._tops = array("I"), array("d")
        until = perf_counter() + _SLICE
        for _ in self._measuring:
            if perf_counter() > until:
                self._timer.start(0)
                return
        self._mark()

    def _measure(self) -> Iterator[None]:
        """Notes what each paragraph begins with and where, in px from the page's top, then where the page ends; step by step."""
        view = self._view
        for row in view.page.paragraph_rows:
            paragraph = view.rows[row].paragraph
            if paragraph is not None:
                self._offsets.append(paragraph.span.start)
                self._tops.append(view.seen_row(row).rect.top() + self._bar.value())
            yield
        last = view.seen_row(len(view.rows) - 1)
        self._offsets.append(len(view.opened.transcript.text) + 1 if view.opened is not None else 0)
        self._tops.append(last.rect.bottom() + self._bar.value() + BOTTOM)

    def _mark(self) -> None:
        """Asks px by px of the bar whether a place stands there, which costs the same for however many places."""
        zero = self._bar.height_of(0)
        scale = self._bar.height_of(1) - zero
        if scale <= 0 or not self._bar.maximum():  # all of the page is in view, and there is no bar
            self._bar.set_marks((), None)
            return
        lowest = self._bar.height()
        marks, before = [], 0
        for y in range(lowest + 1):
            below = self._offset_at((y + 0.5 - zero) / scale) if y < lowest else sys.maxsize
            reached = bisect_left(self._starts, below)
            if reached > before:
                marks.append(y)
            before = reached
        self._bar.set_marks(marks, self._height_of_current())

    def _offset_at(self, y: float) -> float:
        """The code point at a height of the page."""
        number = max(0, min(bisect_right(self._tops, y), len(self._tops) - 1) - 1)
        part = (y - self._tops[number]) / max(1.0, self._tops[number + 1] - self._tops[number])
        return self._offsets[number] + part * (self._offsets[number + 1] - self._offsets[number])

    def _height_of_current(self) -> int | None:
        if self._current is None:
            return None
        number = max(0, min(bisect_right(self._offsets, self._current), len(self._offsets) - 1) - 1)
        part = (self._current - self._offsets[number]) / max(1, self._offsets[number + 1] - self._offsets[number])
        return round(self._bar.height_of(self._tops[number] + part * (self._tops[number + 1] - self._tops[number])))
