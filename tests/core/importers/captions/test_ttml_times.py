"""Times of TTML in all their forms, and what they are counted from."""

import pytest

from reader_app.core.importers.captions.ttml_times import Rates, Timed, resolve


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("00:01:02.5", 62.5),
        ("1:02.500", 62.5),
        ("00:00:01,250", 1.25),
        ("00:00:02:15", 2.6),
        ("00:00:02:15.1", 2.62),
        ("12.25", 12.25),
        ("63", 63),
        ("1.5s", 1.5),
        ("500ms", 0.5),
        ("0.1m", 6),
        ("1h", 3600),
        ("10f", 0.4),
        ("12345t", 1.2345),
        (" 3s ", 3),
    ],
)
def test_expressions(expression: str, seconds: float) -> None:
    rates = Rates.stated({"framerate": "25", "subframerate": "2", "tickrate": "10000"})
    assert rates.seconds(expression) == pytest.approx(seconds)


@pytest.mark.parametrize("expression", ["", "soon", "-1s", "NaN", "1e400", "99999999999h", "1:2:3:4:5", "wallclock(2020-01-01)"])
def test_what_is_no_time(expression: str) -> None:
    assert Rates().seconds(expression) is None


def test_rates_that_are_not_stated() -> None:
    assert Rates.stated({}).seconds("80f") == pytest.approx(80 / 30)
    assert Rates.stated({}).seconds("2t") == 2
    assert Rates.stated({"framerate": "30", "frameratemultiplier": "1000 1001"}).seconds("30f") == pytest.approx(1.001)
    assert Rates.stated({"framerate": "25"}).seconds("50t") == 2
    assert Rates.stated({"framerate": "0", "tickrate": "x"}).seconds("30f") == 1


def test_a_time_counts_from_the_parents() -> None:
    nested = [Timed(None, 10, None, None), Timed(0, 5, 7, None), Timed(1, 1, None, 0.5), Timed(0, None, None, None)]
    assert resolve(nested) == [(10, None), (15, 17), (16, 16.5), (10, None)]


def test_or_all_count_from_the_start_and_their_own_numbers_tell() -> None:
    nested = [Timed(None, 60, 90, None), Timed(0, 60, 70, None), Timed(0, 75, 90, None)]
    assert resolve(nested) == [(60, 90), (60, 70), (75, 90)]
    assert resolve(nested, absolute=False)[1] == (120, 130)


def test_children_that_follow_one_another() -> None:
    row = [Timed(None, 4, None, None, True), Timed(0, None, None, 2), Timed(0, None, None, 3), Timed(0, 1, None, 1)]
    assert resolve(row) == [(4, None), (4, 6), (6, 9), (10, 11)]
