"""Reads WebVTT: captions and transcripts with voices and times of words, and chapters.

The form is that of https://www.w3.org/TR/webvtt1/. What its text means beyond that is known from the files of podcast hosts,
meeting programs (a voice in each cue, or a name before a colon) and video sites (lines that roll, word by word).
"""

import re
from dataclasses import dataclass
from itertools import islice
from statistics import median

from reader_app import APP_NAME
from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, drafts_of
from reader_app.core.importers.captions.webvtt_cue_text import spoken_pieces
from reader_app.core.importers.captions.webvtt_file import MENDS, VttCue, VttFile, has_signature, read_file
from reader_app.core.importers.captions.webvtt_highlights import join_highlights
from reader_app.core.importers.captions.webvtt_times import lenient_times
from reader_app.core.importers.captions.worked_out import WorkedOut, settle_worked_out
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.language import detect_language

_HEAD_LINES = 60
"""Lines among which the first line of times must stand where the line WEBVTT is missing."""
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z-]{1,20})\s*[:=]\s*\"?([^\"]*?)\"?\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_TITLE_MARK = re.compile(r"(?:-{1,2}|[–—:])\s+(?=\S)")
_NO_TITLE = re.compile(
    r"(?:(?:this|the|a|an|auto\w*|english|closed)\b.{0,30}\b(?:file|captions?|subtitles?|transcript|cues)\b"
    r"|(?:generated|created|converted|translated|transcribed|exported|made|written|produced|edited|downloaded|copyright)\b"
    r"|(?:kind|language|author|https?|file|x-[a-z-]+)\s*[:=]"
    r"|(?:captions?|subtitles?|transcript|transcription|chapters?|metadata|descriptions?|file|untitled|english|test)\W*$)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200
_COMMENTS = ("1 comment was left out", "{:,} comments were left out")
_PICTURE = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|avif|bmp|svg)(?:[?#]\S*)?|\S*#xywh=\S+", re.IGNORECASE)
_NAME_OF_WORKED_OUT = re.compile(r"~\d{1,9}")
"""So our own export names a cue whose time was worked out."""
_CHAPTER_SECONDS = 30.0
_CHAPTER_WORDS_A_SECOND = 0.35
"""Speech has two to three words a second; titles of chapters have far fewer, and each of them stands for long."""
_LONGEST_CHAPTER_TITLE = 200
_NAME_TAIL = re.compile(r"(?:[._ -]chapters)?\.(?:web)?vtt$", re.IGNORECASE)
"""What the name of a file of chapters has behind that of the episode."""


@dataclass(slots=True)
class _Stated:
    """What the head of a file says of it."""

    title: str = ""
    kind: str = ""
    language: str | None = None
    duration: float | None = None
    comments: int = 0
    ours: bool = False
    """Whether this program wrote the file, which leaves no captions that roll."""


def recognises(text: str) -> bool:
    """Whether `text` begins as WebVTT files do, or, where that line is lost, with times as only they write them."""
    return has_signature(text) or _is_headless(text)


def parse(text: str, name: str, strict: bool = False) -> list[Draft]:
    """The episode of a WebVTT file, or those of several that were glued.

    `strict` reads by the specification alone, and loses what is not as it asks.

    Raises UnreadableFile where it holds no words: no cues, pictures for a player's preview, data for programs.
    """
    vtt = read_file(text, strict)
    stated = _stated(vtt)
    _refuse_what_is_no_speech(vtt)
    if stated.kind == "chapters" or (not stated.kind and _are_chapters(vtt)):
        drafts = [_chapters(vtt, stated, name, strict)]
    else:
        drafts = drafts_of(_cues(vtt, strict), name, title=stated.title, language=stated.language, may_roll=not stated.ours)
    if not any(draft.blocks for draft in drafts):
        raise UnreadableFile("This WebVTT file holds no text: it has a head, but no captions with words.")
    for draft in drafts:
        draft.duration = stated.duration if len(drafts) == 1 else None
        draft.notes[:0] = _notes(vtt, stated)
        draft.repaired = draft.repaired or any(vtt.mended[key] for key in ("unreadable", "untimed", "repeated"))
    return drafts


def _is_headless(text: str) -> bool:
    """Whether the first line of times has the dots of WebVTT, and no number above it as SubRip's have."""
    before = ""
    for line in islice(text[:20_000].split("\n"), _HEAD_LINES):
        times = lenient_times(line) if "-->" in line else None
        if times is not None:
            dotted = times.start is not None and times.end is not None and "." in line.partition("-->")[0]
            return dotted and (not before.isdecimal() or "<v" in text[:20_000])
        before = line.strip() or before
    return False


def _stated(vtt: VttFile) -> _Stated:
    """What the lines at the head and the comments state: kind, language, title, length."""
    stated = _Stated(_title(vtt.title))
    fields = [*(vtt.title.split(";") if not stated.title else []), *vtt.header]
    for line in fields:
        _take_field(line, stated)
    for comment in vtt.comments:
        lines = [line.removeprefix("NOTE").strip() for line in comment.split("\n")]
        ours = f"exported by: {APP_NAME}" in lines
        stated.ours = stated.ours or ours
        taken = [_take_field(line, stated) for line in lines if line]
        stated.comments += not (ours or all(taken))
    return stated


def _take_field(line: str, stated: _Stated) -> bool:
    """Takes "Language: en" and its like; tells whether `line` is a field at all."""
    match = _FIELD.fullmatch(line[:1_000])
    if match is None:
        return False
    key, value = match[1].casefold(), match[2].strip()
    if key == "kind":
        stated.kind = value.casefold()
    elif key in ("language", "lang") and _LANGUAGE.fullmatch(value) is not None:
        stated.language = value.replace("_", "-")
    elif key == "title" and not stated.title:
        stated.title = fold_space(unescape(value))[:_LONGEST_TITLE]
    elif key == "duration":
        times = lenient_times(f"{value} --> {value}")
        stated.duration = times.start if times is not None else None
    return True


def _title(beside: str) -> str:
    """The title that stands behind WEBVTT and a dash; empty where those words tell of the file itself."""
    mark = _TITLE_MARK.match(beside)
    if mark is None or "-->" in beside or len(beside) > _LONGEST_TITLE:
        return ""
    title = fold_space(unescape(beside[mark.end() :]))
    return title if any(map(str.isalpha, title)) and _NO_TITLE.match(title) is None else ""


def _refuse_what_is_no_speech(vtt: VttFile) -> None:
    filled = [text for cue in vtt.cues if (text := cue.text.strip())]
    if filled and all(_PICTURE.fullmatch(text) is not None for text in filled):
        raise UnreadableFile(
            "This WebVTT file lists pictures for a player's preview, and no words; import the captions of the episode instead."
        )
    if filled and all(text[0] == "{" and text[-1] == "}" and '"' in text for text in filled):
        raise UnreadableFile(
            "This WebVTT file holds data for programs, and no words; import the captions of the episode instead."
        )


def _are_chapters(vtt: VttFile) -> bool:
    """Whether the cues are titles of chapters: few words that stand for long, and no voices."""
    words, lengths = 0, []
    for cue in vtt.cues:
        text = cue.text.strip()
        if (
            "\n" in text
            or "<" in text
            or _NAME_OF_WORKED_OUT.fullmatch(cue.name) is not None
            or len(text) > _LONGEST_CHAPTER_TITLE
            or cue.start is None
            or cue.end is None
        ):
            return False
        words += len(text.split())
        lengths.append(max(0.0, cue.end - cue.start))
    return len(lengths) > 1 and median(lengths) >= _CHAPTER_SECONDS and words <= _CHAPTER_WORDS_A_SECOND * sum(lengths)


def _chapters(vtt: VttFile, stated: _Stated, name: str, strict: bool) -> Draft:
    blocks = []
    for cue in vtt.cues:
        title = fold_space(" ".join(piece.text for piece in spoken_pieces(cue.text, strict)))
        if title:
            blocks.append(DraftBlock("contents", title, cue.start, chapter=True))
    draft = Draft(stated.title or _NAME_TAIL.sub("", name) or name, "stated" if stated.title else "derived", blocks)
    draft.language = detect_language("\n".join(block.text for block in blocks))
    if draft.language == "und" and stated.language:
        draft.language = stated.language
    draft.notes.append("a list of chapters; the words of the episode are not in this file")
    return draft


def _cues(vtt: VttFile, strict: bool) -> list[Cue]:
    cues: list[Cue] = []
    for cue in join_highlights(vtt.cues):
        cues.extend(_spoken(cue, strict))
    settle_worked_out(cues)
    return cues


def _spoken(cue: VttCue, strict: bool) -> list[Cue]:
    """The cue as one for each voice in it: the first has its start, others only the time of their first word.

    The end belongs to the last that has a start: what follows without one is said up to then too.
    """
    end = cue.end if cue.end is not None and cue.start is not None and cue.end >= cue.start else None
    begins = cue.start
    if begins is not None and _NAME_OF_WORKED_OUT.fullmatch(cue.name) is not None:
        begins = WorkedOut(begins)
    cues: list[Cue] = []
    latest = begins if begins is not None else 0.0
    timed = 0
    for number, piece in enumerate(spoken_pieces(cue.text, strict)):
        words = []
        for at, seconds in piece.words:
            if seconds >= latest:
                words.append((at, seconds))
                latest = seconds
        start = begins if number == 0 else (words[0][1] if words and words[0][0] == 0 else None)
        timed = number if start is not None else timed
        cues.append(Cue(piece.text, start, None, piece.voice, words))
    if cues:
        cues[timed].end = end
    return cues


def _notes(vtt: VttFile, stated: _Stated) -> list[str]:
    """What was left out or mended, in plain words."""
    counts = [*((MENDS[key], count) for key, count in vtt.mended.items()), (_COMMENTS, stated.comments)]
    return [one if count == 1 else many.format(count) for (one, many), count in counts if count]
