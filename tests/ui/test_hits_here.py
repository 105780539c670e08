"""The hits of a search in the open text: their marks, the strip over them, and the keys from one to the next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.model import Hit
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import open_titled, title

TALK = "\n".join(
    f"[00:{number:02}:00] {'Mira' if number % 2 else 'Tom'}: On morning {number} the heron"
    f" {'watched a barge' if number % 5 == 0 else 'slept'} and nobody wrote it down."
    for number in range(60)
)


@pytest.fixture
def heron(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a search of 61 hits in one talk, title and turns; the first is beside in the text."""
    window.library.import_content(TALK.encode(), "talk")
    window.activateWindow()
    window.searching.search_for("heron ")
    qtbot.waitUntil(lambda: window.searching.survey is not None)
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    rest(window, qtbot)
    return window


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def strip(window: MainWindow) -> str:
    """What the strip says, "" while it is not there."""
    return window.search_panel.place.words.text() if window.search_panel.place.isVisible() else ""


def marked(window: MainWindow) -> int:
    return len(window.pane.view._hits[0])


def looked_at(window: MainWindow) -> Hit:
    hit = window.search_panel.current_hit()
    assert hit is not None
    return hit


def press(window: MainWindow, qtbot: QtBot, name: str) -> None:
    {"next": window.pane.find_next, "previous": window.pane.find_previous}[name]()
    rest(window, qtbot)


def test_find_next_goes_to_the_next_hit_of_a_search(heron: MainWindow, qtbot: QtBot) -> None:
    heron.search_panel.place.open_wished.emit()
    assert strip(heron) == "1 of 61"

    press(heron, qtbot, "next")
    press(heron, qtbot, "next")
    assert (strip(heron), heron.pane.find_bar.isHidden()) == ("3 of 61", True)
    press(heron, qtbot, "previous")
    assert strip(heron) == "2 of 61"
    assert heron.pane.view.current_offset() == looked_at(heron).span.start - len("On morning 0 the ")
    assert heron.pane.view.hasFocus()
    assert not heron.reading.previewing


def test_find_next_goes_round_the_end(heron: MainWindow, qtbot: QtBot) -> None:
    press(heron, qtbot, "previous")
    assert strip(heron) == "61 of 61"
    press(heron, qtbot, "next")
    assert strip(heron) == "1 of 61"


def test_the_find_bar_takes_the_place_of_the_strip_and_its_keys(heron: MainWindow, qtbot: QtBot) -> None:
    heron.search_panel.place.open_wished.emit()
    heron.pane.open_find()
    QTest.keyClicks(heron.pane.find_bar.field, "barge")
    assert strip(heron) == ""
    assert heron.pane.find_bar.count_text() == "1 of 13"
    press(heron, qtbot, "next")
    assert (strip(heron), heron.pane.find_bar.count_text()) == ("", "2 of 13")

    QTest.keyClick(heron.pane.find_bar.field, Qt.Key.Key_Escape)
    assert strip(heron) == "1 of 61"
    press(heron, qtbot, "next")
    assert (strip(heron), heron.pane.find_bar.isHidden()) == ("2 of 61", True)


def test_another_hit_that_is_looked_at_ends_finding_and_the_keyboard_stays(heron: MainWindow, qtbot: QtBot) -> None:
    heron.pane.open_find()
    QTest.keyClicks(heron.pane.find_bar.field, "barge")
    heron.sidebar.field.setFocus()
    QTest.keyClick(heron.sidebar.field, Qt.Key.Key_Down)
    rest(heron, qtbot)
    assert (strip(heron), heron.pane.find_bar.isHidden()) == ("2 of 61", True)
    assert heron.sidebar.field.hasFocus()


def test_without_a_search_find_next_asks_for_words(window: MainWindow) -> None:
    window.pane.find_next()
    assert not window.pane.find_bar.isHidden()


def test_marks_and_strip_come_back_with_the_episode(heron: MainWindow, qtbot: QtBot) -> None:
    heron.search_panel.place.open_wished.emit()
    heron.reading.go_back()
    assert title(heron) == "The Bell at Gull Point"
    assert strip(heron) == ""
    heron.reading.go_forward()
    rest(heron, qtbot)
    assert (strip(heron), marked(heron)) == ("1 of 61", 61)


def test_another_order_of_the_hits_leaves_the_marks_in_the_text(heron: MainWindow, qtbot: QtBot) -> None:
    seen: list[int] = []
    heron.searching.answered.connect(lambda _answer: seen.append(marked(heron)))
    heron.search_panel.sort_chosen.emit("newest")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [61]


def test_a_search_that_is_over_marks_nothing(heron: MainWindow) -> None:
    heron.searching.finish()
    assert (strip(heron), marked(heron)) == ("", 0)
    open_titled(heron, "Gull")
    assert marked(heron) == 0


def test_a_condition_without_words_marks_nothing(heron: MainWindow, qtbot: QtBot) -> None:
    heron.searching.search_for("speaker:Mira ")
    qtbot.waitUntil(lambda: heron.searching.survey is not None)
    QTest.keyClick(heron.sidebar.field, Qt.Key.Key_Down)
    rest(heron, qtbot)
    assert strip(heron).endswith(" of 30")
    assert marked(heron) == 0
