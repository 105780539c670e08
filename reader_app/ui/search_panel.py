"""The column of search results: how many, where to look, the hits; or why there are none."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.model import Episode, Hit, SearchAnswer, SearchSort
from reader_app.ui.column_head import ColumnHead, MenuButton
from reader_app.ui.row_view import Index, RowView
from reader_app.ui.search_chips import ScopeChips
from reader_app.ui.search_model import SearchModel
from reader_app.ui.search_row import SearchDelegate
from reader_app.ui.search_rows import (
    Group,
    HitRow,
    MoreRow,
    build_rows,
    count_in_words,
    count_scopes,
)
from reader_app.ui.search_views import ResultsView, ViewButtons
from reader_app.ui.search_words import SearchWords
from reader_app.ui.theme import Theme

BUSY_AFTER = 300
"""ms after which a search says that it is going on, while older hits stand."""
SORT_NAMES: dict[SearchSort, str] = {"relevance": "Best first", "date": "Newest first", "length": "Longest first"}


class ResultView(RowView):
    """The list of results; Escape leaves it, and letters typed here search no title."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Does nothing: snippets begin anywhere."""


class SearchPanel(QWidget):
    """Shows what a search found, hit by hit under their episodes, and lets the reader choose one."""

    hit_chosen = Signal(object)
    """The Hit that became the current one, to be shown beside the results."""
    hit_opened = Signal(object)
    """The Hit to be read."""
    more_wished = Signal(str)
    """Hits that are not at hand are wanted: of the episode of that id, or (empty) of those not listed at all."""
    scope_chosen = Signal(str)
    """Where to look: everywhere, text, chapters, quotes or notes."""
    sort_chosen = Signal(str)
    view_chosen = Signal(str)
    """How the hits are to be shown: a ResultsView. Its page is in front already."""
    suggestion_chosen = Signal(str)
    """The query that was suggested instead."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answer: SearchAnswer | None = None
        self._query = ""
        self._episodes: dict[str, Episode] = {}
        self._unfolded: set[Group] = set()
        self._model = SearchModel(self)
        self._delegate = SearchDelegate(theme)
        self._head = ColumnHead(theme)
        self._sort_button = self._make_sort_button()
        self.views = ViewButtons(theme, self)
        self.views.chosen.connect(self._choose_view)
        self._head.add_button(self.views)
        self._head.add_button(self._sort_button)
        self._chips = ScopeChips(theme, self)
        self._chips.chosen.connect(self.scope_chosen)
        self._suggestion = QPushButton(self)
        self._suggestion.setProperty("kind", "link")
        self._suggestion.clicked.connect(self._take_suggestion)
        self._words = SearchWords(theme)
        # Quick answers follow one another without a word between them.
        self._busy = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._busy.timeout.connect(self._say_busy)
        self.view = self._make_view()
        self._lay_out()
        self.show_idle()

    # -- building

    def _make_view(self) -> ResultView:
        view = ResultView(self._theme, "list", self, keys_select=True)
        view.setObjectName("search_results")
        view.setAccessibleName("Search results")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        view.left.connect(self.closed)
        view.selectionModel().currentChanged.connect(self._tell_current)
        return view

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
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._words)
        self._pages: dict[ResultsView, QWidget] = {"list": self.view}
        self._suggestion_line = QWidget(self)
        line = QHBoxLayout(self._suggestion_line)
        line.setContentsMargins(3, 8, 8, 0)
        line.addWidget(self._suggestion)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._chips)
        column.addWidget(self._suggestion_line)
        column.addWidget(self._stack, 1)
        column.addWidget(_KeysLine(self._theme, self))
        self.set_sort("relevance")
        self._theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.end()

    def add_view(self, view: ResultsView, page: QWidget) -> None:
        """Makes `page` the one that shows hits in that way."""
        self._stack.addWidget(page)
        self._pages[view] = page

    # -- what is shown

    def set_episodes(self, episodes: Iterable[Episode]) -> None:
        """Learns the dates of the episodes that hits may come from; takes effect with the next answer."""
        self._episodes = {episode.id: episode for episode in episodes}

    def set_scope(self, scope: str) -> None:
        """Marks where is searched, without a signal."""
        self._chips.set_scope(scope)

    def set_sort(self, sort: SearchSort) -> None:
        """Marks the order of the answer, without a signal."""
        self._sort_button.setText(SORT_NAMES[sort])
        self._sort_button.setAccessibleName(f"Order: {SORT_NAMES[sort]}")
        self._sort_actions[sort].setChecked(True)

    def show_answer(self, answer: SearchAnswer, query: str, *, again: bool = False) -> None:
        """Shows the hits of `query`, as the reader typed it; a hit that was chosen before stays chosen if it is still one.

        With `again` it is the answer to the same question, and the rows stay where they are; one near the chosen hit is chosen.
        """
        if query != self._query:
            self._unfolded.clear()
            self._chips.forget_counts()
        kept = self.current_hit()
        self._answer, self._query = answer, query
        self._fill(kept, again)
        if self._chips.scope == "everywhere":
            self._chips.set_counts(count_scopes(answer))
        self._busy.stop()
        found = answer.total > 0
        self._head.set_words(
            count_in_words(answer.total, "hit") if found else "No hits",
            f"in {count_in_words(answer.episodes, 'episode')}" if found else "",
        )
        self._show_suggestion(answer.suggestion)
        if not found:
            self._words.say_nothing_found(query)
        self._show_page()

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
        self.views.setVisible(found)
        self._sort_button.setVisible(found and self.views.view == "list")
        self._stack.setCurrentWidget(self._pages.get(self.views.view, self.view) if found else self._words)

    def show_busy(self) -> None:
        """Says that a search is going on; what was found before stays until its answer comes."""
        if self._answer is None:
            self._words.say_nothing()
            self._stack.setCurrentWidget(self._words)
            self._say_busy()
        elif not self._busy.isActive():
            self._busy.start()

    def _say_busy(self) -> None:
        self._head.set_words("Searching")

    def show_error(self, message: str, at: int | None, query: str = "") -> None:
        """Says why the query cannot be read, and marks the place: `at` counts code points of `query`."""
        self._drop_answer()
        self._head.set_words("Search")
        self._chips.forget_counts()
        self._words.say_error(message, query, at)

    def show_idle(self) -> None:
        """Says how one can search, while nothing is asked for."""
        self._drop_answer()
        self._head.set_words("Search")
        self._chips.forget_counts()
        self._words.say_how()

    def _drop_answer(self) -> None:
        self._busy.stop()
        self._answer, self._query = None, ""
        self._unfolded.clear()
        self._fill(None)
        self._show_suggestion(None)
        self._show_page()

    def _show_suggestion(self, suggestion: str | None) -> None:
        self._suggestion_line.setVisible(bool(suggestion))
        self._suggestion.setProperty("query", suggestion or "")
        self._suggestion.setText(f"Did you mean {suggestion}?".replace("&", "&&"))
        self._suggestion.setAccessibleName(f"Did you mean {suggestion}?")

    def _fill(self, kept: Hit | None, again: bool = False) -> None:
        rows = build_rows(self._answer, self._unfolded, self._episodes) if self._answer is not None else []
        self._delegate.measure([row for row in rows if isinstance(row, HitRow)])
        place = self.view.verticalScrollBar().value()
        self._model.set_rows(rows)
        index = self._model.index_near(kept) if again and kept is not None else self._model.index_of(kept)
        if again:
            self.view.verticalScrollBar().setValue(place)
        if index.isValid():
            blocked = self.view.selectionModel().blockSignals(True)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.selectionModel().blockSignals(blocked)
            self.view.verticalScrollBar().setValue(place)
            self.view.scrollTo(index)

    # -- what the reader does

    def current_hit(self) -> Hit | None:
        """The hit that is chosen."""
        row = self._model.row_at(self.view.currentIndex())
        return row.hit if isinstance(row, HitRow) else None

    def move(self, step: int) -> None:  # type: ignore[override]
        """Chooses the next row (+1) or the one before (-1), while the focus may stay in the search field."""
        index = self.view.row_step(1 if step > 0 else -1)
        if index.isValid():
            self.view.choose_row(index)

    def open_current(self) -> None:
        """Opens the chosen hit, or the first one where none is chosen; unfolds a chosen "more" line."""
        index = self.view.currentIndex()
        self._open(index if index.isValid() else self.view.row_step(1))

    def _tell_current(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, HitRow):
            self.hit_chosen.emit(row.hit)

    def _open(self, index: Index) -> None:
        row = self._model.row_at(index)
        if isinstance(row, HitRow):
            self.hit_opened.emit(row.hit)
        elif isinstance(row, MoreRow):
            self._unfold(row, index.row())

    def _unfold(self, row: MoreRow, number: int) -> None:
        if row.group is not None:
            self._unfolded.add(row.group)
        if not row.at_hand:
            self.more_wished.emit(row.group[0] if row.group is not None else "")
            return
        place = self.view.verticalScrollBar().value()
        self._fill(None)
        self.view.verticalScrollBar().setValue(place)
        self.view.choose_row(self._model.index(number))

    def _choose_sort(self, sort: SearchSort) -> None:
        self.set_sort(sort)
        self.sort_chosen.emit(sort)

    def _take_suggestion(self) -> None:
        self.suggestion_chosen.emit(self._suggestion.property("query"))


class _KeysLine(QWidget):
    """The keys that work here, at the foot of the column."""

    _WORDS = ("↑ ↓ next hit", "Enter open", "Esc back to the list")

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(33)
        self.setAccessibleName(", ".join(self._WORDS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(0, 0, self.width(), 1, palette.line)
        painter.setFont(self._theme.ui_font(-2))
        painter.setPen(palette.ink3)
        box = QRectF(self.rect()).adjusted(16, 1, -12, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "    ".join(self._WORDS))
        painter.end()
