"""The lines of a concordance as Qt asks for them, and what of a line is said and set off."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTextBoundaryFinder

from reader_app.core.findings import ConcordanceLine
from reader_app.core.model import Span
from reader_app.core.timestamps import format_clock
from reader_app.ui.row_view import Index

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which the model answers the line itself."""
_REACH = 80
"""Code points beside the keyword in which the word is looked for that a line is sorted by."""
_ROOT = QModelIndex()


class ConcordanceModel(QAbstractListModel):
    """The lines of one concordance."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ConcordanceLine, ...] = ()

    def set_lines(self, lines: Sequence[ConcordanceLine]) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def line_at(self, index: Index) -> ConcordanceLine | None:
        """The line at `index`."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def index_of(self, line: ConcordanceLine | None) -> QModelIndex:
        """Where the same place of the same text stands; an invalid index if nowhere."""
        if line is not None:
            for number, each in enumerate(self.lines):
                if each.span == line.span and each.episode == line.episode and each.bookmark == line.bookmark:
                    return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line_at(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.keyword
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = " ".join(f"{line.before} {line.keyword} {line.after}".split())
            return ", ".join(part for part in (line_time(line).replace("~", "about "), line.speaker, words) if part)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return place_words(line)
        return line if role == LINE_ROLE else None


def line_time(line: ConcordanceLine) -> str:
    """Its time as written before it, with ~ where it was worked out; "" for none."""
    if line.moment is None:
        return ""
    return ("~" if line.moment.origin == "interpolated" else "") + format_clock(line.moment.seconds)


def place_words(line: ConcordanceLine) -> str:
    """Where a line stands: time, voice, title and show, as far as known."""
    parts = (line_time(line), line.speaker, "note" if line.bookmark is not None else "", " ".join(line.title.split()), line.show)
    return " · ".join(part for part in parts if part)


def runs_left(line: ConcordanceLine) -> bool:
    """Whether the words of the line are read from right to left: what comes before the keyword then stands right of it."""
    for part in (line.keyword, line.before[-_REACH:], line.after[:_REACH]):
        for letter in part:
            way = unicodedata.bidirectional(letter)
            if way in ("L", "R", "AL"):
                return way != "L"
    return False


def next_word(text: str, *, last: bool) -> Span | None:
    """The first or the `last` word of `text`, by which lines are sorted; in scripts without spaces what Qt takes for one."""
    shift = max(0, len(text) - _REACH) if last else 0
    part = text[shift : shift + _REACH]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, part)
    units = part.encode("utf-16-le", "surrogatepass")
    found, start = None, 0
    while (stop := finder.toNextBoundary()) >= 0:
        word = units[2 * start : 2 * stop].decode("utf-16-le", "surrogatepass")
        if any(letter.isalnum() for letter in word):
            begin = shift + len(units[: 2 * start].decode("utf-16-le", "surrogatepass"))
            found = Span(begin, begin + len(word))
            if not last:
                return found
        start = stop
    return found
