"""Deepgram's channels: words where they are, else paragraphs, utterances or the bare transcript."""

from typing import Any

from reader_app.core.importers.speech.deepgram_json import fits, read
from reader_app.core.importers.speech.json_values import Findings


def said(results: Any) -> list[tuple[str | None, float | None, str]]:
    """Voice, start and words of each cue."""
    assert fits({"results": results})
    return [(cue.speaker, cue.start, cue.text) for cue in read({"results": results}, Findings()).cues]


def test_paragraphs_where_words_are_left_out() -> None:
    sentences = [{"text": "Mind it.", "start": 1, "end": 2}, {"text": "Always.", "start": 3, "end": 4}]
    paragraphs = {"transcript": "x", "paragraphs": [{"sentences": sentences, "speaker": 0, "num_words": 3}]}
    alternative = {"transcript": "Mind it. Always.", "paragraphs": paragraphs}
    assert said({"channels": [{"alternatives": [alternative]}]}) == [("0", 1, "Mind it."), ("0", 3, "Always.")]


def test_utterances_where_the_channels_are_empty() -> None:
    utterances = [{"start": 1, "end": 2, "speaker": 1, "channel": 0, "transcript": "Mind it."}]
    assert said({"channels": [{"alternatives": []}, {"alternatives": [{}]}], "utterances": utterances}) == [("1", 1, "Mind it.")]


def test_words_without_punctuation_take_it_from_the_transcript() -> None:
    words = [{"word": "mind", "start": 1, "end": 1.2}, {"word": "it", "start": 1.4, "end": 1.5}]
    assert said({"channels": [{"alternatives": [{"transcript": "Mind it!", "words": words}]}]}) == [(None, 1, "Mind it!")]
