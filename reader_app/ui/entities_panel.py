"""The people, products, places, ... of an episode, grouped by kind; the chosen one opens in place with its mentions."""

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader_app.core.model import OpenEpisode, Transcript
from reader_app.ui.entity_model import EntityModel
from reader_app.ui.entity_rows import AboutRow, EntityRow, HeadRow, MentionRow, MoreRow
from reader_app.ui.panel_view import ROW_INSET, PanelView, fill_row, paint_ring
from reader_app.ui.panel_words import SMALL_FIELD, PanelNotice
from reader_app.ui.row_view import Index, has_ring, is_hovered
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import WrappedText, elided

NAME_LEFT = 34
ICON_LEFT = 13
WORDS_LEFT = 54
TIME_RIGHT = 46
RIGHT = 14
HEAD_HEIGHT = 29
ROW_HEIGHT = 28
MENTION_PITCH = 17
ABOUT_PITCH = 18
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EntityDelegate(QStyledItemDelegate):
    """Paints heads, entities, and under the open one its description and mentions."""

    def __init__(self, theme: Theme, view: PanelView, model: EntityModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        width = self._view.viewport().width()
        match self._model.rows[index.row()]:
            case HeadRow():
                height = HEAD_HEIGHT * self._scale
            case EntityRow():
                height = ROW_HEIGHT * self._scale
            case AboutRow() as row:
                height = 6 + self._description(row, width).height + self._origin(row, width).height + 10
            case MentionRow() as row:
                height = self._mention(row, width).height + 8
            case MoreRow():
                height = MENTION_PITCH * self._scale + 8
        return QSize(width, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(ROW_INSET, 0, -ROW_INSET, 0)
        match self._model.rows[index.row()]:
            case HeadRow() as row:
                self._paint_head(painter, rect, row)
            case EntityRow() as row:
                self._paint_ground(painter, option, ground, row == self._model.opened)
                self._paint_entity(painter, rect, row)
            case AboutRow() as row:
                self._paint_about(painter, rect, row)
            case MentionRow() as row:
                self._paint_ground(painter, option, ground, row.number == self._model.marked)
                self._paint_mention(painter, rect, row)
            case MoreRow() as row:
                self._paint_ground(painter, option, ground, False)
                painter.setFont(self._theme.ui_font(-1))
                painter.setPen(self._theme.palette.accent)
                painter.drawText(rect.adjusted(WORDS_LEFT, 0, -RIGHT, 0), _MIDDLE_LEFT, f"{row.count:,} more here")
        if has_ring(option):
            paint_ring(painter, ground, self._theme.palette.focus)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, ground: QRectF, chosen: bool) -> None:
        palette = self._theme.palette
        if chosen or is_hovered(option):
            fill_row(painter, ground, palette.accentsoft if chosen else palette.hover)

    def _paint_head(self, painter: QPainter, rect: QRectF, row: HeadRow) -> None:
        line = QRectF(rect.left(), rect.bottom() - 21 * self._scale, rect.width(), 20 * self._scale)
        self._paint_icon(painter, row.icon, line)
        painter.setPen(self._theme.palette.ink2)
        painter.setFont(self._theme.ui_font(-2, 600))
        painter.drawText(line.adjusted(NAME_LEFT, 0, -RIGHT, 0), _MIDDLE_LEFT, row.label)
        self._paint_count(painter, line, row.count, -2)

    def _paint_entity(self, painter: QPainter, rect: QRectF, row: EntityRow) -> None:
        palette, entity = self._theme.palette, row.entity
        opened = row == self._model.opened
        if opened:
            self._paint_icon(painter, "down", rect, size=14)
        count = len(entity.mentions)
        font = self._theme.ui_font(0, 600 if opened else 400, italic=entity.origin == "found" and entity.kind != "other")
        painter.setFont(font)
        painter.setPen(palette.ink if opened or count else palette.ink2)
        words = elided(entity.name, font, rect.width() - NAME_LEFT - RIGHT - (32 if count else 0))
        painter.drawText(rect.adjusted(NAME_LEFT, 0, -RIGHT, 0), _MIDDLE_LEFT, words)
        if count:
            self._paint_count(painter, rect, count, -1.5)

    def _paint_count(self, painter: QPainter, rect: QRectF, count: int, delta: float) -> None:
        painter.setPen(self._theme.palette.ink2 if delta > -2 else self._theme.palette.ink3)
        painter.setFont(self._theme.ui_font(delta, tabular=True))
        painter.drawText(rect.adjusted(0, 0, -RIGHT, 0), _MIDDLE_RIGHT, f"{count:,}")

    def _paint_icon(self, painter: QPainter, name: str, line: QRectF, size: int = 16) -> None:
        top = line.center().y() - size / 2
        self._theme.icon(name).paint(painter, round(line.left() + ICON_LEFT + (16 - size) / 2), round(top), size, size)

    def _paint_about(self, painter: QPainter, rect: QRectF, row: AboutRow) -> None:
        palette, width = self._theme.palette, int(rect.width())
        description = self._description(row, width)
        description.draw(painter, rect.left() + NAME_LEFT, rect.top() + 6, palette.ink2)
        origin = self._origin(row, width)
        origin.draw(painter, rect.left() + NAME_LEFT, rect.top() + 6 + description.height, palette.ink3)

    def _paint_mention(self, painter: QPainter, rect: QRectF, row: MentionRow) -> None:
        palette = self._theme.palette
        marked = row.number == self._model.marked
        smaller = -1.5 if len(row.time) <= 7 else -2.5  # "~1:02:03" in the width of "1:02:03"
        painter.setFont(self._theme.ui_font(smaller, 600 if marked else 400, italic=row.estimated, tabular=True))
        painter.setPen(palette.accent if marked else palette.ink3)
        line = QRectF(rect.left(), rect.top() + 4, TIME_RIGHT, MENTION_PITCH * self._scale)
        painter.drawText(line, _MIDDLE_RIGHT | Qt.TextFlag.TextDontClip, row.time)
        words = self._mention(row, int(rect.width()))
        words.draw(painter, rect.left() + WORDS_LEFT, rect.top() + 4, palette.ink2)

    def _description(self, row: AboutRow, width: int) -> WrappedText:
        font = self._theme.ui_font(-0.5)
        return WrappedText(row.description, font, width - NAME_LEFT - RIGHT, ABOUT_PITCH * self._scale, max_lines=14)

    def _origin(self, row: AboutRow, width: int) -> WrappedText:
        font = self._theme.ui_font(-1.5)
        return WrappedText(row.origin, font, width - NAME_LEFT - RIGHT, ABOUT_PITCH * self._scale, max_lines=2)

    def _mention(self, row: MentionRow, width: int) -> WrappedText:
        return WrappedText(
            row.words,
            self._theme.ui_font(-1),
            width - WORDS_LEFT - RIGHT,
            MENTION_PITCH * self._scale,
            max_lines=2,
            strong=(row.name,),
            strong_colour=self._theme.palette.ink,
        )

    @property
    def _scale(self) -> float:
        return self._theme.ui_size / 13


class EntityView(PanelView):
    """The list of entities; Left or Escape asks to close the open one."""

    close_wished = Signal()

    def __init__(self, theme: Theme, model: EntityModel) -> None:
        super().__init__(theme)
        self._model = model
        self.setObjectName("entity_list")
        self.setAccessibleName("Entities")
        self.setModel(model)
        self.setItemDelegate(EntityDelegate(theme, self, model))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._model.opened is not None and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left):
            self.close_wished.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


class EntitiesPanel(QWidget):
    """The Entities tab: a filter field over the list.

    `mention_chosen` carries the Span to go to, `entity_chosen` the Entity whose mentions the text is to mark, or None.
    """

    mention_chosen = Signal(object)
    entity_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offset = 0
        self.setAccessibleName("Entities")
        self._model = EntityModel()
        self._model.setParent(self)
        self.view = EntityView(theme, self._model)
        self.view.row_chosen.connect(self._choose)
        self.view.close_wished.connect(self._close)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter the entities")
        self.filter.setStyleSheet(SMALL_FIELD)
        self.filter.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.filter.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self._enter_list)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        nothing = "This source names none, and none stand out in its text."
        self._pages.addWidget(PanelNotice(theme, "No entities", nothing))
        self._pages.addWidget(PanelNotice(theme, "None of that name", "Clear the filter to see them all."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(2)
        field = QVBoxLayout()
        field.setContentsMargins(8, 0, 8, 0)
        field.addWidget(self.filter)
        layout.addLayout(field)
        layout.addWidget(self._pages, 1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_transcript(None, None)

    def show_transcript(self, transcript: Transcript | None, opened: OpenEpisode | None) -> None:
        """Lists the entities of `transcript`; `opened` gives its paragraphs. None when no episode is open."""
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self._offset = 0
        self._model.set_transcript(transcript, opened)
        count = len(self._model.entities)
        self.filter.setPlaceholderText(f"Filter {count:,}")
        self.filter.setVisible(count > 0)
        self._pages.setCurrentIndex(0 if count or transcript is None else 1)

    def set_offset(self, offset: int) -> None:
        """Where the reader is (code points): the first step through an entity's mentions begins there."""
        self._offset = offset

    def step(self, entity_name: str) -> None:
        """Opens the entity of that name and marks its mention nearest ahead of the reader; an open one goes on to its next."""
        row = self._model.row_named(entity_name)
        if row is None and self.filter.text():
            self.filter.clear()
            row = self._model.row_named(entity_name)
        if row is None:
            return
        if row == self._model.opened:
            self._go_on()
            return
        self._open(row)
        self._model.mark(self._model.next_mention(self._offset))

    def _choose(self, index: QModelIndex) -> None:
        match self._model.rows[index.row()]:
            case EntityRow() as row if row == self._model.opened:
                pressed = self.view.pressed_at
                if pressed is not None and pressed.x() < NAME_LEFT:
                    self._close()
                else:
                    self._go_on()
            case EntityRow() as row:
                self._open(row)
                self._go_on()
            case MentionRow() as row:
                self._go_to(row.number)
            case MoreRow():
                self._model.list_all()

    def _open(self, row: EntityRow) -> None:
        self._model.open(row)
        index = self._model.index(self._model.place_of(row))
        self.view.setCurrentIndex(index)
        last = self._model.place_of_mention(min(2, len(row.entity.mentions) - 1))
        if last is not None:
            self.view.scrollTo(self._model.index(last))
        self.view.scrollTo(index)
        self.entity_chosen.emit(row.entity)

    def _close(self) -> None:
        self._model.close()
        self.entity_chosen.emit(None)

    def _go_on(self) -> None:
        """Goes to the mention after the marked one, from the last to the first; at first to the nearest ahead of the reader."""
        opened = self._model.opened
        if opened is None or not opened.entity.mentions:
            return
        marked = self._model.marked
        number = self._model.next_mention(self._offset) if marked < 0 else (marked + 1) % len(opened.entity.mentions)
        self._go_to(number)
        place = self._model.place_of_mention(number)
        # Under the pointer the list stays still, so that the next click meets the same entity.
        if self.view.pressed_at is None and place is not None:
            self.view.scrollTo(self._model.index(place))

    def _go_to(self, number: int) -> None:
        opened = self._model.opened
        if opened is not None:
            self._model.mark(number)
            self.mention_chosen.emit(opened.entity.mentions[number])

    def _filter(self, words: str) -> None:
        was_open = self._model.opened is not None
        self._model.set_filter(words)
        self._pages.setCurrentIndex(0 if self._model.rows else 2)
        if was_open:
            self.entity_chosen.emit(None)

    def _enter_list(self) -> None:
        first = next((number for number, row in enumerate(self._model.rows) if isinstance(row, EntityRow)), None)
        if first is not None:
            self.view.setCurrentIndex(self._model.index(first))
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.filter.hasFocus() and event.key() == Qt.Key.Key_Down:
            self._enter_list()
        elif self.filter.hasFocus() and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._glass.setIcon(self._theme.icon("search", "ink3"))
