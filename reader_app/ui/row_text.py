"""Texts of list rows: broken into a few lines by hand, elided, with marks behind their words; dates in short."""

import html
import unicodedata
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from reader_app.core.model import Span

_LONGEST = 600
"""Code points of a text that are looked at: more never fit into the few lines of a row."""
SURELY_FITS = 1.85
"""Lines that a text would fill without breaks between words, up to which it fits into two with them."""
_MARK_RADIUS = 3
_MARK_PAD = 2


def our_sentence(words: str) -> str:
    """A sentence of ours as it is shown: left to right also where it begins with a name or words that run the other way."""
    first = next((way for way in map(unicodedata.bidirectional, words) if way in ("L", "R", "AL")), "L")
    return words if first == "L" else f"\u200e{words}"


def _units(text: str) -> int:
    """UTF-16 code units of `text`, in which Qt counts."""
    return len(text) + sum(letter > "\uffff" for letter in text)


class FittedText:
    """A text in at most `lines` lines of `width` px, the last one elided; `marks` are spans in code points of `text`."""

    def __init__(self, text: str, font: QFont, width: float, lines: int, marks: Sequence[Span] = ()) -> None:
        self._text = " ".join(text[:_LONGEST].split()) if not marks else text[:_LONGEST]
        self._font = font
        self._width = max(1.0, width)
        self._metrics = QFontMetricsF(font)
        # Qt gives an empty text a line too.
        self._layout = self._break(lines if self._text else 0)
        done = sum(self._line(number).textLength() for number in range(self._layout.lineCount()))
        if done < _units(self._text):
            self._elide(self._line(self._layout.lineCount() - 1).textStart())
            self._layout = self._break(lines)
        self._marks = [self._in_units(mark) for mark in marks if mark.start < len(self._text)]

    @property
    def lines(self) -> list[str]:
        """The lines as they are painted, with the sign of elision where the text was cut; none for an empty text."""
        units = self._text.encode("utf-16-le")
        lines = (self._line(number) for number in range(self._layout.lineCount()))
        return [
            units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le").strip() for line in lines
        ]

    @property
    def line_count(self) -> int:
        """How many lines it takes; 0 for an empty text."""
        return self._layout.lineCount()

    def _line(self, number: int) -> QTextLine:
        return self._layout.lineAt(number)

    def _break(self, lines: int) -> QTextLayout:
        """The text in as many lines as it takes, but no more than `lines`."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout = QTextLayout(self._text, self._font)
        layout.setTextOption(option)
        layout.beginLayout()
        for _ in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
        layout.endLayout()
        return layout

    def _elide(self, last: int) -> None:
        """Cuts the text so that what follows `last`, in UTF-16 units, fits into one line."""
        head = self._text.encode("utf-16-le")[: 2 * last].decode("utf-16-le")
        # A little less than the line is wide, so that breaking it again finds nothing to break.
        tail = self._metrics.elidedText(self._text[len(head) :], Qt.TextElideMode.ElideRight, self._width - 1)
        self._text = head + tail

    def _in_units(self, mark: Span) -> tuple[int, int]:
        start = _units(self._text[: mark.start])
        return start, start + _units(self._text[mark.start : min(mark.stop, len(self._text))])

    def draw(self, painter: QPainter, place: QPointF, line_height: float, ink: QColor, fill: QColor | None = None) -> None:
        """Paints it with `place` as the upper left corner; marks get `fill` behind them."""
        baseline = (line_height - self._metrics.height()) / 2 + self._metrics.ascent()
        for number in range(self._layout.lineCount()):
            line = self._line(number)
            # A font that stands in for another script is taller; the baselines still keep their distance.
            line.setPosition(QPointF(0, number * line_height + baseline - line.ascent()))
        if fill is not None:
            for rect in self._mark_rects(line_height):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(rect.translated(place), _MARK_RADIUS, _MARK_RADIUS)
        painter.setPen(ink)
        self._layout.draw(painter, place)

    def _mark_rects(self, line_height: float) -> list[QRectF]:
        rects = []
        for number in range(self._layout.lineCount()):
            line = self._line(number)
            begin, end = line.textStart(), line.textStart() + line.textLength()
            for start, stop in self._marks:
                if max(start, begin) < min(stop, end):
                    ends = sorted((_x(line.cursorToX(max(start, begin))), _x(line.cursorToX(min(stop, end)))))
                    top = number * line_height + 1
                    rects.append(QRectF(ends[0] - _MARK_PAD, top, ends[1] - ends[0] + 2 * _MARK_PAD, line_height - 2))
        return rects


def _x(answer: object) -> float:
    """Qt answers a place, PySide a pair of the place and the cursor that it stands for."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]


def draw_line(painter: QPainter, box: QRectF, text: str, font: QFont, *, right: bool = False) -> float:
    """Paints `text` in the middle of `box`, elided to fit, on its font's baseline in whatever script; answers its width in px."""
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    width = metrics.horizontalAdvance(text)
    baseline = box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent()
    painter.setFont(font)
    painter.drawText(QPointF(box.right() - width if right else box.left(), baseline), text)
    return width


def around_first_mark(snippet: str, marks: Sequence[Span], room: int) -> tuple[str, tuple[Span, ...]]:
    """`snippet` cut at its front so that the first mark stands within two lines of `room` code points; the marks move along.

    No more is cut than what would not fit into them anyway.
    """
    if not marks or marks[0].start <= room:
        return snippet, tuple(marks)
    wanted = max(0, min(marks[0].start - room // 2, len(snippet) - round(SURELY_FITS * room)))
    space = snippet.find(" ", wanted, marks[0].start)
    cut = space + 1 if space >= 0 else wanted
    return "…" + snippet[cut:], tuple(Span(mark.start - cut + 1, mark.stop - cut + 1) for mark in marks)


def short_date(published: str | None, today: date | None = None, locale: QLocale | None = None) -> str:
    """An ISO date, as exact as it is, as the system's language writes it in short: "12 Mar", "Mar 2024"; "" for none.

    The year is left out where it is the year of `today` (the real one by default).
    """
    parts = (published or "")[:10].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return ""
    locale = locale or QLocale()
    year = int(parts[0])
    if len(parts) == 1:
        return parts[0]
    day = QDate(year, int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    if not day.isValid():
        return ""
    if len(parts) == 2:
        return locale.toString(day, "MMM yyyy")
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    form = "MMM d" if 0 <= short.find("M") < short.find("d") else "d MMM"
    if year != (today or date.today()).year:
        form += ", yyyy" if form == "MMM d" else " yyyy"
    return locale.toString(day, form)


def grouped(count: int) -> str:
    """A number as the system's language groups its digits: "1,204"; where there is none, as English does."""
    locale = QLocale()
    return (QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale).toString(count)


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt would take words like "<b>" for markup, and would not break long lines."""
    return f"<qt>{html.escape(text)}</qt>"


def initial(name: str) -> str:
    """The sign of a show without a picture: its first letter or digit with all that is combined with it, in upper case."""
    start = next((place for place, letter in enumerate(name) if letter.isalnum()), None)
    if start is None:
        return ""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, name[start : start + 8])
    stop = finder.toNextBoundary()
    return name[start:].encode("utf-16-le")[: 2 * stop].decode("utf-16-le").upper()
