"""SubRip and WebVTT: stated cues as they were, long stretches cut to be read, no word lost."""

from itertools import pairwise

import pytest

from reader_app.core.export.names import Include
from reader_app.core.export.subtitle_cues import NoTimes, cues_of
from reader_app.core.export.subtitles import write_srt, write_vtt
from reader_app.core.importers.captions.worked_out import WorkedOut
from reader_app.core.importers.draft import DraftBlock
from reader_app.core.model import OpenEpisode
from tests.core.export.episodes import opened, speech

LONG = " ".join(f"The tide came in for the {number}th time and nobody moved." for number in range(40))


def words_of(page: OpenEpisode) -> list[str]:
    return [word for cue in cues_of(page) for said in cue.voices for word in said.text.split()]


def test_stated_cues_keep_their_ends() -> None:
    page = opened(
        speech("Who taught you? And when?", 1.0, "Ada", until=2.5, times=[(16, 3.25)], ends={16: 4.0}),
        speech("My aunt did.", 5.0, "Bo", until=6.125),
    )

    assert write_srt(page, Include()) == (
        "1\n00:00:01,000 --> 00:00:02,500\nAda: Who taught you?\n\n"
        "2\n00:00:03,250 --> 00:00:04,000\nAnd when?\n\n"
        "3\n00:00:05,000 --> 00:00:06,125\nBo: My aunt did.\n"
    )


def test_without_stated_ends_a_cue_lasts_until_the_next() -> None:
    page = opened(speech("Good morning.", 0.0, "Ada"), speech("So it is.", 7.5, "Bo"), duration=9.0)

    assert [(cue.start, cue.end) for cue in cues_of(page)] == [(0.0, 7.5), (7.5, 8.5)]


def test_the_captions_say_what_they_are() -> None:
    page = opened(
        DraftBlock("heading", "First knots", 1.0, chapter=True),
        speech("Ropes < chains & wires.", 1.0, "A > B", until=2.0),
        speech("Is it --> so?", 2.0, until=3.0),
        url="https://quay.example/rope",
    )

    assert write_vtt(page, Include()) == (
        "WEBVTT - Salt and Rope\n\n"
        "NOTE\nshow: Quayside\ndate: 2026-03-12\nlanguage: en\nurl: https://quay.example/rope\n"
        "kind: captions\nexported by: Transcript Reader\n\n"
        "NOTE Chapter 0:01: First knots\n\n"
        "1\n00:00:01.000 --> 00:00:02.000\n<v A &gt; B>Ropes &lt; chains &amp; wires.</v>\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\n&gt;&gt; Is it --&gt; so?\n"
    )


def test_what_players_take_for_marks_is_made_safe_in_srt() -> None:
    page = opened(speech("Write <i> and --> and {\\an8} there.", 1.0))

    told = write_srt(page, Include())

    assert told.count("-->") == 1
    assert told.replace("\u2060", "").endswith("Write <i> and --> and {\\an8} there.\n")
    assert "<i>" not in told


def test_what_players_take_for_marks_in_braces_is_made_safe_in_vtt_too() -> None:
    page = opened(speech("Write {\\an8} there.", 1.0))

    told = write_vtt(page, Include())

    assert "{\\" not in told
    assert told.replace("\u2060", "").endswith("Write {\\an8} there.\n")


def test_a_long_stretch_is_cut_at_its_sentences_and_loses_nothing() -> None:
    page = opened(speech(LONG, 10.0, "Ada"), speech("Enough.", 130.0, "Bo"))

    cues = cues_of(page)

    assert words_of(page) == [*LONG.split(), "Enough."]
    assert max(len(said.text.split()) for cue in cues for said in cue.voices) <= 30
    assert [cue.estimated for cue in cues] == [False, *[True] * (len(cues) - 2), False]
    assert all(cue.end == after.start for cue, after in pairwise(cues))
    assert "\n\n~2\n00:00:" in write_vtt(page, Include())
    assert "A cue whose identifier begins with ~" in write_vtt(page, Include())


def test_srt_names_a_voice_when_it_changes() -> None:
    page = opened(speech(LONG, 10.0, "Ada"), speech("Enough.", 130.0, "0"))

    told = write_srt(page, Include())

    assert told.count("Ada: ") == 1
    assert told.endswith("\nSpeaker 0: Enough.\n")


def test_a_voice_that_begins_inside_a_cue_stays_in_it() -> None:
    page = opened(
        speech("Are you there?", 1.0, "Ada", until=4.0), speech("Yes.", None, "Bo"), speech("Good.", 4.0, "Ada", until=5.0)
    )

    assert "Ada: Are you there?\n>> Bo: Yes.\n" in write_srt(page, Include())
    assert "<v Ada>Are you there?</v>\n<v Bo>Yes.</v>\n" in write_vtt(page, Include())
    assert [(cue.start, cue.end) for cue in cues_of(page)] == [(1.0, 4.0), (4.0, 5.0)]


def test_single_words_become_lines_and_keep_their_times_in_captions() -> None:
    text = "One knot holds. Then"
    times = [(4, 1.5), (9, 2.0), (16, 9.0)]
    page = opened(speech(text, 1.0, "Ada", times=times), duration=10.0)

    assert [said.text for cue in cues_of(page) for said in cue.voices] == ["One knot holds.", "Then"]
    assert "<v Ada>One <00:00:01.500>knot <00:00:02.000>holds.</v>" in write_vtt(page, Include())


def test_times_of_words_inside_cues_do_not_cut_them() -> None:
    text = "One knot holds. Another gives way."
    page = opened(speech(text, 1.0, until=3.0, times=[(4, 1.5), (9, 2.0), (16, 3.5), (24, 4.0), (30, 4.5)], ends={16: 5.0}))

    assert [(cue.start, cue.end, cue.voices[0].text) for cue in cues_of(page)] == [
        (1.0, 3.0, "One knot holds."),
        (3.5, 5.0, "Another gives way."),
    ]


def test_words_before_the_first_time_begin_at_the_start() -> None:
    page = opened(speech("Is this on?", None, "Ada"), speech("It is.", 12.0, "Bo"))

    first, second = cues_of(page)

    assert (first.start, first.end, first.estimated) == (0.0, 12.0, True)
    assert (second.start, second.estimated) == (12.0, False)


def test_times_that_run_backwards_never_do_so_in_a_file() -> None:
    page = opened(speech("Third.", 30.0, "Ada"), speech("Second?", 20.0, "Bo"), speech("Fourth.", 40.0, "Ada"))

    assert [cue.start for cue in cues_of(page)] == [30.0, 30.0, 40.0]
    assert words_of(page) == ["Third.", "Second?", "Fourth."]


def test_prose_under_chapters_stands_in_where_nobody_speaks() -> None:
    page = opened(
        DraftBlock("heading", "First knots", 0.0, chapter=True),
        DraftBlock("prose", "The bowline holds."),
        DraftBlock("heading", "Wet rope", 60.0, chapter=True),
        DraftBlock("prose", "Winter is hard on hemp."),
    )

    assert [(cue.start, cue.voices[0].text) for cue in cues_of(page)] == [
        (0.0, "The bowline holds."),
        (60.0, "Winter is hard on hemp."),
    ]


@pytest.mark.parametrize("write", [write_srt, write_vtt])
def test_without_times_there_are_no_subtitles(write: object) -> None:
    assert callable(write)
    with pytest.raises(NoTimes, match="“Salt and Rope” has no times"):
        write(opened(speech("Hello.", None, "Ada")), Include())


def test_names_are_left_out_when_they_are_not_wanted() -> None:
    page = opened(speech("Good morning.", 0.0, "Ada"), speech("So it is.", 7.5, "Bo"))

    assert "Ada" not in write_srt(page, Include(speakers=False))
    assert "<v" not in write_vtt(page, Include(speakers=False))


def test_words_whose_times_were_worked_out_stand_in_one_cue_without_them() -> None:
    page = opened(speech("One knot holds.", WorkedOut(1.0), "Ada", times=[(4, WorkedOut(1.5)), (9, WorkedOut(2.0))]))

    assert "~1\n00:00:01.000 --> 00:00:03.000\n<v Ada>One knot holds.</v>" in write_vtt(page, Include())


def test_no_cue_begins_before_the_one_above_it_where_a_single_time_is_stated() -> None:
    long = "Nobody ties it twice the same way. " * 20
    page = opened(speech("Tie it.", 4.0, "Ada"), speech(long.strip(), None, "Bo"), speech("Well.", None, "Ada"))

    starts = [cue.start for cue in cues_of(page)]
    assert starts == sorted(starts)
    assert starts[-1] > 30


def test_the_time_of_a_heading_is_not_stated_for_the_words_under_it() -> None:
    page = opened(
        DraftBlock("heading", "First knots", 5.0, chapter=True),
        speech("The bowline holds.", None, "Ada"),
        speech("It does.", 20.0, "Bo"),
    )

    assert [(cue.start, cue.estimated) for cue in cues_of(page)] == [(5.0, True), (20.0, False)]


def test_the_voice_of_a_pull_quote_ends_with_the_quote() -> None:
    page = opened(
        DraftBlock("heading", "First knots", 0.0, chapter=True),
        DraftBlock("prose", "The bowline holds."),
        DraftBlock("pull_quote", "Mine never slipped.", 20.0, "Ada"),
        DraftBlock("prose", "So she says."),
        DraftBlock("heading", "Wet rope", 60.0, chapter=True),
        DraftBlock("prose", "Winter is hard on hemp."),
    )

    assert "Ada: Mine never slipped." in write_srt(page, Include())
    assert ">> So she says.\n" in write_srt(page, Include())
    assert "&gt;&gt; So she says.\n" in write_vtt(page, Include())
    assert write_vtt(page, Include()).count("&gt;&gt;") == 1
