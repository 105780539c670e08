"""Finding words in the text that is open: counts them, goes from one to the next, and leads back to where one was."""

from PySide6.QtCore import QObject, Signal

from reader_app.core.model import OpenEpisode
from reader_app.ui.find_bar import FindBar
from reader_app.ui.finding import Places, TextFinder
from reader_app.ui.page_view import TOP_OF_PAGE
from reader_app.ui.transcript_view import TranscriptView

_LONGEST = 200
"""Code points of selected words that are taken for the ones to find."""
FROM_START, FROM_END = "From the start", "From the end"


class FindHere(QObject):
    """Leads the find bar over the page. Escape goes back to where one was; scrolling, a click or Close stay where one is."""

    begun = Signal()
    """The bar is there from now on, until it is closed."""
    place_left = Signal(int)
    """A place that the reader has gone from, so that a step back leads there: the code point that its top line begins with."""

    def __init__(self, bar: FindBar, view: TranscriptView) -> None:
        super().__init__(bar)
        self._bar, self._view = bar, view
        self._opened: OpenEpisode | None = None
        self._finder = TextFinder("")
        self._found = Places()
        self._current: int | None = None
        self._from = 0
        self._origin, self._shown = TOP_OF_PAGE, 0
        bar.edited.connect(self._find)
        bar.stepped.connect(self._step)
        bar.closed.connect(self._end)
        bar.given_up.connect(self._go_back)

    def take_text(self, opened: OpenEpisode | None) -> None:
        """Looks in another text from now on; the bar stays as it is."""
        self._opened = opened
        self._finder = TextFinder(opened.transcript.text if opened is not None else "")
        self._found, self._current = Places(), None

    def find_again(self) -> None:
        """Finds the same words in the open text as it reads now; the page stays."""
        if not self._bar.isHidden():
            self._found, self._current = self._finder.find_all(self._bar.field.text()), None
            self._keep_origin()
            self._bar.show_count(None, len(self._found))
            self._view.set_found(self._found)

    def open(self) -> None:
        """Opens the bar, with the selected words where there are some."""
        if self._opened is None:
            return
        span = self._view.selected_span()
        self._begin(self._view.position() if span is None else span.start)
        self._bar.open()
        words = self._opened.transcript.text[slice(*span)] if span is not None else ""
        if 0 < len(words) <= _LONGEST and words != self._bar.field.text():
            self._bar.field.setText(words)
        else:
            self._find(self._bar.field.text())
        self._bar.field.selectAll()

    def step(self, step: int) -> None:
        """Goes to the next place (1) or the one before (-1), or opens the bar where no words were given."""
        if self._opened is None or not self._bar.field.text().strip():
            self.open()
            return
        if self._bar.isHidden():
            self._begin(self._view.position())
            self._bar.show()
            self._found, self._current = self._finder.find_all(self._bar.field.text()), None
        self._step(step)

    def _begin(self, start: int) -> None:
        self._from = start
        if self._bar.isHidden():
            self._keep_origin()
            self.begun.emit()

    def _keep_origin(self) -> None:
        self._origin = self._view.place_in_view()
        self._shown = self._origin.offset

    def _find(self, words: str) -> None:
        """Counts the places as the words are written, and shows the first one from where the reader began."""
        if self._moved():
            self._from = self._view.position()
        self._found, self._current = self._finder.find_all(words), None
        note = ""
        if self._found:
            self._current = self._found.first_from(self._from)
            if self._current == len(self._found):
                self._current, note = 0, FROM_START
        self._show(note)

    def _step(self, step: int) -> None:
        count = len(self._found)
        if not count:
            self._bar.show_count(None, 0)
            return
        wanted = self._after_view(step) if self._current is None or self._moved() else self._current + step
        self._current = wanted % count
        self._from = self._found[self._current].start
        self._show(FROM_START if wanted >= count else FROM_END if wanted < 0 else "")

    def _after_view(self, step: int) -> int:
        """The first place from the top of the view on, or the last one before it."""
        following = self._found.first_from(self._view.position())
        return following if step > 0 else following - 1

    def _moved(self) -> bool:
        """Whether the reader has turned the page since the last place was shown."""
        return self._view.top_line() != self._shown

    def _show(self, note: str) -> None:
        self._bar.show_count(self._current, len(self._found), note)
        self._view.set_found(self._found if self._bar.field.text().strip() else None, self._current)
        if self._current is not None:
            self._view.go_to(self._found[self._current], flash=False)
            self._shown = self._view.top_line()

    def stay(self) -> None:
        """Ends finding where the reader is."""
        self._bar.close_bar()

    def _go_back(self) -> None:
        """Ends finding where it began, unless the reader has turned the page and reads on."""
        if self._opened is not None and not self._moved() and self._shown != self._origin.offset:
            self.place_left.emit(self._shown)
            self._view.return_to(self._origin.offset, self._origin.below)
            self._shown = self._origin.offset

    def _end(self) -> None:
        if self._opened is not None and self._shown != self._origin.offset:
            self.place_left.emit(self._origin.offset)
        self._shown = self._origin.offset
        self._found, self._current = Places(), None
        self._view.set_found(None)
        if self._bar.held_keyboard:
            self._view.setFocus()
