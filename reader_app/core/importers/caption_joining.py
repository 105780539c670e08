"""Joins rolling captions, each of which repeats the end of the one before it, into a text that says everything once."""

from collections.abc import Sequence
from itertools import pairwise

_ROLLING_SHARE = 0.2
"""Captions roll where this share of them repeats a whole neighbour or some words of it; else repeats are real."""

_SURE_WORDS = 3
"""So many words repeated between neighbours are no chance, also where they are not a whole line."""

_LONGEST = 400
"""Words of overlap looked for at most, so that one monstrous caption does not take for ever."""


def is_rolling(captions: Sequence[str]) -> bool:
    """Whether `captions` repeat each other as rolling or doubled captions do."""
    repeated = sum(1 for before, after in pairwise(captions) if _rolls(before.split(), after.split()))
    return len(captions) > 1 and repeated >= _ROLLING_SHARE * (len(captions) - 1)


def _rolls(before: Sequence[str], after: Sequence[str]) -> bool:
    shared = _shared(before, after)
    return shared > 0 and (shared >= _SURE_WORDS or shared in (len(before), len(after)))


def join_rolling(captions: Sequence[str]) -> list[str]:
    """What each of `captions` adds to those before it, in order; empty where it only repeats.

    The longest head of a caption that is the tail of its neighbour before is dropped. A word or two that a caption happens
    to begin with and that are only a part of what its neighbour said last are said twice ("... Yeah." / "Yeah. Do I ..."),
    and stay. Captions that do not roll come back as they are.
    """
    if not is_rolling(captions):
        return [" ".join(caption.split()) for caption in captions]
    pieces: list[str] = []
    before: list[str] = []
    last: list[str] = []
    for caption in captions:
        words = caption.split()
        shared = _shared(before, words)
        if shared and shared not in (len(words), len(before)) and shared < min(len(last), _SURE_WORDS):
            shared = 0
        piece = words[shared:]
        pieces.append(" ".join(piece))
        before = words or before
        last = piece or last
    return pieces


def _shared(before: Sequence[str], words: Sequence[str]) -> int:
    """How many words at the head of `words` are the tail of `before`."""
    for count in range(min(len(before), len(words), _LONGEST), 0, -1):
        if words[count - 1] == before[-1] and words[:count] == before[-count:]:
            return count
    return 0
