"""Quiet messages wait for one another and for the reader; long work tells how far it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.bars import Detail, QuietBar, WorkBar
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


DETAILS = (
    Detail("312 of 1,000 files", 4),
    Detail("305 episodes", 2),
    Detail("14 files a second", 1),
    Detail("about 50 s left", 3),
)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (700, "312 of 1,000 files · 305 episodes · 14 files a second · about 50 s left"),
        (420, "312 of 1,000 files · 305 episodes · about 50 s left"),
        (330, "312 of 1,000 files · about 50 s left"),
        (230, "312 of 1,000 files"),
    ],
)
def test_details_of_work_give_way_whole_and_the_lightest_first(page: QWidget, qtbot: QtBot, width: int, words: str) -> None:
    page.resize(800, 200)
    font = QFont("Inter")
    font.setPixelSize(12)
    page.setFont(font)
    bar = WorkBar(Theme("light"), page)
    bar.setGeometry(0, 0, width, 40)
    bar.show_work("Importing talk-112.srt", 312, 1000, DETAILS)
    qtbot.waitUntil(lambda: bar.details.text() == words)
    assert bar.height() > 40
    assert bar.accessibleDescription().endswith("14 files a second · about 50 s left")


def test_a_long_file_name_gives_way_in_its_middle_and_the_button_stays(page: QWidget, qtbot: QtBot) -> None:
    bar = WorkBar(Theme("light"), page)
    bar.setGeometry(0, 0, 300, 40)
    name = f"Importing {'a very long name of a talk ' * 5}part 7.srt"
    bar.show_work(name, 3, 8, DETAILS[:1])
    qtbot.waitUntil(lambda: "…" in QLabel.text(bar.words))
    assert QLabel.text(bar.words).endswith(".srt")
    assert bar.words.text() == name
    assert bar.button.geometry().right() < 300


def test_other_work_after_an_import_has_the_usual_bar_again(page: QWidget) -> None:
    bar = WorkBar(Theme("light"), page)
    bar.show_work("Importing talk.srt", 3, 8, DETAILS)
    bar.finish()
    bar.show_work("Exporting", 1, 2)
    assert bar.height() == 40
    assert bar.details.isHidden()
    assert bar.words.text() == "Exporting, 1 of 2"


def test_a_message_that_begins_with_hebrew_words_is_still_read_from_the_left(page: QWidget) -> None:
    bar = quiet(page, 5)
    bar.show_message("“רציף” is a chapter now")

    assert bar.words.text().startswith("\u200e")
    assert bar.accessibleDescription() == "“רציף” is a chapter now"
