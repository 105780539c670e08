"""The line that offers another file of a recording: words that fit, and two buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.theme import Theme
from reader_app.ui.twin_line import TwinLine

LONG = "has times, the one you read has the better text."
SHORT = "tells the same recording, with times."


@pytest.fixture
def line(qtbot: QtBot) -> TwinLine:
    made = TwinLine(Theme("light"))
    qtbot.addWidget(made)
    made.resize(900, 36)
    made.say("harbour-talk-2019-final-cut.srt", LONG, SHORT)
    made.show()
    return made


def test_it_says_all_of_it_where_there_is_room(line: TwinLine) -> None:
    shown = line.words.text().replace("\u200b", "")  # where a long name may break
    assert shown == line.text == f"“harbour-talk-2019-final-cut.srt” {LONG}"
    assert line.accessibleDescription() == line.text


def test_the_name_gives_way_first_and_then_shorter_words_are_used(line: TwinLine) -> None:
    metrics, buttons = line.words.fontMetrics(), line.width() - line.words.width()
    line.resize(metrics.horizontalAdvance(f"“” {LONG}") + 100 + buttons, 36)
    assert line.words.text().endswith(LONG)
    assert "…" in line.words.text()
    line.resize(metrics.horizontalAdvance(f"“” {SHORT}") + 100 + buttons, 36)
    assert line.words.text().endswith(SHORT)
    assert line.words.text().startswith("“har")
    assert LONG in line.words.toolTip()


def test_it_can_be_looked_at_or_closed_for_good(line: TwinLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.look_wished):
        line.look.click()
    with qtbot.waitSignal(line.closed):
        line.close_button.click()
    with qtbot.assertNotEmitted(line.closed), qtbot.waitSignal(line.left):
        QTest.keyClick(line.look, Qt.Key.Key_Escape)


def test_it_is_away_while_it_has_nothing_to_say(line: TwinLine) -> None:
    line.say("", "")
    assert line.isHidden()
    assert line.text == ""


def test_the_keyboard_is_handed_on_when_the_line_goes_away_under_it(line: TwinLine, qtbot: QtBot) -> None:
    line.look.setFocus()
    with qtbot.waitSignal(line.left, timeout=1000):
        line.say("", "")


def test_the_keyboard_stays_where_it_is_when_a_line_goes_away_elsewhere(line: TwinLine, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    line.setParent(window)
    window.show()
    field.setFocus()
    with qtbot.assertNotEmitted(line.left):
        line.say("", "")
    line.setParent(None)
