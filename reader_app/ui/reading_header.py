"""The strip over the text: back and forward, what is being read, and the three buttons for find, type and panel."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from reader_app.ui.theme import Theme

HEIGHT = 40


class ReadingHeader(QWidget):
    """Shows title and show of the episode; the show gives way first."""

    back_wished = Signal()
    forward_wished = Signal()
    find_wished = Signal()
    preferences_wished = Signal(QPoint)
    """The place on the screen under the button."""
    panel_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._show = "", ""
        self._panel_open = True
        self._buttons: list[tuple[QToolButton, str]] = []
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 12, 1)
        row.setSpacing(1)
        self._row = row
        self._back = self._add("back", "Back", "Alt+Left")
        self._forward = self._add("fwd", "Forward", "Alt+Right")
        row.addStretch(1)
        self._find = self._add("find", "Find in this episode", "Ctrl+F")
        row.addSpacing(2)
        self._type = self._add("aa", "Text and colours", "")
        row.addSpacing(2)
        self._panel = self._add("panel", "Side panel", "F9")
        self._panel.setCheckable(True)
        self._back.clicked.connect(self.back_wished)
        self._forward.clicked.connect(self.forward_wished)
        self._find.clicked.connect(self.find_wished)
        self._type.clicked.connect(lambda: self.preferences_wished.emit(self._type.mapToGlobal(QPoint(0, HEIGHT))))
        self._panel.clicked.connect(self._ask_panel)
        self.set_history(False, False)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def buttons(self) -> Sequence[QToolButton]:
        """From left to right."""
        return [button for button, _ in self._buttons]

    def set_words(self, title: str, show: str) -> None:
        """Names the episode; both empty where none is open."""
        self._title, self._show = title, show
        for button in (self._find, self._panel):
            button.setEnabled(bool(title))
        self.setAccessibleName(" ".join(part for part in (title, show) if part))
        self.update()

    def set_history(self, can_back: bool, can_forward: bool) -> None:
        """Says which of the arrows lead somewhere."""
        self._back.setEnabled(can_back)
        self._forward.setEnabled(can_forward)

    def set_panel_open(self, opened: bool) -> None:
        """Shows whether the side panel is open."""
        self._panel_open = opened
        self._panel.setChecked(opened)
        self._panel.setIcon(self._theme.icon("panel", "accent" if opened else "ink2"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), palette.paper)
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.line)
        left = self._forward.geometry().right() + 9.0
        room = self._find.geometry().left() - 12 - left
        title_font, show_font = self._theme.ui_font(0, 600), self._theme.ui_font(-0.5)
        metrics, show_metrics = QFontMetricsF(title_font), QFontMetricsF(show_font)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.setFont(title_font)
        painter.setPen(palette.ink)
        painter.drawText(QRectF(left, 0, max(0.0, room), HEIGHT - 1), middle, title)
        used = metrics.horizontalAdvance(title) + 7
        show = show_metrics.elidedText(self._show, Qt.TextElideMode.ElideRight, max(0.0, room - used))
        if len(show) > 1:
            painter.setFont(show_font)
            painter.setPen(palette.ink2)
            painter.drawText(QRectF(left + used, 0, room - used, HEIGHT - 1), middle, show)
        painter.end()

    def _add(self, icon: str, name: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "icon")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})" if keys else name)
        button.setFixedSize(28, 28)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons.append((button, icon))
        self._row.addWidget(button)
        return button

    def _ask_panel(self) -> None:
        self.set_panel_open(self._panel_open)  # the window answers by telling what it is now
        self.panel_wished.emit()

    def _dress(self) -> None:
        for button, icon in self._buttons:
            button.setIcon(self._theme.icon(icon))
        self.set_panel_open(self._panel_open)
        self.update()
