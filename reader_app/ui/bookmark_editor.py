"""Edits a quote at the panel's foot: note, colour and tags, kept as one types; there is no Save button."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.model import COLOURS, Bookmark, Colour
from reader_app.ui.panel_words import SMALL_FIELD
from reader_app.ui.theme import Theme

PAUSE_MS = 600
"""After this long without a key the words are kept."""


class ColourButton(QToolButton):
    """A round button in one of the five colours; the chosen one has a ring around."""

    def __init__(self, theme: Theme, colour: Colour) -> None:
        super().__init__()
        self._theme, self.colour = theme, colour
        self.setCheckable(True)
        self.setAccessibleName(colour.capitalize())
        self.setToolTip(colour.capitalize())
        self.setFixedSize(QSize(28, 28))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        fill, strong = palette.quote(self.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self.isChecked():
            self._circle(painter, middle, 11.5, palette.ink, 1.5)
        if self.hasFocus():
            self._circle(painter, middle, 13, palette.focus, 2)
        painter.setBrush(fill)
        self._circle(painter, middle, 8.5 if self.underMouse() else 8, strong, 1.5)
        painter.end()

    def _circle(self, painter: QPainter, middle: QPointF, radius: float, colour: QColor, width: float) -> None:
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(middle, radius, radius)


class BookmarkEditor(QWidget):
    """The fields of one quote. `edited` carries its id and what changed: note (str), colour (str) or tags (tuple of str)."""

    edited = Signal(str, object)
    removed = Signal(str)
    copy_wished = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bookmark: Bookmark | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.note, self.tags, self.colours = QPlainTextEdit(), QLineEdit(), QButtonGroup(self)
        self._close = QToolButton()
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.setSpacing(6)
        head = QHBoxLayout()
        label = QLabel("Note")
        label.setProperty("kind", "caption")
        head.addWidget(label)
        head.addStretch()
        self._close.setProperty("kind", "icon")
        self._close.setAccessibleName("Close the note")
        self._close.setToolTip("Close (Esc)")
        self._close.clicked.connect(self.closed)
        head.addWidget(self._close)
        layout.addLayout(head)
        self._build_note()
        layout.addWidget(self.note)
        layout.addLayout(self._build_colours())
        self.tags.setPlaceholderText("Tags, separated by commas")
        self.tags.setAccessibleName("Tags, separated by commas")
        self.tags.setStyleSheet(SMALL_FIELD)
        self.tags.textEdited.connect(self._pause.start)
        self.tags.editingFinished.connect(self.keep)
        layout.addWidget(self.tags)
        layout.addLayout(self._build_buttons())

    def _build_note(self) -> None:
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("What made you keep this?")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(66)
        self.note.textChanged.connect(self._pause.start)
        self.note.installEventFilter(self)

    def _build_colours(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.colours.setExclusive(True)
        for number, colour in enumerate(COLOURS):
            button = ColourButton(self._theme, colour)
            self.colours.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        self.colours.idClicked.connect(self._choose_colour)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for words, name, slot in (("Copy quote", "Copy with source", self._copy), ("Remove", "Remove the quote", self._remove)):
            button = QPushButton(words)
            button.setProperty("kind", "flat")
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.insertStretch(1)
        return row

    @property
    def bookmark(self) -> Bookmark | None:
        """The quote being edited, or None."""
        return self._bookmark

    def show_bookmark(self, bookmark: Bookmark | None) -> None:
        """Edits another quote, after keeping what was typed; the same one anew keeps the words that are being typed."""
        same = bookmark is not None and self._bookmark is not None and bookmark.id == self._bookmark.id
        if not same:
            self.keep()
        typing = same and self._pause.isActive()
        self._bookmark = bookmark
        if bookmark is None:
            return
        button = self.colours.button(COLOURS.index(bookmark.colour))
        button.setChecked(True)
        if typing:
            return
        # Setting equal words would move the cursor of somebody who is typing.
        if self.note.toPlainText() != bookmark.note:
            self.note.setPlainText(bookmark.note)
        if split_tags(self.tags.text()) != bookmark.tags:
            self.tags.setText(", ".join(bookmark.tags))
            self.tags.setCursorPosition(0)
        self._pause.stop()

    def keep(self) -> None:
        """Tells at once what was typed and not told yet."""
        self._pause.stop()
        if self._bookmark is None:
            return
        note, tags = self.note.toPlainText(), split_tags(self.tags.text())
        changed: dict[str, object] = {}
        if note != self._bookmark.note:
            changed["note"] = note
        if tags != self._bookmark.tags:
            changed["tags"] = tags
        if changed:
            self._tell(changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self._theme.palette.line)
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.end()

    def _choose_colour(self, number: int) -> None:
        if self._bookmark is not None and COLOURS[number] != self._bookmark.colour:
            self._tell({"colour": COLOURS[number]})

    def _tell(self, changed: dict[str, object]) -> None:
        if self._bookmark is not None:
            self._bookmark = replace(self._bookmark, **changed)  # type: ignore[arg-type]
            self.edited.emit(self._bookmark.id, changed)

    def _copy(self) -> None:
        if self._bookmark is not None:
            self.keep()
            self.copy_wished.emit(self._bookmark.id)

    def _remove(self) -> None:
        if self._bookmark is not None:
            self.keep()
            self.removed.emit(self._bookmark.id)

    def _restyle(self) -> None:
        self._close.setIcon(self._theme.icon("x"))


def split_tags(words: str) -> tuple[str, ...]:
    """The tags in a line, in order, white space folded, each once whatever its case."""
    found: dict[str, str] = {}
    for part in words.replace(";", ",").split(","):
        tag = " ".join(part.split())
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())
