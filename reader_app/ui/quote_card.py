"""One quote set as a card: colour bar, words, note, time and speaker, tags."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from reader_app.core.model import Bookmark
from reader_app.core.timestamps import format_clock
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import WrappedText, elided

MARGIN_X = 8
MARGIN_Y = 4
_PAD = 12
_BAR_LEFT = 10
_WORDS_LEFT = 24
_NOTE_INDENT = 20
_QUOTE_SIZE, _QUOTE_PITCH = 15.0, 22.0
_RADIUS = 8
_ANCHOR_WORDS = {"exact": "", "moved": "Found again in the changed text", "lost": "No longer in the text"}


def when(bookmark: Bookmark) -> str:
    """The quote's time as words, "~" before an estimated one; empty where it has none."""
    if bookmark.moment is None:
        return ""
    return ("~" if bookmark.moment.origin == "interpolated" else "") + format_clock(bookmark.moment.seconds)


class QuoteCard:
    """A quote laid out in a column of `width` px; `height` includes the gap to the next card."""

    def __init__(self, theme: Theme, bookmark: Bookmark, width: int, language: str | None = None) -> None:
        self._theme, self._bookmark, self._width = theme, bookmark, width
        room = width - 2 * MARGIN_X - _WORDS_LEFT - _PAD
        self._room = room
        self._scale = theme.ui_size / 13
        quote_font = theme.reading_font(_QUOTE_SIZE * self._scale, language=language)
        self._quote = WrappedText(bookmark.text, quote_font, room, _QUOTE_PITCH * self._scale, max_lines=5)
        self._note = WrappedText(bookmark.note, theme.ui_font(-1), room - _NOTE_INDENT, 17 * self._scale, max_lines=3)
        self._state = WrappedText(_ANCHOR_WORDS[bookmark.anchor], theme.ui_font(-1.5), room, 17 * self._scale, max_lines=2)
        self._line = 18 * self._scale
        self.height = round(2 * MARGIN_Y + 2 * _PAD - 4 + sum(height for height in self._heights() if height))

    def _heights(self) -> tuple[float, float, float, float, float]:
        """Heights of quote, note, meta line, tags and state, each with the gap before it; 0 for what the card lacks."""
        bookmark = self._bookmark
        return (
            self._quote.height,
            self._note.height + 7 if self._note.lines else 0,
            self._line + 6 if bookmark.moment is not None or bookmark.speaker else 0,
            self._line + 5 if bookmark.tags else 0,
            self._state.height + 5 if self._state.lines else 0,
        )

    def paint(self, painter: QPainter, rect: QRectF, *, chosen: bool, hovered: bool) -> None:
        """Paints the card into the row `rect`; a chosen one has an accent border."""
        palette, bookmark = self._theme.palette, self._bookmark
        card = rect.adjusted(MARGIN_X, MARGIN_Y, -MARGIN_X, -MARGIN_Y)
        border = 2 if chosen else 1
        painter.setPen(QPen(palette.accent if chosen else palette.line2 if hovered else palette.line, border))
        painter.setBrush(palette.raised)
        inset = border / 2
        painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), _RADIUS - inset, _RADIUS - inset)
        strong = palette.quote(bookmark.colour)[1]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(strong)
        painter.drawRoundedRect(QRectF(card.left() + _BAR_LEFT, card.top() + _PAD, 3, card.height() - 2 * _PAD), 1.5, 1.5)
        left, top = card.left() + _WORDS_LEFT, card.top() + _PAD - 2
        quote, note, meta, tags, state = self._heights()
        self._quote.draw(painter, left, top, palette.ink if bookmark.anchor != "lost" else palette.ink2)
        top += quote
        if note:
            icon = self._theme.icon("note", f"{bookmark.colour}_m")
            icon.paint(painter, round(left) - 1, round(top + 7 + self._line / 2 - 8), 16, 16)
            self._note.draw(painter, left + _NOTE_INDENT, top + 7, palette.ink2)
        top += note
        if meta:
            self._paint_meta(painter, QRectF(left, top + 6, self._room, self._line))
        top += meta
        if tags:
            self._paint_tags(painter, QPointF(left, top + 5))
        top += tags
        if state:
            self._state.draw(painter, left, top + 5, palette.warn)

    def _paint_meta(self, painter: QPainter, line: QRectF) -> None:
        palette, bookmark = self._theme.palette, self._bookmark
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        time = when(bookmark)
        if time:
            font = self._theme.ui_font(-1.5, italic=time.startswith("~"), tabular=True)
            painter.setFont(font)
            painter.setPen(palette.accent)
            painter.drawText(line, align, time)
            line.setLeft(line.left() + QFontMetricsF(font).horizontalAdvance(time))
        if bookmark.speaker:
            font = self._theme.ui_font(-1.5)
            painter.setFont(font)
            painter.setPen(palette.ink3)
            words = f" · {bookmark.speaker}" if time else bookmark.speaker
            painter.drawText(line, align, elided(words, font, line.width()))

    def _paint_tags(self, painter: QPainter, place: QPointF) -> None:
        palette, font = self._theme.palette, self._theme.ui_font(-2)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        left, right = place.x(), place.x() + self._room
        for number, tag in enumerate(self._bookmark.tags):
            words = elided(tag, font, self._room - 12)
            wide = metrics.horizontalAdvance(words) + 12
            rest = len(self._bookmark.tags) - number
            keep = 0 if rest == 1 else 26
            if left > place.x() and left + wide > right - keep:
                painter.setPen(palette.ink3)
                painter.drawText(QRectF(left, place.y(), 26, self._line), Qt.AlignmentFlag.AlignVCenter, f"+{rest}")
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.line)
            painter.drawRoundedRect(QRectF(left, place.y(), wide, self._line), 4, 4)
            painter.setPen(palette.ink2)
            painter.drawText(QRectF(left, place.y(), wide, self._line), Qt.AlignmentFlag.AlignCenter, words)
            left += wide + 6
