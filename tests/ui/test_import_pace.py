"""The rate of an import and the time that it still takes: nothing before there is something to say, and nothing that jumps."""

import pytest

from reader_app.core.model import ImportProgress
from reader_app.ui.bars import joined
from reader_app.ui.import_pace import ImportPace, left_words, rate_words


def at(done: int, total: int = 1000) -> ImportProgress:
    return ImportProgress(done, total, done, "talk.srt" if done < total else "")


def run(pace: ImportPace, rate: float, seconds: float, start: tuple[float, int] = (0.0, 0)) -> tuple[float, int, list[str]]:
    """Import so many files a second; gives the time, the files, and what was told on the way."""
    told = []
    steps = round(rate * seconds)
    for step in range(1, steps + 1):
        told.append(joined(pace.details(at(start[1] + step), start[0] + step / rate)))
    return start[0] + seconds, start[1] + steps, told


def test_a_rate_is_told_when_some_seconds_have_passed() -> None:
    pace = ImportPace()
    _, _, told = run(pace, 14, 20)
    assert told[0] == "1 of 1,000 files · 1 episode"
    assert all("second" not in words for words in told[: 14 * 3 - 1])
    assert told[-1] == "280 of 1,000 files · 280 episodes · 14 files a second · about 50 s left"


def test_a_steady_import_tells_one_rate_and_a_time_that_only_falls() -> None:
    pace = ImportPace()
    _, _, told = run(pace, 10, 90)
    rates = {part for words in told for part in words.split(" · ") if "a second" in part}
    left = [part for words in told for part in words.split(" · ") if "left" in part]
    assert rates == {"10 files a second"}
    seen = [words for number, words in enumerate(left) if number == 0 or words != left[number - 1]]
    assert len(seen) == len(set(seen))
    assert seen[-1] == "about 10 s left"


def test_it_follows_an_import_that_becomes_slower() -> None:
    pace = ImportPace()
    now, files, _ = run(pace, 20, 15)
    _, _, told = run(pace, 2, 15, (now, files))
    assert "2 files a second" in told[-1]
    assert "about 6 min left" in told[-1] or "about 5 min left" in told[-1]


def test_when_all_files_are_done_no_time_is_left() -> None:
    pace = ImportPace()
    run(pace, 14, 20)
    assert joined(pace.details(at(1000), 80)) == "1,000 files · 1,000 episodes"


@pytest.mark.parametrize(("rate", "words"), [(14.4, "14 files a second"), (1, "1 file a second"), (0.33, "20 files a minute")])
def test_rates_are_told_in_the_unit_that_fits(rate: float, words: str) -> None:
    assert rate_words(rate) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (2, "a few seconds left"),
        (17, "about 15 s left"),
        (48, "about 50 s left"),
        (110, "about 2 min left"),
        (5000, "about 1 h 30 min left"),
        (7300, "about 2 h left"),
    ],
)
def test_times_are_told_as_exactly_as_they_are_known(seconds: float, words: str) -> None:
    assert left_words(seconds) == words
