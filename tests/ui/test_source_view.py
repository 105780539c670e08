"""The words in which the window on the original file tells what is known of it."""

import pytest

from reader_app.ui.source_view import date_words, size_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (812, "812 bytes"),
        (1_500, "2 KB"),
        (999_499, "999 KB"),
        (999_600, "1.0 MB"),
        (3_420_000, "3.4 MB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


def test_dates_are_told_with_the_month_in_words() -> None:
    assert "2026" in date_words("2026-03-12T12:00:00.000+00:00")
    assert "12 March" in date_words("2026-03-12T12:00:00.000+00:00")
    assert date_words("some day") == "some day"
