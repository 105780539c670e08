"""Cuts out of a text what stands right before a place and right after it: whole words, within one block."""

import unicodedata

from reader_app.core.model import Span
from reader_app.core.search.hits import Stretches

LENGTH = 60
"""Code points of either side, at most."""
_READ = 3 * LENGTH
"""Code points that are looked at: enough although white space is folded."""
_JOINERS = "\u200c\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JAMO_AFTER_A_FIRST = range(0x1160, 0x1200)


def before(text: Stretches, place: int, room: Span) -> str:
    """What stands before code point `place` within `room`, white space folded, beginning with a whole word.

    In a script without spaces, and inside a word that is too long, it begins with a whole character as people see it.
    """
    begin = max(room.start, place - _READ)
    piece = text.stretch(max(0, begin - 1), place)
    cut_off = begin > room.start and not piece[:1].isspace() and not piece[1:2].isspace()
    if begin:
        piece = piece[1:]
    words = " ".join(piece.split())
    start = max(0, len(words) - LENGTH)
    if start == 0 and not cut_off:
        return words
    if start == 0 or words[start - 1] != " ":
        following = words.find(" ", start)
        if following >= 0:
            return words[following + 1 :]
        while start < len(words) and not _parts(words[start - 1 : start], words[start]):
            start += 1
    return words[start:]


def after(text: Stretches, place: int, room: Span) -> str:
    """What stands after code point `place` within `room`, white space folded, ending with a whole word."""
    end = min(room.stop, place + _READ)
    piece = text.stretch(place, min(room.stop, end + 1))
    cut_off = end < room.stop and not piece[-1:].isspace() and not piece[-2:-1].isspace()
    if end < room.stop:
        piece = piece[:-1]
    words = " ".join(piece.split())
    stop = min(len(words), LENGTH)
    if stop == len(words) and not cut_off:
        return words
    if stop == len(words) or words[stop] != " ":
        preceding = words.rfind(" ", 0, stop)
        if preceding >= 0:
            return words[:preceding]
        while 0 < stop < len(words) and not _parts(words[stop - 1], words[stop]):
            stop -= 1
    return words[:stop]


def _parts(one: str, other: str) -> bool:
    """Whether a text may be cut between two characters that stand side by side, without tearing what people see as one.

    The rules that matter of https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules
    """
    if other in _JOINERS or one in _JOINERS or unicodedata.category(other)[0] == "M":
        return False
    return ord(other) not in _SKIN_TONES and ord(other) not in _JAMO_AFTER_A_FIRST
