"""Reads transcripts in JSON: tells by their shape which program wrote them, and hands them to the reader of that form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.speech import (
    aws_json,
    azure_json,
    deepgram_json,
    editor_json,
    element_rows_json,
    google_json,
    segments_json,
    whisper_cpp_json,
    youtube_json3,
)
from reader_app.core.importers.speech.json_source import read_json
from reader_app.core.importers.speech.json_values import Findings, record
from reader_app.core.importers.speech.podcast_json import chapters_in
from reader_app.core.importers.speech.spoken_words import Speech, draft_of_speech

_UNKNOWN = "This is JSON, but there is no transcript in it of a kind that can be read here."
_ONLY_CHAPTERS = "This is a list of chapters without a transcript; bring it in together with its transcript."
_VIDEO_FACTS = "This is what a downloader saved about a video; there is no transcript in it. Bring in its captions instead."
_NO_WORDS = "This is a transcript in JSON, but there are no words in it."


@dataclass(frozen=True, slots=True)
class JsonShape:
    """A shape of JSON in which a program writes transcripts: how it is recognised and how it is read."""

    fits: Callable[[Any], bool]
    read: Callable[[Any, Findings], Speech]


SHAPES: tuple[JsonShape, ...] = (
    JsonShape(youtube_json3.fits, youtube_json3.read),
    JsonShape(whisper_cpp_json.fits, whisper_cpp_json.read),
    JsonShape(deepgram_json.fits, deepgram_json.read),
    JsonShape(element_rows_json.fits_rev, element_rows_json.read_rev),
    JsonShape(aws_json.fits, aws_json.read),
    JsonShape(aws_json.fits_call, aws_json.read_call),
    JsonShape(element_rows_json.fits_speechmatics, element_rows_json.read_speechmatics),
    JsonShape(google_json.fits, google_json.read),
    JsonShape(azure_json.fits, azure_json.read),
    JsonShape(azure_json.fits_video_indexer, azure_json.read_video_indexer),
    JsonShape(editor_json.fits_draft_js, editor_json.read_draft_js),
    JsonShape(editor_json.fits_auto_edit, editor_json.read_auto_edit),
    JsonShape(segments_json.fits, segments_json.read),
    JsonShape(editor_json.fits_words, editor_json.read_words),
)
"""Most particular first: the first that fits reads it."""

_WRAPPINGS = ("response", "result", "results", "data", "output", "transcription", "transcript", "speech", "payload", "body")
"""Names under which programs put the whole answer of another."""

_DEEPEST_WRAPPING = 4


def recognises(text: str) -> bool:
    """Whether `text` begins as JSON does; whether there is a transcript in it, `parse` finds out."""
    return data_format(text) == "JSON"


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that a transcript in JSON tells.

    Raises UnreadableFile, with what it is, for JSON that is broken, too large, or no transcript.
    """
    source = read_json(text)
    data = source.values[0] if len(source.values) == 1 else source.values
    findings = Findings()
    lone = [[data]] if isinstance(data, dict) and isinstance(data.get("text", data.get("body")), str) else []
    for inner in (*_unwrapped(data, _DEEPEST_WRAPPING), *lone):  # a single segment may be all that there is
        shape = next((shape for shape in SHAPES if shape.fits(inner)), None)
        if shape is not None:
            draft = draft_of_speech(shape.read(inner, findings), name)
            break
    else:
        raise UnreadableFile(_why_unknown(data))
    if not any(block.kind == "speech" for block in draft.blocks):
        raise UnreadableFile(_NO_WORDS)
    draft.notes += source.notes + findings.told()
    draft.truncated = draft.truncated or source.truncated
    draft.repaired = draft.repaired or bool(findings.bad_letters)
    return [draft]


def _unwrapped(data: Any, deepest: int) -> Iterator[Any]:
    """`data` itself, and then what it only wraps."""
    yield data
    if deepest == 0:
        return
    if isinstance(data, list) and len(data) == 1:
        yield from _unwrapped(data[0], deepest - 1)
    for name in _WRAPPINGS:
        inner = record(data).get(name)
        if isinstance(inner, dict | list):
            yield from _unwrapped(inner, deepest - 1)


def _why_unknown(data: Any) -> str:
    if isinstance(data, dict) and ("webpage_url" in data or "extractor" in data):
        return _VIDEO_FACTS
    return _ONLY_CHAPTERS if isinstance(data, dict) and chapters_in(data, Findings()) else _UNKNOWN
