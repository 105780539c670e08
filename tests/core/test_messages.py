"""What goes between two processes comes out as it went in."""

import io

from reader_app.core.errors import QueryError
from reader_app.core.findings import FacetValue, Period, Survey
from reader_app.core.messages import next_message, packed
from reader_app.core.model import Hit, Moment, SearchAnswer, Span

HIT = Hit("e1", "Oven", None, Span(3, 7), "speech", Moment(2.5, "stated"), "Ada", None, "the oven", (Span(4, 8),), near=False)


def test_answers_and_counts_come_out_as_they_went_in() -> None:
    survey = Survey("q", 2, 1, (("e1", 2),), {"year": (FacetValue("year:2020", "2020", 2, 1),)}, (Period("a", "b", 2, 1, 9),), 0)
    for message in (SearchAnswer("q", (HIT, HIT), 2, 1, counts=(("e1", 2),)), survey):
        [found] = [next_message(io.BytesIO(packed(message)))]
        assert found == message
        assert type(found) is type(message)
    answer = next_message(io.BytesIO(packed(SearchAnswer("q", (HIT,), 1, 1))))
    assert isinstance(answer.hits[0].span, Span)
    assert isinstance(answer.hits[0].moment, Moment)


def test_several_messages_follow_one_another_on_one_pipe() -> None:
    pipe = io.BytesIO(packed((1, "search", {"query": "q"})) + packed((1, "cancel", {})))
    assert [next_message(pipe), next_message(pipe)] == [(1, "search", {"query": "q"}), (1, "cancel", {})]


def test_an_error_keeps_the_place_where_the_query_goes_wrong() -> None:
    error = next_message(io.BytesIO(packed(QueryError("This bracket is never closed.", 7))))
    assert (str(error), error.at) == ("This bracket is never closed.", 7)
