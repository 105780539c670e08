"""Once through the house: drop, read, search, bookmark, restart, still there."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QListView, QTextEdit
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.ui.main_window import MainWindow
from tests.own_words import CAPTIONS, DIGEST

Part = TypeVar("Part", QListView, QTextEdit, QLineEdit)


def drop(window: MainWindow, *paths: Path) -> None:
    """What Qt does when files are let go over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def rows(view: QListView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]


def click(view: QListView, row: int, qtbot: QtBot) -> None:
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def part(window: MainWindow, kind: type[Part], name: str) -> Part:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "my files"
    folder.mkdir()
    (folder / "bell.txt").write_text(DIGEST, encoding="utf-8")
    (folder / "rye.txt").write_text(CAPTIONS, encoding="utf-8")
    return folder / "bell.txt", folder / "rye.txt"


def open_window(data: Path, qtbot: QtBot) -> MainWindow:
    window = build(data)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_once_through_the_house(tmp_path: Path, files: tuple[Path, Path], qtbot: QtBot) -> None:
    data = tmp_path / "data"
    window = open_window(data, qtbot)
    episodes, page = part(window, QListView, "episode_list"), part(window, QTextEdit, "transcript_view")
    field, results = part(window, QLineEdit, "search_field"), part(window, QListView, "search_results")

    # The first start has something to show, and it goes with one click.
    assert episodes.model().rowCount() >= 3
    assert page.toPlainText()
    window.sidebar.samples_remove_wished.emit()
    assert episodes.model().rowCount() == 0

    # Drop: two files come in, and a page says so.
    with qtbot.waitSignal(window.importing.imported):
        drop(window, *files)
    assert window.text.currentWidget() is window.import_page
    assert rows(episodes) == ["The Bell at Gull Point", "How We Baked The Rye | Slow Loaf Podcast #12"]

    # Read: a click opens, chapters and entities stand beside.
    click(episodes, 0, qtbot)
    assert "Every seventh wave was said to be larger." in page.toPlainText()
    chapters = part(window, QListView, "chapter_list")
    assert rows(chapters) == ["Opening", "Counting Waves"]
    click(chapters, 1, qtbot)
    assert window.pane.view.current_offset() == window.reading.current.transcript.chapters[1].offset
    assert "Gull Point" in rows(part(window, QListView, "entity_list"))

    # Search: as one types, Enter opens the hit, Back returns.
    left_at = window.pane.view.top_line()
    qtbot.keyClicks(field, "lit it at four")
    qtbot.waitUntil(lambda: results.model().rowCount() > 0)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The oven had been cold" in page.toPlainText())
    assert window.reading.current.episode.title.startswith("How We Baked")
    window.reading.go_back()
    assert window.reading.current.episode.title == "The Bell at Gull Point"
    assert window.pane.view.top_line() == left_at
    window.searching.leave()
    assert window.middle.currentWidget() is window.episode_list

    # Bookmark: the words that are selected, with a note.
    text = window.reading.current.transcript.text
    start = text.index("Every seventh wave")
    window.pane.view.go_to(start)
    cursor = page.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfWord, cursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    window.pane.view.bookmark_selection("green")
    marks = part(window, QListView, "bookmark_list")
    assert marks.model().rowCount() == 1
    [kept] = window.library.quotes.listed()
    window.quoting.edit(kept.id, {"note": "count them again", "tags": ("sea",)})
    window.close()

    # Restart: still there, and still where one was.
    again = open_window(data, qtbot)
    assert again.reading.current.episode.title == "The Bell at Gull Point"
    assert part(again, QListView, "episode_list").model().rowCount() == 2
    [kept] = again.library.quotes.listed()
    assert (kept.text, kept.note, kept.tags, kept.colour, kept.anchor) == (
        "Every",
        "count them again",
        ("sea",),
        "green",
        "exact",
    )
    assert part(again, QListView, "bookmark_list").model().rowCount() == 1
    again.searching.search_for("in:notes count")
    qtbot.waitUntil(lambda: part(again, QListView, "search_results").model().rowCount() > 0)
    again.close()
