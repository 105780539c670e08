"""The keys of a page: J and K step through paragraphs, Ctrl+Up and Ctrl+Down through chapters, Space turns the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from reader_app.ui.transcript_view import TranscriptView

_LEAST_TURN = 40
"""px that a page is turned by at least."""


def press_key(view: "TranscriptView", event: QKeyEvent) -> bool:
    """Does what a key means on the page; False where it means nothing of its own there."""
    key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    if key == Qt.Key.Key_Escape and view.selection_bar.isVisible():
        view.selection_bar.hide()
    elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not control:
        view.step_paragraph(1 if key == Qt.Key.Key_J else -1)
    elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and control:
        view.step_chapter(1 if key == Qt.Key.Key_Down else -1)
    elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not shift):
        _turn(view, 1)
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Space):
        _turn(view, -1)
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
        view.go_to_end(top=key == Qt.Key.Key_Home)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not view.textCursor().hasSelection():
        view.press_time()
    else:
        return False
    return True


def _turn(view: "TranscriptView", step: int) -> None:
    """A page on or back, with two lines of the one before kept in view."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + step * max(_LEAST_TURN, view.viewport().height() - 2 * view.fontMetrics().height()))
