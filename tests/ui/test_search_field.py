"""The search field: what keys do in it, and what clears it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from reader_app.core.findings import Completion
from reader_app.ui.search_field import SearchField
from reader_app.ui.search_help import SearchHelp
from reader_app.ui.theme import Theme


@pytest.fixture
def field(qtbot: QtBot) -> SearchField:
    made = SearchField(Theme("light"))
    qtbot.addWidget(made)
    made.resize(176, 32)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_is_found_by_its_name_and_says_what_it_is(field: SearchField) -> None:
    assert field.objectName() == "search_field"
    assert field.accessibleName() == "Search the library"


def test_escape_leaves_and_empties_without_another_edit(field: SearchField, qtbot: QtBot) -> None:
    field.setText("rope")
    with qtbot.assertNotEmitted(field.textChanged), qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_arrows_and_enter_are_told(field: SearchField, qtbot: QtBot) -> None:
    for key, signal in ((Qt.Key.Key_Down, field.down), (Qt.Key.Key_Up, field.up), (Qt.Key.Key_Return, field.entered)):
        with qtbot.waitSignal(signal):
            QTest.keyClick(field, key)


def test_the_cross_shows_with_text_and_clears_it(field: SearchField) -> None:
    cross = field.findChild(QToolButton)
    assert cross is not None
    assert not cross.isVisible()
    QTest.keyClicks(field, "rope")
    assert cross.isVisible()
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not cross.isVisible()


def test_a_query_that_is_set_is_not_an_edit(field: SearchField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.textChanged):
        field.set_query("rope")
    assert field.text() == "rope"


def test_coming_by_shortcut_selects_what_is_there(field: SearchField, qtbot: QtBot) -> None:
    field.setText("rope")
    field.clearFocus()
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    qtbot.waitUntil(lambda: field.selectedText() == "rope")


def test_the_help_is_made_of_names_of_the_library(field: SearchField) -> None:
    known = {"speaker:": "Mira Holt", "show:": "Rope Talk", "entity:": "Gull Point", "lang:": "de"}
    asked: list[str] = []

    def answer(query: str, cursor: int) -> None:
        asked.append(query)
        field.offer(query, [Completion(known[query], known[query], "speaker", cursor, cursor, "2 episodes")])

    field.completions_wished.connect(answer)
    field.show_help()
    help_ = field.findChild(SearchHelp)
    assert help_ is not None
    assert asked == ["speaker:", "show:", "entity:", "lang:"]
    examples = [button.text() for button in help_.findChildren(QPushButton)]
    assert 'speaker:"Mira Holt"' in examples
    assert '"gull point"' in examples
    assert field.popup.isHidden()
    help_.close()


def test_a_query_that_is_longer_than_the_field_is_told_whole_under_the_pointer(field: SearchField) -> None:
    assert field.toolTip().startswith("Search all transcripts")
    field.setText("rope <b>and tar and a very long word after it")
    assert field.toolTip() == "<qt>rope &lt;b&gt;and tar and a very long word after it</qt>"
    field.resize(900, 32)
    assert field.toolTip().startswith("Search all transcripts")
