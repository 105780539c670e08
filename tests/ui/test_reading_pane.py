"""The text with its header, find bar and status line."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from reader_app.ui.bars import Bar
from reader_app.ui.reading_pane import ReadingPane, words_left
from reader_app.ui.theme import Theme

Page = Any


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReadingPane]:
    made = ReadingPane(Theme("light"))
    qtbot.addWidget(made)
    made.resize(616, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def button(pane: ReadingPane, name: str) -> QToolButton:
    return next(found for found in pane.findChildren(QToolButton) if found.accessibleName() == name)


def write(pane: ReadingPane, words: str) -> None:
    pane.open_find()
    pane.find_bar.field.setText(words)


def test_an_empty_library_says_how_to_fill_it(pane: ReadingPane, qtbot: QtBot) -> None:
    assert not pane.view.isVisible()
    add = next(found for found in pane.findChildren(QPushButton) if "Add files" in found.text() and found.isVisible())
    with qtbot.waitSignal(pane.add_wished):
        add.click()


def test_with_episodes_but_none_chosen_it_says_what_to_do(pane: ReadingPane) -> None:
    pane.clear(empty_library=False)
    assert pane.header.isVisible()
    assert not any(found.isVisible() and "Add files" in found.text() for found in pane.findChildren(QPushButton))


def test_an_episode_is_named_in_the_header(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    assert pane.view.isVisible()
    assert pane.header.accessibleName() == "Salt and rope Quayside"


def test_the_header_asks_for_what_its_buttons_say(pane: ReadingPane, talk: Page, qtbot: QtBot) -> None:
    pane.show_episode(talk.opened())
    pane.set_history(True, False)
    assert not button(pane, "Forward").isEnabled()
    with qtbot.waitSignal(pane.back_wished):
        button(pane, "Back").click()
    with qtbot.waitSignal(pane.panel_wished):
        button(pane, "Side panel").click()
    with qtbot.waitSignal(pane.preferences_wished):
        button(pane, "Text and colours").click()


def test_every_icon_button_says_what_it_does(pane: ReadingPane) -> None:
    for found in pane.header.findChildren(QToolButton) + pane.find_bar.findChildren(QToolButton):
        assert found.accessibleName() in found.toolTip() != ""


def test_finding_counts_and_marks_the_places(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    write(pane, "BOWLINE")
    assert pane.find_bar.count_text() == "1 of 2"
    assert pane.view.current_offset() == talk.span("Who taught").start
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Return)
    assert pane.find_bar.count_text() == "2 of 2"
    assert pane.view.current_offset() == talk.span("The bowline").start
    pane.find_next()
    assert pane.find_bar.count_text() == "1 of 2"
    pane.find_previous()
    assert pane.find_bar.count_text() == "2 of 2"
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count_text() == "1 of 2"


def test_what_is_not_there_is_said_to_be_not_found(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    write(pane, "anchor chain")
    assert pane.find_bar.count_text() == "Not found"
    pane.find_next()
    assert pane.find_bar.count_text() == "Not found"


def test_finding_starts_at_what_is_in_view(pane: ReadingPane, page: Page) -> None:
    for number in range(120):
        page.add("prose", f"Paragraph {number} is about rope and about nothing else that anyone could name.")
    pane.show_episode(page.opened(position=page.span("Paragraph 60 ").start))
    write(pane, "rope")
    assert pane.find_bar.count_text() == "61 of 120"


def test_the_selected_words_are_what_is_looked_for(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    cursor, span = QTextCursor(pane.view.document()), talk.span("wet bench")
    cursor.setPosition(pane.view.page.position(span.start))
    cursor.setPosition(pane.view.page.position(span.stop), QTextCursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)
    pane.open_find()
    assert pane.find_bar.field.text() == "wet bench"
    assert pane.find_bar.count_text() == "1 of 1"


def test_escape_puts_the_find_bar_away_and_f3_takes_it_up_again(pane: ReadingPane, talk: Page, qtbot: QtBot) -> None:
    pane.show_episode(talk.opened())
    write(pane, "rope")
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    qtbot.waitUntil(pane.view.hasFocus)
    pane.find_next()
    assert pane.find_bar.isVisible()
    assert pane.find_bar.count_text().endswith("of 3")


def test_bars_lie_above_the_status_line_and_leave_the_text_its_room(pane: ReadingPane, talk: Page, qtbot: QtBot) -> None:
    pane.show_episode(talk.opened())
    height = pane.view.viewport().height()
    message = Bar(Theme("light"), pane)
    message.show()
    pane.open_find()
    qtbot.waitUntil(lambda: pane.view.viewport().height() < height - message.height())
    bars = [bar.geometry() for bar in (pane.find_bar, message)]
    assert not bars[0].intersects(bars[1])
    assert all(bar.bottom() < pane.status.geometry().top() for bar in bars)
    message.hide()
    pane.find_bar.close_bar()
    qtbot.waitUntil(lambda: pane.view.viewport().height() == height)


def test_the_status_line_says_where_one_is(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    pane.view.go_to(talk.span("She never"))
    assert pane.status.words() == "First knots · Bo · ~0:09"
    assert pane.status.left_words() in ("Less than a minute left", "Read to the end")


def test_a_click_on_the_track_goes_to_that_part(pane: ReadingPane, page: Page, qtbot: QtBot) -> None:
    for number in range(120):
        page.add(
            "heading" if number % 30 == 0 else "prose",
            f"Paragraph {number} is about rope and nothing else.",
            chapter=number % 30 == 0,
        )
    pane.show_episode(page.opened())
    assert len(pane.status.segments(400)) == 4
    qtbot.mouseClick(pane.status, Qt.MouseButton.LeftButton, pos=QPoint(pane.status.width() // 2, 1))
    middle = page.text.index(f"Paragraph {60}")
    assert abs(pane.view.current_offset() - middle) < 200


def test_a_time_is_asked_for_and_given_on(pane: ReadingPane, talk: Page) -> None:
    given: list[str] = []
    pane.show_episode(talk.opened())
    pane.ask_time(given.append)
    pane.time_bar.field.setText(" 0:09 ")
    QTest.keyClick(pane.time_bar.field, Qt.Key.Key_Return)
    assert given == ["0:09"]
    assert pane.time_bar.isHidden()


@pytest.mark.parametrize(
    ("words", "progress", "said"),
    [
        (4600, 0.0, "20 min left"),
        (4600, 0.5, "10 min left"),
        (23000, 0.0, "1 h 40 left"),
        (100, 0.0, "Less than a minute left"),
        (4600, 1.0, "Read to the end"),
    ],
)
def test_what_is_left_is_said_in_words(words: int, progress: float, said: str) -> None:
    assert words_left(words, progress) == said


def test_tab_leads_from_the_text_to_the_buttons_of_its_header(pane: ReadingPane, talk: Page) -> None:
    pane.show_episode(talk.opened())
    pane.activateWindow()
    pane.setFocus()
    reached = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["Transcript", "Find in this episode", "Text and colours", "Side panel"]


def test_the_focus_leads_into_an_empty_page_too(pane: ReadingPane) -> None:
    pane.activateWindow()
    pane.clear()
    assert pane.focusProxy() is None
