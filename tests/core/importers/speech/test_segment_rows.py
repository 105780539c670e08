"""Rows of speech are read whatever their fields are called, in the unit that they count in."""

from typing import Any

import pytest

from reader_app.core.importers.speech.json_values import Findings
from reader_app.core.importers.speech.segment_rows import RowReader


def said(rows: list[dict[str, Any]]) -> list[tuple[str | None, float | None, float | None, str]]:
    """Voice, start, end and words of each cue."""
    return [(cue.speaker, cue.start, cue.end, cue.text) for cue in RowReader(rows, Findings()).cues()]


@pytest.mark.parametrize(
    ("start", "end", "voice", "text"),
    [
        ("start", "end", "speaker", "text"),
        ("startTime", "endTime", "speakerName", "body"),
        ("begin", "stop", "who", "caption"),
        ("Start Time", "End Time", "Speaker Label", "Transcription"),
        ("from", "to", "spk", "utterance"),
        ("data_start", "data_end", "author", "message"),
        ("tc_in", "tc_out", "Sprecher", "Untertitel"),
    ],
)
def test_names_of_fields(start: str, end: str, voice: str, text: str) -> None:
    rows = [{"id": 7, text: "Mind the step.", end: 3.5, voice: "Nora", start: 1.5, "confidence": 0.5, "name": "x"}]
    assert said(rows) == [("Nora", 1.5, 3.5, "Mind the step.")]


def test_an_end_may_be_a_length() -> None:
    assert said([{"start": 1.5, "duration": 2, "text": "Mind it."}]) == [(None, 1.5, 3.5, "Mind it.")]


def test_an_end_before_its_start_is_none() -> None:
    assert said([{"start": 5, "end": 2, "text": "Mind it."}]) == [(None, 5, None, "Mind it.")]


@pytest.mark.parametrize(
    ("rows", "start"),
    [
        ([(1, 4, "Mind the step and the rope.")], 1),
        ([(1000, 4000, "Mind the step and the rope.")], 1),
        ([(1000.5, 4000.5, "Mind the step and the rope.")], 1000.5),
        ([(1000, 1060, "Music.")], 1000),
        ([(3600, 3605, "Mind the step and the rope."), (3700, 3702, "Thanks.")], 3600),
    ],
)
def test_whole_numbers_are_milliseconds_where_seconds_cannot_be(rows: list[tuple[float, float, str]], start: float) -> None:
    assert said([{"start": begin, "end": end, "text": text} for begin, end, text in rows])[0][1] == start


def test_rows_of_one_word_each_are_put_together() -> None:
    rows = [{"start": at, "text": word} for at, word in enumerate(["Mind", "the", "step", ".", "Thanks", "!"])]
    assert [(text, start) for _, start, _, text in said(rows)] == [("Mind the step.", 0), ("Thanks!", 4)]


def test_rows_of_one_sentence_each_in_a_script_without_spaces_stay() -> None:
    rows = [
        {"start": at, "text": text} for at, text in enumerate(["水車はとても古いです。", "川の水で回ります。", "粉をひきます。"])
    ]
    assert len(said(rows)) == 3


def test_voices_of_words_cut_a_row() -> None:
    words = [{"word": word, "start": at, "speaker": voice} for at, (word, voice) in enumerate((("Ready?", "A"), ("Yes.", "B")))]
    assert said([{"start": 0, "text": "Ready? Yes.", "words": words}]) == [("A", 0, None, "Ready?"), ("B", 1, None, "Yes.")]


def test_other_records_tell_no_speech() -> None:
    assert not RowReader([{"id": 1, "text": "x"}], Findings()).tells_speech
    assert not RowReader([{"start": 1, "end": 2}], Findings()).tells_speech
    assert not RowReader([], Findings()).tells_speech
