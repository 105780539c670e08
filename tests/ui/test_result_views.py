"""Lines and the picture over time beside a search: when they are asked for, and where they lead."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.errors import QueryError
from reader_app.core.findings import Concordance, ConcordanceLine, ConcordanceOrder, Period, Survey
from reader_app.core.library import Library
from reader_app.core.model import SearchAnswer, Span
from reader_app.ui.jobs import Jobs
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.result_views import MOST_LINES, ResultViews
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.searching import Searching
from reader_app.ui.theme import Theme

Page = Any
ANSWER = SearchAnswer("rope", (), 2, 1)
MARCH = Period("2024-03-01", "2024-04-01", 12, 2, 40_000)


class FakeLibrary:
    """Answers every query with the lines that it is given, and notes what was asked."""

    def __init__(self) -> None:
        self.lines: tuple[ConcordanceLine, ...] = ()
        self.asked: list[tuple[str, str]] = []

    def concordance(self, query: str, *, order: ConcordanceOrder, limit: int, cancelled: Callable[[], bool]) -> Concordance:
        assert limit == MOST_LINES
        assert not cancelled()
        if query.endswith("("):
            raise QueryError("A bracket is not closed.", 8)
        self.asked.append((query, order))
        return Concordance(query, self.lines, len(self.lines))


class FakeSearching(QObject):
    """What is searched for, as the tests say, and where the reader was led."""

    answered = Signal(object)
    surveyed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.left, self.typing = "rope", False, False
        self.searched: list[str] = []
        self.led: list[tuple[str, Span]] = []

    @property
    def finished_query(self) -> str:
        return f"{self.asked}*" if self.typing else self.asked

    @property
    def written_query(self) -> str:
        return self.asked

    def finish_word(self) -> None:
        self.typing = False

    def search_for(self, query: str) -> None:
        self.searched.append(query)

    def leave(self) -> None:
        self.left = True

    def preview(self, _episode: str, span: Span) -> bool:
        self.led.append(("preview", span))
        return True

    def open(self, _episode: str, span: Span) -> bool:
        self.led.append(("open", span))
        return True


class FakeReading(QObject):
    opened = Signal(object)

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class Desk:
    """A panel with all its views, beside a text that names rope twice."""

    def __init__(self, qtbot: QtBot, talk: Page) -> None:
        theme = Theme("light")
        self.library, self.searching, self.panel = FakeLibrary(), FakeSearching(), SearchPanel(theme)
        self.pane, self.jobs = ReadingPane(theme), Jobs()
        opened = talk.opened()
        self.pane.show_episode(opened)
        self.reading = FakeReading(opened)
        self.views = ResultViews(
            cast(Library, self.library),
            theme,
            self.jobs,
            cast(Searching, self.searching),
            self.panel,
            cast(Reading, self.reading),
            self.pane,
        )
        for widget in (self.panel, self.pane):
            qtbot.addWidget(widget)
        first, second = talk.span("Wet rope"), talk.span("Rope remembers")
        self.lines = tuple(
            ConcordanceLine("episode", "Salt and rope", None, span, None, None, "before", "rope", "after", words=(span,))
            for span in (second, first)
        )
        self.library.lines = self.lines
        self.panel.resize(448, 600)
        self.panel.show()
        self.panel.show_answer(ANSWER, "rope")
        qtbot.waitExposed(self.panel)
        self.qtbot = qtbot

    def turn_to(self, view: Any) -> None:
        self.panel.show_view(view)
        self.panel.view_chosen.emit(view)
        self.qtbot.waitUntil(lambda: not self.jobs.busy())


@pytest.fixture
def desk(qtbot: QtBot, talk: Page) -> Iterator[Desk]:
    made = Desk(qtbot, talk)
    yield made
    made.jobs.stop()


def test_lines_are_asked_for_only_when_they_are_in_front(desk: Desk) -> None:
    desk.searching.answered.emit(ANSWER)
    assert desk.library.asked == []
    desk.turn_to("lines")
    assert desk.library.asked == [("rope", "after")]
    assert desk.views.lines.count_words() == "2 lines"
    desk.turn_to("list")
    desk.turn_to("lines")
    assert len(desk.library.asked) == 1


def test_what_is_searched_for_next_brings_its_own_lines(desk: Desk) -> None:
    desk.turn_to("lines")
    desk.searching.asked = "bowline"
    desk.searching.answered.emit(ANSWER)
    desk.qtbot.waitUntil(lambda: not desk.jobs.busy())
    assert desk.library.asked[-1] == ("bowline", "after")


def test_another_order_is_asked_of_the_library(desk: Desk) -> None:
    desk.turn_to("lines")
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Left)
    desk.qtbot.waitUntil(lambda: desk.library.asked == [("rope", "after"), ("rope", "text")])


def test_a_query_that_cannot_be_read_yet_has_no_lines(desk: Desk) -> None:
    desk.searching.asked = "chapter:("
    desk.turn_to("lines")
    assert desk.views.lines.count_words() == "No lines"


def test_arrows_show_the_place_beside_with_all_places_of_its_episode_marked(desk: Desk) -> None:
    desk.turn_to("lines")
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Down)
    first, second = desk.lines[1].span, desk.lines[0].span
    assert desk.searching.led == [("preview", second)]
    marks = desk.pane.view.marks
    assert list(marks._hits.within(0, 10_000)) == [(first, 0), (second, 1)]
    assert marks._current_hit == 1
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Return)
    assert desk.searching.led[-1] == ("open", second)


def test_the_strip_over_the_text_counts_the_lines_of_its_episode_and_leads_on(desk: Desk) -> None:
    desk.turn_to("lines")
    place, (second, first) = desk.panel.place, (line.span for line in desk.lines)
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Down)
    assert place.words.text() == "2 of 2"
    place.stepped.emit(1)
    assert desk.searching.led[-1] == ("preview", first)
    assert place.words.text() == "1 of 2"
    place.open_wished.emit()
    assert desk.searching.led[-1] == ("open", first)

    desk.turn_to("list")
    place.stepped.emit(1)
    assert desk.searching.led[-1] == ("open", first)
    assert second != first


def test_another_episode_has_no_strip_and_coming_back_brings_it(desk: Desk) -> None:
    desk.turn_to("lines")
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Down)
    here, desk.reading.current = desk.reading.current, None
    desk.reading.opened.emit(None)
    assert desk.panel.place.isHidden()
    desk.reading.current = here
    desk.reading.opened.emit(here)
    assert desk.panel.place.words.text() == "2 of 2"
    assert not desk.panel.place.isHidden()


def test_where_not_all_lines_are_shown_the_strip_does_not_count_them(desk: Desk) -> None:
    desk.turn_to("lines")
    desk.views.lines.show_concordance(Concordance("rope", desk.lines, 5000))
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Down)
    assert desk.panel.place.isHidden()


def test_escape_leaves_the_search(desk: Desk) -> None:
    desk.turn_to("lines")
    QTest.keyClick(desk.views.lines.view, Qt.Key.Key_Escape)
    assert desk.searching.left


def test_a_bar_leads_to_its_hits_in_the_list(desk: Desk) -> None:
    turned: list[str] = []
    desk.views.turned.connect(turned.append)
    desk.searching.surveyed.emit(Survey("rope", 12, 2, periods=(MARCH,)))
    desk.turn_to("time")
    assert desk.views.over_time.shows_picture
    desk.views.over_time.period_chosen.emit(MARCH)
    assert turned == ["time", "list"]
    assert desk.panel.views.view == "list"
    assert desk.searching.searched == ["after:2024-03 before:2024-04 rope"]


def test_a_search_that_ends_takes_its_lines_and_its_picture_along(desk: Desk) -> None:
    desk.turn_to("lines")
    desk.searching.surveyed.emit(Survey("rope", 12, 2, periods=(MARCH,)))
    desk.searching.answered.emit(None)
    assert desk.views.lines.concordance is None
    assert not desk.views.over_time.shows_picture


def test_the_lines_are_given_to_be_exported_as_they_are_asked_for(desk: Desk) -> None:
    desk.searching.typing = True
    desk.turn_to("lines")
    assert desk.library.asked == [("rope*", "after")]
    with desk.qtbot.waitSignal(desk.views.export_wished) as heard:
        desk.views.lines.export_button.click()
    assert heard.args == ["rope", "after"]
    assert not desk.searching.typing


def test_enter_in_the_field_opens_the_line_that_is_chosen(desk: Desk) -> None:
    desk.turn_to("lines")
    assert not desk.panel.has_choice()
    desk.panel.step(1)
    assert desk.panel.has_choice()
    desk.turn_to("time")
    assert not desk.panel.has_choice()
