"""All that the reader put right in the open episode, in the order of its text: what is read now, and what the source has."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.model import Correction, Span, Transcript
from reader_app.core.timeline import Timeline
from reader_app.core.timestamps import format_clock
from reader_app.ui.ask_dialog import MARGIN, plain_label, short
from reader_app.ui.page_pointing import correction_words
from reader_app.ui.panel_view import ROW_INSET, PanelView
from reader_app.ui.panel_words import PanelNotice
from reader_app.ui.row_text import draw_line, grouped, plain_tip
from reader_app.ui.row_view import Index, RowDelegate, paint_ground
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import WrappedText

EMPTY = "Put the cursor on a misheard word and press F2, or open the menu of a paragraph."
LEFT_OUT = "A paragraph that is left out"
_ROW, _LINE, _TIME, _GAP = 52, 18, 56, 10
_BEFORE, _AFTER = 24, 120
"""Code points around corrected words that the list shows."""
_ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class CorrectionRow(NamedTuple):
    """One line of the list: where it is, when that is said ("" where no time is known), what is read and what the source has.

    `strong` are the corrected words in `read`, which has the words around them too.
    """

    id: str
    offset: int
    time: str
    read: str
    source: str
    strong: Span


def correction_rows(transcript: Transcript) -> list[CorrectionRow]:
    """The corrections of a transcript as the list shows them."""
    timeline, rows = Timeline(transcript), []
    names = {speaker.label: speaker.name for speaker in transcript.speakers}
    for each in sorted(transcript.corrections, key=lambda one: one.span):
        moment = timeline.moment_at(each.span.start)
        rows.append(
            CorrectionRow(
                each.id,
                each.span.start,
                format_clock(moment.seconds) if moment is not None else "",
                *_read_words(each, names, transcript),
            )
        )
    return rows


def _read_words(correction: Correction, names: dict[str, str], transcript: Transcript) -> tuple[str, str, Span]:
    """What is read, what the source has, and which words of the first are the reader's."""
    source = correction_words(correction)
    if correction.kind == "words":
        block, (start, stop), text = transcript.block_at(correction.span.start), correction.span, transcript.text
        first, last = block.span if block is not None else correction.span
        whole = correction.original == correction.original.strip()  # words of which others stay go with a space
        if start == stop and whole and start in (first, last):
            return LEFT_OUT, source, Span(0, 0)
        before, after = text[max(first, start - _BEFORE) : start], text[stop : min(last, stop + _AFTER)]
        if start - first > _BEFORE:
            before = "…" + before.partition(" ")[2]
        return before + text[start:stop] + after, source, Span(len(before), len(before) + stop - start)
    if correction.kind == "voice":
        name = names.get(correction.replacement, correction.replacement)
        return f"{name}: {short(correction.original)}", source, Span(0, len(name))
    words = short(correction.replacement or correction.original)
    return (words, source, Span(0, len(words))) if correction.kind == "chapter" else (words, source, Span(0, 0))


class CorrectionModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CorrectionRow] = []

    def set_rows(self, rows: list[CorrectionRow]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.read}. {row.source}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.time, row.read, row.source) if part)
        return row.read if role == Qt.ItemDataRole.DisplayRole else row if role == _ROW_ROLE else None


class CorrectionDelegate(RowDelegate):
    """Paints a correction on two lines: what is read, and what the source has."""

    def refresh(self) -> None:
        theme = self.theme
        self._fonts = (theme.ui_font(0), theme.ui_font(-1.5), theme.ui_font(-1.5, tabular=True))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(240, self.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CorrectionRow = index.data(_ROW_ROLE)
        palette, line = self.theme.palette, self.scaled(_LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = option.rect.adjusted(ROW_INSET, 0, -ROW_INSET, 0)
        paint_ground(painter, ground, option, self.theme)
        left, top = ground.left() + self.scaled(_TIME), ground.top() + (ground.height() - 2 * line) / 2
        width = ground.right() - left - _GAP
        painter.setPen(palette.ink2)
        draw_line(painter, QRectF(ground.left(), top, left - ground.left() - _GAP, line), row.time, self._fonts[2], right=True)
        draw_line(painter, QRectF(left, top + line, width, line), row.source, self._fonts[1])
        read = WrappedText(row.read, self._fonts[0], width, line, max_lines=1, strong=[row.strong], strong_colour=palette.ink)
        read.draw(painter, left, top, palette.ink2)
        painter.restore()


class CorrectionsView(PanelView):
    """The list; Delete wishes the chosen row away."""

    removal_wished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wished.emit()
        else:
            super().keyPressEvent(event)


class CorrectionsDialog(QDialog):
    """A window beside the app, never in its way. `place_wished` carries an offset, `removal_wished` an id."""

    place_wished = Signal(int)
    removal_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Corrections")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 420)
        self.told = plain_label(kind="head")
        self._model = CorrectionModel(self)
        self.view = CorrectionsView(theme, self)
        self.view.setAccessibleName("Corrections")
        self.view.setModel(self._model)
        self.view.setItemDelegate(CorrectionDelegate(theme, self.view))
        self.view.row_chosen.connect(self._go)
        self.view.removal_wished.connect(self._remove)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(PanelNotice(theme, "Nothing is corrected in this episode", EMPTY))
        self.back_button, close = QPushButton("Take back"), QPushButton("Close")
        self.back_button.setToolTip("Let the source's own stand again (Delete)")
        self.back_button.clicked.connect(self._remove)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        buttons.addWidget(close)
        for button in (self.back_button, close):
            button.setAutoDefault(False)  # Enter in the list leads to a place
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN, 0, MARGIN)
        layout.setSpacing(8)
        self.told.setContentsMargins(MARGIN, 0, MARGIN, 0)
        buttons.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.addWidget(self.told)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)

    def show_corrections(self, title: str, transcript: Transcript | None) -> None:
        """Lists the corrections of an episode; the chosen row stays the one at its place."""
        rows = correction_rows(transcript) if transcript is not None else []
        chosen = self.view.currentIndex().row()
        self._model.set_rows(rows)
        count = f"{grouped(len(rows))} correction{'' if len(rows) == 1 else 's'}" if rows else "Corrections"
        self.told.setText(f"{count} in “{short(title, 80)}”" if title else count)
        self._pages.setCurrentIndex(0 if rows else 1)
        self.back_button.setEnabled(bool(rows))
        if rows:
            self.view.choose_row(self._model.index(max(0, min(chosen, len(rows) - 1))))

    @property
    def rows(self) -> Sequence[CorrectionRow]:
        """What is listed."""
        return self._model.rows

    def _go(self, index: QModelIndex) -> None:
        self.place_wished.emit(self._model.rows[index.row()].offset)

    def _remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.removal_wished.emit(self._model.rows[index.row()].id)
