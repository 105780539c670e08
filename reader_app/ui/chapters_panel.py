"""The chapters of an episode: their times and titles, which one is being read, and where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.model import Chapter, Transcript
from reader_app.core.timestamps import format_clock
from reader_app.ui.panel_view import ROW_INSET, PanelView, fill_row, paint_ring
from reader_app.ui.panel_words import FootLine, PanelNotice
from reader_app.ui.row_text import plain_tip
from reader_app.ui.row_view import Index, has_ring, is_hovered
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import WrappedText

TIME_WIDTH = 46
"""Pixels for the times; hours make it wider."""
TIME_GAP = 8
UNTIMED_LEFT = 18
RIGHT = 14
PITCH = 18
_ROW_ROLE = Qt.ItemDataRole.UserRole
_CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """One line of the list. `start` is in seconds or None; `placed` is False where its place in the text is unknown.

    `number` is the chapter's in `Transcript.chapters`, None for what is no chapter; `own` says that the reader set it.
    """

    title: str
    start: float | None
    offset: int
    automatic: bool = False
    placed: bool = True
    number: int | None = None
    own: bool = False


def chapter_rows(transcript: Transcript, sections: Sequence[Chapter] = ()) -> tuple[ChapterRow, ...]:
    """The chapters in the order of the source; without any, the `sections` that we found, else the headings in the text.

    Chapters that the reader set stand among them.
    """
    rows = tuple(
        ChapterRow(each.title, each.start, each.offset, placed=each.placed, number=number, own=each.origin == "reader")
        for number, each in enumerate(transcript.chapters)
    )
    if _stated(transcript):
        return rows
    own = {row.offset for row in rows}
    if sections:
        # Where the reader has set a chapter, the section of its first words is said already.
        own |= {block.span.stop + 1 for offset in own if (block := transcript.block_at(offset)) is not None}
        found = (ChapterRow(each.title, each.start, each.offset, automatic=True) for each in sections)
    else:
        seconds = {anchor.offset: anchor.seconds for anchor in transcript.anchors if anchor.origin == "stated"}
        found = (
            ChapterRow(transcript.text[slice(*block.span)], seconds.get(block.span.start), block.span.start)
            for block in transcript.blocks
            if block.kind == "heading"
        )
    return tuple(sorted([*rows, *(row for row in found if row.offset not in own)], key=lambda row: row.offset))


def _stated(transcript: Transcript) -> bool:
    """Whether the source states chapters."""
    return any(chapter.origin != "reader" for chapter in transcript.chapters)


def chapters_origin(transcript: Transcript, sections: Sequence[Chapter] = ()) -> str:
    """One line on where the rows come from; empty where there are none."""
    rows = chapter_rows(transcript, sections)
    own = any(row.own for row in rows)
    if not rows or all(row.own for row in rows):
        return "Chapters of your own" if rows else ""
    if _stated(transcript):
        return f"Chapters from the show notes{', yours in italics' if own else ''}"
    if sections:
        return f"Sections found automatically{', and yours' if own else ''}"
    return f"Headings in the text{', yours in italics' if own else ''}"


class ChapterModel(QAbstractListModel):
    """The rows of one episode and the number of the one being read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ChapterRow, ...] = ()
        self.current = -1
        self.longest_time = ""
        """The widest time of all rows, so that a column is kept for it; empty where no row has one."""

    def set_rows(self, rows: tuple[ChapterRow, ...]) -> None:
        """Shows other rows; none of them is current."""
        self.beginResetModel()
        self.rows = rows
        self.current = -1
        self.longest_time = max((format_clock(row.start) for row in rows if row.start is not None), key=len, default="")
        self.endResetModel()

    def row_at(self, offset: int) -> int:
        """The number of the row that holds `offset` (code points), -1 before the first; rows may run backwards."""
        best = -1
        for number, row in enumerate(self.rows):
            if row.placed and row.offset <= offset and (best < 0 or row.offset >= self.rows[best].offset):
                best = number
        return best

    def set_current(self, number: int) -> None:
        """Marks the row being read; -1 marks none."""
        before, self.current = self.current, number
        for each in (before, number):
            if 0 <= each < len(self.rows):
                self.dataChanged.emit(self.index(each), self.index(each))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                row.title if row.placed else f"{row.title} (only listed; the text has no times to find its place by)"
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                [
                    *([format_clock(row.start)] if row.start is not None else []),
                    row.title,
                    *(["automatic"] if row.automatic else []),
                    *(["yours"] if row.own else []),
                    *(["being read"] if index.row() == self.current else []),
                ]
            )
        if role == _ROW_ROLE:
            return row
        return index.row() == self.current if role == _CURRENT_ROLE else None


class ChapterDelegate(QStyledItemDelegate):
    """Paints a chapter: time, title on at most two lines, and an accent bar at the one being read."""

    def __init__(self, theme: Theme, view: PanelView, model: ChapterModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        width = self._view.viewport().width()
        title = self.title(self._model.rows[index.row()], width)
        return QSize(width, round(title.height + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, row = self._theme.palette, self._model.rows[index.row()]
        current = index.row() == self._model.current
        rect = QRectF(option.rect)
        ground = rect.adjusted(ROW_INSET, 0, -ROW_INSET, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or is_hovered(option):
            fill_row(painter, ground, palette.accentsoft if current else palette.hover)
        if current:
            painter.setBrush(palette.accent)
            painter.drawRoundedRect(QRectF(ground.left(), rect.center().y() - 8, 3, 16), 1.5, 1.5)
        top = rect.top() + 7
        if row.start is not None:
            painter.setFont(self._time_font())
            painter.setPen(palette.accent if current else palette.ink3)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(rect.left(), top, self._left() - TIME_GAP, self._pitch()), align, format_clock(row.start))
        title = self.title(row, int(rect.width()), current=current)
        title.draw(painter, rect.left() + self._left(), top, palette.ink if current or row.placed else palette.ink2)
        if has_ring(option):
            paint_ring(painter, ground, palette.focus)
        painter.restore()

    def _time_font(self) -> QFont:
        return self._theme.ui_font(-1.5, tabular=True)

    def _left(self) -> int:
        """Where the titles begin, in px from the panel's left edge."""
        longest = self._model.longest_time
        if not longest:
            return UNTIMED_LEFT
        needed = QFontMetricsF(self._time_font()).horizontalAdvance("0" * len(longest))
        return ROW_INSET + max(TIME_WIDTH, round(needed) + 4) + TIME_GAP

    def title(self, row: ChapterRow, width: int, *, current: bool = False) -> WrappedText:
        """The title on a panel of `width` px; the current one as bold as goes without needing more room than the plain one."""
        plain = self._set_title(row, width, 400)
        for weight in (600, 500) if current else ():
            strong = self._set_title(row, width, weight)
            if (strong.lines, strong.cut) <= (plain.lines, plain.cut):
                return strong
        return plain

    def _set_title(self, row: ChapterRow, width: int, weight: int) -> WrappedText:
        font = self._theme.ui_font(0, weight, italic=row.automatic or row.own)
        return WrappedText(row.title, font, width - self._left() - RIGHT, self._pitch(), max_lines=2)

    def _pitch(self) -> float:
        return PITCH * self._theme.ui_size / 13


class ChaptersPanel(QWidget):
    """The Chapters tab. `chapter_chosen` carries the code point offset of a chapter's place in the text."""

    chapter_chosen = Signal(int)
    title_wished = Signal(int)
    removal_wished = Signal(int)
    """The chapter, by its number in the transcript, that is to be called otherwise, or to be none."""
    begin_wished = Signal(int, str)
    """Where a chapter is to begin, and what we call that section."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Chapters")
        self._model = ChapterModel(self)
        self.view = PanelView(theme, self)
        self.view.setObjectName("chapter_list")
        self.view.setAccessibleName("Chapters")
        self.view.setModel(self._model)
        self.view.setItemDelegate(ChapterDelegate(theme, self.view, self._model))
        self.view.row_chosen.connect(self._choose)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        notice = PanelNotice(theme, "No chapters", "This source lists no chapters, and its text has no headings.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(notice)
        self._foot = FootLine(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)
        self.show_transcript(None)

    def show_transcript(self, transcript: Transcript | None, sections: Sequence[Chapter] = ()) -> None:
        """Lists the chapters of `transcript`, or the `sections` where it states none; None when no episode is open."""
        self._model.set_rows(chapter_rows(transcript, sections) if transcript is not None else ())
        self._foot.say(chapters_origin(transcript, sections) if transcript is not None else "")
        self._pages.setCurrentIndex(0 if self._model.rows or transcript is None else 1)

    def origin_words(self) -> str:
        """What the foot says of where the rows come from."""
        return self._foot.text

    def set_offset(self, offset: int) -> None:
        """Marks the chapter that holds `offset` (code points) and keeps it in sight; the focus stays where it is."""
        self._mark(self._model.row_at(offset))

    def row_in_use(self) -> int:
        """The row that the keyboard is on, also while a dialog is over the window; -1 where it is elsewhere."""
        return self.view.currentIndex().row() if self.window().focusWidget() is self.view else -1

    def stand_on(self, number: int) -> bool:
        """Puts the keyboard on a row, the last one where there are fewer; says whether there is any."""
        if not self._model.rows or not self.view.isVisible():
            return False
        self.view.setCurrentIndex(self._model.index(min(number, len(self._model.rows) - 1)))
        self.view.setFocus()
        return True

    def _mark(self, number: int) -> None:
        if number == self._model.current:
            return
        self._model.set_current(number)
        if number >= 0:
            self.view.setCurrentIndex(self._model.index(number))
            self.view.scrollTo(self._model.index(number))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.placed:
            self._mark(index.row())
        self.chapter_chosen.emit(row.offset)

    def _open_menu(self, place: QPoint) -> None:
        if self.view.pressed_at is None:  # by key: it is about the row that has the focus, wherever Qt thinks the menu belongs
            index = self.view.currentIndex()
            place = self.view.visualRect(index).center()
        else:
            index = self.view.indexAt(place)
        if index.isValid():
            self.menu_of(index.row()).popup(self.view.viewport().mapToGlobal(place))

    def menu_of(self, number: int) -> QMenu:
        """The context menu of a row."""
        row = self._model.rows[number]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go there").triggered.connect(lambda: self.chapter_chosen.emit(row.offset))
        if row.number is not None:
            menu.addSeparator()
            key = QKeySequence("F2").toString(QKeySequence.SequenceFormat.NativeText)
            menu.addAction(f"Rename this chapter…\t{key}").triggered.connect(lambda: self.title_wished.emit(row.number))
            menu.addAction("This is no chapter").triggered.connect(lambda: self.removal_wished.emit(row.number))
        elif row.automatic:
            menu.addSeparator()
            menu.addAction("Make this a chapter…").triggered.connect(lambda: self.begin_wished.emit(row.offset, row.title))
        return menu

    def rename_current(self) -> None:
        """Wishes another title for the chapter that the list stands on; what is no chapter stays as it is."""
        index = self.view.currentIndex()
        number = self._model.rows[index.row()].number if index.isValid() else None
        if number is not None:
            self.title_wished.emit(number)
