"""Words set in a few lines by hand, as delegates need them: a fixed line pitch, the last line elided, names in bold."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from reader_app.core.model import Span

_ENOUGH = 400
"""Code points that a line of a panel never exceeds; what is longer is cut before Qt lays it out."""


class WrappedText:
    """One text laid out in `width` px on lines of `pitch` px; with `max_lines` the last one ends in "…" if words are left.

    `strong` are spans of `text` (code points) set in weight 600 and in `strong_colour`. An empty text takes no line.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        pitch: float,
        *,
        max_lines: int = 0,
        strong: Sequence[Span] = (),
        strong_colour: QColor | None = None,
    ) -> None:
        self.pitch = pitch
        self._width = max(16.0, width)
        self._font, self._metrics = font, QFontMetricsF(font)
        self._strong, self._strong_colour = strong, strong_colour
        text = (text[: _ENOUGH * max_lines] if max_lines else text).replace("\n", "\u2028")
        starts = self._breaks(text, max_lines) if text else []
        self.cut = False
        """Whether words had to be left out."""
        # Each line has a layout of its own, so that an elided end keeps its bold names and other scripts their baseline.
        self._lines = [self._line(text, *ends) for ends in starts]

    @property
    def weight(self) -> int:
        """The weight of its font, 100 to 900."""
        return int(self._font.weight())

    @property
    def height(self) -> float:
        """Height of all lines in px."""
        return len(self._lines) * self.pitch

    @property
    def lines(self) -> int:
        """How many lines the text takes."""
        return len(self._lines)

    def draw(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Paints the lines with their top left corner at (`left`, `top`)."""
        painter.setPen(colour)
        baseline = (self.pitch - self._metrics.height()) / 2 + self._metrics.ascent()
        for number, layout in enumerate(self._lines):
            # The layout draws the line at its own ascent, which another script makes larger.
            place = QPointF(left, top + number * self.pitch + baseline - layout.lineAt(0).ascent())
            layout.draw(painter, place)

    def _breaks(self, text: str, max_lines: int) -> list[tuple[int, int]]:
        """Where the lines start and stop, in code points; the last one of `max_lines` holds all that is left."""
        layout = self._layout(text, self._strong)
        units = text.encode("utf-16-le", "surrogatepass")
        found: list[tuple[int, int]] = []
        layout.beginLayout()
        start = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            if len(found) + 1 == max_lines:
                found.append((start, len(text)))
                break
            stop = line.textStart() + line.textLength()
            length = len(units[2 * line.textStart() : 2 * stop].decode("utf-16-le", "surrogatepass"))
            found.append((start, start + length))
            start += length
        layout.endLayout()
        return found

    def _line(self, text: str, start: int, stop: int) -> QTextLayout:
        words = text[start:stop].rstrip("\u2028 ").replace("\u2028", " ")
        strong = [Span(max(0, s.start - start), min(len(words), s.stop - start)) for s in self._strong if s.stop > start]
        layout = self._one_line(words, strong)
        if layout.lineAt(0).naturalTextWidth() > self._width + 0.5:
            self.cut = True
            shorter = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._width)
            layout = self._one_line(shorter, strong)
            while layout.lineAt(0).naturalTextWidth() > self._width + 0.5 and len(shorter) > 2:
                # Bold words are wider than the metrics of the plain font think.
                shorter = shorter[:-2].rstrip() + "…"
                layout = self._one_line(shorter, strong)
        return layout

    def _one_line(self, words: str, strong: Sequence[Span]) -> QTextLayout:
        layout = self._layout(words, [span for span in strong if span.start < min(span.stop, len(words))])
        layout.beginLayout()
        layout.createLine().setLineWidth(1e6)
        layout.endLayout()
        return layout

    def _layout(self, text: str, strong: Sequence[Span]) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._format(text, span) for span in strong])
        return layout

    def _format(self, text: str, span: Span) -> QTextLayout.FormatRange:
        """Qt counts UTF-16 units, our spans count code points."""
        made, form = QTextLayout.FormatRange(), QTextCharFormat()
        made.start = _units(text[: span.start])
        made.length = _units(text[span.start : span.stop])
        form.setFontWeight(QFont.Weight.DemiBold)
        if self._strong_colour is not None:
            form.setForeground(self._strong_colour)
        made.format = form
        return made


def elided(text: str, font: QFont, width: float) -> str:
    """`text` on one line of `width` px, its end replaced by "…" where it does not fit."""
    return QFontMetricsF(font).elidedText(text[:_ENOUGH], Qt.TextElideMode.ElideRight, max(0.0, width))


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)
