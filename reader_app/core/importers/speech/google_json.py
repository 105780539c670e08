"""Reads Google's speech-to-text (v1, v2) and IBM Watson's, which answer with a row of results that have alternatives.

Sources of the forms: https://cloud.google.com/speech-to-text/docs/reference/rest (v1 and v2),
https://cloud.ibm.com/docs/speech-to-text?topic=speech-to-text-basic-response
"""

from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word, cues_of_words, told_by

_START_NAMES = ("startTime", "startOffset", "start_time", "start_offset")
_END_NAMES = ("endTime", "endOffset", "end_time", "end_offset")
_VOICE_NAMES = ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag")


def fits(data: Any) -> bool:
    """Whether `data` has results with alternatives that have a transcript or words."""
    return any(
        "transcript" in alternative or "words" in alternative
        for row in _results(data)[:20]
        for alternative in _rows(row.get("alternatives"))
    )


def _results(data: Any) -> list[dict[str, Any]]:
    results = record(data).get("results")
    if isinstance(results, dict):  # v2, batch: a transcript for each address
        results = [
            row
            for one in results.values()
            for row in _rows(record(record(one).get("transcript")).get("results"))
            + _rows(record(record(record(one).get("inlineResult")).get("transcript")).get("results"))
        ]
    rows = _rows(results)
    # IBM wraps its results once more where several recordings were sent.
    inner = [row for one in rows for row in _rows(one.get("results"))]
    return inner or rows


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def read(data: Any, findings: Findings) -> Speech:
    """The first alternative of each result. With voices, Google says all words again in its last result, which then counts."""
    results = [row for row in _results(data) if row.get("final", True) is not False]
    voices = _ibm_voices(data, findings)
    pieces = []
    for row in results:
        alternative = findings.first(row.get("alternatives"))
        words = _ibm_words(alternative, voices, findings) or _words(alternative, findings)
        channel = findings.label(row.get("channelTag", row.get("channel_tag")))
        pieces.append((findings.text(alternative.get("transcript")), words, channel if channel != "0" else None))
    pieces = _without_repeat(pieces)
    languages = (row.get("languageCode", row.get("language_code")) for row in results)
    speech = Speech([], language=next((tag for tag in map(language_tag, languages) if tag is not None), None))
    several = len({channel for _, _, channel in pieces}) > 1
    for transcript, words, channel in pieces:
        if words and words[0].start is None and words[0].end is not None and not speech.cues:
            words[0].start = 0.0  # the form leaves out what is zero
        found = cues_of_words(told_by(transcript, words)) if words else [SpeechCue(transcript, None)]
        for cue in found:
            cue.speaker = cue.speaker or (channel if several else None)
        speech.cues += found
    return speech


def _words(alternative: dict[str, Any], findings: Findings) -> list[Word]:
    found = []
    for row in findings.rows(alternative.get("words")):
        start, end = (findings.seconds(_named(row, names)) for names in (_START_NAMES, _END_NAMES))
        voice = findings.label(_named(row, _VOICE_NAMES))
        word = Word(findings.text(row.get("word")).replace("\u2581", " "), start, end, voice if voice != "0" else None)
        found.append(word)
    return found


def _named(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if name in row), None)


_Piece = tuple[str, list[Word], str | None]


def _without_repeat(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, of which the last takes the place of all where it says their words again, with voices."""
    if len(pieces) < 2 or not pieces[-1][1]:
        return pieces
    *before, (_, last, channel) = pieces
    earlier = [word.text for _, words, _ in before for word in words]
    said = [word.text for word in last]
    voiced = all(word.speaker for word in last) and not any(word.speaker for _, words, _ in before for word in words)
    if not voiced or (earlier and earlier != said) or len(said) < 2:
        return pieces
    return [(" ".join(text.strip() for text, _, _ in before), last, channel)]


def _ibm_voices(data: Any, findings: Findings) -> dict[float, str | None]:
    """IBM's voices by the time at which a word starts."""
    found: dict[float, str | None] = {}
    holders = [record(data), *_rows(record(data).get("results"))]
    for row in (row for holder in holders for row in _rows(holder.get("speaker_labels"))):
        start = findings.seconds(row.get("from"))
        if start is not None:
            found[start] = findings.label(row.get("speaker"))
    return found


def _ibm_words(alternative: dict[str, Any], voices: dict[float, str | None], findings: Findings) -> list[Word]:
    """IBM's words, each a list of word, start and end."""
    found = []
    value = alternative.get("timestamps")
    for row in value if isinstance(value, list) else ():
        if isinstance(row, list) and len(row) >= 3:
            start, end = findings.seconds(row[1]), findings.seconds(row[2])
            found.append(Word(findings.text(row[0]), start, end, voices.get(start) if start is not None else None))
    return found
