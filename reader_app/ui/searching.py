"""The search of the library: asks as the reader types, shows the answer, previews and opens hits, and leads back."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader_app.core.findings import FacetName, FacetValue, Survey
from reader_app.core.library import Library, asks_yet, filters_of, trouble_of
from reader_app.core.model import Hit, SearchAnswer, SearchSort, Span
from reader_app.ui.history import Place
from reader_app.ui.hits_here import HitsHere
from reader_app.ui.jobs import Jobs
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.newest_job import NewestJob
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.search_asking import Asking, Question, Unreadable
from reader_app.ui.search_filters import Chip, toggled, with_scope, without_chip, without_facet
from reader_app.ui.search_panel import SORT_NAMES, SearchPanel
from reader_app.ui.search_words import why_none

_BEGUN_AFTER_MS = 600
"""A pause in typing after which a query that asks for nothing yet takes the place of what was found before it."""
_NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Searching(QObject):
    """Leads the search field, the page of results, and the strip over a text that a hit is looked at in.

    What is asked is always what stands in the field, filters and all.
    """

    entered = Signal()
    """The page of results is wanted."""
    hit_opened = Signal()
    """The reader has gone to a hit and reads there."""
    left = Signal()
    """The reader is done searching: the list comes back."""
    export_wished = Signal(str, str)
    """A query whose hits are to be written into a file, and their SearchSort."""
    answered = Signal(object)
    """The SearchAnswer that is shown now, or None where there is none any more; `asked` is its query."""
    surveyed = Signal(object)
    """The Survey of the answer that is shown, which comes some time after it."""

    def __init__(
        self, library: Library, jobs: Jobs, sidebar: LibrarySidebar, panel: SearchPanel, reading: Reading, pane: ReadingPane
    ) -> None:
        super().__init__(panel)
        self._library = library
        self._sidebar, self._panel, self._reading, self._pane = sidebar, panel, reading, pane
        self._asking = Asking(library, jobs, self)
        self._values, self._offers = NewestJob(jobs, self), NewestJob(jobs, self)
        self._query = self._last = ""
        self._entered: frozenset[tuple[str, bool, Span]] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_BEGUN_AFTER_MS)
        self._pause.timeout.connect(self._say_begun)
        self._sort: SearchSort = "relevance"
        self._typing = False
        self._answer: SearchAnswer | None = None
        self._hit: Hit | None = None
        self._left_at: Place | None = None
        self._reads_on = False
        self.survey: Survey | None = None
        """All hits of what is asked, once they are counted."""
        self._wire_field()
        self._wire_panel()
        self._here = HitsHere(panel.place, reading, pane)
        self._here.hit_wished.connect(self._go_to)
        panel.place.open_wished.connect(lambda: self._open(self._hit))

    def _wire_field(self) -> None:
        sidebar, panel = self._sidebar, self._panel
        sidebar.search_edited.connect(self._on_edited)
        sidebar.search_entered.connect(self._on_entered)
        sidebar.search_left.connect(self.leave)
        sidebar.search_down.connect(lambda: panel.step(1))
        sidebar.search_up.connect(lambda: panel.step(-1))
        sidebar.field.query_wished.connect(self.search_for)
        sidebar.field.completions_wished.connect(self._complete)
        sidebar.field.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _wire_panel(self) -> None:
        panel, asking = self._panel, self._asking
        panel.view.hit_chosen.connect(self._preview)
        panel.view.hit_opened.connect(self._open)
        panel.view.rest_wished.connect(asking.ask_rest)
        panel.view.more_wished.connect(asking.ask_more)
        panel.scope_chosen.connect(lambda scope: self._rewrite(with_scope(self._query, scope)))
        panel.facet_wished.connect(self._count_values)
        panel.value_toggled.connect(self._toggle)
        panel.chip_removed.connect(self._remove)
        panel.view_chosen.connect(lambda _view: self._look_at(panel.current_hit()))
        panel.sort_chosen.connect(self._set_sort)
        panel.export_wished.connect(self._export)
        panel.save_wished.connect(self._on_saved, Qt.ConnectionType.QueuedConnection)
        panel.closed.connect(self.leave)
        panel.query_wished.connect(self.search_for)
        asking.answered.connect(self._show)
        asking.rest_came.connect(self._show_rest)
        asking.surveyed.connect(self._show_survey)
        asking.failed.connect(self._fail)

    @property
    def active(self) -> bool:
        """Whether a search is on."""
        return bool(self._query)

    @property
    def asked(self) -> str:
        """The query as the library is asked it; "" while nothing is."""
        return self._query

    @property
    def typing(self) -> bool:
        """Whether the last word of `asked` may be unfinished."""
        return self._typing

    @property
    def finished_query(self) -> str:
        """A query that asks for the hits that are shown, its last word being whole or the beginning of others."""
        query = self._query.strip()
        last = self._query.split(" ")[-1]
        if self._typing and query.count('"') % 2:
            return f'{query}"'
        return f"{query}*" if self._typing and last[-1:].isalnum() and not set(last) & set('"~:') else query

    @property
    def written_query(self) -> str:
        """The query as it stands in the field, its last word whole: what is kept and exported."""
        return self._query.strip()

    def search_for(self, query: str) -> None:
        """Search as if the reader had typed this."""
        if self._sidebar.field.text() == query:
            self._on_edited(query)
        else:
            self._sidebar.field.setText(query)
        self._sidebar.field.setFocus()

    def put_first(self, new: Mapping[str, int]) -> None:
        """Show the episodes first that have new hits, so many by id, also where they would stand far down; {} for none."""
        self._panel.view.set_new(new)
        if self._answer is not None:
            here = {hit.episode for hit in self._answer.hits}
            self._asking.ask_first([episode for episode in new if episode not in here])

    def ask_again(self) -> None:
        """Ask the same again, because something in the library has changed; the place in the answer stays where it can."""
        if self._answer is None or self._asking.busy:
            return
        self._panel.view.set_episodes(self._library.episodes())
        self._asking.ask_again(self._whole())

    def leave(self) -> None:
        """Back to the list, and with the keyboard to the place in the text where the search began."""
        self._last = self._query or self._last
        self._return()
        if self._reading.current is not None:
            self._pane.view.setFocus()

    def offer_last(self) -> None:
        """Put the query of the search that was left last into the empty field: Enter asks it, a letter takes its place."""
        if not self.active and not self._sidebar.field.text():
            self._sidebar.field.set_query(self._last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A query that was offered and not asked goes when the keyboard does."""
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _NOT_LEFT
        if left and not self.active and not self._sidebar.field.isModified():
            self._sidebar.field.set_query("")
        return super().eventFilter(watched, event)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._panel.set_reading(now is self._pane.view)

    def _return(self) -> None:
        came_from, reads_on = self._left_at, self._reads_on
        self.finish(stays=came_from is None)
        if came_from is not None:
            if reads_on and (here := self._reading.here()) is not None:
                self._reading.remember_place(here)
            self._reading.return_to(came_from)

    def finish(self, *, stays: bool = True) -> None:
        """Back to the list; the text, unless it goes now, stays where it is and is read there."""
        if not self.active:
            return
        if stays:
            self._reading.read_on()
        self._asking.forget()
        self._values.forget()
        self._offers.forget()
        self._pause.stop()
        self._query, self._answer, self.survey, self._left_at = "", None, None, None
        self._reads_on = False
        self._forget_place()
        self._sidebar.field.clear()
        self._panel.show_idle()
        self.answered.emit(None)
        self.left.emit()

    # -- asking

    def _on_edited(self, query: str) -> None:
        if not query.strip():
            self._last = self._query if len(self._query) > 1 else self._last  # cleared at once, not letter by letter
            if self._reads_on:
                self.finish()
            else:
                self._return()
            return
        if not self.active:
            self._left_at = self._reading.here()
            self._panel.view.set_episodes(self._library.episodes())
            self.entered.emit()
        self._ask(query, typing=True)

    def _on_entered(self) -> None:
        """Enter in the field: the hit that is chosen is opened; where none is, the query is asked as it stands.

        Where that finds what stands there already, or did so before, the first hit is opened. What cannot be read opens nothing.
        """
        if not self.active:
            self._on_edited(self._sidebar.field.text())
        answer = self._answer
        if self._asking.busy or answer is None or not answer.total or trouble_of(self._query) is not None:
            self._ask(self._query, typing=False)
        elif not self._typing or self._panel.has_choice():
            self._panel.open_current()
        else:
            self._ask(self._query, typing=False)
            self._entered = _leads_of(answer)

    def finish_word(self) -> None:
        """Ask what stands in the field, no more what begins with its last word."""
        if self._typing:
            self._ask(self._query, typing=False)

    def _on_saved(self, kept: bool) -> None:
        """What is kept is what is shown from now on."""
        if kept:
            self.finish_word()

    def _export(self) -> None:
        """What is exported is what is shown from now on."""
        self.finish_word()
        if trouble_of(self._query) is None:
            self.export_wished.emit(self.written_query, self._sort)

    def _ask(self, query: str, *, typing: bool, again: bool = True) -> None:
        """Ask a query; where it is the one that is answered already, what the reader sees of it stays in its place."""
        if not query.strip():
            return
        self._entered = None
        self._pause.stop()
        if typing and not asks_yet(query):
            self._await(query)
            return
        again = again and self._answer is not None and query.split() == self._query.split()
        whole = self._whole() if again else frozenset()
        self._query, self._typing, self.survey = query, typing, None
        self._panel.set_query(query)
        self._panel.show_busy()
        self._asking.ask(Question(query, self._sort, typing, again, whole=whole))

    def _await(self, query: str) -> None:
        """A query that asks for nothing yet: what was found before it stays for a moment, in which more may be typed."""
        self._asking.forget()
        self._query, self._typing, self.survey = query, True, None
        self._panel.set_query(query)
        self._panel.stop_busy()
        self._pause.start()

    def _say_begun(self) -> None:
        trouble = trouble_of(self._query)
        self._drop()
        self._panel.show_begun(str(trouble) if trouble is not None else "")

    def _whole(self) -> frozenset[str]:
        """The episodes of which all hits are to be at hand: those that are unfolded or looked at."""
        return frozenset(self._panel.view.unfolded() | ({self._hit.episode} if self._hit is not None else set()))

    def _rewrite(self, query: str) -> None:
        """Put another query into the field, made of the one that stands there; its last word is as finished as it was."""
        self._sidebar.field.set_query(query)
        if query.strip():
            self._ask(query, typing=self._typing)
        else:
            self._on_edited(query)

    def _set_sort(self, sort: str) -> None:
        self._sort = next((known for known in SORT_NAMES if known == sort), "relevance")
        self._ask(self._query, typing=self._typing, again=False)

    def _toggle(self, facet: FacetName, value: FacetValue) -> None:
        self._rewrite(toggled(self._query, facet, value))

    def _remove(self, chip: Chip) -> None:
        self._rewrite(without_chip(self._query, chip))

    def _count_values(self, facet: FacetName) -> None:
        """Count what each value of a facet would leave, were it the only one that is set."""
        query, typing, library = without_facet(self._query, facet), self._typing, self._library
        if not query.strip():
            query = self._query  # nothing else is asked for
        if self.survey is not None and self.survey.query == query:
            self._panel.show_values(facet, self.survey.facets.get(facet, ()))
            return
        self._values.run(
            lambda job: library.survey(query, typing=typing, cancelled=job.cancelled),
            lambda survey: self._panel.show_values(facet, survey.facets.get(facet, ())),
            lambda _message: self._panel.show_values(facet, None),
        )

    def _complete(self, query: str, cursor: int) -> None:
        library = self._library
        self._offers.run(lambda _job: library.completions(query, cursor), lambda found: self._sidebar.field.offer(query, found))

    # -- what is found

    def _show(self, result: SearchAnswer | Unreadable, question: Question) -> None:
        if isinstance(result, Unreadable):
            self._drop()
            self._panel.show_error(result.message, result.at, question.query)
            return
        if question.more and self.survey is not None:  # a further page knows no better than what has been counted
            result = replace(result, total=self.survey.total, episodes=self.survey.episodes, settled=True)
        same, self._entered = self._entered == _leads_of(result), None
        self._answer = result
        self._panel.show_answer(result, question.query, again=question.again, why="" if result.total else self._why_none())
        self._look_at(self._panel.current_hit())
        if same:
            self._panel.open_current()
        if not question.more:
            self.answered.emit(result)

    def _why_none(self) -> str:
        if not any(one.name in ("in", "lang") for one in filters_of(self._query)):
            return ""  # asked while typing: the library is read through only where it can say something
        languages = {episode.language or "" for episode in self._library.episodes()}
        return why_none(self._query, languages, has_quotes=bool(self._library.quotes.listed()))

    def _fail(self, message: str) -> None:
        self._drop()
        self._panel.show_failure(message)

    def _drop(self) -> None:
        """There is no answer any more."""
        self._answer = None
        self._forget_place()
        self.answered.emit(None)

    def _show_rest(self, answer: SearchAnswer) -> None:
        self._answer = answer
        self._panel.view.show_rest(answer)
        if self._panel.views.view == "list":  # other views mark their own
            self._look_at(self._panel.current_hit() or self._hit)

    def _show_survey(self, survey: Survey) -> None:
        self.survey = survey
        self._panel.show_survey(survey)
        current = self._reading.current
        if current is not None and current.episode.id in dict(survey.counts):
            self._asking.ask_rest(current.episode.id)  # so that the page marks all of its hits
        self.surveyed.emit(survey)

    # -- looking at a hit

    def _look_at(self, hit: Hit | None) -> None:
        self._hit = hit
        self._here.show(self._answer, hit)

    def _forget_place(self) -> None:
        self._hit = None
        self._here.forget()

    def _go_to(self, hit: Hit) -> None:
        """Go to a hit that the reader has stepped to, in the list too where that is shown."""
        listed = hit != self._hit and self._panel.views.view == "list" and self._panel.view.choose_hit(hit)
        if not listed:
            self._preview(hit)

    def _preview(self, hit: Hit) -> None:
        """Look at a hit; who reads on there already steps from one to the next as a reader."""
        reads = self._reads_on and self._pane.view.hasFocus()
        if (self.open if reads else self.preview)(hit.episode, hit.span):
            self._look_at(hit)
            self._asking.ask_rest(hit.episode)

    def _open(self, hit: Hit | None) -> None:
        if hit is not None and self.open(hit.episode, hit.span):
            self._look_at(hit)
            self._asking.ask_rest(hit.episode)

    def preview(self, episode: str, span: Span) -> bool:
        """Show a place in the text beside, without leaving the results; says whether there is such an episode."""
        return self._reading.preview(episode, span)

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


def _leads_of(answer: SearchAnswer) -> frozenset[tuple[str, bool, Span]]:
    """The first hit of each episode: by these one sees whether two answers have found the same."""
    firsts: dict[tuple[str, bool], Span] = {}
    for hit in answer.hits:
        firsts.setdefault((hit.episode, hit.near), hit.span)
    return frozenset((episode, near, span) for (episode, near), span in firsts.items())
