"""The hits of a search as lines under one another: the keyword in the middle, ordered by what stands on either side of it."""

from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from reader_app.core.findings import Concordance, ConcordanceLine, ConcordanceOrder
from reader_app.ui.concordance_model import ConcordanceModel, place_words
from reader_app.ui.concordance_row import ConcordanceDelegate
from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import draw_line, grouped, our_sentence, plain_tip
from reader_app.ui.row_view import Index, RowView, button_fill, paint_states
from reader_app.ui.search_rows import count_in_words
from reader_app.ui.theme import Theme

ORDERS: tuple[tuple[ConcordanceOrder, str, str, str], ...] = (
    ("before", "By word before", "Before", "Order by the words before"),
    ("text", "As they come", "As they come", "Order as in the text, oldest episode first"),
    ("after", "By word after", "After", "Order by the words after"),
)
"""The orders from left to right: each with its words over its column, those where there is little room, and in full."""
_HEADS, _STRIP, _FOOT = 28, 36, 33
_PAD = 6


class LineView(RowView):
    """The lines; Left and Right choose the order, Escape leaves, and letters search no line."""

    left = Signal()
    order_stepped = Signal(int)
    hovered = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.order_stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.selectionModel().hasSelection():
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)  # the ring may stand on a line that is not chosen yet
        else:
            super().keyPressEvent(event)

    def step(self, step: int) -> None:
        """Chooses the next line (+1) or the one before (-1); the first or the last one where none is chosen."""
        if not self.selectionModel().hasSelection():
            self.setCurrentIndex(QModelIndex())
        index = self.row_step(1 if step > 0 else -1)
        if index.isValid():
            self.choose_row(index)

    def keyboardSearch(self, search: str) -> None:
        """Does nothing: what lines begin with is cut off."""

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.hovered.emit(QModelIndex())


class OrderButton(QToolButton):
    """The head of a column, which orders the lines by it; the chosen one is told by weight, colour and a line under it."""

    def __init__(self, theme: Theme, words: str, short: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words, self._short = words, short
        self.setText(words)
        self.setAccessibleName(tip)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._theme.ui_font(-1.5, 600)).horizontalAdvance(self.text())
        return QSize(round(width) + 2 * _PAD, _HEADS)

    def shorten(self, short: bool) -> None:
        """Says itself in one word, or in all."""
        self.setText(self._short if short else self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, chosen = self._theme.palette, self.isChecked()
        box = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        paint_states(painter, box, self._theme, button_fill(self, self._theme), ring=self.hasFocus())
        painter.setFont(self._theme.ui_font(-1.5, 600 if chosen else 400))
        painter.setPen(palette.accent if chosen else palette.ink3)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(_PAD, self.height() - 2, self.width() - 2 * _PAD, 2), palette.accent)
        painter.end()


class OrderHeads(QWidget):
    """The heads of the three columns, each over its own."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, delegate: ConcordanceDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._delegate = theme, delegate
        self.setFixedHeight(_HEADS)
        group = QButtonGroup(self)
        self.buttons: dict[ConcordanceOrder, OrderButton] = {}
        for order, words, short, tip in ORDERS:
            button = OrderButton(theme, words, short, tip, self)
            button.setToolTip(f"{tip} (← →)")
            button.clicked.connect(lambda _checked=False, order=order: self.chosen.emit(order))
            group.addButton(button)
            self.buttons[order] = button
        theme.changed.connect(self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Puts each head over its column: where lines are read from the right, what comes before stands there."""
        columns = self._delegate.columns(self.width())
        for button in self.buttons.values():
            button.shorten(False)
        # The middle one stands in the middle of its column, so that either side must hold the wider of the others.
        middle, room = self.buttons["text"].sizeHint().width() / 2, sum(columns.key) / 2
        widest = max(self.buttons[order].sizeHint().width() for order in ("before", "after"))
        for button in self.buttons.values():
            button.shorten(middle + widest > min(room, self.width() - room))
        left, right = ("after", "before") if self._delegate.mirrored else ("before", "after")
        for order, button in self.buttons.items():
            size = button.sizeHint()
            middle = (columns.key[0] + columns.key[1] - self.buttons["text"].sizeHint().width()) / 2
            beside = self.buttons["text"].sizeHint().width()
            if order == left:
                x = min(columns.key[0] - size.width(), middle - size.width())
            elif order == right:
                x = max(columns.key[1], middle + beside)
            else:
                x = middle
            button.setGeometry(round(x), 0, size.width(), size.height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.palette.line)
        painter.end()


class ConcordanceView(QWidget):
    """Shows a Concordance. It keeps nothing but what it shows; another order or all lines are wished of its owner."""

    line_chosen = Signal(object)
    """The ConcordanceLine that became the current one, to be shown beside."""
    line_opened = Signal(object)
    """The ConcordanceLine to be read."""
    order_chosen = Signal(str)
    export_wished = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._concordance: Concordance | None = None
        self._model = ConcordanceModel(self)
        self._delegate = ConcordanceDelegate(theme)
        self.view = self._make_view()
        self._heads = OrderHeads(theme, self._delegate, self)
        self._heads.chosen.connect(self._choose_order)
        self._count = InkLabel(theme, "", "ink3", -1, tabular=True)
        self._count.setWordWrap(False)
        self.export_button = QPushButton("Export…")
        self.export_button.setProperty("kind", "link")
        self.export_button.clicked.connect(self.export_wished)
        self._place = _PlaceLine(theme)
        self._lay_out()
        self.set_order("after")
        self.show_nothing()

    def _make_view(self) -> LineView:
        view = LineView(self._theme, "list", self, keys_select=True)
        view.setObjectName("concordance_lines")
        view.setAccessibleName("Lines with the words in the middle")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.entered.connect(self._say_place)
        view.hovered.connect(self._say_place)
        view.clicked.connect(self._choose)
        view.activated.connect(self._open)
        view.left.connect(self.left)
        view.order_stepped.connect(self._step_order)
        view.selectionModel().currentChanged.connect(self._tell_current)
        return view

    def _lay_out(self) -> None:
        strip = QWidget()
        strip.setFixedHeight(_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self._heads)
        column.addWidget(self.view, 1)
        column.addWidget(self._place)
        self.setFocusProxy(self.view)

    # -- what is shown

    def show_concordance(self, concordance: Concordance, order: ConcordanceOrder | None = None) -> None:
        """Shows lines, in that order; the chosen one stays chosen where it still is among them."""
        chosen = self.current_line()
        again = self._concordance is not None and self._concordance.query == concordance.query
        self._concordance = concordance
        if order is not None:
            self.set_order(order)
        self._fill(concordance, chosen if again else None)
        shown, total = len(concordance.lines), concordance.total
        self._count.setText(f"{grouped(shown)} of {count_in_words(total, 'line')}" if shown < total else _lines(total))
        self.export_button.setVisible(shown > 0)

    def _fill(self, concordance: Concordance, chosen: ConcordanceLine | None) -> None:
        self._delegate.measure(concordance.lines)
        self._model.set_lines(concordance.lines)
        self._heads.place()
        index = self._model.index_of(chosen)
        if index.isValid():
            blocked = self.view.selectionModel().blockSignals(True)
            self.view.choose_row(index)
            self.view.selectionModel().blockSignals(blocked)
        else:
            self.view.scrollToTop()
            self._place.hide()
        self._say_place(QModelIndex())

    def show_nothing(self, words: str = "") -> None:
        """Shows no lines, but perhaps why: that they are being gathered."""
        self._concordance = None
        self._model.set_lines(())
        self._count.setText(words)
        self.export_button.hide()
        self._place.hide()
        self._say_place(QModelIndex())

    @property
    def concordance(self) -> Concordance | None:
        """What is shown."""
        return self._concordance

    def count_words(self) -> str:
        """How many lines it says that there are."""
        return self._count.text()

    def place_said(self) -> str:
        """What the line below says of the place."""
        return self._place.words

    # -- the order

    @property
    def order(self) -> ConcordanceOrder:
        """What the lines are ordered by."""
        return self._delegate.order

    def set_order(self, order: ConcordanceOrder) -> None:
        """Marks that order, without a signal."""
        self._delegate.order = order
        self._heads.buttons[order].setChecked(True)
        self.view.viewport().update()

    def _choose_order(self, order: ConcordanceOrder) -> None:
        if order != self.order:
            self.set_order(order)
            self.order_chosen.emit(order)

    def _step_order(self, step: int) -> None:
        orders = [order for order, _, _, _ in ORDERS]
        if self._delegate.mirrored:
            orders.reverse()
        self._choose_order(orders[max(0, min(len(orders) - 1, orders.index(self.order) + step))])

    # -- what the reader does

    def current_line(self) -> ConcordanceLine | None:
        """The line that is chosen."""
        return next((self._model.line_at(index) for index in self.view.selectionModel().selectedIndexes()), None)

    def step(self, step: int) -> None:
        """Chooses the next line (+1) or the one before (-1), while the focus may stay in the search field."""
        self.view.step(step)

    def open_current(self) -> None:
        """Opens the chosen line, or the first one where none is chosen."""
        self._open(next(iter(self.view.selectionModel().selectedIndexes()), self._model.index(0)))

    def choose(self, line: ConcordanceLine) -> None:
        """Chooses a line that is shown, to be looked at beside."""
        index = self._model.index_of(line)
        if index.isValid():
            self.view.choose_row(index)

    def _choose(self, index: Index) -> None:
        line = self._model.line_at(index)
        if line is not None:
            self.line_chosen.emit(line)

    def _open(self, index: Index) -> None:
        line = self._model.line_at(index)
        if line is not None:
            self.line_opened.emit(line)

    def _tell_current(self, index: QModelIndex) -> None:
        self._say_place(index)
        line = self._model.line_at(index)
        if line is not None and self.view.selectionModel().isSelected(index):
            self.line_chosen.emit(line)

    def _say_place(self, index: QModelIndex) -> None:
        """Says where the line under the pointer stands, else the chosen one."""
        line = self._model.line_at(index) or self.current_line()
        self._place.say(place_words(line) if line is not None else "")
        if line is not None:  # once it is there it stays: a list that grew and shrank under the pointer would be restless
            self._place.show()


class _PlaceLine(QWidget):
    """Where a line stands, at the foot under a hairline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self.setFixedHeight(_FOOT)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words

    def say(self, words: str) -> None:
        """Says where a line stands, or nothing."""
        self._words = words
        self.setAccessibleName(words or "Place of the line")
        self.setToolTip(plain_tip(words) if words else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.palette.line)
        painter.setPen(self._theme.palette.ink2)
        box = QRectF(self.rect()).adjusted(12, 1, -12, 0)
        draw_line(painter, box, our_sentence(self._words), self._theme.ui_font(-1.5, tabular=True))
        painter.end()


def _lines(total: int) -> str:
    return count_in_words(total, "line") if total else "No lines"
