"""The bars above the status line: a quiet message that may be undone, and long work that can be cancelled."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import our_sentence, plain_tip
from reader_app.ui.theme import Theme

HEIGHT = 40
_TALL = 52
"""The height of a bar with two lines."""
_RADIUS = 8


class Detail(NamedTuple):
    """A part of what is said of long work; where room is short, the lightest go first and the heaviest stays."""

    words: str
    weight: int


class ElidedLabel(QLabel):
    """One line of plain words that gives way where `mode` says; `text` is always the whole."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._whole, self._mode = "", mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:  # noqa: N802
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        super().setText(self.fontMetrics().elidedText(self._whole, self._mode, max(0, self.width())))


class Bar(QWidget):
    """The ground that both bars share: 40 px high, rounded, on its own tone. Its parent places it."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, elides: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 6, 0)
        self.row.setSpacing(8)
        self.words = ElidedLabel(elides)
        self.row.addWidget(self.words)
        theme.changed.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.palette.line2, 1))
        painter.setBrush(self._theme.palette.list)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()


class QuietBar(Bar):
    """Shows the newest message for some seconds, longer while it is hovered or focused: what it offers is about the last deed.

    `action` carries the key that the message came with; `shown` tells the parent to place the bar, `gone` that its place is free.
    """

    action = Signal(str)
    shown = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, seconds: float = 8) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("Message")
        self._key: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._stay = round(seconds * 1000)
        self._timer.timeout.connect(self.dismiss)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row.setStretch(0, 1)
        self.button = QPushButton()
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self._act)
        self.row.addWidget(self.button)
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "icon")
        self.close_button.setAccessibleName("Close the message")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.clicked.connect(self.dismiss)
        self.row.addWidget(self.close_button)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_message(self, text: str, action_text: str | None = None, key: str = "") -> None:
        """Shows `text` with an action, in place of the message that is shown."""
        self._timer.stop()
        self._key = key
        self.words.setText(our_sentence(text))
        self.words.setToolTip(plain_tip(text))
        self.setAccessibleDescription(text)
        self.button.setText(action_text or "")
        self.button.setVisible(action_text is not None)
        self.show()
        self.raise_()
        self.shown.emit()
        self._hold()

    def dismiss(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self._key = None
        if not self.isHidden():
            self.hide()
            self.gone.emit()

    def _act(self) -> None:
        key = self._key
        self.dismiss()
        if key is not None:
            self.action.emit(key)

    def _hold(self) -> None:
        """Time runs only while nobody points at the bar or works in it."""
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.stop()
        elif self._key is not None and not self._timer.isActive():
            self._timer.start(self._stay)

    def _on_focus(self) -> None:
        self._hold()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))


class Track(QProgressBar):
    """Progress as a 2 px line; a screen reader hears it as a progress bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setTextVisible(False)
        self.setAccessibleName("Progress")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette, middle = self._theme.palette, self.height() / 2
        painter = QPainter(self)
        share = self.value() / self.maximum() if self.maximum() > 0 else 0.0
        painter.fillRect(QRectF(0, middle - 1, self.width(), 2), palette.line2)
        painter.fillRect(QRectF(QPointF(0, middle - 1), QPointF(self.width() * share, middle + 1)), palette.accent)
        painter.end()


class DetailLabel(InkLabel):
    """One line of details; as many of them as there is room for, never a piece of one."""

    def __init__(self, theme: Theme) -> None:
        self._parts: tuple[Detail, ...] = ()
        super().__init__(theme, "", "ink3", -1.5, tabular=True)  # the numbers change all the time and must not push the words
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_details(self, parts: Sequence[Detail]) -> None:
        """Shows these, in this order."""
        self._parts = tuple(parts)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts, metrics = list(self._parts), self.fontMetrics()
        while len(parts) > 1 and metrics.horizontalAdvance(joined(parts)) > self.width():
            parts.remove(min(parts, key=lambda part: part.weight))
        self.setText(joined(parts))


def joined(parts: Sequence[Detail]) -> str:
    """Details in one line."""
    return " · ".join(part.words for part in parts)


class WorkBar(Bar):
    """Shows long work as "words, 3 of 8" with a line; `cancelled` comes once, then the bar says that it is stopping.

    Work with details has them in a second line, and its track at the foot.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, elides=Qt.TextElideMode.ElideMiddle)  # files differ in the ends of their names
        self.setAccessibleName("Work in progress")
        self._stopping = False
        self.details = DetailLabel(theme)
        self.row.removeWidget(self.words)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addStretch()
        column.addWidget(self.words)
        column.addWidget(self.details)
        column.addStretch()
        self.track = Track(theme)
        self.row.setSpacing(12)
        self.row.addLayout(column)
        self.row.addWidget(self.track, 1)
        self.button = QPushButton("Cancel")
        self.button.setProperty("kind", "flat")
        self.button.clicked.connect(self._cancel)
        self.row.addWidget(self.button)

    def show_work(self, text: str, done: int = 0, total: int = 0, details: Sequence[Detail] = ()) -> None:
        """Shows how far the work is; with a `total` of 0 its end is unknown, and only the words change."""
        if not self._stopping:
            words = f"{text}, {done:,} of {total:,}" if total > 0 and not details else text
            self.words.setText(words)
            self.details.show_details(details)
            self.setAccessibleDescription(" · ".join(part for part in (words, joined(details)) if part))
        self._arrange(tall=bool(details), tracked=total > 0)
        self.track.setRange(0, max(total, 1))
        self.track.setValue(min(done, total))
        self.show()
        self.raise_()

    def _arrange(self, *, tall: bool, tracked: bool) -> None:
        self.details.setVisible(tall and not self._stopping)
        self.track.setVisible(tracked)
        self.setFixedHeight(_TALL if tall else HEIGHT)
        if tall:
            self.row.removeWidget(self.track)
        elif self.row.indexOf(self.track) < 0:
            self.row.insertWidget(1, self.track, 1)
        self.row.setStretch(0, 0 if tracked and not tall else 1)
        self._place_track()

    def _place_track(self) -> None:
        if self.row.indexOf(self.track) < 0:
            self.track.setGeometry(_RADIUS, self.height() - 4, self.width() - 2 * _RADIUS, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_track()

    def finish(self) -> None:
        """The work is over: the bar goes and is ready for the next."""
        self._stopping = False
        self.button.setEnabled(True)
        self.hide()

    def _cancel(self) -> None:
        self._stopping = True
        self.button.setEnabled(False)
        self.words.setText("Stopping")
        self.details.show_details(())
        self.details.hide()
        self.cancelled.emit()
