"""The buttons that choose how hits are shown: as a list, as lines around the keyword, or over time."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from reader_app.ui.row_view import button_fill, paint_states
from reader_app.ui.theme import ICON_SIZE, Theme

ResultsView = Literal["list", "lines", "time"]
VIEWS: dict[ResultsView, tuple[str, str, str]] = {
    "list": ("List", "list", "Hits under their episodes"),
    "lines": ("Lines", "lines", "Hits in lines, the keyword in the middle"),
    "time": ("Over time", "chart", "How often it is said over time"),
}
"""For each view its word, its icon, and what it shows."""
_WIDTH, _HEIGHT = 28, 26


class ViewButton(QToolButton):
    """A sign for one view; the chosen one is filled and in the accent."""

    def __init__(self, theme: Theme, view: ResultsView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        word, self._icon_name, meaning = VIEWS[view]
        self.setCheckable(True)
        self.setAccessibleName(word)
        self.setAccessibleDescription(meaning)
        self.setToolTip(f"{word}: {meaning[0].lower()}{meaning[1:]}")
        self.setFixedSize(_WIDTH, _HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = self._theme.palette.accentsoft if self.isChecked() else button_fill(self, self._theme)
        paint_states(painter, QRectF(self.rect()), self._theme, fill, ring=self.hasFocus())
        left, top = (self.width() - ICON_SIZE) // 2, (self.height() - ICON_SIZE) // 2
        icon = self._theme.icon(self._icon_name, "accent" if self.isChecked() else "ink2")
        icon.paint(painter, left, top, ICON_SIZE, ICON_SIZE)
        if self._theme.high_contrast and self.isChecked():
            painter.fillRect(QRectF(left, self.height() - 2, ICON_SIZE, 2), self._theme.palette.ink)
        painter.end()


class ViewButtons(QWidget):
    """One button a view, of which exactly one is chosen; the arrow keys go from one to the next."""

    chosen = Signal(str)
    """The ResultsView that the reader chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How the hits are shown")
        self._group = QButtonGroup(self)
        self._buttons: dict[ResultsView, ViewButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(1)
        for view in VIEWS:
            button = ViewButton(theme, view, self)
            button.clicked.connect(lambda _checked=False, view=view: self.chosen.emit(view))
            self._group.addButton(button)
            self._buttons[view] = button
            row.addWidget(button)
        self.set_view("list")
        theme.changed.connect(self.update)

    @property
    def view(self) -> ResultsView:
        """The view that is chosen."""
        return next(view for view, button in self._buttons.items() if button.isChecked())

    def set_view(self, view: ResultsView) -> None:
        """Marks that view, without a signal."""
        self._buttons[view].setChecked(True)
        for known, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == view else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        views = list(self._buttons)
        wanted = views[(views.index(self.view) + step) % len(views)]
        self.set_view(wanted)
        self._buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(wanted)
