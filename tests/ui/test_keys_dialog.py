"""The list of keys says all of them and fits on the screen."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.ui.keys_dialog import KeysDialog
from reader_app.ui.main_window import MainWindow
from tests.ui.test_correcting import trigger


def test_it_is_never_higher_than_the_screen(qtbot: QtBot) -> None:
    dialog = KeysDialog([(f"Ctrl+{number}", "Does something") for number in range(200)])
    qtbot.addWidget(dialog)
    dialog.show()

    assert dialog.height() < dialog.screen().availableGeometry().height()
    assert dialog.close_button.isVisible()
    assert dialog.rect().contains(dialog.close_button.geometry())
    assert dialog.list.verticalScrollBar().maximum() > 0


def test_a_short_list_is_no_higher_than_it_needs(qtbot: QtBot) -> None:
    dialog = KeysDialog([("F1", "Keys")])
    qtbot.addWidget(dialog)
    dialog.show()

    assert dialog.list.verticalScrollBar().maximum() == 0
    assert dialog.height() < 200


def test_the_menu_shows_each_command_with_its_key(window: MainWindow) -> None:
    trigger(window, "Keys")
    told = [label.accessibleName() for label in window.findChildren(KeysDialog)[-1].findChildren(QLabel)]

    assert "F2: Correct words" in told
    assert "Shift+F2: Someone else says this" in told
