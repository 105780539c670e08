"""Reads the index: which texts hold a word, how often and where, and what each text is."""

import sys
from collections import Counter, OrderedDict
from collections.abc import Collection, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain, compress
from typing import Any, NamedTuple

from reader_app.core.search import ranking
from reader_app.core.search.blocks import Posted
from reader_app.core.search.expanding import Meaning, meanings
from reader_app.core.search.forms import rules_of
from reader_app.core.search.layout import Layout
from reader_app.core.search.lexicon import Lexicon
from reader_app.core.search.occurrences import Occurrences, Row
from reader_app.core.search.segment import Segment
from reader_app.core.search.spelling import most_slips, spelt_like
from reader_app.core.search.syntax import Word
from reader_app.core.search.tokens import tokenise

WORDS, HEADS = "words", "heads"
"""The fields of the index: all words with their positions; what the words of titles, chapters and quotes weigh."""
_KEPT_LAYOUTS = 512
_TYPED_POSTINGS = 12
"""How many postings for each text a beginning that is being typed is worth, the commonest words first."""
_LEAST_TYPED_POSTINGS = 2000


class _Part(NamedTuple):
    """A segment, and the number that its first text has among all."""

    base: int
    segment: Segment


class Reading:
    """One state of the index, opened for reading. Used by one thread at a time. Without segments it is empty.

    The texts of all segments are numbered on; deleted ones keep their numbers, and are met by nothing. All raise IndexDamaged.
    """

    def __init__(self, segments: Sequence[Segment] = ()) -> None:
        self._parts: list[_Part] = []
        self._count = 0
        for segment in segments:
            self._parts.append(_Part(self._count, segment))
            self._count += len(segment.texts)
        self._layouts: OrderedDict[int, Layout] = OrderedDict()
        self._columns: dict[str, Sequence[Any]] = {}
        self._vocabularies: dict[tuple[str, str], list[str]] = {}
        self._names: dict[str, list[str]] = {}

    @cached_property
    def _live(self) -> list[int]:
        gone = {base + text for base, segment in self._parts for text in segment.deleted}
        return [text for text in range(self._count) if text not in gone]

    def texts(self) -> list[int]:
        """The numbers of all texts, ascending."""
        return self._live

    def expect(self, texts: Collection[int]) -> None:
        """Make ready for being asked for the layouts of these texts."""
        missing = [text for text in texts if text not in self._layouts]
        for base, segment in self._parts:
            segment.expect([text - base for text in missing if base <= text < base + len(segment.texts)])

    def layout(self, text: int) -> Layout:
        """The layout of a text, by its number."""
        layout = self._layouts.get(text)
        if layout is None:
            base, segment = next(part for part in reversed(self._parts) if part.base <= text)
            layout = self._layouts[text] = segment.layout(text - base)
            if len(self._layouts) > _KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        return layout

    def column(self, name: str) -> Sequence[Any]:
        """One attribute of all texts, by their numbers: `episode`, `bookmark`, `words`, ... as `Texts` has them."""
        column = self._columns.get(name)
        if column is None:
            column = list(chain.from_iterable(getattr(segment.texts, name) for _, segment in self._parts))
            self._columns[name] = column
        return column

    @cached_property
    def notes(self) -> frozenset[int]:
        """The texts that are notes on an episode, not its own text."""
        return frozenset(text for text, bookmark in enumerate(self.column("bookmark")) if bookmark is not None)

    @cached_property
    def _crowded(self) -> frozenset[int]:
        """The texts in which two words may stand in one place."""
        return frozenset(compress(range(self._count), self.column("corrected")))

    @cached_property
    def norms(self) -> list[float]:
        """What the length of each text makes of a word's count, see `ranking`."""
        return ranking.norms(self.column("words"))

    def words_of_name(self, name: str) -> list[str]:
        """A name's folded words."""
        words = self._names.get(name)
        if words is None:
            words = self._names[name] = tokenise(name).words
        return words

    def occurrences(self, word: Word, *, whole: bool = True, exact: bool = False) -> Occurrences:
        """Where `word` is met. Unless `whole`, one that is being typed stands only for the commonest words that begin with it.

        With `exact`, the forms of a word do not count.
        """
        rows: list[Row] = []
        heads: dict[int, float] = {}
        complete = True
        rules = () if exact else self._rules
        for base, segment in self._parts:
            lexicon = segment.lexicon(WORDS)
            most = sys.maxsize if whole else max(_LEAST_TYPED_POSTINGS, _TYPED_POSTINGS * len(segment.texts))
            found = self._meanings(word, segment, lexicon, WORDS, rules, most)
            if word.match == "typing" and not whole:
                complete = complete and sum([lexicon.text_counts[meaning.number] for meaning in found]) < most
            for meaning in found:
                texts, counts, values = self._live_postings(base, segment, lexicon, meaning)
                if texts:
                    rows.append(Row(texts, counts, values, meaning.own))
            lexicon = segment.lexicon(HEADS)
            for meaning in self._meanings(word, segment, lexicon, HEADS, rules, sys.maxsize):
                texts, weights, _ = self._live_postings(base, segment, lexicon, meaning)
                for text, weight in zip(texts, weights, strict=True):
                    heads[text] = heads.get(text, 0) + weight
        return Occurrences(rows, heads, complete, self._crowded)

    def _meanings(
        self, word: Word, segment: Segment, lexicon: Lexicon, field: str, rules: Collection[str], most: int
    ) -> list[Meaning]:
        if not len(lexicon):
            return []
        vocabulary = self._vocabulary(segment, field) if word.match == "fuzzy" else ()
        return meanings(word, lexicon, rules, vocabulary, most)

    def meant(self, word: str) -> str | None:
        """The commonest of the words that are spelt most like one that nobody says; None where none is."""
        for most in range(1, most_slips(word) + 1):
            counts: dict[str, int] = {}
            for _, segment in self._parts:
                lexicon = segment.lexicon(WORDS)
                for other in spelt_like(word, self._vocabulary(segment, WORDS), most):
                    counts[other] = counts.get(other, 0) + lexicon.counts[lexicon.find(other)]
            if counts:
                return max(counts, key=lambda other: (counts[other], other))
        return None

    def common_words(self, beginning: str, most: int) -> list[tuple[str, int]]:
        """The commonest words that begin so, at most `most`, each with how often it stands in the texts."""
        counts: Counter[str] = Counter()
        for _, segment in self._parts:
            lexicon = segment.lexicon(WORDS)
            numbers = lexicon.beginning_with(beginning) if len(lexicon) else range(0)
            often = lexicon.counts
            for number in nlargest(most, numbers, key=often.__getitem__):
                counts[lexicon.word(number)] += often[number]
        return counts.most_common(most)

    def _live_postings(self, base: int, segment: Segment, lexicon: Lexicon, meaning: Meaning) -> Posted:
        """The postings of a word in texts that are not deleted and go by its rules, the texts numbered on."""
        posted = lexicon.postings(meaning.number)
        texts: Sequence[int] = posted.texts
        if base:
            texts = [base + text for text in texts]
        keep: list[bool] | None = None
        if segment.deleted:
            gone = segment.deleted
            keep = [text not in gone for text in posted.texts]
        if meaning.rules is not None:
            languages, rules = self._rules_of_texts, meaning.rules
            by_rules = [languages[text] in rules for text in texts]
            keep = by_rules if keep is None else [one and other for one, other in zip(keep, by_rules, strict=True)]
        if keep is None or all(keep):
            return posted._replace(texts=texts)
        values = list(compress(posted.values, keep))
        return Posted(list(compress(texts, keep)), list(compress(posted.weights, keep)), values)

    @cached_property
    def _rules_of_texts(self) -> list[str]:
        known: dict[str, str] = {}
        return [known.setdefault(language, rules_of(language)) for language in self.column("language")]

    @cached_property
    def _rules(self) -> Collection[str]:
        """The rules of word forms that the texts go by."""
        return frozenset(map(rules_of, set(self.column("language"))))

    def _vocabulary(self, segment: Segment, field: str) -> list[str]:
        """All words of a field, which are kept once they have been read."""
        key = (segment.name, field)
        words = self._vocabularies.get(key)
        if words is None:
            lexicon = segment.lexicon(field)
            words = self._vocabularies[key] = lexicon.words_of(range(len(lexicon)))
        return words
