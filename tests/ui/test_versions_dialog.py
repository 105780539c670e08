"""The list of versions: what each holds, and what can be done with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.tellings import Version
from reader_app.ui.theme import Theme
from reader_app.ui.versions_dialog import VersionsDialog, version_words

OLD = Version(1, "2026-03-01T10:00:00+00:00", "subrip", "/in/rope.srt", 1200, True, 0, False, "")
NEW = Version(2, "2026-03-02T10:00:00+00:00", "", "", 1, False, 2, True, "")
MADE = Version(3, "2026-03-03T10:00:00+00:00", "", "C:\\in\\rope.txt", 1300, True, 2, False, "joined")


@pytest.fixture
def dialog(qtbot: QtBot) -> VersionsDialog:
    made = VersionsDialog(Theme("dark"), "Salt & <b>rope</b>")
    qtbot.addWidget(made)
    made.show_versions((OLD, NEW, MADE))
    made.show()
    return made


def test_each_says_its_file_and_what_it_holds() -> None:
    assert version_words(OLD).startswith("Version 1, rope.srt · came in on 1 March 2026")
    assert version_words(OLD).endswith("\nSubRip captions (SRT) · 1,200 words · with times")
    assert version_words(NEW).startswith("Version 2, read now · Pasted text")
    assert version_words(NEW).endswith("A transcript · 1 word · no times · 2 voices")
    assert version_words(MADE).startswith("Version 3, rope.txt · joined on 3 March 2026")
    assert "with the times of another file" in version_words(MADE)


def test_the_newest_stands_first_and_the_one_that_is_read_is_chosen(dialog: VersionsDialog) -> None:
    assert [dialog.list.item(row).text()[:9] for row in range(3)] == ["Version 3", "Version 2", "Version 1"]
    assert dialog.list.currentRow() == 1
    assert not dialog.read.isEnabled()
    assert not dialog.discard.isEnabled()
    assert dialog.save.isEnabled()


def test_another_one_is_read_thrown_away_or_saved(dialog: VersionsDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(2)
    for button, signal in (
        (dialog.read, dialog.read_wished),
        (dialog.discard, dialog.discard_wished),
        (dialog.save, dialog.save_wished),
    ):
        with qtbot.waitSignal(signal) as wish:
            button.click()
        assert wish.args == [1]


def test_enter_in_the_list_means_to_read_it_and_never_anything_else(dialog: VersionsDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(0)
    with qtbot.assertNotEmitted(dialog.discard_wished), qtbot.waitSignal(dialog.read_wished) as wish:
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert wish.args == [3]


def test_the_choice_stays_when_the_list_changes(dialog: VersionsDialog) -> None:
    dialog.list.setCurrentRow(2)
    dialog.show_versions((OLD, NEW))
    assert dialog.list.currentRow() == 1
    assert dialog.read.isEnabled()


def test_what_was_joined_can_be_parted_again(dialog: VersionsDialog, qtbot: QtBot) -> None:
    assert dialog.part.isHidden()
    dialog.show_versions((OLD, NEW), "Rope & <i>salt</i>")
    assert dialog.part.isVisible()
    with qtbot.waitSignal(dialog.part_wished):
        dialog.part.click()
