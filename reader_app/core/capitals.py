"""Tells names from other words by how a text writes them: with a capital where no sentence begins, again and again."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, compress, pairwise

from reader_app.core.capital_nouns import NOUNS_IN_CAPITALS, runs_of_names
from reader_app.core.word_columns import Words

_PROPER = 0.75
"""The least share of a word's places inside sentences where a name has a capital."""
_LEAST_ALONE, _LEAST_TOGETHER = 3, 2
"""How often a name of one word, and one of several words, must stand in the text."""
_LONGEST = 5
_SHORT = 1_500
"""Below so many words, show notes more than a transcript, a name that stands once may be one that counts."""
_LONGEST_SHOUTED = 10
"""Longer words all in capitals are shouts and marks of the transcriber, not abbreviations."""
_TURNED = bytes.maketrans(b"\x00\x01", b"\x01\x00")
_JOINED = frozenset({" ", "-", "&", " & ", "."})
_LINKS = frozenset({"of", "de", "da", "di", "van", "von", "der", "la", "del"})
_NEVER = frozenset(
    re.findall(
        r"\w+",
        "i you he she it we they me my your his her its our their this that these those there here what when where who why how "
        "which a an the and or but so if then than because as at by for from in into of on to with without not no nor yes yeah "
        "yep yup nope nah okay ok k oh ooh ah aha uh um uhm hmm hm mm mhm huh wow whoa hey hi hello bye goodbye thanks thank "
        "please sorry sure right exactly totally absolutely definitely cool nice great good well now just like maybe also "
        "actually basically again all any anyway are is was were be been do does did don doesn didn can can't could would will "
        "should may might must shall have has had let lets get got go going come one two three four five six seven eight nine "
        "ten first second third next last more most many much very really some such only even still yet too i'm i've i'll i'd "
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
        "october november december jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday mr mrs ms dr sir "
        "god christ jesus gosh applause music laughter laughs cheering inaudible crosstalk foreign am pm ll ve re tv pdf "
        "speaker host guest voiceover narrator audience interviewer transcript timestamps episode podcast chapter part intro "
        "introduction outro conclusion full video follow listen find stay join check watch hosted special learn subscribe "
        "read visit",
    )
)
"""Words that carry a capital for other reasons than being a name; and names (of days, months) that are no entities."""

_TITLES = frozenset(
    re.findall(
        r"\w+", "ceo cto cfo coo cmo cpo vp svp evp phd prof professor doctor president senator chairman minister king queen st"
    )
)
_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third"])
"""Small words that may be a part of a name where they have a capital inside a sentence: Six Feet Up, Formula One."""
_NO_END = _NEVER - _NUMBERS
_NO_BEGINNING = (_NEVER | _TITLES) - _NUMBERS
"""A title stands before names and is none."""


class Capitals:
    """How often a text writes each word small, with a capital inside a sentence, and with one where a sentence opens.

    Sentences written In Capitals Throughout, such as headings, are left out: there a capital says nothing. `telling` are the
    places of the words whose capital counts.
    """

    def __init__(self, words: Words) -> None:
        folded, opens = words.folded, words.opens
        small = words.capital.translate(_TURNED)
        telling = bytearray(words.capital)
        self.lower: Counter[str] = Counter(compress(folded, small))
        self._titled, self._count = 0, len(words)
        for first, last in _sentences(words):
            length = last - first
            if length >= 3 and words.capital.count(1, first, last) > 0.6 * length:
                self.lower.subtract(compress(folded[first:last], small[first:last]))
                telling[first:last] = bytes(length)
                self._titled += length
        self.telling = array("L", compress(range(len(words)), telling))
        self.inside: Counter[str] = Counter(folded[index] for index in self.telling if not opens[index])
        self.opening: Counter[str] = Counter(folded[index] for index in self.telling if opens[index])
        self._proper = {
            word for word, inside in self.inside.items() if word not in _NEVER and inside >= _PROPER * (inside + self.lower[word])
        }

    def proper(self, word: str) -> bool:
        """Whether the text writes `word` with a capital inside sentences, nearly always."""
        return word in self._proper

    def never_small(self, word: str) -> bool:
        """Whether `word` may be a name even where it opens a sentence: it is no common word and never written small."""
        return word not in _NEVER and self.lower[word] == 0

    def meaningless(self) -> bool:
        """Whether capitals tell nothing here: the text has hardly any, or little else."""
        capitals, lower = self.inside.total(), self.lower.total()
        return capitals < 0.004 * (capitals + lower) or self._titled > 0.5 * self._count


def _sentences(words: Words) -> Iterator[tuple[int, int]]:
    """The first word of each sentence, and the one after its last."""
    return pairwise(chain(compress(range(len(words)), words.opens), (len(words),)))


def capitalised_names(text: str, words: Words, capitals: Capitals, language: str) -> list[str]:
    """Names and terms as the text writes them most often, the most frequent first: runs of capitalised words it repeats.

    A run that opens a sentence loses its first word unless that is a name elsewhere too. A surname that mostly stands in
    a full name is not told again, nor the plural of an abbreviation.
    """
    if capitals.meaningless():
        return []
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    nouns = language.split("-")[0] in NOUNS_IN_CAPITALS
    runs = _runs(words, capitals, frozenset() if nouns else _LINKS)
    for first, last in runs_of_names(text, words, capitals.telling, runs) if nouns else runs:
        key = " ".join(words.folded[first:last])
        counts[key] += 1
        written.setdefault(key, Counter())[text[slice(*words.span(first, last))]] += 1
    short = len(words) < _SHORT
    kept = [
        key
        for key, count in counts.items()
        if _worth(key, count, written[key].most_common(1)[0][0]) or (short and not nouns and _sure(key, capitals))
    ]
    within = _within(kept, counts)
    kept = [key for key in kept if within[key] <= counts[key] and not (key[-1] == "s" and _abbreviated(key[:-1], written))]
    return [written[key].most_common(1)[0][0] for key in sorted(kept, key=lambda key: (-counts[key], key))]


def _sure(key: str, capitals: Capitals) -> bool:
    """Whether a name of two or three words that stands only once is one beyond doubt: none of them is ever written small."""
    parts = key.split()
    return 2 <= len(parts) <= 3 and all(part.isalpha() and capitals.proper(part) and not capitals.lower[part] for part in parts)


def _abbreviated(key: str, written: dict[str, Counter[str]]) -> bool:
    return key in written and written[key].most_common(1)[0][0].isupper() and written[key].total() >= _LEAST_ALONE


def _worth(key: str, count: int, name: str) -> bool:
    if " " in key:
        return count >= _LEAST_TOGETHER
    shouted = len(name) > _LONGEST_SHOUTED and name.isalpha() and name.isupper()
    return count >= _LEAST_ALONE and len(key) > 1 and not shouted


def _within(keys: Iterable[str], counts: Counter[str]) -> Counter[str]:
    """How often each single word stands at the end of a longer name."""
    within: Counter[str] = Counter()
    for key in keys:
        if " " in key:
            within[key.rsplit(" ", 1)[1]] += counts[key]
    return within


def _runs(words: Words, capitals: Capitals, links: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words and the numbers that belong to them, without what opens a sentence only."""
    folded = words.folded
    done = 0
    for at in capitals.telling:
        if at < done or folded[at] in _NO_BEGINNING:
            continue
        done = last = _run_end(words, at, links)
        first = at
        while first < last and not _begins(words, first, capitals, alone=first + 1 == last):
            first += 1
        while first < last and (folded[last - 1] in _NO_END or folded[last - 1] in links):
            last -= 1
        if first < last <= first + _LONGEST and any(map(capitals.proper, folded[first:last])):
            yield first, last


def _begins(words: Words, index: int, capitals: Capitals, alone: bool) -> bool:
    """Whether a name may begin with the word at `index`."""
    word = words.folded[index]
    if word in _NO_BEGINNING or not words.capital[index]:
        return False
    return capitals.proper(word) or not (words.opens[index] or alone)  # numbers are never proper by themselves


def _run_end(words: Words, first: int, links: frozenset[str]) -> int:
    """The index after the last word of the run that begins at `first`."""
    last, count = first + 1, len(words)
    while last < count:
        word, gap = words.folded[last], words.gaps[last]
        if gap not in _JOINED or (gap == "." and not word.isdigit()):
            break
        if words.capital[last] or word[0].isdigit():
            last += 1
        elif word in links and last + 1 < count and words.capital[last + 1] and words.gaps[last + 1].startswith(" "):
            last += 2
        else:
            break
    return last
