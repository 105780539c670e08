"""The line under the text: chapter, voice and time of the place, what is left to read, and the episode as a thin track."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader_app.ui.theme import Theme

HEIGHT = 30
_SIDE = 16
_TRACK = 2
_TRACK_REACH = 7
"""How far from the top edge a click still means the track, in px."""
_CUT = 2
_DOT = "·"


class StatusLine(QWidget):
    """Paints what it is told; a click on the track asks for that part of the text."""

    place_wished = Signal(float)
    """A place as a part of the whole text, from 0 to 1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[str] = []
        self._left = ""
        self._cuts: list[float] = []
        self._progress = 0.0
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName("Status")
        theme.changed.connect(self.update)

    def show_episode(self, cuts: Sequence[float]) -> None:
        """Takes where the chapters begin, as parts of the whole text."""
        self._cuts = sorted({cut for cut in cuts if 0 < cut < 1})
        self.update()

    def show_place(self, parts: Sequence[str], left: str, progress: float) -> None:
        """Says where the reader is (chapter, voice, time), what is left, and how much of the text has been passed (0 to 1)."""
        self._parts, self._left, self._progress = [part for part in parts if part], left, progress
        self.setAccessibleDescription(", ".join([*self._parts, left]) if left else ", ".join(self._parts))
        self.update()

    def segments(self, width: float) -> list[tuple[float, float]]:
        """The track's pieces, one per chapter, as (left, right) in px of a track of that width."""
        edges = [0.0, *(cut * width for cut in self._cuts), width]
        pieces = [(start, stop - (_CUT if stop < width else 0)) for start, stop in pairwise(edges)]
        return [(start, stop) for start, stop in pieces if stop > start]

    def words(self) -> str:
        """What the line says about the place."""
        return f" {_DOT} ".join(self._parts)

    def left_words(self) -> str:
        """What the line says about the rest."""
        return self._left

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), palette.paper)
        here = self._progress * self.width()
        rest = 1 if self._theme.high_contrast else _TRACK  # without a second tone the part ahead is thinner
        for start, stop in self.segments(self.width()):
            painter.fillRect(QRectF(start, 0, stop - start, rest), palette.line2)
            if here > start:
                painter.fillRect(QRectF(start, 0, min(stop, here) - start, _TRACK), palette.accent)
        font = self._theme.ui_font(-1, tabular=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        box = QRectF(_SIDE, _TRACK, self.width() - 2 * _SIDE, self.height() - _TRACK)
        painter.setPen(palette.ink2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._left)
        self._paint_parts(painter, metrics, box, box.width() - metrics.horizontalAdvance(self._left) - 24)
        painter.end()

    def _paint_parts(self, painter: QPainter, metrics: QFontMetricsF, box: QRectF, room: float) -> None:
        """The chapter gives way first: voice and time are short and say more."""
        gap = 9.0
        rest = sum(metrics.horizontalAdvance(part) + 2 * gap for part in self._parts[1:])
        x, middle = box.left(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, part in enumerate(self._parts):
            if number:
                painter.setPen(self._theme.palette.line2)
                painter.drawText(QRectF(x + gap - 2, box.top(), 8, box.height()), middle, _DOT)
                x += 2 * gap
            painter.setPen(self._theme.palette.ink2)
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, max(0.0, room - rest if not number else room))
            painter.drawText(QRectF(x, box.top(), max(0.0, box.right() - x), box.height()), middle, shown)
            x += metrics.horizontalAdvance(shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_track = event.position().y() <= _TRACK_REACH
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_track else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() <= _TRACK_REACH and self.width():
            self.place_wished.emit(min(1.0, max(0.0, event.position().x() / self.width())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.update()
