"""The window as readers meet it: what its parts wish is carried out, and what it shows is what the library holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.core.library import Library
from reader_app.core.links import deep_link
from reader_app.core.model import Span
from reader_app.ui.columns import LIBRARY, RAIL
from reader_app.ui.main_window import MainWindow
from tests.own_words import CAPTIONS, DIGEST, LATER_DIGEST


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "data")
    library.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    library.close()
    return tmp_path / "data"


@pytest.fixture
def window(data: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = build(data)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    yield window
    window.close()


def span_of(window: MainWindow, words: str) -> Span:
    assert window.reading.current is not None
    start = window.reading.current.transcript.text.index(words)
    return Span(start, start + len(words))


def title(window: MainWindow) -> str:
    assert window.reading.current is not None
    return window.reading.current.episode.title


def open_titled(window: MainWindow, words: str) -> None:
    window.read(next(row.id for row in window.library.episodes() if words in row.title))


class TestStarting:
    def test_a_library_that_has_episodes_gets_no_samples_and_opens_the_first(self, window: MainWindow) -> None:
        assert len(window.library.episodes()) == 2
        assert title(window) == "The Bell at Gull Point"
        assert window.windowTitle().startswith("The Bell at Gull Point")

    def test_samples_that_were_removed_do_not_come_back(self, tmp_path: Path, qtbot: QtBot) -> None:
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

    def test_a_copy_of_the_library_is_made_once_a_day(self, window: MainWindow, data: Path) -> None:
        assert len(list((data / "backups").glob("*.sqlite3"))) == 1
        assert window.library.back_up_daily() is False

    def test_the_place_and_the_choices_are_there_again(self, window: MainWindow, data: Path, qtbot: QtBot) -> None:
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


class TestQuotes:
    def test_keeping_a_quote_can_be_undone(self, window: MainWindow) -> None:
        window.quoting.add(span_of(window, "lamp room"), "rose")
        assert window.side_panel.bookmarks.view.model().rowCount() == 1
        assert [row.bookmarks for row in window.library.episodes()] == [1, 0]

        window.quiet_bar.button.click()

        assert window.library.quotes.listed() == []
        assert window.side_panel.bookmarks.view.model().rowCount() == 0

    def test_removing_a_quote_can_be_undone(self, window: MainWindow) -> None:
        window.quoting.add(span_of(window, "lamp room"))
        window.quiet_bar.dismiss()
        [kept] = window.library.quotes.listed()

        window.side_panel.bookmarks.bookmark_removed.emit(kept.id)
        assert window.library.quotes.listed() == []
        window.quiet_bar.button.click()

        assert [mark.id for mark in window.library.quotes.listed()] == [kept.id]

    def test_a_quote_with_a_note_opens_its_editor(self, window: MainWindow) -> None:
        window.quoting.add(span_of(window, "lamp room"), "yellow", True)

        assert window.side_panel.tab == "quotes"
        assert not window.side_panel.bookmarks.editor.isHidden()

    def test_a_quote_is_copied_with_its_source(self, window: MainWindow) -> None:
        window.quoting.copy_quote(span_of(window, "Every seventh wave"))

        assert QGuiApplication.clipboard().text() == "“Every seventh wave”\n— “The Bell at Gull Point”, 4:10"

    def test_a_link_leads_back_to_its_place(self, window: MainWindow) -> None:
        offset = span_of(window, "Every seventh wave").start
        window.quoting.copy_link(offset)
        link = QGuiApplication.clipboard().text()
        open_titled(window, "Rye")

        window.open_link(link)

        assert title(window) == "The Bell at Gull Point"
        assert window.pane.view.current_offset() == offset

    def test_where_the_source_is_on_the_web_the_link_goes_there(self, window: MainWindow) -> None:
        open_titled(window, "Rye")
        window.quoting.copy_link(0)
        assert QGuiApplication.clipboard().text() == deep_link(window.reading.current.episode.id, 0)

    def test_undo_outlives_the_message(self, window: MainWindow, qtbot: QtBot) -> None:
        window.quoting.add(span_of(window, "lamp room"))
        [kept] = window.library.quotes.listed()
        window.quoting.remove(kept.id)
        window.quiet_bar.dismiss()

        qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert [mark.id for mark in window.library.quotes.listed()] == [kept.id]
        qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.library.quotes.listed() == []


class TestSearch:
    def search(self, window: MainWindow, qtbot: QtBot, query: str) -> None:
        window.searching.search_for(query)
        qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)

    def test_a_preview_follows_the_chosen_hit_and_escape_returns(self, window: MainWindow, qtbot: QtBot) -> None:
        self.search(window, qtbot, "lit it at four")

        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Down)
        assert title(window).startswith("How We Baked")
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)

        assert title(window) == "The Bell at Gull Point"
        assert window.middle.currentWidget() is window.episode_list

    def test_a_hit_is_opened_by_enter_and_escape_still_returns(self, window: MainWindow, qtbot: QtBot) -> None:
        place = window.pane.view.position()
        self.search(window, qtbot, "lit it at four")
        qtbot.waitUntil(lambda: not window.jobs.busy())

        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
        assert title(window).startswith("How We Baked")
        qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)

        assert (title(window), window.pane.view.position()) == ("The Bell at Gull Point", place)
        assert window.middle.currentWidget() is window.episode_list
        window.reading.go_back()
        assert title(window).startswith("How We Baked")

    def test_clearing_the_field_after_a_hit_was_opened_reads_on_there(self, window: MainWindow, qtbot: QtBot) -> None:
        self.search(window, qtbot, "lit it at four")
        qtbot.waitUntil(lambda: not window.jobs.busy())
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)

        window.sidebar.field.clear()

        assert title(window).startswith("How We Baked")
        assert window.middle.currentWidget() is window.episode_list

    def test_a_query_that_cannot_be_read_is_told_at_its_place(self, window: MainWindow, qtbot: QtBot) -> None:
        def told() -> str:
            return " ".join(label.text() for label in window.search_panel.findChildren(QLabel))

        window.searching.search_for("-harbour")

        qtbot.waitUntil(lambda: "cannot be read" in told())
        assert window.search_panel.view.model().rowCount() == 0

    def test_a_quote_that_is_still_being_typed_finds_already(self, window: MainWindow, qtbot: QtBot) -> None:
        self.search(window, qtbot, 'harbour "was qui')

    def test_scopes_narrow_the_search(self, window: MainWindow, qtbot: QtBot) -> None:
        self.search(window, qtbot, "waves")
        everywhere = window.search_panel.view.model().rowCount()

        window.search_panel.scope_chosen.emit("chapters")
        qtbot.waitUntil(lambda: not window.jobs.busy())

        assert 0 < window.search_panel.view.model().rowCount() < everywhere

    def test_words_of_the_text_can_be_searched(self, window: MainWindow, qtbot: QtBot) -> None:
        window.pane.view.search_wished.emit("seventh wave")

        qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)
        assert window.sidebar.field.text() == '"seventh wave"'

    def test_in_a_narrow_window_results_and_text_take_turns(self, window: MainWindow, qtbot: QtBot) -> None:
        window.resize(800, 600)
        self.search(window, qtbot, "lit it at four")
        assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
        qtbot.waitUntil(lambda: not window.jobs.busy())

        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
        assert (window.search_panel.isVisible(), window.pane.view.isVisible()) == (False, True)
        qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
        assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
        qtbot.keyClick(window.search_panel.view, Qt.Key.Key_Escape)
        assert (window.search_panel.isVisible(), window.pane.view.isVisible()) == (False, True)


class TestImport:
    def test_files_and_text_may_be_dragged_in_and_other_things_not(self, window: MainWindow) -> None:
        def accepts(data: QMimeData) -> bool:
            event = QDragEnterEvent(
                QPointF(9, 9).toPoint(),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            event.ignore()
            window.dragEnterEvent(event)
            return event.isAccepted()

        file, text, colour = QMimeData(), QMimeData(), QMimeData()
        file.setUrls([QUrl.fromLocalFile("/a/talk.txt")])
        text.setText("words")
        colour.setColorData("red")

        assert accepts(file)
        assert accepts(text)
        assert not accepts(colour)

    def test_pasted_text_comes_in(self, window: MainWindow, qtbot: QtBot) -> None:
        with qtbot.waitSignal(window.importing.imported):
            window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")

        assert window.text.currentWidget() is window.import_page
        assert "The Horn at Gull Point" in [row.title for row in window.library.episodes()]

    def test_an_import_can_be_taken_back_and_that_too(self, window: MainWindow, qtbot: QtBot) -> None:
        with qtbot.waitSignal(window.importing.imported) as came:
            window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")
        ids = [episode.id for episode in came.args[0].episodes]

        window.import_page.take_back_wished.emit(ids)
        assert len(window.library.episodes()) == 2
        window.quiet_bar.button.click()

        assert len(window.library.episodes()) == 3

    def test_a_bad_file_is_told_on_the_page_and_the_rest_comes_in(self, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
        (tmp_path / "bad.txt").write_bytes(b"")
        (tmp_path / "good.txt").write_text(DIGEST.replace("Bell", "Horn"), encoding="utf-8")

        with qtbot.waitSignal(window.importing.imported) as came:
            window.open_paths([tmp_path / "bad.txt", tmp_path / "good.txt"])

        assert len(came.args[0].failures) == 1
        assert "bad.txt" in " ".join(label.text() for label in window.import_page.findChildren(QLabel))
        assert len(window.library.episodes()) == 3

    def test_a_newer_version_of_what_is_read_takes_its_place_on_the_page(
        self, window: MainWindow, tmp_path: Path, qtbot: QtBot
    ) -> None:
        (tmp_path / "bell.txt").write_text(LATER_DIGEST, encoding="utf-8")

        with qtbot.waitSignal(window.importing.imported):
            window.open_paths([tmp_path / "bell.txt"])

        assert "This part is new" in window.pane.view.toPlainText()

    def test_imports_that_wait_for_one_another_are_told_together(self, window: MainWindow, qtbot: QtBot) -> None:
        told: list[int] = []
        window.importing.imported.connect(lambda report: told.append(len(report.episodes)))

        window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")
        window.importing.import_text(LATER_DIGEST.replace("Bell", "Drum"), "")

        qtbot.waitUntil(lambda: bool(told))
        assert told == [2]


class TestShelf:
    def test_removing_what_is_read_opens_the_next_and_undo_brings_it_back(self, window: MainWindow) -> None:
        first, second = (row.id for row in window.library.episodes())
        window.read(second)

        window.episode_list.remove_wished.emit([second])
        assert title(window) == "The Bell at Gull Point"
        window.episode_list.remove_wished.emit([first])
        assert window.reading.current is None
        window.quiet_bar.button.click()

        assert [row.id for row in window.library.episodes()] == [first]

    def test_an_empty_library_says_what_to_do_next(self, window: MainWindow) -> None:
        window.episode_list.remove_wished.emit([row.id for row in window.library.episodes()])

        assert window.reading.current is None
        assert not window.pane.view.isVisible()


class TestColumns:
    @pytest.mark.parametrize(
        ("width", "library", "middle", "panel"),
        [(1280, LIBRARY, True, True), (1200, RAIL, True, True), (1000, RAIL, False, True), (800, RAIL, False, False)],
    )
    def test_columns_give_way_as_the_window_narrows(
        self, window: MainWindow, width: int, library: int, middle: bool, panel: bool
    ) -> None:
        window.resize(width, 700)

        assert window.sidebar.width() == library
        assert window.middle.isVisible() is middle
        assert window.side_panel.isVisible() is panel
        assert window.text.isVisible()

    def test_results_take_the_place_of_list_and_panel(self, window: MainWindow) -> None:
        window.resize(1280, 700)
        window.searching.search_for("waves")

        assert window.search_panel.isVisible()
        assert not window.side_panel.isVisible()
        window.searching.leave()
        assert window.side_panel.isVisible()


def test_two_windows_on_one_library_see_each_others_work(window: MainWindow, data: Path, qtbot: QtBot) -> None:
    other = build(data)
    qtbot.addWidget(other)
    window.quoting.add(span_of(window, "lamp room"), "blue", False)

    other.take_changes()
    assert [row.bookmarks for row in other.library.episodes()] == [1, 0]
    other.searching.search_for("in:quotes lamp")

    qtbot.waitUntil(lambda: other.search_panel.view.model().rowCount() > 0)
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
