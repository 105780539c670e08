"""Offers what may be meant by what stands at the cursor of a query: fields, names, and words that are often said."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest

from reader_app.core.findings import Completion, CompletionKind
from reader_app.core.search.fields import MEANINGS, PLACES
from reader_app.core.search.query import Typed, typed_at_end
from reader_app.core.search.signs import ENDING_CHUNKS, quoted
from reader_app.core.search.tokens import Tokens, is_unspaced, tokenise

Counted = Iterable[tuple[str, int]]
Names = Callable[[CompletionKind, str, int], Sequence[tuple[str, int]]]
"""Gives the commonest names of a kind in which a word begins so, at most so many, each with how many episodes have it."""
CommonWords = Callable[[str, int], Sequence[tuple[str, int]]]
"""Gives the commonest words that begin so, at most so many, each with how often it stands in the texts."""

_KINDS: dict[str, CompletionKind] = {
    "speaker": "speaker",
    "show": "show",
    "entity": "entity",
    "tag": "tag",
    "chapter": "chapter",
    "lang": "language",
}
_BARE: tuple[CompletionKind, ...] = ("speaker", "show", "entity")
"""What is offered for a word without a field."""
_LAST = "\U0010ffff"
_WORDS_OF_A_NAME = 6
"""Words from whose beginning on a name is recognised: a title of a chapter may be a sentence."""
_FEWEST_LETTERS_OF_A_FIELD = 2


class NameList:
    """Names of one kind, found by how any of their words begins, whatever the case and the accents; the commonest first.

    Made in about 3 s a million names; each is asked for in a bisection.
    """

    def __init__(self, counted: Counted) -> None:
        told = ((" ".join(name.split()), count) for name, count in counted)
        self._names = sorted(told, key=lambda one: (-one[1], one[0].casefold()))
        rows: list[tuple[str, int]] = []
        for number, words in enumerate(_words_by_line([name for name, _ in self._names])):
            for first in range(min(len(words), _WORDS_OF_A_NAME)):
                rows.append((" ".join(words[first : first + _WORDS_OF_A_NAME]), number))
        rows.sort()
        self._keys = [key for key, _ in rows]
        self._numbers = array("I", [number for _, number in rows])

    def beginning(self, typed: str, most: int) -> list[tuple[str, int]]:
        """The commonest names in which a word begins with `typed`, or all, with how many episodes have them."""
        tokens = tokenise(typed)
        key = " ".join(_typed_words(tokens))
        if not key:
            return [] if typed.strip() else self._names[:most]
        ended = tokens.stops[-1] < len(typed)
        start, stop = bisect_left(self._keys, key), bisect_left(self._keys, key + (" " if ended else "") + _LAST)
        numbers: Iterable[int] = self._numbers[start:stop]
        signs = _signs(typed, tokens)
        if signs:
            numbers = [number for number in numbers if _has_signs(self._names[number][0], signs)]
        # A name is there once for each of its words.
        best = dict.fromkeys(nsmallest(most * _WORDS_OF_A_NAME, numbers))
        return [self._names[number] for number in list(best)[:most]]


def _signs(typed: str, tokens: Tokens) -> list[str]:
    """The words of what is typed that a sign belongs to, with it, and the last with what follows it: "c++", "dr."."""
    signs = [word for _, word in tokens.signed]
    rest = typed[tokens.stops[-1] :].rstrip()
    if rest and not (signs and tokens.signed[-1][0] == len(tokens.words) - 1):
        signs.append((typed[tokens.starts[-1] : tokens.stops[-1]] + rest).casefold())
    return signs


def _has_signs(name: str, signs: Sequence[str]) -> bool:
    """Whether a word of `name` begins with each of `signs`."""
    folded = name.casefold()
    return all(_begins_a_word(folded, sign) for sign in signs)


def _begins_a_word(text: str, part: str) -> bool:
    at = text.find(part)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(part, at + 1)
    return at >= 0


def complete(query: str, cursor: int, names: Names, common_words: CommonWords, most: int) -> list[Completion]:
    """What may be meant by what ends at code point `cursor` of `query`, the likeliest first; nothing where nothing is begun."""
    cursor = max(0, min(cursor, len(query)))
    typed = typed_at_end(query[:cursor])
    if typed is None:
        return []
    stop = _end_of_typed(query, cursor, typed)
    if typed.field is not None:
        return _values(query, typed, query[typed.start + typed.quoted : cursor], stop, names, most)
    fields = [] if typed.quoted else _fields(query[typed.start : cursor], typed.start, stop)
    known = _known_names(query, typed, cursor, stop, names, most)
    words = _words(query, typed, cursor, stop, common_words, most)
    half = max(1, most // 2)
    offered = [*fields[:2], *known[:half], *words, *known[half:]]
    return offered[:most]


def _words_by_line(lines: Sequence[str]) -> list[list[str]]:
    """The words of each of `lines`, cut in one go: ten times as fast as one by one."""
    words: list[list[str]] = [[] for _ in lines]
    tokens = tokenise("\n".join(lines))
    line, end = 0, len(lines[0]) if lines else 0
    for word, start in zip(tokens.words, tokens.starts, strict=True):
        while start > end:
            line += 1
            end += 1 + len(lines[line])
        words[line].append(word)
    return words


def _typed_words(tokens: Tokens) -> list[str]:
    """The words of what is typed, without the last character of a run without spaces, which its pair says already."""
    words = tokens.words
    paired = len(words) > 1 and is_unspaced(words[-1]) and tokens.stops[-2] == tokens.stops[-1]
    return words[:-1] if paired else words


def _end_of_typed(query: str, cursor: int, typed: Typed) -> int:
    """Where that ends in the middle of which the cursor stands: at the next space, or behind the quote right before it."""
    stop = cursor
    while stop < len(query) and not query[stop].isspace() and query[stop] not in ENDING_CHUNKS:
        stop += 1
    return stop + (typed.quoted and query[stop : stop + 1] == '"')


def _values(query: str, typed: Typed, value: str, stop: int, names: Names, most: int) -> list[Completion]:
    if typed.field == "in":
        begun = value.casefold().replace("_", "-")
        offered: list[tuple[CompletionKind, str, str]] = [
            ("place", place, meaning) for place, meaning in PLACES.items() if place.startswith(begun)
        ]
    else:
        kind = _KINDS.get(typed.field or "")
        offered = [] if kind is None else [(kind, name, _episodes(count)) for name, count in names(kind, value, most)]
    space = _space(query, stop)
    return [Completion(quoted(name) + space, name, kind, typed.start, stop, hint) for kind, name, hint in offered[:most]]


def _fields(word: str, start: int, stop: int) -> list[Completion]:
    begun = word.casefold()
    if len(begun) < _FEWEST_LETTERS_OF_A_FIELD:
        return []
    return [
        Completion(f"{name}:", f"{name}:", "field", start, stop, meaning)
        for name, meaning in MEANINGS.items()
        if name.startswith(begun)
    ]


def _known_names(query: str, typed: Typed, cursor: int, stop: int, names: Names, most: int) -> list[Completion]:
    """Names one of whose words begins with the word at the cursor, or some with the words before it too."""
    space = _space(query, stop)
    for start in typed.starts:
        text = query[start + typed.quoted : cursor]
        if not tokenise(text).words:
            continue
        found = [(kind, *one) for kind in _BARE for one in names(kind, text, most)]
        if found:
            found.sort(key=lambda one: -one[2])
            return [
                Completion(_as_query(kind, name, typed.quoted) + space, name, kind, start, stop, _episodes(count))
                for kind, name, count in found[:most]
            ]
    return []


def _as_query(kind: CompletionKind, name: str, phrase: bool) -> str:
    """A name as it is searched for: what somebody says, what is in a show, and where anything else is named."""
    if phrase or kind == "entity":
        return quoted(name, always=True)
    return f"{kind}:{quoted(name)}"


def _words(query: str, typed: Typed, cursor: int, stop: int, common_words: CommonWords, most: int) -> list[Completion]:
    tokens = tokenise(query, typed.start, cursor)
    if not tokens.words or is_unspaced(tokens.words[-1]):
        return []
    start, begun = tokens.starts[-1], tokens.words[-1]
    if tokens.signed and tokens.signed[-1][0] == len(tokens.words) - 1:
        begun = tokens.signed[-1][1]
        start -= query[start - 1 : start] == begun[:1]
    if not begun.endswith(query[tokens.stops[-1] : cursor]) or not _begins_there(query, start, typed):
        return []
    end = "" if typed.quoted else _space(query, stop)
    return [
        Completion(word + end, word, "word", start, stop, "once" if count == 1 else f"{count:,} times")
        for word, count in common_words(begun, most + 1)
        if word != begun
    ][:most]


def _begins_there(query: str, start: int, typed: Typed) -> bool:
    """Whether nothing is joined to the word at code point `start` from before: 40 is no beginning that "GPT-4" goes on with."""
    return start <= typed.start or query[start - 1].isspace() or (typed.quoted and start == typed.start + 1)


def _space(query: str, stop: int) -> str:
    """A space behind what is put in, unless one is there, so that it is not being typed any more."""
    return "" if query[stop : stop + 1].isspace() else " "


def _episodes(count: int) -> str:
    return "1 episode" if count == 1 else f"{count:,} episodes"
