"""The rows of the Entities panel as a list model: filtered, with one entity opened in place."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from reader_app.core.model import Entity, OpenEpisode, Span, Transcript
from reader_app.ui.entity_rows import (
    AboutRow,
    EntityRow,
    HeadRow,
    MentionLines,
    MentionRow,
    MoreRow,
    Row,
    grouped_rows,
    origin_words,
)
from reader_app.ui.row_text import plain_tip
from reader_app.ui.row_view import Index

AT_FIRST = 8
"""Mentions listed when an entity opens; the rest comes on demand."""
_EMPTY = Transcript("", ())


class EntityModel(QAbstractListModel):
    """Owns which entity is open, which of its mentions is marked, and the rows that follow from that."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.opened: EntityRow | None = None
        self.marked = -1
        """Number of the mention that was gone to last; -1 for none."""
        self._transcript = _EMPTY
        self._lines = MentionLines(_EMPTY, ())
        self._words = ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities of the episode, in the order of the source."""
        return self._transcript.entities

    def set_transcript(self, transcript: Transcript | None, opened: OpenEpisode | None) -> None:
        """Lists the entities of another episode, none of them open."""
        self._transcript = transcript or _EMPTY
        self._lines = MentionLines(self._transcript, opened.paragraphs if opened is not None else ())
        self._words = ""
        self._refill()

    def set_filter(self, words: str) -> None:
        """Lists only entities whose names hold all of `words`, whatever the case; closes the open one."""
        self._words = words
        self._refill()

    def _refill(self) -> None:
        wanted = self._words.casefold().split()
        self.beginResetModel()
        self.opened, self.marked = None, -1
        kept = (
            (key, entity) for key, entity in enumerate(self.entities) if all(word in entity.name.casefold() for word in wanted)
        )
        self.rows = list(grouped_rows(kept))
        self.endResetModel()

    # -- opening

    def open(self, row: EntityRow) -> None:
        """Opens an entity in place, and closes the one before."""
        self.close()
        self.opened, self.marked = row, -1
        entity = row.entity
        children: list[Row] = [AboutRow(entity.description, origin_words(entity))]
        children += [self._lines.row(entity, n) for n in range(len(entity.mentions))[:AT_FIRST]]
        if len(entity.mentions) > AT_FIRST:
            children.append(MoreRow(len(entity.mentions) - AT_FIRST))
        self._insert(self.rows.index(row) + 1, children)

    def close(self) -> None:
        """Takes the open entity's rows away."""
        if self.opened is None:
            return
        first = self.rows.index(self.opened) + 1
        stop = first
        while stop < len(self.rows) and not isinstance(self.rows[stop], (HeadRow, EntityRow)):
            stop += 1
        self.opened, self.marked = None, -1
        self._remove(first, stop)

    def mark(self, number: int) -> None:
        """Marks a mention of the open entity, and lists the rest of them where it is not listed yet."""
        before, self.marked = self.marked, number
        for each in (before, number):
            if (place := self.place_of_mention(each)) is not None:
                self.dataChanged.emit(self.index(place), self.index(place))
        if number >= 0 and self.place_of_mention(number) is None:
            self.list_all()

    def list_all(self) -> None:
        """Lists all mentions of the open entity."""
        place = next((n for n, row in enumerate(self.rows) if isinstance(row, MoreRow)), None)
        if place is None or self.opened is None:
            return
        self._remove(place, place + 1)
        entity = self.opened.entity
        rest = range(AT_FIRST, len(entity.mentions))
        self._insert(place, [self._lines.row(entity, n) for n in rest])

    def place_of(self, row: Row) -> int:
        """The number of a row in the list. Raises ValueError where it is not listed."""
        return self.rows.index(row)

    def place_of_mention(self, number: int) -> int | None:
        """Where the `number`th mention of the open entity is listed, or None."""
        if self.opened is None or number < 0:
            return None
        place = self.place_of(self.opened) + 2 + number
        row = self.rows[place] if place < len(self.rows) else None
        return place if isinstance(row, MentionRow) and row.number == number else None

    def row_named(self, name: str) -> EntityRow | None:
        """The listed entity of that name, or None."""
        return next((row for row in self.rows if isinstance(row, EntityRow) and row.entity.name == name), None)

    def next_mention(self, offset: int) -> int:
        """The number of the first mention of the open entity at or after `offset` (code points), going round; -1 without any."""
        mentions: tuple[Span, ...] = self.opened.entity.mentions if self.opened is not None else ()
        return next((number for number, span in enumerate(mentions) if span.start >= offset), 0 if mentions else -1)

    def _insert(self, place: int, rows: list[Row]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self.rows[place:place] = rows
        self.endInsertRows()

    def _remove(self, first: int, stop: int) -> None:
        if stop > first:
            self.beginRemoveRows(QModelIndex(), first, stop - 1)
            del self.rows[first:stop]
            self.endRemoveRows()

    # -- what Qt asks for

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], (HeadRow, AboutRow)):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, EntityRow):
            return plain_tip(row.entity.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(row, EntityRow):
            return " ".join(part for part in (row.entity.description, origin_words(row.entity)) if part)
        return None

    def _spoken(self, row: Row) -> str:
        if isinstance(row, EntityRow):
            state = ", open" if row == self.opened else ""
            return f"{row.entity.name}, {mention_count(row.entity)}{state}"
        if isinstance(row, MentionRow):
            return ", ".join(part for part in (row.time, row.words, "marked" if row.number == self.marked else "") if part)
        return _words(row)


def mention_count(entity: Entity) -> str:
    """How often an entity is mentioned, in words."""
    count = len(entity.mentions)
    return "1 mention" if count == 1 else f"{count or 'no'} mentions"


def _words(row: Row) -> str:
    match row:
        case HeadRow():
            return f"{row.label} {row.count}"
        case EntityRow():
            return row.entity.name
        case AboutRow():
            return f"{row.description}\n{row.origin}".strip()
        case MentionRow():
            return row.words
        case MoreRow():
            return f"{row.count:,} more here"
