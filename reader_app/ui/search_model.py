"""The rows of search results as Qt asks for them."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from reader_app.core.model import Hit
from reader_app.ui.row_text import plain_tip
from reader_app.ui.row_view import Index
from reader_app.ui.search_row import ROW_ROLE
from reader_app.ui.search_rows import EpisodeHead, HitRow, MoreRow, SearchRow, SectionRow, in_words

_ROOT = QModelIndex()


class SearchModel(QAbstractListModel):
    """A row of heads, hits and "more" lines, exchanged as a whole; hits and "more" lines can be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SearchRow] = []

    def set_rows(self, rows: list[SearchRow]) -> None:
        """Takes those rows; those that stay at the beginning and at the end are left alone, so that views keep their place."""
        old, most = self._rows, min(len(self._rows), len(rows))
        head = next((number for number in range(most) if old[number] != rows[number]), most)
        if not head:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        most -= head
        tail = next((number for number in range(most) if old[-1 - number] != rows[-1 - number]), most)
        if head < len(old) - tail:
            self.beginRemoveRows(_ROOT, head, len(old) - tail - 1)
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if head < len(rows) - tail:
            self.beginInsertRows(_ROOT, head, len(rows) - tail - 1)
            self._rows = rows
            self.endInsertRows()

    def row_at(self, index: Index) -> SearchRow | None:
        """The row at `index`."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, hit: Hit | None) -> QModelIndex:
        """Where the hit at that place of that episode stands; an invalid index if nowhere."""
        place = _place(hit) if hit is not None else None
        for number, row in enumerate(self._rows):
            if place is not None and isinstance(row, HitRow) and _place(row.hit) == place:
                return self.index(number)
        return QModelIndex()

    def index_like(self, wanted: SearchRow) -> QModelIndex:
        """Where the same head, or a hit at the same place, stands; an invalid index if nowhere."""
        if isinstance(wanted, HitRow):
            return self.index_of(wanted.hit)
        for number, row in enumerate(self._rows):
            if isinstance(wanted, EpisodeHead) and isinstance(row, EpisodeHead) and row.episode == wanted.episode:
                return self.index(number)
        return QModelIndex()

    def index_near(self, hit: Hit) -> QModelIndex:
        """Where the hit stands that is nearest to that place of that episode; an invalid index if there is none."""
        kin = _kin(hit)
        like = ((row.hit, number) for number, row in enumerate(self._rows) if isinstance(row, HitRow) and _kin(row.hit) == kin)
        near = min(like, key=lambda one: abs(one[0].span.start - hit.span.start), default=None)
        return self.index(near[1]) if near is not None else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not isinstance(self.row_at(index), HitRow | MoreRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if role == ROW_ROLE or row is None:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return in_words(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, HitRow):
            told = [part for part in (row.hit.chapter, row.voice, row.time and f"at {row.time}") if part]
            return plain_tip(" · ".join(told)) if told else None
        return None


def _kin(hit: Hit) -> tuple[object, ...]:
    return (hit.episode, hit.field, hit.bookmark)


def _place(hit: Hit) -> tuple[object, ...]:
    return (*_kin(hit), hit.span)


def _text(row: SearchRow) -> str:
    if isinstance(row, HitRow):
        return row.hit.snippet
    if isinstance(row, EpisodeHead):
        return row.title
    return row.name if isinstance(row, SectionRow) else row.words
