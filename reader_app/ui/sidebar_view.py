"""The list of the sidebar: parts of the library and saved searches, which have keys and a menu of their own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from reader_app.core.findings import SavedSearch
from reader_app.ui.row_view import Index, RowView
from reader_app.ui.sidebar_rows import PartDelegate, PartModel
from reader_app.ui.theme import Theme


class PartView(RowView):
    """Shows the rows. On a saved search F2 writes its name anew and Delete wishes it away; signals carry its id."""

    search_chosen = Signal(object)
    """The SavedSearch to be asked again."""
    change_wished = Signal(str)
    """It is to ask for what is searched for now."""
    removal_wished = Signal(str)

    def __init__(self, theme: Theme, model: PartModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, "side", parent)
        self.parts = model
        self.query = ""
        """What is searched for now; "" while nothing is."""
        self.delegate = PartDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def search_at(self, index: Index) -> SavedSearch | None:
        """The saved search of a row."""
        part = self.parts.part_at(index)
        return part.search if part is not None else None

    def event(self, event: QEvent) -> bool:
        """Keeps F2 from the window's own command of that key, which is about the text."""
        rename = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers()
        if rename and event.type() == QEvent.Type.ShortcutOverride and self.search_at(self.currentIndex()) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        search = self.search_at(self.currentIndex())
        if self.state() == QAbstractItemView.State.EditingState and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # it has ended the writing of a name, whose field lets it pass
        elif search is not None and event.key() == Qt.Key.Key_F2:
            self.rename(search)
        elif search is not None and event.key() == Qt.Key.Key_Delete:
            self.removal_wished.emit(search.id)
        else:
            super().keyPressEvent(event)

    def rename(self, search: SavedSearch) -> None:
        """Lets the reader write another name in the place of the row's."""
        index = self.parts.index_of_search(search.id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the saved search under the pointer; by key, of the one that has the focus."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        search = self.search_at(index)
        if search is not None:
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_of(search).popup(self.viewport().mapToGlobal(place))

    def menu_of(self, search: SavedSearch) -> QMenu:
        """What can be done with a saved search."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Search again").triggered.connect(lambda: self.search_chosen.emit(search))
        menu.addSeparator()
        menu.addAction("Rename\tF2").triggered.connect(lambda: self.rename(search))
        change = menu.addAction("Replace with this search")
        change.setEnabled(bool(self.query) and self.query != search.query)
        change.triggered.connect(lambda: self.change_wished.emit(search.id))
        menu.addAction("Remove\tDel").triggered.connect(lambda: self.removal_wished.emit(search.id))
        return menu
