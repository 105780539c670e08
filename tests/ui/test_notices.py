"""Messages whose button does what it says, and deeds that can be undone."""

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
    Notices(bar).tell("At 4:10", "Open at the source", lambda: done.append("opened"))

    assert bar.words.text() == "At 4:10"
    bar.button.click()
    bar.action.emit("0")

    assert done == ["opened"]


def test_the_button_is_always_that_of_the_last_deed(bar: QuietBar) -> None:
    notices = Notices(bar)
    done: list[str] = []
    notices.offer_undo("Quote kept", lambda: done.append("kept"))
    notices.offer_undo("Quote removed", lambda: done.append("removed"))

    assert bar.words.text() == "Quote removed"
    bar.button.click()

    assert done == ["removed"]
    assert bar.words.text() == "Taken back: Quote removed"


def test_what_is_taken_back_keeps_the_capital_of_a_name(bar: QuietBar) -> None:
    notices = Notices(bar)
    notices.offer_undo("Ruth says “yes”", lambda: None)
    notices.undo()

    assert bar.words.text() == "Taken back: Ruth says “yes”"


def test_deeds_are_undone_one_by_one_after_their_message_has_gone(bar: QuietBar) -> None:
    notices = Notices(bar)
    done: list[int] = []
    told: list[str] = []
    notices.undo_changed.connect(told.append)
    for number in (1, 2):
        notices.offer_undo(f"Deed {number}", lambda number=number: done.append(number))
    bar.dismiss()

    for _ in range(3):
        notices.undo()

    assert done == [2, 1]
    assert told == ["Deed 1", "Deed 2", "Deed 1", ""]


def test_a_message_without_a_button_has_none(bar: QuietBar) -> None:
    notices = Notices(bar)
    notices.offer_undo("Quote kept", lambda: None)
    notices.tell("Link copied")

    assert bar.words.text() == "Link copied"
    assert bar.button.isHidden()


def test_very_old_deeds_are_forgotten(bar: QuietBar) -> None:
    notices = Notices(bar)
    done: list[int] = []
    for number in range(KEPT + 3):
        notices.offer_undo("x", lambda number=number: done.append(number))

    for _ in range(KEPT + 3):
        notices.undo()

    assert (len(done), done[-1]) == (KEPT, 3)
