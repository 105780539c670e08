"""The reading of an episode: opens it, leads to places in it, and keeps where the reader is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import OpenEpisode, Span
from reader_app.core.settings import Settings
from reader_app.ui.history import History, Place
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.side_panel import SidePanel
from reader_app.ui.text_shift import TextShift

SAVE_AFTER_MS = 800
"""A position is written when the reader has rested this long; what is scrolled past is not worth a write."""


class Reading(QObject):
    """Leads the reading pane and the side panel. Every jump, from wherever it is wished, ends in `go_to`."""

    opened = Signal(object)
    """An episode is on the page now: its OpenEpisode."""
    position_kept = Signal(str, float)
    """The reading position of an episode was written: its id and how much is read, from 0 to 1."""
    taken_up = Signal(str)
    """The reader reads this episode now, which is more than that it is on the page: its id."""
    failed = Signal(str)

    def __init__(self, library: Library, settings: Settings, pane: ReadingPane, panel: SidePanel) -> None:
        super().__init__(pane)
        self._library, self._settings, self._pane, self._panel = library, settings, pane, panel
        self._history = History()
        self._pending: tuple[str, int, float] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.keep_position)
        self._reads: str | None = None
        self._returned_to: Place | None = None
        self.current: OpenEpisode | None = None
        self.previewing = False
        """Whether the page only shows what is looked at beside a search: of that, nothing is kept."""
        pane.view.reading_moved.connect(self._on_moved)
        pane.back_wished.connect(self.go_back)
        pane.forward_wished.connect(self.go_forward)
        pane.place_left.connect(self._remember_line)

    def open(self, episode: str, place: Span | int | None = None, *, remember: bool = True) -> bool:
        """Show an episode, at a place or where it was left; says whether it could be opened."""
        if remember:
            self._remember()
        if not self._turn_to(episode):
            return False
        if place is not None:
            self._pane.view.go_to(place)
        return True

    def preview(self, episode: str, place: Span | int) -> bool:
        """Show a place without reading there: nothing is kept of it. Says whether the episode could be opened."""
        view = self._pane.view
        if not self.previewing and view.rested.isActive():  # where the reader has just scrolled to is not told yet
            self._on_moved(view.position(), view.progress())
        self.keep_position()
        if not self._turn_to(episode, reads=False):
            return False
        self._pane.find_bar.close_bar()
        view.go_to(place)
        return True

    def read_on(self) -> None:
        """From now on what is on the page is read, although it came there to be looked at only."""
        if self.previewing and self.current is not None:
            self._turn_to(self.current.episode.id)

    def return_to(self, place: Place) -> bool:
        """Show a place that the reader left, as it stood then: its line where it was on the page."""
        previewed = self.previewing
        if not self._turn_to(place.episode):
            return False
        self._pane.view.return_to(place.offset, place.below)
        self._returned_to = self.here() if previewed else None
        self._update_history()
        return True

    def _turn_to(self, episode: str, *, reads: bool = True) -> bool:
        """Bring an episode onto the page, unless it is there already, to be read or only to be looked at."""
        there = self.current is not None and self.current.episode.id == episode
        taken_up = reads and self._reads != episode
        self.keep_position()
        try:
            opened = None if there else self._library.open(episode)
            if taken_up:
                self._library.mark_opened(episode)
        except ReaderError as error:
            self.failed.emit(str(error))
            return False
        self.previewing, self._returned_to = not reads, None
        if opened is not None:
            self._show(opened, self._pane.show_episode)
        if taken_up and self.current is not None:
            self._reads = self.current.episode.id
            self._settings.change(last_episode=self._reads)
            self.taken_up.emit(self._reads)
        return True

    def _show(self, opened: OpenEpisode, fill: Callable[[OpenEpisode], None]) -> None:
        self.current = opened
        fill(opened)
        self._show_panel(opened)
        self._panel.chapters.set_offset(self._pane.view.current_offset())
        self._update_history()
        self.opened.emit(opened)

    def _show_panel(self, opened: OpenEpisode | None) -> None:
        transcript = opened.transcript if opened is not None else None
        self._panel.chapters.show_transcript(transcript)
        self._panel.entities.show_transcript(transcript, opened)
        marks, language = (opened.bookmarks, opened.episode.language) if opened is not None else ((), None)
        self._panel.bookmarks.set_bookmarks(marks, language)

    def go_to(self, place: Span | int) -> None:
        """Lead to a place in the episode that is open, and leave a step in the history."""
        if self.current is not None:
            self.read_on()
            self._remember()
            self._pane.view.go_to(place)

    def go_to_time(self, seconds: float) -> bool:
        """Lead to the last words known to begin at or before a time; says whether the episode knows times."""
        if self.current is None:
            return False
        timed = [p for p in self.current.paragraphs if p.moment is not None and p.kind not in ("contents", "title")]
        if not timed:
            return False
        before = [(p.moment.seconds, p.span.start) for p in timed if p.moment is not None and p.moment.seconds <= seconds]
        self.go_to(max(before)[1] if before else timed[0].span.start)
        return True

    def clear(self) -> None:
        """Nothing is open any more."""
        self.current = self._reads = self._pending = None
        self.previewing = False
        self._pane.clear(empty_library=not self._library.episodes())
        self._show_panel(None)

    def reload(self) -> None:
        """Read the open episode again, after it was changed, here or by another process; the reader stays at the place."""
        if self.current is None:
            return
        try:
            fresh = self._library.open(self.current.episode.id)
        except ReaderError:
            self.clear()
            return
        if fresh.episode.removed:
            self.clear()
        elif fresh.transcript != self.current.transcript:
            # A place not written yet is one of the text as it was; the page, which stays, tells anew where the reader is.
            self._timer.stop()
            self._pending = None
            shift = TextShift(self.current.transcript.text, fresh.transcript.text)
            self._show(fresh, lambda opened: self._pane.show_again(opened, shift.moved))
        else:
            self.keep_position()
            self.refresh_bookmarks()

    def refresh_bookmarks(self) -> None:
        """Show the bookmarks of the open episode as they are in the library now."""
        if self.current is None:
            return
        marks = tuple(self._library.quotes.listed(self.current.episode.id))
        self._pane.view.set_bookmarks(marks)
        self._panel.bookmarks.set_bookmarks(marks, self.current.episode.language)

    def go_back(self) -> None:
        """Return to the place before the last jump."""
        here = self.here()
        self._step(self._history.back(here) if here is not None else None)

    def go_forward(self) -> None:
        """Undo a step back."""
        here = self.here()
        self._step(self._history.forward(here) if here is not None else None)

    def _step(self, place: Place | None) -> None:
        if place is not None:
            self.return_to(place)
        self._update_history()

    def remember_place(self, place: Place) -> None:
        """Make a place the one that Back leads to."""
        self._history.leave(place)
        self._update_history()

    def _remember_line(self, offset: int) -> None:
        if self.current is not None:
            self.remember_place(Place(self.current.episode.id, offset))

    def here(self) -> Place | None:
        """Where the reader is: the line at the top of the page."""
        if self.current is None:
            return None
        top = self._pane.view.place_in_view()
        return Place(self.current.episode.id, top.offset, round(top.below))

    def keep_position(self) -> None:
        """Write where the reader is, if that is not written yet."""
        self._timer.stop()
        if self._pending is None:
            return
        episode, offset, progress = self._pending
        self._pending = None
        try:
            self._library.set_position(episode, offset, progress)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self.position_kept.emit(episode, progress)

    def _remember(self) -> None:
        here = self.here()
        if here is not None:
            self._history.leave(here)
            self._update_history()

    def _update_history(self) -> None:
        self._pane.set_history(self._history.can_go_back, self._history.can_go_forward)

    def _on_moved(self, offset: int, progress: float) -> None:
        if self.current is not None:
            if not self.previewing and self._returned_to != self.here():
                self._pending = (self.current.episode.id, offset, progress)
                self._timer.start()
            self._panel.chapters.set_offset(self._pane.view.read_offset())
            self._panel.entities.set_offset(offset)
