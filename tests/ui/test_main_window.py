"""The window as readers meet it: how it starts, how it gives way, what it does at rest."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.ui.columns import LIBRARY, RAIL
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import open_titled, span_of, title


def test_a_library_that_has_episodes_gets_no_samples_and_opens_the_first(window: MainWindow) -> None:
    assert len(window.library.episodes()) == 2
    assert title(window) == "The Bell at Gull Point"
    assert window.windowTitle().startswith("The Bell at Gull Point")


def test_samples_that_were_removed_do_not_come_back(tmp_path: Path, qtbot: QtBot) -> None:
    first = build(tmp_path / "fresh")
    qtbot.addWidget(first)
    count = len(first.library.episodes())
    first.sidebar.samples_remove_wished.emit()
    assert first.reading.current is None
    first.close()

    again = build(tmp_path / "fresh")
    qtbot.addWidget(again)

    assert count >= 3
    assert again.library.episodes() == []
    again.close()


def test_a_copy_of_the_library_is_made_once_a_day(window: MainWindow, data: Path) -> None:
    assert len(list((data / "backups").glob("*.sqlite3"))) == 1
    assert window.library.back_up_daily() is False


def test_the_place_and_the_choices_are_there_again(window: MainWindow, data: Path, qtbot: QtBot) -> None:
    open_titled(window, "Rye")
    window.theme.choose("sepia")
    window.preferences.changed.emit()
    window.columns.toggle_panel()
    window.close()

    again = build(data)
    qtbot.addWidget(again)

    assert title(again).startswith("How We Baked")
    assert again.theme.name == "sepia"
    assert not again.columns.panel_open
    again.close()


@pytest.mark.parametrize(
    ("width", "library", "middle", "panel"),
    [(1280, LIBRARY, True, True), (1200, RAIL, True, True), (1000, RAIL, False, True), (800, RAIL, False, False)],
)
def test_columns_give_way_as_the_window_narrows(window: MainWindow, width: int, library: int, middle: bool, panel: bool) -> None:
    window.resize(width, 700)

    assert window.sidebar.width() == library
    assert window.middle.isVisible() is middle
    assert window.side_panel.isVisible() is panel
    assert window.text.isVisible()


def test_results_take_the_place_of_list_and_panel(window: MainWindow) -> None:
    window.resize(1280, 700)
    window.searching.search_for("waves")

    assert window.search_panel.isVisible()
    assert not window.side_panel.isVisible()
    window.searching.leave()
    assert window.side_panel.isVisible()


def test_a_long_text_left_at_its_end_gives_way_to_a_short_one(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 420)
    view = window.pane.view
    view.scroll_to_end()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.viewport().rect().center())
    qtbot.waitUntil(lambda: bool(view.gutter._seen))

    window.importing.import_text("A short note\n\nNine words are all that this text has.", "note")
    qtbot.waitUntil(lambda: window.text.currentWidget() is window.import_page)
    window.import_page.read_wished.emit(window.library.episodes()[-1].id)

    assert "Nine words" in view.toPlainText()
    # Before the page has painted itself the gutter may be painted: with lines of a document that is gone, that would crash.
    assert all(row.block.document() is view.document() for row in view.gutter._seen)


def test_two_windows_on_one_library_see_each_others_work(window: MainWindow, data: Path, qtbot: QtBot) -> None:
    other = build(data)
    qtbot.addWidget(other)
    hits = other.search_panel.view.model()
    other.searching.search_for("lamp")
    qtbot.waitUntil(lambda: hits.rowCount() > 0)
    found = hits.rowCount()
    episode = window.library.episodes()[0].id
    window.library.quotes.add(episode, span_of(window, "lamp room"), note="Which lamp was it?")

    other.take_changes()

    assert [row.bookmarks for row in other.library.episodes()] == [1, 0]
    qtbot.waitUntil(lambda: hits.rowCount() > found)
    assert other.side_panel.bookmarks.view.model().rowCount() == 1
    other.close()


class _Paints(QObject):
    """Counts what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_window_at_rest_paints_nothing(window: MainWindow, qtbot: QtBot) -> None:
    paints = _Paints()
    viewport, gutter = window.pane.view.viewport(), window.pane.view.gutter
    for watched in (viewport, gutter):
        watched.installEventFilter(paints)
    viewport.update()
    qtbot.waitUntil(lambda: paints.count >= 1)

    settled = -1
    for _ in range(20):  # each round gives the event loop the time to paint once more, if anything asks for it
        settled, before = paints.count, settled
        if settled == before:
            break
        QCoreApplication.processEvents()
        QCoreApplication.processEvents()

    assert settled == before
    assert paints.count < 10
