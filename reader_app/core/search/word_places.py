"""Tells where the words of a short stretch of text stand, without folding them: what a hit needs of them."""

import re
from collections.abc import Sequence
from itertools import islice

from reader_app.core.search.tokens import tokenise

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:'(?:[tdmTDM]|[rRvV][eE]|[lL][lL])(?!'?[A-Za-z0-9]))?")
"""A word as `tokenise` cuts it from a text in the letters of English, if that has neither of what follows."""
_NOT_PLAIN = re.compile(r"_|[0-9][.,][0-9]")
_AHEAD = 64
"""Code points beyond the word that is asked for which are cut, too."""
_AT_THE_END = 4
"""Code points at the end of a plain stretch in which a word may be cut short, or go on behind an apostrophe."""
_CUT_SHORT = 8
"""So many words at the end of a stretch may be other ones than in the whole text; a run that is cut short has some."""


def word_places(text: str, numbers: Sequence[int], words: int) -> dict[int, tuple[int, int]]:
    """Start and stop, in code points, of the words of those `numbers` (ascending, from 0), as `tokenise` cuts `text`.

    `words` is how many it has about: of a long text only as much is looked at as likely holds those asked for. Numbers that it
    does not have are left out.
    """
    last = numbers[-1]
    likely = len(text) * (last + 1) // max(1, words) + _AHEAD
    start = text[:likely]
    if start.isascii() and not _NOT_PLAIN.search(start):
        found = _plain_places(start, numbers)
        if likely >= len(text) or (last in found and found[last][1] < likely - _AT_THE_END):
            return found
    tokens = tokenise(start)
    if likely < len(text) and len(tokens.words) <= last + _CUT_SHORT:
        tokens = tokenise(text)
    return {number: (tokens.starts[number], tokens.stops[number]) for number in numbers if number < len(tokens.words)}


def _plain_places(text: str, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    matches, following = _PLAIN.finditer(text), 0
    for number in numbers:
        match = next(islice(matches, number - following, None), None)
        if match is None:
            break
        found[number] = match.span()
        following = number + 1
    return found
