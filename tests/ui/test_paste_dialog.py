"""Pasted words go in with a name, or not at all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader_app.ui.paste_dialog import PasteDialog
from reader_app.ui.theme import Theme


def dialog(qtbot: QtBot, clipboard: str) -> PasteDialog:
    QGuiApplication.clipboard().setText(clipboard)
    made = PasteDialog(Theme("light"))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_offers_what_is_on_the_clipboard(qtbot: QtBot) -> None:
    made = dialog(qtbot, "0:00 Good evening.\n0:04 Good evening to you.")
    made.name.setText("  Evening talk ")
    with qtbot.waitSignal(made.text_given) as given:
        made.import_button.click()
    assert given.args == ["0:00 Good evening.\n0:04 Good evening to you.", "Evening talk"]
    assert not made.isVisible()
    assert not made.isModal()


def test_blank_words_cannot_be_imported(qtbot: QtBot) -> None:
    made = dialog(qtbot, "words")
    made.text.setPlainText(" \n ")
    assert not made.import_button.isEnabled()
    with qtbot.assertNotEmitted(made.text_given):
        made.accept()


def test_escape_changes_nothing(qtbot: QtBot) -> None:
    made = dialog(qtbot, "words")
    with qtbot.assertNotEmitted(made.text_given):
        qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
