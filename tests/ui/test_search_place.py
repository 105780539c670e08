"""The strip over a text that is looked at from the results."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reader_app.ui.search_place import PlaceLine
from reader_app.ui.theme import Theme


@pytest.fixture
def line(qtbot: QtBot) -> PlaceLine:
    made = PlaceLine(Theme("light"))
    qtbot.addWidget(made)
    return made


def steps(line: PlaceLine) -> list[QToolButton]:
    return line.findChildren(QToolButton)


def test_it_says_which_hit_of_how_many(line: PlaceLine) -> None:
    line.show_place(1, 1400)
    assert (line.words.text(), line.isVisible()) == ("2 of 1,400", True)
    assert line.accessibleDescription() == "2 of 1,400"


def test_while_the_others_are_not_known_it_says_how_many_there_are(line: PlaceLine) -> None:
    line.show_place(None, 14)
    assert line.words.text() == "14 hits"
    assert not any(button.isEnabled() for button in steps(line))
    line.show_place(None, 1)
    assert line.words.text() == "1 hit"


def test_arrows_step_and_the_link_opens(line: PlaceLine, qtbot: QtBot) -> None:
    line.show_place(0, 2)
    told: list[int] = []
    line.stepped.connect(told.append)
    for button in steps(line):
        button.click()
    assert told == [-1, 1]
    with qtbot.waitSignal(line.open_wished):
        line.open_button.click()


def test_what_is_open_is_not_offered_to_be_opened(line: PlaceLine) -> None:
    line.show_place(0, 2, opened=True)
    assert not line.open_button.isVisible()
