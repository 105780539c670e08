"""What a search does to the columns where the window is narrow."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.ui.columns import LIST_BELOW, PANEL_BELOW, RAIL_BELOW, SEARCH_BELOW
from reader_app.ui.episode_lines import Filter


@pytest.mark.parametrize("width", [480, PANEL_BELOW - 1, LIST_BELOW - 1, RAIL_BELOW - 1])
def test_the_search_field_is_there_while_a_search_is_on(width: int, tmp_path: Path, qtbot: QtBot) -> None:
    window = build(tmp_path)
    qtbot.addWidget(window)
    window.resize(width, 600)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    assert not window.sidebar.field.isVisible()
    window.searching.search_for("rope")
    assert window.sidebar.field.isVisible()
    assert window.search_panel.width() > window.sidebar.width()
    assert window.sidebar.compact == (width < SEARCH_BELOW)
    assert window.width() == width
    window.searching.finish()
    assert not window.sidebar.field.isVisible()
    window.close()


def test_in_a_narrow_window_the_field_stands_above_the_results_and_can_be_written_into(tmp_path: Path, qtbot: QtBot) -> None:
    window = build(tmp_path)
    qtbot.addWidget(window)
    window.resize(480, 600)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    field = window.sidebar.field
    window.columns.expand_sidebar()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "rope")
    assert (field.text(), window.focusWidget()) == ("rope", field)
    assert window.middle.parentWidget() is field.parentWidget()
    assert window.search_panel.width() > 400
    window.columns.show_hit()
    assert not field.isVisible()
    window.columns.expand_sidebar()
    assert field.isVisible()
    assert window.sidebar.compact
    window.columns.toggle_library()
    assert field.parentWidget() is window.sidebar
    assert not window.sidebar.compact
    window.resize(1280, 700)
    assert field.isVisible()
    window.resize(900, 700)
    assert window.sidebar.compact
    window.searching.finish()
    assert field.parentWidget() is window.sidebar
    window.close()


def test_an_empty_library_is_its_sidebar_and_a_page_that_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    window = build(tmp_path)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    episodes = [row.id for row in window.library.episodes()]
    window.shelf.remove(episodes)
    assert not window.middle.isVisible()
    assert not window.side_panel.isVisible()
    window.sidebar.filter_chosen.emit(Filter("bin"))
    assert window.middle.isVisible()
    window.shelf.restore(episodes)
    assert window.middle.isVisible()
    assert window.side_panel.isVisible()
    window.close()


def test_in_the_narrowest_window_the_side_panel_takes_the_place_of_the_text(tmp_path: Path, qtbot: QtBot) -> None:
    window = build(tmp_path)
    qtbot.addWidget(window)
    window.resize(480, 600)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    assert not window.side_panel.isVisible()
    window.columns.toggle_panel()
    assert window.side_panel.isVisible()
    assert not window.text.isVisible()
    window.side_panel.close_button.click()
    assert window.text.isVisible()
    assert not window.side_panel.isVisible()
    window.columns.toggle_panel()
    window.side_panel.chapters.chapter_chosen.emit(0)
    assert window.text.isVisible()
    window.resize(1280, 800)
    assert window.text.isVisible()
    assert window.side_panel.isVisible()
    assert not window.side_panel.close_button.isVisible()
    window.close()
