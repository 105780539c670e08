"""Offsets of one text lead to those of another, with what is inserted and taken out between."""

import pytest

from reader_app.core.model import Span
from reader_app.core.offset_map import OffsetMap, Stretch, between

WAY = OffsetMap([Stretch(Span(4, 7), Span(4, 9)), Stretch(Span(10, 10), Span(12, 15)), Stretch(Span(12, 14), Span(17, 17))])


@pytest.mark.parametrize(("before", "after"), [(3, 3), (4, 4), (6, 4), (7, 9), (9, 11), (10, 15), (12, 17), (13, 17), (14, 17)])
def test_a_beginning(before: int, after: int) -> None:
    assert WAY.offset(before) == after


@pytest.mark.parametrize(("before", "after"), [(3, 3), (4, 4), (6, 9), (7, 9), (10, 12), (11, 16), (12, 17), (14, 17), (15, 18)])
def test_an_end(before: int, after: int) -> None:
    assert WAY.stop(before) == after


def test_it_knows_what_it_touches() -> None:
    assert WAY.touches(Span(6, 8))
    assert WAY.touches(Span(9, 11))
    assert not WAY.touches(Span(7, 10))
    assert not WAY.touches(Span(10, 12))


def test_the_way_back_leads_back() -> None:
    for offset in (*range(4), *range(7, 12), 14, 20):
        assert WAY.inverse.offset(WAY.offset(offset)) in (offset, 14)


def test_between_two_texts_of_one_source_only_what_differs_is_touched() -> None:
    same = Stretch(Span(0, 2), Span(0, 5), "hello")
    one = OffsetMap([same, Stretch(Span(4, 7), Span(7, 12), "brown")])
    other = OffsetMap([same, Stretch(Span(9, 9), Span(12, 13), "-")])
    way = between(one, other)
    assert way.stretches == (Stretch(Span(7, 12), Span(7, 10)), Stretch(Span(14, 14), Span(12, 13)))
    assert way.offset(3) == 3
    assert not way.touches(Span(0, 7))
