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
    return words_roll([caption.split() for caption in captions])


def words_roll(captions: Sequence[Sequence[str]]) -> bool:
    """Whether captions, each as its words, roll.

    Someone who says "No." four times does not roll: different words must come again, or some and then go on.
    """
    repeated, goes_on = 0, False
    different: set[tuple[str, ...]] = set()
    for before, after in pairwise(captions):
        if not before or not after or before[-1] not in after:
            continue
        shared = _shared(before, after)
        if shared >= _SURE_WORDS or (shared and shared in (len(before), len(after))):
            repeated += 1
            goes_on = goes_on or _SURE_WORDS <= shared < len(after)
            if shared > 1 and len(different) < 2:
                different.add(tuple(after[:shared]))
    return repeated > 0 and repeated >= _ROLLING_SHARE * (len(captions) - 1) and (goes_on or len(different) > 1)


def join_rolling(captions: Sequence[str]) -> list[str]:
    """What each of `captions` adds to those before it, in order; empty where it only repeats.

    The longest head of a caption that is the tail of its neighbour before is dropped. A word or two that a caption happens
    to begin with and that are only a part of what its neighbour said last are said twice ("... Yeah." / "Yeah. Do I ..."),
    and stay. Captions that do not roll come back as they are.
    """
    split = [caption.split() for caption in captions]
    return [" ".join(words) for words in (join_rolling_words(split) if words_roll(split) else split)]


def join_rolling_words(captions: Sequence[list[str]]) -> list[list[str]]:
    """What each of `captions`, which roll and are given as their words, adds to those before it."""
    pieces: list[list[str]] = []
    before: list[str] = []
    last: list[str] = []
    for words in captions:
        shared = _shared(before, words)
        if shared and shared not in (len(words), len(before)) and shared < min(len(last), _SURE_WORDS):
            shared = 0
        piece = words[shared:]
        pieces.append(piece)
        before = words or before
        last = piece or last
    return pieces


def _shared(before: Sequence[str], words: Sequence[str]) -> int:
    """How many words at the head of `words` are the tail of `before`."""
    if not before or before[-1] not in words:
        return 0
    for count in range(min(len(before), len(words), _LONGEST), 0, -1):
        if words[count - 1] == before[-1] and words[:count] == before[-count:]:
            return count
    return 0
