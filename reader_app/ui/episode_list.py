"""The column of episodes: a head with the order, the list, and what is said where it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from reader_app.core.model import Episode
from reader_app.ui.column_head import ColumnHead, MenuButton
from reader_app.ui.episode_lines import (
    ORDERS,
    Filter,
    FilterKind,
    Line,
    Order,
    Row,
    filter_lines,
    join_twins,
    of_library,
    sort_lines,
    under_shows,
)
from reader_app.ui.episode_model import EpisodeModel
from reader_app.ui.episode_row import SEPARATOR, EpisodeDelegate, facts
from reader_app.ui.row_text import grouped
from reader_app.ui.row_view import Index, RowView
from reader_app.ui.sidebar_rows import PART_NAMES
from reader_app.ui.theme import Theme

ORDER_NAMES: dict[Order, str] = {
    "newest": "Newest",
    "oldest": "Oldest",
    "title": "Title",
    "length": "Length",
    "added": "As added",
}
_EMPTY_WORDS: dict[FilterKind, tuple[str, str]] = {
    "all": ("No episodes yet", "Drop transcripts anywhere in this window, or choose “Add transcripts”."),
    "unread": ("No unread episodes", "You have opened every episode. “All” shows them again."),
    "reading": ("Nothing begun", "Episodes that you are in the middle of stand here."),
    "quotes": ("No quotes yet", "Select words in a transcript and press {quote} to keep them."),
    "show": ("No episodes of this show", "“All” shows the whole library."),
    "bin": ("The bin is empty", "Episodes that you remove wait here until you put them back."),
}
_KEEPS_PLACE: tuple[FilterKind, ...] = ("unread", "reading", "quotes")
"""Parts that an episode can leave by being read: the one just opened stays in sight until another part is chosen."""


class EpisodeView(RowView):
    """The list itself; keys beyond moving and opening become wishes of its owner."""

    tellings_wished = Signal(object, QPoint)
    menu_wished = Signal(object, QPoint)
    remove_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.tellings_wished.emit(self.currentIndex(), self._beside(self.currentIndex()))
        elif event.key() != Qt.Key.Key_Left:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The selected row is the one being read: neither the menu of another nor a click beside all rows changes that.
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            super().mousePressEvent(event)
        elif index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wished.emit(self.indexAt(event.pos()), event.globalPos())
        else:
            self.menu_wished.emit(self.currentIndex(), self._beside(self.currentIndex()))

    def _beside(self, index: Index) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).center())


class EpisodeList(QWidget):
    """Shows the episodes of the chosen part of the library, recordings told more than once as one line."""

    episode_opened = Signal(str)
    """The id of the episode that the reader wants to read."""
    remove_wished = Signal(list)
    """Ids of episodes to go to the bin, all tellings of each line."""
    restore_wished = Signal(list)
    """Ids of episodes to come back from the bin."""
    copy_link_wished = Signal(str)
    export_wished = Signal(list)
    """Ids of the episodes to be exported, of each line the telling that is shown."""
    sort_changed = Signal(str, bool)
    """The order chosen, and whether the lines stand under their shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._episodes: list[Episode] = []
        self._filter = Filter()
        self._order: Order = "newest"
        self._by_show = False
        self._chosen: str | None = None
        self._model = EpisodeModel(self)
        self._delegate = EpisodeDelegate(theme)
        self.view = self._make_view()
        self._head = ColumnHead(theme)
        self._sort_button = self._make_sort_button()
        self._head.add_button(self._sort_button)
        self._empty = _EmptyWords(theme)
        self._lay_out()
        self._refill()

    # -- building

    def _make_view(self) -> EpisodeView:
        view = EpisodeView(self._theme, "list", self)
        view.setObjectName("episode_list")
        view.setAccessibleName("Episodes")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setViewportMargins(0, 4, 0, 4)
        view.clicked.connect(self._click)
        view.activated.connect(self._open)
        view.remove_pressed.connect(self._remove)
        view.tellings_wished.connect(self._show_tellings)
        view.menu_wished.connect(self._show_menu)
        # The hairline above a chosen row belongs to the row before it.
        view.selectionModel().selectionChanged.connect(lambda: view.viewport().update())
        return view

    def _make_sort_button(self) -> MenuButton:
        button = MenuButton(self._theme, self)
        button.setToolTip("Order of the list")
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._order_actions: dict[Order, QAction] = {}
        for order in ORDERS:
            action = menu.addAction(ORDER_NAMES[order])
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, order=order: self._choose_sort(order, self._by_show))
            self._order_actions[order] = action
        menu.addSeparator()
        self._show_action = menu.addAction("By show")
        self._show_action.setCheckable(True)
        self._show_action.triggered.connect(lambda checked: self._choose_sort(self._order, checked))
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(body, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.end()

    # -- what is shown

    def set_episodes(self, episodes: Sequence[Episode]) -> None:
        """Shows these episodes; those in the bin (`removed`) only where the filter asks for the bin."""
        self._episodes = list(episodes)
        self._refill()

    def set_filter(self, wanted: Filter) -> None:
        """Shows that part of the library, from its top or with the chosen episode in sight."""
        if wanted != self._filter:
            self._filter = wanted
            self._refill(anew=True)

    def set_sort(self, order: Order, by_show: bool = False) -> None:
        """Sets the order, and whether lines stand under the heads of their shows."""
        if (order, by_show) != (self._order, self._by_show):
            self._order, self._by_show = order, by_show
            self._refill(anew=True)

    def choose(self, episode: str | None) -> None:
        """Marks the line that holds the episode of that id as the one being read, and brings it into sight."""
        again, self._chosen = episode == self._chosen, episode
        index = self._model.index_of(episode)
        if again and index in self.view.selectionModel().selectedIndexes():
            return
        if index.isValid():
            self.view.choose_row(index)
        else:
            self.view.clearSelection()

    def chosen_line(self) -> Line | None:
        """The line being read, if it is in the list."""
        return self._model.line_at(self._model.index_of(self._chosen))

    def _choose_sort(self, order: Order, by_show: bool) -> None:
        self.set_sort(order, by_show)
        self.sort_changed.emit(order, by_show)

    def _rows(self, *, anew: bool) -> tuple[list[Row], int]:
        """The rows to show, and how many lines among them belong to the chosen part."""
        lines = join_twins(of_library(self._episodes, self._filter))
        matching = filter_lines(lines, self._filter)
        shown = matching
        stay = self.chosen_line() if not anew and self._filter.kind in _KEEPS_PLACE else None
        if stay is not None and not any(line.holds(stay.shown.id) for line in matching):
            wanted = {line.shown.id for line in matching}
            shown = [line for line in lines if line.shown.id in wanted or line.holds(stay.shown.id)]
        ordered = sort_lines(shown, self._order)
        return (under_shows(ordered) if self._by_show else list(ordered)), len(matching)

    def _refill(self, *, anew: bool = False) -> None:
        rows, count = self._rows(anew=anew)
        headed = self._by_show and bool(rows)
        self._delegate.names_show = not headed and self._filter.kind != "show"
        self.view.setUniformItemSizes(not headed)
        current = self._model.line_at(self.view.currentIndex())
        place = self.view.verticalScrollBar().value()
        if self._model.set_rows(rows):
            self._restore(current, 0 if anew else place)
        self._head.set_words(self._name(), grouped(count) if count else "")
        self._show_sort()
        self._empty.say(*_EMPTY_WORDS[self._filter.kind])
        self._stack.setCurrentWidget(self.view if rows else self._empty)

    def _restore(self, current: Line | None, place: int) -> None:
        """After a reset: the line being read is marked again, the ring and the scroll place are where they were."""
        chosen = self._model.index_of(self._chosen)
        flags = QItemSelectionModel.SelectionFlag
        if chosen.isValid():
            self.view.selectionModel().setCurrentIndex(chosen, flags.ClearAndSelect)
        ring = self._model.index_of(current.shown.id) if current is not None else chosen
        if ring.isValid():
            self.view.selectionModel().setCurrentIndex(ring, flags.NoUpdate)
        self.view.verticalScrollBar().setValue(place)
        if place == 0 and chosen.isValid():
            self.view.scrollTo(chosen)

    def _name(self) -> str:
        return self._filter.show or "" if self._filter.kind == "show" else PART_NAMES[self._filter.kind]

    def _show_sort(self) -> None:
        name = ORDER_NAMES[self._order]
        self._sort_button.setText(name)
        self._sort_button.setAccessibleName(f"Order: {name}" + (", by show" if self._by_show else ""))
        self._sort_button.setVisible(self._model.rowCount() > 1)
        self._order_actions[self._order].setChecked(True)
        self._show_action.setChecked(self._by_show)

    # -- what the reader does

    def _click(self, index: Index) -> None:
        # With Shift or Ctrl a click gathers lines, to remove them together.
        if len(self.view.selectionModel().selectedIndexes()) == 1:
            self._open(index)

    def _open(self, index: Index) -> None:
        line = self._model.line_at(index)
        if line is not None:
            self.open_telling(line.shown.id)

    def open_telling(self, episode: str) -> None:
        """Marks that telling as the one being read and asks for it."""
        self.choose(episode)
        self.episode_opened.emit(episode)

    def _marked(self, index: Index | None = None) -> list[Line]:
        """The lines that an action is meant for: all selected ones if the row at hand is among them, else that row alone."""
        current = index if index is not None else self.view.currentIndex()
        selected = self.view.selectionModel().selectedIndexes()
        rows = sorted(selected, key=lambda each: each.row()) if current in selected else [current]
        return [line for line in map(self._model.line_at, rows) if line is not None]

    def marked_ids(self) -> list[str]:
        """The ids of the selected lines where more than one is selected, else none."""
        rows = sorted(self.view.selectionModel().selectedIndexes(), key=lambda each: each.row())
        lines = [line for line in map(self._model.line_at, rows) if line is not None]
        return [line.shown.id for line in lines] if len(lines) > 1 else []

    def _remove(self) -> None:
        ids = [telling.id for line in self._marked() for telling in line.tellings]
        if ids and self._filter.kind != "bin":
            self.remove_wished.emit(ids)

    def _show_tellings(self, index: Index, place: QPoint) -> None:
        line = self._model.line_at(index)
        if line is not None and len(line.tellings) > 1:
            menu = QMenu("Files that tell it", self)
            self._fill_tellings(menu, line)
            _pop_up(menu, place)

    def _show_menu(self, index: Index, place: QPoint) -> None:
        if self._model.line_at(index) is not None:
            _pop_up(self.context_menu(index), place)

    def context_menu(self, index: Index) -> QMenu:
        """What can be done with the line at `index`, or with all selected ones if it is among them."""
        menu = QMenu(self)
        lines = self._marked(index)
        ids = [telling.id for line in lines for telling in line.tellings]
        if len(lines) == 1:
            line = lines[0]
            menu.addAction("Open").triggered.connect(lambda: self.open_telling(line.shown.id))
            if len(line.tellings) > 1:
                self._fill_tellings(menu.addMenu("Files that tell it"), line)
            menu.addAction("Copy link").triggered.connect(lambda: self.copy_link_wished.emit(line.shown.id))
        shown = [line.shown.id for line in lines]
        export = menu.addAction("Export…" if len(lines) == 1 else f"Export {len(lines)} episodes…")
        export.triggered.connect(lambda: self.export_wished.emit(shown))
        menu.addSeparator()
        if self._filter.kind == "bin":
            menu.addAction("Put back").triggered.connect(lambda: self.restore_wished.emit(ids))
        else:
            remove = menu.addAction("Remove" if len(lines) == 1 else f"Remove {len(lines)} episodes")
            remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
            remove.triggered.connect(lambda: self.remove_wished.emit(ids))
        return menu

    def _fill_tellings(self, menu: QMenu, line: Line) -> None:
        for telling in line.tellings:
            own = Line((telling,))
            words = SEPARATOR.join(part for part in (telling.title, telling.show or "", *facts(own)) if part)
            action = menu.addAction(menu.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 480).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(telling.id == (self._chosen if line.holds(self._chosen or "") else line.shown.id))
            action.triggered.connect(lambda _checked=False, name=telling.id: self.open_telling(name))


def _pop_up(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])


class _EmptyWords(QWidget):
    """Why the list is empty, and what to do next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title, self._words = QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, title: str, words: str) -> None:
        """Shows a short title and one sentence."""
        keep = QKeySequence("Ctrl+D").toString(QKeySequence.SequenceFormat.NativeText)
        self._title.setText(title)
        self._words.setText(words.format(quote=keep))

    def _dress(self) -> None:
        self._title.setFont(self._theme.ui_font(0, 600))
        self._words.setFont(self._theme.ui_font(-0.5))
        for label, token in ((self._title, "ink"), (self._words, "ink2")):
            palette = QPalette(label.palette())
            palette.setColor(QPalette.ColorRole.WindowText, self._theme.palette.token(token))
            label.setPalette(palette)
