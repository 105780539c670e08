"""Reads speech-to-text that lists words and punctuation as elements of their own: Rev.ai's monologues, Speechmatics' results.

Sources of the forms: https://docs.rev.ai/api/asynchronous/transcripts/ and https://docs.speechmatics.com (JSON v2).
"""

from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word, cues_of_words


def fits_rev(data: Any) -> bool:
    """Whether `data` has monologues made of elements."""
    monologues = record(data).get("monologues")
    return isinstance(monologues, list) and all(isinstance(record(one).get("elements"), list) for one in monologues[:20])


def read_rev(data: Any, findings: Findings) -> Speech:
    """The monologues in their order. The elements state their own spaces, and their letters are kept as they stand.

    A name that the list of speakers gives to a number is the label.
    """
    names = {row.get("id"): findings.label(row.get("name")) for row in findings.rows(data.get("speakers"))}
    cues: list[SpeechCue] = []
    for monologue in findings.rows(data["monologues"]):
        number = monologue.get("speaker")
        voice = names.get(number) if isinstance(number, int | str) else None
        voice = voice or findings.label(record(monologue.get("speaker_info")).get("display_name")) or findings.label(number)
        cues += cues_of_words(_rev_words(monologue, voice, findings))
    language = language_tag(data.get("language"))
    return Speech(cues, language=language)


def _rev_words(monologue: dict[str, Any], voice: str | None, findings: Findings) -> list[Word]:
    words: list[Word] = []
    for element in findings.rows(monologue.get("elements")):
        value = findings.text(element.get("value"))
        if not value:
            continue
        start = findings.seconds(element.get("ts", element.get("timestamp")))
        end = findings.seconds(element.get("end_ts", element.get("end_timestamp")))
        stands_alone = not words or words[-1].text[-1].isspace() or value[0].isspace()
        if words and (value.isspace() or (element.get("type") == "punct" and start is None)):
            words[-1].text += value
        else:
            words.append(Word(value, start, end, voice, not stands_alone))
    return words


def fits_speechmatics(data: Any) -> bool:
    """Whether `data` has a flat row of results that are words and punctuation."""
    results = record(data).get("results")
    return isinstance(results, list) and any(
        "alternatives" in record(row) and record(row).get("type") in ("word", "punctuation", "entity") for row in results[:50]
    )


def read_speechmatics(data: Any, findings: Findings) -> Speech:
    """The words with their voices ("S1", "M1"; "UU" is nobody), punctuation attached as it says."""
    words: list[Word] = []
    glue_next = False
    for row in findings.rows(data["results"]):
        choice = findings.first(row.get("alternatives"))
        text = findings.text(choice.get("content"))
        if not text.strip():
            continue
        voice = findings.label(choice.get("speaker")) or findings.label(row.get("channel"))
        attached = row.get("attaches_to")
        closes = row.get("type") == "punctuation" and attached in (None, "previous", "both")
        word = Word(text, findings.seconds(row.get("start_time")), findings.seconds(row.get("end_time")))
        word.speaker = words[-1].speaker if words and closes else None if voice == "UU" else voice
        word.glued = True if words and (closes or glue_next) else None
        glue_next = attached in ("next", "both")
        words.append(word)
    metadata, job = record(data.get("metadata")), record(data.get("job"))
    config = record(metadata.get("transcription_config"))
    speech = Speech(cues_of_words(words), language=language_tag(config.get("language")))
    speech.duration = findings.seconds(job.get("duration"))
    return speech
