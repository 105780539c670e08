"""What is offered under the search field for what stands at its cursor: fields, names, words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.findings import Completion, CompletionKind
from reader_app.ui.row_text import draw_line
from reader_app.ui.row_view import Index, RowDelegate, RowView, paint_ground
from reader_app.ui.theme import Theme

_WIDEST, _ROW, _PAD = 360, 28, 4
_ICONS: dict[CompletionKind, str] = {
    "speaker": "person",
    "show": "all",
    "entity": "entities",
    "chapter": "list",
    "place": "file",
    "field": "search",
    "word": "search",
    "tag": "list",
    "language": "file",
}
_COMPLETION_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ARMED_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_KEY = "Tab"
_ROOT = QModelIndex()


class CompletionModel(QAbstractListModel):
    """The completions that are offered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.completions: list[Completion] = []
        self.armed = -1
        """The row that Tab takes; -1 for none."""

    def set_completions(self, completions: Sequence[Completion], armed: int) -> None:
        """Offers those; Tab takes the one in row `armed`."""
        self.beginResetModel()
        self.completions = list(completions)
        self.armed = armed if completions else -1
        self.endResetModel()

    def arm(self, row: int) -> None:
        """Tab takes this row from now on; none for -1."""
        self.armed = row
        if self.completions:
            self.dataChanged.emit(self.index(0), self.index(len(self.completions) - 1), [_ARMED_ROLE])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.completions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.completions):
            return None
        completion = self.completions[index.row()]
        if role == _COMPLETION_ROLE:
            return completion
        if role == _ARMED_ROLE:
            return index.row() == self.armed
        if role == Qt.ItemDataRole.DisplayRole:
            return completion.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return in_words(completion)
        return None


class CompletionDelegate(RowDelegate):
    """Paints a completion with the sign of its kind, and its hint in a quieter tone; on the one that Tab takes, the key."""

    def refresh(self) -> None:
        self._font, self._hint_font = self.theme.ui_font(0), self.theme.ui_font(-1.5)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """As wide as the words and the key are."""
        completion = index.data(_COMPLETION_ROLE)
        words = QFontMetricsF(self._font).horizontalAdvance(completion.label)
        hint = QFontMetricsF(self._hint_font).horizontalAdvance(completion.hint) + 10 if completion.hint else 0
        return QSize(round(words + hint + self._key_width()) + 46, self.scaled(_ROW))

    def _key_width(self) -> float:
        return QFontMetricsF(self._hint_font).horizontalAdvance(_KEY) + 18

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        completion = index.data(_COMPLETION_ROLE)
        palette = self.theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option.rect, option, self.theme)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        icon = self.theme.icon(_ICONS[completion.kind], "ink2")
        icon.paint(painter, round(box.left()), round(box.center().y()) - 8, 16, 16)
        box.setLeft(box.left() + 24)
        if index.data(_ARMED_ROLE):
            self._paint_key(painter, box)
            box.setRight(box.right() - self._key_width())
        label = QFontMetricsF(self._font).horizontalAdvance(completion.label)
        hint = QFontMetricsF(self._hint_font).horizontalAdvance(completion.hint)
        if completion.hint and label + 10 + hint <= box.width():  # the name gives way last
            painter.setPen(palette.ink2)
            draw_line(painter, box, completion.hint, self._hint_font, right=True)
        painter.setPen(palette.ink)
        draw_line(painter, box, completion.label, self._font)
        painter.restore()

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        width, height = self._key_width() - 8, QFontMetricsF(self._hint_font).height() + 2
        cap = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
        painter.setPen(QPen(self.theme.palette.line2, 1))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setFont(self._hint_font)
        painter.setPen(self.theme.palette.ink2)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, _KEY)


class CompletionPopup(QWidget):
    """Lies under a field and over all else of the window; the keyboard stays in the field, which hands on the keys.

    Nothing is chosen until the reader goes into it.
    """

    taken = Signal(object)
    """The Completion that the reader clicked."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field)
        self._theme, self._field = theme, field
        self.eager = False
        """Whether the arrow keys go into it and Tab takes the first: a value is asked for, or the reader asked what there is."""
        self._model = CompletionModel(self)
        self.setAccessibleName("Suggestions")
        self.view = RowView(theme, "raised", self, keys_select=True)
        self.view.setAccessibleName("Suggestions")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setModel(self._model)
        self.view.setItemDelegate(CompletionDelegate(theme, self))
        self.view.clicked.connect(lambda index: self.taken.emit(index.data(_COMPLETION_ROLE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD + 1, _PAD + 1, _PAD + 1, _PAD + 1)
        column.addWidget(self.view)
        self.hide()

    def offer(self, completions: Sequence[Completion], *, eager: bool) -> None:
        """Shows these, none of them chosen; goes away where there are none. Unless `eager`, it is no wider than the field."""
        self.eager = eager
        self._model.set_completions(completions, 0 if eager else -1)
        if not completions or not self._field.isVisible():
            self.hide()
            return
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        place = self._field.mapTo(window, QPoint(0, self._field.height() + 3))
        row = round(_ROW * self._theme.ui_size / 13)
        wanted = min(self.view.sizeHintForColumn(0) + 2 * _PAD + 2, _WIDEST) if eager else 0
        width = min(max(wanted, self._field.width()), window.width() - place.x() - 4)
        height = min(row * len(completions) + 2 * _PAD + 2, window.height() - place.y() - 4)
        self.setGeometry(place.x(), place.y(), width, height)
        self.show()
        self.raise_()

    def armed(self) -> Completion | None:
        """The completion that Tab takes, which is marked: the one that the reader has gone to, or the first of an eager offer."""
        return self._model.completions[self._model.armed] if self._model.armed >= 0 else None

    def leave(self) -> None:
        """None is chosen any more."""
        self.view.selectionModel().clear()
        self._model.arm(0 if self.eager and self._model.completions else -1)

    def chosen(self) -> Completion | None:
        """The completion that the reader has gone to."""
        completion = self.view.currentIndex().data(_COMPLETION_ROLE)
        return completion if isinstance(completion, Completion) else None

    def step(self, step: int) -> None:
        """Goes to the next one (1) or the one before (-1); from the first one back out, so that none is chosen."""
        row = self.view.currentIndex().row() + step
        if row < 0:
            self.leave()
            return
        index = self._model.index(min(row, self._model.rowCount() - 1))
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._model.arm(index.row())
        self.view.scrollTo(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), palette.raised)
        painter.setPen(QPen(palette.line2, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def in_words(completion: Completion) -> str:
    """A completion as a screen reader says it."""
    kind = "" if completion.kind in ("word", "place", "field") else completion.kind
    return ", ".join(part for part in (completion.label, kind, completion.hint) if part)
