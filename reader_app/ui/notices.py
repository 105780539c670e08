"""What the window tells quietly, each message with what its button does."""

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject

from reader_app.ui.bars import QuietBar

KEPT = 50
"""How many buttons are remembered: more messages than that do not wait in the bar."""


class Notices(QObject):
    """Shows messages in the quiet bar and carries out what their buttons promise."""

    def __init__(self, bar: QuietBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._numbers = count()
        self._promised: dict[str, Callable[[], object]] = {}
        bar.action.connect(self._carry_out)

    def tell(self, words: str, button: str | None = None, does: Callable[[], object] | None = None) -> None:
        """Show a message; `button` is its button's text, `does` what happens when that is pressed."""
        if does is None:
            self._bar.show_message(words)
            return
        key = str(next(self._numbers))
        self._promised[key] = does
        while len(self._promised) > KEPT:
            del self._promised[next(iter(self._promised))]
        self._bar.show_message(words, button, key)

    def _carry_out(self, key: str) -> None:
        does = self._promised.pop(key, None)
        if does is not None:
            does()
