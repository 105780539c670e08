"""From the menu to a file on the disk, with a quiet word at the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from reader_app.ui.export_dialog import ExportDialog
from reader_app.ui.main_window import MainWindow
from tests.ui.windows import open_titled, span_of


def asked(window: MainWindow) -> ExportDialog:
    assert window.exporting.dialog is not None
    return window.exporting.dialog


def press(window: MainWindow, words: str) -> None:
    next(action for action in window.actions() if action.text().replace("&", "") == words).trigger()


def finish(window: MainWindow, qtbot: QtBot) -> str:
    asked(window).export_button.click()
    qtbot.waitUntil(lambda: not window.jobs.busy())
    return window.quiet_bar.words.text()


def test_the_open_transcript_is_exported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    open_titled(window, "Bell")
    press(window, "Export…")
    asked(window).place.setText(str(tmp_path / "bell.md"))

    assert finish(window, qtbot) == "Exported bell.md"
    window.quiet_bar.button.click()

    assert (tmp_path / "bell.md").read_text(encoding="utf-8").startswith('---\ntitle: "The Bell at Gull Point"')
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]
    assert window.settings.choices.last_folder == str(tmp_path)


def test_several_go_into_a_folder_and_what_failed_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.episode_list.export_wished.emit([row.id for row in window.library.episodes()])
    dialog = asked(window)
    dialog.place.setText(str(tmp_path / "out"))
    dialog.formats.button(3).click()

    told = finish(window, qtbot)

    assert told.startswith("Exported 1 of 2; ")
    assert "has no times" in told
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["The Bell at Gull Point.srt"]
    assert not window.work_bar.isVisible()


def test_selected_lines_are_meant_before_the_open_one(window: MainWindow) -> None:
    window.episode_list.view.selectAll()

    press(window, "Export…")

    assert asked(window).place.accessibleName() == "Folder"


def test_quotes_are_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press(window, "Export quotes…")
    assert "no quotes yet" in window.quiet_bar.words.text()
    assert window.exporting.dialog is None

    open_titled(window, "Bell")
    window.quoting.add(span_of(window, "seventh wave"))
    press(window, "Export quotes…")
    asked(window).place.setText(str(tmp_path / "quotes.md"))

    assert finish(window, qtbot) == "Exported quotes.md"
    assert "> seventh wave" in (tmp_path / "quotes.md").read_text(encoding="utf-8")


def test_a_place_that_refuses_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press(window, "Export…")
    asked(window).place.setText(str(tmp_path / "nowhere" / "bell.md"))

    assert "does not exist" in finish(window, qtbot)


def test_the_list_offers_it(window: MainWindow) -> None:
    index = window.episode_list.view.model().index(0, 0)
    menu = window.episode_list.context_menu(index)

    assert "Export…" in [action.text() for action in menu.actions()]


def test_with_nothing_open_it_says_what_to_do(window: MainWindow) -> None:
    window.shelf.remove([row.id for row in window.library.episodes()])

    press(window, "Export…")

    assert "Open a transcript" in window.quiet_bar.words.text()
