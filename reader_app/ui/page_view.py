"""Shows one page in a column with a gutter, and keeps its place while font, width and window change."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader_app.core.model import OpenEpisode, Paragraph, Span
from reader_app.ui.focus_ring import FocusRing
from reader_app.ui.gutter import Gutter
from reader_app.ui.marks import SeenRow
from reader_app.ui.page_document import BASELINE, BOTTOM, INSET, TOP, PageFiller, PageStyle, new_document
from reader_app.ui.page_layout import PageMap, Row, clean_text, page_rows
from reader_app.ui.theme import Theme

CHUNK = 100
"""Rows written at once; the first page does not wait for the rest."""
NARROW = 616
"""Below this width in px gutter and right margin give way."""
NO_GUTTER = 552
"""Below this width in px there is no gutter: times stand above their paragraphs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page: the code point that begins a line, and how many px below the top edge the line stands."""

    offset: int
    below: float = 0.0


TOP_OF_PAGE = Place(0, 1e6)


class PageView(QTextEdit):
    """A read-only page. Rows of the document are the rows of `page_rows`, number by number; `page` converts offsets.

    The column is centred by viewport margins, so that only a change of its width lays the text out anew.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.opened: OpenEpisode | None = None
        self.page = PageMap((), "")
        self._rows: list[Row] = []
        self._filler: PageFiller | None = None
        self._document: QTextDocument | None = None
        self._place = TOP_OF_PAGE
        self._holds = 0
        self._column = 0
        self._foot = 0
        self._above = False
        """Whether times stand above their paragraphs."""
        self._longest_mark = ""
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._fill_more)
        self.gutter = Gutter(theme, self)
        self.ring = FocusRing(theme, self)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        # The paper is painted with the marks: the app-wide style sheet keeps the viewport's palette stale after a change.
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setCursorWidth(0)
        self._dress()
        theme.changed.connect(self._restyle)

    # -- filling

    def show_page(self, opened: OpenEpisode, meta: str) -> None:
        """Fills the page and puts the line last read at its top."""
        self._take(opened, meta)
        start = Place(opened.position) if opened.position > 0 else TOP_OF_PAGE
        self._write(start, Span(opened.position, opened.position))

    def show_changed(self, opened: OpenEpisode, meta: str, moved: Callable[[int], int | None]) -> None:
        """Fills the page with the same text as it reads now; the line at the top and the selection stay on their words.

        `moved` tells where an offset has gone; where it cannot, the page begins at the line last read.
        """
        place, cursor = self._place, self.textCursor()
        ends = [moved(self.page.offset(position)) for position in (cursor.anchor(), cursor.position())]
        top = moved(place.offset)
        self._take(opened, meta)
        anchor, position = (opened.position if end is None else end for end in ends)
        self._write(Place(opened.position) if top is None else Place(top, place.below), Span(anchor, position))

    def _take(self, opened: OpenEpisode, meta: str) -> None:
        self.opened = opened
        self._rows = page_rows(opened, meta)
        self._longest_mark = max((row.mark.text for row in self._rows if row.mark is not None), key=len, default="")
        self.page = PageMap(self._rows, opened.transcript.text)

    def clear_page(self) -> None:
        """Shows an empty page."""
        self.opened, self._rows, self._filler = None, [], None
        self.page = PageMap((), "")
        self._place = TOP_OF_PAGE
        self._rest.stop()
        self._show(new_document(self._column))

    def _show(self, document: QTextDocument) -> None:
        self.gutter.show_rows([], None)  # what it paints are lines of the document that goes now
        before = self._document
        document.setParent(self)
        self.setDocument(document)
        self._document = document
        self.setCursorWidth(0)  # kept with the document
        if before is not None:
            before.deleteLater()

    def _write(self, place: Place, selected: Span) -> None:
        """Writes the page off the widget as far as `place` needs, shows it, and leaves the rest for when there is time."""
        assert self.opened is not None
        document = new_document(self._column)
        transcript = self.opened.transcript
        style = PageStyle(self.theme, self.gutter.room_for(self._longest_mark) if self._above else None)
        self._filler = PageFiller(document, self._rows, clean_text(transcript.text), transcript, style)
        self._filler.fill(max(self.page.row_of(place.offset), self.page.row_of(selected.stop)) + CHUNK)
        with self.held():
            self._show(document)
            self._fit()
            cursor = QTextCursor(document)
            cursor.setPosition(self.page.position(selected.start))
            cursor.setPosition(self.page.position(selected.stop), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self._settle(place)
        if not self._filler.done:
            self._rest.start()

    def _fill_more(self) -> None:
        if self._filler is None or self._filler.done:
            self._rest.stop()
            return
        self._fill_to(self._filler.filled)

    def _fill_to(self, row: int) -> None:
        """Makes sure that `row` and a page after it stand in the document."""
        if self._filler is not None and self._filler.filled < min(row + CHUNK, len(self._rows)):
            self._filler.fill(row + CHUNK)

    def fill_all(self) -> None:
        """Writes all rows that are still waiting."""
        self._fill_to(len(self._rows))

    def toPlainText(self) -> str:  # noqa: N802
        """The whole page as plain text, also what is still waiting to be written."""
        self.fill_all()
        return super().toPlainText()

    def selectAll(self) -> None:  # noqa: N802
        """Selects the whole page, also what is still waiting to be written."""
        self.fill_all()
        super().selectAll()

    # -- where things are

    def position(self) -> int:
        """Code point offset of the first paragraph in view."""
        paragraph = self.paragraph_at(self._place.offset)
        return paragraph.span.start if paragraph is not None else 0

    def current_offset(self) -> int:
        """Code point offset of the paragraph that holds the cursor."""
        paragraph = self.paragraph_at(self.page.offset(self.textCursor().position()))
        return paragraph.span.start if paragraph is not None else 0

    def cursor_offset(self) -> int:
        """Code point offset of the cursor itself."""
        return self.page.offset(self.textCursor().position())

    def progress(self) -> float:
        """How much of the text has been read, from 0 to 1: up to the top of the view, and all of it once the end is in view."""
        if self.opened is None or not self._rows:
            return 0.0
        seen = self.seen_rows()
        if seen and seen[-1].number == len(self._rows) - 1 and seen[-1].rect.bottom() <= self.viewport().height() + 4:
            return 1.0
        return min(1.0, self._place.offset / max(1, len(self.opened.transcript.text)))

    def shows(self, offset: int) -> bool:
        """Whether the paragraph of that code point is in view, at least in part."""
        number = self.row_at(offset)
        return any(seen.number == number for seen in self.seen_rows())

    def read_offset(self) -> int:
        """Code point offset of what is read: the paragraph of the cursor while it is in view, else the top line."""
        current = self.current_offset()
        return current if self.shows(current) else self.position()

    def selected_span(self) -> Span | None:
        """The selected words in code points, without the white space at both ends; None where none are selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or self.opened is None:
            return None
        start, stop = self.page.offset(cursor.selectionStart()), self.page.offset(cursor.selectionEnd())
        text = self.opened.transcript.text[start:stop]
        start += len(text) - len(text.lstrip())
        stop -= len(text) - len(text.rstrip())
        return Span(start, stop) if stop > start else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds the code point `offset`, or the one before it."""
        return self._rows[self.page.row_of(offset)].paragraph if self.page.paragraph_rows else None

    def row_at(self, offset: int) -> int:
        """The number of the row that holds the code point `offset`."""
        return self.page.row_of(offset)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the page, by their number."""
        return self._rows

    def offset_under(self, point: QPointF) -> int | None:
        """The code point under a point of the viewport; None where there are no words of the transcript."""
        inside = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(inside, Qt.HitTestAccuracy.ExactHit)
        if position < 0 or self.opened is None:
            return None
        number = self.document().findBlock(position).blockNumber()
        return self.page.offset(position) if number < len(self._rows) and self._rows[number].paragraph is not None else None

    def seen_rows(self) -> list[SeenRow]:
        """The rows in view from top to bottom, with their places in the viewport."""
        if not self._rows:
            return []
        height, block, seen = self.viewport().height(), self._first_block(), []
        while block.isValid() and block.blockNumber() < len(self._rows):
            rect = self._rect(block)
            if rect.top() > height:
                break
            if rect.bottom() > 0:
                seen.append(SeenRow(block.blockNumber(), self._rows[block.blockNumber()], block, rect))
            block = block.next()
        return seen

    def seen_row(self, number: int) -> SeenRow:
        """The row of that number, laid out, wherever it is."""
        self._fill_to(number)
        block = self.document().findBlockByNumber(number)
        return SeenRow(number, self._rows[number], block, self._rect(block))

    def _first_block(self) -> QTextBlock:
        # In the paper above the first row Qt's hit test would answer with the last one.
        top = QPointF(INSET, max(TOP, self.verticalScrollBar().value()))
        position = self.document().documentLayout().hitTest(top, Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(0, position))
        while block.previous().isValid() and self._rect(block).top() > 0:
            block = block.previous()
        return block

    def _rect(self, block: QTextBlock) -> QRectF:
        """The block's box in the viewport; asking for it lays the text out as far as there."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        return rect.translated(0, -self.verticalScrollBar().value())

    # -- keeping the place

    @property
    def column(self) -> int:
        """Width of the text column in px; it begins `INSET` px right of the viewport's edge."""
        return self._column

    def scroll_to(self, offset: int, below: float) -> None:
        """Scrolls until the line of the code point `offset` stands `below` px under the top edge."""
        self._settle(Place(offset, below))

    def scroll_to_end(self) -> None:
        """Scrolls until the end of the text stands at the bottom edge, as a reader would."""
        self.fill_all()
        bar, target = self.verticalScrollBar(), round(self._bottom() - self.viewport().height())
        if target > 0:
            bar.setMaximum(max(bar.maximum(), target))
            bar.setValue(target)

    def _bottom(self) -> float:
        """Where the page ends, in px from its top; asking for it lays out all that is filled."""
        return self._rect(self.document().lastBlock()).bottom() + self.verticalScrollBar().value() + BOTTOM

    @contextmanager
    def held(self) -> Iterator[None]:
        """While this holds, a move of the page is the layout's doing and not the reader's."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1

    def _settle(self, place: Place) -> None:
        """Scrolls to `place` and remembers it, so that it holds also when the layout changes."""
        self._place = place
        if not self._rows:
            return
        with self.held():
            number = self.page.row_of(place.offset)
            seen = self.seen_row(number)
            line = seen.block.layout().lineForTextPosition(self.page.within(number, place.offset))
            within = line.y() + line.ascent() - BASELINE * seen.line_height if line.isValid() else 0.0
            bar, height = self.verticalScrollBar(), self.viewport().height()
            target = max(0, round(seen.rect.top() + bar.value() + within - place.below))
            # Qt lays out lazily: the bar must know of the page below before it can be moved there.
            below = seen.block
            while below.isValid() and self._rect(below).bottom() + bar.value() < target + height:
                below = below.next()
            if not below.isValid():
                target = max(0, min(target, round(self._bottom()) - height))
            bar.setMaximum(max(bar.maximum(), target))
            bar.setValue(target)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Remembers what the reader scrolled to."""
        super().scrollContentsBy(dx, dy)
        if not self._holds and self._rows:
            self._place = self.place_in_view()
            self.scrolled()

    def scrolled(self) -> None:
        """Called when the reader, not the layout, moved the page."""

    def top_line(self) -> int:
        """Code point offset of the first line in view."""
        return self.place_in_view().offset

    def place_in_view(self) -> Place:
        """The first line in view, and where it stands."""
        for seen in self.seen_rows():
            if seen.row.paragraph is None:
                continue
            layout = seen.block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                top = seen.rect.top() + line.y() + line.ascent() - BASELINE * seen.line_height
                if top + seen.line_height / 2 > 0:
                    offset = self.page.offset(self.page.row_start(seen.number) + line.textStart())
                    return Place(offset, top)
        return self._place

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits column and gutter to the new size, the top line staying where it is."""
        above, self._above = self._above, self.width() < NO_GUTTER
        with self.held():
            super().resizeEvent(event)
            self._fit()
        if above != self._above:
            self._rewrite()
        self._settle(self._place)

    def _fit(self) -> None:
        gutter, margin = (72, 40) if self.width() >= NARROW else (64, 24)
        gutter = 20 if self._above else max(gutter, self.gutter.room_for(self._longest_mark))
        column = max(120, min(self.theme.column_width(), self.width() - gutter - margin))
        spare = self.width() - gutter - column - margin
        left = gutter + max(0, spare - 48) // 2
        with self.held():
            if column != self._column or self.lineWrapColumnOrWidth() != column + INSET:
                self._column = column
                self.setLineWrapColumnOrWidth(column + INSET)
            margins = QMargins(left - INSET, 0, 0, self._foot)
            if self.viewportMargins() != margins:
                self.setViewportMargins(margins)
        reach = column if self._above else 0
        self.gutter.set_text_left(gutter, over=self._above)
        self.gutter.setGeometry(left - gutter, 0, gutter + reach, self.viewport().height())

    def set_foot(self, height: int) -> None:
        """Leaves `height` px free under the text, for bars that lie there; the text above stays where it is."""
        if height != self._foot:
            self._foot = height
            self._fit()
            self._settle(self._place)

    def _restyle(self) -> None:
        self._dress()
        self._fit()
        self._rewrite()

    def _rewrite(self) -> None:
        """Writes the page anew, the top line and the selection staying."""
        if self.opened is None:
            return
        cursor = self.textCursor()
        selected = Span(self.page.offset(cursor.anchor()), self.page.offset(cursor.position()))
        self._write(self._place, selected)

    def _dress(self) -> None:
        colours, palette = self.theme.palette, QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, colours.paper)
        palette.setColor(QPalette.ColorRole.Base, colours.paper)
        palette.setColor(QPalette.ColorRole.Text, colours.ink)
        palette.setColor(QPalette.ColorRole.Highlight, colours.sel)
        palette.setColor(QPalette.ColorRole.HighlightedText, self.theme.selected_ink)
        self.setPalette(palette)
