"""What is made of lines headed by bare times."""

import pytest

from reader_app.core.importers.captions.transcript_panel import is_panel, panel_as_captions

WORDS = ["the ducks are late", "and the geese too", "nobody knows why", "we wait for them", "by the old mill"]
CLOCKS = ["0:00", "0:04", "0:08", "1:02", "1:02:03"]
SPELLED = ["0 seconds", "4 seconds", "8 seconds", "1 minute, 2 seconds", "1 hour, 2 minutes, 3 seconds"]


@pytest.mark.parametrize(
    "form",
    [
        "{clock}\n{words}",
        "{spelled}\n{words}",
        "{clock}\n{spelled}\n{words}",
        "{clock}{spelled}{words}",
        "{clock} {words}",
        "{clock}{words}",
    ],
)
def test_versions_of_the_panel_say_the_same(form: str) -> None:
    rows = zip(CLOCKS, SPELLED, WORDS, strict=True)
    lines = "\n".join(form.format(clock=clock, spelled=spelled, words=words) for clock, spelled, words in rows).split("\n")
    assert is_panel(lines)
    assert list(panel_as_captions(lines)) == [f"[{clock}] {words}" for clock, words in zip(CLOCKS, WORDS, strict=True)]


def test_titles_between_captions_are_chapters() -> None:
    lines = ["Dawn", "0:00", WORDS[0], "0:04", WORDS[1], "0:08", WORDS[2], "0:12", WORDS[3], "Noon", "1:02", WORDS[4]]
    said = list(panel_as_captions(lines))
    assert [line for line in said if line.startswith("#")] == ["## [0:00] Dawn", "## [1:02] Noon"]


def test_captions_of_two_lines_are_no_titles() -> None:
    lines = [part for clock in CLOCKS for part in (clock, "The ducks", "The geese")]
    assert list(panel_as_captions(lines)) == [f"[{clock}] The ducks The geese" for clock in CLOCKS]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["0:00 Dawn", "10:00 Noon", "20:00 Dusk", "30:00 Night"],
        ["We met at 10:30.", "Then we left."],
        ["0:00", "0:04", "0:08"],
        ["10:30 is when we met", "and 11:00 when we left", "the mill"],
    ],
)
def test_chapter_lists_and_prose_are_no_panel(lines: list[str]) -> None:
    assert not is_panel(lines)
