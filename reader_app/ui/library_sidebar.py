"""The left column: the search field, the parts of the library, and the way to bring transcripts in; narrow, a rail of icons."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from reader_app.core.findings import SavedSearch
from reader_app.core.model import Episode
from reader_app.ui.episode_lines import Filter, LibraryCounts, count_library
from reader_app.ui.row_view import Index, button_fill, paint_states
from reader_app.ui.search_field import SearchField
from reader_app.ui.sidebar_rows import PartModel, library_parts
from reader_app.ui.sidebar_view import PartView
from reader_app.ui.theme import Theme

__all__ = ["Filter", "LibrarySidebar"]

RAIL_WIDTH = 48
_NARROWEST, _WIDEST = 160, 360
_RAIL_BUTTON = 36


class LibrarySidebar(QWidget):
    """Chooses a part of the library and takes the words of a search."""

    filter_chosen = Signal(object)
    """The Filter that the reader chose."""
    saved_chosen = Signal(object)
    """The SavedSearch to be asked again."""
    saved_renamed = Signal(str, str)
    """The id of a saved search, and what it is to be called; "" for its query."""
    add_wished = Signal()
    samples_remove_wished = Signal()
    expand_wished = Signal(bool)
    """In the rail: the whole sidebar is wanted; True where it is wanted for its search field."""
    search_edited = Signal(str)
    search_entered = Signal()
    search_left = Signal()
    search_down = Signal()
    search_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = self._lent = False
        self._current: Filter | None = Filter()
        self._counts = LibraryCounts()
        self._removed = 0
        self._saved: tuple[SavedSearch, ...] = ()
        self._asked: str | None = None
        self._model = PartModel(self)
        self._model.renamed.connect(self.saved_renamed)
        self.field = self._make_field()
        self.view = self._make_view()
        self._rail_top = _RailTop(theme, self)
        self._rail_top.menu_button.clicked.connect(lambda: self.expand_wished.emit(False))
        self._rail_top.search_button.clicked.connect(self._wish_search)
        self._samples = self._make_samples()
        self._add = _FootButton("Add transcripts", "plus", theme, self)
        self._add.clicked.connect(self.add_wished)
        self._lay_out()
        self.set_compact(False)
        theme.changed.connect(self.update)

    # -- building

    def _make_field(self) -> SearchField:
        field = SearchField(self._theme, self)
        field.textChanged.connect(self.search_edited)
        field.entered.connect(self.search_entered)
        field.left.connect(self.search_left)
        field.down.connect(self.search_down)
        field.up.connect(self.search_up)
        return field

    def _make_view(self) -> PartView:
        view = PartView(self._theme, self._model, self)
        view.setObjectName("library_parts")
        view.setAccessibleName("Library")
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        view.search_chosen.connect(self.saved_chosen)
        return view

    def _make_samples(self) -> QWidget:
        line = QWidget(self)
        words = QLabel("Sample transcripts ·", line)
        words.setProperty("kind", "caption")
        remove = QPushButton("Remove", line)
        remove.setProperty("kind", "link")
        remove.setFont(self._theme.ui_font(-2))
        remove.setAccessibleName("Remove the sample transcripts")
        remove.setToolTip("Removes the sample transcripts; they do not come back")
        remove.clicked.connect(self.samples_remove_wished)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(words)
        row.addWidget(remove)
        row.addStretch(1)
        return line

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        self._field_row = QHBoxLayout()
        self._field_row.setContentsMargins(8, 0, 8, 8)
        self._field_row.addWidget(self.field)
        column.addWidget(self._rail_top)
        column.addLayout(self._field_row)
        column.addWidget(self.view, 1)
        column.addWidget(self._samples)
        column.addWidget(self._add)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.side)
        painter.end()

    # -- what is shown

    def set_episodes(self, episodes: Sequence[Episode]) -> None:
        """Counts these episodes; those in the bin count nowhere here."""
        self._counts = count_library(episodes)
        self._refill()

    def set_removed_count(self, count: int) -> None:
        """Shows a bin with that many episodes; none for 0."""
        self._removed = count
        self._refill()

    def set_current(self, wanted: Filter | None) -> None:
        """Marks that part of the library as the one shown; None while search results stand in its place."""
        self._current = wanted
        self._refill()

    def set_saved(self, saved: Sequence[SavedSearch], asked: str | None = None) -> None:
        """Lists saved searches and marks the one, by its id, whose results are shown."""
        self._saved, self._asked = tuple(saved), asked
        self._refill()

    def set_compact(self, compact: bool) -> None:
        """Folds to a rail of icons 48 px wide, or back to the whole sidebar."""
        self._compact = compact
        self.view.delegate.compact = compact
        self.setMinimumWidth(RAIL_WIDTH if compact else _NARROWEST)
        self.setMaximumWidth(RAIL_WIDTH if compact else _WIDEST)
        self._rail_top.setVisible(compact)
        self.field.setVisible(self._lent or not compact)
        self._field_row.setContentsMargins(*((0, 0, 0, 0) if compact else (8, 0, 8, 8)))
        self._add.set_compact(compact)
        self._refill()
        self.view.scheduleDelayedItemsLayout()

    def lend_field(self, row: QHBoxLayout | None) -> None:
        """Puts the search field, with the keyboard where it has it, into the row of another column, or back into its own."""
        place = row if row is not None else self._field_row
        if place.indexOf(self.field) >= 0:
            return
        focused, self._lent = self.window().focusWidget() is self.field, row is not None
        place.addWidget(self.field)
        self.field.setVisible(self._lent or not self._compact)
        if focused and self.field.isVisible():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def compact(self) -> bool:
        """Whether it is a rail."""
        return self._compact

    def _wish_search(self) -> None:
        self.expand_wished.emit(True)
        if not self._compact:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refill(self) -> None:
        parts = library_parts(self._counts, self._removed, self._saved)
        if self._compact:
            parts = [part for part in parts if part.wanted and (part.icon or part.wanted == self._current)]
        ring = self._model.part_at(self.view.currentIndex())
        self._model.set_parts(parts)
        empty = not self._counts.all and not self._removed
        index = self._model.index_of_search(self._asked)
        if not index.isValid():
            index = self._model.index_of(None if empty else self._current)
        flags = QItemSelectionModel.SelectionFlag
        if index.isValid():
            self.view.selectionModel().select(index, flags.ClearAndSelect)
        else:
            self.view.clearSelection()
        ringed = self._model.index_of(ring.wanted if ring is not None else None)
        if ring is not None and ring.search is not None:
            ringed = self._model.index_of_search(ring.search.id)
        self.view.selectionModel().setCurrentIndex(ringed if ringed.isValid() else index, flags.NoUpdate)
        self._samples.setVisible(self._counts.samples > 0 and not self._compact)

    def _choose(self, index: Index) -> None:
        part = self._model.part_at(index)
        if part is not None and part.search is not None:
            self.saved_chosen.emit(part.search)
        elif part is not None and part.wanted is not None:
            self.set_current(part.wanted)
            self.filter_chosen.emit(part.wanted)


class _RailTop(QWidget):
    """The upper end of the rail: what unfolds the sidebar, and what unfolds it for a search."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.menu_button = self._make_button("Show the library (F8)")
        self.search_button = self._make_button("Search (Ctrl K)")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 13)
        column.setSpacing(0)
        column.addWidget(self.menu_button)
        column.addWidget(self.search_button)
        theme.changed.connect(self._dress)
        self._dress()

    def _make_button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(_RAIL_BUTTON, _RAIL_BUTTON)
        button.setAccessibleName(tip.partition(" (")[0])
        button.setToolTip(tip)
        return button

    def _dress(self) -> None:
        self.menu_button.setIcon(self._theme.icon("menu"))
        self.search_button.setIcon(self._theme.icon("search"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(12, self.height() - 7, self.width() - 24, 1, self._theme.palette.line)
        painter.end()


class _FootButton(QPushButton):
    """A button set like a row of the sidebar: its icon under those above it."""

    def __init__(self, text: str, icon: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} (Ctrl O)")
        theme.changed.connect(self.updateGeometry)

    def set_compact(self, compact: bool) -> None:
        """Shows the icon only."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH, _RAIL_BUTTON if self._compact else round(28 * self._theme.ui_size / 13))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        side = 6 if self._compact else 8
        box = self.rect().adjusted(side, 0, -side, 0)
        paint_states(painter, QRectF(box), self._theme, button_fill(self, self._theme), ring=self.hasFocus())
        left = (self.width() - 16) // 2 if self._compact else box.left() + 8
        self._theme.icon(self._icon_name, "ink2").paint(painter, left, (self.height() - 16) // 2, 16, 16)
        if not self._compact:
            painter.setFont(self._theme.ui_font(0))
            painter.setPen(palette.ink2)
            words = box.adjusted(32, 0, -8, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
