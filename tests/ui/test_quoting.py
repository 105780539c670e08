"""Quotes from the page to the library and back, with undo."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader_app.core.links import deep_link
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import open_titled, span_of, title


def test_keeping_a_quote_can_be_undone(window: MainWindow) -> None:
    window.quoting.add(span_of(window, "lamp room"), "rose")
    assert window.side_panel.bookmarks.view.model().rowCount() == 1
    assert [row.bookmarks for row in window.library.episodes()] == [1, 0]

    window.quiet_bar.button.click()

    assert window.library.quotes.listed() == []
    assert window.side_panel.bookmarks.view.model().rowCount() == 0


def test_removing_a_quote_can_be_undone(window: MainWindow) -> None:
    window.quoting.add(span_of(window, "lamp room"))
    window.quiet_bar.dismiss()
    [kept] = window.library.quotes.listed()

    window.side_panel.bookmarks.bookmark_removed.emit(kept.id)
    assert window.library.quotes.listed() == []
    window.quiet_bar.button.click()

    assert [mark.id for mark in window.library.quotes.listed()] == [kept.id]


def test_a_quote_with_a_note_opens_its_editor(window: MainWindow) -> None:
    window.quoting.add(span_of(window, "lamp room"), "yellow", True)

    assert window.side_panel.tab == "quotes"
    assert not window.side_panel.bookmarks.editor.isHidden()


def test_a_quote_is_copied_with_its_source(window: MainWindow) -> None:
    window.quoting.copy_quote(span_of(window, "Every seventh wave"))

    assert QGuiApplication.clipboard().text() == "“Every seventh wave”\n— “The Bell at Gull Point”, 4:10"


def test_a_link_leads_back_to_its_place(window: MainWindow) -> None:
    offset = span_of(window, "Every seventh wave").start
    window.quoting.copy_link(offset)
    link = QGuiApplication.clipboard().text()
    open_titled(window, "Rye")

    window.open_link(link)

    assert title(window) == "The Bell at Gull Point"
    assert window.pane.view.current_offset() == offset


def test_where_the_source_is_on_the_web_the_link_goes_there(window: MainWindow) -> None:
    open_titled(window, "Rye")
    window.quoting.copy_link(0)
    assert QGuiApplication.clipboard().text() == deep_link(window.reading.current.episode.id, 0)


def test_undo_outlives_the_message(window: MainWindow, qtbot: QtBot) -> None:
    window.quoting.add(span_of(window, "lamp room"))
    [kept] = window.library.quotes.listed()
    window.quoting.remove(kept.id)
    window.quiet_bar.dismiss()

    qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [mark.id for mark in window.library.quotes.listed()] == [kept.id]
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.library.quotes.listed() == []
