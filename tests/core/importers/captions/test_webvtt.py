"""What is made of WebVTT files: voices, turns, titles, chapters, and what is refused."""

import time
from collections.abc import Callable

import pytest

from reader_app import APP_NAME
from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.webvtt import parse, recognises
from reader_app.core.importers.draft import Draft


def one(text: str, strict: bool = False) -> Draft:
    assert recognises(text)
    (draft,) = parse(text, "x", strict)
    return draft


def turns(text: str) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in one(text).blocks if block.kind == "speech"]


def vtt(*texts: str, head: str = "WEBVTT") -> str:
    """A file of cues of one second each."""
    cues = (f"00:{second:02}.000 --> 00:{second + 1:02}.000\n{text}" for second, text in enumerate(texts))
    return "\n\n".join([head, *cues, ""])


@pytest.mark.parametrize("name", ["voices", "rolling", "meeting", "named", "chapters", "broken"])
def test_golden(name: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(f"webvtt/{name}.vtt", parse)


def test_a_voice_goes_on_until_the_next_is_named() -> None:
    text = vtt("<v Ada>The pond is frozen.", "Nobody skates.", "<v Bo>I do.", "<v Bo>Every day.")
    assert turns(text) == [("Ada", 0.0, "The pond is frozen. Nobody skates."), ("Bo", 2.0, "I do. Every day.")]


def test_several_voices_in_one_cue_are_several_turns_and_only_stated_times_stand() -> None:
    text = vtt("<v Ada>Ready?</v>\n<v Bo>Ready.</v>", "<v Ada>Then <00:01.500><v Bo>let us go.")
    assert turns(text) == [("Ada", 0.0, "Ready?"), ("Bo", None, "Ready."), ("Ada", 1.0, "Then"), ("Bo", 1.5, "let us go.")]
    assert [block.ends for block in one(text).blocks] == [{0: 1.0}, {}, {}, {0: 2.0}]


def test_a_voice_that_is_a_number_or_a_role_stays_the_sources_own() -> None:
    assert [turn[0] for turn in turns(vtt("<v SPEAKER_00>Yes.", "<v 1>No.", "<v Speaker 2>Why?"))] == [
        "SPEAKER_00",
        "1",
        "Speaker 2",
    ]


def test_marks_begin_turns_that_nobody_is_named_for() -> None:
    text = vtt("&gt;&gt; How deep is it?", "&gt;&gt; Nobody has", "ever measured it.")
    assert turns(text) == [(None, 0.0, "How deep is it?"), (None, 1.0, "Nobody has ever measured it.")]


def test_ends_are_kept_and_one_before_its_start_is_none() -> None:
    draft = one("WEBVTT\n\n00:01.000 --> 00:02.500\none\n\n00:03.000 --> 00:02.900\ntwo\n")
    assert draft.blocks[0].ends == {0: 2.5}


def test_words_of_a_file_are_said_once_with_their_times() -> None:
    (block,) = one(vtt("we<00:00.400> row", "<00:01.200>and <00:01.100>row <00:01.700>on")).blocks
    assert (block.text, block.start) == ("we row and row on", 0.0)
    assert block.times == [(3, 0.4), (7, 1.0), (15, 1.7)]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("WEBVTT - A Pond in Winter", "A Pond in Winter"),
        ("WEBVTT – Étangs &amp; rivières: l&#39;hiver", "Étangs & rivières: l'hiver"),
        ("WEBVTT: Ponds", "Ponds"),
        ("WEBVTT\nTitle: Ponds, part 2", "Ponds, part 2"),
        ("WEBVTT FILE", ""),
        ("WEBVTT - This file has cues", ""),
        ("WEBVTT - Created by Pondsoft 2.1", ""),
        ("WEBVTT - captions", ""),
        ("WEBVTT - Language: en", ""),
        ("WEBVTT -", ""),
    ],
)
def test_a_title_is_what_stands_behind_a_dash_and_tells_of_no_file(head: str, title: str) -> None:
    draft = one(vtt("The pond is frozen over again.", head=head))
    assert (draft.title if draft.title_origin == "stated" else "") == title


@pytest.mark.parametrize(
    "head",
    [
        "WEBVTT\nLanguage: fi",
        "WEBVTT Kind: captions; Language: fi",
        "WEBVTT\n\nNOTE language:fi",
        "WEBVTT\n\nKind: captions\nLanguage: fi",
    ],
)
def test_a_language_is_stated_in_several_ways(head: str) -> None:
    draft = one(vtt("Kah", head=head))
    assert (draft.language, [block.text for block in draft.blocks]) == ("fi", ["Kah"])


def test_the_length_of_a_meeting_is_stated_in_a_note() -> None:
    assert one(vtt("We begin.", head='WEBVTT\n\nNOTE duration:"01:00:02.5000000"')).duration == 3602.5


def test_comments_are_left_out_and_told() -> None:
    draft = one(vtt("We begin.", head="WEBVTT\n\nNOTE for Ada\n\nNOTE\nfor Bo\n\nNOTE Confidence: 0.9"))
    assert draft.notes == ["2 comments were left out"]


def test_chapters_are_known_without_their_kind() -> None:
    text = "WEBVTT\n\n00:00.000 --> 05:00.000\nThe ice\n\n05:00.000 --> 30:00.000\nThe thaw, and after\n"
    draft = one(text)
    assert [(block.kind, block.start, block.text, block.chapter) for block in draft.blocks] == [
        ("contents", 0.0, "The ice", True),
        ("contents", 300.0, "The thaw, and after", True),
    ]
    assert [block.kind for block in one(text.replace("The ice", "<v Ada>The ice")).blocks] == ["speech"]
    assert [block.kind for block in one(text.replace("\n\n", "\nKind: subtitles\n\n", 1)).blocks] == ["speech"]


@pytest.mark.parametrize("name", ["The Pond.chapters.vtt", "The Pond.vtt", "The Pond_chapters.VTT", "The Pond"])
def test_chapters_without_a_title_have_that_of_their_file(name: str) -> None:
    (draft,) = parse(vtt("The ice", head="WEBVTT\nKind: chapters"), name)
    assert (draft.title, draft.title_origin) == ("The Pond", "derived")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (vtt("pond-1.jpg#xywh=0,0,160,90", "https://example.org/pond-2.png"), "pictures"),
        (vtt('{"cue": 1}', '{"cue": 2}'), "data for programs"),
        ("WEBVTT", "no text"),
        ("WEBVTT - my pond\n\nNOTE nothing", "no text"),
        (vtt("", "&nbsp;", "<v Ada>"), "no text"),
    ],
)
def test_what_is_no_speech_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    assert recognises(text)
    with pytest.raises(UnreadableFile, match=sentence):
        parse(text, "x")


def test_strict_reading_loses_what_is_not_as_it_should_be() -> None:
    text = vtt("The first.", "The second.").replace("00:01.000 -->", "00:01,000 -->")
    assert [block.text for block in one(text).blocks] == ["The first. The second."]
    assert [block.text for block in one(text, strict=True).blocks] == ["The first."]


def test_what_was_mended_is_told() -> None:
    draft = one("WEBVTT\n\n00:01,000 -> 00:02,000\nOne.\n\n00:0x.000 --> 00:03.000\nTwo.\n\nThree.\n")
    assert draft.repaired
    assert draft.notes == [
        "1 time is written otherwise than WebVTT asks",
        "1 time cannot be read; its words are kept without it",
        "1 piece of text stands apart from any time; it is kept",
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("00:01.000 --> 00:02.000\nThe line at the head is lost.", True),
        ("1\n00:01.000 --> 00:02.000\n<v Ada>It is lost here too.", True),
        ("1\n00:00:01.000 --> 00:00:02.000\nA file of SubRip with dots.", False),
        ("00:00:01,000 --> 00:00:02,000\nA file of SubRip without numbers.", False),
        ("<!-- 10:30 -->\n# A page", False),
        ("A story.\n\nIt has no times.", False),
        ("", False),
    ],
)
def test_a_file_without_its_first_line_is_known_by_its_times(text: str, is_one: bool) -> None:
    assert recognises(text) is is_one


def _seconds_to_read(text: str) -> float:
    begun = time.process_time()
    assert recognises(text)
    parse(text, "x")
    return time.process_time() - begun


@pytest.mark.parametrize(
    "piece",
    [
        "00:00:01.000 --> 00:00:02.000\n\n",
        "STYLE\na { }\n\n",
        "NOTE a\n\n",
        "7\n\n",
        "7: -->\n",
        "WEBVTT\n\n00:00:03.000 --> 00:00:04.000\nagain\n\n",
    ],
)
def test_the_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    head = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nhello\n\n"
    assert _seconds_to_read(head + piece * 40_000) < 12 * _seconds_to_read(head + piece * 10_000) + 0.5


def test_dashes_of_a_dialogue_begin_turns_within_a_cue() -> None:
    (draft,) = parse("WEBVTT\n\n00:01.000 --> 00:04.000\n- Is the tea warm?\n- Not any more.\n", "tea")
    assert [block.text for block in draft.blocks] == ["Is the tea warm?", "Not any more."]


def test_a_mark_in_the_second_line_begins_a_turn() -> None:
    (draft,) = parse("WEBVTT\n\n00:01.000 --> 00:04.000\nIs the tea warm?\n&gt;&gt; Not any more.\n", "tea")
    assert [block.text for block in draft.blocks] == ["Is the tea warm?", "Not any more."]


def test_what_this_program_wrote_does_not_roll() -> None:
    said = ["come on now", "come on now", "come on now and wait", "wait for it", "wait for it", "wait for it to boil"]
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\n{words}\n\n" for at, words in enumerate(said))
    (rolled,) = parse(f"WEBVTT\n\n{cues}", "kettle")
    (kept,) = parse(f"WEBVTT\n\nNOTE\nlanguage: en\nexported by: {APP_NAME}\n\n{cues}", "kettle")
    assert len(rolled.blocks[0].text) < len(kept.blocks[0].text)
    assert kept.blocks[0].text == " ".join(said)
    assert kept.notes == []


def test_pronouns_beside_a_name_are_a_part_of_its_label() -> None:
    cues = "".join(
        f"00:0{at}.000 --> 00:0{at}.900\n{line}\n\n"
        for at, line in enumerate(
            ["Ada Fenn: Thin ice.", "Bo Quill (he/him): Oh.", "Ada Fenn: Yes.", "Bo Quill (he/him): I see."]
        )
    )
    (draft,) = parse(f"WEBVTT\n\n{cues}", "talk")
    assert [(b.speaker, b.text) for b in draft.blocks][:2] == [("Ada Fenn", "Thin ice."), ("Bo Quill (he/him)", "Oh.")]


def test_few_words_that_are_said_to_be_captions_are_no_chapters() -> None:
    cues = "00:00.000 --> 02:00.000\nThe lock\n\n02:00.000 --> 05:00.000\nThe weir\n"
    (chapters,) = parse(f"WEBVTT\n\n{cues}", "talk")
    (headed,) = parse(f"WEBVTT\nKind: captions\nLanguage: en\n\n{cues}", "talk")
    (noted,) = parse(f"WEBVTT\n\nNOTE\nkind: captions\n\n{cues}", "talk", strict=True)
    assert {block.kind for block in chapters.blocks} == {"contents"}
    assert {block.kind for draft in (headed, noted) for block in draft.blocks} == {"speech"}


def test_notes_of_any_length_may_stand_before_the_first_times() -> None:
    cue = "\n\n00:01.000 --> 00:02.000\nGood evening.\n"
    assert recognises("WEBVTT - The mill\n\nNOTE\n" + "A long description. " * 6_000 + cue)
    assert not recognises("webvtt is a form of captions. " + "It has many uses. " * 6_000 + cue)
