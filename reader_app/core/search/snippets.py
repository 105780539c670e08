"""Cuts out of a text what a reader needs to see of a hit."""

import unicodedata
from collections.abc import Callable, Sequence

from reader_app.core.model import Span

Stretch = Callable[[int, int], str]
"""Gives the code points of a text from a start up to, not including, a stop."""

_WIDTH = 160
"""Code points of a snippet, about."""
REACH = _WIDTH + 2
"""How far from its marks a snippet looks into the text."""
_APART = " … "
_PIECES = 4
_JOINERS = "\u200d\u200c"
_LIKE_MARKS = range(0xFE00, 0xFE10)
"""Variation selectors; Unicode does not count them among the combining characters."""
_SKIN = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


def snippet(text: str, marks: Sequence[Span], room: Span) -> tuple[str, tuple[Span, ...]]:
    """About 160 code points of `text` around `marks` (ascending, at least one), cut at word ends and within `room`.

    Returns it, white space folded, and where in it the marks stand. Marks that are far apart are shown in pieces with " … "
    between them.
    """
    return snippet_of(lambda start, stop: text[start:stop], marks, room)


def snippet_of(stretch: Stretch, marks: Sequence[Span], room: Span) -> tuple[str, tuple[Span, ...]]:
    """`snippet` of a text that is read in stretches."""
    clusters = _clusters(marks)[:_PIECES]
    width = _WIDTH // len(clusters)
    cut, found = "", []
    for cluster in clusters:
        if cut:
            cut += _APART
        first, last = cluster[0].start, cluster[-1].stop
        base = max(room.start, first - REACH)
        text = stretch(base, max(last, min(room.stop, last + REACH)))  # a phrase may go on in the next block
        start, stop = _window(text, Span(first - base, last - base), Span(room.start - base, room.stop - base), width)
        at = start
        for mark in cluster:
            cut += _folded(text[at : mark.start - base], cut)
            begin = len(cut)
            cut += _folded(text[mark.start - base : mark.stop - base], cut)
            found.append(Span(begin, len(cut)))
            at = mark.stop - base
        cut = (cut + _folded(text[at:stop], cut)).rstrip()
    return cut, tuple(found)


def _clusters(marks: Sequence[Span]) -> list[list[Span]]:
    """`marks` in groups that a snippet can hold."""
    clusters: list[list[Span]] = []
    for mark in marks:
        if clusters and mark.stop - clusters[-1][0].start <= _WIDTH:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return clusters


def _window(text: str, core: Span, room: Span, width: int) -> Span:
    """`core` with about `width` code points around it, a little more behind than before, from word end to word end."""
    spare = max(0, width - (core.stop - core.start))
    start = max(room.start, core.start - spare * 2 // 5)
    stop = min(room.stop, max(core.stop, start + width))
    start = max(room.start, min(start, stop - width, core.start))
    if start > room.start and not text[start - 1].isspace():
        start = _next_start(text, start, core.start)
    if stop < room.stop and not text[stop].isspace():
        stop = _last_end(text, core.stop, stop)
    return Span(start, stop)


def _next_start(text: str, start: int, latest: int) -> int:
    """The first word's start from `start` on, or the first whole character of a script that sets no spaces."""
    for at in range(start, latest):
        if text[at].isspace():
            return at + 1
    while start < latest and not _may_part(text, start):
        start += 1
    return start


def _last_end(text: str, earliest: int, stop: int) -> int:
    """The last word's end up to `stop`, or the last whole character's."""
    for at in range(stop, earliest, -1):
        if text[at].isspace():
            return at
    while stop > earliest and not _may_part(text, stop):
        stop -= 1
    return stop


def _may_part(text: str, at: int) -> bool:
    """Whether what a reader takes for one character ends before `at`: marks, joined emoji and flags stay whole."""
    sign, before = text[at], text[at - 1]
    if sign.isascii():
        return before not in _JOINERS
    if unicodedata.category(sign)[0] == "M" or sign in _JOINERS or before in _JOINERS or ord(sign) in _SKIN:
        return False
    if ord(sign) in _FLAGS:
        flags = 0
        while flags < at and ord(text[at - 1 - flags]) in _FLAGS:
            flags += 1
        return flags % 2 == 0
    return True


def _folded(piece: str, before: str) -> str:
    """`piece` with each run of white space as one space, and none at its start where `before` ends in one or is empty."""
    words = " ".join(piece.split())
    if piece[:1].isspace() and before and not before[-1].isspace():
        words = " " + words
    return words + " " if words.strip() and piece[-1:].isspace() else words
