"""Which words of an index meet a word of a query: its forms, what begins with it, what is spelt almost like it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from reader_app.core.search.forms import beginnings, stem
from reader_app.core.search.lexicon import Lexicon
from reader_app.core.search.spelling import spelt_like
from reader_app.core.search.syntax import Word

_SIGNS_BEFORE, _SIGNS_AFTER = "$€£¥₹₩₽₺₿.", "+#%"
_LEAST_TYPED = 3
"""Letters of a word from which on its other forms are looked for while it is typed."""


class Meaning(NamedTuple):
    """A word of a lexicon, by its number, that meets the word of a query.

    `own`: whether it is the very word. `rules`: it does so only in texts that go by one of these rules of forms; None for any.
    """

    number: int
    own: bool
    rules: frozenset[str] | None = None


def meanings(word: Word, lexicon: Lexicon, rules: Collection[str], vocabulary: Sequence[str], most: int) -> list[Meaning]:
    """All words of `lexicon` that meet `word`; while it is typed the commonest, which have `most` postings or a little more.

    `rules` are the rules of forms that the texts go by; `vocabulary` are all words of the lexicon, needed only for
    words spelt alike.
    """
    match word.match:
        case "exact":
            return _itself(word.text, lexicon)
        case "forms":
            return _forms(word.text, lexicon, rules)
        case "prefix":
            return _with_own(word.text, lexicon, lexicon.beginning_with(word.text))
        case "fuzzy":
            alike = (lexicon.find(other) for other in spelt_like(word.text, vocabulary, word.distance))
            return _with_own(word.text, lexicon, sorted(number for number in alike if number >= 0))
        case "typing":
            longer = _with_own(word.text, lexicon, _commonest(lexicon, lexicon.beginning_with(word.text), most))
            if len(word.text) < _LEAST_TYPED:
                return longer
            known = {meaning.number for meaning in longer}
            return longer + [meaning for meaning in _forms(word.text, lexicon, rules) if meaning.number not in known]


def _itself(word: str, lexicon: Lexicon) -> list[Meaning]:
    number = lexicon.find(word)
    return [Meaning(number, own=True)] if number >= 0 else []


def _with_own(word: str, lexicon: Lexicon, numbers: Iterable[int]) -> list[Meaning]:
    """The words of those numbers, ascending, without those that are others with a sign: they stand in the same places."""
    numbers = list(numbers)
    words = lexicon.words_of(range(numbers[0], numbers[-1] + 1)) if _close(numbers) else lexicon.words_of(numbers)
    if _close(numbers):
        words = [words[number - numbers[0]] for number in numbers]
    signed = [other for other in words if other[-1] in _SIGNS_AFTER or other[0] in _SIGNS_BEFORE]
    if signed:
        known = set(words)
        twice = {other for other in signed if other.lstrip(_SIGNS_BEFORE).rstrip(_SIGNS_AFTER) in known}
        return [Meaning(number, other == word) for number, other in zip(numbers, words, strict=True) if other not in twice]
    return [Meaning(number, other == word) for number, other in zip(numbers, words, strict=True)]


def _close(numbers: Sequence[int]) -> bool:
    """Whether most of the words between the first and the last are asked for, so that they are best read in one go."""
    return bool(numbers) and numbers[-1] - numbers[0] < 2 * len(numbers)


def _forms(word: str, lexicon: Lexicon, all_rules: Collection[str]) -> list[Meaning]:
    rules_by_number: dict[int, set[str]] = {}
    for rules in all_rules:
        root = stem(word, rules)
        for begun in beginnings(word, rules):
            numbers = lexicon.beginning_with(begun)
            for number, other in zip(numbers, lexicon.words_of(numbers), strict=True):
                if other != word and stem(other, rules) == root:
                    rules_by_number.setdefault(number, set()).add(rules)
    everywhere = len(all_rules)
    others = [
        Meaning(number, own=False, rules=None if len(rules) == everywhere else frozenset(rules))
        for number, rules in rules_by_number.items()
    ]
    return _itself(word, lexicon) + others


def _commonest(lexicon: Lexicon, numbers: range, most: int) -> list[int] | range:
    """The words of `numbers` that stand in most texts, until they have `most` postings together; in the order of the lexicon."""
    counts = lexicon.text_counts[numbers.start : numbers.stop]
    if sum(counts) <= most:
        return numbers
    least, chosen = max(counts), []
    while True:
        least //= 4
        chosen = [n for n, count in enumerate(counts) if count > least]
        if least == 0 or sum([counts[n] for n in chosen]) >= most:
            break
    chosen.sort(key=counts.__getitem__, reverse=True)
    total = 0
    for place, n in enumerate(chosen):
        total += counts[n]
        if total >= most:
            del chosen[place + 1 :]
            break
    return sorted(numbers.start + n for n in chosen)
