"""YouTube's events become captions: words with their times, and nothing of windows and line breaks."""

from reader_app.core.importers.speech.json_values import Findings
from reader_app.core.importers.speech.youtube_json3 import fits, read


def test_events_without_words_are_no_captions() -> None:
    events = [
        {"tStartMs": 0, "id": 1},
        {"tStartMs": 160, "dDurationMs": 900, "segs": [{"utf8": "mind"}, {"utf8": " the", "tOffsetMs": 240}, {"utf8": "\n"}]},
        {"tStartMs": 900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 1000, "segs": [{"utf8": "salt &amp;\nrye"}, {"utf8": None}, 7]},
    ]
    assert fits({"events": events})
    findings = Findings()
    cues = read({"events": events}, findings).cues
    assert [(cue.text, cue.start, cue.end, list(cue.words)) for cue in cues] == [
        ("mind the", 0.16, 1.06, [(5, 0.4)]),
        ("salt & rye", 1.0, None, []),
    ]
    assert findings.odd_pieces == 1


def test_other_events_are_not_youtube_s() -> None:
    assert not fits({"events": [{"name": "click"}]})
    assert not fits({"events": {}})
    assert not fits([])
