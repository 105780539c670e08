"""Times that our own exports mark as worked out come back as such, and never as stated ones."""

from reader_app.core.assemble import assemble
from reader_app.core.importers import forms
from reader_app.core.importers.captions.cue_times import Cue
from reader_app.core.importers.captions.worked_out import WorkedOut, settle_worked_out
from reader_app.core.model import Transcript

VTT = """WEBVTT - The slow ferry

1
00:00:01.000 --> 00:00:04.000
<v Ida>The ferry leaves when the tide does.</v>

~2
00:00:04.000 --> 00:00:09.000
<v Ida>Nobody on the quay minds that much.</v>

3
00:00:09.000 --> 00:00:12.000
<v Tom>I mind a little.</v>
"""
JSON = """{"version": "1.0.0", "segments": [
 {"speaker": "Ida", "startTime": 1.0, "endTime": 4.0, "body": "The ferry leaves when the tide does."},
 {"speaker": "Ida", "startTime": 4.0, "endTime": 9.0, "body": "Nobody on the quay minds that much.", "estimated": true},
 {"speaker": "Tom", "startTime": 9.0, "endTime": 12.0, "body": "I mind a little."}]}"""


def read(source: str) -> Transcript:
    form, (draft,) = forms.read(source.encode(), "ferry")
    return assemble(draft, form)


def anchors(told: Transcript) -> list[tuple[float, str, float | None]]:
    return [(anchor.seconds, anchor.origin, anchor.until) for anchor in told.anchors]


def test_marked_cues_have_times_that_are_not_stated() -> None:
    for source in (VTT, JSON):
        assert anchors(read(source)) == [(1.0, "stated", 9.0), (4.0, "interpolated", None), (9.0, "stated", 12.0)]


def test_other_names_of_cues_mark_nothing() -> None:
    assert [origin for _, origin, _ in anchors(read(VTT.replace("~2", "~ about 2")))] == ["stated"] * 3
    assert [origin for _, origin, _ in anchors(read(JSON.replace("true", '"perhaps"')))] == ["stated"] * 3


def test_an_end_that_is_the_worked_out_start_of_another_voice_is_none() -> None:
    cues = [Cue("One.", 0.0, 4.0, "Ida"), Cue("Two.", WorkedOut(4.0), 6.0, "Tom"), Cue("Three.", 6.0, 7.0, "Ida")]
    settle_worked_out(cues)
    assert [cue.end for cue in cues] == [None, None, 7.0]


def test_a_cue_with_a_worked_out_time_is_no_chapter() -> None:
    slow = "WEBVTT\n\n1\n00:00:00.000 --> 00:02:00.000\nThe quay\n\n~2\n00:02:00.000 --> 00:05:00.000\nThe tide\n"
    assert [block.kind for block in read(slow).blocks] == ["title", "speech"]
    assert "speech" not in [block.kind for block in read(slow.replace("~2", "2")).blocks]
