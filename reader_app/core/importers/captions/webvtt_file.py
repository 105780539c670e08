"""Parts a WebVTT file into its header and its cues: strictly as the specification asks, or leniently as files need it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.webvtt_times import Times, lenient_times, strict_times

_SIGNATURE = re.compile(r"[\s\ufeff]*WEBVTT(?!\w)(.*)", re.IGNORECASE)
_SIGNATURE_AGAIN = re.compile(r"WEBVTT(?:\s+-.*|\s*)")
_ARROW = re.compile(r"\d[ \t]*-{0,3}(?:[-–—=](?:>|&gt;)|[→⟶➔])")
_HEAD = 100_000
_SHORT = 4_000
"""Code points of a file that may have no cue at all."""
_COMMENT = re.compile(r"NOTE(?:[ \t]|$)")
_NO_WORDS = re.compile(r"(?:STYLE|REGION)[ \t]*")
_HEADER_FIELD = re.compile(r"(?:X-[\w-]+\s*[:=]|Kind:|Language:|Region:)", re.IGNORECASE)
_NEAR = 16
"""Cues among which the same one again is that of the segment before."""
_NUMBER = re.compile(r"\d{1,9}")
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:[/-]\d[\d/-]*)?", re.IGNORECASE)


@dataclass(slots=True)
class VttCue:
    """One cue: its times in seconds (None only where a lenient reading could not read them), its text with all marks."""

    name: str
    start: float | None
    end: float | None
    text: str


@dataclass(slots=True)
class VttFile:
    """What a file holds. `title` stands behind WEBVTT; `header` are the lines under it; `comments` those of NOTE blocks.

    `mended` counts what a lenient reading did that the specification does not: the keys are `MENDS`.
    """

    title: str = ""
    header: list[str] = field(default_factory=list)
    cues: list[VttCue] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)


MENDS = {
    "signature": ("the line WEBVTT at the head is missing", ""),
    "times": ("1 time is written otherwise than WebVTT asks", "{:,} times are written otherwise than WebVTT asks"),
    "unreadable": (
        "1 time cannot be read; its words are kept without it",
        "{:,} times cannot be read; their words are kept without them",
    ),
    "untimed": (
        "1 piece of text stands apart from any time; it is kept",
        "{:,} pieces of text stand apart from any time; they are kept",
    ),
    "repeated": ("1 caption that stood twice is kept once", "{:,} captions that stood twice are kept once"),
}
"""What a lenient reading may have mended, in plain words: once, and more than once."""


def read_file(text: str, strict: bool = False) -> VttFile:
    """The parts of a WebVTT file; `strict` reads as https://www.w3.org/TR/webvtt1/#file-parsing, to the letter.

    Raises UnreadableFile where `strict` and the first line is not that of a WebVTT file.
    """
    return _read_strictly(text) if strict else _LenientReader(text).read()


def has_signature(text: str) -> bool:
    """Whether `text` begins with the line that WebVTT files begin with, and is no prose about them."""
    match = _SIGNATURE.match(text)
    if match is None:
        return False
    as_written = "WEBVTT" in match[0]  # before the first times may stand notes of any length
    return _ARROW.search(text, 0, len(text) if as_written else _HEAD) is not None or (len(text) < _SHORT and as_written)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _read_strictly(text: str) -> VttFile:
    lines = _lines(text)
    first = lines[0]
    if not first.startswith("WEBVTT") or first[6:7] not in ("", " ", "\t"):
        raise UnreadableFile("This is no WebVTT file: it does not begin with the line WEBVTT.")
    vtt = VttFile(title=first[6:].strip())
    at = 1
    if at < len(lines) and lines[at]:
        while at < len(lines) and lines[at] and "-->" not in lines[at]:
            vtt.header.append(lines[at])
            at += 1
    while at < len(lines):
        at = _collect_block(lines, at, vtt) if lines[at] else at + 1
    return vtt


def _collect_block(lines: list[str], at: int, vtt: VttFile) -> int:
    """Adds the block that begins at line `at`, and tells the line after it (the specification's "collect a WebVTT block").

    Style sheets and regions are blocks without an arrow like comments, and dropped like them.
    """
    first, seen_arrow = at, False
    cue: VttCue | None = None
    buffer: list[str] = []
    while at < len(lines) and lines[at]:
        if "-->" not in lines[at]:
            buffer.append(lines[at])
        elif at == first or (at == first + 1 and not seen_arrow):
            seen_arrow = True
            times = strict_times(lines[at])
            if times is not None:
                cue = VttCue("\n".join(buffer), *times, "")
                buffer = []
        else:
            break
        at += 1
    if cue is not None:
        cue.text = "\n".join(buffer)
        vtt.cues.append(cue)
    elif buffer and _COMMENT.match(buffer[0]) is not None:
        vtt.comments.append("\n".join(buffer))
    return at


class _LenientReader:
    """Reads block by block, and keeps the words of whatever is not as it should be."""

    def __init__(self, text: str) -> None:
        self._lines = _lines(text.lstrip("\ufeff \t\n\r"))
        self._vtt = VttFile()
        self._text: list[str] = []
        """The lines of the last cue's text."""
        self._joined = False
        """Whether several files stand one after another here, as the segments of a stream do."""
        self._held = ""
        """A number that stands alone: the name of a cue where a line of times is next, else words."""
        self._in_styles = False
        self._number = 0

    def read(self) -> VttFile:
        at = self._take_head()
        while at < len(self._lines):
            at = self._take_block(at) if self._lines[at] else at + 1
        if not self._is_name(self._held):  # the name of a cue that was cut off
            self._release()
        self._end_cue()
        if self._joined:
            self._drop_repeated()
        return self._vtt

    def _take_head(self) -> int:
        """Takes the first line and the header, and tells the line after them."""
        signature = _SIGNATURE.fullmatch(self._lines[0])
        if signature is None:
            self._vtt.mended["signature"] = 1
            return 0
        self._vtt.title = signature[1].strip()
        at = self._skip(1, self._vtt.header)
        named = bool(self._vtt.header) and _NUMBER.fullmatch(self._vtt.header[-1]) is not None
        if named and at < len(self._lines) and self._lines[at]:
            self._vtt.header.pop()
            return at - 1
        return at

    def _drop_repeated(self) -> None:
        """A caption that reaches over the end of a segment stands in both. One far away is said again, in another recording."""
        places: dict[tuple[float | None, float | None, str], int] = {}
        kept = []
        for place, cue in enumerate(self._vtt.cues):
            key = (cue.start, cue.end, cue.text)
            if place - places.get(key, -_NEAR - 1) > _NEAR:
                kept.append(cue)
            places[key] = place
        self._vtt.mended["repeated"] = len(self._vtt.cues) - len(kept)
        self._vtt.cues = kept

    def _skip(self, at: int, into: list[str], times: Callable[[str], object] = lenient_times) -> int:
        """Takes the lines from `at` up to an empty one or one of times, and tells the number of that one."""
        while at < len(self._lines) and self._lines[at] and times(self._lines[at]) is None:
            into.append(self._lines[at])
            at += 1
        return at

    def _take_block(self, at: int) -> int:
        line = self._lines[at]
        if _SIGNATURE_AGAIN.fullmatch(line) is not None:
            self._joined = True
            return self._skip(at + 1, [])
        before: list[str] = []
        wordless = _COMMENT.match(line) is not None or _NO_WORDS.fullmatch(line) is not None
        stop = self._skip(at, before, strict_times if wordless else lenient_times)
        timed = stop < len(self._lines) and bool(self._lines[stop])
        if before and _COMMENT.match(line) is not None:
            self._vtt.comments.append("\n".join(before))
            before = []
        elif before and _NO_WORDS.fullmatch(line) is not None:
            self._in_styles = True
            before = []
        if not timed:
            self._take_words(before)
            return stop
        name = before.pop() if len(before) == 1 or (before and self._is_name(before[-1])) else ""
        self._take_words(before)
        return self._take_cues(stop, name)

    def _take_words(self, lines: list[str]) -> None:
        """Lines that stand apart from a line of times: a part of the cue before them, unless they are no words at all."""
        lines = [line for line in lines if line.strip()]
        if not lines:
            return
        self._release()
        whole = "\n".join(lines)
        if self._in_styles and ("{" in whole or "}" in whole):
            return
        self._in_styles = False
        if not self._vtt.cues and all(_HEADER_FIELD.match(line) is not None for line in lines):
            self._vtt.header.extend(lines)
        elif len(lines) == 1 and (_NUMBER.fullmatch(whole.strip()) is not None or _GUID.fullmatch(whole.strip()) is not None):
            self._held = whole
        elif any(map(str.isalnum, whole)):
            self._add(lines)

    def _release(self) -> None:
        """A number that no line of times follows was words."""
        if self._held:
            self._add([self._held])
            self._held = ""

    def _add(self, lines: list[str]) -> None:
        self._vtt.mended["untimed"] += 1
        if not self._vtt.cues:
            self._begin("", None, None)
        self._text.extend(lines)

    def _begin(self, name: str, start: float | None, end: float | None) -> None:
        self._end_cue()
        self._vtt.cues.append(VttCue(name, start, end, ""))

    def _end_cue(self) -> None:
        if self._text:
            self._vtt.cues[-1].text = "\n".join(self._text)
            self._text = []

    def _is_name(self, line: str) -> bool:
        """Whether a line just above a line of times names its cue: the number that is next, or the like of a GUID."""
        line = line.strip()
        return _GUID.fullmatch(line) is not None or (_NUMBER.fullmatch(line) is not None and int(line) == self._number + 1)

    def _take_cues(self, at: int, name: str) -> int:
        """Takes the cue whose times stand in line `at`, and those that follow it without an empty line between."""
        self._in_styles = False
        if self._held and name:
            self._release()
        first = True
        while at < len(self._lines) and self._lines[at]:
            times = lenient_times(self._lines[at])
            if times is None:
                self._text.append(self._lines[at])
            else:
                if not first and self._text and self._is_name(self._text[-1]):
                    name = self._text.pop()
                self._begin(name or self._held, times.start, times.end)
                if times.words:
                    self._text.append(times.words)
                self._count(times)
                self._held, name, first = "", "", False
            at += 1
        return at

    def _count(self, times: Times) -> None:
        named = self._vtt.cues[-1].name.strip()
        if _NUMBER.fullmatch(named) is not None:
            self._number = int(named)
        if times.start is None or times.end is None:
            self._vtt.mended["unreadable"] += 1
        elif not times.exact:
            self._vtt.mended["times"] += 1
