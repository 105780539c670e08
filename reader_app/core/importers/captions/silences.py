"""Parts a turn where nothing is said for long, so that what is said behind the silence begins a paragraph with its own time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from reader_app.core.importers.draft import DraftBlock

_SILENCE = 20.0
"""Seconds for which nothing is said."""
_LONG = 300.0
"""Seconds after which a paragraph begins even inside a sentence: a piece is missing."""
_PER_LETTER = 0.13
"""Seconds that a letter takes, spoken slowly."""
_ENDS = '.?!…।॥。！？"”’»)]'


def is_silence(before: float, said: str, after: float) -> bool:
    """Whether the second `after` comes long after `said`, begun at second `before`, must have ended."""
    silence = after - before - _PER_LETTER * len(said)
    return silence > _LONG or (silence > _SILENCE and said.rstrip()[-1:] in _ENDS)


def parted_at_silences(block: DraftBlock) -> list[DraftBlock]:
    """A block of speech as blocks of the same turn, each from one long silence to the next."""
    marks = [*([(0, block.start)] if block.start is not None else []), *block.times]
    cuts = [
        offset
        for (before, seconds), (offset, after) in pairwise(marks)
        if offset > before and is_silence(seconds, block.text[before:offset], after)
    ]
    if not cuts:
        return [block]
    parts, stated_ends = [], sorted(block.ends.items())
    for begin, stop in zip([0, *cuts], [*cuts, len(block.text) + 1], strict=True):
        inside = [(offset - begin, seconds) for offset, seconds in _within(marks, begin, stop)]
        timed = bool(inside) and inside[0][0] == 0
        ends = {offset - begin: until for offset, until in _within(stated_ends, begin, stop)}
        start = inside[0][1] if timed else None
        text = block.text[begin:stop].rstrip()
        parts.append(replace(block, text=text, start=start, times=inside[1:] if timed else inside, ends=ends))
    return parts


def _within(rows: Sequence[tuple[int, float]], begin: int, stop: int) -> Sequence[tuple[int, float]]:
    """Those of the rows, in the order of their offsets, that stand from `begin` up to `stop`."""
    return rows[bisect_left(rows, begin, key=itemgetter(0)) : bisect_left(rows, stop, key=itemgetter(0))]
