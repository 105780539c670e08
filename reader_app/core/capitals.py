"""Tells names from other words by how a text writes them: with a capital where no sentence begins, again and again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.words import WORD

_PROPER = 0.75
"""The least share of a word's places inside sentences where a name has a capital."""
_LEAST_ALONE, _LEAST_TOGETHER = 3, 2
"""How often a name of one word, and one of several words, must stand in the text."""
_LONGEST = 5
_SHORT = 1_500
"""Below so many words, show notes more than a transcript, a name that stands once may be one that counts."""
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital, so that a single one says nothing."""
_OPENING = re.compile(r"[.!?…:;।。\n\"“”>|*•\[\](]|--|[—–]")
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


class Word(NamedTuple):
    """One word of a text: its place, its folded form, whether it has a capital, opens a sentence, and its span's number."""

    start: int
    stop: int
    folded: str
    capital: bool
    opens: bool
    span: int


def read_words(text: str, spans: Sequence[Span]) -> Iterator[Word]:
    """The words of the `spans` of `text`, in order."""
    known: dict[str, tuple[str, bool]] = {}  # most words come again and again: one copy of each, folded once
    opening, make = _OPENING.search, tuple.__new__  # a quarter of the time would go into naming the fields
    for number, (begin, end) in enumerate(spans):
        before = begin
        opens = True
        for match in WORD.finditer(text, begin, end):
            start, stop = match.span()
            word = match[0]
            if start != before + 1 or text[before] != " ":
                opens = opens or opening(text, before, start) is not None
            form = known.get(word)
            if form is None:
                form = known[word] = (word.casefold(), word[0].isupper())
            yield make(Word, (start, stop, form[0], form[1], opens, number))
            before, opens = stop, False


class Capitals:
    """How often a text writes each word small, with a capital inside a sentence, and with one where a sentence opens.

    Sentences written In Capitals Throughout, such as headings, are left out: there a capital says nothing.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.titled = bytearray(len(words))
        lower: list[str] = []
        inside: list[str] = []
        opening: list[str] = []
        for first, last in _sentences(words):
            sentence = words[first:last]
            named = [word for word in sentence if word.capital]
            if len(sentence) >= 3 and len(named) > 0.6 * len(sentence):
                self.titled[first:last] = b"\x01" * (last - first)
                continue
            lower += [word.folded for word in sentence if not word.capital]
            for word in named:
                (opening if word.opens else inside).append(word.folded)
        self.lower, self.inside, self.opening = Counter(lower), Counter(inside), Counter(opening)

    def proper(self, word: str) -> bool:
        """Whether the text writes `word` with a capital inside sentences, nearly always."""
        inside = self.inside[word]
        return inside > 0 and word not in _NEVER and inside >= _PROPER * (inside + self.lower[word])

    def never_small(self, word: str) -> bool:
        """Whether `word` may be a name even where it opens a sentence: it is no common word and never written small."""
        return word not in _NEVER and self.lower[word] == 0

    def meaningless(self) -> bool:
        """Whether capitals tell nothing here: the text has hardly any, or little else."""
        capitals, lower = self.inside.total(), self.lower.total()
        return capitals < 0.004 * (capitals + lower) or self.titled.count(1) > 0.5 * len(self.titled) > 0


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for index, word in enumerate(words):
        if word.opens and index > first:
            yield first, index
            first = index
    if words:
        yield first, len(words)


def capitalised_names(text: str, words: Sequence[Word], capitals: Capitals, language: str) -> list[str]:
    """Names and terms as the text writes them most often, the most frequent first: runs of capitalised words it repeats.

    A run that opens a sentence loses its first word unless that is a name elsewhere too. A surname that mostly stands in
    a full name is not told again, nor the plural of an abbreviation.
    """
    if capitals.meaningless():
        return []
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for first, last in _runs(text, words, capitals):
        key = " ".join(word.folded for word in words[first:last])
        counts[key] += 1
        written.setdefault(key, Counter())[text[words[first].start : words[last - 1].stop]] += 1
    nouns = language.split("-")[0] in _NOUNS_IN_CAPITALS
    short = len(words) < _SHORT
    kept = [
        key
        for key, count in counts.items()
        if _worth(key, count, written[key].most_common(1)[0][0], nouns) or (short and not nouns and _sure(key, capitals))
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


def _worth(key: str, count: int, name: str, nouns: bool) -> bool:
    if " " in key:
        return count >= _LEAST_TOGETHER
    inner = name[1:] != name[1:].lower()
    return count >= _LEAST_ALONE and len(key) > 1 and (inner or not nouns)


def _within(keys: Iterable[str], counts: Counter[str]) -> Counter[str]:
    """How often each single word stands at the end of a longer name."""
    within: Counter[str] = Counter()
    for key in keys:
        if " " in key:
            within[key.rsplit(" ", 1)[1]] += counts[key]
    return within


def _runs(text: str, words: Sequence[Word], capitals: Capitals) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words and the numbers that belong to them, without what opens a sentence only."""
    at = 0
    while at < len(words):
        if not words[at].capital or capitals.titled[at]:
            at += 1
            continue
        last = _run_end(text, words, at)
        first = at
        at = last
        while first < last and not _begins(words[first], capitals, alone=first + 1 == last):
            first += 1
        while first < last and words[last - 1].folded in _NEVER | _LINKS:
            last -= 1
        if first < last <= first + _LONGEST and any(capitals.proper(word.folded) for word in words[first:last]):
            yield first, last


def _begins(word: Word, capitals: Capitals, alone: bool) -> bool:
    """Whether a name may begin with `word`; a title stands before names and is none."""
    if word.folded in _NEVER or word.folded in _TITLES or not word.capital:
        return False
    return capitals.proper(word.folded) or not (word.opens or alone)


def _run_end(text: str, words: Sequence[Word], first: int) -> int:
    """The index after the last word of the run that begins at `first`."""
    last = first + 1
    while last < len(words):
        word, gap = words[last], text[words[last - 1].stop : words[last].start]
        if word.span != words[first].span or gap not in _JOINED or (gap == "." and not word.folded.isdigit()):
            break
        if word.capital or word.folded[0].isdigit():
            last += 1
        elif word.folded in _LINKS and last + 1 < len(words) and words[last + 1].capital and text[word.stop] == " ":
            last += 2
        else:
            break
    return last
