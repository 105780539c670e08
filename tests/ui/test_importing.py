"""Bringing transcripts in from the window."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.core.model import ImportProgress, ImportReport
from reader_app.ui.main_window import MainWindow
from tests.own_words import DIGEST, LATER_DIGEST


def test_files_and_text_may_be_dragged_in_and_other_things_not(window: MainWindow) -> None:
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


def test_pasted_text_comes_in(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.importing.imported):
        window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")

    assert window.text.currentWidget() is window.import_page
    assert "The Horn at Gull Point" in [row.title for row in window.library.episodes()]


def test_an_import_can_be_taken_back_and_that_too(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.importing.imported) as came:
        window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")
    ids = [episode.id for episode in came.args[0].episodes]

    window.import_page.take_back_wished.emit(ids)
    assert len(window.library.episodes()) == 2
    window.quiet_bar.button.click()

    assert len(window.library.episodes()) == 3


def test_a_bad_file_is_told_on_the_page_and_the_rest_comes_in(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(DIGEST.replace("Bell", "Horn"), encoding="utf-8")

    with qtbot.waitSignal(window.importing.imported) as came:
        window.open_paths([tmp_path / "bad.txt", tmp_path / "good.txt"])

    assert len(came.args[0].failures) == 1
    assert "bad.txt" in " ".join(label.text() for label in window.import_page.findChildren(QLabel))
    assert len(window.library.episodes()) == 3


def test_a_newer_version_of_what_is_read_takes_its_place_on_the_page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "bell.txt").write_text(LATER_DIGEST, encoding="utf-8")

    with qtbot.waitSignal(window.importing.imported):
        window.open_paths([tmp_path / "bell.txt"])

    assert "This part is new" in window.pane.view.toPlainText()


def test_imports_that_wait_for_one_another_are_told_together(window: MainWindow, qtbot: QtBot) -> None:
    told: list[int] = []
    window.importing.imported.connect(lambda report: told.append(len(report.episodes)))

    window.importing.import_text(LATER_DIGEST.replace("Bell", "Horn"), "")
    window.importing.import_text(LATER_DIGEST.replace("Bell", "Drum"), "")

    qtbot.waitUntil(lambda: bool(told))
    assert told == [2]


def test_an_import_that_is_stopped_says_how_far_it_came_and_goes_on_when_it_is_added_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(DIGEST.replace("Bell", f"Horn {number}"), encoding="utf-8")
    cancelled = threading.Event()
    take_in = window.library.import_paths

    def slowly(paths: list[Path], progress: Callable[[ImportProgress], None], stopped: Callable[[], bool]) -> ImportReport:
        """Does the first two files and waits for the button to be pressed."""

        def tell(at: ImportProgress) -> None:
            progress(at)
            if at.done == 2:
                assert cancelled.wait(10)

        return take_in(paths, tell, stopped)

    monkeypatch.setattr(window.library, "import_paths", slowly)
    window.importing.import_paths([folder])
    qtbot.waitUntil(lambda: window.work_bar.words.text() == "Importing 2.txt")
    assert window.work_bar.details.text() == "2 of 5 files · 2 episodes"
    window.work_bar.button.click()
    with qtbot.waitSignal(window.importing.imported):
        cancelled.set()
    assert window.import_page.words.sentence == (
        "Ready to read. Stopped: 2 of 5 files are in. Add the same folder or files again, and it goes on from there."
    )

    monkeypatch.undo()
    with qtbot.waitSignal(window.importing.imported) as came:
        window.importing.import_paths([folder])
    assert [each.outcome for each in came.args[0].episodes] == ["unchanged"] * 2 + ["added"] * 3


def test_a_folder_without_anything_to_read_is_told_of(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.importing.imported):
        window.importing.import_paths([tmp_path / "empty"])
    assert window.import_page.words.headline == "Nothing to read"
