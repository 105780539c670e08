"""The other views of a search, in lines and over time: asks for what they show, and leads from them into the text."""

from PySide6.QtCore import QObject, Signal

from reader_app.core.errors import QueryError
from reader_app.core.findings import Concordance, ConcordanceLine, ConcordanceOrder, Period, Survey
from reader_app.core.library import Library, with_filter
from reader_app.core.model import SearchAnswer
from reader_app.ui.concordance_view import ConcordanceView
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.newest_job import NewestJob
from reader_app.ui.over_time_view import OverTimeView, conditions_of
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.searching import Searching
from reader_app.ui.theme import Theme

MOST_LINES = 2000
"""Lines that are shown at once; where there are more, they are spread evenly over all of them."""


class ResultViews(QObject):
    """Keeps both views showing what is searched for. Lines are asked for only while they are in front."""

    turned = Signal(str)
    """The hits are shown in another way now: a ResultsView."""
    export_wished = Signal(str, str)
    """A query whose lines are to be written into a file, and their ConcordanceOrder."""

    def __init__(
        self,
        library: Library,
        theme: Theme,
        jobs: Jobs,
        searching: Searching,
        panel: SearchPanel,
        reading: Reading,
        pane: ReadingPane,
    ) -> None:
        super().__init__(panel)
        self._library, self._searching, self._panel, self._reading, self._pane = library, searching, panel, reading, pane
        self._gathering = NewestJob(jobs, self)
        self._gathered: tuple[str, ConcordanceOrder] | None = None
        self.lines = ConcordanceView(theme)
        self.over_time = OverTimeView(theme)
        panel.add_view(
            *("lines", self.lines, self.lines.step, self.lines.open_current), lambda: self.lines.current_line() is not None
        )
        panel.add_view("time", self.over_time, self.over_time.step, lambda: self.over_time.step(1), lambda: False)
        panel.view_chosen.connect(self._turn)
        searching.answered.connect(self._on_answered)
        searching.surveyed.connect(self._on_surveyed)
        self.lines.order_chosen.connect(self._gather)
        self.lines.line_chosen.connect(self._preview)
        self.lines.line_opened.connect(self._open)
        self.lines.export_wished.connect(self._export)
        self.lines.left.connect(searching.leave)
        reading.opened.connect(lambda _opened: self._mark_here())
        panel.place.stepped.connect(self._step)
        panel.place.open_wished.connect(self._open_place)
        self.over_time.left.connect(searching.leave)
        self.over_time.period_chosen.connect(self._narrow)

    # -- what is shown

    def _turn(self, view: str) -> None:
        if view == "lines":
            self._gather()
        self.turned.emit(view)

    def _on_answered(self, answer: SearchAnswer | None) -> None:
        self._gathered = None
        if answer is None:
            self._gathering.forget()
            self.lines.show_nothing()
            self.over_time.show_nothing()
        elif self._panel.views.view == "lines":
            self._gather()

    def _on_surveyed(self, survey: Survey) -> None:
        self.over_time.show_survey(survey)

    def _gather(self) -> None:
        """Ask for the lines of what is searched for, unless they are shown."""
        query, order = self._searching.finished_query, self.lines.order
        if not query or self._gathered == (query, order):
            return
        self._gathered = (query, order)
        if self.lines.concordance is None:
            self.lines.show_nothing("Gathering lines")
        library = self._library

        def work(job: Job) -> Concordance:
            try:
                return library.concordance(query, order=order, limit=MOST_LINES, cancelled=job.cancelled)
            except QueryError:  # a word that has only been begun
                return Concordance(query, (), 0)

        self._gathering.run(work, self.lines.show_concordance, self.lines.show_nothing)

    # -- what the reader does

    def _preview(self, line: ConcordanceLine) -> None:
        if self._searching.preview(line.episode, line.span):
            self._mark(line)

    def _open(self, line: ConcordanceLine) -> None:
        if self._searching.open(line.episode, line.span):
            self._mark(line)

    def _mark_here(self) -> None:
        """Another episode is on the page, by whatever way."""
        if self._panel.views.view == "lines":
            self._mark(self.lines.current_line())

    def _mark(self, chosen: ConcordanceLine | None) -> None:
        """Mark the lines of the episode that is open in its text, and say there which of them is looked at."""
        shown, here = self.lines.concordance, self._lines_here()
        if shown is None:
            return
        number = here.index(chosen) if chosen is not None and chosen in here else None
        self._pane.view.set_hits([line.words for line in here], number)
        if number is not None and len(shown.lines) == shown.total:
            self._panel.place.show_place(number, len(here), opened=self._pane.view.hasFocus())
        else:  # there are others of the episode that have no line
            self._panel.place.hide()

    def _lines_here(self) -> list[ConcordanceLine]:
        """The lines of the episode that is open, but for its notes, as they stand in its text."""
        shown, current = self.lines.concordance, self._reading.current
        if shown is None or current is None:
            return []
        here = (line for line in shown.lines if line.episode == current.episode.id and line.bookmark is None)
        return sorted(here, key=lambda line: line.span)

    def _step(self, step: int) -> None:
        """Go to the next line of the episode that is open, round its end."""
        chosen, here = self.lines.current_line(), self._lines_here()
        if self._panel.views.view == "lines" and chosen is not None and chosen in here:
            self.lines.choose(here[(here.index(chosen) + step) % len(here)])

    def _open_place(self) -> None:
        if self._panel.views.view == "lines":
            self.lines.open_current()

    def _export(self) -> None:
        """What is exported is what is shown from now on, its last word whole."""
        if self.lines.concordance is not None:
            self._searching.finish_word()
            self.export_wished.emit(self._searching.written_query, self.lines.order)

    def _narrow(self, period: Period) -> None:
        """Show the hits of a period: what is searched for is asked of that time only."""
        query = self._searching.asked
        for name, value in reversed(conditions_of(period)):  # each goes to the front
            query = with_filter(query, name, value, either=False)
        self._searching.search_for(query)  # the keyboard goes to the field before the picture goes
        self._panel.show_view("list")
        self.turned.emit("list")
