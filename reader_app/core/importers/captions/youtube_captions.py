"""Reads untimed captions as dumps of video sites have them: a few header lines, then short caption lines with `>>` marks."""

import re
from dataclasses import dataclass, field

from reader_app.core.importers.captions.caption_joining import is_rolling, join_rolling
from reader_app.core.importers.captions.caption_turns import breaks_off, spoken_turns
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft, fold_space
from reader_app.core.importers.language import detect_language

_VIDEO = re.compile(r"([A-Za-z0-9_-]{11})\s+[•·|‧∙]\s+(\S.*)")
"""A video's id, as YouTube gives it (https://developers.google.com/youtube/v3/docs/videos#id), and its title."""

_FIELD = re.compile(r"(kind|language|title|url|video url|channel|show|published|date)\s*:\s*(\S.*)", re.IGNORECASE)
_KIND = re.compile(r"kind\s*:\s*(?:captions|subtitles|asr)", re.IGNORECASE)
_PATH = re.compile(r"(?:(?:[A-Za-z]:)?[\\/]|\.{1,2}/|file:)?\S*[\\/]\S*[\\/]\S*|\S+\.(?:zst|txt|vtt|srt|json|gz)(?:#\S*)?")
_ADDRESS = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?v=|shorts/|live/|embed/)|youtu\.be/)([A-Za-z0-9_-]{11})\S*"
)
_EPISODE_NUMBER = re.compile(
    r"\s*(?:[-–—,:]\s*)?(?:#\s*\d+|\(?\b(?:ep(?:isode)?|folge|episodio|épisode|no|e)\.?\s*#?\d+\)?)\s*$", re.IGNORECASE
)
_SHOW_WORD = re.compile(
    r"\b(?:podcast|show|talks?|radio|cast|hour|live|interviews?|lectures?|conference|tv|news|daily|weekly|series)\b",
    re.IGNORECASE,
)
_HEADER_LINES = 8
"""A header is looked for in so many lines before the line that says what the captions are."""

_SHORTEST_PATH = 12
_LONGEST_PATH = 1_000
_SAMPLE_LINES = 3_000
_LEAST_LINES = 8
_CAPTION_LETTERS = 64
_FEWEST_MARKS = 2


def recognises(text: str) -> bool:
    """Whether `text` is a caption dump: it has the header of one, or is made of short lines that run on or bear `>>`."""
    if data_format(text) is not None:
        return False
    head = [line.strip() for line in text[:20_000].split("\n") if line.strip()]
    if any("-->" in line for line in head[:50]) or (head and head[0] == "---"):
        return False
    if any(_KIND.fullmatch(line) for line in head[:12]) or (head and any(_VIDEO.fullmatch(line) for line in head[:3])):
        return True
    lines = [line.strip() for line in text[: _SAMPLE_LINES * 100].split("\n")[:_SAMPLE_LINES] if line.strip()]
    lengths = sorted(map(len, lines))
    marks = sum(1 for line in lines if line.startswith((">>", "&gt;&gt;")))
    words = sum(len(line.split()) for line in lines)
    if not lines or words < 2 * len(lines) or lines[0].startswith("#"):
        return False
    if marks >= _FEWEST_MARKS and words <= 60 * len(lines):
        return True
    ends = sum(1 for line in lines if line[-1] in '.?!…।。:"”')
    short = lengths[int(0.95 * (len(lengths) - 1))] <= _CAPTION_LETTERS
    return len(lines) >= _LEAST_LINES and short and ends <= 0.45 * len(lines)


def parse(text: str, name: str) -> list[Draft]:
    """The videos of a dump in its order; `name` is the file's, a title's last resort."""
    return [draft for record in _records(text) if (draft := _draft(record, name)) is not None]


@dataclass(slots=True)
class _Record:
    """One video of a dump: the lines of its header and of its captions."""

    header: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def _records(text: str) -> list[_Record]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    starts = _record_starts(lines)
    records = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = start
        while body < stop and _is_header(lines, body, start):
            body += 1
        records.append(_Record(lines[start:body], lines[body:stop]))
    return records


def _record_starts(lines: list[str]) -> list[int]:
    """Where the header of each video begins: at its first line, above the one that names the video or says what follows."""
    starts = [0]
    page_line = lines[0] if lines else ""
    for number, line in enumerate(lines):
        named = _VIDEO.fullmatch(line) is not None and _heads_captions(lines, number)
        if not named and _KIND.fullmatch(line) is None:
            continue
        begin = number
        if number and lines[number - 1] == page_line and number > 1:
            begin -= 1
        if begin - starts[-1] > _HEADER_LINES or (begin > starts[-1] and _has_captions(lines, starts[-1], begin)):
            starts.append(begin)
    return starts


def _heads_captions(lines: list[str], number: int) -> bool:
    """Whether a line that looks like a video's id and title heads captions: it stands first in the file, or above their kind."""
    following = lines[number + 1 : number + 5]
    return number < 4 or any(_KIND.fullmatch(line) or _is_path(line) for line in following)


def _has_captions(lines: list[str], start: int, stop: int) -> bool:
    """Whether a line between has left the header of the video that begins at `start`."""
    return any(not _is_header(lines, number, start) for number in range(start, stop))


def _is_header(lines: list[str], number: int, start: int) -> bool:
    """Whether a line belongs to the header that begins at `start`: a stated field, a path, or what stands above one."""
    line = lines[number]
    if number - start > _HEADER_LINES:
        return False
    if _VIDEO.fullmatch(line) or _FIELD.fullmatch(line) or _ADDRESS.fullmatch(line) or _is_path(line):
        return True
    below = lines[number + 1 : start + _HEADER_LINES]
    return any(_VIDEO.fullmatch(after) or _KIND.fullmatch(after) for after in below)


def _is_path(line: str) -> bool:
    return _SHORTEST_PATH < len(line) < _LONGEST_PATH and _PATH.fullmatch(line) is not None


def _draft(record: _Record, name: str) -> Draft | None:
    captions = [unescape(line) for line in record.captions]
    notes: list[str] = []
    rolling = is_rolling(captions)
    if rolling:
        joined = [piece for piece in join_rolling(captions) if piece]
        notes.append(f"{len(captions):,} captions, {len(joined):,} after joining the rolling ones")
        captions = joined
    turns = spoken_turns([(line, None) for line in captions])
    if not turns:
        return None
    said = [" ".join(turn.words) for turn in turns]
    title, show, url, language = _read_header(record.header)
    draft = Draft(title or title_from_speech(said) or name, "stated" if title else "derived", [turn.block() for turn in turns])
    draft.show, draft.url, draft.notes, draft.repaired = show, url, notes, rolling
    draft.language = detect_language(" ".join(said))
    if draft.language == "und" and language:
        draft.language = language
    draft.truncated = breaks_off(turns)
    if draft.truncated:
        draft.notes.append("ends inside a sentence: cut off at the source")
    return draft


def _read_header(header: list[str]) -> tuple[str, str | None, str | None, str | None]:
    """The title, show, address and language that a header states."""
    title, video = "", None
    fields: dict[str, str] = {}
    loose: list[str] = []
    for line in header:
        named, stated, address = _VIDEO.fullmatch(line), _FIELD.fullmatch(line), _ADDRESS.search(line)
        if address is not None:
            video = address[1]
        elif named is not None:
            video, title = named[1], named[2]
        elif stated is not None:
            fields[stated[1].casefold()] = stated[2]
        elif not _is_path(line):
            loose.append(line)
    if not title:
        title = fields.get("title") or next((line for line in reversed(loose) if len(line.split()) > 1), "")
    title = fold_space(unescape(title))
    show = fields.get("show") or fields.get("channel") or _show_in(title)
    url = f"https://www.youtube.com/watch?v={video}" if video else None
    return title, show, url, fields.get("language")


def _show_in(title: str) -> str | None:
    """The show that a title names after its last bar, without the episode's number; only where it is plainly a show."""
    _, bar, tail = title.rpartition(" | ")
    show = _EPISODE_NUMBER.sub("", tail).strip()
    if not bar or not show or (show == tail.strip() and _SHOW_WORD.search(show) is None):
        return None
    return show
