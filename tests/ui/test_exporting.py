"""From the menu to a file on the disk, with a quiet word at the end."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from reader_app.core.bookmark_import import NotTakenBack, QuotesReport, TakenBack
from reader_app.core.model import Bookmark, Span
from reader_app.ui.export_dialog import ExportDialog
from reader_app.ui.exporting import quotes_words
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


def test_exported_quotes_come_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_titled(window, "Bell")
    window.quoting.add(span_of(window, "seventh wave"))
    [kept] = window.library.quotes.listed()
    window.library.exporter.quotes_to_file("json", tmp_path / "quotes.json")
    window.quoting.remove(kept.id)

    def taken(path: Path) -> str:
        window.exporting.import_quotes(path)
        assert window.quiet_bar.words.text() == f"Reading {path.name}"
        qtbot.waitUntil(lambda: not window.jobs.busy())
        return window.quiet_bar.words.text()

    assert taken(tmp_path / "quotes.json") == "1 quote was brought up to date"
    assert window.side_panel.bookmarks.view.model().rowCount() == 1
    assert taken(tmp_path / "quotes.json") == "1 quote was there already"
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    assert taken(tmp_path / "other.json") == "This is no file of quotes that this app wrote."
    assert taken(tmp_path / "none.json") == "none.json cannot be read."


def test_what_came_of_a_file_of_quotes_is_told_in_one_line() -> None:
    mark = Bookmark("q", "e", "words", None, None, None, None, "", (), "yellow", "", "", "lost")
    placed = dataclasses.replace(mark, span=Span(0, 5), anchor="exact")
    report = QuotesReport(
        (TakenBack(placed, "added"), TakenBack(mark, "added"), TakenBack(placed, "unchanged")),
        (NotTakenBack("a", "gone", "There is no episode gone in the library."), NotTakenBack("", "", "This is no quote.")),
    )
    assert quotes_words(report, strangers=1) == (
        "2 quotes came back, 1 was there already, 1 has lost its place, 1 is of a transcript that is not here, "
        "1 could not be read"
    )
    assert quotes_words(QuotesReport()) == "There are no quotes in this file"


def test_the_hits_of_a_search_are_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.searching.search_for("seventh wave")
    qtbot.waitUntil(lambda: not window.jobs.busy())
    window.search_panel.export_wished.emit()
    dialog = asked(window)
    assert Path(dialog.place.text()).suffix == ".md"
    dialog.place.setText(str(tmp_path / "waves.md"))

    assert finish(window, qtbot) == "Exported waves.md"
    assert "wave" in (tmp_path / "waves.md").read_text(encoding="utf-8")


def test_the_lines_of_a_search_are_exported_as_a_table(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.result_views.export_wished.emit("wave*", "before")
    dialog = asked(window)
    assert dialog.chosen_format == "kwic"
    dialog.place.setText(str(tmp_path / "waves.csv"))

    assert finish(window, qtbot) == "Exported waves.csv"
    assert (tmp_path / "waves.csv").read_text(encoding="utf-8-sig").count("\n") > 1
