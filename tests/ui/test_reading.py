"""Where the reader is in an episode: what is kept of it, what is not, and how one returns there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.ui.main_window import MainWindow
from reader_app.ui.reading import SAVE_AFTER_MS
from tests.ui.windows import title

RIVER = "\n".join(
    f"[00:{number:02}:00] {'Mira' if number % 2 else 'Tom'}: On the {number}th morning the heron stood in the reeds again, and"
    " the two of us counted the boats that went by until the light was gone."
    for number in range(60)
)


@pytest.fixture
def heron(window: MainWindow) -> str:
    """The id of a long talk that nobody has opened; another episode is open."""
    return window.library.import_content(RIVER.encode(), "talk").episodes[0].id


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def rested(qtbot: QtBot) -> None:
    """Until the reader has stayed at a place long enough for it to be kept."""
    qtbot.wait(SAVE_AFTER_MS + 400)


def look_for(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.searching.search_for(query)
    qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)
    rest(window, qtbot)


def kept(window: MainWindow, episode: str) -> tuple[int, float, bool]:
    """Position, progress, and whether the episode is unread."""
    row = window.library.episode(episode)
    return window.library.open(episode).position, row.progress, row.opened is None


def test_a_preview_keeps_nothing_of_where_it_leads(window: MainWindow, qtbot: QtBot, heron: str) -> None:
    window.library.set_position(heron, 900, 1.0)
    before, last = kept(window, heron), window.settings.choices.last_episode
    look_for(window, qtbot, "heron")

    for _ in range(3):
        QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    assert window.reading.current is not None
    assert window.reading.current.episode.id == heron
    rested(qtbot)
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
    rested(qtbot)

    assert kept(window, heron) == before
    assert window.settings.choices.last_episode == last
    assert title(window) == "The Bell at Gull Point"


def test_what_is_opened_out_of_a_search_is_read(window: MainWindow, qtbot: QtBot, heron: str) -> None:
    look_for(window, qtbot, "heron 40th")
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    assert kept(window, heron)[2]

    window.search_panel.place.open_wished.emit()
    rested(qtbot)

    position, progress, unread = kept(window, heron)
    assert (position > 0, progress > 0, unread) == (True, True, False)
    assert window.settings.choices.last_episode == heron


def test_what_stays_on_the_page_when_a_search_ends_is_read(window: MainWindow, qtbot: QtBot, heron: str) -> None:
    look_for(window, qtbot, "heron")
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)

    window.show_list()

    assert not kept(window, heron)[2]
    assert not window.reading.previewing


def test_a_place_scrolled_to_right_before_a_preview_is_kept(window: MainWindow, qtbot: QtBot, heron: str) -> None:
    window.read(heron)
    look_for(window, qtbot, "heron 53th")
    bar = window.pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = window.pane.view.position()
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    rested(qtbot)
    assert kept(window, heron)[0] == there > 0


@pytest.mark.parametrize("scrolled", [0, 1234])
def test_the_page_stands_after_a_search_where_it_stood_before(
    window: MainWindow, qtbot: QtBot, heron: str, scrolled: int
) -> None:
    window.read(heron)
    bar = window.pane.view.verticalScrollBar()
    bar.setValue(scrolled)
    look_for(window, qtbot, "heron 40th")
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    assert bar.value() != scrolled

    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
    rest(window, qtbot)

    assert bar.value() == scrolled
