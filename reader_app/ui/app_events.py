"""What Qt tells of the app as a whole: that the window has been painted, and that the desktop wants something opened."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QWidget

from reader_app.core.links import SCHEME
from reader_app.ui.wish import Wish, read_words


class FirstPaint(QObject):
    """Tells once when a window has been painted with all that is in it."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window paints itself first and then its parts, in one go; the timer comes after them."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False


class OpenEvents(QObject):
    """Files and links that the desktop of macOS hands to the app by an event; they wait here until there is a window."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._waiting: list[Wish] = []
        self._take: Callable[[Wish], None] = self._waiting.append
        app.installEventFilter(self)

    def deliver_to(self, take: Callable[[Wish], None]) -> None:
        """From now on, wishes go to `take`; those that have come already go there at once."""
        self._take = take
        while self._waiting:
            take(self._waiting.pop(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the events that ask to open something; all others pass."""
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        if event.url().scheme().lower() in ("file", SCHEME):
            self._take(read_words([event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)]))
        return True
