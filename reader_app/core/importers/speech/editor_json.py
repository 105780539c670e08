"""Reads what transcript editors keep: Draft.js blocks, autoEdit 2 paragraphs, words beside paragraphs, and the BBC's Kaldi.

Source of the forms: the adapters of https://github.com/bbc/react-transcript-editor (packages/stt-adapters).
"""

from bisect import bisect_right
from typing import Any

from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.segment_rows import RowReader, cue_of_text
from reader_app.core.importers.speech.segments_json import tell_about
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word, cues_of_words, told_by


def fits_draft_js(data: Any) -> bool:
    """Whether `data` is the raw content of a Draft.js editor."""
    blocks = record(data).get("blocks")
    return isinstance(blocks, list) and any("text" in record(block) and "type" in record(block) for block in blocks[:20])


def read_draft_js(data: Any, findings: Findings) -> Speech:
    """A cue for each block, with the label in its data; the times of words are those of the entities that lie over them."""
    entities = data.get("entityMap")
    cues: list[SpeechCue] = []
    for block in findings.rows(data["blocks"]):
        own = record(block.get("data"))
        text = findings.text(block.get("text"))
        words = []
        for span in findings.rows(block.get("entityRanges")):
            entity = record(record(_entity(entities, span.get("key"))).get("data"))
            start, end = findings.seconds(entity.get("start")), findings.seconds(entity.get("end"))
            words.append(Word(_covered(text, span) or findings.text(entity.get("text")), start, end))
        start = findings.seconds(own.get("start"))
        if start is None and words:
            start = words[0].start
        cue = cue_of_text(text, words, start, words[-1].end if words else None, findings.label(own.get("speaker")))
        cues.append(cue)
    return Speech(cues, findings.text(data.get("title")))


def _entity(entities: Any, key: Any) -> Any:
    if isinstance(entities, dict):
        return entities.get(str(key))
    if isinstance(entities, list) and isinstance(key, int) and 0 <= key < len(entities):
        return entities[key]
    return None


def _covered(text: str, span: dict[str, Any]) -> str:
    """The words under an entity, whose places count UTF-16 units."""
    offset, length = span.get("offset"), span.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        return ""
    if text.isascii() or max(text) <= "\uffff":
        return text[offset : offset + length]
    units = text.encode("utf-16-le", errors="replace")[2 * offset : 2 * (offset + length)]
    return units.decode("utf-16-le", errors="replace")


def fits_auto_edit(data: Any) -> bool:
    """Whether `data` is an autoEdit 2 transcript: its text a row of speakers with paragraphs of lines."""
    text = record(data).get("text")
    return isinstance(text, list) and any(isinstance(record(part).get("paragraph"), list) for part in text[:20])


def read_auto_edit(data: Any, findings: Findings) -> Speech:
    """The words of all lines with the label of the part in which they stand."""
    cues: list[SpeechCue] = []
    for part in findings.rows(data["text"]):
        voice = findings.label(part.get("speaker"))
        for paragraph in findings.rows(part.get("paragraph")):
            words = RowReader(findings.rows(paragraph.get("line")), findings).words()
            for word in words:
                word.speaker = voice
            cues += cues_of_words(words)
    speech = Speech(cues, findings.text(data.get("title")))
    speech.duration = findings.seconds(record(data.get("metadata")).get("duration"))
    return speech


def fits_words(data: Any) -> bool:
    """Whether `data` is a row of timed words, alone or beside paragraphs, speakers or a segmentation that say whose they are."""
    words = record(_kaldi(data)).get("words")
    if not isinstance(words, list) or not words:
        return False
    reader = RowReader([word for word in words[:200] if isinstance(word, dict)], Findings())
    return reader.text is not None and reader.start is not None


def _kaldi(data: Any) -> Any:
    return record(data).get("retval", data)


def read_words(data: Any, findings: Findings) -> Speech:
    """The words with the letters of the text beside them, each with its own label or that of the stretch in which it starts."""
    fields = record(_kaldi(data))
    rows = findings.rows(fields["words"])
    reader = RowReader(rows, findings)
    words = reader.words()
    stretches = _stretches(fields, findings)
    names = fields.get("speakers")
    if stretches and not any(word.speaker for word in words):
        _label_words(words, stretches)
    elif isinstance(names, list):  # the label of a word may be the place of its name in this list
        for word in words:
            place = int(word.speaker) if word.speaker is not None and word.speaker.isdecimal() and len(word.speaker) < 10 else -1
            if 0 <= place < len(names) and (name := findings.label(names[place])) is not None:
                word.speaker = name
    told = fields.get("text", fields.get("transcript"))
    if isinstance(told, str) and told.strip():
        words = told_by(findings.text(told), words)
    speech = Speech(cues_of_words(words))
    tell_about(speech, fields, findings, milliseconds=reader.in_milliseconds)
    return speech


def _stretches(fields: dict[str, Any], findings: Findings) -> list[tuple[float, str | None]]:
    """Since when which voice speaks, as (seconds, label), by the time."""
    rows = fields.get("paragraphs") or record(fields.get("segmentation")).get("segments") or fields.get("speakers")
    if not isinstance(rows, list):
        return []
    reader = RowReader([row for row in rows if isinstance(row, dict)], findings)
    found = []
    for row in findings.rows(rows):
        start = findings.seconds(row.get(reader.start)) if reader.start is not None else None
        if start is not None:
            found.append((start, findings.label(row.get("speaker", row.get("name")))))
    return sorted(found, key=lambda stretch: stretch[0])


def _label_words(words: list[Word], stretches: list[tuple[float, str | None]]) -> None:
    """Gives each word the label of the stretch that begins last before it; one without a time goes with the word before it.

    What is said before the first stretch is nobody's. Times of words and stretches differ by rounding.
    """
    starts = [start for start, _ in stretches]
    voice: str | None = None
    for word in words:
        if word.start is not None:
            place = bisect_right(starts, word.start + 0.005) - 1
            voice = stretches[place][1] if place >= 0 else None
        word.speaker = voice
