"""Which words are spelt almost alike: what a reader may have meant, or asked for by `modle~`.

The sorted vocabulary is walked like a tree of letters, so that only what can still come near is looked at; no alphabet is
assumed, and 300,000 words take a millisecond for one letter and about six for two.
"""

from bisect import bisect_left
from collections.abc import Sequence

_LAST = "\U0010ffff"
_FEW = 6
"""So many words are compared one by one, which is quicker than to go on letter by letter."""


def most_slips(word: str) -> int:
    """In how many letters a word that nobody says may differ from the one that was meant; none in the shortest."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def spelt_like(word: str, vocabulary: Sequence[str], most: int) -> dict[str, int]:
    """All words of the sorted `vocabulary` that differ from `word` in at most `most` letters, with in how many.

    A letter added, dropped, changed or swapped with its neighbour counts one. Optimal string alignment: no
    stretch is edited twice.
    """
    if not vocabulary:
        return {}
    walk = _Walk(word, vocabulary, most)
    walk.go(0, "", 0, len(vocabulary), most)
    return walk.found


def within(word: str, other: str, most: int) -> int | None:
    """In how many letters two words differ; None where it is more than `most`."""
    return spelt_like(word, (other,), most).get(other)


class _Walk:
    """One walk over the words that share ever longer beginnings, each a stretch of the sorted vocabulary."""

    def __init__(self, word: str, vocabulary: Sequence[str], most: int) -> None:
        self.found: dict[str, int] = {}
        self._word = word
        self._vocabulary = vocabulary
        self._most = most
        self._been: set[tuple[int, str, int]] = set()
        self._branches: dict[str, list[tuple[str, int, int]]] = {}

    def go(self, at: int, beginning: str, low: int, high: int, left: int) -> None:
        """Words `low` to `high` share `beginning`, which uses up `at` letters of the word; `left` more may differ."""
        word = self._word
        if left == 0:
            whole = beginning + word[at:]
            place = bisect_left(self._vocabulary, whole, low, high)
            if place < high and self._vocabulary[place] == whole:
                self._add(whole, 0)
            return
        if left == 1 and high - low <= _FEW:
            for other in self._vocabulary[low:high]:
                slips = _slips(word[at:], other[len(beginning) :])
                if slips < 2:
                    self._add(other, left - slips)
            return
        if (at, beginning, left) in self._been:
            return
        self._been.add((at, beginning, left))
        if len(word) - at <= left and self._vocabulary[low] == beginning:
            self._add(beginning, left - (len(word) - at))
        self._on(at, beginning, low, high, left)

    def _on(self, at: int, beginning: str, low: int, high: int, left: int) -> None:
        word, depth = self._word, len(beginning)
        within = at < len(word)
        here, following = word[at : at + 1], word[at + 1 : at + 2]
        for longer, first, stop in self._longer(beginning, low, high):
            letter = longer[depth]
            if letter == here:
                self.go(at + 1, longer, first, stop, left)
            elif within:
                self.go(at + 1, longer, first, stop, left - 1)
                if letter == following:
                    for swapped, start, end in self._longer(longer, first, stop):
                        if swapped[-1] == here:
                            self.go(at + 2, swapped, start, end, left - 1)
            self.go(at, longer, first, stop, left - 1)
        if within:
            self.go(at + 1, beginning, low, high, left - 1)

    def _longer(self, beginning: str, low: int, high: int) -> list[tuple[str, int, int]]:
        """The beginnings that are one letter longer, each with its stretch."""
        branches = self._branches.get(beginning)
        if branches is None:
            branches = self._branches[beginning] = []
            vocabulary, length = self._vocabulary, len(beginning) + 1
            if len(vocabulary[low]) < length:
                low += 1
            while low < high:
                longer, stop = vocabulary[low][:length], low + 1
                if stop < high and vocabulary[stop].startswith(longer):
                    stop = bisect_left(vocabulary, longer + _LAST, stop, high)
                branches.append((longer, low, stop))
                low = stop
        return branches

    def _add(self, word: str, left: int) -> None:
        slips = self._most - left
        if slips < self.found.get(word, slips + 1):
            self.found[word] = slips


def _slips(one: str, other: str) -> int:
    """In how many letters two words differ, as far as 1; 2 for any more."""
    if one == other:
        return 0
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    rest, others = one[same:], other[same:]
    if len(rest) == len(others):
        swapped = rest[2:] == others[2:] and rest[:2] == others[1::-1]
        return 1 if swapped or rest[1:] == others[1:] else 2
    return 1 if rest[1:] == others or rest == others[1:] else 2
