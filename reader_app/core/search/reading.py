"""Reads the index: which texts hold a word, where, and which words there are."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from heapq import nlargest
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from reader_app.core.search.damage import damage_told
from reader_app.core.search.forms import beginning, rules_of, stem
from reader_app.core.search.layout import Layout, Places, unpack
from reader_app.core.search.schema import WORDS, layout_of
from reader_app.core.search.spelling import within
from reader_app.core.search.syntax import Word

_TYPED_EXPANSIONS = 40
"""How many words a beginning that is still being typed stands for, the commonest first."""


class Reading:
    """One state of the index, opened for reading. Used by one thread at a time. `folder` is None for an empty index."""

    def __init__(self, folder: Path | None) -> None:
        with damage_told():
            self._reader: Any = None if folder is None else FileStorage(str(folder)).open_index().reader()
            self._texts = [] if self._reader is None else list(self._reader.all_doc_ids())
        self._layouts: dict[int, Layout] = {}
        self._rules: frozenset[str] | None = None
        self._vocabulary: list[str] | None = None
        self._frequencies: dict[str, int] = {}

    def close(self) -> None:
        """Closes its files."""
        if self._reader is not None:
            self._reader.close()

    def texts(self) -> list[int]:
        """The numbers of all texts."""
        return self._texts

    def layout(self, text: int) -> Layout:
        """The layout of a text, by its number."""
        layout = self._layouts.get(text)
        if layout is None:
            with damage_told():
                layout = self._layouts[text] = layout_of(self._reader.stored_fields(text))
        return layout

    def places(self, word: Word) -> Places:
        """Where `word` is met, in all texts."""
        rows: dict[int, list[array[int]]] = {}
        for term, rules in self._expanded(word).items():
            for text, positions in self._postings(term):
                if rules is None or rules_of(self.layout(text).language) in rules:
                    rows.setdefault(text, []).append(positions)
        return {text: row[0] if len(row) == 1 else array("I", sorted(set().union(*row))) for text, row in rows.items()}

    def knows(self, word: Word) -> bool:
        """Whether any text holds `word`."""
        return any(self._frequency(term) for term in self._expanded(word))

    def vocabulary(self) -> list[str]:
        """All words of all texts, sorted by their UTF-8."""
        if self._vocabulary is None:
            if self._reader is None:
                return []
            with damage_told():
                self._vocabulary = [term.decode("utf-8") for term in self._reader.lexicon(WORDS)]
        return self._vocabulary

    def commonest(self, terms: Iterable[str], count: int) -> list[str]:
        """The `count` of `terms` that stand most often in the texts, commonest first."""
        return nlargest(count, terms, key=self._frequency)

    def _expanded(self, word: Word) -> dict[str, frozenset[str] | None]:
        """The words of the index that meet `word`, each with the rules it does so by (None: by any)."""
        match word.match:
            case "prefix":
                return dict.fromkeys(self._beginning_with(word.text))
            case "typing":
                commonest = self.commonest(self._beginning_with(word.text), _TYPED_EXPANSIONS)
                return {**self._forms(word.text), **dict.fromkeys(commonest)}
            case "fuzzy":
                near = (term for term in self.vocabulary() if within(word.text, term, word.distance) is not None)
                return dict.fromkeys([word.text, *near])
            case "forms":
                return self._forms(word.text)
            case _:
                return {word.text: None}

    def _forms(self, word: str) -> dict[str, frozenset[str] | None]:
        rules_by_term: dict[str, set[str]] = {}
        for rules in self._all_rules():
            root = stem(word, rules)
            for term in self._beginning_with(beginning(word, rules)):
                if term != word and stem(term, rules) == root:
                    rules_by_term.setdefault(term, set()).add(rules)
        everywhere = len(self._all_rules())
        forms: dict[str, frozenset[str] | None] = {
            term: None if len(rules) == everywhere else frozenset(rules) for term, rules in rules_by_term.items()
        }
        forms[word] = None
        return forms

    def _all_rules(self) -> frozenset[str]:
        """The rules of word forms that the texts go by."""
        if self._rules is None:
            self._rules = frozenset(rules_of(self.layout(text).language) for text in self._texts)
        return self._rules

    def _beginning_with(self, beginning: str) -> list[str]:
        if self._reader is None:
            return []
        if self._vocabulary is not None:
            return _beginning_with(self._vocabulary, beginning)
        with damage_told():
            return [term.decode("utf-8") for term in self._reader.expand_prefix(WORDS, beginning)]

    def _frequency(self, term: str) -> int:
        if self._reader is None:
            return 0
        known = self._frequencies.get(term)
        if known is None:
            with damage_told():
                known = int(self._reader.frequency(WORDS, term)) if (WORDS, term) in self._reader else 0
            self._frequencies[term] = known
        return known

    def _postings(self, term: str) -> list[tuple[int, "array[int]"]]:
        if self._reader is None:
            return []
        with damage_told():
            if (WORDS, term) not in self._reader:
                return []
            postings = []
            matcher = self._reader.postings(WORDS, term)
            while matcher.is_active():
                postings.append((matcher.id(), unpack(matcher.value())))
                matcher.next()
            return postings


def _beginning_with(vocabulary: list[str], beginning: str) -> list[str]:
    """A bisection; UTF-8 sorts as code points do."""
    terms = []
    for at in range(bisect_left(vocabulary, beginning), len(vocabulary)):
        if not vocabulary[at].startswith(beginning):
            break
        terms.append(vocabulary[at])
    return terms
