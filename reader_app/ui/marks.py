"""Paints what lies on the words of a page: quotes, mentions, hits, and tells what lies under the pointer."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock

from reader_app.core.model import Bookmark, Correction, Entity, Span
from reader_app.ui.finding import Places
from reader_app.ui.page_document import BASELINE, INSET
from reader_app.ui.page_layout import PageMap, Row
from reader_app.ui.theme import Theme

NOTE_SIZE = 18
NOTE_GAP = 11
"""The note mark: its size in px and how far right of the column it stands."""
RADIUS = 3.0
_GAP = 5
"""px of the mark on either side of a place where words were left out."""
Thing = TypeVar("Thing")


class SpanIndex(Generic[Thing]):
    """Things that lie on spans of the text, found by stretch in logarithmic time also where spans overlap."""

    def __init__(self, things: Iterable[tuple[Span, Thing]] = ()) -> None:
        self._things = sorted(things, key=lambda thing: thing[0])
        self._starts = [span.start for span, _ in self._things]
        self._reach = list(accumulate((span.stop for span, _ in self._things), max))

    def within(self, start: int, stop: int) -> Iterator[tuple[Span, Thing]]:
        """The things of which at least one code point lies in [start, stop), in order."""
        for number in range(bisect_right(self._reach, start), bisect_left(self._starts, stop)):
            span, thing = self._things[number]
            if span.stop > start:
                yield span, thing


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row in view: its number, its block in the document, and where the block's top left corner lies in the viewport."""

    number: int
    row: Row
    block: QTextBlock
    rect: QRectF

    @property
    def line_height(self) -> float:
        """Height of one of its lines in px."""
        return self.block.blockFormat().lineHeight()

    def covers(self, y: float) -> bool:
        """Whether the row stands at height `y` of the viewport."""
        return self.rect.top() <= y < self.rect.bottom()

    def first_line(self) -> QRectF:
        """The box of its first line in the viewport."""
        layout = self.block.layout()
        line = layout.lineAt(0)
        top = self.rect.top() + line.y() + line.ascent() - BASELINE * self.line_height
        return QRectF(self.rect.left(), top, self.rect.width(), self.line_height)


def line_boxes(seen: SeenRow, first: int, last: int) -> list[QRectF]:
    """The boxes in the viewport that hold the characters from `first` up to `last`, in UTF-16 units of the row, line by line.

    Each is as high as the line; the space at a line's end is left out.
    """
    layout, text, boxes = seen.block.layout(), seen.block.text(), []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        while stop > start and text[stop - 1 : stop].isspace():
            stop -= 1
        if stop <= start:
            continue
        one, other = _x(line.cursorToX(start)), _x(line.cursorToX(stop))
        top = seen.rect.top() + line.y() + line.ascent() - BASELINE * seen.line_height
        left = layout.position().x() + min(one, other)
        boxes.append(QRectF(left, round(top), abs(other - one), seen.line_height))
    return boxes


def caret_box(seen: SeenRow, unit: int) -> QRectF:
    """The place in the viewport before the character `unit` (in UTF-16 units of the row): without width, as high as the line."""
    layout = seen.block.layout()
    line = layout.lineForTextPosition(unit)
    top = seen.rect.top() + line.y() + line.ascent() - BASELINE * seen.line_height
    return QRectF(layout.position().x() + _x(line.cursorToX(unit)), round(top), 0, seen.line_height)


def _x(answer: object) -> float:
    """PySide gives the coordinate alone or together with the cursor, depending on its version."""
    return float(answer[0]) if isinstance(answer, (tuple, list)) else float(answer)  # type: ignore[arg-type]


class PageMarks:
    """The quotes, mentions and hits of one page: painted where they are in view, under and over the words."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._quotes: SpanIndex[Bookmark] = SpanIndex()
        self._mentions: SpanIndex[Entity] = SpanIndex()
        self._hits: SpanIndex[int] = SpanIndex()
        self._current_hit: int | None = None
        self._found: Places | None = None
        self._current_found: int | None = None
        self._corrections: SpanIndex[Correction] = SpanIndex()
        self._chosen: str | None = None
        self.hovered: Span | None = None
        """The mention under the pointer."""
        self.flash: tuple[Span, float] | None = None
        """The paragraph just gone to, and how strongly it still shows (0 to 1)."""

    def set_entities(self, entities: Sequence[Entity]) -> None:
        """Takes the entities whose mentions are to be underlined."""
        self._mentions = SpanIndex((span, entity) for entity in entities for span in entity.mentions)
        self.hovered = self._chosen = None

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Takes the quotes; those whose place is lost are not painted."""
        self._quotes = SpanIndex((mark.span, mark) for mark in bookmarks if mark.span is not None and not mark.removed)

    def set_hits(self, hits: Sequence[Sequence[Span]], current: int | None) -> None:
        """Takes the words of each hit that a search found; `current` numbers the hit being looked at."""
        self._hits = SpanIndex((word, number) for number, words in enumerate(hits) for word in words)
        self._current_hit = current

    def set_found(self, places: Places | None, current: int | None) -> None:
        """Takes the places of words that are looked for in this text: while there are any, they stand before a search's hits."""
        self._found, self._current_found = places, current

    @property
    def finding(self) -> bool:
        """Whether words are looked for in this text."""
        return self._found is not None

    def set_corrections(self, corrections: Sequence[Correction]) -> None:
        """Takes what the reader put right."""
        self._corrections = SpanIndex((each.span, each) for each in corrections)

    def choose_entity(self, entity: Entity | None) -> None:
        """Fills the mentions of `entity`, or of none."""
        self._chosen = entity.name if entity is not None else None

    def bookmark_at(self, offset: int) -> Bookmark | None:
        """The quote on the code point `offset`; of several the one that begins last."""
        return next((mark for _, mark in reversed(list(self._quotes.within(offset, offset + 1)))), None)

    def mention_at(self, offset: int) -> tuple[Span, Entity] | None:
        """The mention on the code point `offset`."""
        return next(self._mentions.within(offset, offset + 1), None)

    def correction_at(self, offset: int) -> Correction | None:
        """What the reader put right at the code point `offset`, or left out just before it; words go before who says them."""
        found = [each for _, each in self._corrections.within(max(0, offset - 1), offset + 1)]
        here = [each for each in found if each.span.stop > offset or each.span.start == each.span.stop]
        return min(here, key=lambda each: each.kind != "words", default=None)

    # -- painting

    def paint_under(self, painter: QPainter, seen: Sequence[SeenRow], page: PageMap, column: float) -> None:
        """What lies behind the words, in order: flash, quotes, the chosen entity, hits, the current hit."""
        palette = self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in seen:
            if row.row.role in ("pull_quote", "attribution"):
                self._paint_quote_line(painter, row, column)
            if row.row.paragraph is None:
                continue
            start, stop = row.row.paragraph.span
            if self.flash is not None and self.flash[0].start < stop and self.flash[0].stop > start:
                fill = QColor(palette.accentsoft)
                fill.setAlphaF(self.flash[1])
                ground = QRectF(0, row.rect.top() - 2, column + 2 * INSET, row.rect.height() + 4)
                _fill(painter, [ground], fill, 6)
            for span, mark in self._quotes.within(start, stop):
                self._fill(painter, _boxes(row, page, span), palette.quote(mark.colour)[0])
            if self._chosen is not None:
                for span, entity in self._mentions.within(start, stop):
                    if entity.name == self._chosen:
                        self._fill(painter, _boxes(row, page, span), palette.accentsoft)
            self._paint_hits(painter, row, page, start, stop)

    def _fill(self, painter: QPainter, boxes: list[QRectF], colour: QColor) -> None:
        """Fills behind words; in high contrast a line of 2 px under them."""
        if self._theme.high_contrast:
            boxes, colour = [QRectF(box.left(), box.bottom() - 2, box.width(), 2) for box in boxes], self._theme.palette.ink
        _fill(painter, boxes, colour, 0 if self._theme.high_contrast else RADIUS)

    def _paint_hits(self, painter: QPainter, row: SeenRow, page: PageMap, start: int, stop: int) -> None:
        palette, current = self._theme.palette, []
        hits, now = (self._hits, self._current_hit) if self._found is None else (self._found, self._current_found)
        for span, number in hits.within(start, stop):
            if number == now:
                current.append(span)
            else:
                self._fill(painter, [box.adjusted(-1, 0, 1, 0) for box in _boxes(row, page, span)], palette.hit)
        painter.setPen(QPen(palette.hitline, 1.5))
        painter.setBrush(palette.hitnow)
        for span in current:
            for box in _boxes(row, page, span):
                painter.drawRoundedRect(box.adjusted(-1.25, -1.25, 1.25, -0.75), RADIUS + 1, RADIUS + 1)

    def _paint_quote_line(self, painter: QPainter, row: SeenRow, column: float) -> None:
        # The line runs on through the gap down to who is quoted.
        below = row.block.next().blockFormat().topMargin() if row.row.leads == "attribution" else 0
        x = INSET + (column - 2 if row.block.textDirection() == Qt.LayoutDirection.RightToLeft else 0)
        height = row.line_height * row.block.layout().lineCount() + below
        painter.fillRect(QRectF(x, round(row.rect.top()), 2, round(height)), self._theme.palette.accent)

    def paint_over(self, painter: QPainter, seen: Sequence[SeenRow], page: PageMap, column: float) -> None:
        """What lies on the words: the underlines of mentions, and the note marks right of the column."""
        palette = self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for row in seen:
            if row.row.paragraph is None:
                continue
            self._paint_corrections(painter, row, page, row.row.paragraph.span)
            if row.row.role in ("title", "heading", "contents"):
                continue
            for span, _ in self._mentions.within(*row.row.paragraph.span):
                colour = palette.accent if span == self.hovered else palette.entity
                for box in _boxes(row, page, span):
                    painter.fillRect(QRectF(round(box.left()), round(box.bottom() - 2.5), round(box.width()), 1), colour)
        for mark, box in self.note_marks(seen, page, column):
            pixmap = self._theme.pixmap("note", f"{mark.colour}_m", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() + 1, box.top() + 1), pixmap)

    def _paint_corrections(self, painter: QPainter, row: SeenRow, page: PageMap, within: Span) -> None:
        """Dots under words that are the reader's, and under the gap where words were left out."""
        colour = self._theme.palette.ink if self._theme.high_contrast else self._theme.palette.ink3
        for span, each in self._corrections.within(max(0, within.start - 1), within.stop + 1):
            if each.kind not in ("words", "chapter") or span.start < within.start or span.stop > within.stop:
                continue
            gap = span.start == span.stop
            boxes = [caret_box(row, page.within(row.number, span.start)).adjusted(-_GAP, 0, _GAP, 0)] if gap else ()
            for box in boxes or _boxes(row, page, span):
                for left in range(round(box.left()), round(box.right()) - 1, 4):
                    painter.fillRect(QRectF(left, round(box.bottom()) - 1, 2, 1), colour)

    def note_marks(self, seen: Sequence[SeenRow], page: PageMap, column: float) -> list[tuple[Bookmark, QRectF]]:
        """The quotes in view that carry a note, each with the box of its mark in the viewport: at the quote's last full line."""
        marks: list[tuple[Bookmark, QRectF]] = []
        for row in seen:
            if row.row.paragraph is None:
                continue
            start, stop = row.row.paragraph.span
            for span, mark in self._quotes.within(start, stop):
                if not mark.note or span.stop > stop:
                    continue
                boxes = _boxes(row, page, span)
                if not boxes:
                    continue
                line = boxes[-2] if len(boxes) > 1 else boxes[-1]
                top = line.center().y() - NOTE_SIZE / 2
                marks.append((mark, QRectF(INSET + column + NOTE_GAP, round(top), NOTE_SIZE, NOTE_SIZE)))
        return marks


def _boxes(seen: SeenRow, page: PageMap, span: Span) -> list[QRectF]:
    return line_boxes(seen, page.within(seen.number, span.start), page.within(seen.number, span.stop))


def _fill(painter: QPainter, boxes: Iterable[QRectF], colour: QColor, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for box in boxes:
        painter.drawRoundedRect(box, radius, radius)
