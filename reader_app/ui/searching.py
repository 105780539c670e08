"""The search of the library: asks as the reader types, shows the answer, previews and opens hits, and leads back."""

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import QueryError
from reader_app.core.library import Library
from reader_app.core.model import Hit, SearchAnswer, SearchSort, Span
from reader_app.ui.history import Place
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.search_panel import SearchPanel

WAIT_MS = 120
"""A pause in typing that is worth a search."""
MOST_HITS, MOST_OF_ONE = 600, 20
"""Hits that are read at once, of all and of one episode; the rest when the reader asks for them."""
ALL_HITS = 1_000_000

_SCOPES = {
    "text": "(in:speech OR in:prose OR in:description OR in:pull_quotes)",
    "chapters": "in:chapters",
    "quotes": "in:quotes",
    "notes": "in:notes",
}
"""What each chip above the results adds to the query, in front, so that the word being typed stays the last."""


class _Unreadable:
    """A query that could not be read, as the result of its job."""

    def __init__(self, error: QueryError) -> None:
        self.message, self.at = str(error), error.at


class Searching(QObject):
    """Leads the search field and its page of results. One search runs at a time; a newer one makes the older forgotten."""

    entered = Signal()
    """The page of results is wanted."""
    hit_opened = Signal()
    """The reader has gone to a hit and reads there."""
    left = Signal()
    """The reader is done searching: the list comes back."""
    answered = Signal(object)
    """The SearchAnswer that is shown now, or None where there is none any more; `asked` is its query."""
    surveyed = Signal(object)
    """The Survey of the answer that is shown, which comes some time after it."""

    def __init__(
        self, library: Library, jobs: Jobs, sidebar: LibrarySidebar, panel: SearchPanel, reading: Reading, pane: ReadingPane
    ) -> None:
        super().__init__(panel)
        self._library, self._jobs = library, jobs
        self._sidebar, self._panel, self._reading, self._pane = sidebar, panel, reading, pane
        self._query, self._scope = "", "everywhere"
        self._sort: SearchSort = "relevance"
        self._typing, self._everything = False, False
        self._job: Job | None = None
        self._answer: SearchAnswer | None = None
        self._left_at: Place | None = None
        self._reads_on = False
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(lambda: self._ask(typing=True))
        sidebar.search_edited.connect(self._on_edited)
        sidebar.search_entered.connect(self._on_entered)
        sidebar.search_left.connect(self.leave)
        sidebar.search_down.connect(lambda: panel.move(1))
        sidebar.search_up.connect(lambda: panel.move(-1))
        panel.more_wished.connect(self._show_more)
        panel.hit_chosen.connect(self._preview)
        panel.hit_opened.connect(self._open)
        panel.scope_chosen.connect(self._set_scope)
        panel.sort_chosen.connect(self._set_sort)
        panel.closed.connect(self.leave)
        panel.suggestion_chosen.connect(self.search_for)

    @property
    def active(self) -> bool:
        """Whether a search is on."""
        return bool(self._query)

    @property
    def asked(self) -> str:
        """The query as the library is asked it; "" while nothing is."""
        return self._asked() if self._query else ""

    @property
    def typing(self) -> bool:
        """Whether the last word of `asked` may be unfinished."""
        return self._typing

    def search_for(self, query: str) -> None:
        """Search as if the reader had typed this."""
        self._sidebar.field.setText(query)
        self._on_edited(query)
        self._sidebar.field.setFocus()

    def ask_again(self) -> None:
        """Ask the same again, because something in the library has changed; the place in the answer stays where it can."""
        if self._answer is None or self._timer.isActive():
            return
        self._panel.set_episodes(self._library.episodes())
        self._ask(typing=self._typing, everything=self._everything, again=True)

    def leave(self) -> None:
        """Back to the list, and to the place in the text where the search began."""
        came_from, reads_on = self._left_at, self._reads_on
        self.finish()
        if came_from is not None:
            if reads_on and (here := self._reading.here()) is not None:
                self._reading.remember_place(here)
            self._reading.return_to(came_from)

    def finish(self) -> None:
        """Back to the list; the text stays where it is."""
        if not self.active:
            return
        self._timer.stop()
        if self._job is not None:
            self._job.forget()
        self._query, self._answer, self._left_at = "", None, None
        self._reads_on = False
        self._sidebar.field.clear()
        self._pane.view.set_hits((), None)
        self._panel.show_idle()
        self.answered.emit(None)
        self.left.emit()

    def _on_edited(self, query: str) -> None:
        stripped = query.strip()
        if not stripped:
            if self._reads_on:
                self.finish()
            else:
                self.leave()
            return
        if not self.active:
            self._left_at = self._reading.here()
            self._panel.set_episodes(self._library.episodes())
            self.entered.emit()
        self._query = stripped
        self._timer.start()

    def _on_entered(self) -> None:
        """Enter in the field: the query as it stands, at once; a second Enter opens the hit that is chosen."""
        if self._timer.isActive() or self._answer is None or self._answer.query != self._asked():
            self._ask(typing=False)
        else:
            self._panel.open_current()

    def _set_scope(self, scope: str) -> None:
        self._scope = scope
        self._ask(typing=False)

    def _set_sort(self, sort: str) -> None:
        self._sort = "date" if sort == "date" else "length" if sort == "length" else "relevance"
        self._ask(typing=False)

    def _lead(self) -> str:
        """What stands before the reader's own words in the query that is asked."""
        if self._scope not in _SCOPES:
            return ""
        return f"{_SCOPES[self._scope]} " + "(" * (" OR " in self._query)

    def _asked(self) -> str:
        lead = self._lead()
        return f"{lead}{self._query})" if lead.endswith("(") else lead + self._query

    def _show_more(self, _episode: str) -> None:
        self._ask(typing=False, everything=True)

    def _ask(self, *, typing: bool, everything: bool = False, again: bool = False) -> None:
        self._timer.stop()
        if not self._query:
            return
        if self._job is not None:
            self._job.forget()
        query, sort, library = self._asked(), self._sort, self._library
        typed, lead = self._query, len(self._lead())
        self._typing, self._everything = typing, everything
        self._panel.show_busy()

        def work(_: Job) -> SearchAnswer | _Unreadable:
            try:
                if everything:
                    return library.search(query, limit=ALL_HITS, sort=sort)
                return library.search(query, limit=MOST_HITS, per_episode=MOST_OF_ONE, sort=sort, typing=typing)
            except QueryError as error:
                return _Unreadable(error)

        self._job = self._jobs.run(
            work,
            done=lambda result: self._show(result, typed, lead, again),
            failed=lambda message: self._panel.show_error(message, None),
        )

    def _show(self, answer: SearchAnswer | _Unreadable, typed: str, lead: int, again: bool) -> None:
        """Show what came of the words `typed`, before which `lead` characters of ours were asked."""
        if isinstance(answer, _Unreadable):
            self._answer = None
            self.answered.emit(None)
            self._panel.show_error(answer.message, None if answer.at is None else max(0, answer.at - lead), typed)
            return
        self._answer = answer
        self._panel.show_answer(answer, typed, again=again)
        self._mark_hits(self._panel.current_hit() if again else None)
        self.answered.emit(answer)

    def _mark_hits(self, chosen: Hit | None) -> None:
        """Mark the hits of the episode that is open in its text."""
        current = self._reading.current
        if self._answer is None or current is None:
            return
        here = [hit for hit in self._answer.hits if hit.episode == current.episode.id and hit.bookmark is None]
        now = here.index(chosen) if chosen is not None and chosen in here else None
        self._pane.view.set_hits([hit.span for hit in here], now)

    def _preview(self, hit: Hit) -> None:
        if self.preview(hit.episode, hit.span):
            self._mark_hits(hit)

    def _open(self, hit: Hit) -> None:
        if self.open(hit.episode, hit.span):
            self._mark_hits(hit)

    def preview(self, episode: str, span: Span) -> bool:
        """Show a place in the text beside, without leaving the results; says whether there is such an episode."""
        return self._reading.open(episode, span, remember=False)

    def open(self, episode: str, span: Span) -> bool:
        """Go to a place and read on there; where one was before the search is a step back, and Escape leads there too."""
        if self._left_at is not None and not self._reads_on:
            self._reading.remember_place(self._left_at)
        if not self._reading.open(episode, span, remember=False):
            return False
        self._reads_on = True
        self.hit_opened.emit()
        self._pane.view.setFocus()
        return True
