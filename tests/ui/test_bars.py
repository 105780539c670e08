"""Quiet messages wait for one another and for the reader; long work tells how far it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.bars import QuietBar, WorkBar
from reader_app.ui.theme import Theme


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(500, 200)
    made.show()
    return made


def quiet(page: QWidget, seconds: float) -> QuietBar:
    bar = QuietBar(Theme("light"), page, seconds=seconds)
    bar.setGeometry(20, 140, 400, 40)
    return bar


def test_a_message_goes_by_itself(page: QWidget, qtbot: QtBot) -> None:
    bar = quiet(page, 0.05)
    with qtbot.waitSignal(bar.gone):
        bar.show_message("Quote kept")
    assert bar.isHidden()


def test_the_newest_message_takes_the_place_of_the_one_before(page: QWidget, qtbot: QtBot) -> None:
    bar = quiet(page, 60)
    bar.show_message("Quote removed", "Undo", "q1")
    bar.show_message("Link copied")
    assert bar.words.text() == "Link copied"
    assert bar.button.isHidden()
    bar.show_message("Quote removed", "Undo", "q2")
    with qtbot.waitSignal(bar.action) as wish:
        bar.button.click()
    assert wish.args == ["q2"]
    assert bar.isHidden()


def test_it_stays_while_it_has_the_focus(page: QWidget, qtbot: QtBot) -> None:
    bar = quiet(page, 0.05)
    page.activateWindow()
    bar.show_message("Quote removed", "Undo")
    bar.button.setFocus()
    qtbot.waitUntil(bar.button.hasFocus)
    with qtbot.assertNotEmitted(bar.gone, wait=150):
        pass
    with qtbot.waitSignal(bar.gone):
        bar.button.clearFocus()


def test_escape_closes_it(page: QWidget, qtbot: QtBot) -> None:
    bar = quiet(page, 60)
    bar.show_message("Quote removed", "Undo")
    qtbot.keyClick(bar.button, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_work_tells_how_far_it_is_and_stops_once(page: QWidget, qtbot: QtBot) -> None:
    bar = WorkBar(Theme("dark"), page)
    bar.show_work("Importing", 3, 8)
    assert bar.words.text() == "Importing, 3 of 8"
    assert bar.track.value() == 3
    with qtbot.waitSignal(bar.cancelled):
        bar.button.click()
    bar.show_work("Importing", 4, 8)
    assert bar.words.text() == "Stopping"
    assert not bar.button.isEnabled()
    bar.finish()
    assert bar.isHidden()
    bar.show_work("Reading the folder")
    assert bar.words.text() == "Reading the folder"
    assert bar.track.isHidden()
    assert bar.button.isEnabled()
