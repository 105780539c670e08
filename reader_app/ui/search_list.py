"""The list of hits under their episodes: keeps place and choice while answers come, unfolds, and asks for more in time."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reader_app.core.model import Episode, Hit, SearchAnswer
from reader_app.ui.row_view import Index, RowView
from reader_app.ui.search_model import SearchModel
from reader_app.ui.search_row import SearchDelegate
from reader_app.ui.search_rows import Group, HitRow, MoreRow, SearchRow, build_rows
from reader_app.ui.theme import Theme

_PAGES_AHEAD = 2
"""Screens before the end of the list at which more is asked for."""


class ResultView(RowView):
    """Shows an answer's hits and lets the reader choose one; Escape leaves, and letters typed here search no title."""

    left = Signal()
    hit_chosen = Signal(object)
    """The Hit that the reader made the current one."""
    hit_opened = Signal(object)
    """The Hit to be read."""
    rest_wished = Signal(str)
    """All hits of the episode of that id are wanted."""
    more_wished = Signal()
    """The end of what is at hand is near, and there are further episodes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "list", parent, keys_select=True)
        self._answer: SearchAnswer | None = None
        self._episodes: dict[str, Episode] = {}
        self._new: dict[str, int] = {}
        self._unfolded: set[Group] = set()
        self._awaited: Group | None = None
        self._filling = False
        self._pressed = QModelIndex()
        self._rows = SearchModel(self)
        self._delegate = SearchDelegate(theme)
        self.setObjectName("search_results")
        self.setAccessibleName("Search results")
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._open_hit)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.verticalScrollBar().rangeChanged.connect(self._look_ahead)

    # -- what is shown

    def set_episodes(self, episodes: Iterable[Episode]) -> None:
        """Learns the dates of the episodes that hits may come from; takes effect with the next answer."""
        self._episodes = {episode.id: episode for episode in episodes}

    def show_answer(self, answer: SearchAnswer, *, again: bool = False) -> None:
        """Shows these hits. The chosen one stays chosen if it is still there.

        With `again` they answer the same question, so that the rows stay where they are, what is unfolded stays so, and in the
        place of a chosen hit that is gone the nearest one of its episode is chosen.
        """
        kept = self.current_hit()
        if not again:
            self._unfolded.clear()
            self._awaited = None
        self._answer = answer
        self._fill(kept, again)

    def clear_hits(self) -> None:
        """Shows nothing."""
        self._answer, self._awaited = None, None
        self._unfolded.clear()
        self._fill(None, again=False)

    def set_new(self, new: Mapping[str, int]) -> None:
        """Puts the episodes first that have new hits, so many by id, and says so in their heads."""
        if new != self._new:
            self._new = dict(new)
            self._fill(self.current_hit(), again=self._touched())

    def _touched(self) -> bool:
        """Whether the reader has gone into the list, so that its rows must stay where they are."""
        return self.currentIndex().isValid() or self.verticalScrollBar().value() > 0

    def unfolded(self) -> set[str]:
        """The ids of the episodes of which the reader asked for more than the first hits."""
        return {episode for episode, _ in self._unfolded}

    def _fill(self, kept: Hit | None, again: bool) -> None:
        rows = build_rows(self._answer, self._unfolded, self._episodes, self._new) if self._answer is not None else []
        anchor, top = self._anchor() if again else (None, 0)
        self._filling = True
        self._delegate.measure([row for row in rows if isinstance(row, HitRow)], more=again)
        self._rows.set_rows(rows)
        if kept is None:
            if not again:
                self.setCurrentIndex(QModelIndex())
        else:
            self._choose_again(self._rows.index_near(kept) if again else self._rows.index_of(kept))
        self._filling = False
        self.doItemsLayout()
        if anchor is not None and (index := self._rows.index_like(anchor)).isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top() - top)
        elif not again:
            self.scrollToTop()
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())

    def _choose_again(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            self.setCurrentIndex(QModelIndex())

    def _anchor(self) -> tuple[SearchRow | None, int]:
        """The first head or hit in sight, and how far below the upper edge it begins."""
        number = self.indexAt(QPoint(4, 1)).row()
        while 0 <= number < self._rows.rowCount():
            index = self._rows.index(number)
            row = self._rows.row_at(index)
            if isinstance(row, HitRow):
                return row, self.visualRect(index).top()
            number += 1
        return None, 0

    # -- what the reader does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        # Not by `activated`, which in some desktops a single click is told by as well.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.currentIndex()
        super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Does nothing: snippets begin anywhere."""

    def current_hit(self) -> Hit | None:
        """The hit that is chosen."""
        row = self._rows.row_at(self.currentIndex())
        return row.hit if isinstance(row, HitRow) else None

    def step(self, step: int) -> None:
        """Chooses the next row (+1) or the one before (-1), while the focus may stay elsewhere."""
        index = self.row_step(1 if step > 0 else -1)
        if index.isValid():
            self.choose_row(index)

    def open_current(self) -> None:
        """Opens the chosen hit, or the first one where none is chosen; unfolds a chosen "more" line."""
        index = self.currentIndex()
        self._open(index if index.isValid() else self.row_step(1))

    def choose_hit(self, hit: Hit) -> bool:
        """Chooses a hit, unfolding its episode where it must; says whether it is at hand."""
        if not self._rows.index_of(hit).isValid() and self._answer is not None and hit in self._answer.hits:
            self._unfolded.add((hit.episode, hit.near))
            self._fill(self.current_hit(), again=True)
        index = self._rows.index_of(hit)
        if index.isValid():
            self.choose_row(index)
        return index.isValid()

    def _tell_current(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if isinstance(row, HitRow) and not self._filling:
            self.hit_chosen.emit(row.hit)

    def _on_clicked(self, index: Index) -> None:
        """A click chooses a hit, also the one that is chosen already, whose text may have been scrolled away; it unfolds."""
        row = self._rows.row_at(index)
        if not isinstance(row, HitRow):
            self._open(index)
        elif index == self._pressed:
            self.hit_chosen.emit(row.hit)

    def _open_hit(self, index: Index) -> None:
        if isinstance(self._rows.row_at(index), HitRow):
            self._open(index)

    def _open(self, index: Index) -> None:
        row = self._rows.row_at(index)
        if isinstance(row, HitRow):
            self.hit_opened.emit(row.hit)
        elif isinstance(row, MoreRow) and row.group is None:
            self.more_wished.emit()
        elif isinstance(row, MoreRow) and row.group is not None:
            self._unfolded.add(row.group)
            if row.at_hand:
                self._unfold(index.row())
            else:
                self._awaited = row.group
                self.rest_wished.emit(row.group[0])

    def show_rest(self, answer: SearchAnswer) -> None:
        """Shows the same answer with more hits of an episode at hand."""
        self._answer = answer
        current = self._rows.row_at(self.currentIndex())
        waited = isinstance(current, MoreRow) and current.group == self._awaited is not None
        if waited:
            self._awaited = None
            self._unfold(self.currentIndex().row())
        else:
            self._fill(self.current_hit(), again=self._touched())

    def _unfold(self, number: int) -> None:
        """Shows what is unfolded, and chooses the first row that this brings in the place of a "more" line."""
        place = self.verticalScrollBar().value()
        self._fill(None, again=True)
        self.verticalScrollBar().setValue(place)
        self.choose_row(self._rows.index(number))

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        last = self._rows.row_at(self._rows.index(self._rows.rowCount() - 1)) if self._rows.rowCount() else None
        more = isinstance(last, MoreRow) and last.group is None
        if more and not self._filling and bar.maximum() - bar.value() <= _PAGES_AHEAD * bar.pageStep():
            self.more_wished.emit()
