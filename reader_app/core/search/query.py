"""Reads what is typed into the search field.

The language: words (all must stand in the same episode), `"a phrase"`, `"a b"~5`, `OR` (joins what stands right beside it),
`NOT x` or `-x`, `(...)`, `attent*`, `modle~`, and fields (`speaker:"Jeff Dean"`, `show:`, `chapter:`, `entity:`, `title:`,
`tag:`, `lang:hi`, `after:2026-01`, `before:`, `in:quotes`). The quotes may be those of any language, the signs full-width.
Everything else is text: a colon after another word, a dash between spaces, signs of all kinds. Only what is nearly the name of
a field (`speker:Ann`) is an error and not text: whoever writes it means the field, and would take no hits for an answer.
"""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader_app.core.errors import QueryError
from reader_app.core.search.fields import checked, example, misspelt
from reader_app.core.search.signs import ENDING_CHUNKS, OPENING, Quotes, plain
from reader_app.core.search.syntax import (
    FIELDS,
    NOTHING,
    All,
    Any,
    Field,
    Match,
    Node,
    Not,
    Phrase,
    Piece,
    Query,
    Word,
    is_filter,
    is_positive,
)
from reader_app.core.search.tokens import Tokens, is_unspaced, tokenise

_DEEPEST = 40
_FIELD = re.compile(r"([A-Za-z]+):")
_CHUNK = re.compile(rf"[^\s{re.escape(ENDING_CHUNKS)}]+")
_SLOP = re.compile(r"~(\d{1,6})(?![^\s()])")
_FUZZY = re.compile(r"~([0-2]?)$")
_LONG_WORD = 8
_LONGEST_NAME = 3
"""Words right before the one being typed that may belong to one name with it."""


def parse(query: str, *, typing: bool = False) -> Query:
    """What `query` asks for. Raises QueryError with a sentence and the place where it cannot be read.

    With `typing`, the last word is one that is still being typed, and what is only begun at the end (a quote, a bracket, a
    field, an operator) is no error yet: no beginning of a query that can be read is one.
    """
    return Query(query, _Parser(query, typing).parse())


def pieces_of(query: str) -> list[Piece]:
    """What stands in `query` outside any bracket, in order, up to where it cannot be read, if anywhere. Never raises."""
    parser = _Parser(query, True)
    with contextlib.suppress(QueryError):
        parser.parse()
    return parser.pieces


@dataclass(frozen=True, slots=True)
class Typed:
    """What is being typed at the end of a query: the value of a `field`, or words, from code point `start` on.

    `starts` are where the words begin that stand without any sign right before it, and itself, so that a name of several words
    may be recognised. `quoted` says that it stands in a quote, which opens at `start`.
    """

    field: str | None
    start: int
    starts: tuple[int, ...]
    quoted: bool = False


def typed_at_end(query: str) -> Typed | None:
    """What is being typed where `query` ends; None after a space, or where it cannot be read so far. Never raises."""
    parser = _Parser(query, True)
    with contextlib.suppress(QueryError):
        parser.parse()
    return parser.typed


class _Parser:
    """Goes once through a query, from left to right."""

    def __init__(self, text: str, typing: bool) -> None:
        self._text = plain(text)
        self._quotes = Quotes(self._text)
        self._typing = typing
        self._end = len(text.rstrip())
        self._at = 0
        self._depth = 0
        self.pieces: list[Piece] = []
        self.typed: Typed | None = None
        self._run: tuple[int, ...] = ()

    def parse(self) -> Node:
        root = self._all()
        if not self._over():
            raise QueryError("This bracket closes one that was never opened.", self._at)
        if root is not None and is_positive(root):
            return root
        if self._typing:
            return NOTHING
        if root is None:
            raise QueryError("There is no word to search for.", 0)
        raise QueryError("This only says what to leave out; add a word to search for.", 0)

    def _over(self) -> bool:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at >= len(self._text)

    def _operator(self, *names: str) -> str | None:
        """The operator among `names` that comes next, passed over; None where another thing comes."""
        if self._over():
            return None
        chunk = _CHUNK.match(self._text, self._at)
        if chunk is None or chunk.group() not in names:
            return None
        self._at = chunk.end()
        self._run = ()
        return chunk.group()

    def _done(self) -> bool:
        """Whether nothing more comes here: the query ends, or the bracket does."""
        return self._over() or self._text[self._at] == ")"

    def _all(self) -> Node | None:
        """Everything up to the end or the closing bracket; None where there is nothing."""
        children: list[Node] = []
        while not self._done():
            joint = start = self._at
            operator = self._operator("AND", "OR")
            child = None
            if not self._done():
                start = self._at
                child = self._either()
            begun = child is None and self._typing and self._over()
            if operator is not None and (child is None or not children) and not begun:
                raise QueryError(f"{operator} needs a word on both sides.", joint)
            if self._depth == 0:
                stop = start + len(self._text[start : self._at].rstrip())
                self.pieces.append(Piece(child, joint, start, stop))
            if child is not None:
                children.append(child)
        return _joined(children)

    def _either(self) -> Node | None:
        """One thing, or several with OR between them."""
        at = self._at
        first = self._one()
        children = [first]
        while not self._over():
            before = self._at
            if self._operator("OR") is None:
                break
            child = None if self._done() else self._one()
            if child is None and self._typing and self._over():
                self._at = before
                break
            if child is None or first is None:
                raise QueryError("OR needs a word on both sides.", before)
            children.append(child)
        if len(children) == 1:
            return first
        found = [child for child in children if child is not None]
        if self._typing and self._over() and not _can_be_either(found[-1]):
            found.pop()  # a bracket that has only begun to say what it asks for
        if not all(map(_can_be_either, found)):
            raise QueryError("What only leaves out cannot stand beside OR.", at)
        return Any(tuple(found)) if len(found) > 1 else found[0]

    def _one(self) -> Node | None:
        """A word, a phrase, a field, a bracket, or one of these excluded; None for signs that mean nothing."""
        at = self._at
        run, self._run = self._run, ()
        if self._operator("NOT") is not None:
            return self._excluded(at, "NOT")
        sign = self._text[at]
        follows = self._text[at + 1 : at + 2]
        if sign == "-" and follows and not follows.isspace() and follows != "-":
            self._at += 1
            return self._excluded(at, "-")
        if sign == "(":
            return self._bracket()
        closing = self._closing_quote(at)
        if closing >= 0:
            return self._phrase(at + 1, closing)
        field = _FIELD.match(self._text, at)
        if field is not None and field.group(1).casefold() in FIELDS:
            return self._field(field.group(1).casefold(), field.end())
        if field is not None:
            self._refuse_misspelt(field.group(1), at, field.end())
        self._run = (*run[-_LONGEST_NAME:], at)
        return self._chunk()

    def _refuse_misspelt(self, name: str, at: int, stop: int) -> None:
        """Raises QueryError where `name`, right before a value, can only be meant for that of a field."""
        meant = misspelt(name.casefold())
        if meant is not None and self._text[stop : stop + 1].strip():
            told = f"There is no field {name}: (did you mean {meant}: ?). To search for these words, put them in quotes."
            raise QueryError(told, at)

    def _excluded(self, at: int, sign: str) -> Node | None:
        child = None if self._done() else self._deeper(self._one, at)
        if child is None:
            if sign == "-" or (self._typing and self._over()):
                return None  # a dash before signs that mean nothing means nothing either
            raise QueryError("NOT needs a word after it.", at)
        return child.child if isinstance(child, Not) else Not(child)

    def _bracket(self) -> Node | None:
        at = self._at
        self._at += 1
        inside = self._deeper(self._all, at)
        if self._over():
            if not self._typing:
                raise QueryError("This bracket is not closed.", at)
        else:
            self._at += 1
            if inside is None:
                raise QueryError("There is nothing in these brackets.", at)
        return inside

    def _deeper(self, read: Callable[[], Node | None], at: int) -> Node | None:
        """What `read` reads, one level further in."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError("There are too many brackets or NOTs inside one another.", at)
        node = read()
        self._depth -= 1
        return node

    def _closing_quote(self, at: int) -> int:
        """Where the quote closes that opens at `at`; -1 where none opens there. A pasted one that nothing closes is text."""
        closing = self._quotes.closing(at)
        if closing < 0 and self._text[at] in OPENING:
            if self._typing:
                return len(self._text)
            if self._text[at] == '"':
                raise QueryError("This quote is not closed.", at)
        return closing

    def _phrase(self, start: int, stop: int) -> Node | None:
        """The phrase between two quotes, with what stands behind the second."""
        self._at = min(stop + 1, len(self._text))
        slop = _SLOP.match(self._text, self._at)
        if slop is not None:
            self._at = slop.end()
        elif (behind := _CHUNK.match(self._text, self._at)) is not None and behind.group()[0] == "~" and len(behind.group()) > 1:
            raise QueryError('After ~ comes how many words may stand between, as in "two words"~5.', self._at)
        if stop >= len(self._text):
            self.typed = Typed(None, start - 1, (start - 1,), quoted=True)
        words = self._words(start, stop, "exact")
        if not words:
            if self._typing and self._over():
                return None
            raise QueryError("There is no word between these quotes.", start - 1)
        if stop >= len(self._text):
            words[-1] = (replace(words[-1][0], match="typing"), words[-1][1])
        return _phrase_of(words, int(slop.group(1)) if slop is not None and len(words) > 1 else None)

    def _chunk(self) -> Node | None:
        """What stands up to the next space, bracket or quote: a word, or several that belong together ("GPT-4")."""
        chunk = _CHUNK.match(self._text, self._at)
        if chunk is None:  # a lone quote cannot come here, nor a bracket
            self._at += 1
            return None
        start, stop = chunk.span()
        self._at = stop
        if stop == len(self._text):
            self.typed = Typed(None, start, self._run)
        text = chunk.group()
        bare = text.rstrip("*")
        fuzzy = _FUZZY.search(text)
        if "*" in bare and any(sign.isalnum() for sign in bare[bare.index("*") :]):
            raise QueryError("A star can only stand at the end of a word.", start + bare.index("*"))
        last: Match = "forms"
        if bare != text and bare.strip("*"):
            last, stop = "prefix", start + len(bare)
        elif bare != text:
            if self._typing and stop == len(self._text):
                return None
            raise QueryError("A star needs the beginning of a word before it.", start)
        elif fuzzy is not None:
            last, stop = "fuzzy", start + fuzzy.start()
        elif self._typing and stop == self._end == len(self._text):
            last = "typing"
        words = self._words(start, stop, "forms")
        if not words:
            return None
        if last != "forms":
            word, offset = words[-1]
            distance = _distance(word.text, fuzzy.group(1)) if last == "fuzzy" and fuzzy is not None else 0
            words[-1] = (replace(word, match=last, distance=distance), offset)
        return _phrase_of(words, None)

    def _words(self, start: int, stop: int, match: Match) -> list[tuple[Word, int]]:
        """The words between two places of the query, each with its number."""
        tokens = tokenise(self._text, start, stop)
        signed = dict(tokens.signed)
        words: list[tuple[Word, int]] = []
        for number, text in enumerate(tokens.words):
            if _ends_a_run(tokens, number):
                continue
            starred = match == "exact" and self._text[tokens.stops[number] : tokens.stops[number] + 1] == "*"
            how: Match = "prefix" if starred or (len(text) == 1 and is_unspaced(text)) else match
            word = Word(signed.get(number, text), how, tokens.starts[number], tokens.stops[number])
            words.append((word, number))
        return words

    def _field(self, name: str, at: int) -> Node | None:
        start = self._at
        self._at = at
        begin = stop = at
        closed = False
        if not self._over():
            begin = stop = self._at
            closing = self._closing_quote(begin)
            if closing >= 0:
                begin, stop, closed = begin + 1, closing, closing < len(self._text)
                self._at = min(closing + 1, len(self._text))
            elif (chunk := _CHUNK.match(self._text, begin)) is not None:
                stop = self._at = chunk.end()
        if not closed and self._at >= len(self._text):
            opening = begin - (self._text[begin - 1] in OPENING and begin > at)
            self.typed = Typed(name, opening, (opening,), quoted=opening < begin)
        value = self._text[begin:stop]
        words = tuple(tokenise(value).words)
        if not words:
            if self._typing and self._over():
                return None
            raise QueryError(f"{name}: needs something after it{example(name)}.", start)
        still_typed = self._typing and not closed and self._at >= len(self._text)
        field = Field(name, value.strip("*"), words, value.endswith("*") or still_typed, begin, stop)
        return checked(field, begin, still_typed)


def _ends_a_run(tokens: Tokens, number: int) -> bool:
    """Whether this is the single last character of a run without spaces: its pair with the one before says it already."""
    return (
        number > 0
        and len(tokens.words[number]) == 1
        and is_unspaced(tokens.words[number])
        and tokens.stops[number - 1] == tokens.stops[number]
    )


def _phrase_of(words: list[tuple[Word, int]], slop: int | None) -> Node:
    if len(words) == 1:
        return words[0][0]
    first = words[0][1]
    return Phrase(tuple(word for word, _ in words), tuple(number - first for _, number in words), slop)


def _joined(children: list[Node]) -> Node | None:
    """`children` as one; brackets that hold only conditions, or only exclude, count as if they were not there."""
    flat: list[Node] = []
    for child in children:
        if isinstance(child, All) and (is_filter(child) or not is_positive(child)):
            flat.extend(child.children)
        else:
            flat.append(child)
    if len(flat) < 2:
        return flat[0] if flat else None
    return All(tuple(flat))


def _distance(word: str, asked: str) -> int:
    """How many letters may differ: as asked for, else one, or two in long words, or none in words of two letters."""
    if asked:
        return int(asked)
    return 0 if len(word) < 3 else 1 if len(word) < _LONG_WORD else 2


def _can_be_either(node: Node) -> bool:
    return is_filter(node) or is_positive(node)
