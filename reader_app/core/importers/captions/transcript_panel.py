"""Reads lines that begin with a bare clock time or stand under one, as YouTube's transcript panel is copied.

Its versions write the time on a line of its own or glued to the words, say it once more in words ("1 minute, 2 seconds"), and
set the titles of chapters between the captions (https://support.google.com/youtube/answer/100078).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from reader_app.core.importers.captions.time_marks import CLOCK, SPELLED, UNTIL, seconds_of, spelled_seconds
from reader_app.core.timestamps import format_clock

_TIMED = re.compile(rf"({CLOCK}){UNTIL}(?P<gap>\s*[-–—|:]?\s+|(?=[^\W\d]|[\d\[(\"“‘'¿¡>♪«])|$)(?P<text>.*)")
_SPELLED = re.compile(SPELLED, re.IGNORECASE)
_TITLE_WORDS = 12
_TITLE_SHARE = 0.25
"""Of all captions, those under which one line too many stands; where it is more, captions simply have several lines."""
_LEAST_LINES = 3
_MOST_LINES = 3
"""Lines of words under one time, on average, beyond which times are no longer what the text is made of."""
_SHARE = 0.5
_SLOWEST = 0.25
"""Words a second that are said at least; the lines of a chapter list are farther apart."""
_ENDS = ".,;:!…।。！"


@dataclass(slots=True)
class _Caption:
    """A time, as written and in seconds, and the lines of words that stand with it."""

    clock: str
    seconds: float
    lines: list[str] = field(default_factory=list)


def is_panel(lines: Sequence[str]) -> bool:
    """Whether most of `lines` (none of them empty) are captions headed by a bare time, and no list of chapters."""
    head, captions = _captions(lines)
    told = [caption for caption in captions if caption.lines]
    if len(told) < max(_LEAST_LINES, _SHARE * len(captions)) or len(head) > len(told) + _LEAST_LINES:
        return False
    if sum(len(caption.lines) for caption in told) > _MOST_LINES * len(told):
        return False
    if sum(1 for caption in told if caption.lines[-1][-1] in ".?!।。") >= _SHARE * len(told):
        return True
    paces = [
        len(" ".join(caption.lines)) / 6 / (after.seconds - caption.seconds)
        for caption, after in pairwise(told)
        if after.seconds > caption.seconds
    ]
    return bool(paces) and median(paces) >= _SLOWEST


def panel_as_captions(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a panel as captions in brackets ("[0:05] words"), with the chapters between them as Markdown headings."""
    head, captions = _captions(lines)
    titles = _titles(head, captions)
    for line in head[:-1] if 0 in titles else head:
        yield f"## {line}" if line.casefold() == "transcript" else line
    for number, caption in enumerate(captions):
        if number in titles:
            yield f"## [{format_clock(caption.seconds)}] {titles[number]}"
        words = caption.lines[:-1] if number + 1 in titles else caption.lines
        yield f"[{caption.clock}] {' '.join(words)}"


def _captions(lines: Sequence[str]) -> tuple[list[str], list[_Caption]]:
    """The lines above the first time, and the captions."""
    head: list[str] = []
    captions: list[_Caption] = []
    for line in lines:
        timed = _timed(line)
        if timed is None:
            (captions[-1].lines if captions else head).append(line)
            continue
        caption, words = timed
        said_again = captions and not captions[-1].lines and captions[-1].seconds == caption.seconds
        if not said_again:
            captions.append(caption)
        if words:
            captions[-1].lines.append(words)
    return head, captions


def _timed(line: str) -> tuple[_Caption, str] | None:
    """The time that heads a line, and the words behind it."""
    if not line[:1].isdigit():
        return None
    if (spelled := spelled_seconds(line)) is not None:
        return _Caption(format_clock(spelled), spelled), ""
    match = _TIMED.fullmatch(line)
    seconds = seconds_of(match[1]) if match is not None else None
    if match is None or seconds is None:
        return None
    words = match["text"]
    again = _SPELLED.match(words)
    if again is not None and spelled_seconds(again.group()) == float(int(seconds)):
        words = words[again.end() :].strip()
    return _Caption(match[1], seconds), words


def _titles(head: list[str], captions: Sequence[_Caption]) -> dict[int, str]:
    """The titles of chapters that stand above captions, by the number of the caption."""
    longer = [number for number, caption in enumerate(captions[:-1]) if len(caption.lines) > 1]
    found = {number + 1: line for number in longer if _is_title(line := captions[number].lines[-1])}
    if len(found) < len(longer) or len(longer) > _TITLE_SHARE * len(captions):
        return {}
    if found and head and _is_title(head[-1]):
        found[0] = head[-1]
    return found


def _is_title(line: str) -> bool:
    return (
        len(line.split()) <= _TITLE_WORDS and not line[0].islower() and line[-1] not in _ENDS and not line.startswith((">", "["))
    )
