"""The rows of the sidebar: the parts of the library with their counts, as Qt asks for them and as they are painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from reader_app.core.findings import SavedSearch
from reader_app.ui.episode_lines import Filter, FilterKind, LibraryCounts
from reader_app.ui.row_text import draw_line, grouped, initial, plain_tip
from reader_app.ui.row_view import Index, RowDelegate, is_selected, paint_ground
from reader_app.ui.theme import ICON_SIZE, Theme

PART_NAMES: dict[FilterKind, str] = {"all": "All", "unread": "Unread", "reading": "Reading", "quotes": "Quotes", "bin": "Bin"}
_PART_ICONS: dict[FilterKind, str] = {"all": "all", "unread": "unread", "reading": "reading", "quotes": "quotes", "bin": "bin"}
_PART_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_LONGEST_NAME = 200
_ROOT = QModelIndex()
_ROW_HEIGHT, _HEAD_HEIGHT, _RAIL_HEIGHT = 28, 36, 36
_SIDE, _RAIL_SIDE, _PAD, _TEXT_LEFT = 8, 6, 8, 32


@dataclass(frozen=True, slots=True)
class Part:
    """A row: a part of the library or a saved `search` that can be chosen, or (both are None) the head over some of them.

    The `count` of a search are its new hits.
    """

    name: str
    wanted: Filter | None
    count: int = 0
    search: SavedSearch | None = None

    @property
    def is_head(self) -> bool:
        """Whether it stands over others and cannot be chosen."""
        return self.wanted is None and self.search is None

    @property
    def key(self) -> object:
        """What stays the same while name and count change."""
        return self.wanted if self.search is None else self.search.id

    @property
    def icon(self) -> str | None:
        """The name of its icon; None for shows, which have their first letter instead."""
        if self.search is not None:
            return "saved"
        return _PART_ICONS.get(self.wanted.kind) if self.wanted is not None else None

    def in_words(self) -> str:
        """The row as a screen reader says it."""
        if self.search is not None:
            return f"{self.name}, {self.count_in_words}" if self.count else self.name
        return f"{self.name}, {self.count}" if self.count else self.name

    @property
    def count_in_words(self) -> str:
        """The new hits of a search."""
        return f"{grouped(self.count)} new {'hit' if self.count == 1 else 'hits'}"

    @property
    def tip(self) -> str:
        """What stands beside the pointer: of a search what is new in it, and what it asks for."""
        if self.search is None:
            return self.in_words()
        return f"{self.count_in_words} for {self.search.query}" if self.count else self.search.query


def library_parts(counts: LibraryCounts, removed: int, saved: Sequence[SavedSearch] = ()) -> list[Part]:
    """The rows of a library with these counts, that many episodes in its bin, and these saved searches."""
    known = (("all", counts.all), ("unread", counts.unread), ("reading", counts.reading), ("quotes", counts.quotes))
    kinds: list[tuple[FilterKind, int]] = [*known, *([("bin", removed)] if removed else [])]  # type: ignore[list-item]
    parts = [Part(PART_NAMES[kind], Filter(kind), count) for kind, count in kinds]
    if saved:
        parts.append(Part("Saved searches", None))
        parts.extend(Part(search.name or search.query, None, search.new or 0, search) for search in saved)
    if counts.shows:
        parts.append(Part("Shows", None))
        parts.extend(Part(show, Filter("show", show), count) for show, count in counts.shows)
    return parts


class PartModel(QAbstractListModel):
    """The rows of the sidebar; as a rail it holds those with an icon, and the show that is chosen."""

    renamed = Signal(str, str)
    """The id of a saved search, and the name that was written for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Takes those rows."""
        if [(part.key, part.is_head) for part in parts] == [(part.key, part.is_head) for part in self._parts]:
            self._parts = list(parts)
            self.dataChanged.emit(self.index(0), self.index(len(parts) - 1))
            return
        self.beginResetModel()
        self._parts = list(parts)
        self.endResetModel()

    def part_at(self, index: Index) -> Part | None:
        """The row at `index`."""
        return self._parts[index.row()] if index.isValid() and index.row() < len(self._parts) else None

    def index_of(self, wanted: Filter | None) -> QModelIndex:
        """Where that part of the library stands; an invalid index if nowhere."""
        for number, part in enumerate(self._parts):
            if wanted is not None and part.wanted == wanted:
                return self.index(number)
        return QModelIndex()

    def index_of_search(self, search: str | None) -> QModelIndex:
        """Where the saved search of that id stands; an invalid index if nowhere."""
        for number, part in enumerate(self._parts):
            if search is not None and part.search is not None and part.search.id == search:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        part = self.part_at(index)
        if part is None or part.is_head:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if part.search is not None else flags

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        part = self.part_at(index)
        if part is None or part.search is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = " ".join(str(value).split())
        if name != part.name:
            self.renamed.emit(part.search.id, "" if name == part.search.query else name)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        part = self.part_at(index)
        if part is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return part.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return part.in_words()
        if role == Qt.ItemDataRole.ToolTipRole and not part.is_head:
            return plain_tip(part.tip)
        return part if role == _PART_ROLE else None


class PartDelegate(RowDelegate):
    """Paints the rows; `compact` paints the rail, which has icons only."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.compact = False
        super().__init__(theme, parent)

    def refresh(self) -> None:
        theme = self.theme
        self._name_fonts = {False: theme.ui_font(0), True: theme.ui_font(0, 600)}
        self._count_font = theme.ui_font(-1, tabular=True)
        self._new_font = theme.ui_font(-1, 600, tabular=True)
        self._head_font = theme.ui_font(-2, 600)
        self._initial_font = theme.ui_font(-3, 600)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        part = index.data(_PART_ROLE)
        if self.compact:
            return QSize(option.rect.width(), _RAIL_HEIGHT)
        head = isinstance(part, Part) and part.is_head
        return QSize(option.rect.width(), self.scaled(_HEAD_HEIGHT if head else _ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part = index.data(_PART_ROLE)
        if not isinstance(part, Part):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if part.is_head:
            self._paint_head(painter, option.rect, part)
        else:
            side = _RAIL_SIDE if self.compact else _SIDE
            box = option.rect.adjusted(side, 0, -side, 0)
            paint_ground(painter, box, option, self.theme)
            left = box.left() + (box.width() - ICON_SIZE) // 2 if self.compact else box.left() + _PAD
            self._paint_sign(painter, QRect(left, box.center().y() - ICON_SIZE // 2 + 1, ICON_SIZE, ICON_SIZE), option, part)
            if not self.compact:
                self._paint_words(painter, QRectF(box).adjusted(_TEXT_LEFT, 0, -_PAD, 0), option, part)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, part: Part) -> None:
        box = QRectF(rect).adjusted(_SIDE + _PAD, self.scaled(12), -_SIDE, 0)
        painter.setFont(self._head_font)
        painter.setPen(self.theme.palette.ink3)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.name)

    def _paint_sign(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, part: Part) -> None:
        palette = self.theme.palette
        chosen = is_selected(option)
        if part.icon is not None:
            self.theme.icon(part.icon, "accent" if chosen else "ink2").paint(painter, box)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.paper if chosen else palette.hover)
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setFont(self._initial_font)
        painter.setPen(palette.accent if chosen else palette.ink2)
        painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, initial(part.name))

    def _paint_words(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, part: Part) -> None:
        palette = self.theme.palette
        chosen = is_selected(option)
        count = grouped(part.count) if part.count else ""
        quiet: QColor = palette.ink2 if chosen else palette.ink3
        painter.setPen(quiet if part.search is None else palette.accent)
        width = draw_line(painter, box, count, self._count_font if part.search is None else self._new_font, right=True)
        box.setRight(box.right() - width - _PAD)
        painter.setPen(palette.ink)
        draw_line(painter, box, part.name, self._name_fonts[chosen])

    # -- the name of a saved search, written in its place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setAccessibleName("Name of the saved search")
        editor.setMaxLength(_LONGEST_NAME)
        editor.setFont(self._name_fonts[False])
        editor.setStyleSheet(
            "QLineEdit { min-height: 0; padding: 0 5px; } QLineEdit:focus { min-height: 0; padding: 0 4px; border-width: 2px; }"
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            return  # new counts came while the reader writes
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        editor.setGeometry(option.rect.adjusted(_SIDE + _TEXT_LEFT - 7, 1, -_SIDE, -1))
