"""The focus ring of an area that is too large to be repainted for it: a frame over its edges."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from reader_app.ui.theme import Theme

WIDTH = 2
"""px, as of all focus rings."""
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FocusRing(QWidget):
    """Shown on `area` while it has the focus and the focus came by keyboard; a click into the area takes it away."""

    def __init__(self, theme: Theme, area: QWidget) -> None:
        super().__init__(area)
        self._theme, self._area = theme, area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        area.installEventFilter(self)
        theme.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area:
            if isinstance(event, QFocusEvent):
                self.setVisible(event.gotFocus() and event.reason() in BY_KEYBOARD)
                self.raise_()
            elif event.type() == QEvent.Type.Resize:
                self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.palette.focus)
        painter.end()

    def _fit(self) -> None:
        self.setGeometry(self._area.rect())
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)))
