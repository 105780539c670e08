"""Reads the text of a WebVTT cue: its tags, entities and times of words, as the specification asks or as files need it."""

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5
from typing import Literal, NamedTuple

from reader_app.core.importers.captions.webvtt_times import lenient_time, strict_time
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.draft import fold_space

_STRICT_TAG = re.compile(r"<([^>]*)>?")
_LENIENT_TAG = re.compile(r"<([^<>]*)>")
_TAG_PARTS = re.compile(r"(/?)([^ \t\n\f.]*)((?:\.[^ \t\n\f]*)?)(.*)", re.DOTALL)
_SPACES = re.compile(r"[ \t\n\f\r]+")
_CUT_OFF = re.compile(r"<(?:/[a-z]?|\d[\d:.]*:[\d:.]*)$")
"""The beginning of a tag with which a file ends that was cut off."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_OVERRIDE = re.compile(r"\{\\[^{}]{0,200}\}")
"""A mark of Advanced SubStation that converters leave in the text ("{\\an8}")."""
_TAGS = frozenset(("c", "i", "b", "u", "ruby", "rt", "v", "lang"))
_TEXT_TAGS = (
    "a",
    "abbr",
    "big",
    "center",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "ins",
    "kbd",
    "mark",
    "pre",
    "q",
    "s",
    "small",
    "span",
)
_PARTING_TAGS = ("br", "p", "div", "img", "script")
_HTML_TAGS = frozenset((*_TEXT_TAGS, *_PARTING_TAGS, "strike", "strong", "sub", "sup", "tt"))
"""What converters leave in the text besides the tags of captions."""
_BEFORE_WORDS = "\u200b\u200e\u200f\u2060\ufeff"
_AFTER_WORDS = "\u200b\u2060\ufeff"
_MARKS = re.compile(f"[{_BEFORE_WORDS}]")
_WORD = re.compile(r"\S+")


class CueEvent(NamedTuple):
    """One step through the tree of a cue's text: a tag opens or closes, words, or the time from which what follows is said.

    `value` is the tag's name, the words, or the time as written; `note` what the tag is annotated with (a voice, a language).
    """

    kind: Literal["open", "close", "text", "time"]
    value: str
    note: str = ""
    classes: tuple[str, ...] = ()
    seconds: float = 0.0


class SpokenPiece(NamedTuple):
    """What one voice says in a cue, without marks; `words` are times at code point offsets in `text`.

    White space is folded, but lines stay apart: a dash, a `>>` or a name may begin each.
    """

    voice: str | None
    text: str
    words: list[tuple[int, float]]


def cue_events(text: str, strict: bool = False) -> Iterator[CueEvent]:
    """A cue's text in the order of its tree (https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules).

    Tags that are not closed are closed by no event. The lenient reading keeps what is no tag of captions as words ("a < b",
    "<laughs>"), takes names of tags in capitals, drops tags of HTML, and closes the tags inside one that ends.
    """
    return _StrictText().events(text) if strict else _LenientText().events(text)


def spoken_pieces(text: str, strict: bool = False) -> list[SpokenPiece]:
    """What is said in a cue, parted where the voice changes; words that no voice is named for go on with the voice before."""
    if "<" not in text and "&" not in text and "{" not in text and _MARKS.search(text) is None:
        words = _fold_lines(text)
        return [SpokenPiece(None, words, [])] if words else []
    collector = _PieceCollector()
    for event in cue_events(text, strict):
        collector.take(event)
    return collector.finish()


class _StrictText:
    """Reads by the specification's tokenizer and its rules for the tree."""

    _tag = _STRICT_TAG

    def __init__(self) -> None:
        self._open: list[str] = []

    def events(self, text: str) -> Iterator[CueEvent]:
        at = 0
        for tag in self._tag.finditer(text):
            if tag.start() > at:
                yield CueEvent("text", self._letters(text[at : tag.start()]))
            yield from self._take_tag(tag[1])
            at = tag.end()
        if at < len(text):
            yield CueEvent("text", self._letters(text[at:]))

    def _letters(self, text: str) -> str:
        return unescape(text)

    def _take_tag(self, inner: str) -> Iterator[CueEvent]:
        if inner[:1].isdecimal() and inner[0].isascii():
            seconds = strict_time(inner)
            if seconds is not None:
                yield CueEvent("time", inner, seconds=seconds)
        elif inner.startswith("/"):
            yield from self._close(inner[1:])
        else:
            parts = _TAG_PARTS.match(inner)
            if parts is not None and not parts[1]:
                classes = tuple(name for name in parts[3].split(".") if name)
                yield from self._open_tag(parts[2], classes, parts[4])

    def _open_tag(self, name: str, classes: tuple[str, ...], note: str) -> Iterator[CueEvent]:
        if name not in _TAGS or (name == "rt" and self._open[-1:] != ["ruby"]):
            return
        self._open.append(name)
        said = _SPACES.sub(" ", self._letters(note)).strip(" ") if name in ("v", "lang") else ""
        yield CueEvent("open", name, said, classes)

    def _close(self, name: str) -> Iterator[CueEvent]:
        if self._open[-1:] == [name]:
            yield CueEvent("close", self._open.pop())
        elif name == "ruby" and self._open[-1:] == ["rt"]:
            yield CueEvent("close", self._open.pop())
            yield CueEvent("close", self._open.pop())


class _LenientText(_StrictText):
    """Reads what people and programs write where they do not know the specification."""

    _tag = _LENIENT_TAG

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[str] = Counter()

    def events(self, text: str) -> Iterator[CueEvent]:
        if "{\\" in text:
            text = _OVERRIDE.sub("", text)
        cut = text.rfind("<", max(0, len(text) - 20))
        if cut >= 0 and _CUT_OFF.match(text, cut) is not None:
            text = text[:cut]
        return super().events(text)

    def _letters(self, text: str) -> str:
        return _ENTITY.sub(_letter, text) if "&" in text else text

    def _take_tag(self, inner: str) -> Iterator[CueEvent]:
        parts = _TAG_PARTS.match(inner.strip())
        seconds = lenient_time(inner) if inner[:1].isdecimal() else None
        if seconds is not None:
            yield CueEvent("time", inner, seconds=seconds)
            return
        name, note = (parts[2].lower(), parts[4].strip()) if parts is not None else ("", "")
        bare = not note or "=" in note
        known = name in _TAGS and (bare or name in ("v", "lang"))
        if parts is not None and parts[1] and (name in _TAGS or not name):
            yield from self._close(name)
        elif parts is not None and known:
            yield from self._open_tag(name, tuple(part for part in parts[3].split(".") if part), note)
        elif bare and name.rstrip("/") in _HTML_TAGS:
            if name.rstrip("/") in _PARTING_TAGS:
                yield CueEvent("text", "\n")
        else:
            yield CueEvent("text", self._letters(f"<{inner}>"))

    def _open_tag(self, name: str, classes: tuple[str, ...], note: str) -> Iterator[CueEvent]:
        for event in super()._open_tag(name, classes, note):
            self._counts[name] += 1
            yield event

    def _close(self, name: str) -> Iterator[CueEvent]:
        while self._counts[name]:
            inner = self._open.pop()
            self._counts[inner] -= 1
            yield CueEvent("close", inner)
            if inner == name:
                return


def _letter(entity: re.Match[str]) -> str:
    """The letters of an entity that ends in a semicolon; "R&D;" is none."""
    return unescape(entity[0]) if entity[0][1] == "#" else html5.get(entity[0][1:], entity[0])


class _PieceCollector:
    """Gathers the words of each voice, the readings of ruby behind what they are written over, and the times of words."""

    def __init__(self) -> None:
        self._voices: list[str] = []
        self._pieces: list[SpokenPiece] = []
        self._voice: str | None = None
        self._parts: list[str] = []
        self._times: list[tuple[int, float]] = []
        self._length = 0
        self._readings: list[str] = []
        self._rubies = self._in_reading = 0

    def take(self, event: CueEvent) -> None:
        if event.kind == "text":
            self._take_text(event.value)
        elif event.kind == "time":
            self._times.append((self._length, event.seconds))
        elif event.value == "v":
            self._take_voice(event)
        elif event.value == "rt":
            self._in_reading += 1 if event.kind == "open" else -1
        elif event.value == "ruby":
            self._rubies += 1 if event.kind == "open" else -1
            if self._rubies == 0:
                self._write_readings()

    def finish(self) -> list[SpokenPiece]:
        """The pieces with the last one."""
        self._write_readings()
        self._end_piece()
        return self._pieces

    def _take_voice(self, event: CueEvent) -> None:
        if event.kind == "open":
            self._voices.append(event.note)
        else:
            self._voices.pop()

    def _take_text(self, text: str) -> None:
        if self._in_reading > 0:
            self._readings.append(text)
            return
        voice = (self._voices[-1] if self._voices else "") or None
        if voice != self._voice and voice is not None and not text.isspace():
            self._end_piece()
            self._voice = voice
        self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write_readings(self) -> None:
        if self._readings:
            self._add(f" {''.join(self._readings)} ")
            self._readings = []

    def _end_piece(self) -> None:
        raw = "".join(self._parts)
        # A time just before a change of voice is that of the next voice's first word.
        stop = len(raw.rstrip())
        later = [(0, seconds) for at, seconds in self._times if at >= stop]
        times = [(at, seconds) for at, seconds in self._times if at < stop]
        text, words = _folded(raw, times)
        if text:
            self._pieces.append(SpokenPiece(self._voice, text, words))
        self._parts, self._length, self._times = [], 0, later[-1:]


def _fold_lines(text: str) -> str:
    return "\n".join(words for line in text.split("\n") if (words := fold_space(line))) if "\n" in text else fold_space(text)


def _folded(raw: str, times: list[tuple[int, float]]) -> tuple[str, list[tuple[int, float]]]:
    """`raw` with its white space folded and without marks of direction around words, and `times` at their places in it."""
    if not times and _MARKS.search(raw) is None:
        return _fold_lines(raw), []
    words: list[str] = []
    placed: dict[int, float] = {}
    at = number = last = 0
    for match in _WORD.finditer(raw):
        word = match[0].lstrip(_BEFORE_WORDS)
        begin = match.end() - len(word)
        word = word.rstrip(_AFTER_WORDS)
        if not word:
            continue
        while number < len(times) and times[number][0] < begin + len(word):
            inside = max(0, times[number][0] - begin)
            placed[at + inside] = times[number][1]
            number += 1
        words += [("\n" if "\n" in raw[last : match.start()] else " ") if words else "", word]
        at += len(word) + 1
        last = match.end()
    return "".join(words), sorted(placed.items())
