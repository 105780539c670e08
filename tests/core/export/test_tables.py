"""Tables for other programs."""

import csv
import io

import pytest

from reader_app.core.export.tables import decimal, guarded, table


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.0, "0"), (62.5, "62.5"), (100.0, "100"), (3723.0625, "3723.062"), (12345.678, "12345.678"), (360000.0, "360000")],
)
def test_seconds_keep_their_thousandths_however_late(seconds: float, told: str) -> None:
    assert decimal(seconds) == told


def test_only_what_would_be_run_is_guarded() -> None:
    assert guarded("=A1+2") == "'=A1+2"
    assert guarded("a = b - c @ d") == "a = b - c @ d"
    assert (guarded(None), guarded("")) == ("", "")


def test_a_cell_may_hold_anything() -> None:
    cells = ["a, b", 'say "ho"', "one\ntwo", ""]
    told = table(("w", "x", "y", "z"), [cells])

    assert told.endswith("\r\n")
    assert list(csv.reader(io.StringIO(told, newline=""))) == [["w", "x", "y", "z"], cells]
