"""Cuts out of a text what a reader needs to see of a hit."""

import unicodedata
from collections.abc import Sequence

from reader_app.core.model import Span

_WIDTH = 160
"""Code points of a snippet, about."""
_APART = " … "
_PIECES = 4


def snippet(text: str, marks: Sequence[Span], room: Span) -> tuple[str, tuple[Span, ...]]:
    """About 160 code points of `text` around `marks` (ascending, at least one), cut at word ends and within `room`.

    Returns it, white space folded, and where in it the marks stand. Marks that are far apart are shown in pieces with " … "
    between them.
    """
    clusters = _clusters(marks)[:_PIECES]
    width = _WIDTH // len(clusters)
    cut, found = "", []
    for cluster in clusters:
        if cut:
            cut += _APART
        start, stop = _window(text, Span(cluster[0].start, cluster[-1].stop), room, width)
        at = start
        for mark in cluster:
            cut += _folded(text[at : mark.start], cut)
            begin = len(cut)
            cut += _folded(text[mark.start : mark.stop], cut)
            found.append(Span(begin, len(cut)))
            at = mark.stop
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
    while start < latest and latest - start < _WIDTH and unicodedata.combining(text[start]):
        start += 1
    return start


def _last_end(text: str, earliest: int, stop: int) -> int:
    for at in range(stop, earliest, -1):
        if text[at].isspace():
            return at
    return stop


def _folded(piece: str, before: str) -> str:
    """`piece` with each run of white space as one space, and none at its start where `before` ends in one or is empty."""
    words = " ".join(piece.split())
    if piece[:1].isspace() and before and not before[-1].isspace():
        words = " " + words
    return words + " " if words.strip() and piece[-1:].isspace() else words
