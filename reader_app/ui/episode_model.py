"""The rows of the episode list as Qt asks for them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from reader_app.ui.episode_lines import Line, Row, ShowHead
from reader_app.ui.episode_row import ROW_ROLE, line_in_words
from reader_app.ui.row_text import plain_tip
from reader_app.ui.row_view import Index

_ROOT = QModelIndex()


class EpisodeModel(QAbstractListModel):
    """A row of lines and heads of shows, exchanged as a whole; where only their contents changed, the view stays as it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Takes those rows; answers whether others stand there now than before, so that the view has lost its place."""
        if [_identity(row) for row in rows] != [_identity(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return True
        old, self._rows = self._rows, list(rows)
        for number, (before, after) in enumerate(zip(old, self._rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(number), self.index(number))
        return False

    def line_at(self, index: Index) -> Line | None:
        """The line at `index`; None for heads and outside."""
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        return row if isinstance(row, Line) else None

    def index_of(self, episode: str | None) -> QModelIndex:
        """Where the line stands that holds the episode of that id; an invalid index if there is none."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Line) and episode is not None and row.holds(episode):
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, ShowHead):
            return row.show or "No show named" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.shown.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line_in_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line_in_words(row))
        return None


def _identity(row: Row) -> tuple[str, ...] | str | None:
    return tuple(telling.id for telling in row.tellings) if isinstance(row, Line) else row.show
