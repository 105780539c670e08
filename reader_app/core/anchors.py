"""Where quoted words stand in a text, and where they have gone when the text has changed."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from reader_app.core.model import AnchorState, Span
from reader_app.core.words import UNSPACED, WORD, WORD_CHARACTERS

_LIKENESS = 0.75
"""The least share of words that a changed quote has in common with its place."""
_SEEDS = 12
"""How many of a quote's rarest words lead to places where it may stand."""
_PROPOSALS = 20_000
_PLACES = 12
_WEIGHED = 200
"""Among how many equal places, the nearest ones, the words around them decide."""

_ALIKE = {
    "'": "['\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4]",
    '"': '["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]',
}
_SPACED = re.compile(rf"(?![{UNSPACED}])[{WORD_CHARACTERS}]")
"""A character inside a word of a script that parts words by spaces."""
_ALIKE_BY_CHARACTER = {character: group for group in _ALIKE.values() for character in group[1:-1]}


class _Place(NamedTuple):
    """A place that may be the quote's: how alike it is (0 to 1) and its words, as indexes of the text's words."""

    likeness: float
    first: int
    last: int


def context(text: str, span: Span, length: int = 32) -> tuple[str, str]:
    """The words before and after `span`, at most `length` code points each, to be kept beside a quote."""
    return text[max(0, span.start - length) : span.start], text[span.stop : span.stop + length]


def occurrences(text: str, words: str) -> list[Span]:
    """Every place of `text` where exactly `words` stand, in order, none over another.

    Any white space is like any other, so a phrase is found across lines and paragraphs; typographic and plain quotes and
    apostrophes are alike; case counts. Where the words stand as whole words, places inside longer words do not count.
    """
    return _standing(text, words) or _standing(text, words, "x", "x")


def find_again(text: str, exact: str, prefix: str, suffix: str, hint: int) -> tuple[Span, AnchorState] | None:
    """Where the quote `exact` stands in `text` now, or None where it is lost.

    `prefix` and `suffix` are the words once around it (see `context`), `hint` is the offset where it once stood. The
    state is "exact" for the very same words at `hint`, else "moved": the same words elsewhere, or words of which three in
    four are the same but for white space, case and punctuation.
    """
    places = _standing(text, exact, prefix, suffix)
    if hint >= 0 and exact.strip() and text.startswith(exact, hint):
        places.append(Span(hint, hint + len(exact)))
    if places:
        span = _best(text, places, prefix, suffix, hint)
        unchanged = span.start == hint and text[span.start : span.stop] == exact
        return span, "exact" if unchanged else "moved"
    changed = _changed(text, exact, prefix, suffix, hint)
    return None if changed is None else (changed, "moved")


def _pattern(words: str) -> str | None:
    """A regular expression for `words` with any white space and any kind of quote mark; None where there are no words."""
    pieces = ["".join(_ALIKE_BY_CHARACTER.get(c) or re.escape(c) for c in piece) for piece in words.split()]
    return r"\s+".join(pieces) if pieces else None


def _standing(text: str, words: str, before: str = "", after: str = "") -> list[Span]:
    """Every place of `words` in `text`, as whole words unless `before` ends or `after` begins inside a word."""
    pattern = _pattern(words)
    if pattern is None:
        return []
    folded = words.strip()
    if _SPACED.match(folded[0]) and not _SPACED.match(before[-1:]):
        pattern = rf"(?<!{_SPACED.pattern}){pattern}"
    if _SPACED.match(folded[-1]) and not _SPACED.match(after[:1]):
        pattern = rf"{pattern}(?!{_SPACED.pattern})"
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _best(text: str, places: Sequence[Span], prefix: str, suffix: str, hint: int) -> Span:
    """The place whose surroundings are most like `prefix` and `suffix`; among equals the one nearest to `hint`."""
    near = sorted(places, key=lambda place: abs(place.start - hint))[:_WEIGHED]
    if len(near) == 1:
        return near[0]
    return max(near, key=lambda place: (_fit(text, place, prefix, suffix), -abs(place.start - hint)))


def _fit(text: str, place: Span, prefix: str, suffix: str) -> float:
    """How well the surroundings of `place` agree with `prefix` and `suffix`, from 0 to 1, in steps that forgive trifles."""
    before, after = context(text, place, max(len(prefix), len(suffix), 1))
    parts = [(_words(prefix), _words(before)), (_words(suffix), _words(after))]
    likeness = [SequenceMatcher(None, was, now, autojunk=False).ratio() for was, now in parts if was]
    return round(sum(likeness) / len(likeness), 1) if likeness else 0.0


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _changed(text: str, exact: str, prefix: str, suffix: str, hint: int) -> Span | None:
    """The place whose words are most like those of `exact`, or None where none is like enough."""
    quote = _words(exact)
    if not quote:
        return None
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:stop].casefold() for start, stop in spans]
    places = [
        (place, Span(spans[place.first][0], spans[place.last][1]))
        for centre in _candidates(quote, words, [start for start, _ in spans], hint)
        if (place := _align(quote, words, centre)).likeness >= _LIKENESS
    ]
    if not places:
        return None

    def merit(found: tuple[_Place, Span]) -> tuple[float, int]:
        place, span = found
        return place.likeness + 0.1 * _fit(text, span, prefix, suffix), -abs(span.start - hint)

    place, _ = max(places, key=merit)
    first, last = _widened(place, quote, words, _words(prefix), _words(suffix))
    return _with_marks(text, Span(spans[first][0], spans[last][1]), exact)


def _candidates(quote: list[str], words: list[str], starts: list[int], hint: int) -> list[int]:
    """Indexes of words at which the quote may begin, the most promising first.

    Each place of a rare word of the quote proposes a beginning; places that several words propose come first.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(quote):
        wanted[word].append(index)
    found: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        if word in wanted:
            found[word].append(index)
    seeds = sorted(found, key=lambda word: (len(found[word]) * len(wanted[word]), word))[:_SEEDS]
    width = max(2, len(quote) // 4)
    votes: Counter[int] = Counter()
    proposals = 0
    for word in seeds:
        proposals += len(found[word]) * len(wanted[word])
        if votes and proposals > _PROPOSALS:
            break
        for index in found[word]:
            # A neighbouring bucket gets the vote too, so that one lost word does not split the votes of a place.
            buckets = {(index - part + shift) // width for part in wanted[word][:4] for shift in (0, width // 2)}
            votes.update(buckets)
    order = sorted(votes, key=lambda bucket: (-votes[bucket], abs(starts[_within(bucket * width, starts)] - hint)))
    return [_within(bucket * width, starts) for bucket in order[: _PLACES if len(quote) < 500 else 3]]


def _within(index: int, row: Sequence[object]) -> int:
    return min(max(index, 0), len(row) - 1)


def _align(quote: list[str], words: list[str], centre: int) -> _Place:
    """The stretch of `words` around `centre` that is most like `quote`."""
    slack = max(3, len(quote) // 2)
    base = max(0, centre - slack)
    window = words[base : centre + len(quote) + 2 * slack]
    blocks = SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks()[:-1]
    best = _Place(0.0, centre, centre)
    while blocks:
        matched = sum(block.size for block in blocks)
        first, last = blocks[0].b, blocks[-1].b + blocks[-1].size - 1
        likeness = 2 * matched / (len(quote) + last - first + 1)
        if likeness > best.likeness:
            best = _Place(likeness, base + first, base + last)
        # A stray match far from the rest stretches the place: drop the end that costs more room for what it brings.
        if len(blocks) == 1:
            break
        head = blocks[1].b - blocks[0].b - 2 * blocks[0].size
        tail = blocks[-1].b + blocks[-1].size - blocks[-2].b - blocks[-2].size - 2 * blocks[-1].size
        blocks = blocks[1:] if head >= tail else blocks[:-1]
    return best


def _widened(place: _Place, quote: list[str], words: list[str], prefix: list[str], suffix: list[str]) -> tuple[int, int]:
    """First and last word of `place`, out to where the old surroundings begin, if its own first or last words have changed."""
    first, last = place.first, place.last
    reach = len(quote) // 4 + 1
    if words[first] != quote[0] and prefix:
        before = range(first - 1, max(-1, first - 2 - reach), -1)
        first = next((index + 1 for index in before if words[index] == prefix[-1]), first)
    if words[last] != quote[-1] and suffix:
        after = range(last + 1, min(len(words), last + 2 + reach))
        last = next((index - 1 for index in after if words[index] == suffix[0]), last)
    return first, last


def _with_marks(text: str, span: Span, exact: str) -> Span:
    """`span` with the quote marks, stops and brackets around it, as many as the quote itself begins and ends with."""
    matches = list(WORD.finditer(exact))
    start, stop = span
    for _ in exact[: matches[0].start()].strip():
        if start and not text[start - 1].isspace() and not WORD.match(text[start - 1]):
            start -= 1
    for _ in exact[matches[-1].end() :].strip():
        if stop < len(text) and not text[stop].isspace() and not WORD.match(text[stop]):
            stop += 1
    return Span(start, stop)
