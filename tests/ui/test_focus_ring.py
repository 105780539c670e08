"""A large area shows a ring while it has the focus by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.ui.theme import Theme
from reader_app.ui.transcript_view import TranscriptView


@pytest.fixture
def view(qtbot: QtBot) -> TranscriptView:
    made = TranscriptView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(616, 400)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason])
def test_the_ring_comes_with_the_keyboard(view: TranscriptView, reason: Qt.FocusReason) -> None:
    view.clearFocus()
    view.setFocus(reason)
    assert view.ring.isVisible()
    image = view.grab().toImage()
    assert image.pixelColor(0, 200) == image.pixelColor(300, 0) == view.theme.palette.focus
    assert image.pixelColor(300, 200) == view.theme.palette.paper


def test_a_click_takes_the_ring_away(view: TranscriptView) -> None:
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert not view.ring.isVisible()


def test_the_ring_goes_with_the_focus(view: TranscriptView) -> None:
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.clearFocus()
    assert not view.ring.isVisible()
