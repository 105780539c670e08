"""The search from the field to the page and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.core.errors import QueryError
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import title


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.searching.search_for(query)
    qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)


def test_a_preview_follows_the_chosen_hit_and_escape_returns(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "lit it at four")

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    assert title(window).startswith("How We Baked")
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)

    assert title(window) == "The Bell at Gull Point"
    assert window.middle.currentWidget() is window.episode_list


def test_a_hit_is_opened_by_enter_and_escape_still_returns(window: MainWindow, qtbot: QtBot) -> None:
    place = window.pane.view.position()
    search(window, qtbot, "lit it at four")
    qtbot.waitUntil(lambda: not window.jobs.busy())

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    assert title(window).startswith("How We Baked")
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)

    assert (title(window), window.pane.view.position()) == ("The Bell at Gull Point", place)
    assert window.middle.currentWidget() is window.episode_list
    window.reading.go_back()
    assert title(window).startswith("How We Baked")


def test_clearing_the_field_after_a_hit_was_opened_reads_on_there(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "lit it at four")
    qtbot.waitUntil(lambda: not window.jobs.busy())
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)

    window.sidebar.field.clear()

    assert title(window).startswith("How We Baked")
    assert window.middle.currentWidget() is window.episode_list


def test_a_query_that_cannot_be_read_is_told_at_its_place(window: MainWindow, qtbot: QtBot) -> None:
    def told() -> str:
        return " ".join(label.text() for label in window.search_panel.findChildren(QLabel))

    window.searching.search_for("-harbour")

    qtbot.waitUntil(lambda: "cannot be read" in told())
    assert window.search_panel.view.model().rowCount() == 0


def test_a_quote_that_is_still_being_typed_finds_already(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, 'harbour "was qui')


def test_scopes_narrow_the_search(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "waves")
    everywhere = window.search_panel.view.model().rowCount()

    window.search_panel.scope_chosen.emit("chapters")
    qtbot.waitUntil(lambda: not window.jobs.busy())

    assert 0 < window.search_panel.view.model().rowCount() < everywhere


def test_words_of_the_text_can_be_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.view.search_wished.emit("seventh wave")

    qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)
    assert window.sidebar.field.text() == '"seventh wave"'


def test_in_a_narrow_window_results_and_text_take_turns(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 600)
    search(window, qtbot, "lit it at four")
    assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: not window.jobs.busy())

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    assert (window.search_panel.isVisible(), window.pane.view.isVisible()) == (False, True)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
    qtbot.keyClick(window.search_panel.view, Qt.Key.Key_Escape)
    assert (window.search_panel.isVisible(), window.pane.view.isVisible()) == (False, True)


@pytest.mark.parametrize("query", ["after:yesterday bell", "after:yesterday OR bell"])
def test_an_error_is_marked_in_the_readers_own_words_whatever_the_scope(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    told: list[tuple[int | None, str]] = []
    monkeypatch.setattr(window.search_panel, "show_error", lambda _words, at, query="": told.append((at, query)))
    with pytest.raises(QueryError) as alone:
        window.library.search(query)

    window.searching.search_for(query)
    qtbot.waitUntil(lambda: len(told) == 1)
    window.search_panel.scope_chosen.emit("text")
    qtbot.waitUntil(lambda: len(told) == 2)

    assert told == [(alone.value.at, query)] * 2
