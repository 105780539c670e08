"""The versions of an episode: read instead of one another, thrown away, saved and parted, each with a way back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui.main_window import MainWindow
from tests.own_words import LATER_DIGEST
from tests.ui.windows import open_titled


def press(window: MainWindow, words: str) -> None:
    next(action for action in window.actions() if action.text().replace("&", "") == words).trigger()


@pytest.fixture
def bell(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> str:
    """The id of an episode that is open in its second version."""
    (tmp_path / "bell.txt").write_text(LATER_DIGEST, encoding="utf-8")
    with qtbot.waitSignal(window.importing.imported):
        window.open_paths([tmp_path / "bell.txt"])
    open_titled(window, "Bell")
    assert window.reading.current is not None
    return window.reading.current.episode.id


@pytest.mark.usefixtures("bell")
def test_an_older_version_is_read_and_the_newer_one_again(window: MainWindow) -> None:
    press(window, "Versions of this text…")
    assert window.tellings.versions.dialog is not None
    window.tellings.versions.dialog.list.setCurrentRow(1)
    window.tellings.versions.dialog.read.click()
    assert "This part is new" not in window.pane.view.toPlainText()
    assert "read now" in window.tellings.versions.dialog.list.item(1).text()
    window.notices.undo()
    assert "This part is new" in window.pane.view.toPlainText()
    assert "read now" in window.tellings.versions.dialog.list.item(0).text()


def test_an_old_version_is_thrown_away_and_comes_back(window: MainWindow, bell: str) -> None:
    window.tellings.versions.show()
    assert window.tellings.versions.dialog is not None
    window.tellings.versions.dialog.list.setCurrentRow(1)
    window.tellings.versions.dialog.discard.click()
    assert [version.number for version in window.library.tellings.versions(bell)] == [2]
    assert window.tellings.versions.dialog.list.count() == 1
    assert not window.tellings.versions.has_several()
    window.notices.undo()
    assert window.tellings.versions.dialog.list.count() == 2


def test_the_file_of_any_version_is_saved_as_it_came(window: MainWindow, bell: str, tmp_path: Path, qtbot: QtBot) -> None:
    window.tellings.versions.save(bell, 1, tmp_path / "old.txt")
    qtbot.waitUntil(lambda: window.quiet_bar.words.text() == "Saved as old.txt")
    assert "This part is new" not in (tmp_path / "old.txt").read_text(encoding="utf-8")
    window.tellings.versions.save(bell, 2, tmp_path / "new.txt")
    qtbot.waitUntil(lambda: window.quiet_bar.words.text() == "Saved as new.txt")
    assert (tmp_path / "new.txt").read_text(encoding="utf-8") == LATER_DIGEST


@pytest.mark.usefixtures("bell")
def test_the_window_on_the_source_leads_to_the_versions(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sourcing.show()
    qtbot.waitUntil(lambda: not window.jobs.busy())
    assert view is not None
    view.versions.click()
    assert window.tellings.versions.dialog is not None
    assert window.tellings.versions.dialog.list.count() == 2


def test_what_was_joined_is_parted_again(window: MainWindow, bell: str) -> None:
    other = next(row.id for row in window.library.episodes() if row.id != bell)
    window.library.tellings.join(bell, other, "mine")
    dialog = window.tellings.versions.show()
    assert dialog is not None
    assert dialog.list.count() == 3
    dialog.part.click()
    assert window.quiet_bar.words.text().endswith("is an episode of its own again")
    assert dialog.list.count() == 2
    assert dialog.part.isHidden()
