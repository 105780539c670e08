"""What all lists of the window have in common: their ground, their states, a focus ring for the keyboard only."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionSlider,
    QStyleOptionViewItem,
    QWidget,
)

from reader_app.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOT_BY_KEYBOARD = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_RADIUS = 6
_RING = 2
_BATCH = 20_000
_BAR_WIDTH, _BAR_HANDLE = 10, 4


class RowView(QListView):
    """A list of painted rows on the palette's `surface`: arrow keys move the focus ring, Enter activates the row in it.

    Where `keys_select`, the chosen row moves along with the ring; otherwise only a click or the owner chooses one.
    """

    def __init__(self, theme: Theme, surface: str, parent: QWidget | None = None, *, keys_select: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._surface = surface
        self._keys_select = keys_select
        self.keyboard_focus = False
        """Whether the focus came by keyboard, so that the ring is painted."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = _MarginBar(self.verticalScrollBar(), theme, self)
        self._shown_before = False
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        # A row beyond the first batch has no place yet and could not be brought into sight.
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self._dress)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Painted here, because the app-wide style sheet keeps palettes of single widgets stale when the theme changes.
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.palette.token(self._surface))
        painter.end()
        super().paintEvent(event)

    def _dress(self) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            delegate.refresh()
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def row_step(self, step: int) -> QModelIndex:
        """The next row that can be chosen, `step` (+1 or -1) from the current one; the current one at an end."""
        model = self.model()
        row = self.currentIndex().row() + step if self.currentIndex().isValid() else (0 if step > 0 else model.rowCount() - 1)
        while 0 <= row < model.rowCount():
            index = model.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += step
        return self.currentIndex()

    def choose_row(self, index: QModelIndex) -> None:
        """Makes it the selected and the current row, in sight."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def selectionCommand(  # noqa: N802
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        plain = event is None or (isinstance(event, QKeyEvent) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if plain and not self._keys_select:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_ring(True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _NOT_BY_KEYBOARD:
            self._show_ring(True)
            if not self.currentIndex().isValid():
                self.selectionModel().setCurrentIndex(self.row_step(1), QItemSelectionModel.SelectionFlag.NoUpdate)
        elif event.reason() == Qt.FocusReason.MouseFocusReason:
            self._show_ring(False)
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Qt looks at the height only; rows are as high as their words need at this width.
            self.scheduleDelayedItemsLayout()
        self._bar.setGeometry(self.width() - _BAR_WIDTH, 0, _BAR_WIDTH, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What was brought into sight before the list had its size stands at a wrong place.
        if not self._shown_before and self.currentIndex().isValid():
            self.scrollToTop()
            self.scrollTo(self.currentIndex())
        self._shown_before = True

    def _show_ring(self, shown: bool) -> None:
        if self.keyboard_focus != shown:
            self.keyboard_focus = shown
            self.viewport().update()


class _MarginBar(QScrollBar):
    """A scroll bar over the margin that rows leave free, so that their width is the same whether it is needed or not."""

    def __init__(self, original: QScrollBar, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._original = original
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        original.rangeChanged.connect(self._follow)
        original.valueChanged.connect(self.setValue)
        self.valueChanged.connect(original.setValue)
        self._follow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        slider = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        handle = QRectF(self.width() - _BAR_HANDLE - 1, slider.top() + 2, _BAR_HANDLE, slider.height() - 4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme.palette
        painter.setBrush(palette.ink3 if self.underMouse() or self.isSliderDown() else palette.line2)
        painter.drawRoundedRect(handle, _BAR_HANDLE / 2, _BAR_HANDLE / 2)
        painter.end()

    def _follow(self) -> None:
        original = self._original
        self.setPageStep(original.pageStep())
        self.setSingleStep(original.singleStep())
        self.setRange(original.minimum(), original.maximum())
        self.setValue(original.value())
        self.setVisible(original.maximum() > original.minimum())
        self.raise_()


class RowDelegate(QStyledItemDelegate):
    """Paints rows in the theme's fonts and colours; `refresh` takes new ones."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.refresh()

    def refresh(self) -> None:
        """Forgets what depends on fonts and colours."""
        raise NotImplementedError

    def scaled(self, pixels: float) -> int:
        """A height of the pictures, which use an interface font of 13 px, for the font at hand."""
        return round(pixels * self.theme.ui_size / 13)


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the row is chosen."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Whether the pointer is over the row."""
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def has_ring(option: QStyleOptionViewItem) -> bool:
    """Whether the row has the focus, and by keyboard."""
    view = option.widget
    return bool(option.state & QStyle.StateFlag.State_HasFocus) and (not isinstance(view, RowView) or view.keyboard_focus)


def paint_ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, theme: Theme) -> None:
    """The fill of a chosen or hovered row and the focus ring, in `rect`."""
    palette = theme.palette
    fill = palette.accentsoft if is_selected(option) else palette.hover if is_hovered(option) else None
    paint_states(painter, QRectF(rect), theme, fill, ring=has_ring(option))
    if theme.high_contrast and is_selected(option):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.ink, 1, Qt.PenStyle.DashLine if has_ring(option) else Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(QRectF(rect).adjusted(3.5, 3.5, -3.5, -3.5), _RADIUS - 3, _RADIUS - 3)


def paint_states(painter: QPainter, box: QRectF, theme: Theme, fill: QColor | None, *, ring: bool) -> None:
    """What rows and painted buttons have behind their words: a rounded `fill`, if any, and the 2 px focus ring inside it."""
    if fill is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    if ring:
        inset = _RING / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.palette.focus, _RING))
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), _RADIUS - 1, _RADIUS - 1)


def button_fill(button: QAbstractButton, theme: Theme) -> QColor | None:
    """The fill of a flat button that is pressed or under the pointer."""
    if button.isDown():
        return theme.palette.sel
    return theme.palette.hover if button.underMouse() else None
