"""The buttons that choose how hits are shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.model import Hit, SearchAnswer, Span
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.search_views import ViewButtons
from reader_app.ui.theme import Theme

HIT = Hit("a", "Ropes", None, Span(0, 4), "speech", None, None, None, "hemp and tar", (Span(0, 4),))
ANSWER = SearchAnswer("hemp", (HIT,), 1, 1, counts=(("a", 1),))


@pytest.fixture
def views(qtbot: QtBot) -> ViewButtons:
    made = ViewButtons(Theme("light"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def named(views: QWidget, name: str) -> QToolButton:
    return next(button for button in views.findChildren(QToolButton) if button.accessibleName() == name)


def test_a_click_chooses_a_view(views: ViewButtons, qtbot: QtBot) -> None:
    with qtbot.waitSignal(views.chosen) as heard:
        QTest.mouseClick(named(views, "Over time"), Qt.MouseButton.LeftButton)
    assert (heard.args, views.view) == (["time"], "time")


def test_the_arrow_keys_go_round(views: ViewButtons) -> None:
    chosen: list[str] = []
    views.chosen.connect(chosen.append)
    named(views, "List").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(views, key)
    assert chosen == ["lines", "time", "list", "time"]


def test_a_view_that_is_marked_is_no_choice(views: ViewButtons, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(views.chosen):
        views.set_view("lines")
    assert views.view == "lines"


def test_the_panel_shows_the_page_of_the_view_that_is_chosen(qtbot: QtBot) -> None:
    panel, page = SearchPanel(Theme("light")), QWidget()
    qtbot.addWidget(panel)
    panel.add_view("lines", page, lambda _by: None, lambda: None, lambda: False)
    panel.resize(448, 400)
    panel.show_answer(ANSWER, "hemp")
    panel.show()
    with qtbot.waitSignal(panel.view_chosen) as heard:
        named(panel, "Lines").click()
    assert heard.args == ["lines"]
    assert page.isVisible()
    panel.show_error("A bracket is not closed.", 0, "(hemp")
    assert not page.isVisible()
    panel.show_answer(ANSWER, "hemp")
    assert page.isVisible()
