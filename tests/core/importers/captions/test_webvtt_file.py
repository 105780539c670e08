"""How a WebVTT file is parted into cues, strictly and leniently."""

import json
from pathlib import Path

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.webvtt_file import VttFile, has_signature, read_file


def cues(text: str, strict: bool = False) -> list[tuple[str, float | None, float | None, str]]:
    return [(cue.name, cue.start, cue.end, cue.text) for cue in read_file(text, strict).cues]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_is_right_reads_the_same_either_way(newline: str, strict: bool) -> None:
    text = (
        "\ufeffWEBVTT - Ponds\nKind: captions\n\nNOTE a remark\n\nSTYLE\n::cue { color: red }\n\n"
        "one\n00:01.000 --> 01:00:02.500 line:0 align:start\nfirst\nline\n\n00:00:03.000-->00:00:04.000\nsecond"
    )
    vtt = read_file(text.replace("\n", newline), strict)
    assert (vtt.title, vtt.header, vtt.comments) == ("- Ponds", ["Kind: captions"], ["NOTE a remark"])
    found = [(cue.name, cue.start, cue.end, cue.text) for cue in vtt.cues]
    assert found == [("one", 1.0, 3602.5, "first\nline"), ("", 3.0, 4.0, "second")]
    assert not vtt.mended


@pytest.mark.parametrize("strict", [True, False])
def test_a_line_of_times_ends_the_header_and_a_cue(strict: bool) -> None:
    text = "WEBVTT\n00:00.000 --> 00:01.000\nat once\n00:01.000 --> 00:02.000\nand again"
    assert cues(text, strict) == [("", 0.0, 1.0, "at once"), ("", 1.0, 2.0, "and again")]


@pytest.mark.parametrize("head", ["WEBVTTX", "webvtt", "00:00.000 --> 00:01.000", "", " WEBVTT", "WEBVTT:"])
def test_strictly_the_first_line_must_be_right(head: str) -> None:
    with pytest.raises(UnreadableFile, match="does not begin with the line WEBVTT"):
        read_file(f"{head}\n\n00:00.000 --> 00:01.000\nhello", strict=True)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:01,500 --> 00:00:02,250", 1.5, 2.25),
        ("0:01.5 --> 0:02", 1.5, 2.0),
        ("1:00:01.500 -> 1:00:02.000", 3601.5, 3602.0),
        ("00:01.000 → 00:02.000", 1.0, 2.0),
        ("00:01.000 –> 00:02.000", 1.0, 2.0),
        ("00:01.000 --&gt; 00:02.000", 1.0, 2.0),
        ("00:01.000 -- > 00:02.000", 1.0, 2.0),
        ("75:10.000 --> 75:11.000", 4510.0, 4511.0),
        ("00:00:01:12 --> 00:00:02:03", 1.0, 2.0),
        ("00:00:0x.000 --> 00:00:02.000", None, 2.0),
        ("00:00:01.000 --> 00:00:2x", 1.0, None),
        ("00:99:00.000 --> 00:99:01.000", None, None),
        ("00:00:01.000 -->", 1.0, None),
        ("9999999999999999999:00:01.000 --> 00:00:02.000", None, 2.0),
    ],
)
def test_leniently_times_may_be_written_otherwise(line: str, start: float | None, end: float | None) -> None:
    text = f"WEBVTT\n\n{line}\nwords"
    assert cues(text) == [("", start, end, "words")]
    assert cues(text, strict=True) == []
    assert sum(read_file(text).mended.values()) == 1


@pytest.mark.parametrize(
    "line", ["a --> b", "from 3 --> to 4", "-->", "2 -> 3 is a step", "it is 10:15 -> we go", "x<!-- 1:2 -->y --> z"]
)
def test_leniently_an_arrow_among_words_is_a_word(line: str) -> None:
    assert cues(f"WEBVTT\n\n00:00.000 --> 00:01.000\nbefore\n{line}\nafter") == [("", 0.0, 1.0, f"before\n{line}\nafter")]


def test_leniently_words_behind_the_times_are_kept_and_settings_are_not() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000 We are here.\n\n00:01.000 --> 00:02.000 position:50.00%,middle  line: 3\nstill\n"
    assert [cue[3] for cue in cues(text)] == ["We are here.", "still"]


def test_leniently_the_first_line_may_be_missing() -> None:
    vtt = read_file("1\n00:00.000 --> 00:01.000\nhello")
    assert [(cue.name, cue.text) for cue in vtt.cues] == [("1", "hello")]
    assert vtt.mended["signature"] == 1


def test_leniently_empty_lines_may_be_missing_or_too_many() -> None:
    text = (
        "WEBVTT\n7\n00:00.000 --> 00:01.000\nseven\n8\n00:01.000 --> 00:02.000\n1999\n00:02.000 --> 00:03.000\nten\n\n"
        "of them\n\n9\n\n00:03.000 --> 00:04.000\n\nlate\n\n12\n\nyears\n\n10\n"
    )
    found = [(cue.name, cue.text) for cue in read_file(text).cues]
    assert found == [("7", "seven"), ("8", "1999"), ("", "ten\nof them"), ("9", "late\n12\nyears")]
    assert read_file(text).mended["untimed"] == 4


def test_leniently_an_id_of_a_meeting_program_is_no_word() -> None:
    guid = "0f8fad5b-d9cb-469f-a165-70867728950e"
    text = f"WEBVTT\n\n{guid}/1-0\n00:00.000 --> 00:01.000\none\n{guid}/1-1\n00:01.000 --> 00:02.000\ntwo\n"
    assert [(cue.name, cue.text) for cue in read_file(text).cues] == [(f"{guid}/1-0", "one"), (f"{guid}/1-1", "two")]


def test_leniently_a_style_sheet_may_have_empty_lines_and_comments_with_arrows() -> None:
    text = "WEBVTT\n\nSTYLE\n::cue {\n color: red /* 00:01.000 -- > 00:02.000 */\n}\n\n.b { }\n\n00:00.000 --> 00:01.000\nhello\n"
    assert cues(text) == [("", 0.0, 1.0, "hello")]


def test_leniently_words_before_the_first_times_are_kept() -> None:
    assert cues("WEBVTT\n\nIt was dark.\n\n00:01.000 --> 00:02.000\nThen light.") == [
        ("", None, None, "It was dark."),
        ("", 1.0, 2.0, "Then light."),
    ]


def test_segments_of_a_stream_are_one_file() -> None:
    segment = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{}"
    over = "00:05.000 --> 00:07.000\nover the edge\n\n"
    text = segment.format("00:01.000 --> 00:02.000\nfirst\n\n" + over) + segment.format(over + "00:08.000 --> 00:09.000\nlast\n")
    vtt = read_file(text)
    assert [cue.text for cue in vtt.cues] == ["first", "over the edge", "last"]
    assert vtt.mended["repeated"] == 1


def test_the_same_words_at_the_same_time_far_away_are_said_again() -> None:
    part = "WEBVTT\n\n" + "".join(f"00:{second:02}.000 --> 00:{second + 1:02}.000\nline {second}\n\n" for second in range(30))
    vtt = read_file(part + part)
    assert (len(vtt.cues), vtt.mended["repeated"]) == (60, 0)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("WEBVTT", True),
        ("\n\nWEBVTT - my pond\n\nNOTE nothing", True),
        ("webvtt\n\n00:01.000 --> 00:02.000\nhi", True),
        ("WEBVTT is a form of captions.\n" + "It has cues and more. " * 400, False),
        ("WebVTT\n\nA form of captions.", False),
        ("WEBVTTS\n\n00:01.000 --> 00:02.000\nhi", False),
    ],
)
def test_a_file_is_known_by_its_first_line(text: str, is_one: bool) -> None:
    assert has_signature(text) is is_one


DIFFERENT = {
    "arrows": "lines that hold an arrow but no time are words; times that cannot be read are told",
    "nulls": "words under times that cannot be read are kept",
    "timings-60": "words under times that cannot be read are kept",
    "timings-eof": "a start without an end is a time",
    "timings-garbage": "words under times that cannot be read are kept",
    "timings-too-long": "times with too many digits are read, and words under others kept",
    "timings-too-short": "times with too few digits, without a fraction are read, and words under others kept",
    "whitespace-chars": "any white space may stand before a time",
}
"""The files of the W3C's tests that a lenient reading reads otherwise than the specification asks, and why."""


@pytest.fixture(scope="module")
def real(project_root: Path) -> Path:
    folder = project_root.parent / "shared" / "samples" / "real"
    if not folder.is_dir():
        pytest.skip("the W3C's tests are not beside this checkout (../shared/samples/real)")
    return folder


def w3c(real: Path, name: str, strict: bool) -> VttFile:
    file = real / "wpt_webvtt_w3c" / "test" / "wpt-file-parsing" / f"{name}.vtt"
    return read_file(file.read_bytes().decode("utf-8"), strict)


@pytest.mark.corpus
def test_strictly_all_of_the_w3cs_file_tests_hold(real: Path) -> None:
    expected = json.loads((real / "wpt_file_expectations.json").read_text("utf-8"))
    counted = {name: test for name, test in expected.items() if test["count"] is not None}
    assert len(counted) == 36
    for name, test in counted.items():
        found = w3c(real, name, strict=True).cues
        assert len(found) == test["count"], name
        for number, fields in test["cues"].items():
            cue = found[int(number)]
            told = {"id": cue.name, "startTime": cue.start, "endTime": cue.end, "text": cue.text}
            assert {key: told[key] for key in fields} == fields, name


@pytest.mark.corpus
def test_leniently_only_the_listed_of_them_differ(real: Path) -> None:
    names = json.loads((real / "wpt_file_expectations.json").read_text("utf-8"))
    assert {name for name in names if w3c(real, name, True).cues != w3c(real, name, False).cues} == set(DIFFERENT)


@pytest.mark.corpus
def test_leniently_no_word_that_is_read_strictly_is_lost(real: Path) -> None:
    for name in json.loads((real / "wpt_file_expectations.json").read_text("utf-8")):
        strict = " ".join(cue.text for cue in w3c(real, name, True).cues).split()
        lenient = " ".join(cue.text for cue in w3c(real, name, False).cues).split()
        assert set(strict) <= set(lenient), name
