"""What a search asks the library, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader_app.core.errors import QueryError
from reader_app.core.findings import Survey
from reader_app.core.library import Library
from reader_app.core.model import Hit, SearchAnswer, Span
from reader_app.ui.jobs import Jobs
from reader_app.ui.search_asking import FIRST_PAGE, TIMES, Asking, Question, Unreadable, with_all_of

HIT = Hit("0", "Ropes", None, Span(0, 4), "speech", None, None, None, "hemp and tar", ())
EPISODES, OF_EACH = 50, 5


def hits(episode: int, count: int) -> tuple[Hit, ...]:
    return tuple(replace(HIT, episode=str(episode), span=Span(number, number + 4)) for number in range(count))


class FiftyTalks:
    """A library in which each of fifty episodes has five hits for whatever is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def search(self, query: str, *, limit: int, per_episode: int = OF_EACH, episode: str | None = None, **_: Any) -> SearchAnswer:
        self.asked.append(f"{query} {limit}" if episode is None else f"{query} of {episode}")
        if query == "(":
            raise QueryError("This bracket is not closed.", 0)
        wanted = range(EPISODES) if episode is None else [int(episode)]
        found = [hit for one in wanted for hit in hits(one, per_episode)][:limit]
        return SearchAnswer(
            query, tuple(found), EPISODES * OF_EACH, EPISODES, counts=tuple((str(one), OF_EACH) for one in wanted)
        )

    def survey(self, query: str, **_: Any) -> Survey:
        self.asked.append(f"all of {query}")
        return Survey(query, EPISODES * OF_EACH, EPISODES)


@pytest.fixture
def library() -> FiftyTalks:
    return FiftyTalks()


@pytest.fixture
def asking(library: FiftyTalks) -> Iterator[Asking]:
    home = QObject()
    jobs = Jobs(home)
    yield Asking(cast(Library, library), jobs, home)
    jobs.stop()


def answered(asking: Asking, qtbot: QtBot, question: Question) -> SearchAnswer | Unreadable:
    with qtbot.waitSignal(asking.answered) as heard:
        asking.ask(question)
    result = heard.args[0]
    assert isinstance(result, SearchAnswer | Unreadable)
    return result


def test_first_a_few_hits_of_each_episode_then_all_are_counted(asking: Asking, library: FiftyTalks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(asking.surveyed) as heard:
        asking.ask(Question("hemp"))
    assert library.asked == [f"hemp {FIRST_PAGE}", "all of hemp"]
    assert heard.args[0].total == EPISODES * OF_EACH


def test_further_pages_come_until_nothing_new_does(asking: Asking, qtbot: QtBot) -> None:
    sizes = []
    answered(asking, qtbot, Question("hemp"))
    for _ in range(2):
        with qtbot.waitSignal(asking.answered) as heard:
            asking.ask_more()
        sizes.append(len(heard.args[0].hits))
    asking.ask_more()
    assert sizes == [FIRST_PAGE * TIMES, EPISODES * 3]
    assert not asking.busy


def test_all_hits_of_one_episode_come_into_the_answer_that_stands(asking: Asking, qtbot: QtBot) -> None:
    answered(asking, qtbot, Question("hemp"))
    with qtbot.waitSignal(asking.rest_came) as heard:
        asking.ask_rest("1")
    assert [hit.episode for hit in heard.args[0].hits][:11] == ["0"] * 3 + ["1"] * 5 + ["2"] * 3
    asking.ask_rest("1")  # is at hand already
    assert not asking.busy


def test_asked_again_what_was_whole_is_whole(asking: Asking, library: FiftyTalks, qtbot: QtBot) -> None:
    answered(asking, qtbot, Question("hemp"))
    with qtbot.waitSignal(asking.answered) as heard:
        asking.ask_again({"1"})
    assert sum(hit.episode == "1" for hit in heard.args[0].hits) == OF_EACH
    assert heard.args[1].again
    assert library.asked[-1] == "hemp of 1"


def test_episodes_that_are_wanted_first_lead_the_answer_as_long_as_the_question_stands(asking: Asking, qtbot: QtBot) -> None:
    answered(asking, qtbot, Question("hemp"))
    with qtbot.waitSignal(asking.rest_came) as heard:
        asking.ask_first(["40", "1"])
    assert [hit.episode for hit in heard.args[0].hits][:14] == ["40"] * 5 + ["0"] * 3 + ["1"] * 5 + ["2"]
    for again in (True, False):
        with qtbot.waitSignal(asking.answered) as heard:
            if again:
                asking.ask_again(())
            else:
                asking.ask_more()
        assert [hit.episode for hit in heard.args[0].hits][:6] == ["40"] * 5 + ["0"]
    with qtbot.waitSignal(asking.answered) as heard:
        asking.ask_more()
    assert [hit.episode for hit in heard.args[0].hits].count("40") == 5
    found = answered(asking, qtbot, Question("tar"))
    assert isinstance(found, SearchAnswer)
    assert found.hits[0].episode == "0"


def test_a_query_that_cannot_be_read_is_told_with_its_place(asking: Asking, qtbot: QtBot) -> None:
    assert answered(asking, qtbot, Question("(")) == Unreadable("This bracket is not closed.", 0)


def test_the_hits_of_an_episode_take_the_place_of_its_first_ones() -> None:
    answer = SearchAnswer("hemp", (*hits(0, 2), *hits(1, 1)), 9, 2)
    assert with_all_of(answer, {"0": hits(0, 4)}).hits == (*hits(0, 4), *hits(1, 1))
