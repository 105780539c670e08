"""Times as transcripts write them."""

import pytest

from reader_app.core.importers.captions.time_marks import rising, seconds_of, spelled_seconds


@pytest.mark.parametrize(
    ("clock", "seconds"), [("0:07", 7.0), ("1:02:03.5", 3723.5), ("00:00:01:12", 1.0), ("00:00:01;12", 1.0), ("10:75", None)]
)
def test_clocks(clock: str, seconds: float | None) -> None:
    assert seconds_of(clock) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0 seconds", 0.0),
        ("1 minute, 2 seconds", 62.0),
        ("2 hours, 1 minute, 5 seconds", 7265.0),
        ("1 Minute und 2 Sekunden", 62.0),
        ("1 minuto y 2 segundos", 62.0),
        ("5 seconds later", None),
        ("2 seconds, 1 minute", None),
        ("five seconds", None),
        ("", None),
    ],
)
def test_times_in_words(text: str, seconds: float | None) -> None:
    assert spelled_seconds(text) == seconds


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        ([], []),
        ([1, 2, 2, 3], [True] * 4),
        ([1, 90, 2, 3], [True, False, True, True]),
        ([5, 6, 1, 7], [True, True, False, True]),
    ],
)
def test_as_few_times_as_can_be_are_left_out(times: list[float], kept: list[bool]) -> None:
    assert rising(times) == kept
