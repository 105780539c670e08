"""Messages whose button does what it says."""

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui.bars import QuietBar
from reader_app.ui.notices import KEPT, Notices
from reader_app.ui.theme import Theme


@pytest.fixture
def bar(qtbot: QtBot) -> QuietBar:
    bar = QuietBar(Theme("light"))
    qtbot.addWidget(bar)
    return bar


def test_the_button_does_what_was_promised_once(bar: QuietBar) -> None:
    done: list[str] = []
    Notices(bar).tell("Quote removed", "Undo", lambda: done.append("undone"))

    assert bar.words.text() == "Quote removed"
    bar.button.click()
    bar.action.emit("0")

    assert done == ["undone"]


def test_messages_wait_for_one_another(bar: QuietBar) -> None:
    notices = Notices(bar)
    done: list[int] = []
    for number in range(3):
        notices.tell(f"Message {number}", "Undo", lambda number=number: done.append(number))

    bar.button.click()
    bar.button.click()

    assert done == [0, 1]
    assert bar.words.text() == "Message 2"


def test_a_message_without_a_button_has_none(bar: QuietBar) -> None:
    Notices(bar).tell("Link copied")

    assert bar.button.isHidden()


def test_very_old_promises_are_forgotten(bar: QuietBar) -> None:
    notices = Notices(bar)
    done: list[int] = []
    for number in range(KEPT + 1):
        notices.tell("x", "Undo", lambda number=number: done.append(number))

    bar.action.emit("0")
    bar.action.emit("1")

    assert done == [1]
