"""The field in which the library is searched."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reader_app.core.findings import Completion, CompletionKind
from reader_app.core.library import NAMES_IN_EXAMPLES, search_help
from reader_app.ui.completion_popup import CompletionPopup, in_words
from reader_app.ui.row_text import plain_tip
from reader_app.ui.search_help import SearchHelp
from reader_app.ui.theme import ICON_SIZE, Theme

SEARCH_KEY = "Ctrl+K"
_ICON_LEFT, _TEXT_LEFT, _BUTTON = 9, 20, 20
_FEWEST_LETTERS = 3
"""Letters of a word from which on something is offered for it unasked."""
_FRAME, _LONGEST_TIP = 16, 600
"""Px that the frame of the field takes, and code points of a query that are shown under the pointer."""
_PAUSE, _STALE = 300, 400
"""Milliseconds of rest before something is offered unasked, and for which an offer may be older than what is typed."""
_FIELD_OF: dict[CompletionKind, str] = {"speaker": "speaker:", "show": "show:", "entity": "entity:", "language": "lang:"}
_MOVING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class SearchField(QLineEdit):
    """A line to type a query in: the search sign before it, the key that leads here or a cross that clears it, and help.

    What can be meant is offered under it: at once for the value of a field, after a pause for a word. The arrow keys go into
    values and into what was asked for (Ctrl+Space); there, Tab takes the marked one. Everywhere else Tab leads on. Escape closes
    what is offered, and only then leaves the search.
    """

    entered = Signal()
    left = Signal()
    down = Signal()
    up = Signal()
    completions_wished = Signal(str, int)
    """What may be meant at that code point of that query is wanted, for `offer`."""
    query_wished = Signal(str)
    """An example of the help is to be asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("search_field")
        self.setAccessibleName("Search the library")
        self.setPlaceholderText("Search")
        self._key = QKeySequence(SEARCH_KEY).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self._explain()
        self._cross = self._make_button("Clear the search", "Clear the search (Esc)")
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self._help = self._make_button("How to search", "How to search (Alt+Down)")
        self._help.setText("?")
        self._help.clicked.connect(self.show_help)
        self.setTextMargins(_TEXT_LEFT, 0, 2 * _BUTTON - 6, 0)
        self.popup = CompletionPopup(theme, self)
        self.popup.taken.connect(self._take)
        self._asked_for = self._edited = False
        self._offered_for = ""
        self._held: Sequence[Completion] = ()
        self._names: dict[CompletionKind, Sequence[str]] = {}
        self._names_wished: CompletionKind | None = None
        self._shown_help: SearchHelp | None = None
        self._pause, self._stale = self._make_timer(_PAUSE, self._show_held), self._make_timer(_STALE, self.close_offer)
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_edited)
        theme.changed.connect(self._dress)
        self._dress()

    def show_help(self) -> None:
        """Shows what can be asked, by names of the library as soon as these are known."""
        popover = SearchHelp(self._theme, search_help(self._names), self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.chosen.connect(self.query_wished)
        popover.destroyed.connect(self._forget_help)
        self._shown_help = popover
        popover.open_under(self)
        self._wish_names(NAMES_IN_EXAMPLES[0])

    def _forget_help(self) -> None:
        self._shown_help = None

    def _wish_names(self, kind: CompletionKind) -> None:
        self._names_wished = kind
        self.completions_wished.emit(_FIELD_OF[kind], len(_FIELD_OF[kind]))

    def _take_names(self, completions: Sequence[Completion]) -> None:
        """Keeps the names of a kind for the help, and goes on to the next kind; renews the help when all are there."""
        kind, self._names_wished = self._names_wished, None
        if kind is None:
            return
        self._names[kind] = [one.label for one in completions]
        following = NAMES_IN_EXAMPLES[NAMES_IN_EXAMPLES.index(kind) + 1 :]
        if following:
            self._wish_names(following[0])
        elif self._shown_help is not None:
            self._shown_help.set_examples(search_help(self._names))

    def _make_timer(self, wait: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    def _make_button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(_BUTTON, _BUTTON + 2)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setIconSize(QSize(12, 12))
        button.setAccessibleName(name)
        button.setToolTip(tip)
        return button

    def set_query(self, query: str) -> None:
        """Shows `query` without telling anyone that it was edited."""
        blocked = self.blockSignals(True)
        self.setText(query)
        self.blockSignals(blocked)
        self._on_changed(query)

    def _on_edited(self, query: str) -> None:
        """Wishes another offer; the one that is shown stays until that comes, so that it does not flicker."""
        self._edited = True
        self.popup.leave()
        self._pause.stop()
        if query[-1:].strip():
            self._stale.start()
        else:
            self.close_offer()
        self._wish_completions()

    def _on_changed(self, query: str) -> None:
        self._cross.setVisible(bool(query))
        self._explain()
        if not self._edited:
            self.close_offer()
        self._edited = False

    def _explain(self) -> None:
        """Tells under the pointer what the field is for, or the whole query where only a part of it is seen."""
        margins = self.textMargins()
        long = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - margins.left() - margins.right() - _FRAME
        self.setToolTip(plain_tip(self.text()[:_LONGEST_TIP]) if long else f"Search all transcripts ({self._key})")

    # -- what may be meant

    def offer(self, query: str, completions: Sequence[Completion]) -> None:
        """Shows what may be meant in `query`, unless the reader has gone on."""
        if self._names_wished is not None and query == _FIELD_OF[self._names_wished] != self.text():
            self._take_names(completions)
            return
        if query != self.text() or not self.hasFocus():
            return
        self._stale.stop()
        self._offered_for = query
        of_value = any(query[one.start - 1 : one.start] == ":" for one in completions)
        eager = of_value or self._asked_for
        self._asked_for = False
        typed = completions[0].stop - completions[0].start if completions else 0
        if not eager and typed < _FEWEST_LETTERS:
            completions = ()
        if eager or not completions or not self.popup.isHidden():
            self._show_offer(completions if eager else _unasked(completions), eager=eager)
        else:
            self._held = _unasked(completions)
            self._pause.start()

    def _show_held(self) -> None:
        if self.hasFocus() and self._offered_for == self.text():
            self._show_offer(self._held, eager=False)

    def _show_offer(self, completions: Sequence[Completion], *, eager: bool) -> None:
        self._pause.stop()
        self.popup.offer(completions, eager=eager)
        taking = f"Tab takes {in_words(completions[0])}" if completions and eager else "Ctrl+Space leads to them"
        self.setAccessibleDescription(f"{len(completions)} suggestions, {taking}" if completions else "")

    def close_offer(self) -> None:
        """Takes away what is offered."""
        self._pause.stop()
        self._stale.stop()
        self.popup.hide()
        self.setAccessibleDescription("")

    def _wish_completions(self) -> None:
        before = _units(self.text())[: 2 * self.cursorPosition()].decode("utf-16-le", "ignore")
        self.completions_wished.emit(self.text(), len(before))

    def _take(self, completion: Completion) -> None:
        query = self.text()
        before = query[: completion.start] + completion.text
        self.setText(before + query[completion.stop :])
        self.setCursorPosition(len(_units(before)) // 2)
        if completion.kind == "field":
            self._wish_completions()

    def _takes_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for what is offered."""
        if self.popup.isHidden():
            return False
        chosen = self.popup.chosen()
        if event.key() == Qt.Key.Key_Escape:
            self.close_offer()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self._take(chosen)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (self.popup.eager or chosen is not None):
            self.popup.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _takes_tab(self, event: QKeyEvent) -> bool:
        """Whether Tab was for what is offered; while a newer offer is on its way, it takes only what fits."""
        armed = self.popup.armed()
        if event.key() != Qt.Key.Key_Tab or event.modifiers() or self.popup.isHidden() or armed is None:
            return False
        fitting = _still_fitting(armed, self._offered_for, self.text())
        if fitting is not None:
            self._take(fitting)
        return True

    def event(self, event: QEvent) -> bool:
        """Tab takes the marked one of what is offered, instead of leading away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes_tab(event):
            return True
        return super().event(event)

    def _dress(self) -> None:
        self._cross.setIcon(self._theme.icon("x"))
        self._help.setStyleSheet(f"QToolButton {{ color: {self._theme.palette.ink3.name()}; padding: 0; }}")
        # Left to itself, a styled field makes its placeholder too faint to be read.
        self.setStyleSheet(f"QLineEdit {{ placeholder-text-color: {self._theme.palette.ink3.name()}; }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up, *_MOVING):
            self.close_offer()
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_help()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._asked_for = True
            self._wish_completions()
        elif event.key() == Qt.Key.Key_Escape:
            self.set_query("")
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_offer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()
        top = (self.height() - self._help.height()) // 2
        self._help.move(self.width() - _BUTTON - 4, top)
        self._cross.move(self.width() - 2 * _BUTTON - 3, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self._theme.icon("search", "ink2").paint(painter, _ICON_LEFT, (self.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
        if not self.text():
            painter.setFont(self._theme.ui_font(-2))
            painter.setPen(self._theme.palette.ink3)
            box = QRectF(self.rect()).adjusted(0, 0, -_BUTTON - 8, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
        painter.end()


def _unasked(completions: Sequence[Completion]) -> Sequence[Completion]:
    """Names and fields: a word is offered only to who asks, for it stands in the way of the hits and saves little."""
    return [one for one in completions if one.kind != "word"]


def _still_fitting(completion: Completion, query: str, now: str) -> Completion | None:
    """What was offered for `query`, for what has become of it by typing on; None where it begins otherwise."""
    if now == query:
        return completion
    typed = now[completion.start :].strip('"').casefold()
    fits = completion.stop == len(query) and now.startswith(query) and f" {typed}" in f" {completion.label}".casefold()
    return replace(completion, stop=len(now)) if fits else None


def _units(text: str) -> bytes:
    """`text` in the units in which Qt counts, of two bytes each."""
    return text.encode("utf-16-le", "surrogatepass")
