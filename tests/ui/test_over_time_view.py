"""The picture of how often something is said over time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.findings import Period, Survey
from reader_app.ui.over_time_view import OverTimeView, conditions_of
from reader_app.ui.palette import THEME_NAMES
from reader_app.ui.theme import Theme

MARCH = Period("2024-03-01", "2024-04-01", 12, 2, 40_000)
APRIL = Period("2024-04-01", "2024-05-01", 0, 0, 0)
MAY = Period("2024-05-01", "2024-06-01", 6, 1, 5_000)
FOUND = Survey("lamp", 20, 4, periods=(MARCH, APRIL, MAY), undated=2)


@pytest.fixture
def view(qtbot: QtBot) -> OverTimeView:
    made = OverTimeView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(448, 420)
    made.show_survey(FOUND)
    made.show()
    qtbot.waitExposed(made)
    return made


def heights(view: OverTimeView) -> list[int]:
    """How many px of each bar are filled, counted in the picture."""
    view.setFocus()
    image, accent = view.chart.bars.viewport().grab().toImage(), view._theme.palette.accent
    columns = [view.chart.bar_at(number).x() for number in range(len(view.chart.model.periods))]
    return [sum(image.pixelColor(x, y) == accent for y in range(image.height())) for x in columns]


def test_bars_are_as_high_as_their_hits(view: OverTimeView) -> None:
    march, april, may = heights(view)
    assert april == 0
    assert abs(march - 2 * may) <= 3
    assert march > 80


def test_among_the_words_said_the_month_of_less_talk_stands_higher(view: OverTimeView) -> None:
    view.measures[True].click()
    march, _, may = heights(view)
    assert may > 3.5 * march > 0


def test_the_bar_with_the_keyboard_tells_its_numbers_and_enter_chooses_it(view: OverTimeView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.chart.bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.words_told() == "March 2024: 12 hits in 2 episodes, 3 per 10,000 words"
    QTest.keyClick(view.chart.bars, Qt.Key.Key_Right)
    assert view.words_told() == "April 2024: no episodes"
    with qtbot.assertNotEmitted(view.period_chosen):
        QTest.keyClick(view.chart.bars, Qt.Key.Key_Return)
    QTest.keyClick(view.chart.bars, Qt.Key.Key_End)
    with qtbot.waitSignal(view.period_chosen) as heard:
        QTest.keyClick(view.chart.bars, Qt.Key.Key_Return)
    assert heard.args == [MAY]
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view.chart.bars, Qt.Key.Key_Escape)


def test_the_pointer_tells_and_a_click_chooses(view: OverTimeView, qtbot: QtBot) -> None:
    bars = view.chart.bars
    QTest.mouseMove(bars.viewport(), view.chart.bar_at(2))
    qtbot.waitUntil(lambda: view.words_told().startswith("May 2024: 6 hits in 1 episode"))
    with qtbot.waitSignal(view.period_chosen) as heard:
        QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=view.chart.bar_at(0))
    assert heard.args == [MARCH]


def test_every_bar_has_its_words_for_those_who_do_not_see_it(view: OverTimeView) -> None:
    model = view.chart.model
    words = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert words == [
        "March 2024: 12 hits in 2 episodes, 3 per 10,000 words",
        "April 2024: no episodes",
        "May 2024: 6 hits in 1 episode, 12 per 10,000 words",
    ]


def test_hits_without_a_date_are_told(view: OverTimeView) -> None:
    assert view.undated_words() == "2 hits in episodes without a date"
    view.show_survey(Survey("lamp", 12, 1, periods=(MARCH,)))
    assert view.undated_words() == ""


def test_where_nothing_is_dated_it_says_so(view: OverTimeView) -> None:
    view.show_survey(Survey("lamp", 3, 1, undated=3))
    assert not view.shows_picture
    view.show_survey(FOUND)
    assert view.shows_picture


@pytest.mark.parametrize("width", [260, 600, 900])
def test_the_bars_fill_their_room_at_any_width(view: OverTimeView, width: int, qtbot: QtBot) -> None:
    before = view.chart.width()
    view.resize(width, 420)
    qtbot.waitUntil(lambda: view.chart.width() != before)
    bars = view.chart.bars
    assert bars.visualRect(view.chart.model.index(0)).left() == 0
    assert bars.visualRect(view.chart.model.index(2)).right() == bars.viewport().width() - 1


def test_what_a_period_adds_to_a_query_is_short() -> None:
    assert conditions_of(MARCH) == (("after", "2024-03"), ("before", "2024-04"))
    assert conditions_of(Period("2024-01-01", "2025-01-01", 1, 1, 1)) == (("after", "2024"), ("before", "2025"))


def test_the_bars_have_the_accent_of_every_theme(view: OverTimeView) -> None:
    for name in THEME_NAMES:
        view._theme.choose(name)
        assert heights(view)[0] > 80
