"""Reads JSON whose speech is a list of segments: Whisper and its kin, AssemblyAI, Podcasting 2.0, Sonix, Otter and many more.

What the fields are called is found out (`segment_rows`), so that a program nobody has heard of can be read as well.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader_app.core.importers.captions.worked_out import settle_worked_out
from reader_app.core.importers.draft import fold_space
from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.speech.json_values import Findings, number, record
from reader_app.core.importers.speech.podcast_json import chapters_in
from reader_app.core.importers.speech.segment_rows import RowReader, cue_of_text, plain_name
from reader_app.core.importers.speech.spoken_words import Speech, SpeechCue, Word

_LIST_NAMES = (
    "utterances segments speakers chunks sentences transcript transcripts transcription entries captions cues "
    "subtitles lines fragments phrases items messages dialogue conversation turns monologues results snippets parts "
    "paragraphs text data"
)
_LISTS = tuple(_LIST_NAMES.split())
"""What lists of segments are called, the richest first: where a file has several, they say the same words."""

_WORD_LISTS = ("words", "word_segments")
_LANGUAGE_NAMES = ("language", "language_code", "languageCode", "lang", "detected_language", "locale")
_LENGTH_NAMES = ("audio_duration", "duration", "audioDuration", "duration_seconds", "media_duration")
_ABOUT = ("metadata", "info", "meta", "result", "episode")
"""Records in which a file tells of itself."""

_SURE_LISTS = frozenset({"segments", "utterances", "transcript", "transcription", "captions", "cues", "subtitles", "dialogue"})
"""Names that say of a list that it tells speech."""

_TEXTS = ("text", "transcript")
_MARK = re.compile(r">{2,}[^\S\n]+(?=\S)")
_BARE_TEXT = frozenset(
    {"title", "transcript", "text", "usage", "task", "language", "duration", "segments", "logprobs", "words", "confidence", "id"}
)


def fits(data: Any) -> bool:
    """Whether `data` is, or has, a list of segments."""
    return _rows(data) is not None or _is_bare_text(data)


def _rows(data: Any) -> list[dict[str, Any]] | None:
    """The list of segments in `data`."""
    for name, rows in _lists(data):
        records = [row for row in rows if isinstance(row, dict)]
        if 2 * len(records) > len(rows) and _tells_speech(records, name):
            return records
    return None


def _tells_speech(rows: list[dict[str, Any]], name: str) -> bool:
    """Whether a list called `name` tells speech: where its name does not say so, its records must have a time or a speaker."""
    reader = RowReader(rows, Findings())
    if name in _SURE_LISTS and reader.text is not None:
        return True
    timed = reader.start is not None or any(field in row for row in rows[:20] for field in ("timestamp", "words", "result"))
    return reader.tells_speech and (timed or (reader.voice is not None and plain_name(reader.voice).startswith("speaker")))


def _lists(data: Any) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(data, list):
        yield "", data
    for name in _LISTS:
        value = record(data).get(name)
        if isinstance(value, list) and value:
            yield name, value


def _is_bare_text(data: Any) -> bool:
    """Whether all that `data` has is its text, as Whisper's plain answer and files whose segments are empty."""
    fields = record(data)
    stated = _BARE_TEXT.issuperset(fields) or "audio_duration" in fields
    return stated and not fields.get("words") and any(isinstance(fields.get(name), str) for name in _TEXTS)


def read(data: Any, findings: Findings) -> Speech:
    """The segments with their voices and the times of their words, and what the file states of itself."""
    rows = _rows(data)
    if rows is None:
        text = next(data[name] for name in _TEXTS if isinstance(data.get(name), str))
        speech = Speech([SpeechCue(findings.text(text), None)])
        tell_about(speech, data, findings, milliseconds=False)
        return speech
    findings.odd_pieces += next(len(rows_in) - len(rows) for _, rows_in in _lists(data) if any(row is rows[0] for row in rows_in))
    reader = RowReader(rows, findings, milliseconds=_stated_unit(data, rows))
    cues = reader.cues()
    words = _words_beside(data, findings, milliseconds=reader.in_milliseconds)
    if words and not any(cue.words for cue in cues):
        cues = _with_words(cues, words)
    settle_worked_out(cues)
    if any(cue.speaker for cue in cues):
        cues = [part for cue in cues for part in _apart_at_marks(cue)]
    speech = Speech(cues, names_run_on="body" in rows[0])
    tell_about(speech, data, findings, milliseconds=reader.in_milliseconds)
    return speech


def _stated_unit(data: Any, rows: list[dict[str, Any]]) -> bool | None:
    """Whether times are milliseconds, told by the length in seconds that AssemblyAI states; None where that is not there."""
    seconds = number(record(data).get("audio_duration"))
    last = max((end for row in rows if (end := number(row.get("end"))) is not None), default=None)
    return last > 20 * seconds if seconds and last is not None else None


def _apart_at_marks(cue: SpeechCue) -> list[SpeechCue]:
    """A cue in the parts that voices without a name say, each after a `>>` at the head of a line, as in captions."""
    if cue.speaker or cue.words or ">>" not in cue.text:
        return [cue]
    heads = [match for match in _MARK.finditer(cue.text) if match.start() == 0 or cue.text[match.start() - 1] == "\n"]
    if not heads:
        return [cue]
    stops = [match.start() for match in heads[1:]] + [len(cue.text)]
    parts = [SpeechCue(cue.text[: heads[0].start()], None)] if heads[0].start() else []
    parts += [SpeechCue(cue.text[head.end() : stop], None, opens_turn=True) for head, stop in zip(heads, stops, strict=True)]
    parts[0].start, parts[-1].end = cue.start, cue.end if len(parts) == 1 else None
    return parts


def _words_beside(data: Any, findings: Findings, *, milliseconds: bool) -> list[Word]:
    """The words that a file lists beside its segments, by their times."""
    for name in _WORD_LISTS:
        rows = record(data).get(name)
        records = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if records:
            return RowReader(records, findings, milliseconds=milliseconds).words()
    return []


def _with_words(cues: list[SpeechCue], words: list[Word]) -> list[SpeechCue]:
    """The cues with the times of those words that are said in them."""
    found, at = [], 0
    for number_of, cue in enumerate(cues):
        following = next((later.start for later in cues[number_of + 1 : number_of + 2]), None)
        inside = []
        while at < len(words):
            start = words[at].start
            if start is not None and following is not None and start >= following:
                break
            inside.append(words[at])
            at += 1
        timed = cue_of_text(cue.text, inside, cue.start, cue.end, cue.speaker)
        found.append(timed)
    return found


def _records_about(data: Any) -> list[dict[str, Any]]:
    inner = [record(record(data).get(name)) for name in _ABOUT]
    if isinstance(data, list):  # lines of JSON: one of them may tell of the file
        inner += [row for row in data[:3] if isinstance(row, dict) and "title" in row and "text" not in row]
    return inner


def tell_about(speech: Speech, data: Any, findings: Findings, *, milliseconds: bool) -> None:
    """Puts into `speech` the title, show, language, length and chapters that the file states; its times may be `milliseconds`."""
    records = [record(data), *_records_about(data)]
    speech.title = _first_text(records, ("title", "episode_title", "episodeTitle"), findings)
    speech.show = fold_space(_first_text(records, ("podcastName", "podcast_name", "podcastTitle", "show"), findings)) or None
    tags = (language_tag(one.get(name)) for one in records for name in _LANGUAGE_NAMES)
    speech.language = next((tag for tag in tags if tag is not None), None)
    length = next((found for one in records for name in _LENGTH_NAMES if (found := number(one.get(name))) is not None), None)
    last = max((cue.end or cue.start or 0.0 for cue in speech.cues), default=0.0)
    # A length in another unit, or of something else, is worse than none.
    if length is not None and last - 10 <= length <= 100 * max(last, 36.0):
        speech.duration = length
    if isinstance(data, dict):
        speech.chapters = chapters_in(data, findings, per_second=1000.0 if milliseconds else 1.0)
        if speech.chapters and any(record(chapter).get("summary") for chapter in data["chapters"]):
            findings.notes.append("the summaries of chapters are left out")


def _first_text(records: list[Mapping[str, Any]] | list[dict[str, Any]], names: tuple[str, ...], findings: Findings) -> str:
    values = (one.get(name) for one in records for name in names)
    return next((found for value in values if isinstance(value, str) and (found := findings.text(value)).strip()), "")
