"""Enter presses the button that has the keyboard, also outside of dialogs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.button_keys import ButtonKeys


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """A window with a push button, a tool button and a field."""
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    for part in (QPushButton("Read"), QToolButton(), QLineEdit()):
        row.addWidget(part)
    ButtonKeys(made)
    made.show()
    return made


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keyboard(
    room: QWidget, qtbot: QtBot, kind: type[QPushButton | QToolButton], key: Qt.Key
) -> None:
    button = room.findChildren(kind)[0]
    button.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(button, key)


def test_enter_in_a_field_or_with_ctrl_presses_nothing(room: QWidget, qtbot: QtBot) -> None:
    button, field = room.findChildren(QPushButton)[0], room.findChildren(QLineEdit)[0]
    with qtbot.assertNotEmitted(button.clicked):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
