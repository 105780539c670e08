"""The search from the field to the page and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.core.errors import QueryError
from reader_app.core.model import Hit
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import span_of, title


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
    rest(window, qtbot)
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)

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


@pytest.mark.parametrize("query", ["after:yesterday bell", "in:text after:yesterday OR bell"])
def test_an_error_is_marked_at_its_place_in_the_query(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    told: list[tuple[int | None, str]] = []
    monkeypatch.setattr(window.search_panel, "show_error", lambda _words, at, query="": told.append((at, query)))
    with pytest.raises(QueryError) as alone:
        window.library.search(query)

    window.searching.search_for(query)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert told == [(alone.value.at, query)]


TALK = "\n".join(
    f"[00:{number:02}:00] {'Mira' if number % 2 else 'Tom'}: The ferry went out again on the {number}th day of that year."
    for number in range(60)
)


@pytest.fixture
def ferries(window: MainWindow, qtbot: QtBot) -> str:
    """The id of a talk with sixty hits, which are shown; the thirtieth is chosen, scrolled down to, and beside in the text."""
    episode = window.library.import_content(TALK.encode(), "talk").episodes[0].id
    search(window, qtbot, "ferry")
    rest(window, qtbot)
    model = window.search_panel.view.model()
    while model.rowCount() < 60:  # the others are folded up behind the last row
        window.search_panel.view.step(1)
        if window.search_panel.current_hit() is None:
            window.search_panel.view.open_current()
            rest(window, qtbot)
    for _ in range(30):
        window.search_panel.view.step(1)
    return episode


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def chosen(window: MainWindow) -> Hit:
    hit = window.search_panel.current_hit()
    assert hit is not None
    return hit


def test_after_a_correction_the_hits_are_those_of_today_and_the_place_among_them_stays(
    window: MainWindow, qtbot: QtBot, ferries: str
) -> None:
    before, scrolled = chosen(window), window.search_panel.view.verticalScrollBar().value()
    rows = window.search_panel.view.model().rowCount()
    assert scrolled > 0

    window.correcting.replace(
        ferries, span_of(window, "went out again on the 0th"), "went out again on the 0th", "sank on the first"
    )
    rest(window, qtbot)

    after = chosen(window)
    assert (after.snippet, after.span.start) == (before.snippet, before.span.start - 8)
    assert window.search_panel.view.verticalScrollBar().value() == scrolled
    model = window.search_panel.view.model()
    assert model.rowCount() == rows
    assert any("sank on the first" in str(model.index(row, 0).data()) for row in range(rows))
    assert window.middle.currentWidget() is window.search_panel


def test_a_hit_shows_who_says_it_by_the_new_name(window: MainWindow, qtbot: QtBot, ferries: str) -> None:
    assert window.reading.current is not None
    voice = chosen(window).speaker
    speaker = next(one for one in window.reading.current.transcript.speakers if one.name == voice)

    window.speakers.rename(ferries, speaker, "Abe")
    rest(window, qtbot)

    assert chosen(window).speaker == "Abe"


def test_without_a_search_nothing_is_asked(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(window.library, "search", lambda query, **_: asked.append(query))
    window.correcting.corrected.emit([])
    rest(window, qtbot)
    assert asked == []
