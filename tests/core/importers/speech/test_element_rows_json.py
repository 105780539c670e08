"""Rev.ai's and Speechmatics' elements come together with just the spaces that they state."""

from typing import Any

from reader_app.core.importers.speech.element_rows_json import fits_rev, fits_speechmatics, read_rev, read_speechmatics
from reader_app.core.importers.speech.json_values import Findings


def test_people_s_transcripts_have_clock_times_and_names() -> None:
    elements = [
        {"type": "text", "value": "Mind", "timestamp": "00:00:01,500", "end_timestamp": "00:00:01,900"},
        {"type": "punct", "value": "... "},
        {"type": "text", "value": "the step", "timestamp": "00:00:02,000"},
        {"type": "punct", "value": "."},
    ]
    data = {"speakers": [{"id": 1, "name": "Nora Quill"}], "monologues": [{"speaker": 1, "elements": elements}]}
    assert fits_rev(data)
    assert [(cue.speaker, cue.start, cue.text) for cue in read_rev(data, Findings()).cues] == [
        ("Nora Quill", 1.5, "Mind..."),
        ("Nora Quill", 2.0, "the step."),
    ]


def test_punctuation_attaches_to_the_side_that_it_names() -> None:
    def row(kind: str, content: str, attached: str | None = None) -> dict[str, Any]:
        return {"type": kind, "start_time": 1, "alternatives": [{"content": content, "speaker": "S1"}], "attaches_to": attached}

    rows = [row("word", "Mind"), row("punctuation", "(", "next"), row("word", "please"), row("punctuation", ")", "previous")]
    assert fits_speechmatics({"results": rows})
    assert [cue.text for cue in read_speechmatics({"results": rows}, Findings()).cues] == ["Mind (please)"]
