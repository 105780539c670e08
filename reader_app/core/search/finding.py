"""Finds the texts that meet a query, and judges each: in how many places it is met, how well, how near its words stand.

Sets of texts come first; positions are read only where they decide: whether a phrase stands there, who says it, how words stand
together. Where one is in a hurry only the best texts are judged so, and the numbers are not settled yet.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

from reader_app.core.errors import Cancelled
from reader_app.core.search import ranking
from reader_app.core.search.layout import Layout
from reader_app.core.search.matching import Matcher
from reader_app.core.search.ranking import Weighed
from reader_app.core.search.reading import Reading
from reader_app.core.search.said import Said, of_blocks
from reader_app.core.search.sieve import Sieve, Texts, decided
from reader_app.core.search.syntax import All, Any, Node, Not, Phrase, Query, Word, is_filter, words_of
from reader_app.core.search.windows import PHRASE, Place, places_of_words, standing

_LOOK = 64
"""Texts between two looks whether anybody still waits."""
_JUDGED_AT_LEAST = 40
_JUDGED_POSITIONS = 12_000
"""How many positions are looked at while a word is being typed, those of the best texts first."""

Stopped = Callable[[], bool]


class Finding:
    """What one query finds in one state of the index. Raises IndexDamaged, and Cancelled when `cancelled` says so.

    - `texts`: the texts that meet it. `counts`: the places in each; `grades`: how near the words stand in each, if several are
      asked for, None where nobody looked.
    - `settled`: whether all of that is exact, which it always is unless one is in a hurry. `hurried`, only the texts that score
      best are judged; `typing`, also a beginning stands for its commonest words, and a common phrase is looked for where it is
      likeliest.
    """

    def __init__(
        self,
        reading: Reading,
        query: Query,
        *,
        exact: bool = False,
        typing: bool = False,
        hurried: bool = False,
        episode: str | None = None,
        cancelled: Stopped | None = None,
    ) -> None:
        self.reading = reading
        self._root = query.root
        self._cancelled = cancelled
        words = {word.key: word for word in words_of(query.root)}
        self._words = {key: reading.occurrences(word, whole=not typing, exact=exact) for key, word in words.items()}
        self._matcher = Matcher(self._words)
        self._sieve = Sieve(reading, self._words, self._look, hurried=typing)
        within = None
        if episode is not None:
            episodes = reading.column("episode")
            within = [text for text in reading.texts() if episodes[text] == episode]
        self.texts: Texts = self._sieve.texts(query.root, within)
        self._wanted = _wanted(query.root)
        # Where sets of texts have decided who meets the query, only the words that are asked for need be looked at.
        self._decided = self._sieve.sure and bool(self._wanted)
        self.settled = self._sieve.whole and all(held.whole for held in self._words.values())
        self.grades: dict[int, int | None] = {}
        self.counts: dict[int, int] = {}
        self._count(typing or hurried)

    @cached_property
    def scores(self) -> dict[int, float]:
        """How well each text meets the query."""
        held = [weighed for node in _told(self._root) if (weighed := self._weighed(node))]
        return ranking.scores(held, self.texts, self.reading.norms, len(self.reading.texts()))

    def focus(self, texts: Collection[int]) -> None:
        """Make ready for being asked for the places in these texts, which are few."""
        for held in self._words.values():
            held.focus(texts)

    def places(self, text: int, most: int | None = None) -> list[Place]:
        """The places in one of the texts, in order: all of them, or as few as `most` if the first are the best."""
        if self._decided and all(isinstance(node, Word) for node in self._wanted):
            words = [self._words[node.key] for node in self._wanted if isinstance(node, Word)]
            if most is not None and len(words) == 1:
                return places_of_words([words[0].first(text, most)], most)
            return places_of_words([held.positions(text) for held in words], most)
        if self._decided:
            return self._matcher.met_in_whole(All(self._wanted), text)
        layout = self.reading.layout(text)
        return self._matcher.met(self._root, text, layout, [(0, layout.end or 1)]) or []

    def unknown(self, word: Word) -> bool:
        """Whether no text holds a word of the query."""
        return len(self._words[word.key]) == 0

    def _look(self) -> None:
        go_on(self._cancelled)

    def _weighed(self, node: Word | Phrase) -> Weighed | None:
        if isinstance(node, Word):
            held = self._words[node.key]
            return Weighed(held.weights, held.heads, len(held))
        counts = self._sieve.phrases.get(node)
        if counts is None:
            return None
        first, *rest = (self._words[word.key].heads for word in node.words)
        heads = {text: min(row[text] for row in (first, *rest)) for text in first if all(text in row for row in rest)}
        return Weighed(counts, heads, len(counts))

    def _count(self, hurried: bool) -> None:
        if not self._decided:
            asked = _asked_of_blocks(self._root, self._wanted)
            if asked is None:
                self._count_by_places(self.texts)
            else:
                self._count_said(Said(asked))
        elif len(self._wanted) == 1:
            self._count_one(self._wanted[0])
        elif not hurried:
            self._judge(self.texts)
        else:
            self._judge_best()

    def _count_by_places(self, texts: Texts) -> None:
        """Keep the texts that have places, counted."""
        for number, text in enumerate(texts):
            if number % _LOOK == 0:
                self._look()
            places = self.places(text)
            if places:
                self.counts[text] = len(places)
                self.grades[text] = min([place.grade for place in places])
        self.texts = self.counts.keys()

    def _count_said(self, said: Said) -> None:
        """The same where nothing is asked of the places of words but what block they stand in."""
        rows = [self._words[node.key] for node in self._wanted if isinstance(node, Word)]
        for number, text in enumerate(self.texts):
            if number % _LOOK == 0:
                self._look()
            layout = self.reading.layout(text)
            kept: list[list[int]] = []
            for row in rows:
                kept.append(said.among(row.positions(text), layout))
                if not kept[-1]:
                    break
            else:
                self.counts[text], self.grades[text] = standing(kept) if len(kept) > 1 else (len(kept[0]), PHRASE)
        self.texts = self.counts.keys()

    def _count_one(self, node: Node) -> None:
        counts = self._counts_of(node)
        if counts is None:
            self._count_by_places(self.texts)
            self.grades = {}
        elif len(counts) == len(self.texts):
            self.counts = counts
        else:
            self.counts = {text: counts[text] for text in self.texts}

    def _counts_of(self, node: Node) -> dict[int, int] | None:
        if isinstance(node, Word):
            return self._words[node.key].counts
        if isinstance(node, Phrase):
            return self._sieve.phrases.get(node)
        return None

    def _judge(self, texts: Iterable[int]) -> None:
        """How near the words stand in each of `texts`, and in how many places they do."""
        if not all(isinstance(node, Word) for node in self._wanted):
            self._count_by_places(self.texts)
            return
        rows = [self._words[node.key] for node in self._wanted if isinstance(node, Word)]
        for number, text in enumerate(texts):
            if number % _LOOK == 0:
                self._look()
            self.counts[text], self.grades[text] = standing([row.positions(text) for row in rows])

    def _judge_best(self) -> None:
        """The same for those that score best, as many as there is time for; the others are guessed at."""
        rows = [held for node in self._wanted if isinstance(node, Word) for held in (self._words[node.key],)]
        if len(rows) < len(self._wanted):
            self._judge(self.texts)
            return
        scores = self.scores
        ordered = sorted(scores, key=scores.__getitem__, reverse=True)
        held = [row.counts for row in rows]
        spent, judged = 0, len(ordered)
        for number, text in enumerate(ordered):
            spent += sum([counts[text] for counts in held])
            if spent > _JUDGED_POSITIONS and number >= _JUDGED_AT_LEAST:
                judged = number
                break
        self.focus(ordered[:judged])
        self._judge(ordered[:judged])
        rest = ordered[judged:]
        self.counts.update(zip(rest, map(min, *(map(counts.__getitem__, rest) for counts in held)), strict=True))
        self.grades.update(dict.fromkeys(rest))
        self.settled = self.settled and judged == len(ordered)


def met_everywhere(
    reading: Reading, query: Query, *, exact: bool = False, cancelled: Stopped | None = None
) -> Iterator[tuple[int, Layout, Sequence[Place]]]:
    """Every text that meets `query`, by its number, with its layout and all its places in order. Raises Cancelled, IndexDamaged.

    A word that is still being typed stands for all that begins with it, not only for the commonest.
    """
    finding = Finding(reading, query, exact=exact, cancelled=cancelled)
    for number, text in enumerate(sorted(finding.texts)):
        if number % _LOOK == 0:
            go_on(cancelled)
        yield text, reading.layout(text), finding.places(text)


def go_on(cancelled: Stopped | None) -> None:
    """Raises Cancelled where nobody waits for the answer any more."""
    if cancelled is not None and cancelled():
        raise Cancelled("The search was stopped.")


def _wanted(root: Node) -> tuple[Node, ...]:
    """What must stand together: all that asks for words and does not exclude. Empty where only conditions are told."""
    if is_filter(root):
        return ()
    if isinstance(root, All):
        told = (child for child in root.children if not is_filter(child) and not isinstance(child, Not))
        return tuple(dict.fromkeys(told))  # what is asked for twice is met once
    return (root,)


def _asked_of_blocks(root: Node, wanted: tuple[Node, ...]) -> Node | None:
    """What is asked of the blocks that words stand in, where that is all which is asked of their places."""
    if not isinstance(root, All) or not wanted or not all(isinstance(node, Word) for node in wanted):
        return None
    others = tuple(child for child in root.children if child not in wanted and not decided(child))
    return All(others) if all(map(of_blocks, others)) else None


def _told(node: Node) -> list[Word | Phrase]:
    """The words and phrases by which texts are weighed: all but what is excluded; those of names count like others."""
    match node:
        case Word() | Phrase():
            return [node]
        case Not():
            return []
        case All(children=children) | Any(children=children):
            return [told for child in children for told in _told(child)]
        case _:
            return list(words_of(node))
