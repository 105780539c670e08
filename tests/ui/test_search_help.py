"""The help of the search field: it fits on the screen, and an example is asked by a click or a key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.library import search_help
from reader_app.ui.search_help import SearchHelp
from reader_app.ui.theme import Theme


@pytest.fixture
def beside(qtbot: QtBot) -> QWidget:
    """What the help opens under."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 32)
    made.show()
    return made


def opened(qtbot: QtBot, beside: QWidget, theme: Theme, times: int = 1) -> SearchHelp:
    made = SearchHelp(theme, search_help() * times)
    qtbot.addWidget(made)
    made.open_under(beside)
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_asks_the_example_that_the_arrows_led_to(qtbot: QtBot, beside: QWidget, key: Qt.Key) -> None:
    help_ = opened(qtbot, beside, Theme("light"))
    QTest.keyClick(help_.focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(help_.chosen) as heard:
        QTest.keyClick(help_.focusWidget(), key)
    assert heard.args == [search_help()[1][0]]
    assert not help_.isVisible()


def test_it_lies_within_the_screen_and_scrolls_to_the_last_example(qtbot: QtBot, beside: QWidget) -> None:
    help_ = opened(qtbot, beside, Theme("light"), times=4)
    assert QApplication.primaryScreen().availableGeometry().contains(help_.geometry())
    scroll = help_.findChild(QScrollArea)
    last = help_.findChildren(QPushButton)[-1]
    assert scroll is not None
    assert last.visibleRegion().isEmpty()
    for _ in search_help() * 4:
        QTest.keyClick(help_.focusWidget(), Qt.Key.Key_Tab)
        if last.hasFocus():
            break
    assert not last.visibleRegion().isEmpty()


def test_the_examples_become_those_of_the_library(qtbot: QtBot, beside: QWidget) -> None:
    help_ = opened(qtbot, beside, Theme("light"))
    help_.set_examples(search_help({"speaker": ["Mira Holt"]}))
    names = [button.text() for button in help_.findChildren(QPushButton)]
    assert 'speaker:"Mira Holt"' in names
    assert isinstance(help_.focusWidget(), QPushButton)


def test_they_stay_once_the_reader_has_gone_on(qtbot: QtBot, beside: QWidget) -> None:
    help_ = opened(qtbot, beside, Theme("light"))
    QTest.keyClick(help_.focusWidget(), Qt.Key.Key_Down)
    help_.set_examples(search_help({"speaker": ["Mira Holt"]}))
    assert 'speaker:"Mira Holt"' not in [button.text() for button in help_.findChildren(QPushButton)]
