"""Reads Azure's speech-to-text: batch transcription, fast transcription and Video Indexer.

Source of the forms: https://learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get
"""

from collections.abc import Iterator
from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.segment_rows import cue_of_text
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word

_TICKS = 10_000_000
"""Ticks of a hundred nanoseconds in a second."""

_MILLISECONDS = 1000
_WORD_LISTS = ("displayWords", "words", "displayPhraseElements")


def fits(data: Any) -> bool:
    """Whether `data` has recognised phrases of batch or of fast transcription."""
    fields = record(data)
    phrases = fields.get("phrases")
    fast = isinstance(phrases, list) and any("offsetMilliseconds" in record(phrase) for phrase in phrases[:20])
    return isinstance(fields.get("recognizedPhrases"), list) or fast


def read(data: Any, findings: Findings) -> Speech:
    """The best hearing of each phrase, with the number of its voice; the phrases of all channels by the time."""
    phrases = findings.rows(data.get("recognizedPhrases", data.get("phrases")))
    several = len({str(phrase.get("channel")) for phrase in phrases}) > 1
    cues: list[SpeechCue] = []
    for phrase in phrases:
        status = phrase.get("recognitionStatus")
        if isinstance(status, str) and status != "Success":  # silence, noise
            continue
        best = findings.first(phrase["nBest"]) if "nBest" in phrase else phrase
        text = findings.text(best.get("display") or best.get("text") or best.get("itn") or best.get("lexical"))
        start, length = _moment(phrase, "offset", findings), _moment(phrase, "duration", findings)
        end = round(start + length, 6) if start is not None and length is not None else None
        words = next((rows for name in _WORD_LISTS if (rows := list(_words(best.get(name), findings)))), [])
        cue = cue_of_text(text, words, start, end, findings.label(phrase.get("speaker")))
        cue.opens_turn = several and cue.speaker is None
        cues.append(cue)
    speech = Speech(cues, duration=_moment(data, "duration", findings))
    speech.language = next((tag for phrase in phrases if (tag := language_tag(phrase.get("locale"))) is not None), None)
    return speech


def _moment(row: dict[str, Any], name: str, findings: Findings) -> float | None:
    """A time that stands as ticks, milliseconds, or a duration of ISO 8601."""
    if f"{name}InTicks" in row:
        return findings.seconds(row[f"{name}InTicks"], _TICKS)
    if f"{name}Milliseconds" in row:
        return findings.seconds(row[f"{name}Milliseconds"], _MILLISECONDS)
    return findings.seconds(row.get(name), _TICKS)


def _words(value: Any, findings: Findings) -> Iterator[Word]:
    for row in findings.rows(value):
        start, length = _moment(row, "offset", findings), _moment(row, "duration", findings)
        end = round(start + length, 6) if start is not None and length is not None else None
        yield Word(findings.text(row.get("displayText") or row.get("word") or row.get("text")), start, end)


def fits_video_indexer(data: Any) -> bool:
    """Whether `data` is what Video Indexer found in videos, a transcript among it."""
    videos = record(data).get("videos")
    return isinstance(videos, list) and any(
        isinstance(record(record(video).get("insights")).get("transcript"), list) for video in videos[:5]
    )


def read_video_indexer(data: Any, findings: Findings) -> Speech:
    """The transcript of the first video, with the names of its speakers."""
    insights = record(findings.first(data["videos"]).get("insights"))
    names = {row.get("id"): findings.label(row.get("name")) for row in findings.rows(insights.get("speakers"))}
    cues = []
    for row in findings.rows(insights.get("transcript")):
        heard = row.get("instances")
        instance = record(heard[0]) if isinstance(heard, list) and heard else {}
        number = row.get("speakerId")
        voice = (names.get(number) if isinstance(number, int | str) else None) or findings.label(number)
        start, end = findings.seconds(instance.get("start")), findings.seconds(instance.get("end"))
        cues.append(SpeechCue(findings.text(row.get("text")), start, end, voice))
    language = language_tag(insights.get("sourceLanguage") or insights.get("language"))
    return Speech(cues, findings.text(data.get("name")), language=language)
