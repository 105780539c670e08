"""What the window tells quietly, each message with what its button does, and the deeds that can be undone."""

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject, Signal

from reader_app.ui.bars import QuietBar

KEPT = 50
"""How many deeds can be undone, the newest first."""

Deed = Callable[[], object]
"""Something to do; one that gives False has failed, and has said so itself."""


class Notices(QObject):
    """Shows messages in the quiet bar and carries out what their buttons promise; undoing outlives the message."""

    undo_changed = Signal(str)
    """What the next undo takes back, in the words of its message; empty where there is nothing."""

    def __init__(self, bar: QuietBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._numbers = count()
        self._promised: tuple[str, Deed] | None = None
        self._undoable: list[tuple[str, Deed, str]] = []
        bar.action.connect(self._carry_out)

    def tell(self, words: str, button: str | None = None, does: Deed | None = None) -> None:
        """Show a message; `button` is its button's text, `does` what happens when that is pressed."""
        key = str(next(self._numbers))
        self._promised = (key, does) if does is not None else None
        self._bar.show_message(words, button if does is not None else None, key)

    def offer_undo(self, words: str, takes_back: Deed, undone: str = "") -> None:
        """Tell what was done, with a button that takes it back; later, `undo` still does. `undone` is told when it has."""
        self._undoable.append((words, takes_back, undone or f"Taken back: {words}"))
        del self._undoable[:-KEPT]
        self.undo_changed.emit(words)
        self.tell(words, "Undo", self.undo)

    def undo(self) -> None:
        """Take back the last deed that was not taken back yet."""
        if not self._undoable:
            return
        _, takes_back, undone = self._undoable.pop()
        self._bar.dismiss()
        done = takes_back() is not False
        self.undo_changed.emit(self._undoable[-1][0] if self._undoable else "")
        if done:
            self.tell(undone)

    def _carry_out(self, key: str) -> None:
        if self._promised is not None and self._promised[0] == key:
            _, does = self._promised
            self._promised = None
            does()
