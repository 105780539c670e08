"""A small bar beside the selected words: keep them as a quote, note, correct, copy a link, search."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from reader_app.core.model import COLOURS, Colour
from reader_app.ui.theme import Theme

_DOT = 14
_GAP = 6
"""px between the bar and the words."""


class SelectionBar(QFrame):
    """Five colours, note, correct, link, search. Esc hides it; it never lies on the selection."""

    colour_chosen = Signal(str)
    note_wished = Signal()
    correction_wished = Signal()
    link_wished = Signal()
    search_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = parent
        self._dots: dict[Colour, QToolButton] = {}
        self._icons: dict[str, QToolButton] = {}
        self.setAccessibleName("What to do with the selected words")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(2)
        for colour in COLOURS:
            keys = " (Ctrl+D)" if colour == "yellow" else ""
            button = self._button(f"Keep as a {colour} quote", keys)
            button.clicked.connect(lambda _checked=False, colour=colour: self.colour_chosen.emit(colour))
            self._dots[colour] = button
            row.addWidget(button)
        row.addSpacing(13)
        for icon, name, keys, signal in (
            ("note", "Keep as a quote with a note", "", self.note_wished),
            ("pencil", "Correct these words", " (F2)", self.correction_wished),
            ("link", "Copy link to this moment", " (Ctrl+L)", self.link_wished),
            ("search", "Search the library for this", " (Ctrl+K)", self.search_wished),
        ):
            button = self._button(name, keys)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            self._icons[icon] = button
            row.addWidget(button)
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()

    def show_beside(self, words: QRect, room: QRect) -> bool:
        """Shows the bar above `words` (below them where there is no room above), inside `room`; both in px of the parent.

        False, and hidden, where it could only lie on the words.
        """
        size = self.sizeHint()
        above, below = words.top() - _GAP - size.height(), words.bottom() + _GAP
        if above >= room.top():
            top = above
        elif below + size.height() <= room.bottom():
            top = below
        else:
            self.hide()
            return False
        left = max(room.left(), min(words.left(), room.right() - size.width()))
        self.setGeometry(QRect(QPoint(left, top), size))
        self.show()
        self.raise_()
        return True

    def take_focus(self) -> None:
        """Gives the keyboard to the first colour."""
        self._dots[COLOURS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move along the buttons, Esc goes back to the words."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Right:
            self.focusNextPrevChild(True)
        elif event.key() == Qt.Key.Key_Left:
            self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, painter = self._theme.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.line2, 1))
        painter.setBrush(palette.raised)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        before, after = self._dots[COLOURS[-1]].geometry().right(), self._icons["note"].geometry().left()
        painter.fillRect((before + after) // 2, 8, 1, self.height() - 16, palette.line)

    def _button(self, name: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "icon")
        button.setAccessibleName(name)
        button.setToolTip(name + keys)
        button.setFixedSize(28, 28)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _dress(self) -> None:
        for colour, button in self._dots.items():
            button.setIcon(self._dot(colour))
        for icon, button in self._icons.items():
            button.setIcon(self._theme.icon(icon))
        self.update()

    def _dot(self, colour: Colour) -> QIcon:
        fill, strong = self._theme.palette.quote(colour)
        icon = QIcon()
        for ratio in (1, 2, 3):
            pixmap = QPixmap(16 * ratio, 16 * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(strong, 1.2))
            painter.setBrush(fill)
            painter.drawEllipse(QRect(1, 1, _DOT, _DOT).toRectF().adjusted(0.6, 0.6, -0.6, -0.6))
            painter.end()
            icon.addPixmap(pixmap)
        return icon
