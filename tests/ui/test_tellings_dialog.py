"""Two files of one recording side by side: their facts, and choices that fit them."""

import dataclasses

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.core.model import OpenEpisode
from reader_app.core.telling_offers import Offer
from reader_app.ui.tellings_dialog import TellingsDialog, choices_for, suggested, telling_of
from reader_app.ui.theme import Theme
from tests.ui.conftest import PageMaker


def opened(ident: str, path: str, *, timed: bool, title: str = "Salt and rope") -> OpenEpisode:
    made = PageMaker()
    made.add("speech", "Who taught you the bowline?", 1.0 if timed else None, voice=None if timed else "Ada", turn=0)
    whole = made.opened(title=title)
    row = dataclasses.replace(
        whole.episode, id=ident, path=path, form="subrip" if timed else "", added="2026-03-01T10:00:00+00:00"
    )
    return dataclasses.replace(whole, episode=row)


MINE = opened("mine", "/in/rope.txt", timed=False)
OTHER = opened("other", "/in/rope <b>2.srt", timed=True, title="रस्सी और नमक")


def dialog_of(offer: Offer, qtbot: QtBot, mine: OpenEpisode = MINE, other: OpenEpisode = OTHER) -> TellingsDialog:
    made = TellingsDialog(Theme("light"), mine, other, offer)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_facts_of_both_stand_side_by_side(qtbot: QtBot) -> None:
    dialog = dialog_of(Offer("times", "mine", "One has times."), qtbot)
    shown = [label.text() for label in dialog.facts.findChildren(QLabel) if label.isVisible()]
    assert {"This one", "The other one", "rope.txt", "rope <b>2.srt", "रस्सी और नमक"} <= set(shown)
    assert telling_of(MINE).facts[3:7] == ("5 words", "none", "1 voice", "none")
    assert telling_of(OTHER).facts[3:7] == ("5 words", "stated", "not told apart", "none")
    assert shown.count("File") == 1


def test_two_files_of_one_name_are_told_apart_by_their_folders(qtbot: QtBot) -> None:
    other = opened("other", "C:\\feeds\\rope.txt", timed=True)
    dialog = dialog_of(Offer("twin", "mine", "The same."), qtbot, other=other)
    shown = {label.text() for label in dialog.facts.findChildren(QLabel)}
    assert {"in/rope.txt", "feeds/rope.txt"} <= shown


def test_they_stand_under_one_another_where_the_window_is_narrow(qtbot: QtBot) -> None:
    dialog = dialog_of(Offer("times", "mine", "One has times."), qtbot)
    dialog.resize(420, 400)
    qtbot.waitUntil(lambda: [label.text() for label in dialog.facts.findChildren(QLabel) if label.isVisible()].count("File") == 2)


def test_times_can_only_be_lent_by_the_one_that_has_some() -> None:
    mine, other = telling_of(MINE), telling_of(OTHER)
    assert [choice.way for choice in choices_for(mine, other)] == ["theirs", "both", "mine", "apart"]
    assert choices_for(mine, other)[1].words == "Keep this text, with the times of the other"
    assert choices_for(other, mine)[1].words == "Read the other text, with the times of this one"
    assert [choice.way for choice in choices_for(mine, mine)] == ["theirs", "mine", "apart"]


@pytest.mark.parametrize(
    ("offer", "way"),
    [
        (Offer("times", "mine", ""), "both"),
        (Offer("update", "other", ""), "theirs"),
        (Offer("update", "mine", ""), "mine"),
        (Offer("twin", "mine", ""), "apart"),
    ],
)
def test_what_the_offer_speaks_for_is_chosen_at_first(offer: Offer, way: str) -> None:
    assert suggested(offer, "mine", ["theirs", "both", "mine", "apart"]) == way


def test_the_choice_is_handed_over_only_when_the_button_is_pressed(qtbot: QtBot) -> None:
    dialog = dialog_of(Offer("twin", "mine", "The same."), qtbot)
    assert dialog.main_button.text() == "Keep apart"
    dialog.choices.buttons.button(0).click()
    assert dialog.main_button.text() == "Join"
    with qtbot.waitSignal(dialog.decided) as wish:
        dialog.main_button.click()
    assert wish.args == ["theirs"]


def test_cancel_decides_nothing(qtbot: QtBot) -> None:
    dialog = dialog_of(Offer("update", "other", "Better."), qtbot)
    with qtbot.assertNotEmitted(dialog.decided):
        dialog.reject()
