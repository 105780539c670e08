"""Clock times to seconds and back."""

import pytest

from reader_app.core.timestamps import format_clock, format_length, parse_clock


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2:03", 123.0), ("1:02:03", 3723.0), ("00:00:04", 4.0), ("75:10", 4510.0), ("01:02:03,500", 3723.5), ("0:07.25", 7.25)],
)
def test_clock_times_are_read(text: str, seconds: float) -> None:
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["", "12", "1:2", "1:60", "1:99:00", "a:bc", "1:02:03:04", "-1:00"])
def test_other_things_are_not_times(text: str) -> None:
    assert parse_clock(text) is None


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (75.9, "1:15"), (3723, "1:02:03"), (36000, "10:00:00")])
def test_times_are_written_as_people_write_them(seconds: float, text: str) -> None:
    assert format_clock(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(10, "1 min"), (2820, "47 min"), (4320, "1 h 12"), (3600, "1 h 00")])
def test_lengths_are_written_in_words(seconds: float, text: str) -> None:
    assert format_length(seconds) == text
