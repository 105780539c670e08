"""Reads what whisper.cpp writes as JSON (`-oj`, `-ojf`): a row of pieces with offsets in milliseconds and, in full, tokens.

Source of the form: `output_json` in examples/cli/cli.cpp of ggml-org/whisper.cpp.
"""

import re
from typing import Any

from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.segment_rows import cue_of_text
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word

_SPECIAL_TOKEN = re.compile(r"\[_[A-Z]+_?\d*\]|<\|[^|]*\|>")


def fits(data: Any) -> bool:
    """Whether `data` has whisper.cpp's row of pieces."""
    pieces = record(data).get("transcription")
    return isinstance(pieces, list) and (
        any(isinstance(piece, dict) and ("offsets" in piece or "timestamps" in piece) for piece in pieces[:20])
        or (not pieces and "systeminfo" in data)
    )


def read(data: Any, findings: Findings) -> Speech:
    """The speech that whisper.cpp heard; a label that `--diarize` gives is a voice, `[SPEAKER_TURN]` opens a turn of nobody."""
    cues: list[SpeechCue] = []
    turns = False
    for piece in findings.rows(data["transcription"]):
        text = findings.text(piece.get("text"))
        offsets, clocks = record(piece.get("offsets")), record(piece.get("timestamps"))
        if offsets:
            start, end = findings.seconds(offsets.get("from"), 1000), findings.seconds(offsets.get("to"), 1000)
        else:
            start, end = findings.seconds(clocks.get("from")), findings.seconds(clocks.get("to"))
        voice = findings.label(piece.get("speaker"))
        words = _words(piece, findings)
        cue = cue_of_text(text, words, start, end, None if voice == "?" else voice)
        cue.opens_turn = turns
        turns = piece.get("speaker_turn_next") is True
        cues.append(cue)
    result, params = record(data.get("result")), record(data.get("params"))
    return Speech(cues, language=language_tag(result.get("language") or params.get("language")))


def _words(piece: dict[str, Any], findings: Findings) -> list[Word]:
    """The words that the tokens of a piece spell; a token with a space before it begins one."""
    words: list[Word] = []
    for token in findings.rows(piece.get("tokens")):
        text = findings.text(token.get("text"))
        if not text or _SPECIAL_TOKEN.fullmatch(text.strip()) is not None:
            continue
        if words and not text[0].isspace():
            words[-1].text += text
        else:
            words.append(Word(text, findings.seconds(record(token.get("offsets")).get("from"), 1000)))
    return words
