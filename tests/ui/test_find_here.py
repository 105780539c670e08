"""Finding in the open text: where it begins, what it takes for the words, how it wraps, and where it leads back to."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.ui.find_here import FROM_END, FROM_START
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.theme import Theme

Page = Any


@pytest.fixture
def pane(qtbot: QtBot, page: Page) -> ReadingPane:
    """A long text, of which every tenth paragraph names a lantern; the 55th stands at the top of the page."""
    for number in range(120):
        page.add("prose", f"Paragraph {number} is about {'a lantern' if number % 10 == 0 else 'rope'} and about nothing else.")
    made = ReadingPane(Theme("light"))
    qtbot.addWidget(made)
    made.resize(640, 500)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_episode(page.opened(position=page.span("Paragraph 55 ").start))
    return made


def write(pane: ReadingPane, words: str) -> None:
    pane.open_find()
    QTest.keyClicks(pane.find_bar.field, words)


def press(pane: ReadingPane, key: Qt.Key) -> None:
    QTest.keyClick(pane.find_bar.field, key)


def test_it_begins_where_one_reads_and_a_longer_word_does_not_drift(pane: ReadingPane, page: Page) -> None:
    write(pane, "lantern")
    assert pane.find_bar.count_text() == "7 of 12"
    assert pane.view.current_offset() == page.span("Paragraph 60 ").start
    press(pane, Qt.Key.Key_Backspace)
    QTest.keyClicks(pane.find_bar.field, "n and")
    assert pane.find_bar.count_text() == "7 of 12"


def test_at_the_ends_it_goes_on_from_the_other_one_and_says_so(pane: ReadingPane) -> None:
    write(pane, "lantern")
    for _ in range(5):
        press(pane, Qt.Key.Key_Return)
        assert pane.find_bar.note_text() == ""
    press(pane, Qt.Key.Key_Return)
    assert (pane.find_bar.count_text(), pane.find_bar.note_text()) == ("1 of 12", FROM_START)
    pane.find_previous()
    assert (pane.find_bar.count_text(), pane.find_bar.note_text()) == ("12 of 12", FROM_END)
    pane.find_previous()
    assert (pane.find_bar.count_text(), pane.find_bar.note_text()) == ("11 of 12", "")


def test_words_that_stand_only_above_are_found_from_the_start(pane: ReadingPane) -> None:
    write(pane, "paragraph 3 is")
    assert (pane.find_bar.count_text(), pane.find_bar.note_text()) == ("1 of 1", FROM_START)


def test_escape_leads_back_to_where_one_was_and_back_to_the_place_found(pane: ReadingPane, page: Page, qtbot: QtBot) -> None:
    left: list[int] = []
    pane.place_left.connect(left.append)
    before = pane.view.top_line()
    write(pane, "lantern")
    press(pane, Qt.Key.Key_Return)
    found = pane.view.top_line()
    assert found != before
    press(pane, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert pane.view.top_line() == before
    assert left == [found]
    qtbot.waitUntil(pane.view.hasFocus)
    assert found > page.span("Paragraph 60 ").start


def test_closing_the_bar_stays_and_a_step_back_leads_to_where_one_was(pane: ReadingPane) -> None:
    left: list[int] = []
    pane.place_left.connect(left.append)
    before = pane.view.top_line()
    write(pane, "lantern")
    found = pane.view.top_line()
    pane.find_bar.close_bar()
    assert pane.view.top_line() == found
    assert left == [before]


def test_escape_stays_where_the_reader_has_scrolled_on(pane: ReadingPane) -> None:
    write(pane, "lantern")
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().value() + 700)
    here = pane.view.top_line()
    press(pane, Qt.Key.Key_Escape)
    assert pane.view.top_line() == here


def test_escape_in_the_text_puts_the_bar_away_and_the_reader_stays(pane: ReadingPane) -> None:
    write(pane, "lantern")
    pane.view.setFocus()
    here = pane.view.top_line()
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert pane.view.top_line() == here


def test_after_scrolling_the_next_place_is_the_next_one_in_view(pane: ReadingPane, page: Page) -> None:
    write(pane, "lantern")
    pane.view.scroll_to(page.span("Paragraph 85 ").start, 0)
    press(pane, Qt.Key.Key_Return)
    assert pane.find_bar.count_text() == "10 of 12"
    pane.view.scroll_to(page.span("Paragraph 35 ").start, 0)
    pane.find_previous()
    assert pane.find_bar.count_text() == "4 of 12"


def test_selected_words_are_found_from_their_own_place(pane: ReadingPane, page: Page) -> None:
    span = page.span("Paragraph 57 is about rope")
    span = Span(span.stop - 4, span.stop)
    cursor = QTextCursor(pane.view.document())
    cursor.setPosition(pane.view.page.position(span.start))
    cursor.setPosition(pane.view.page.position(span.stop), QTextCursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)
    pane.open_find()
    assert pane.find_bar.field.text() == "rope"
    assert pane.view.current_offset() == page.span("Paragraph 57 ").start


def test_escape_puts_the_page_back_to_the_pixel(pane: ReadingPane) -> None:
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.value() + 9)
    before = bar.value()
    write(pane, "lantern")
    assert bar.value() != before
    press(pane, Qt.Key.Key_Escape)
    assert bar.value() == before


def test_the_hits_of_a_search_come_back_when_finding_ends(pane: ReadingPane, page: Page) -> None:
    hit = page.span("Paragraph 56 ")
    pane.view.set_hits([[hit]], 0)
    write(pane, "lantern")
    assert pane.view.marks.finding
    press(pane, Qt.Key.Key_Escape)
    assert not pane.view.marks.finding


def test_without_words_nothing_is_counted_or_marked(pane: ReadingPane) -> None:
    write(pane, "lantern")
    pane.find_bar.field.clear()
    assert pane.find_bar.count_text() == ""
    assert not pane.view.marks.finding


def test_another_episode_ends_it_without_leaving_a_place(pane: ReadingPane, page: Page, qtbot: QtBot) -> None:
    write(pane, "lantern")
    with qtbot.assertNotEmitted(pane.place_left):
        pane.show_episode(page.opened())
    assert pane.find_bar.isHidden()


def test_a_corrected_text_is_looked_through_again(pane: ReadingPane, page: Page) -> None:
    write(pane, "lantern")
    pane.show_again(page.opened(), lambda offset: offset)
    assert pane.find_bar.count_text() == "12 places"
    press(pane, Qt.Key.Key_Return)
    assert pane.find_bar.count_text().endswith("of 12")
