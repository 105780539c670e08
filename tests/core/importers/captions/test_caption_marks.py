"""Marks of caption files come off the words, and clocks are read."""

import pytest

from reader_app.core.importers.captions.caption_marks import bare_words, read_clock, timed_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<i>Mind</i> <B>the</B> <font color='red'>step</font>", "Mind the step"),
        ("{\\an8}Mind {\\i1}the{\\i0} step{y:i}", "Mind the step"),
        ("Mind<br>the<br/>step", "Mind\nthe\nstep"),
        ("<00:00:01.000><c>Mind</c><c.yellow> it</c>", "Mind it"),
        ("x < y && y > 0, a<b and c>d, <unknown>", "x < y && y > 0, a<b and c>d, <unknown>"),
        ("{curly} stays", "{curly} stays"),
        ("R&amp;D &lt;i&gt; &#233; &copy AT&T", "R&D <i> é &copy AT&T"),
    ],
)
def test_only_marks_come_off(text: str, words: str) -> None:
    assert bare_words(text) == words


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        ("00:00:01,500", 1.5),
        ("1:02:03.5", 3723.5),
        ("2:03", 123.0),
        ("75:10.25", 4510.25),
        ("٠١:٠٠", 60.0),
        ("-00:00:01,000", -1.0),
        ("00: 00: 01 ,5", 1.5),
        ("00:00:61,000", None),
        ("00:60:00,000", None),
        ("noon", None),
        ("", None),
    ],
)
def test_clocks(clock: str, seconds: float | None) -> None:
    assert read_clock(clock).seconds == seconds


def test_frames_are_no_fraction() -> None:
    assert read_clock("00:00:01:12") == (1.0, True)


def test_words_with_times_stand_at_their_code_points() -> None:
    pieces = [(None, "  So "), (1.0, "mind"), (1.5, "ful "), (2.0, " "), (2.5, "steps ")]
    assert timed_words(pieces) == ("So mindful steps", [(3, 1.0), (7, 1.5), (11, 2.5)])
