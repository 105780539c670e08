"""Cues that mark one word after another in the same line become one cue."""

import pytest

from reader_app.core.importers.captions.webvtt import parse
from reader_app.core.importers.captions.webvtt_file import VttCue
from reader_app.core.importers.captions.webvtt_highlights import join_highlights


def texts(*told: str, length: float = 1.0) -> list[str]:
    cues = [VttCue("", number * 1.0, number + length, text) for number, text in enumerate(told)]
    return [cue.text for cue in join_highlights(cues)]


@pytest.mark.parametrize(("opening", "closing"), [("<u>", "</u>"), ("<c.now>", "</c>"), ('<font color="#00ff00">', "</font>")])
def test_a_line_is_said_once_with_the_times_of_its_words(opening: str, closing: str) -> None:
    line = "The ice is thin"
    shown = [line, *(line.replace(word, f"{opening}{word}{closing}") for word in line.split())]
    assert texts(*shown) == ["<00:00:01.000>The <00:00:02.000>ice <00:00:03.000>is <00:00:04.000>thin"]


def test_the_episode_has_each_line_once() -> None:
    shown = ["<u>No,</u> no.", "No, <u>no.</u>", "<u>No,</u> no.", "No, <u>no.</u>"]
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\n{text}\n\n" for at, text in enumerate(shown))
    ((block,),) = (draft.blocks for draft in parse(f"WEBVTT\n\n{cues}", "x"))
    assert (block.text, block.times) == ("No, no. No, no.", [(4, 1.0), (8, 2.0), (12, 3.0)])
    assert block.ends == {0: 2.0, 8: 4.0}


@pytest.mark.parametrize(
    "shown",
    [("No.", "No."), ("<i>No.</i>", "<i>No.</i>"), ("<u>One</u> two", "One <u>three</u>"), ("<v Ada>Hm.</v>", "<v Ada>Hm.</v>")],
)
def test_words_that_are_said_again_stay(shown: tuple[str, ...]) -> None:
    assert texts(*shown) == list(shown)


def test_a_line_shown_again_after_a_pause_is_said_again() -> None:
    assert texts("<u>No</u> no", "No <u>no</u>", length=0.5) == ["<u>No</u> no", "No <u>no</u>"]
