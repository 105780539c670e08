"""What a page shows while there is nothing on it: a drawing, a title, a sentence, and what to do next."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.theme import Theme

_WIDTH = 560
_FRAME_RADIUS = 12


class OpenBook(QWidget):
    """The drawing: an open book in quiet lines, times down its left page, one line of the right page in accent."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(96, 80))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPen(palette.line2, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(outline)
        for side in (-1, 1):
            page = QPainterPath(QPointF(48, 12))
            page.cubicTo(48 + side * 12, 3, 48 + side * 30, 2, 48 + side * 46, 4)
            page.lineTo(48 + side * 46, 68)
            page.cubicTo(48 + side * 30, 66, 48 + side * 12, 67, 48, 76)
            page.closeSubpath()
            painter.drawPath(page)
        strong = QPen(palette.accent, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        for number in range(4):
            y = 20 + number * 12
            painter.setPen(strong)
            painter.drawLine(QPointF(9.5, y), QPointF(10.5, y))
            painter.setPen(outline)
            self._stroke(painter, 18, y - 1, 38 if number < 3 else 31, y + 3)
            painter.setPen(strong if number == 2 else outline)
            self._stroke(painter, 58, y + 3, 78 if number < 3 else 70, y - 1)
        painter.end()

    def _stroke(self, painter: QPainter, left: float, start: float, right: float, stop: float) -> None:
        path = QPainterPath(QPointF(left, start))
        path.quadTo(QPointF((left + right) / 2, min(start, stop)), QPointF(right, stop))
        painter.drawPath(path)


class EmptyState(QWidget):
    """Centred on its page. What is not given is left out; `framed` draws the dashed border of a place to drop files."""

    main_wished = Signal()
    plain_wished = Signal()
    link_wished = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        *,
        main: tuple[str, str | None] | None = None,
        plain: tuple[str, str | None] | None = None,
        quiet: str = "",
        link: str | None = None,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`main` and `plain` are a button's words and its icon's name; `quiet` is small print, `link` a quiet link under all."""
        super().__init__(parent)
        self._theme, self._framed = theme, framed
        self._icons: list[tuple[QPushButton, str, str]] = []
        self.setAccessibleName(title)
        self._box = QWidget()
        self._box.setMaximumWidth(_WIDTH)
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(24, 40, 24, 32)
        inner.setSpacing(0)
        inner.addWidget(OpenBook(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        title_label = self._label(title, "ink", reading_px=25, weight=700)
        sentence_label = self._label(sentence, "ink2")
        inner.addSpacing(26)
        inner.addWidget(title_label)
        inner.addSpacing(8)
        inner.addWidget(sentence_label)
        buttons = self._buttons(main, plain)
        if buttons is not None:
            inner.addSpacing(20)
            inner.addLayout(buttons)
        if quiet:
            inner.addSpacing(24)
            inner.addWidget(self._label(quiet, "ink3", -1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addStretch(3)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._box, 100)
        line.addStretch()
        layout.addLayout(line)
        if link is not None:
            self._add_link(layout, link)
        layout.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _label(self, words: str, token: str, delta: float = 0, weight: int = 400, *, reading_px: float | None = None) -> InkLabel:
        label = InkLabel(self._theme, words, token, delta, weight, reading_px=reading_px)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _buttons(self, main: tuple[str, str | None] | None, plain: tuple[str, str | None] | None) -> QHBoxLayout | None:
        wanted = [
            (words, kind, wish)
            for words, kind, wish in ((main, "main", self.main_wished), (plain, "", self.plain_wished))
            if words is not None
        ]
        if not wanted:
            return None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for (words, icon), kind, wish in wanted:
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.setProperty("kind", kind)
            button.clicked.connect(wish)
            if icon is not None:
                button.setText(f" {words}")  # the style sets words close to an icon
                self._icons.append((button, icon, "onaccent" if kind == "main" else "ink2"))
            row.addWidget(button)
        row.addStretch()
        return row

    def _add_link(self, layout: QVBoxLayout, words: str) -> None:
        button = QPushButton(words)
        button.setProperty("kind", "link")
        button.clicked.connect(self.link_wished)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.paper)
        if self._framed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(palette.line2, 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self._box.geometry()).adjusted(0.5, 0.5, -0.5, -0.5), _FRAME_RADIUS, _FRAME_RADIUS)
        painter.end()

    def _restyle(self) -> None:
        for button, icon, token in self._icons:
            button.setIcon(self._theme.icon(icon, token))
        self.update()
