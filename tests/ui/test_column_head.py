"""The head over a column: what gives way where there is little room."""

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui.column_head import ColumnHead
from reader_app.ui.theme import Theme


@pytest.mark.parametrize(("whole_title", "narrow"), [(False, "in 46 episodes"), (True, "")])
def test_a_number_of_hits_does_not_give_way_to_its_remark(qtbot: QtBot, whole_title: bool, narrow: str) -> None:
    head = ColumnHead(Theme("light"), whole_title=whole_title)
    qtbot.addWidget(head)
    head.set_words("7,695 hits", "in 46 episodes")
    assert head.remark_in(400) == "in 46 episodes"
    assert head.remark_in(100) == narrow
    assert head.accessibleName() == "7,695 hits in 46 episodes"
