"""Reads the output of Amazon Transcribe, and of its call analytics.

Source of the form: https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html#how-output
"""

from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, number, record
from reader_app.core.importers.speech.segment_rows import cue_of_text
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word, cues_of_words, told_by


def fits(data: Any) -> bool:
    """Whether `data` has Transcribe's results: items of pronunciation and punctuation, or transcripts."""
    results = record(data).get("results")
    return isinstance(results, dict) and any(
        isinstance(results.get(part), list) for part in ("items", "transcripts", "audio_segments")
    )


def read(data: Any, findings: Findings) -> Speech:
    """The words with the labels of their voices or channels; the letters are those of the transcript, where it is there."""
    results = data["results"]
    transcript = " ".join(findings.text(row.get("transcript")) for row in findings.rows(results.get("transcripts")))
    channels = findings.rows(record(results.get("channel_labels")).get("channels"))
    if channels:
        cues = []
        for channel in channels:
            label = findings.label(channel.get("channel_label"))
            cues += cues_of_words(_words(findings.rows(channel.get("items")), {}, findings, label))
    else:
        words = _words(findings.rows(results.get("items")), _voices(results, findings), findings)
        cues = cues_of_words(told_by(transcript, words)) if words else _segments(results, findings)
    if not cues and transcript.strip():
        cues = [SpeechCue(transcript, None)]
    return Speech(cues, language=language_tag(results.get("language_code")))


def _voices(results: dict[str, Any], findings: Findings) -> dict[float, str | None]:
    """The voice of each word, by the time at which it starts, as `speaker_labels` has it."""
    found: dict[float, str | None] = {}
    for segment in findings.rows(record(results.get("speaker_labels")).get("segments")):
        for item in findings.rows(segment.get("items")):
            start = number(item.get("start_time"))
            if start is not None:
                found[start] = findings.label(item.get("speaker_label") or segment.get("speaker_label"))
    return found


def _words(
    items: list[dict[str, Any]], voices: dict[float, str | None], findings: Findings, channel: str | None = None
) -> list[Word]:
    words: list[Word] = []
    for item in items:
        text = findings.text(findings.first(item.get("alternatives")).get("content"))
        if item.get("type") == "punctuation":
            if words:
                words[-1].text += text
            continue
        start, end = findings.seconds(item.get("start_time")), findings.seconds(item.get("end_time"))
        voice = channel or findings.label(item.get("speaker_label"))
        if voice is None and start is not None:
            voice = voices.get(start)
        words.append(Word(text, start, end, voice))
    return words


def _segments(results: dict[str, Any], findings: Findings) -> list[SpeechCue]:
    return [
        SpeechCue(
            findings.text(row.get("transcript")),
            findings.seconds(row.get("start_time")),
            findings.seconds(row.get("end_time")),
            findings.label(row.get("speaker_label") or row.get("channel_label")),
        )
        for row in findings.rows(results.get("audio_segments"))
    ]


def fits_call(data: Any) -> bool:
    """Whether `data` is call analytics: a transcript of pieces with a participant each."""
    pieces = record(data).get("Transcript")
    return isinstance(pieces, list) and any("BeginOffsetMillis" in record(piece) for piece in pieces[:20])


def read_call(data: Any, findings: Findings) -> Speech:
    """The pieces of a call with the role of who says them ("AGENT")."""
    cues = []
    for piece in findings.rows(data["Transcript"]):
        start, end = (findings.seconds(piece.get(name), 1000) for name in ("BeginOffsetMillis", "EndOffsetMillis"))
        words = [
            Word(findings.text(item.get("Content")), findings.seconds(item.get("BeginOffsetMillis"), 1000))
            for item in findings.rows(piece.get("Items"))
            if "BeginOffsetMillis" in item
        ]
        voice = findings.label(piece.get("ParticipantRole") or piece.get("ParticipantId"))
        cues.append(cue_of_text(findings.text(piece.get("Content")), words, start, end, voice))
    return Speech(cues, language=language_tag(data.get("LanguageCode")))
