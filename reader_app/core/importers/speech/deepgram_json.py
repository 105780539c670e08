"""Reads Deepgram's answers: channels with a transcript, its words and paragraphs, and utterances.

Source of the form: https://developers.deepgram.com/docs/getting-started-with-pre-recorded-audio
"""

from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word, cues_of_words, told_by


def fits(data: Any) -> bool:
    """Whether `data` is a whole answer, or its results alone."""
    results = record(record(data).get("results", data))
    channels = results.get("channels")
    return isinstance(channels, list) and any("alternatives" in record(channel) for channel in channels)


def read(data: Any, findings: Findings) -> Speech:
    """The speech of all channels by the time, each word with the number of its voice."""
    results = record(data.get("results", data))
    channels = findings.rows(results["channels"])
    cues: list[SpeechCue] = []
    languages = []
    for channel in channels:
        found = _cues_of(channel, findings)
        for cue in found:
            cue.opens_turn = len(channels) > 1 and cue.speaker is None
        cues += found
        languages.append(channel.get("detected_language"))
    if not cues:
        cues = [_utterance(row, findings) for row in findings.rows(results.get("utterances"))]
    speech = Speech(cues, duration=findings.seconds(record(data.get("metadata")).get("duration")))
    speech.language = next((tag for language in languages if (tag := language_tag(language)) is not None), None)
    return speech


def _cues_of(channel: dict[str, Any], findings: Findings) -> list[SpeechCue]:
    alternative = findings.first(channel.get("alternatives"))
    words = []
    for row in findings.rows(alternative.get("words")):
        text = findings.text(row.get("punctuated_word") or row.get("word"))
        voice = findings.label(row.get("speaker"))
        words.append(Word(text, findings.seconds(row.get("start")), findings.seconds(row.get("end")), voice))
    transcript = findings.text(alternative.get("transcript"))
    if words:
        return cues_of_words(told_by(transcript, words))
    cues = []
    for paragraph in findings.rows(record(alternative.get("paragraphs")).get("paragraphs")):
        for sentence in findings.rows(paragraph.get("sentences")):
            cue = _utterance({"transcript": sentence.get("text"), **sentence}, findings)
            cue.speaker = findings.label(paragraph.get("speaker"))
            cues.append(cue)
    return cues or ([SpeechCue(transcript, None)] if transcript.strip() else [])


def _utterance(row: dict[str, Any], findings: Findings) -> SpeechCue:
    start, end = findings.seconds(row.get("start")), findings.seconds(row.get("end"))
    return SpeechCue(findings.text(row.get("transcript")), start, end, findings.label(row.get("speaker")))
