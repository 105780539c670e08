"""Marks on the scroll bar of a text: one for every place that was found, where the handle is when the place is read."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.ui.finding import TextFinder
from reader_app.ui.marked_bar import MarkedBar
from reader_app.ui.theme import ReadingStyle, Theme
from reader_app.ui.transcript_view import TranscriptView

Page = Any


@pytest.fixture
def view(qtbot: QtBot, page: Page) -> TranscriptView:
    """Two hundred paragraphs, of which the 20th, the 100th and the last name a lantern."""
    for number in range(200):
        named = " with a lantern" if number in (20, 100, 199) else ""
        page.add("prose", f"Paragraph {number}{named} goes on for a while, so that it takes more than one line of the page.")
    made = TranscriptView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(560, 500)
    made.show_episode(page.opened())
    made.show()
    qtbot.waitExposed(made)
    return made


def bar_of(view: TranscriptView) -> MarkedBar:
    bar = view.verticalScrollBar()
    assert isinstance(bar, MarkedBar)
    return bar


def hits(view: TranscriptView, words: str) -> list[list[Span]]:
    assert view.opened is not None
    return [[span] for span in TextFinder(view.opened.transcript.text).find_all(words)]


def test_every_place_has_its_mark_at_its_height(view: TranscriptView, qtbot: QtBot) -> None:
    view.set_hits(hits(view, "lantern"), None)
    bar = bar_of(view)
    qtbot.waitUntil(lambda: len(bar.marks) == 3)
    assert [round(10 * mark / bar.height()) for mark in bar.marks] == [1, 5, 10]
    assert bar.current is None


def test_the_current_place_is_marked_where_the_handle_is(view: TranscriptView, qtbot: QtBot) -> None:
    places = hits(view, "lantern")
    view.set_hits(places, 1)
    view.go_to(places[1][0])
    bar = bar_of(view)
    qtbot.waitUntil(lambda: bar.current is not None)
    assert bar.current is not None
    handle_top = (bar.height() - bar.height() * bar.pageStep() / (bar.maximum() + bar.pageStep())) * bar.value() / bar.maximum()
    assert handle_top - 1 <= bar.current <= handle_top + max(32, bar.height() / 10)


def test_places_side_by_side_share_a_mark_and_cost_no_more(view: TranscriptView, qtbot: QtBot) -> None:
    view.set_hits(hits(view, "a"), None)
    qtbot.waitUntil(lambda: bool(bar_of(view).marks))
    assert len(bar_of(view).marks) <= bar_of(view).height()


def test_what_is_looked_for_here_takes_the_place_of_a_search_and_gives_it_back(view: TranscriptView, qtbot: QtBot) -> None:
    view.set_hits(hits(view, "lantern"), None)
    bar = bar_of(view)
    qtbot.waitUntil(lambda: len(bar.marks) == 3)
    before = bar.marks
    view.set_found(TextFinder(view.opened.transcript.text if view.opened else "").find_all("Paragraph 7 goes"))
    qtbot.waitUntil(lambda: len(bar.marks) == 1)
    view.set_found(None)
    qtbot.waitUntil(lambda: bar.marks == before)


@pytest.mark.parametrize("change", ["larger", "narrower", "lower"])
def test_marks_follow_font_width_and_height(view: TranscriptView, qtbot: QtBot, change: str) -> None:
    view.set_hits(hits(view, "lantern")[1:], 0)
    bar = bar_of(view)
    qtbot.waitUntil(lambda: len(bar.marks) == 2)
    height, reach = bar.height(), bar.maximum()
    if change == "larger":
        view.theme.set_reading(ReadingStyle(size_px=24))
    else:
        view.resize(*((380, 500) if change == "narrower" else (560, 300)))
    qtbot.waitUntil(lambda: (bar.height(), bar.maximum()) != (height, reach))

    def stands_in_the_middle() -> bool:
        return len(bar.marks) == 2 and 0.4 < bar.marks[0] / bar.height() < 0.6 and bar.marks[1] > 0.85 * bar.height()

    qtbot.waitUntil(stands_in_the_middle)


def test_another_episode_has_no_marks_of_the_one_before(view: TranscriptView, qtbot: QtBot, page: Page) -> None:
    view.set_hits(hits(view, "lantern"), 1)
    bar = bar_of(view)
    qtbot.waitUntil(lambda: len(bar.marks) == 3)
    view.show_episode(page.opened())
    assert bar.marks == ()
    assert bar.current is None


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_are_seen_in_every_theme(view: TranscriptView, qtbot: QtBot, name: Any) -> None:
    view.theme.choose(name)
    view.set_hits(hits(view, "lantern"), None)
    bar = bar_of(view)
    qtbot.waitUntil(lambda: len(bar.marks) == 3)
    QApplication.processEvents()
    image = bar.grab().toImage()
    assert image.pixelColor(bar.width() // 2, bar.marks[1]) == view.theme.palette.hitline


def test_a_text_that_is_in_view_as_a_whole_has_no_marks_until_it_is_not(qtbot: QtBot, talk: Page) -> None:
    view = TranscriptView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(640, 2000)
    view.show_episode(talk.opened())
    view.show()
    qtbot.waitExposed(view)
    view.set_hits([[talk.span("Wet rope")]], 0)
    timer = view._bar_marks._timer
    qtbot.waitUntil(lambda: not timer.isActive())
    assert bar_of(view).marks == ()
    view.resize(640, 300)
    qtbot.waitUntil(lambda: len(bar_of(view).marks) == 1)
