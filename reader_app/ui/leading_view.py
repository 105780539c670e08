"""Leads over one page: to a place, to the next paragraph or chapter, and shows for a moment where it has led."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QStyle, QWidget

from reader_app.core.model import Span
from reader_app.ui.marks import PageMarks
from reader_app.ui.page_view import PageView
from reader_app.ui.theme import Theme

_MOVED_AFTER = 150
_FLASH_STEP = 300
"""ms."""


class LeadingView(PageView):
    """A page that goes where it is sent, the cursor along with it. `rested` runs out once the reader rests."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.marks = PageMarks(theme)
        super().__init__(theme, parent)
        self._sections: set[int] = set()
        self.rested = QTimer(self, singleShot=True, interval=_MOVED_AFTER)
        self._fading = QTimer(self, interval=_FLASH_STEP)
        self._fading.timeout.connect(self._fade)

    def go_to(self, place: Span | int, *, flash: bool = True) -> None:
        """Puts a place one third below the top edge and the cursor on it; its paragraph shows for a moment that it was meant."""
        if self.opened is None:
            return
        offset = place.start if isinstance(place, Span) else place
        self.scroll_to(offset, self.viewport().height() / 3)
        self.put_cursor(offset)
        paragraph = self.paragraph_at(offset)
        if flash and paragraph is not None and self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0:
            self.marks.flash = (paragraph.span, 1.0)
            self._fading.start()
        self.rested.start()

    def return_to(self, offset: int, below: float = 0.0) -> None:
        """Puts the line of a place that the reader left back, `below` px under the top edge, with the cursor on it."""
        if self.opened is not None:
            self.put_cursor(offset)
            self.scroll_to(offset, below)
            self.rested.start()

    def step_paragraph(self, step: int) -> None:
        """Goes to the next paragraph (1) or the one before (-1), scrolling only as far as that needs."""
        rows = self.page.paragraph_rows
        if not rows:
            return
        shown = {seen.number for seen in self.seen_rows()}
        here = self.row_at(self.current_offset())
        if here not in shown:
            here = self.row_at(self.position()) - (1 if step > 0 else 0)
        wanted = [row for row in rows if (row > here if step > 0 else row < here)]
        if not wanted:
            return
        self.show_row(wanted[0] if step > 0 else wanted[-1])

    def show_row(self, number: int) -> None:
        """Puts the cursor on a row and, where it is not wholly in view, the row one third below the top edge."""
        seen, height = self.seen_row(number), self.viewport().height()
        offset = self.page.offset(self.page.row_start(number))
        if seen.rect.top() < 0 or seen.rect.bottom() > height:
            self.scroll_to(offset, height / 3)
            self.rested.start()
        self.put_cursor(offset)

    def set_sections(self, offsets: Sequence[int]) -> None:
        """Where the automatic sections begin (code points), for the steps from one to the next; a new episode has none."""
        self._sections = set(offsets)

    def step_chapter(self, step: int) -> None:
        """Goes to the next chapter (1) or heading, or to the one before (-1)."""
        if self.opened is None:
            return
        transcript = self.opened.transcript
        places = {chapter.offset for chapter in transcript.chapters if chapter.placed}
        places |= {block.span.start for block in transcript.blocks if block.kind == "heading"}
        places |= self._sections
        here = self.current_offset()
        wanted = sorted(place for place in places if (place > here if step > 0 else place < here))
        if wanted:
            self.go_to(wanted[0] if step > 0 else wanted[-1], flash=False)

    def put_cursor(self, offset: int) -> None:
        """Puts the cursor on a place; the page stays where it is."""
        bar = self.verticalScrollBar()
        was, cursor = bar.value(), QTextCursor(self.document())
        cursor.setPosition(self.page.position(offset))
        with self.held():  # Qt would scroll the cursor into view its own way
            self.setTextCursor(cursor)
            bar.setValue(was)
        self.viewport().update()

    def go_to_end(self, *, top: bool) -> None:
        """Goes to the first or the last paragraph."""
        rows = self.page.paragraph_rows
        if not rows:
            return
        self.verticalScrollBar().setValue(0) if top else self.scroll_to_end()
        self.put_cursor(self.page.offset(self.page.row_start(rows[0] if top else rows[-1])))

    def _fade(self) -> None:
        flash = self.marks.flash
        if flash is None or flash[1] <= 0.5:
            self.marks.flash = None
            self._fading.stop()
        else:
            self.marks.flash = (flash[0], flash[1] / 2)
        self.viewport().update()
