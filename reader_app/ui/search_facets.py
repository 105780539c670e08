"""The choices of a filter chip: values with their numbers of hits, of which several can be set."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.findings import FacetName, FacetValue
from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import draw_line, grouped
from reader_app.ui.row_view import Index, RowDelegate, RowView, paint_ground
from reader_app.ui.search_filters import FACETS, ONE_OF, label_of
from reader_app.ui.theme import Theme

_WIDTH, _ROW, _MOST_ROWS, _PAD = 264, 28, 12, 4
_FILTER_FROM = 9
"""From so many values on there is a field to find one by its name."""
_VALUE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ONE_ROLE = _VALUE_ROLE + 1
"""Whether one value takes another's place."""
_ROOT = QModelIndex()


class FacetModel(QAbstractListModel):
    """The values of a facet and whether each is set."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.facet: FacetName = "show"
        self.values: list[FacetValue] = []
        self.is_set: Callable[[FacetValue], bool] = lambda _value: False

    def set_values(self, values: Sequence[FacetValue]) -> None:
        """Shows those values."""
        self.beginResetModel()
        self.values = list(values)
        self.endResetModel()

    def label(self, value: FacetValue) -> str:
        """A value in the words of a reader."""
        return label_of(self.facet, value.label)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.values):
            return None
        value = self.values[index.row()]
        if role == _VALUE_ROLE:
            return value
        if role == _ONE_ROLE:
            return self.facet in ONE_OF
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_set(value) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            hits = "1 hit" if value.hits == 1 else f"{value.hits} hits"
            return f"{self.label(value)}, {hits}{', chosen' if self.is_set(value) else ''}"
        return None


class FacetDelegate(RowDelegate):
    """Paints a value with a box before it, which is ticked where it is set, and its number of hits behind.

    Where only one value can be set the box is round, as everywhere.
    """

    def refresh(self) -> None:
        self._font = self.theme.ui_font(0)
        self._bold = self.theme.ui_font(0, 600)
        self._count_font = self.theme.ui_font(-1.5, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, self.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(_VALUE_ROLE)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        palette = self.theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option.rect, option, self.theme)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        tick = QRectF(box.left(), box.center().y() - 7, 14, 14)
        painter.setPen(QPen(palette.accent if ticked else palette.ink3, 1))
        painter.setBrush(palette.accent if ticked else palette.raised)
        round_mark = index.data(_ONE_ROLE)
        radius = tick.width() / 2 if round_mark else 3
        painter.drawRoundedRect(tick.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if ticked and round_mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.onaccent)
            painter.drawEllipse(tick.center(), 3, 3)
        elif ticked:
            self.theme.icon("check", "onaccent").paint(painter, tick.toRect().adjusted(1, 1, -1, -1))
        painter.setPen(palette.ink3)
        count = draw_line(painter, box, grouped(value.hits), self._count_font, right=True)
        painter.setPen(palette.ink)
        words = box.adjusted(24, 0, -count - 10, 0)
        draw_line(painter, words, index.data(), self._bold if ticked else self._font)
        painter.restore()


class FacetList(RowView):
    """The list of values; Space and Enter toggle one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # closes the popup
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class FacetPopup(QWidget):
    """Opens under a chip. It stays open while values are ticked; Escape or a click elsewhere closes it."""

    toggled = Signal(str, object)
    """The FacetName, and the FacetValue that is to be set, or not any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._all: tuple[FacetValue, ...] = ()
        self._none = ""
        self._none = ""
        self._model = FacetModel(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.field = QLineEdit()
        self.field.setAccessibleName("Find a value")
        self.field.textChanged.connect(self._narrow)
        self._told = InkLabel(theme, "", "ink3", -1)
        self.view = FacetList(theme, "raised", self)
        self.view.setAccessibleName("Choices")
        self.view.setModel(self._model)
        self.view.setItemDelegate(FacetDelegate(theme, self))
        self.view.clicked.connect(self._toggle)
        self.view.activated.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD + 1, _PAD + 1, _PAD + 1, _PAD + 1)
        column.setSpacing(_PAD)
        for part in (self.field, self._told, self.view):
            column.addWidget(part)

    @property
    def facet(self) -> FacetName:
        """Whose values are shown."""
        return self._model.facet

    def open_for(self, facet: FacetName, chip: QWidget, is_set: Callable[[FacetValue], bool]) -> None:
        """Opens under `chip`; the values come by `set_values`."""
        self._model.facet, self._model.is_set = facet, is_set
        word, _, _ = FACETS[facet]
        self.setAccessibleName(word)
        self.view.setAccessibleName(f"{word}, choices")
        self.field.setPlaceholderText("Find one")
        self.field.setAccessibleName(f"Find a value: {word.lower()}")
        self.field.clear()
        self._all = ()
        self._model.set_values(())
        self.field.hide()
        self._say("Counting…")
        screen = chip.screen().availableGeometry() if chip.screen() is not None else QRect()
        place = chip.mapToGlobal(QPoint(0, chip.height() + 4))
        if not screen.isEmpty():
            place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def set_values(self, values: Sequence[FacetValue] | None) -> None:
        """Shows the values, those that are set first; None where the search cannot be read, so that there are none to count."""
        self._none = "The hits say nothing about this" if values is not None else "The search cannot be read"
        values = values or ()
        self._all = tuple(sorted(values, key=lambda value: not self._model.is_set(value)))
        self.field.setVisible(len(self._all) >= _FILTER_FROM)
        self._narrow(self.field.text())
        if self.view.currentIndex().row() < 0 and self._all:
            self.view.setCurrentIndex(self._model.index(0))

    def refresh(self) -> None:
        """Shows anew which values are set."""
        self.view.viewport().update()

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        values = [value for value in self._all if all(word in self._model.label(value).casefold() for word in wanted)]
        self._model.set_values(values)
        self._say("" if values else "Nothing of that name" if self._all else self._none)

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """As high as the values need, up to twelve rows."""
        rows = min(_MOST_ROWS, len(self._all))
        row = round(_ROW * self._theme.ui_size / 13)
        self.view.setFixedHeight(rows * row)
        told = self._told.sizeHint().height() + _PAD if not self._told.isHidden() else 0
        finding = self.field.sizeHint().height() + _PAD if not self.field.isHidden() else 0
        self.setFixedSize(_WIDTH, rows * row + told + finding + 2 * _PAD + 2)

    def _toggle(self, index: Index) -> None:
        value = index.data(_VALUE_ROLE)
        if isinstance(value, FacetValue):
            self.toggled.emit(self.facet, value)
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.line2, 1))
        painter.setBrush(palette.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
