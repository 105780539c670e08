"""How a line of a concordance is painted: the keyword in one column, what stands before up to it, what comes after from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from reader_app.core.findings import ConcordanceLine, ConcordanceOrder
from reader_app.core.model import Span
from reader_app.ui.concordance_model import LINE_ROLE, line_time, next_word, runs_left
from reader_app.ui.row_text import draw_line
from reader_app.ui.row_view import Index, RowDelegate, is_selected, paint_ground
from reader_app.ui.theme import Theme

_HEIGHT, _SIDE, _LEFT, _RIGHT, _GAP, _KEY_GAP = 26, 6, 12, 15, 10, 6
_TIME_FROM, _VOICE_FROM, _TITLE_FROM = 380, 620, 860
"""Widths in px from which a line has room for its time, its voice and its title."""
_MOST_VOICE, _MOST_TITLE = 96, 200
_MOST_KEYWORD, _LONGEST_KEYWORD = 0.4, 0.6
"""How much of the line the column of keywords takes at most, and one keyword that is longer than the others."""
_USUAL = 0.9
"""The share of keywords that fit into their column; longer ones reach into what comes after."""
_CONTEXT = 240
"""Code points beside the keyword that are looked at: more fit into no line."""


@dataclass(frozen=True, slots=True)
class LineColumns:
    """Where the columns of a line of some width stand, in px: those without room have no width.

    `key` is the middle column; before and after stand up to its ends, less a gap. `right` is where the text ends.
    """

    time_right: float
    voice: tuple[float, float]
    left: float
    key: tuple[float, float]
    right: float
    title: tuple[float, float]


class ConcordanceDelegate(RowDelegate):
    """Paints lines. `measure` tells it all of them, so that the keywords stand under one another."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.order: ConcordanceOrder = "after"
        self._lines: Sequence[ConcordanceLine] = ()
        super().__init__(theme, parent)

    def refresh(self) -> None:
        theme = self.theme
        self._plain, self._strong = theme.ui_font(-0.5), theme.ui_font(-0.5, 600)
        self._metrics, self._strong_metrics = QFontMetricsF(self._plain), QFontMetricsF(self._strong)
        self._time_fonts = {False: theme.ui_font(-1.5, tabular=True), True: theme.ui_font(-1.5, 600, tabular=True)}
        self._voice_font, self._meta_font = theme.ui_font(-1.5, 600), theme.ui_font(-1.5)
        self.measure(self._lines)

    def measure(self, lines: Sequence[ConcordanceLine]) -> None:
        """Makes the columns as wide as these lines need."""
        self._lines = lines
        times, voices = QFontMetricsF(self._time_fonts[True]), QFontMetricsF(self._voice_font)
        self._time_width = max((times.horizontalAdvance(time) for time in {line_time(line) for line in lines}), default=0.0)
        names = {line.speaker or "" for line in lines}
        self._voice_width = min(_MOST_VOICE, max((voices.horizontalAdvance(name) for name in names), default=0.0))
        widths = {word: self._metrics.horizontalAdvance(word) for word in {_one_line(line.keyword) for line in lines}}
        rising = sorted(widths[_one_line(line.keyword)] for line in lines)
        self._key_width = rising[int(_USUAL * (len(rising) - 1))] if rising else 0.0
        self.mirrored = 2 * sum(map(runs_left, lines)) > len(lines)

    def columns(self, width: float) -> LineColumns:
        """Where the columns stand in lines of `width` px."""
        left, time_right = float(_LEFT), float(_LEFT)
        voice = (0.0, 0.0)
        if self._time_width and width >= self.scaled(_TIME_FROM):
            time_right = left + self._time_width
            left = time_right + _GAP
        if self._voice_width and width >= self.scaled(_VOICE_FROM):
            voice = (left, left + self._voice_width)
            left = voice[1] + _GAP
        right, title = width - _RIGHT, (0.0, 0.0)
        if width >= self.scaled(_TITLE_FROM):
            title = (right - min(_MOST_TITLE, 0.2 * width), right)
            right = title[0] - _GAP
        room = max(0.0, right - left)
        key = min(self._key_width, _MOST_KEYWORD * room)
        start = left + (room - key) / 2
        return LineColumns(time_right, voice, left, (start, start + key), right, title)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, self.scaled(_HEIGHT))

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option.rect.adjusted(_SIDE, 0, -_SIDE, 0), option, self.theme)
        box, columns = QRectF(option.rect), self.columns(option.rect.width())
        self._paint_place(painter, box, columns, line, chosen=is_selected(option))
        self._paint_words(painter, box, columns, line)
        painter.restore()

    def _paint_place(self, painter: QPainter, box: QRectF, columns: LineColumns, line: ConcordanceLine, *, chosen: bool) -> None:
        palette = self.theme.palette
        quiet = palette.ink2 if chosen else palette.ink3
        if columns.time_right > _LEFT:
            painter.setPen(palette.accent if chosen else palette.ink3)
            place = QRectF(box.left() + _LEFT, box.top(), columns.time_right - _LEFT, box.height())
            draw_line(painter, place, line_time(line), self._time_fonts[chosen], right=True)
        for (left, right), words, font, ink in (
            (columns.voice, line.speaker or "", self._voice_font, palette.ink2),
            (columns.title, " ".join(line.title.split()), self._meta_font, quiet),
        ):
            if right > left:
                painter.setPen(ink)
                draw_line(painter, QRectF(box.left() + left, box.top(), right - left, box.height()), words, font)

    def _paint_words(self, painter: QPainter, box: QRectF, columns: LineColumns, line: ConcordanceLine) -> None:
        """The three parts of a line; one that is read from the right has what comes before right of its keyword."""
        leftward, palette = runs_left(line), self.theme.palette
        room, keyword = columns.right - columns.left, _one_line(line.keyword)
        keyword = self._metrics.elidedText(keyword, Qt.TextElideMode.ElideMiddle, _LONGEST_KEYWORD * room)
        width, (start, stop) = self._metrics.horizontalAdvance(keyword), columns.key
        if width <= stop - start:
            key_left = start + (stop - start - width) / 2
        else:  # it reaches into what comes after it
            key_left, start, stop = (stop - width, stop - width, stop) if leftward else (start, start, start + width)
        mark = QRectF(box.left() + key_left - 2, box.top() + 4, width + 4, box.height() - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.hit)
        painter.drawRoundedRect(mark, 3, 3)
        painter.setPen(palette.ink)
        draw_line(painter, QRectF(mark.left() + 2, box.top(), width + 1, box.height()), keyword, self._plain)
        before, after = line.before[-_CONTEXT:], line.after[:_CONTEXT]
        for text, last in ((before, True), (after, False)):
            on_left = last != leftward
            ends = (columns.left, start - _KEY_GAP) if on_left else (stop + _KEY_GAP, columns.right)
            sorts = self.order == ("before" if last else "after")
            place = QRectF(box.left() + ends[0], box.top(), max(0.0, ends[1] - ends[0]), box.height())
            self._paint_part(painter, place, _one_line(text), last=last, sorts=sorts, leftward=leftward)

    def _paint_part(self, painter: QPainter, place: QRectF, text: str, *, last: bool, sorts: bool, leftward: bool) -> None:
        """What stands before (`last`: its last words count) or after; the word that it `sorts` by is set off."""
        word = next_word(text, last=last) if sorts else None
        spare = 1.0
        if word is not None:
            said = text[slice(*word)]
            spare += max(0.0, self._strong_metrics.horizontalAdvance(said) - self._metrics.horizontalAdvance(said))
        mode = Qt.TextElideMode.ElideLeft if last else Qt.TextElideMode.ElideRight
        fitted = self._metrics.elidedText(text, mode, max(0.0, place.width() - spare))
        if word is not None and last:
            shift = len(fitted) - len(text)
            word = Span(word.start + shift, word.stop + shift)
        if word is not None and (word.start < 0 or word.stop > len(fitted)):
            word = None
        layout = _laid_out(fitted, word, self._plain, self._strong, self.theme.palette.ink, leftward=leftward)
        natural = layout.lineAt(0).naturalTextWidth()
        x = place.right() - natural if last != leftward else place.left()
        y = place.top() + (place.height() - self._metrics.height()) / 2 + self._metrics.ascent() - layout.lineAt(0).ascent()
        painter.setPen(self.theme.palette.ink2)
        layout.draw(painter, QPointF(x, y))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _laid_out(text: str, word: Span | None, plain: QFont, strong: QFont, ink: QColor, *, leftward: bool) -> QTextLayout:
    """`text` in one line, `word` of it in the strong font and ink."""
    layout = QTextLayout(text, plain)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    if word is not None:
        made = QTextLayout.FormatRange()
        made.start = len(text[: word.start].encode("utf-16-le", "surrogatepass")) // 2
        made.length = len(text[slice(*word)].encode("utf-16-le", "surrogatepass")) // 2
        form = QTextCharFormat()
        form.setFont(strong)
        form.setForeground(ink)
        made.format = form
        layout.setFormats([made])
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout
