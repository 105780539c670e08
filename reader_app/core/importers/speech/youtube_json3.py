"""Reads YouTube's captions in its own JSON ("json3"): events with a time, made of pieces with times of their own.

Source of the form: what `yt-dlp --sub-format json3` saves; its marks are those of https://www.youtube.com/api/timedtext.
"""

from typing import Any

from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue


def fits(data: Any) -> bool:
    """Whether `data` has YouTube's events."""
    events = record(data).get("events")
    return isinstance(events, list) and ("wireMagic" in data or any("tStartMs" in record(event) for event in events[:200]))


def read(data: Any, findings: Findings) -> Speech:
    """A cue for each event with words; events that only break the line or set a window are none."""
    cues = []
    for event in findings.rows(data["events"]):
        cue = _cue(event, findings)
        if cue is not None:
            cues.append(cue)
    return Speech(cues, captions=True)


def _cue(event: dict[str, Any], findings: Findings) -> SpeechCue | None:
    start = findings.seconds(event.get("tStartMs"), 1000)
    length = findings.seconds(event.get("dDurationMs"), 1000)
    parts: list[str] = []
    times: list[tuple[int, float]] = []
    size = 0
    for piece in findings.rows(event.get("segs")):
        raw = unescape(findings.text(piece.get("utf8")))
        offset = findings.seconds(piece.get("tOffsetMs"), 1000)
        spaced = bool(parts) and (raw[:1].isspace() or not parts[-1])
        words = " ".join(raw.split())
        if words:
            parts.append(f" {words}" if spaced else words)
            if start is not None and offset is not None and (spaced or size == 0):
                times.append((size + spaced, round(start + offset, 3)))
            size += len(parts[-1])
        if raw[-1:].isspace() and parts and parts[-1]:
            parts.append("")
    text = "".join(parts)
    if not text.strip():
        return None
    return SpeechCue(text, start, round(start + length, 3) if start is not None and length is not None else None, words=times)
