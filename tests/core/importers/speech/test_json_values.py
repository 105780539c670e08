"""Times, words and labels come out of values of any type, and what is none is counted."""

import math
from typing import Any

import pytest

from reader_app.core.importers.speech.json_values import Findings


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (1.5, 1.5),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.500s", 1.5),
        ("250ms", 0.25),
        ("00:01:02,500", 62.5),
        ("1:02:03", 3723.0),
        ("75:10", 4510.0),
        ("00:01:02:12", 62.0),
        ("PT1H2M3.5S", 3723.5),
        ({"seconds": "3", "nanos": 500_000_000}, 3.5),
        ({"nanos": 500_000_000}, 0.5),
        (-0.02, 0.0),
        ("", None),
        (None, None),
    ],
)
def test_times(value: Any, seconds: float | None) -> None:
    findings = Findings()
    assert (findings.seconds(value), findings.bad_times) == (seconds, 0)


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e308, 10**400, -5, True, "soon", "00:00:99", [1], {"seconds": "x"}, "PT"])
def test_what_is_no_time_is_counted(value: Any) -> None:
    findings = Findings()
    assert findings.seconds(value) is None
    assert findings.told() == ["1 time is no possible time and left out"]


def test_milliseconds() -> None:
    assert Findings().seconds(1500, 1000) == 1.5
    assert Findings().seconds("1500", 1000) == 1.5
    assert Findings().seconds("1.5s", 1000) == 1.5


@pytest.mark.parametrize(
    ("value", "label"),
    [("spk_1", "spk_1"), (0, "0"), (2.0, "2"), ({"@id": "S3", "gender": "F"}, "S3"), ({"name": "Nora"}, "Nora"), ("", None)],
)
def test_labels(value: Any, label: str | None) -> None:
    assert Findings().label(value) == label


@pytest.mark.parametrize("value", [None, True, [], {}, 1.5, math.nan, 10**400])
def test_what_is_no_label(value: Any) -> None:
    assert Findings().label(value) is None


def test_letters_that_are_none_are_marked_or_dropped() -> None:
    findings = Findings()
    assert findings.text("a\ud83d b\x07c") == "a\ufffd bc"
    assert findings.text(["x"]) == ""
    assert (findings.bad_letters, findings.odd_pieces) == (1, 1)
