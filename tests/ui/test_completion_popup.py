"""What is offered under the search field, and the keys that take it."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.findings import Completion
from reader_app.ui.search_field import SearchField
from reader_app.ui.theme import Theme

ADA = Completion('"Ada Lind" ', "Ada Lind", "speaker", 8, 9, "3 episodes")
AYO = Completion("Ayo ", "Ayo", "speaker", 8, 9, "1 episode")
WORD = Completion("rope ", "rope", "word", 0, 3, "12 times")
NAME = Completion('"Rope Works" ', "Rope Works", "entity", 0, 3, "2 episodes")


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[SearchField]:
    window = QWidget()
    made = SearchField(Theme("light"), window)
    made.setFixedSize(176, 32)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(500, 300)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    window.close()


def typed(field: SearchField, words: str, *completions: Completion) -> None:
    field.clear()
    QTest.keyClicks(field, words)
    field.offer(words, completions)


def until_shown(field: SearchField) -> None:
    """What is offered unasked waits for a pause."""
    until = monotonic() + 5
    while field.popup.isHidden() and monotonic() < until:
        QTest.qWait(20)
    assert field.popup.isVisible()


def test_what_may_be_meant_is_wished_for_at_the_cursor(field: SearchField) -> None:
    asked: list[tuple[str, int]] = []
    field.completions_wished.connect(lambda query, cursor: asked.append((query, cursor)))
    field.setText("\U0001f680 ro")
    QTest.keyClicks(field, "p")
    assert asked == [("\U0001f680 rop", 5)]


def test_values_are_offered_below_the_field_and_none_is_chosen(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    assert field.popup.isVisible()
    assert field.popup.mapTo(field.window(), field.popup.rect().topLeft()).y() > field.geometry().bottom()
    assert field.popup.chosen() is None
    assert field.accessibleDescription() == "2 suggestions, Tab takes Ada Lind, speaker, 3 episodes"


def test_tab_leads_on_from_a_word_whatever_is_offered_for_it(field: SearchField) -> None:
    beside = QPushButton("Beside", field.window())
    beside.show()
    typed(field, "rop", NAME)
    until_shown(field)
    assert field.popup.armed() is None
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "rop"
    assert not field.hasFocus()


def test_what_tab_takes_is_marked(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    assert field.popup.armed() == ADA
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.popup.armed() == field.popup.chosen() == AYO


def test_the_offer_stays_while_more_is_typed_but_an_old_one_is_not_taken(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    QTest.keyClicks(field, "y")
    assert field.popup.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert (field.text(), field.hasFocus()) == ("speaker:ay", True)
    field.offer("speaker:ay", [replace(AYO, stop=10)])
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "speaker:Ayo "


def test_who_types_fast_takes_what_is_marked_while_it_fits(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    QTest.keyClicks(field, "da")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == 'speaker:"Ada Lind" '


def test_an_old_offer_goes_when_no_new_one_comes(field: SearchField, qtbot: QtBot) -> None:
    typed(field, "speaker:a", ADA, AYO)
    QTest.keyClicks(field, "y")
    qtbot.waitUntil(lambda: not field.popup.isVisible())


def test_unasked_it_is_no_wider_than_the_field_and_offers_no_words(field: SearchField) -> None:
    typed(field, "rop", NAME, WORD)
    assert not field.popup.isVisible()
    until_shown(field)
    assert field.popup.width() == field.width()
    assert field.popup.view.model().rowCount() == 1


def test_tab_takes_the_first_one(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == 'speaker:"Ada Lind" '
    assert field.hasFocus()
    assert not field.popup.isVisible()


def test_arrows_go_through_them_and_enter_takes_the_chosen_one(field: SearchField, qtbot: QtBot) -> None:
    typed(field, "speaker:a", ADA, AYO)
    with qtbot.assertNotEmitted(field.entered), qtbot.assertNotEmitted(field.down):
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "speaker:Ayo "


def test_enter_searches_while_none_is_chosen(field: SearchField, qtbot: QtBot) -> None:
    typed(field, "speaker:a", ADA)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "speaker:a"
    assert not field.popup.isVisible()


def test_escape_takes_them_away_and_only_then_leaves(field: SearchField, qtbot: QtBot) -> None:
    typed(field, "speaker:a", ADA)
    with qtbot.assertNotEmitted(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.popup.isVisible()) == ("speaker:a", False)
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_for_a_word_names_are_offered_but_down_leads_into_the_hits(field: SearchField, qtbot: QtBot) -> None:
    typed(field, "rop", WORD)
    QTest.qWait(400)
    assert not field.popup.isVisible()
    typed(field, "rop", NAME, WORD)
    until_shown(field)
    with qtbot.waitSignal(field.down):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert not field.popup.isVisible()


def test_all_is_offered_where_it_is_asked_for(field: SearchField, qtbot: QtBot) -> None:
    field.setText("rop")
    with qtbot.waitSignal(field.completions_wished) as heard:
        QTest.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["rop", 3]
    field.offer("rop", [WORD])
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.popup.chosen() == WORD


def test_a_click_takes_one(field: SearchField) -> None:
    typed(field, "speaker:a", ADA, AYO)
    view = field.popup.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert field.text() == "speaker:Ayo "


def test_what_comes_too_late_is_not_offered(field: SearchField) -> None:
    typed(field, "speaker:ab")
    field.offer("speaker:a", [ADA])
    assert not field.popup.isVisible()


def test_a_field_that_is_taken_asks_for_its_values(field: SearchField, qtbot: QtBot) -> None:
    field.setText("spe")
    QTest.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    field.offer("spe", [Completion("speaker:", "speaker:", "field", 0, 3, "said by this voice")])
    with qtbot.waitSignal(field.completions_wished) as heard:
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert heard.args == ["speaker:", 8]
