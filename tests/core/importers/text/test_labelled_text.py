"""What is made of transcripts in which names head the lines."""

from collections.abc import Callable
from time import process_time

import pytest

from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import recognise
from reader_app.core.importers.text.labelled_text import parse, recognises

GOLDEN = [
    "bold.md",
    "front_matter.md",
    "meeting.txt",
    "names_above_times.txt",
    "otter.txt",
    "play.txt",
    "questions.txt",
    "round_times.txt",
    "three_lines.txt",
    "voice_tags.txt",
]


def one(text: str, name: str = "x.txt") -> Draft:
    assert recognises(text)
    (draft,) = parse(text, name)
    return draft


def told(text: str) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in one(text).blocks if block.kind == "speech"]


@pytest.mark.parametrize("file", GOLDEN)
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(f"labelled_text/{file}", parse)


@pytest.mark.parametrize(
    "form",
    [
        "[{time}] {name}: {words}",
        "{time} {name}: {words}",
        "({time}) {name}: {words}",
        "**[{time}] {name}:** {words}",
        "[{time} --> 59:59] [{name}]: {words}",
        "{time} <v {name}>{words}",
        "{name} [{time}]: {words}",
        "{name} ({time}) {words}",
        "**{name}** [{time}]: {words}",
        "**{name}:** \\[{time}\\] {words}",
        "**{name}** ({time}): {words}",
        "- **{name}:** [{time}] {words}",
        "[{name}] {time}\n{words}",
        "{name} ({time}):\n{words}",
        "{name}: {time}\n\n{words}",
        "{name}  {time}\n{words}",
        "{name} - {time}\n{words}",
        "{name}\n({time}) {words}",
        "{name}\n{time}\n{words}",
        "[{time}] - {name}\n{words}",
        "### {name} ({time})\n\n{words}",
        "{name} [{time}](https://video.example/w?t=1)\n{words}",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\n\n"])
def test_a_name_and_a_time_are_set_in_many_ways(form: str, newline: str) -> None:
    lines = [
        ("0:02", "Ada Moor", "The ducks are late."),
        ("0:07", "Bo O'Dell", "Are they?"),
        ("1:00:09", "Ada Moor", "Very: see."),
    ]
    text = newline.join(form.format(time=time, name=name, words=words) for time, name, words in lines) + "\n"
    assert told(text) == [
        ("Ada Moor", 2.0, "The ducks are late."),
        ("Bo O'Dell", 7.0, "Are they?"),
        ("Ada Moor", 3609.0, "Very: see."),
    ]
    assert recognise(text).name == "labelled-text"


@pytest.mark.parametrize(
    "form", ["{}: {}", "{}:\n{}", "**{}:** {}", "**{}**: {}", "__{}:__ {}", "[{}]: {}", "- {}: {}", "{}：{}", "{} : {}"]
)
def test_a_name_without_a_time_is_set_in_many_ways(form: str) -> None:
    lines = [("Ada", "The ducks."), ("Bo", "Late?"), ("Ada", "Note: yes."), ("Bo", "Ah."), ("Ada", "So it goes.")]
    assert told("\n\n".join(form.format(*line) for line in lines)) == [(name, None, words) for name, words in lines]


def test_a_short_pasted_piece_keeps_a_voice_that_speaks_once() -> None:
    text = "[0:01] Ada: Good day.\n[0:05] Bo: To you too.\n[0:09] Cy: And to me.\n"
    assert recognise(text).name == "labelled-text"
    assert [name for name, _, _ in told(text)] == ["Ada", "Bo", "Cy"]


def test_a_colon_in_running_text_splits_nothing() -> None:
    text = (
        "Ada: One thing.\n\nSo: it is late.\n\nBottom line: we go.\n\nBo: When?\n\nAda: Now.\n\nBo: At 10:30, says Ada: fine.\n"
    )
    assert [(name, words) for name, _, words in told(text)] == [
        ("Ada", "One thing."),
        ("Ada", "So: it is late."),
        ("Ada", "Bottom line: we go."),
        ("Bo", "When?"),
        ("Ada", "Now."),
        ("Bo", "At 10:30, says Ada: fine."),
    ]


@pytest.mark.parametrize("form", ["{}\n{}", "## {}\n\n{}", "**{}**\n{}", "**{}**\n\n{}"])
def test_a_name_may_stand_above_its_words(form: str) -> None:
    lines = [("Ada Moor", "The ducks."), ("Bo Dell", "Late?"), ("Ada Moor", "Yes: see."), ("Bo Dell", "Ah.")]
    assert told("\n\n".join(form.format(*line) for line in lines)) == [(name, None, words) for name, words in lines]


def test_headings_and_verses_above_words_are_no_names() -> None:
    assert not recognises("# Walk\n\n## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nMore.\n\n## Four\n\nEnd.\n")
    assert not recognises("Roses\nred as red\n\nViolets\nblue\n\nSalt\nagain\n\nSugar\nsweet\n")


def test_voices_that_were_only_counted_are_voices_though_they_speak_once() -> None:
    assert [name for name, _, _ in told("Speaker 1: The ducks.\n\nSpeaker 2: Late?\n")] == ["Speaker 1", "Speaker 2"]


def test_the_lines_above_a_transcript_are_not_run_together() -> None:
    head = "Walk 12: Ducks at dawn\nPublished: 2024-05-17\nhttps://walk.example/12\n\nPaid for by Canal Co: good water.\n\n"
    draft = one(f"{head}Ada: Good day.\n\nBo: To you.\n\nAda: Late?\n\nBo: Yes.\n")
    assert (draft.title, draft.title_origin, draft.published) == ("Walk 12: Ducks at dawn", "stated", "2024-05-17")
    assert [block.text for block in draft.blocks][:2] == ["https://walk.example/12", "Paid for by Canal Co: good water."]


def test_points_of_a_list_are_no_voices() -> None:
    text = "**Ada:** Two things:\n\n- **Ducks:** late\n- **Geese:** later\n\n**Bo:** Ah.\n\n**Ada:** Yes.\n\n**Bo:** Hm.\n"
    assert {name for name, _, _ in told(text)} == {"Ada", "Bo"}


def test_what_the_head_states_is_taken_and_its_words_stay() -> None:
    text = (
        "# Ducks\n\nPodcast: Canal Talk\nDate: 2025-03-04\n\nA walk.\n\n## Timestamps\n\n* [00:00] Dawn\n* [01:00] Noon\n"
        "* [02:00] Dusk\n\n## Transcript\n\n**Ada** [00:00]: Good day.\n\n**Bo** [01:01]: Noon.\n\n**Ada** [02:00]: Late.\n"
    )
    draft = one(text)
    assert (draft.title, draft.show, draft.published) == ("Ducks", "Canal Talk", "2025-03-04")
    assert [(block.text, block.start) for block in draft.blocks if block.chapter] == [
        ("Dawn", 0.0),
        ("Noon", 60.0),
        ("Dusk", 120.0),
    ]
    assert [block.text for block in draft.blocks if block.marks_part] == ["Timestamps", "Transcript"]
    assert [block.text for block in draft.blocks if block.kind == "description"] == ["A walk."]


def test_headings_between_turns_are_chapters_and_begin_with_the_turn_below() -> None:
    dawn, noon = "## Dawn\n\nAda: 00:00:01\n\nGood day.\n\n", "## Noon\n\nBo: 00:01:00\n\nIt is noon.\n\n"
    text = f"---\ntitle: Ducks\n---\n{dawn}{noon}## Aside\n\nStill.\n"
    draft = one(text)
    assert [(block.text, block.start) for block in draft.blocks if block.chapter] == [
        ("Dawn", 1.0),
        ("Noon", 60.0),
        ("Aside", None),
    ]
    assert draft.blocks[-1].speaker == "Bo"


def test_named_speakers_are_known_by_any_of_their_names() -> None:
    draft = one("---\nspeakers: [Ada Moor, Bo Dell]\n---\nAM: Good day.\n\nBo: To you.\n")
    assert [block.speaker for block in draft.blocks if block.kind == "speech"] == ["AM", "Bo"]


def test_questions_in_an_essay_do_not_make_the_essay_speech() -> None:
    essay = "\n\n".join(f"Paragraph {number} of a talk about ducks." for number in range(12))
    draft = one(
        f"---\ntitle: Ducks\n---\n{essay}\n\nQ: Late?\n\nA: Yes.\n\nQ: Very?\n\nA: No.\n\nQ: Ah.\n\nAnd so the talk goes on.\n"
    )
    assert [block.text for block in draft.blocks if block.kind == "speech"] == ["Late?", "Yes.", "Very?", "No.", "Ah."]
    assert draft.blocks[-1].text == "And so the talk goes on."


def test_code_between_fences_is_words() -> None:
    text = "**Ada:** run\n\n```\n# no heading\nBo: no voice\n[00:10] no time\n```\n\n**Bo:** done\n"
    draft = one(text)
    assert [(block.speaker, block.text) for block in draft.blocks] == [
        ("Ada", "run"),
        ("Ada", "# no heading Bo: no voice [00:10] no time"),
        ("Bo", "done"),
    ]


def test_times_never_fall_and_the_fewest_are_left_out() -> None:
    text = "Ada (0:01): a.\n\nBo (9:00): b.\n\nAda (0:05): c.\n\nBo (0:09): d.\n"
    assert [start for _, start, _ in told(text)] == [1.0, None, 5.0, 9.0]
    assert "1 time that runs backwards: left out, the words stay" in one(text).notes


def test_times_of_the_day_are_not_those_of_the_recording() -> None:
    text = "10:02:31 From Ada to Everyone: Good day.\n10:02:40 From Bo to Everyone: To you.\n10:03:00 From Ada to Everyone: Ah.\n"
    assert told(text) == [("Ada", None, "Good day."), ("Bo", None, "To you."), ("Ada", None, "Ah.")]
    assert any("of the day" in note for note in one(text).notes)


def test_a_break_is_a_heading_and_the_voice_goes_on() -> None:
    text = "**Ada:** Before.\n\n**Break:**\n\nBehind.\n\n**Bo:** Ah.\n\n**Ada:** Yes.\n\n**Bo:** Hm.\n"
    blocks = one(text).blocks
    assert [(block.kind, block.speaker, block.text) for block in blocks[:3]] == [
        ("speech", "Ada", "Before."),
        ("heading", None, "Break"),
        ("speech", "Ada", "Behind."),
    ]


def test_a_mark_of_a_changing_voice_ends_the_named_one() -> None:
    text = "[0:01] Ada: a.\n[0:02] Bo: b.\n[0:03] Ada: c.\n[0:04] >> Who is it?\n[0:05] Bo: d.\n"
    assert (None, 4.0, "Who is it?") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This is a walk: it has colons, e.g. at 10:30 we left.\n\nNote: nobody speaks. See 3:16.\n",
        "Ada: hello\n\nBo: hi\n",
        "Topic: ducks\nLocation: canal\nDate: today\n\nWe walked.\n",
        "[0:01] The ducks\n[0:02] are late\n[0:03] again.\n",
        "0:00\nThe ducks\n0:05\nare late\n0:09\nagain\n",
        "Kind: captions\nLanguage: en\n>> The ducks are late\nagain\n" * 3,
        "WEBVTT\n\n00:01.000 --> 00:02.000\nAda: a\n\n00:03.000 --> 00:04.000\nAda: b\n",
        '{"Ada": "a"}\n{"Ada": "b"}\n',
        "Chapters\nDawn 0:00\nNoon 1:00\nDusk 2:00\n",
    ],
)
def test_other_forms_are_not_taken_for_these(text: str) -> None:
    assert not recognises(text)


@pytest.mark.parametrize(
    "text",
    [
        "A: x\n" * 60_000,
        "\n".join(f"[0:01] Name{number}: words" for number in range(30_000)),
        "\n".join(f"Name{number} Q: words" for number in range(30_000)),
        "Ada: " + "[0:01] x " * 60_000 + "\nBo: y\nAda: z\nBo: a\nAda: b\n",
        "0:00 <v A>" + "x <v B>" * 60_000 + "\n0:01 <v A>x\n",
        "Ada Moor\n0:01\nwords\n" * 20_000,
        ("A" * 200 + ": ") * 3_000,
        "[(" * 200_000,
        "**" * 200_000,
    ],
    ids=["labels", "timed names", "names", "marks", "voices", "pairs", "long", "brackets", "stars"],
)
def test_time_grows_with_the_text(text: str) -> None:
    begun = process_time()
    if recognises(text):
        parse(text, "x.md")
    assert process_time() - begun < 12


def voices(text: str) -> list[tuple[str | None, str]]:
    assert recognises(text)
    return [(block.speaker, block.text) for block in parse(text, "talk.txt")[0].blocks if block.kind == "speech"]


def test_names_in_capitals_are_voices_though_each_comes_once() -> None:
    text = "ADA FENN, HOST:\n\nThe ice is thin.\n\nBO QUILL: How thin?\n\nFENN: Very.\n\nQUILL: I see.\n\nMIRA OST: I told you."
    assert voices(text) == [
        ("ADA FENN, HOST", "The ice is thin."),
        ("BO QUILL", "How thin?"),
        ("FENN", "Very."),
        ("QUILL", "I see."),
        ("MIRA OST", "I told you."),
    ]


def test_a_name_in_full_and_then_in_short() -> None:
    text = "Ada Fenn: The ice is thin.\n\nBo: How thin?\n\nAda: Very.\n\nBo: I see.\n\nAda: Do you?\n\nBo: I do.\n\nAda: Good."
    assert voices(text)[:2] == [("Ada Fenn", "The ice is thin."), ("Bo", "How thin?")]


def test_questions_and_answers_before_a_full_stop() -> None:
    assert voices("Q.  Was the ice thin?\nA.  It was.\nQ.  Who knew?\nA.  I did.\nQ.  Since when?\nA.  Since noon.")[:2] == [
        ("Q", "Was the ice thin?"),
        ("A", "It was."),
    ]


def test_the_letters_of_an_interview() -> None:
    assert voices("I: Was the ice thin?\nB: It was.\nI: Who knew?\nB: I did.\nI: Since when?\nB: Since noon.")[0] == (
        "I",
        "Was the ice thin?",
    )


def test_a_copy_of_teams_says_each_name_and_time_twice() -> None:
    text = "".join(
        f"{name}\n0 minutes {at} seconds0:{at:02}\n{name} 0 minutes {at} seconds\n{words}\n"
        for name, at, words in (("Ada Fenn", 3, "Thin ice."), ("Bo Quill", 9, "Oh."), ("Ada Fenn", 12, "Yes."))
    )
    (draft,) = parse(text, "talk.txt")
    assert [(b.speaker, b.start, b.text) for b in draft.blocks] == [
        ("Ada Fenn", 3.0, "Thin ice."),
        ("Bo Quill", 9.0, "Oh."),
        ("Ada Fenn", 12.0, "Yes."),
    ]


def test_times_set_as_code() -> None:
    (draft,) = parse("- **Ada** `0:03` Thin ice.\n- **Bo** `0:09` Oh.\n- **Ada** `0:12` Yes.\n", "talk.md")
    assert (draft.blocks[0].speaker, draft.blocks[0].start, draft.blocks[0].text) == ("Ada", 3.0, "Thin ice.")


def test_nobody_says_that_the_meeting_ended() -> None:
    text = "Ada: Thin ice.\nBo: Oh.\nAda: Yes.\nBo: I see.\nMeeting ended after 00:31:12 👋\nThis was written by a program.\n"
    (draft,) = parse(text, "talk.txt")
    assert [(b.kind, b.text) for b in draft.blocks][-3:] == [
        ("speech", "I see."),
        ("prose", "Meeting ended after 00:31:12 👋"),
        ("prose", "This was written by a program."),
    ]


def test_names_in_capitals_before_a_dash() -> None:
    assert voices("ADA FENN - The ice is thin.\nBO – How thin?\nADA FENN - Very.\nBO – I see.") == [
        ("ADA FENN", "The ice is thin."),
        ("BO", "How thin?"),
        ("ADA FENN", "Very."),
        ("BO", "I see."),
    ]


def test_marks_of_direction_before_a_line_hide_no_name() -> None:
    assert voices("\u200fדנה: הקרח דק.\n\u200fאורי: כמה דק?\n\u200fדנה: מאוד.\n\u200fאורי: הבנתי.")[0] == ("דנה", "הקרח דק.")


F4 = """I: Who tends the lamp? #00:00:04-3#
B: My aunt did, #00:00:06-1# until her knees gave out. #00:00:12-8#

I: And now? #00:00:14#
B: Now a clock does. #00:00:20-5#
"""


def test_marks_of_f4_are_the_times_of_what_follows_them() -> None:
    draft = one(F4)
    assert told(F4) == [
        ("I", None, "Who tends the lamp?"),
        ("B", 4.3, "My aunt did, until her knees gave out."),
        ("I", 12.8, "And now?"),
        ("B", 14.0, "Now a clock does."),
    ]
    assert draft.blocks[1].times == [(13, 6.1)]
    assert draft.blocks[-1].ends == {0: 20.5}


def test_what_is_no_mark_of_f4_is_words() -> None:
    assert told("Ada: Take #4 and #00:99:12-3# too.\nBo: Both.\nAda: Good.\nBo: Yes.\n")[0][2] == "Take #4 and #00:99:12-3# too."


def test_the_line_with_which_a_service_signs_is_said_by_nobody() -> None:
    signed = "Ada: [0:01] It is shut.\n\nBo: [0:04] Good.\n\nAda: [0:06] Yes.\n\n"
    signed += "Typely is the world's most patient tool for transcription.\n"
    assert [block.kind for block in one(signed).blocks] == ["speech", "speech", "speech", "prose"]
    spoken = signed.replace("Typely is", "Bo: [0:08] Typely is")
    assert [block.kind for block in one(spoken).blocks] == ["speech"] * 4
