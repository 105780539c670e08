"""The transcript as a page to read: words with their marks, times in the gutter, and what a reader can do with them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from reader_app.core.model import Bookmark, Colour, Entity, OpenEpisode, Span
from reader_app.ui.finding import Places
from reader_app.ui.leading_view import LeadingView
from reader_app.ui.marked_bar import BarMarks, MarkedBar
from reader_app.ui.page_document import INSET
from reader_app.ui.page_keys import press_key
from reader_app.ui.page_menu import page_menu
from reader_app.ui.page_pointing import pointed_at, word_at
from reader_app.ui.page_words import clean_copy, meta_line
from reader_app.ui.selection_bar import SelectionBar
from reader_app.ui.theme import Theme

_ARRIVED_AFTER = 150
"""ms."""


class TranscriptView(LeadingView):
    """The page of one episode. Offsets and spans in its methods and signals are code points of `Transcript.text`.

    `show_episode(opened)` fills the page: the first hundred rows at once, the rest in zero-timers, so that the first paint
    (`viewport().repaint()` after it) is what a reader waits for. `go_to`, `set_hits` and the like may be called right after it.
    Nothing is kept here: each wish goes out as a signal.
    """

    reading_moved = Signal(int, float)
    """The first paragraph in view and the progress (0 to 1), some time after the reader scrolled."""
    current_changed = Signal(int)
    """The paragraph that now holds the cursor."""
    time_clicked = Signal(int, float)
    chapter_wished = Signal(int)
    """Where the chapter begins whose line of the contents was pressed."""
    correction_wished = Signal(Span)
    """Words to be put right."""
    voice_wished = Signal(Span)
    """Words that somebody else says."""
    chapter_begin_wished = Signal(int)
    chapter_title_wished = Signal(int)
    chapter_removal_wished = Signal(int)
    """The offset where a chapter is to begin, to be called otherwise, or begins no more."""
    take_back_wished = Signal(str)
    """The correction, by its id, that is to be one no more."""
    speaker_wished = Signal(int)
    """The voice that is to be named, by its number in the transcript."""
    source_lines_wished = Signal(int)
    """A place whose lines in the original file are to be shown."""
    bookmark_wished = Signal(Span, str, bool)
    """The words to keep, the colour, and whether a note is to be written at once."""
    copy_wished = Signal(Span)
    """The words to copy together with where they come from."""
    link_wished = Signal(int)
    search_wished = Signal(str)
    bookmark_clicked = Signal(str)
    entity_clicked = Signal(str)
    open_source_wished = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pointed: int | None = None
        self._current = -1
        self.rested.timeout.connect(lambda: self.reading_moved.emit(self.position(), self.progress()))
        self._arrived = QTimer(self, singleShot=True, interval=_ARRIVED_AFTER)
        self._arrived.timeout.connect(self._tell_if_whole)
        bar = MarkedBar(theme, self)
        self.setVerticalScrollBar(bar)
        self._bar_marks = BarMarks(self, bar)
        self._hits: tuple[list[int], int | None] = ([], None)
        self.selection_bar = SelectionBar(theme, self)
        self.selection_bar.colour_chosen.connect(self.bookmark_selection)
        self.selection_bar.note_wished.connect(lambda: self.bookmark_selection(with_note=True))
        self.selection_bar.correction_wished.connect(self.correct_selection)
        self.selection_bar.link_wished.connect(self.link_selection)
        self.selection_bar.search_wished.connect(self.search_selection)
        self.gutter.pressed.connect(self._press_mark)
        self.gutter.menu_wished.connect(self._open_row_menu)
        self.gutter.pointed.connect(self._point_at)
        self.selectionChanged.connect(self._selection_changed)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.setObjectName("transcript_view")
        self.setAccessibleName("Transcript")
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    # -- what is shown

    def show_episode(self, opened: OpenEpisode) -> None:
        """Fills the page and goes to the line last read."""
        self._mark(opened)
        self.show_page(opened, meta_line(opened.episode))
        self._arrived.start()

    def show_again(self, opened: OpenEpisode, moved: Callable[[int], int | None]) -> None:
        """Fills the page with the open episode as it reads now, the line at the top staying; `moved` as in `show_changed`."""
        self._mark(opened)
        self.show_changed(opened, meta_line(opened.episode), moved)
        self.rested.start()

    def _mark(self, opened: OpenEpisode) -> None:
        self.selection_bar.hide()
        self.rested.stop()
        self._current = -1
        self.set_sections(())
        self.marks.flash = None
        self.marks.set_entities(opened.transcript.entities)
        self.marks.set_bookmarks(opened.bookmarks)
        self.marks.set_corrections(opened.transcript.corrections)
        self.set_found(None)
        self.set_hits(())

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Takes the episode's quotes as they are now."""
        self.marks.set_bookmarks(bookmarks)
        self.viewport().update()

    def set_hits(self, hits: Sequence[Sequence[Span]], current: int | None = None) -> None:
        """Marks what a search found, by the words of each hit; `current` numbers the one that is being looked at."""
        self.marks.set_hits(hits, current)
        now = hits[current] if current is not None else ()
        self._hits = (sorted(words[0].start for words in hits if words), now[0].start if now else None)
        if not self.marks.finding:
            self._bar_marks.show_places(*self._hits)
        self.viewport().update()

    def set_found(self, places: Places | None, current: int | None = None) -> None:
        """Marks words that are looked for here, in the place of a search's hits, which come back with None."""
        self.marks.set_found(places, current)
        if places is None:
            self._bar_marks.show_places(*self._hits)
        else:
            self._bar_marks.show_places(places.starts, places[current].start if current is not None else None)
        self.viewport().update()

    def choose_entity(self, entity: Entity | None) -> None:
        """Fills the mentions of `entity`, or of none."""
        self.marks.choose_entity(entity)
        self.viewport().update()

    # -- wishes, also called by the window's actions

    def bookmark_selection(self, colour: Colour = "yellow", *, with_note: bool = False) -> None:
        """Wishes to keep the selected words, or the paragraph that holds the cursor where none are selected."""
        span = self._chosen_span()
        if span is not None:
            self.put_cursor(span.start)
            self.selection_bar.hide()
            self.bookmark_wished.emit(span, colour, with_note)

    def _chosen_span(self) -> Span | None:
        """The selected words, or the paragraph that holds the cursor where none are selected."""
        if self.opened is None:
            return None
        span = self.selected_span()
        paragraph = self.paragraph_at(self.current_offset()) if span is None else None
        return paragraph.span if paragraph is not None else span

    def correct_selection(self) -> None:
        """Wishes to have the selected words put right."""
        span = self.selected_span()
        if span is not None:
            self.selection_bar.hide()
            self.correction_wished.emit(span)

    def words_meant(self) -> Span | None:
        """The selected words, or the one word that holds the cursor where none are selected."""
        return self.selected_span() or word_at(self, self.cursor_offset())

    def copy_selection_with_source(self) -> None:
        """Wishes to copy the selected words, or the paragraph that holds the cursor, together with where they come from."""
        span = self._chosen_span()
        if span is not None:
            self.copy_wished.emit(span)

    def link_selection(self) -> None:
        """Wishes a link to the selected words, or to the paragraph that holds the cursor."""
        span = self.selected_span()
        if self.opened is not None:
            self.link_wished.emit(span.start if span is not None else self.current_offset())

    def search_selection(self) -> None:
        """Wishes to search the library for the selected words."""
        span = self.selected_span()
        if span is not None and self.opened is not None:
            self.search_wished.emit(self.opened.transcript.text[slice(*span)])

    def _tell_if_whole(self) -> None:
        """A text that is in view as a whole is never scrolled, so that it is read is told without that."""
        if self.isVisible() and self.opened is not None and self.progress() >= 1:
            self.reading_moved.emit(self.position(), 1.0)

    def scrolled(self) -> None:
        """Tells of it once the reader rests."""
        self.selection_bar.hide()
        self.rested.start()

    def _cursor_moved(self) -> None:
        current = self.row_at(self.page.offset(self.textCursor().position()))
        if self.opened is not None and current != self._current:
            self._current = current
            self.viewport().update()
            self.current_changed.emit(self.current_offset())

    # -- the gutter and the menus

    def _press_mark(self, number: int) -> None:
        paragraph = self.rows[number].paragraph
        if paragraph is None:
            return
        goes_to = self.rows[number].goes_to
        if goes_to is None:
            self.put_cursor(paragraph.span.start)
        else:
            self.chapter_wished.emit(goes_to)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if paragraph.moment is not None:
            self.time_clicked.emit(paragraph.span.start, paragraph.moment.seconds)

    def press_time(self) -> None:
        """Does what a click on the time of the cursor's paragraph does."""
        self._press_mark(self.row_at(self.current_offset()))

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.viewport().update()

    def _open_row_menu(self, number: int, place: QPoint) -> None:
        paragraph = self.rows[number].paragraph
        if paragraph is not None:
            page_menu(self, paragraph, None).popup(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the words under the pointer; by key the selection bar, or the menu of the cursor's paragraph."""
        if self.opened is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if self.selected_span() is not None and self._show_selection_bar():
                self.selection_bar.take_focus()
                return
            paragraph = self.paragraph_at(self.current_offset())
            place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            offset = None
        else:
            point = self.viewport().mapFromGlobal(event.globalPos())
            offset = self.offset_under(QPointF(point))
            number = self.cursorForPosition(point).blockNumber()
            paragraph = self.paragraph_at(self.page.offset(self.page.row_start(number)) if offset is None else offset)
            place = event.globalPos()
        if paragraph is not None:
            page_menu(self, paragraph, offset).popup(place)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper, fills behind the words, then the words and the selection, then underlines and note marks."""
        seen = self.seen_rows()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.palette.paper)
        self.marks.paint_under(painter, seen, self.page, self.column)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.marks.paint_over(painter, seen, self.page, self.column)
        painter.end()
        lit = self._pointed if self._pointed is not None else self._current
        self.gutter.show_rows(seen, lit)

    # -- pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows what can be pressed."""
        super().mouseMoveEvent(event)
        if event.buttons() or self.opened is None:
            return
        here = pointed_at(self, event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if here.pressable else Qt.CursorShape.IBeamCursor)
        hovered = here.mention[0] if here.mention is not None else None
        if hovered != self.marks.hovered or here.row != self._pointed:
            self.marks.hovered, self._pointed = hovered, here.row
            self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """What was opened before there was anything to see has been reached only now."""
        super().showEvent(event)
        self._arrived.start()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.marks.hovered = None
        self._point_at(None)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the selection bar and the ring of the keyboard away."""
        self.selection_bar.hide()
        self.ring.hide()
        self.setCursorWidth(0)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Shows the selection bar, or opens what was clicked: a note mark, a mention, a quote."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.opened is None:
            return
        if self.textCursor().hasSelection():
            self._show_selection_bar()
            return
        here = pointed_at(self, event.position())
        kept = here.note or here.quote
        if here.mention is not None and here.note is None:
            self.entity_clicked.emit(here.mention[1].name)
        elif kept is not None:
            self.bookmark_clicked.emit(kept.id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows beside the pointer a note, or what the source has instead of the reader's words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), pointed_at(self, QPointF(event.pos())).tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the keys of a page do, else what Qt does."""
        if not press_key(self, event):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.setCursorWidth(1)
            super().keyPressEvent(event)

    # -- the selection

    def _selection_changed(self) -> None:
        if not self.textCursor().hasSelection():
            self.selection_bar.hide()

    def _show_selection_bar(self) -> bool:
        cursor, span = self.textCursor(), self.selected_span()
        if span is None:
            return False
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        one, other = self.cursorRect(first), self.cursorRect(last)
        same_line = one.top() == other.top()
        words = QRect(QPoint(one.left() if same_line else INSET, one.top()), QPoint(self.column, other.bottom()))
        shift = self.viewport().pos()
        return self.selection_bar.show_beside(words.translated(shift), self.rect().adjusted(8, 8, -8, -8))

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected words as clean text."""
        mime = QMimeData()
        mime.setText(clean_copy(self.textCursor(), self.rows))
        return mime
