"""What a query asks for: a tree of words, phrases and fields."""

from dataclasses import dataclass, field
from typing import Literal

from reader_app.core.search.tokens import is_unspaced

Match = Literal["forms", "exact", "prefix", "fuzzy", "typing"]
"""How a word is met: by its forms, by itself, by what begins with it, by what is spelt almost like it, or, while it is still
being typed, by the commonest words that begin with it."""

FIELDS = ("speaker", "chapter", "in", "show", "title", "entity", "tag", "lang", "after", "before")

WHERE = ("text", "quotes", "notes", "speech", "pull_quotes", "prose", "description", "chapters", "title", "entities")
"""What `in:` takes; text is all that was said or written: speech, prose, description and pull quotes."""

Key = tuple[str, Match, int]
"""What a word looks for, wherever it stands in the query."""


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word; `at` and `stop` are where it stands in the query, `distance` how many letters may differ."""

    text: str
    match: Match
    at: int = field(default=0, compare=False)
    stop: int = field(default=0, compare=False)
    distance: int = 0

    @property
    def key(self) -> Key:
        """What it looks for, wherever it stands."""
        return (self.text, self.match, self.distance)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another: `offsets[n]` is how many words after the first `words[n]` stands.

    With a `slop`, words in any order with at most so many others between them.
    """

    words: tuple[Word, ...]
    offsets: tuple[int, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on the place or the episode.

    `words` are the folded words of `value`; the last is only a beginning where `open_ended`. `at` and `stop` are where the
    value stands in the query, without its quotes.
    """

    name: str
    value: str
    words: tuple[str, ...]
    open_ended: bool = False
    at: int = field(default=0, compare=False)
    stop: int = field(default=0, compare=False)

    @property
    def ends_begun(self) -> bool:
        """Whether a name may go on after the last word: it is open-ended, or half a pair of a script without spaces."""
        return self.open_ended or (len(self.words[-1]) == 1 and is_unspaced(self.words[-1]))


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be met."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """All of it must be met in the same episode."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of it must be met."""

    children: tuple["Node", ...]


Node = Word | Phrase | Field | Not | All | Any

NOTHING = Any(())
"""What a query asks for that is only begun: it is met nowhere, and no error yet."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was written, and what it asks for."""

    text: str
    root: Node


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that stands in a query outside any bracket, from code point `start` to `stop`.

    An AND before it begins at `joint`, which is `start` where there is none. None as `node` are signs that mean nothing.
    """

    node: Node | None
    joint: int
    start: int
    stop: int


def is_filter(node: Node) -> bool:
    """Whether `node` asks for no words: it only says where words may stand."""
    match node:
        case Field():
            return True
        case Not(child=child):
            return is_filter(child)
        case All(children=children) | Any(children=children):
            return all(map(is_filter, children))
        case _:
            return False


def is_positive(node: Node) -> bool:
    """Whether `node` asks for something, and does not only exclude."""
    match node:
        case Not():
            return False
        case All(children=children):
            return any(map(is_positive, children))
        case Any(children=children):
            return all(map(is_positive, children))
        case _:
            return True


def phrase_of(condition: Field) -> Word | Phrase:
    """The words of a condition as they would stand in a text."""
    words = [Word(text, "exact") for text in condition.words]
    if condition.ends_begun:
        words[-1] = Word(condition.words[-1], "prefix")
    return words[0] if len(words) == 1 else Phrase(tuple(words), tuple(range(len(words))))


def words_of(node: Node) -> list[Word]:
    """All words that are asked for, those of names included, in the order of the query."""
    match node:
        case Word():
            return [node]
        case Phrase(words=words):
            return list(words)
        case Field(name="title" | "chapter" | "entity"):
            return words_of(phrase_of(node))
        case Not(child=child):
            return words_of(child)
        case All(children=children) | Any(children=children):
            return [word for child in children for word in words_of(child)]
        case _:
            return []
