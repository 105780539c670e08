"""The column of search results: how many, where to look, the hits; or why there are none."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from reader_app.core.findings import FacetValue, Survey
from reader_app.core.model import Episode, Hit, SearchAnswer, SearchSort
from reader_app.ui.column_head import ColumnHead, MenuButton
from reader_app.ui.search_chips import FilterChips, ScopeChips
from reader_app.ui.search_facets import FacetPopup
from reader_app.ui.search_filters import ALWAYS, FACETS, chips_of, is_set, scope_counts, scope_of, with_scope
from reader_app.ui.search_list import ResultView
from reader_app.ui.search_place import PlaceLine
from reader_app.ui.search_rows import count_in_words
from reader_app.ui.search_views import ResultsView, ViewButtons
from reader_app.ui.search_words import SearchWords
from reader_app.ui.theme import Theme

BUSY_AFTER = 300
"""ms after which a search says that it is going on, while older hits stand."""
_KEYS: dict[ResultsView, tuple[str, ...]] = {
    "list": ("↑ ↓ next hit", "Enter open"),
    "lines": ("↑ ↓ next line", "Enter open"),
    "time": (),
}
"""What the keys do in each view, besides Escape."""
SORT_NAMES: dict[SearchSort, str] = {"relevance": "Best first", "date": "Newest first", "length": "Longest first"}


class SearchPanel(QWidget):
    """Shows what a search found, and lets the reader choose a hit and narrow the search.

    `view` is the list of hits; what a reader wishes of its rows is told by its own signals.
    """

    scope_chosen = Signal(str)
    """Where to look: everywhere, text, chapters, quotes or notes."""
    facet_wished = Signal(str)
    """The values of that FacetName are wanted, for `show_values`."""
    value_toggled = Signal(str, object)
    """The FacetName and its FacetValue that is to be set, or not any more."""
    chip_removed = Signal(object)
    """The Chip whose filters are to go."""
    sort_chosen = Signal(str)
    view_chosen = Signal(str)
    """How the hits are to be shown: a ResultsView. Its page is in front already."""
    query_wished = Signal(str)
    """A query that was offered is to be asked: one that was meant, one without filters, an example."""
    save_wished = Signal(bool)
    """The search is to be kept in the library's list, or not any more."""
    export_wished = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answer: SearchAnswer | None = None
        self._reading = False
        self._query = self._text = self._announced = ""
        self.views = ViewButtons(theme, self)
        self.views.chosen.connect(self._choose_view)
        self._sort_button = self._make_sort_button()
        self._save_button = self._make_save_button()
        self._head = ColumnHead(theme, whole_title=True)
        for button in (self.views, self._sort_button, self._save_button):
            self._head.add_button(button)
        self._scopes, self._filters = ScopeChips(theme, self), FilterChips(theme, self)
        self._scopes.chosen.connect(self.scope_chosen)
        self._filters.removed.connect(self.chip_removed)
        self._filters.facet_wished.connect(self._open_facet)
        self._facets = FacetPopup(theme, self)
        self._facets.toggled.connect(self.value_toggled)
        self._suggestion = QPushButton(self)
        self._suggestion.setProperty("kind", "link")
        self._suggestion.clicked.connect(lambda: self.query_wished.emit(self._suggestion.property("query")))
        self._words = SearchWords(theme)
        self._words.query_wished.connect(self.query_wished)
        # Quick answers follow one another without a word between them.
        self._busy = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._busy.timeout.connect(self._say_busy)
        self.place = PlaceLine(theme)
        """The strip over the text that a hit is looked at in; it lies outside of this column."""
        self.view = ResultView(theme, self)
        self.view.left.connect(self.closed)
        self._lay_out()
        self.show_idle()

    # -- building

    def _make_sort_button(self) -> MenuButton:
        button = MenuButton(self._theme, self)
        button.setToolTip("Order of the episodes")
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._sort_actions: dict[str, QAction] = {}
        for sort, name in SORT_NAMES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, sort=sort: self._choose_sort(sort))
            self._sort_actions[sort] = action
        menu.addSeparator()
        menu.addAction("Export results…").triggered.connect(lambda: self.export_wished.emit())
        button.setMenu(menu)
        return button

    def _make_save_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "icon")
        button.setCheckable(True)
        button.setFixedSize(28, 28)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda: self.save_wished.emit(button.isChecked()))
        return button

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._words)
        self._pages: dict[ResultsView, QWidget] = {"list": self.view}
        self._steps: dict[ResultsView, Callable[[int], object]] = {"list": self.view.step}
        self._opens: dict[ResultsView, Callable[[], object]] = {"list": self.view.open_current}
        self._choices: dict[ResultsView, Callable[[], bool]] = {"list": lambda: self.view.currentIndex().isValid()}
        self._suggestion_line = QWidget(self)
        line = QHBoxLayout(self._suggestion_line)
        line.setContentsMargins(3, 8, 8, 0)
        line.addWidget(self._suggestion)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._scopes, self._filters, self._suggestion_line):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._keys = _KeysLine(self._theme, self)
        column.addWidget(self._keys)
        self.set_sort("relevance")
        self.set_saved(False)
        self._theme.changed.connect(self._dress)

    def add_view(
        self,
        view: ResultsView,
        page: QWidget,
        step: Callable[[int], object],
        open_current: Callable[[], object],
        has_choice: Callable[[], bool],
    ) -> None:
        """Makes `page` the one that shows hits in that way; the others are what the keys of the search field do there."""
        self._stack.addWidget(page)
        self._pages[view], self._steps[view], self._opens[view], self._choices[view] = page, step, open_current, has_choice

    def _dress(self) -> None:
        self.set_saved(self._save_button.isChecked())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.end()

    # -- what is shown

    def set_episodes(self, episodes: Iterable[Episode]) -> None:
        """Learns the dates of the episodes that hits may come from; takes effect with the next answer."""
        self.view.set_episodes(episodes)

    def set_query(self, query: str) -> None:
        """Shows the filters that are set in what the reader has written, also before it is answered."""
        if query == self._text:
            return
        self._text = query
        self._scopes.set_scope(scope_of(query))
        self._filters.set_chips(chips_of(query))
        self._facets.refresh()

    def set_sort(self, sort: SearchSort) -> None:
        """Marks the order of the answer, without a signal."""
        self._sort_button.setText(SORT_NAMES[sort])
        self._sort_button.setAccessibleName(f"Order: {SORT_NAMES[sort]}")
        self._sort_actions[sort].setChecked(True)

    def set_saved(self, saved: bool) -> None:
        """Marks whether the search is kept, without a signal."""
        button = self._save_button
        name = "Forget this saved search" if saved else "Save this search"
        button.setChecked(saved)
        button.setIcon(self._theme.icon("saved", "accent" if saved else "ink2"))
        button.setAccessibleName(name)
        button.setToolTip(name)

    def show_answer(self, answer: SearchAnswer, query: str, *, again: bool = False, why: str = "") -> None:
        """Shows the hits of `query`, as the reader typed it; with `again` the rows stay where they are; or `why` none are."""
        before, self._answer, self._query = self._query, answer, query
        self.set_query(query)
        # The numbers of a search everywhere stay until those of the next one come; beside another question they would be wrong.
        elsewhere = self._scopes.scope != "everywhere" and _everywhere(query) != _everywhere(before)
        if elsewhere or not answer.total:
            self._scopes.forget_counts()
        self.view.show_answer(answer, again=again)
        self._busy.stop()
        self._say_count(answer.total, answer.episodes, exact=answer.settled)
        self._show_suggestion(answer.suggestion if answer.total else None)
        if not answer.total:
            self._words.say_nothing_found(query, answer.suggestion, why)
        self._show_page()

    def show_survey(self, survey: Survey) -> None:
        """Shows how much was found: the exact numbers, and how much of it where."""
        self._say_count(survey.total, survey.episodes, exact=True)
        if self._scopes.scope == "everywhere":
            self._scopes.set_counts(scope_counts(survey))

    def show_values(self, facet: str, values: Sequence[FacetValue] | None) -> None:
        """Shows the values of a facet, where its choices are open; None where the search cannot be read."""
        if self._facets.isVisible() and self._facets.facet == facet:
            self._facets.set_values(values)

    def _say_count(self, total: int, episodes: int, *, exact: bool) -> None:
        if not total:
            self._head.set_words("No hits")
            self._announce("No hits")
            return
        title = count_in_words(total, "hit") if exact else f"About {count_in_words(total, 'hit')}"
        remark = f"in {count_in_words(episodes, 'episode')}"
        self._head.set_words(title, remark)
        if exact:
            self._announce(f"{title} {remark}")

    def _announce(self, words: str) -> None:
        """Lets a screen reader say what has come, while the keyboard is in the field; the same only once."""
        if words != self._announced and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._announced = words

    def show_view(self, view: ResultsView) -> None:
        """Shows the hits in that way from now on, without a signal."""
        self.views.set_view(view)
        self._show_page()

    def _choose_view(self, view: ResultsView) -> None:
        self.show_view(view)
        self.view_chosen.emit(view)

    def _show_page(self) -> None:
        """What is chosen to be seen where there are hits; else words."""
        found = self._answer is not None and self._answer.total > 0
        for button in (self.views, self._save_button):
            button.setVisible(found)
        self._sort_button.setVisible(found and self.views.view == "list")
        self._say_keys()
        self._stack.setCurrentWidget(self._pages.get(self.views.view, self.view) if found else self._words)

    def set_reading(self, reading: bool) -> None:
        """The keyboard is in the text beside now, or not any more: what the keys do is said anew."""
        if reading != self._reading:
            self._reading = reading
            self._say_keys()

    def _say_keys(self) -> None:
        found = self._answer is not None and self._answer.total > 0
        if self._reading:
            self._keys.set_words(("Esc back to the hits",) if found else ("Esc back to the search",))
        else:
            self._keys.set_words((*(_KEYS[self.views.view] if found else ()), "Esc back to the list"))

    def show_busy(self) -> None:
        """Says that a search is going on; what was found before stays until its answer comes."""
        if self._answer is None:
            self._words.say_nothing()
            self._stack.setCurrentWidget(self._words)
            self._say_busy()
        elif not self._busy.isActive():
            self._busy.start()

    def stop_busy(self) -> None:
        """No answer is waited for."""
        self._busy.stop()

    def _say_busy(self) -> None:
        self._head.set_words("Searching")

    def show_error(self, message: str, at: int | None, query: str = "") -> None:
        """Says why the query cannot be read, and marks the place: `at` counts code points of `query`."""
        self._drop_answer()
        self._words.say_error(message, query, at)

    def show_begun(self, message: str) -> None:
        """Says what a query still needs that asks for nothing yet."""
        self._drop_answer()
        self._words.say_begun(message)

    def show_failure(self, message: str) -> None:
        """Says why there is no answer, where the query is not to blame."""
        self._drop_answer()
        self._words.say_failure(message)

    def show_idle(self) -> None:
        """Says how one can search, while nothing is asked for."""
        self._drop_answer()
        self.set_query("")
        self._words.say_how()

    def _drop_answer(self) -> None:
        self._busy.stop()
        self._answer, self._query = None, ""
        self.view.clear_hits()
        self._head.set_words("Search")
        self._scopes.forget_counts()
        self._show_suggestion(None)
        self._show_page()

    def _show_suggestion(self, suggestion: str | None) -> None:
        self._suggestion_line.setVisible(bool(suggestion))
        self._suggestion.setProperty("query", suggestion or "")
        self._suggestion.setText(f"Did you mean {suggestion}?".replace("&", "&&"))
        self._suggestion.setAccessibleName(f"Did you mean {suggestion}?")

    # -- what the reader does

    @property
    def page(self) -> QWidget:
        """What shows the hits now."""
        return self._pages[self.views.view]

    def step(self, step: int) -> None:
        """Chooses the next hit (+1) or the one before (-1) in the view that is in front."""
        self._steps[self.views.view](step)

    def open_current(self) -> None:
        """Opens the hit that is chosen in the view that is in front."""
        self._opens[self.views.view]()

    def has_choice(self) -> bool:
        """Whether the reader has chosen something in the view that is in front, which Enter opens."""
        return self._choices[self.views.view]()

    def take_focus(self) -> None:
        """Gives the keyboard to what shows the hits, or to the words where there are none."""
        (self.page if self._stack.currentWidget() is self.page else self._words).setFocus()

    def current_hit(self) -> Hit | None:
        """The hit that is chosen in the list; None while the hits are shown in another way."""
        return self.view.current_hit() if self.views.view == "list" else None

    def _open_facet(self, name: str, chip: QWidget) -> None:
        """Opens the choices of a facet; for "" a menu of those that have no chip."""
        facet = next((facet for facet in FACETS if facet == name), None)
        if facet is not None:
            self._facets.open_for(facet, chip, lambda value: is_set(self._text, value))
            self.facet_wished.emit(facet)
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        shown = {one.facet for one in chips_of(self._text)}
        for other in FACETS:
            if other not in ALWAYS and other not in shown:
                action = menu.addAction(FACETS[other][0])
                action.triggered.connect(lambda _checked=False, other=other: self._open_facet(other, chip))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _choose_sort(self, sort: SearchSort) -> None:
        self.set_sort(sort)
        self.sort_chosen.emit(sort)


def _everywhere(query: str) -> str:
    """`query` without where it looks."""
    return " ".join(with_scope(query, "everywhere").split())


class _KeysLine(QWidget):
    """The keys that work here, at the foot of the column."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self.setFixedHeight(33)

    def set_words(self, words: tuple[str, ...]) -> None:
        """Says of each of these keys what it does."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(", ".join(words))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(0, 0, self.width(), 1, palette.line)
        painter.setFont(self._theme.ui_font(-2))
        painter.setPen(palette.ink3)
        box = QRectF(self.rect()).adjusted(16, 1, -12, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "    ".join(self._words))
        painter.end()
