"""The question who says some words, asked by keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.model import Speaker
from reader_app.ui.voice_dialog import Said, VoiceDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[VoiceDialog]:
    said = Said("The boat is late.", Speaker("Mira", "Mira"), goes_on=False)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = VoiceDialog(said, [(Speaker("Tom", "Tom"), "speaks after this"), (Speaker("Ole", "Ole"), "")], ["Ole", "Tom"], window)
    made.show()
    yield made
    window.close()


def test_enter_takes_the_voice_that_is_marked(dialog: VoiceDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.wished, timeout=1000) as wish:
        QTest.keyClick(dialog.voices, Qt.Key.Key_Down)
        QTest.keyClick(dialog.voices, Qt.Key.Key_Return)
    assert wish.args == ["Ole", False]


def test_letters_typed_over_the_voices_are_a_new_name_and_never_another_voice(dialog: VoiceDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.voices, "A")
    assert dialog.focusWidget() is dialog.name
    QTest.keyClicks(dialog.name, "nn")
    with qtbot.waitSignal(dialog.wished, timeout=1000) as wish:
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert wish.args == ["Ann", False]
