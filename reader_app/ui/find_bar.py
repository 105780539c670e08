"""The bars above the status line in which a reader writes: words to find here, or a time to go to."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from reader_app.ui.bars import Bar
from reader_app.ui.row_text import grouped
from reader_app.ui.theme import Theme


class WritingBar(Bar):
    """A bar with a field; Esc closes it."""

    closed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(name)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setFrame(False)
        self._buttons: list[tuple[QToolButton, str]] = []
        self.held_keyboard = False
        """Whether the keyboard was in the bar when it was put away last."""
        theme.changed.connect(self._dress)

    def open(self) -> None:
        """Shows the bar with the keyboard in its field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Puts the bar away."""
        if not self.isHidden():
            focused = self.window().focusWidget()
            self.held_keyboard = focused is not None and self.isAncestorOf(focused)
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter is for the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def add_button(self, icon: str, name: str, keys: str) -> QToolButton:
        """An icon button at the right end."""
        button = QToolButton()
        button.setProperty("kind", "icon")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setFixedSize(28, 28)
        button.setIconSize(QSize(16, 16))
        self._buttons.append((button, icon))
        self.row.addWidget(button)
        return button

    def _dress(self) -> None:
        # The bar is the field's frame: the focus ring is the caret's line under the words.
        palette = self._theme.palette
        self.field.setStyleSheet(
            "QLineEdit { background: transparent; border: none; border-radius: 0; padding: 0 0 2px 0; min-height: 24px; }"
            f"QLineEdit:focus {{ border-bottom: 2px solid {palette.focus.name()}; padding: 0; }}"
        )
        for button, icon in self._buttons:
            button.setIcon(self._theme.icon(icon))


class FindBar(WritingBar):
    """Words to find in the episode that is open, how many places there are, and the way from one to the next."""

    edited = Signal(str)
    stepped = Signal(int)
    """1 for the next place, -1 for the one before."""
    given_up = Signal()
    """Escape was pressed; the bar closes next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Find in this episode", parent)
        self.words.hide()
        self._sign = QLabel()
        self._count, self._note = QLabel(), QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setAccessibleName("Places found")
        self._note.setProperty("kind", "caption")
        self.field.setPlaceholderText("Find in this episode")
        for widget in (self._sign, self.field, self._note, self._count):
            self.row.addWidget(widget)
        self.row.setStretchFactor(self.field, 1)
        self.add_button("up", "Previous place", "Shift+F3").clicked.connect(lambda: self.stepped.emit(-1))
        self.add_button("down", "Next place", "F3").clicked.connect(lambda: self.stepped.emit(1))
        self.add_button("x", "Close", "Esc").clicked.connect(self.close_bar)
        self.field.textChanged.connect(self.edited)
        self._dress()

    def show_count(self, current: int | None, total: int, note: str = "") -> None:
        """Says which of how many places is looked at, and what is to be noted of the way there; `current` counts from 0."""
        self._note.setText(note)
        if not self.field.text().strip():
            words = ""
        elif not total:
            words = "Not found"
        elif current is None:
            words = f"{grouped(total)} place{'' if total == 1 else 's'}"
        else:
            words = f"{grouped(current + 1)} of {grouped(total)}"
        if words and QAccessible.isActive():  # the keyboard is in the field, where nothing of this is heard
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{words} {note}".strip()))
        self._count.setText(words)

    def count_text(self) -> str:
        """What the bar says about the places found."""
        return self._count.text()

    def note_text(self) -> str:
        """What the bar notes of the way to the place."""
        return self._note.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next place, with Shift to the one before; Escape back to where one was."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        super()._dress()
        self._sign.setPixmap(self._theme.pixmap("find", "ink2", 16, self.devicePixelRatioF()))
        self._count.setFont(self._theme.ui_font(-0.5, tabular=True))


class TimeBar(WritingBar):
    """Asks for a time to go to."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Go to time", parent)
        self.words.setText("Go to time")
        self.field.setPlaceholderText("24:58")
        self.row.addWidget(self.field, 1)
        self.add_button("x", "Close", "Esc").clicked.connect(self.close_bar)
        self.field.returnPressed.connect(self._give)
        self._dress()

    def _give(self) -> None:
        words = self.field.text().strip()
        self.close_bar()
        if words:
            self.given.emit(words)
