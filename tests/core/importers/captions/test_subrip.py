"""SRT as it is met: in form, in its variants, and broken."""

from collections.abc import Callable

import pytest

from reader_app.core.importers.captions.subrip import parse, recognises
from reader_app.core.importers.draft import Draft

Row = tuple[str | None, float | None, str]


def turns(text: str) -> list[Row]:
    """Voice, start and words of each turn of the one episode in `text`."""
    (draft,) = parse(text, "mill.srt")
    return [(block.speaker, block.start, block.text) for block in draft.blocks]


def spoken(text: str) -> str:
    return " ".join(words for _, _, words in turns(text))


def starts(text: str) -> list[float | None]:
    (draft,) = parse(text, "mill.srt")
    return [moment for block in draft.blocks for moment in (block.start, *(seconds for _, seconds in block.times))]


PLAIN = "1\n00:00:01,000 --> 00:00:02,500\nThe sluice\nis open.\n\n2\n00:00:14,250 --> 00:00:15,000\nMind the step.\n"


@pytest.mark.parametrize("file", ["subrip/mill.srt", "subrip/odd.srt"])
def test_golden_files(file: str, holds_golden: Callable[[str, Callable[[str, str], list[Draft]]], None]) -> None:
    holds_golden(file, parse)


def test_the_usual_form() -> None:
    assert recognises(PLAIN)
    (draft,) = parse(PLAIN, "mill.srt")
    (block,) = draft.blocks
    assert (block.text, block.start, block.times) == ("The sluice is open. Mind the step.", 1.0, [(20, 14.25)])
    assert block.ends == {0: 2.5, 20: 15.0}
    assert draft.notes == []


@pytest.mark.parametrize(
    "variant",
    [
        PLAIN.replace("1\n00", "00").replace("2\n00", "00"),
        PLAIN.replace("1\n00", "7\n00").replace("2\n00", "3\n00"),
        PLAIN.replace("\n\n2", "\n2"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace(",", "."),
        PLAIN.replace("00:00:01,000", "0:00:01,0").replace("00:00:14,250", "0:0:14,25"),
        PLAIN.replace("00:00:", "00:"),
        PLAIN.replace(" --> ", "-->"),
        PLAIN.replace("-->", "->"),
        PLAIN.replace("-->", "—>"),
        PLAIN.replace("-->", "–>"),
        PLAIN.replace("-->", "--&gt;"),
        PLAIN.replace(":01,000", ": 01, 000"),
        PLAIN.replace("2,500\n", "2,500 X1:201 X2:516 Y1:397 Y2:423\n"),
        PLAIN.replace("2,500\n", "2,500 align:start position:0%\n"),
        PLAIN.replace("The sluice", '<i>The</i> {\\an8}<font color="#fff">sluice</font>'),
        PLAIN.replace("2,500\nThe sluice", "2,500 The sluice"),
        "```srt\n" + PLAIN + "```\n",
    ],
)
def test_variants_say_the_same(variant: str) -> None:
    assert recognises(variant)
    assert spoken(variant) == "The sluice is open. Mind the step."
    assert starts(variant) == [1.0, 14.25]


def test_less_than_and_ampersands_are_words() -> None:
    said = "Is x < y && y > 0 where a<b and c>d? AT&T says R&amp;D &lt;i&gt;"
    assert spoken(f"1\n00:00:01,000 --> 00:00:02,000\n{said}\n") == "Is x < y && y > 0 where a<b and c>d? AT&T says R&D <i>"


def test_blank_lines_inside_a_caption_and_empty_captions() -> None:
    first = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nand two.\n\n2\n00:00:03,000 --> 00:00:04,000\n\n"
    text = first + "3\n00:00:05,000 --> 00:00:06,000\nAnd three.\n"
    assert spoken(text) == "One and two. And three."
    assert starts(text) == [1.0, 5.0]


def test_a_line_of_digits_is_said() -> None:
    numbered = "1\n00:00:01,000 --> 00:00:02,000\n1871\n\n2\n00:00:03,000 --> 00:00:04,000\n40\nmills\n"
    bare = "00:00:01,000 --> 00:00:02,000\n1871\n\n00:00:03,000 --> 00:00:04,000\n40 mills\n\n"
    bare += "00:00:05,000 --> 00:00:06,000\nstood.\n"
    assert spoken(numbered) == "1871 40 mills"
    assert spoken(bare) == "1871 40 mills stood."


def test_a_caption_whose_timing_is_missing_is_read_with_the_one_before() -> None:
    text = PLAIN.replace("\n2\n", "\n2\nWait here.\n\n3\n")
    (draft,) = parse(text, "mill.srt")
    assert spoken(text) == "The sluice is open. Wait here. Mind the step."
    assert draft.notes == ["1 caption has no time and stands with the one before"]


@pytest.mark.parametrize("tail", ["\n3\n00:01:0", "\n3\n00:01:09,000 -->", "\n3\n00:01:09,000 --> 00:01", "\n3"])
def test_a_cut_end_is_told(tail: str) -> None:
    (draft,) = parse(PLAIN + tail, "mill.srt")
    assert draft.blocks[0].text == "The sluice is open. Mind the step."
    assert draft.truncated
    assert draft.notes == ["the last caption is cut off at the source"]


def test_words_before_the_first_caption_are_the_description() -> None:
    (draft,) = parse("# A walk to the mill\nRecorded in May.\n\n" + PLAIN, "mill.srt")
    assert [(block.kind, block.text) for block in draft.blocks[:2]] == [
        ("description", "A walk to the mill"),
        ("description", "Recorded in May."),
    ]
    assert draft.notes == ["words before the first caption are kept as the description"]


@pytest.mark.parametrize("clock", ["99:99:99,999", "00:00:6l,000", "-00:00:03,000", "99999:00:00,000"])
def test_impossible_times_are_dropped_and_the_words_stay(clock: str) -> None:
    (draft,) = parse(PLAIN.replace("00:00:01,000 --> 00:00:02,500", f"{clock} --> 00:00:02,500"), "mill.srt")
    assert draft.blocks[0].text == "The sluice is open. Mind the step."
    assert (draft.blocks[0].start, draft.blocks[0].times) == (None, [(20, 14.25)])
    assert len(draft.notes) == 1


def test_frames_are_left_out() -> None:
    (draft,) = parse("1\n00:00:01:12 --> 00:00:03:00\nMind the step.\n", "mill.srt")
    assert draft.blocks[0].start == 1.0
    assert "frames" in draft.notes[0]


def test_files_glued_together_are_an_episode_each() -> None:
    second = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nStep {n}.\n\n" for n in range(1, 6))
    drafts = parse(second + second.replace("Step", "Stone"), "mill.srt")
    assert [draft.blocks[0].text for draft in drafts] == [
        "Step 1. Step 2. Step 3. Step 4. Step 5.",
        "Stone 1. Stone 2. Stone 3. Stone 4. Stone 5.",
    ]
    assert drafts[1].blocks[0].start == 1.0


def test_a_stray_voice_tag_names_a_voice() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n<v Nora>Mind the step.</v>\n<v Abe>Thanks.\n"
    assert turns(text) == [("Nora", 1.0, "Mind the step."), ("Abe", None, "Thanks.")]


@pytest.mark.parametrize(
    "other",
    [
        "We met at\n12:30 -> 13:00 for lunch\nand then walked.",
        '{"text": "\\n00:00:01,000 --> 00:00:02,000"}',
        "Chapters\n00:00 Mill\n10:00 Weir",
        "[00:00:01.000 --> 00:00:02.000] The sluice is open.",
        "a --> b\nb --> c",
    ],
)
def test_other_texts_are_none(other: str) -> None:
    assert not recognises(other)


def test_no_words_no_episode() -> None:
    assert parse("1\n00:00:01,000 --> 00:00:02,000\n\n", "mill.srt") == []
    assert parse("", "mill.srt") == []


def test_time_grows_with_the_length_only() -> None:
    assert parse("1\n00:00:01,000 --> 00:00:02,000\n" + "\n" * 200_000 + "word " * 200_000, "mill.srt")
    assert parse("12:" * 100_000 + "\n" + PLAIN + "<" * 100_000 + "\n" + "1:2 " * 50_000, "mill.srt")
