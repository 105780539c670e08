"""The reader's quotes of an episode as cards, and the editor of the chosen one. Code says bookmark, the window says quote."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.model import Bookmark
from reader_app.ui.bookmark_editor import BookmarkEditor
from reader_app.ui.panel_view import PanelView, paint_ring
from reader_app.ui.panel_words import PanelNotice
from reader_app.ui.quote_card import MARGIN_X, MARGIN_Y, QuoteCard, when
from reader_app.ui.row_view import Index, has_ring, is_hovered
from reader_app.ui.theme import Theme

_EMPTY = "Select words in the text and press Ctrl+D, or choose a colour beside the selection."


def in_order(bookmarks: tuple[Bookmark, ...]) -> tuple[Bookmark, ...]:
    """The quotes as they stand in the text; those whose place is lost come last, the oldest first."""
    kept = (bookmark for bookmark in bookmarks if not bookmark.removed)
    return tuple(sorted(kept, key=lambda b: (b.span is None, b.span.start if b.span is not None else 0, b.created)))


class BookmarkModel(QAbstractListModel):
    """The quotes of one episode in the order of the text, and which one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Bookmark, ...] = ()
        self.chosen: str | None = None

    def set_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Shows other quotes, or the same ones changed, which keeps the scroll position."""
        rows = in_order(bookmarks)
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        if self.place_of(self.chosen) < 0:
            self.chosen = None

    def choose(self, bookmark_id: str | None) -> None:
        """Marks one card, or none."""
        before, self.chosen = self.chosen, bookmark_id
        for place in (self.place_of(before), self.place_of(bookmark_id)):
            if place >= 0:
                self.dataChanged.emit(self.index(place), self.index(place))

    def place_of(self, bookmark_id: str | None) -> int:
        """The number of a quote in the list, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.id == bookmark_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.text, row.speaker, when(row), f"{row.colour} quote") if part)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ". ".join(part for part in (row.note, ", ".join(row.tags)) if part)
        return None


class BookmarkDelegate(QStyledItemDelegate):
    """Paints the cards; a card is laid out once for a width."""

    def __init__(self, theme: Theme, view: PanelView, model: BookmarkModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model
        self._cards: dict[str, tuple[Bookmark, int, QuoteCard]] = {}
        self.language: str | None = None
        theme.changed.connect(self._cards.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        width = self._view.viewport().width()
        return QSize(width, self._card(self._model.rows[index.row()], width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bookmark, rect = self._model.rows[index.row()], QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self._card(bookmark, int(rect.width()))
        card.paint(painter, rect, chosen=bookmark.id == self._model.chosen, hovered=is_hovered(option))
        if has_ring(option):
            inner = rect.adjusted(MARGIN_X + 3, MARGIN_Y + 3, -MARGIN_X - 3, -MARGIN_Y - 3)
            paint_ring(painter, inner, self._theme.palette.focus)
        painter.restore()

    def _card(self, bookmark: Bookmark, width: int) -> QuoteCard:
        known = self._cards.get(bookmark.id)
        if known is None or known[:2] != (bookmark, width):
            known = (bookmark, width, QuoteCard(self._theme, bookmark, width, self.language))
            self._cards[bookmark.id] = known
        return known[2]


class BookmarkView(PanelView):
    """The list of cards; Delete asks to remove the current one."""

    remove_wished = Signal(int)

    def __init__(self, theme: Theme, model: BookmarkModel) -> None:
        super().__init__(theme)
        self.setObjectName("bookmark_list")
        self.setAccessibleName("Quotes of this episode")
        self.setModel(model)
        self.delegate = BookmarkDelegate(theme, self, model)
        self.setItemDelegate(self.delegate)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.remove_wished.emit(self.currentIndex().row())
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class BookmarksPanel(QWidget):
    """The Quotes tab. Signals carry the quote's id; `bookmark_edited` also a dict of what changed: note, colour or tags."""

    bookmark_chosen = Signal(str)
    bookmark_edited = Signal(str, object)
    bookmark_removed = Signal(str)
    copy_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Quotes")
        self._model = BookmarkModel()
        self._model.setParent(self)
        self.view = BookmarkView(theme, self._model)
        self.view.row_chosen.connect(self._choose)
        self.view.remove_wished.connect(lambda row: self.bookmark_removed.emit(self._model.rows[row].id))
        self.view.customContextMenuRequested.connect(self._open_menu)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(PanelNotice(theme, "No quotes yet", _EMPTY))
        self.editor = BookmarkEditor(theme)
        self.editor.edited.connect(self.bookmark_edited)
        self.editor.removed.connect(self.bookmark_removed)
        self.editor.copy_wished.connect(self.copy_wished)
        self.editor.closed.connect(self._close_editor)
        self.editor.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.editor)
        self.set_bookmarks(())

    def set_bookmarks(self, bookmarks: tuple[Bookmark, ...], language: str | None = None) -> None:
        """Shows the quotes of the open episode, in the order of its text; `language` (BCP 47) chooses their fonts."""
        self.view.delegate.language = language
        self._model.set_bookmarks(bookmarks)
        self.view.scheduleDelayedItemsLayout()
        self._pages.setCurrentIndex(0 if self._model.rows else 1)
        place = self._model.place_of(self._model.chosen)
        self.editor.show_bookmark(self._model.rows[place] if place >= 0 else None)
        if place < 0:
            self.editor.hide()

    def edit(self, bookmark_id: str) -> None:
        """Opens the editor of a quote with the cursor in its note; nothing happens for an id that is not listed."""
        if self._show(bookmark_id):
            self.editor.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        bookmark_id = self._model.rows[index.row()].id
        self._show(bookmark_id)
        self.bookmark_chosen.emit(bookmark_id)

    def _show(self, bookmark_id: str) -> bool:
        place = self._model.place_of(bookmark_id)
        if place < 0:
            return False
        self._model.choose(bookmark_id)
        self.editor.show_bookmark(self._model.rows[place])
        self.editor.show()
        self.view.setCurrentIndex(self._model.index(place))
        self.view.scrollTo(self._model.index(place))
        return True

    def _close_editor(self) -> None:
        self.editor.show_bookmark(None)
        self.editor.hide()
        self._model.choose(None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if index.isValid():
            self.menu_of(self._model.rows[index.row()].id).popup(self.view.viewport().mapToGlobal(place))

    def menu_of(self, bookmark_id: str) -> QMenu:
        """The context menu of a quote."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go to the quote").triggered.connect(lambda: self.bookmark_chosen.emit(bookmark_id))
        menu.addAction("Edit the note").triggered.connect(lambda: self.edit(bookmark_id))
        menu.addAction("Copy with source").triggered.connect(lambda: self.copy_wished.emit(bookmark_id))
        menu.addSeparator()
        menu.addAction("Remove").triggered.connect(lambda: self.bookmark_removed.emit(bookmark_id))
        return menu
