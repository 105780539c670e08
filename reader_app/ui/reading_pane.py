"""Everything about the text that is read: header, page, find bar, status line, and what stands there while nothing is open."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reader_app.core.model import OpenEpisode
from reader_app.core.timestamps import format_clock
from reader_app.ui.bars import Bar
from reader_app.ui.empty_state import EmptyState
from reader_app.ui.fetch_line import FetchLine
from reader_app.ui.find_bar import FindBar, TimeBar
from reader_app.ui.find_here import FindHere
from reader_app.ui.reading_header import ReadingHeader
from reader_app.ui.search_place import PlaceLine
from reader_app.ui.status_line import StatusLine
from reader_app.ui.theme import Theme
from reader_app.ui.transcript_view import TranscriptView
from reader_app.ui.twin_line import TwinLine

WORDS_PER_MINUTE = 230
"""The speed of a usual reader, by which the time that is left is counted."""
_BAR_MARGIN = 8


class ReadingPane(QWidget):
    """Lays out the page and its bars, and finds words in the episode that is open. `view` is the page itself.

    Bars that are its children stand above the status line, the first one lowest.
    """

    back_wished = Signal()
    forward_wished = Signal()
    preferences_wished = Signal(QPoint)
    panel_wished = Signal()
    add_wished = Signal()
    add_folder_wished = Signal()
    place_left = Signal(int)
    """A code point whose line stood at the top before the reader found words elsewhere in the text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opened: OpenEpisode | None = None
        self._on_time: Callable[[str], object] | None = None
        self._step_hits: Callable[[int], bool] | None = None
        self.header = ReadingHeader(theme)
        self.twin_line = TwinLine(theme)
        self.fetch_line = FetchLine(theme)
        self.view = TranscriptView(theme)
        self.find_bar = FindBar(theme, self)
        self.time_bar = TimeBar(theme, self)
        self._finding = FindHere(self.find_bar, self.view)
        self.status = StatusLine(theme)
        self.setAccessibleName("Text")
        self._lay_out()
        self._wire()
        # The way in leads past the header, so its buttons follow the text.
        lines = [button for line in (self.fetch_line, self.twin_line) for button in (line.look, line.close_button)]
        for before, after in pairwise([self.view, *lines, *self.header.buttons]):
            QWidget.setTabOrder(before, after)
        self.clear()

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self._theme,
            "Nothing to read yet",
            "Drop transcripts anywhere in this window, single files or a whole folder.",
            main=("Add files", "file"),
            plain=("Add a folder", "folder"),
            quiet="Speakers, chapters and times are found for you. Everything stays on this computer.",
            framed=True,
        )
        self._unchosen = EmptyState(
            self._theme, "Choose something to read", "Pick an episode from the list, or press Ctrl+K to search."
        )
        self._pages = QStackedWidget()
        for page in (self.view, self._empty, self._unchosen):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.fetch_line)
        column.addWidget(self.twin_line)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)

    def _wire(self) -> None:
        self.header.back_wished.connect(self.back_wished)
        self.header.forward_wished.connect(self.forward_wished)
        self.header.preferences_wished.connect(self.preferences_wished)
        self.header.panel_wished.connect(self.panel_wished)
        self.header.find_wished.connect(self.open_find)
        self._empty.main_wished.connect(self.add_wished)
        self._empty.plain_wished.connect(self.add_folder_wished)
        self._finding.place_left.connect(self.place_left)
        self.time_bar.given.connect(self._give_time)
        self.time_bar.closed.connect(self.view.setFocus)
        self.fetch_line.left.connect(self.view.setFocus)
        self.twin_line.left.connect(self.view.setFocus)
        self.view.reading_moved.connect(lambda _offset, _progress: self._update_status())
        self.view.current_changed.connect(lambda _offset: self._update_status())
        self.status.place_wished.connect(self._go_to_part)

    # -- what is shown

    def show_episode(self, opened: OpenEpisode) -> None:
        """Shows an episode at the line last read."""
        self._finding.take_text(None)
        self.find_bar.close_bar()
        self.time_bar.close_bar()
        self._take(opened)
        self.view.show_episode(opened)
        self._show_status(opened)

    def show_again(self, opened: OpenEpisode, moved: Callable[[int], int | None]) -> None:
        """Shows the open episode as it reads now, the page staying; `moved` tells where an offset of its text has gone."""
        self._take(opened)
        self.view.show_again(opened, moved)
        self._finding.find_again()
        self._show_status(opened)

    def _take(self, opened: OpenEpisode) -> None:
        self._opened = opened
        self._finding.take_text(opened)
        self.header.set_words(opened.episode.title, opened.episode.show or "")
        self._show_page(self.view)

    def _show_status(self, opened: OpenEpisode) -> None:
        length = max(1, len(opened.transcript.text))
        self.status.show_episode([chapter.offset / length for chapter in opened.transcript.chapters if chapter.placed])
        self._update_status()

    def clear(self, *, empty_library: bool = True) -> None:
        """Shows no episode: how to add one to an empty library, else that one can be chosen."""
        self._opened = None
        self._finding.take_text(None)
        self.find_bar.close_bar()
        self.time_bar.close_bar()
        self.view.clear_page()
        self.fetch_line.say("", "")
        self.twin_line.say("", "")
        self.header.set_words("", "")
        self._show_page(self._empty if empty_library else self._unchosen)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(self.view if page is self.view else None)  # type: ignore[arg-type]
        self.header.setVisible(page is not self._empty)
        self.status.setVisible(page is self.view)

    def set_history(self, can_back: bool, can_forward: bool) -> None:
        """Says which of the arrows lead somewhere."""
        self.header.set_history(can_back, can_forward)

    def set_panel_open(self, opened: bool) -> None:
        """Shows on its button whether the side panel is open."""
        self.header.set_panel_open(opened)

    def event(self, event: QEvent) -> bool:
        """Keeps the bars that are shown in their place."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._place_bars()
        return done

    def _place_bars(self) -> None:
        """Each bar that is shown lies over the page's end, above the status line: the text does not move for it."""
        edge = bottom = self._pages.geometry().bottom() + 1
        for bar in self.findChildren(Bar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not bar.isHidden():
                bottom -= bar.height() + _BAR_MARGIN
                bar.setGeometry(_BAR_MARGIN, bottom, self.width() - 2 * _BAR_MARGIN, bar.height())
                bar.raise_()
        self.view.set_foot(edge - bottom + _BAR_MARGIN if bottom < edge else 0)

    # -- finding here

    def lead_hits(self, strip: PlaceLine, step: Callable[[int], bool]) -> None:
        """Puts the strip of a search under the header, where it gives way to the find bar.

        Find next and Find previous `step` from hit to hit while that says that there is one.
        """
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, strip)
        self._step_hits = step
        self._finding.begun.connect(lambda: strip.give_way(True))
        self.find_bar.closed.connect(lambda: strip.give_way(False))

    def open_find(self) -> None:
        """Opens the find bar, with the selected words where there are some."""
        self._finding.open()

    def find_next(self) -> None:
        """Goes to the next hit of a search, or the next place of the words; opens the bar where none were given."""
        self._step(1)

    def find_previous(self) -> None:
        """Goes to the place before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self.find_bar.isHidden() or self._step_hits is None or not self._step_hits(step):
            self._finding.step(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the text puts the find bar away; the reader stays at the place."""
        if event.key() == Qt.Key.Key_Escape and not self.find_bar.isHidden():
            self.find_bar.close_bar()
        else:
            super().keyPressEvent(event)

    # -- going to a time

    def ask_time(self, answer: Callable[[str], object]) -> None:
        """Asks for a time; `answer` gets the words that were written, if any."""
        if self._opened is not None:
            self._on_time = answer
            self.time_bar.open()

    def _give_time(self, words: str) -> None:
        if self._on_time is not None:
            self._on_time(words)

    # -- the status line

    def _update_status(self) -> None:
        if self._opened is None:
            return
        transcript, place = self._opened.transcript, self.view.read_offset()
        chapter, speaker, paragraph = transcript.chapter_at(place), transcript.speaker_at(place), self.view.paragraph_at(place)
        moment = paragraph.moment if paragraph is not None else None
        clock = "" if moment is None else f"{'~' if moment.origin == 'interpolated' else ''}{format_clock(moment.seconds)}"
        progress = self.view.progress()
        parts: Sequence[str] = (chapter.title if chapter else "", speaker.name if speaker else "", clock)
        self.status.show_place(parts, words_left(self._opened.episode.words, progress), progress)

    def _go_to_part(self, part: float) -> None:
        if self._opened is not None:
            paragraph = self.view.paragraph_at(round(part * len(self._opened.transcript.text)))
            if paragraph is not None:
                self.view.go_to(paragraph.span.start)


def words_left(words: int, progress: float) -> str:
    """How long the rest takes to read, in words."""
    if progress >= 1:
        return "Read to the end"
    minutes = words * (1 - progress) / WORDS_PER_MINUTE
    if minutes < 1:
        return "Less than a minute left"
    if minutes < 60:
        return f"{round(minutes)} min left"
    return f"{int(minutes) // 60} h {int(minutes) % 60:02} left"
