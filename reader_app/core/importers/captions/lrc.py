"""Reads timed lyrics (LRC), in which speech recognition writes too: "[01:02.50]words", several times a line, times of words.

https://en.wikipedia.org/wiki/LRC_(file_format) describes the form and its extension with times of words.
"""

import re
from dataclasses import dataclass, field

from reader_app.core.importers.captions.caption_marks import timed_words, unescape_marked
from reader_app.core.importers.captions.cue_times import by_time
from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.timestamps import parse_clock

_CLOCK = r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"\s*((?:\[\s*-?{_CLOCK}\s*\]\s*)+)")
_TIME = re.compile(rf"\[\s*(-?{_CLOCK})\s*\]")
_EXACT_LINE = re.compile(r"\s*\[\d{1,4}:\d{2}(?::\d{2})?[.,:]\d{1,3}\]")
_WORD_TIME = re.compile(rf"<\s*({_CLOCK})\s*>")
_TAG = re.compile(r"\s*\[\s*([A-Za-z#]{1,10})\s*:\s*([^\n]*?)\s*\]\s*")
_KNOWN_TAGS = frozenset(("ti", "ar", "al", "au", "by", "offset", "re", "ve", "length", "la", "lr", "tool", "id", "kana", "#"))
_HUNDREDTHS = re.compile(r"\[\s*\d{1,4}:\d{1,2}:[6-9]\d\s*\]")
_HEAD = 20_000
_LINES_SHARE = 0.6
_FEWEST = 2


def recognises(text: str) -> bool:
    """Whether the lines of `text` begin with times in brackets as LRC writes them: to the hundredth, or below its tags."""
    if data_format(text) is not None:
        return False
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()]
    timed = sum(1 for line in lines if _TIMES.match(line))
    exact = sum(1 for line in lines if _EXACT_LINE.match(line))
    tags = sum(1 for line in lines[:20] if (match := _TAG.fullmatch(line)) is not None and match[1].lower() in _KNOWN_TAGS)
    if not timed or timed < _LINES_SHARE * (len(lines) - tags):
        return False
    return tags > 0 or (exact >= _FEWEST and exact >= _LINES_SHARE * timed)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the lines tell; the title is that of the `ti` tag, the show the album's or artist's name."""
    reader = _Reader(_HUNDREDTHS.search(text) is not None)
    for line in text.split("\n"):
        reader.take(line)
    if not reader.cues and not reader.head:
        return []
    tags = reader.tags
    draft = draft_of(reader.shifted(), name, title=tags.get("ti", ""), language=tags.get("la") or None)
    draft.show = tags.get("al") or tags.get("ar") or tags.get("au") or None
    length = parse_clock(tags.get("length", ""))
    draft.duration = length if length else None
    draft.blocks[:0] = [DraftBlock("description", line) for line in reader.head]
    return [draft] if draft.blocks else []


@dataclass(slots=True)
class _Reader:
    """Takes lines one by one; `head` are the words before the first time."""

    hundredths: bool
    tags: dict[str, str] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    _last: list[Cue] = field(default_factory=list)
    """The cues of the line before: several where it has several times."""

    def take(self, line: str) -> None:
        """Takes the next line."""
        times = _TIMES.match(line)
        if times is not None:
            self._take_timed(times[1], line[times.end() :])
            return
        tag = _TAG.fullmatch(line)
        if tag is not None and tag[1].lower() in _KNOWN_TAGS:
            self.tags.setdefault(tag[1].lower(), fold_space(unescape_marked(tag[2])))
        elif not line.strip():
            return
        elif self._last:
            for cue in self._last:
                cue.text += "\n" + unescape_marked(_WORD_TIME.sub("", line))
        else:
            self.head.append(fold_space(line))

    def _take_timed(self, times: str, said: str) -> None:
        starts = [_seconds(clock, self.hundredths) for clock in _TIME.findall(times)]
        first, *marked = _WORD_TIME.split(unescape_marked(said))
        clocks = [_seconds(clock, self.hundredths) for clock in marked[::2]]
        words, moments = timed_words([(None, first), *zip(clocks, marked[1::2], strict=True)])
        if not words:
            # A time without words says when those before it end.
            if len(self._last) == 1 and self._last[0].end is None:
                self._last[0].end = starts[0]
            return
        # Times of words hold for one singing of a line only.
        self._last = [Cue(words, start, None, None, moments if len(starts) == 1 else ()) for start in starts]
        self.cues.extend(self._last)

    def shifted(self) -> list[Cue]:
        """The cues by their times, moved by the stated offset: its milliseconds make the words come sooner."""
        offset = re.fullmatch(r"([+-]?)\s*(\d{1,7})", self.tags.get("offset", ""))
        sooner = int(offset[1] + offset[2]) / 1000 if offset is not None else 0.0
        if sooner:
            for cue in self.cues:
                cue.start = _sooner(cue.start, sooner)
                cue.end = _sooner(cue.end, sooner)
                cue.words = [(at, max(0.0, round(seconds - sooner, 3))) for at, seconds in cue.words]
        return by_time(self.cues)


def _sooner(seconds: float | None, by: float) -> float | None:
    return seconds if seconds is None or seconds < 0 else max(0.0, round(seconds - by, 3))


def _seconds(clock: str, hundredths: bool) -> float:
    """The seconds of "61:02.50" or "1:01:02"; with `hundredths` the last of three parts are those, as in old files."""
    negative = clock.startswith("-")
    parts = clock.lstrip("-").replace(",", ".").split(":")
    last = float(parts[-1])
    if len(parts) == 2:
        value = int(parts[0]) * 60 + last
    elif hundredths:
        value = int(parts[0]) * 60 + int(parts[1]) + last / 100
    else:
        value = int(parts[0]) * 3600 + int(parts[1]) * 60 + last
    return round(-value if negative else value, 3)
