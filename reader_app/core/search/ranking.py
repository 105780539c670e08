"""How well a text answers words: BM25F over what the words count and where they stand out, and the order of the answer.

A text scores by how often a word stands in it, ever less for each further time and less in a long text (BM25), and beside that
by what the word weighs in its title, chapters and quotes: one in the title counts more than any number of passing mentions.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from reader_app.core.search.windows import APART, NEAR, PHRASE

_SATURATION = 1.2
"""BM25's k1: how often a word must stand in a text of average length for half of what more could give."""
_LENGTH = 0.75
"""BM25's b: how much of a text's length counts against it."""
_HEADS = 4.0
"""What must be weighed in the heads of a text for half of what they can give; a title weighs eight, a quote three."""


class Weighed(NamedTuple):
    """A word or a phrase of a query: how often it stands in each text, what it weighs in their heads, how many texts hold it."""

    weights: Mapping[int, float]
    heads: Mapping[int, float]
    texts: int


def norms(lengths: Sequence[int]) -> list[float]:
    """By text, what a word's count is held against: the more, the longer the text (in words)."""
    average = sum(lengths) / len(lengths) if lengths else 1.0
    fixed, by_length = _SATURATION * (1 - _LENGTH), _SATURATION * _LENGTH / (average or 1.0)
    return [fixed + by_length * length for length in lengths]


def scores(told: Iterable[Weighed], texts: Collection[int], norms: Sequence[float], count: int) -> dict[int, float]:
    """How well each of `texts` answers what is told, not all of which need stand in it; `count` is how many texts there are."""
    found: dict[int, float] = {}
    for weights, heads, held in told:
        rarity = math.log(1 + count / (1 + held))
        if not found and held == len(texts) and all(map(weights.__contains__, texts)):
            found = {text: rarity * often / (often + norms[text]) for text, often in weights.items()}
        elif not found:
            found = {text: rarity * (often := weights.get(text, 0)) / (often + norms[text]) for text in texts}
        else:
            found = {
                text: score + rarity * (often := weights.get(text, 0)) / (often + norms[text]) for text, score in found.items()
            }
        for text in heads.keys() & found.keys() if heads else ():
            found[text] += rarity * heads[text] / (heads[text] + _HEADS)
    return found or dict.fromkeys(texts, 0.0)


_GRADES = (PHRASE, NEAR, None, APART)
"""Those of which nobody knows how their words stand come between those where they are near and those where they are not."""


def best_first(scores: dict[int, float], grades: dict[int, int | None]) -> list[int]:
    """The keys of `scores`, those first in which the words stand together, then by score. Without grades all stand equally."""
    by_score = sorted(scores, key=scores.__getitem__, reverse=True)
    if not grades:
        return by_score
    known: dict[int | None, list[int]] = {grade: [] for grade in _GRADES}
    for key in by_score:
        known[grades[key]].append(key)
    return [key for grade in _GRADES for key in known[grade]]
