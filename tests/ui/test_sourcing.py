"""The original file beside the page: reached by key and menu, at the lines of the paragraph, and saved byte for byte."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.errors import LibraryError
from reader_app.ui.main_window import MainWindow
from reader_app.ui.page_menu import page_menu
from reader_app.ui.source_view import NOT_FOUND, NOTHING, PACKED, SourceView
from tests.own_words import CAPTIONS
from tests.ui.windows import open_titled, span_of


@pytest.fixture
def rye(window: MainWindow) -> MainWindow:
    """The window with the captions open."""
    open_titled(window, "Rye")
    return window


def shown(window: MainWindow, qtbot: QtBot, words: str) -> SourceView:
    """The window on the file, at the lines of the paragraph with these words."""
    view = window.sourcing.show(span_of(window, words).start)
    assert view is not None
    qtbot.waitUntil(lambda: not window.jobs.busy())
    return view


def marked_words(view: SourceView) -> str:
    """What is marked in the file."""
    return "\n".join(each.cursor.selectedText().replace("\u2029", "\n") for each in view.text.extraSelections())


def test_it_shows_the_file_at_the_lines_of_the_paragraph(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    assert view.file.text() == "rye.txt"
    assert view.facts.text().startswith(f"A caption dump · {len(CAPTIONS.encode())} bytes · came in on ")
    assert [view.notes.item(row).text() for row in range(view.notes.count())] == [NOTHING]
    assert view.text.toPlainText() == CAPTIONS.removesuffix("\n")
    assert view.place.text() == "Lines 8 to 9 of 11"
    assert marked_words(view) == ">> So who did it in the end? I think\nit was the youngest of them."


def test_the_marked_lines_follow_the_paragraph_that_is_read(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    rye.pane.view.go_to(span_of(rye, "by six"))
    assert view.place.text() == "Lines 10 to 11 of 11"


def test_another_episode_brings_its_own_file(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    open_titled(rye, "Bell")
    qtbot.waitUntil(lambda: view.file.text() == "bell.txt")
    assert rye.sourcing.window is view


def test_the_menu_of_a_paragraph_offers_it(rye: MainWindow, qtbot: QtBot) -> None:
    page = rye.pane.view
    paragraph = page.paragraph_at(span_of(rye, "youngest").start)
    assert paragraph is not None
    menu = page_menu(page, paragraph, None)
    next(action for action in menu.actions() if action.text().startswith("Show its source lines")).trigger()
    qtbot.waitUntil(lambda: rye.sourcing.window is not None and rye.sourcing.window.place.text() == "Lines 8 to 9 of 11")
    menu.deleteLater()


def test_the_command_has_a_key(rye: MainWindow, qtbot: QtBot) -> None:
    action = next(action for action in rye.actions() if action.text() == "Show the &source")
    assert action.shortcut().toString() == "Ctrl+U"
    action.trigger()
    assert rye.sourcing.window is not None
    qtbot.waitUntil(lambda: not rye.jobs.busy())


def test_escape_closes_it(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    QTest.keyClick(view.text, Qt.Key.Key_Escape)
    assert rye.sourcing.window is None


def test_the_original_is_saved_as_it_came(rye: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(rye, qtbot, "youngest")
    rye.sourcing.save(tmp_path / "copy.txt")
    qtbot.waitUntil(lambda: view.told.text() == "Saved as copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == CAPTIONS.encode()


def test_what_cannot_be_saved_is_said_there(rye: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(rye, qtbot, "youngest")
    rye.sourcing.save(tmp_path / "nowhere" / "copy.txt")
    qtbot.waitUntil(lambda: "does not exist" in view.told.text())


def test_a_file_that_is_gone_has_no_folder_to_show(rye: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "rye.txt").unlink()
    view = shown(rye, qtbot, "youngest")
    assert view.folder.isHidden()
    assert view.save.isEnabled()


def test_words_that_the_file_does_not_say_are_told(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    assert rye.reading.current is not None
    source = rye.library.source(rye.reading.current.episode.id)
    open_titled(rye, "Bell")
    qtbot.waitUntil(lambda: not rye.jobs.busy())
    view.show_source(source, source.trail(rye.reading.current.transcript), sample=False)
    view.show_lines_of(span_of(rye, "Gull Point"))
    assert view.place.text() == NOT_FOUND
    assert marked_words(view) == ""


def test_what_was_pasted_is_called_so(rye: MainWindow, qtbot: QtBot) -> None:
    rye.reading.open(rye.library.import_content(b"Ada: The bread rose.\n\nOle: It did not.", "oven").episodes[0].id)
    view = shown(rye, qtbot, "bread")
    assert view.file.text() == "Pasted text"
    assert view.folder.isHidden()


def test_a_library_that_cannot_be_read_is_told(rye: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_episode: str) -> None:
        raise LibraryError("The library is locked.")

    monkeypatch.setattr(rye.library, "source", fail)
    view = shown(rye, qtbot, "youngest")
    assert view.sentence.text() == "The library is locked."
    assert not view.save.isEnabled()


def test_a_package_is_told_as_such(rye: MainWindow, qtbot: QtBot) -> None:
    view = shown(rye, qtbot, "youngest")
    assert rye.reading.current is not None
    view.show_source(rye.library.source(rye.reading.current.episode.id), None, sample=False)
    assert view.sentence.isVisible()
    assert view.sentence.text() == PACKED


def test_nothing_is_shown_where_nothing_is_open(window: MainWindow) -> None:
    window.reading.clear()
    assert window.sourcing.show() is None
