"""An empty page says why it is empty and what to do next."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reader_app.ui.empty_state import EmptyState
from reader_app.ui.theme import Theme


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_each_button_tells_its_wish(qtbot: QtBot, theme: str) -> None:
    page = EmptyState(
        Theme(theme),  # type: ignore[arg-type]
        "Nothing here",
        "Bring something.",
        main=("Add files", "file"),
        plain=("Add a folder", "folder"),
        quiet="All stays here.",
        link="See a sample",
        framed=True,
    )
    qtbot.addWidget(page)
    page.resize(900, 600)
    assert not page.grab().isNull()
    wishes = {"Add files": page.main_wished, "Add a folder": page.plain_wished, "See a sample": page.link_wished}
    for button in page.findChildren(QPushButton):
        with qtbot.waitSignal(wishes.pop(button.text().strip())):
            button.click()
    assert not wishes


def test_what_is_not_given_is_left_out(qtbot: QtBot) -> None:
    page = EmptyState(Theme("light"), "No unread episodes", "All are read.")
    qtbot.addWidget(page)
    assert page.findChildren(QPushButton) == []
    assert [label.text() for label in page.findChildren(QLabel)] == ["No unread episodes", "All are read."]


def test_words_take_the_colours_of_a_theme_chosen_while_the_page_was_hidden(qtbot: QtBot) -> None:
    theme = Theme("light")
    page = EmptyState(theme, "Nothing here", "Bring something.")
    qtbot.addWidget(page)
    theme.choose("dark")
    page.show()
    title = page.findChildren(QLabel)[0]
    assert title.palette().windowText().color() == theme.palette.ink
