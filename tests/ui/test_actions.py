"""What the menus tell of a packaged program is where they say."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader_app.ui.actions import packaged_notices
from reader_app.ui.main_window import MainWindow


@pytest.mark.parametrize(
    ("program", "notices"),
    [
        ("lib/transcript-reader/transcript-reader", "lib/transcript-reader/THIRD-PARTY-NOTICES.txt"),
        ("lib/transcript-reader/transcript-reader", "lib/transcript-reader/THIRD-PARTY-NOTICES.txt.gz"),
        ("Reader.app/Contents/MacOS/transcript-reader", "Reader.app/Contents/Resources/THIRD-PARTY-NOTICES.txt"),
    ],
)
def test_the_notices_are_found_where_each_package_has_them(program: str, notices: str, tmp_path: Path) -> None:
    (tmp_path / notices).parent.mkdir(parents=True)
    (tmp_path / notices).touch()

    assert packaged_notices(tmp_path / program) == tmp_path / notices


def test_the_results_of_a_search_can_be_exported_as_they_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    [file] = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&File"]
    [export] = [action for action in file.actions() if action.text() == "Export &results…"]
    file.aboutToShow.emit()
    assert not export.isEnabled()

    window.searching.search_for("nobody ")
    window.sidebar.search_entered.emit()
    qtbot.waitUntil(lambda: window.searching.survey is not None and not window.jobs.busy())
    file.aboutToShow.emit()
    assert export.isEnabled()
    export.trigger()
    assert window.exporting.dialog is not None
    assert window.exporting.dialog.chosen_format == "md"
    window.exporting.dialog.reject()

    window.search_panel.show_view("lines")
    window.search_panel.view_chosen.emit("lines")
    qtbot.waitUntil(lambda: window.result_views.lines.concordance is not None)
    export.trigger()
    assert window.exporting.dialog is not None
    assert window.exporting.dialog.chosen_format == "kwic"
    window.exporting.dialog.reject()


def test_each_theme_has_a_letter_of_its_own_in_the_menu(window: MainWindow) -> None:
    [themes] = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&Theme"]
    letters = [action.text().partition("&")[2][:1] for action in themes.actions()]
    assert letters == ["A", "L", "S", "D"]


def test_a_menu_offers_only_what_can_be_done_and_the_keys_answer_all_the_same(window: MainWindow) -> None:
    def offered(name: str) -> set[str]:
        [menu] = [each for each in window.menuBar().findChildren(QMenu) if each.title() == name]
        menu.aboutToShow.emit()
        found = {action.text().replace("&", "") for action in menu.actions() if action.isEnabled()}
        menu.aboutToHide.emit()
        return found

    window.library.import_content(b"[00:00:01] Mira: The kettle is on.\n[00:00:05] Tom: At last.", "talk")
    window.reading.open(window.library.episodes()[0].id)
    assert {"Correct words…", "Find in this episode"} <= offered("&Edit")
    assert "Copy" not in offered("&Edit")
    window.pane.view.selectAll()
    assert "Copy" in offered("&Edit")
    assert {"Next chapter", "Go to time…"} <= offered("&Go")
    assert {"Show the source", "Remove this episode"} <= offered("&Library")

    window.reading.clear()
    assert not {"Correct words…", "Keep as quote", "Find in this episode"} & offered("&Edit")
    assert not {"Next chapter", "Go to time…"} & offered("&Go")
    assert not {"Show the source", "Remove this episode"} & offered("&Library")
    assert all(action.isEnabled() for action in window.actions() if action.text().startswith(("Correct", "Show the &source")))
