"""The bars of a picture over time: a list that runs from left to right, so that keys and screen readers know every bar."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader_app.core.findings import Period
from reader_app.ui.over_time_model import (
    axis_labels,
    axis_top,
    bar_words,
    fitting,
    label_places,
    number_words,
    rate,
)
from reader_app.ui.row_text import draw_line
from reader_app.ui.row_view import Index, has_ring
from reader_app.ui.theme import Theme

PERIOD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_TOP, _FOOT, _LABEL, _RIGHT, _LEFT = 10, 22, 14, 16, 12
_WIDEST = 56.0
"""Px of a bar, however few there are."""
_ROOT = QModelIndex()


class PeriodModel(QAbstractListModel):
    """The periods, and whether their hits are counted as such or among the words said."""

    def __init__(self) -> None:
        super().__init__()
        self.periods: tuple[Period, ...] = ()
        self.by_words = False

    def set_periods(self, periods: Sequence[Period]) -> None:
        """Shows other periods."""
        self.beginResetModel()
        self.periods = tuple(periods)
        self.endResetModel()

    def value(self, period: Period) -> float:
        """What the height of its bar tells."""
        return rate(period) if self.by_words else float(period.hits)

    def top(self) -> float:
        """Up to which number the axis reaches."""
        return axis_top(max(map(self.value, self.periods), default=0.0))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.periods)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.periods):
            return None
        period = self.periods[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return bar_words(period)
        return period if role == PERIOD_ROLE else None


class BarDelegate(QStyledItemDelegate):
    """Paints a bar, as high as its number; the one that is pointed at or has the keyboard is the current hit's colour."""

    def __init__(self, theme: Theme, model: PeriodModel, view: "BarView") -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        start, stop = self._view.ends(index.row())
        return QSize(stop - start, self._view.viewport().height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        period = index.data(PERIOD_ROLE)
        value, palette = self._model.value(period), self._theme.palette
        box = QRectF(option.rect)
        gap = 0.0 if box.width() < 4 else 1.0 if box.width() < 12 else min(8.0, box.width() * 0.15)
        gap = max(gap, (box.width() - _WIDEST) / 2)
        bar = box.adjusted(gap, 0, -gap, 0)
        # What was said at all is seen, however small it is beside the rest.
        height = max(2.0, round(box.height() * value / self._model.top())) if value else 0.0
        bar.setTop(box.bottom() - height)
        pointed = index.row() == self._view.pointed
        if pointed:
            painter.fillRect(box, palette.hover)
        painter.fillRect(bar, palette.ink if pointed and self._theme.high_contrast else palette.accent)
        if pointed and not self._theme.high_contrast:
            painter.fillRect(QRectF(bar.left(), bar.top() - 2, bar.width(), 2) if value else QRectF(), palette.ink)
        if has_ring(option) and self._view.keyboard:
            painter.setPen(QPen(palette.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))


class BarView(QListView):
    """The bars themselves. `pointed` is the number of the one that is told of, by pointer or key; -1 for none."""

    told = Signal(int)
    chosen = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, model: PeriodModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.pointed = -1
        self.keyboard = False
        self.setModel(model)
        self.setItemDelegate(BarDelegate(theme, model, self))
        self.setObjectName("over_time_bars")
        self.setAccessibleName("Hits over time")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def ends(self, number: int) -> tuple[int, int]:
        """Where a bar begins and ends: all of them fill the width to the last px."""
        count, width = max(1, self.model().rowCount()), self.viewport().width()
        return round(number * width / count), round((number + 1) * width / count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyboard = True
        key, row, last = event.key(), self.currentIndex().row(), self.model().rowCount() - 1
        steps = {Qt.Key.Key_Left: row - 1, Qt.Key.Key_Right: row + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.chosen.emit(row)
        elif key in steps:
            self.go_to(max(0, min(last, steps[Qt.Key(key)])))
        else:
            super().keyPressEvent(event)

    def go_to(self, number: int) -> None:
        """Puts the keyboard on a bar."""
        self.selectionModel().setCurrentIndex(self.model().index(number, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._point(number)

    def keyboardSearch(self, search: str) -> None:
        """Does nothing: bars have no first letters."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        if self.model().rowCount():
            self.go_to(max(0, self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.indexAt(event.position().toPoint()).row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number = self.indexAt(event.position().toPoint()).row()
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(number)

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._point(self.currentIndex().row() if self.hasFocus() else -1)

    def _point(self, number: int) -> None:
        if number != self.pointed:
            self.pointed = number
            self.viewport().update()
            self.told.emit(number)


class OverTimeChart(QWidget):
    """Bars with their axes: two light lines with their numbers, and as many names of periods as stand clear."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: tuple[Period, ...] = ()
        self.model = PeriodModel()
        self.model.setParent(self)
        self.bars = BarView(theme, self.model, self)
        self.setFocusProxy(self.bars)
        self.setMinimumHeight(120)
        theme.changed.connect(self._place)

    def show_periods(self, periods: Sequence[Period], *, by_words: bool) -> None:
        """Shows them, in years where the room is too narrow for months."""
        self._all = tuple(periods)
        self.model.by_words = by_words
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._all:
            shown = fitting(self._all, self.width() - _LEFT - _RIGHT - 32)
            if shown != self.model.periods:
                self.model.set_periods(shown)
        elif self.model.periods:
            self.model.set_periods(())
        left = _LEFT + round(max(self._width_of(number_words(value)) for value in self._lines())) + 6
        self.bars.setGeometry(left, _TOP, max(1, self.width() - left - _RIGHT), max(1, self.height() - _TOP - _FOOT))
        self.bars.doItemsLayout()
        self.update()

    def _lines(self) -> tuple[float, float]:
        """The numbers at which the axis has a line."""
        top = self.model.top()
        return (top, top / 2) if self.model.by_words or not top % 2 else (top, top)

    def _width_of(self, words: str) -> float:
        return QFontMetricsF(self._theme.ui_font(-2, tabular=True)).horizontalAdvance(words)

    def label_boxes(self) -> list[tuple[str, QRectF]]:
        """The names under the bars and where they stand."""
        plot = self.bars.geometry()
        bar = plot.width() / max(1, len(self.model.periods))
        labels = axis_labels(self.model.periods, bar, self._width_of)
        places = label_places(labels, bar, self._width_of, len(self.model.periods))
        return [
            (label.words, QRectF(plot.left() + left, plot.bottom() + 5, self._width_of(label.words), _LABEL))
            for label, left in zip(labels, places, strict=True)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, plot, font = self._theme.palette, self.bars.geometry(), self._theme.ui_font(-2, tabular=True)
        for value in self._lines():
            y = plot.bottom() + 1 - round(plot.height() * value / self.model.top())
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), palette.line)
            painter.setPen(palette.ink3)
            box = QRectF(0, y - _LABEL / 2, plot.left() - 6, _LABEL)
            draw_line(painter, box, number_words(value), font, right=True)
        painter.fillRect(QRectF(plot.left(), plot.bottom() + 1, plot.width(), 1), palette.line2)
        painter.setPen(palette.ink3)
        for words, box in self.label_boxes():
            draw_line(painter, box.adjusted(0, 0, 1, 0), words, font)
        painter.end()

    def bar_at(self, number: int) -> QPoint:
        """The middle of a bar, in the bars' own viewport."""
        return self.bars.visualRect(self.model.index(number)).center()
