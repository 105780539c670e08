"""The query language once more, as slowly and plainly as it can be told: what a search has to find, read off the texts.

Nothing here knows the index or the matcher: every text is gone through word by word. What the two have in common is how a text is
cut into words and which words are forms of one another, whose tests spell out what they expect.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from reader_app.core.model import Bookmark, Span, Transcript
from reader_app.core.search.dates import first_day, last_day
from reader_app.core.search.document import Document
from reader_app.core.search.forms import stem
from reader_app.core.search.tokens import is_unspaced, tokenise

NEXT_REGION = 100
"""How many words the title, the description, the rest and the glossary are apart."""
STANDS_TOGETHER = 30
KINDS = {
    "text": ("speech", "prose", "description", "pull_quote"),
    "speech": ("speech",),
    "prose": ("prose",),
    "description": ("description",),
    "pull_quotes": ("pull_quote",),
    "chapters": ("heading", "contents"),
    "title": ("title",),
    "entities": ("entity",),
}
FIELDS = {
    "title": "title",
    "description": "description",
    "heading": "chapter",
    "contents": "chapter",
    "prose": "prose",
    "pull_quote": "pull_quote",
    "speech": "speech",
    "entity": "entity",
}


@dataclass(frozen=True)
class Said:
    """A word, or several that belong together; `how`: forms, exact, prefix, typing, or the letters in which it may differ."""

    text: str
    how: str | int = "forms"


@dataclass(frozen=True)
class Row:
    """A phrase; with `slop` its words in any order, with so many others between them."""

    words: tuple[Said, ...]
    slop: int | None = None


@dataclass(frozen=True)
class Where:
    """A condition."""

    name: str
    value: str


@dataclass(frozen=True)
class But:
    """What must not be met."""

    child: "Wish"


@dataclass(frozen=True)
class Every:
    """All of it."""

    children: tuple["Wish", ...]


@dataclass(frozen=True)
class Either:
    """One of it."""

    children: tuple["Wish", ...]


Wish = Said | Row | Where | But | Every | Either


def written(wish: Wish, *, inside: bool = False) -> str:
    """A wish as a query."""
    match wish:
        case Said(text=text, how=how):
            return text + ({"prefix": "*"}.get(how, "") if isinstance(how, str) else f"~{how}")
        case Row(words=words, slop=slop):
            return '"' + " ".join(map(written, words)) + '"' + (f"~{slop}" if slop is not None else "")
        case Where(name=name, value=value):
            return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
        case But(child=child):
            return "-" + written(child, inside=True)
        case Every(children=children) | Either(children=children):
            joined = (" OR " if isinstance(wish, Either) else " ").join(written(child, inside=True) for child in children)
            return f"({joined})" if inside else joined


def conditional(wish: Wish) -> bool:
    """Whether it asks for no words."""
    match wish:
        case Where():
            return True
        case But(child=child):
            return conditional(child)
        case Every(children=children) | Either(children=children):
            return all(map(conditional, children))
        case _:
            return False


@dataclass(frozen=True, order=True)
class Found:
    """A place: positions `first` to `last`, the words that met the query, 0 for a row of words, 1 for near, 2 for apart."""

    first: int
    last: int
    marked: tuple[int, ...]
    grade: int = 0


class Text:
    """The text of an episode, or the note of one of its bookmarks, as a row of words with numbers."""

    def __init__(self, document: Document, bookmark: Bookmark | None = None) -> None:
        self.document, self.bookmark = document, bookmark
        self.text = document.transcript.text
        if bookmark is not None:
            self.text = bookmark.note if bookmark.span is not None else f"{bookmark.note}\n{bookmark.text}".strip("\n")
        transcript = document.transcript if bookmark is None else Transcript(self.text, ())
        self.blocks = transcript.blocks
        tokens = tokenise(self.text)
        self.spans: dict[int, Span] = {}
        self.names: dict[int, set[str]] = {}
        self.block_of: dict[int, int] = {}
        signed = dict(tokens.signed)
        jumps, region, block = 0, self._region(0), -1
        for number, (word, start, stop) in enumerate(zip(tokens.words, tokens.starts, tokens.stops, strict=True)):
            while block + 1 < len(self.blocks) and self.blocks[block + 1].span.start <= start:
                block += 1
                if self._region(block) != region:
                    region, jumps = self._region(block), jumps + 1
            at = number + NEXT_REGION * jumps
            self.spans[at], self.block_of[at] = Span(start, stop), block
            self.names[at] = {word, signed.get(number, word)}
        self.all = set(self.spans) or {0}
        for one in transcript.corrections:
            if one.original and one.kind in ("words", "chapter"):
                self._add_original(one.span, one.original)

    def _region(self, block: int) -> int:
        if not self.blocks:
            return 2
        return {"title": 0, "description": 1, "entity": 3}.get(self.blocks[block].kind, 2)

    def _add_original(self, span: Span, original: str) -> None:
        read = [at for at, word in self.spans.items() if word.start < span.stop and word.stop > span.start]
        before = [at for at, word in self.spans.items() if word.start < span.start]
        tokens = tokenise(original)
        signed = dict(tokens.signed)
        for number, word in enumerate(tokens.words):
            at = read[min(number, len(read) - 1)] if read else before[-1] if before else min(self.all)
            self.names.setdefault(at, set()).update({word, signed.get(number, word)})

    def within(self, start: int, stop: int) -> set[int]:
        """The words that code points `start` to `stop` touch."""
        return {at for at, span in self.spans.items() if span.start < stop and span.stop > start}


def texts_of(documents: Iterable[Document]) -> Iterator[Text]:
    """All that is searched."""
    for document in documents:
        yield Text(document)
        for mark in document.bookmarks:
            note = Text(document, mark)
            if not mark.removed and (note.text or mark.tags):
                yield note


class Reader:
    """Reads one text for a wish; with `exact`, word forms do not count."""

    def __init__(self, text: Text, *, exact: bool = False) -> None:
        self._text, self._exact = text, exact
        self._language = text.document.language

    def places(self, wish: Wish) -> list[Found]:
        """The places where the wish is met, in order."""
        return sorted(self._met(wish, self._text.all) or [])

    def allowed(self, wish: Wish, scope: set[int]) -> set[int]:
        """Where of `scope` words may stand under a condition."""
        match wish:
            case Where(name=name, value=value):
                return scope & self._where(name, value)
            case But(child=child):
                return scope - self.allowed(child, scope)
            case Either(children=children):
                return set().union(*(self.allowed(child, scope) for child in children))
            case Every(children=children):
                return scope.intersection(*(self.allowed(child, scope) for child in children))
            case _:
                return scope

    def _where(self, name: str, value: str) -> set[int]:
        text, document = self._text, self._text.document
        blocks = text.blocks
        match name:
            case "speaker":
                spellings = [[_words(one) for one in (v.label, v.name)] for v in document.transcript.speakers]
                meant = {n for n, some in enumerate(spellings) if _words(value) in some}
                meant = meant or {n for n, some in enumerate(spellings) if any(_has(one, _words(value)) for one in some)}
                return {at for at, block in text.block_of.items() if block >= 0 and blocks[block].speaker in meant}
            case "chapter":
                return self._chapters(value)
            case "in" if value in ("quotes", "notes"):
                return self._marks(value)
            case "in":
                return {at for at, block in text.block_of.items() if block >= 0 and blocks[block].kind in KINDS[value]}
            case _:
                return text.all if self._whole(name, value) else set()

    def _whole(self, name: str, value: str) -> bool:
        """Whether the whole episode is meant."""
        document = self._text.document
        published, tags = document.published, document.tags + (self._text.bookmark.tags if self._text.bookmark else ())
        asked = first_day(value)
        match name:
            case "lang":
                return f"{document.language}-".casefold().startswith(f"{value}-".casefold())
            case "after" | "before":
                if published is None or asked is None:
                    return False
                first, last = first_day(published[:10]), last_day(published[:10])
                return (first is not None and first >= asked) if name == "after" else (last is not None and last < asked)
            case _:
                entities = [] if self._text.bookmark else [one.name for one in document.transcript.entities]
                told = {"show": [document.show or ""], "title": [document.title], "tag": tags, "entity": entities}[name]
                return any(_has(_words(one), _words(value)) for one in told)

    def _chapters(self, value: str) -> set[int]:
        text = self._text
        if text.bookmark is not None:
            return set()
        placed = sorted((c for c in text.document.transcript.chapters if c.placed), key=lambda c: c.offset)
        glossary = min((b.span.start for b in text.blocks if b.kind == "entity"), default=len(text.text))
        ends = [c.offset for c in placed[1:]] + [glossary]
        meant = [(c.offset, end) for c, end in zip(placed, ends, strict=False) if _has(_words(c.title), _words(value))]
        return {at for at, span in text.spans.items() if any(start <= span.start < end for start, end in meant)}

    def _marks(self, value: str) -> set[int]:
        text, mark = self._text, self._text.bookmark
        if mark is None:
            spans = [b.span for b in text.document.bookmarks if b.span is not None and not b.removed]
            return set().union(*(text.within(*span) for span in spans)) if value == "quotes" else set()
        if not text.text:
            return set()
        begun = len(mark.note) + 1 if mark.note else 0
        quoted = {at for at, span in text.spans.items() if mark.span is None and span.start >= begun}
        return quoted if value == "quotes" else text.all - quoted

    def _met(self, wish: Wish, scope: set[int]) -> list[Found] | None:
        match wish:
            case Said(text=said, how=how) if len(words := tokenise(said).words) > 1:
                *first, last = words
                return self._met(Row((*(Said(word, "forms") for word in first), Said(last, how))), scope)
            case Said():
                return [Found(at, at, (at,)) for at in self._standing(wish, scope)] or None
            case Row(words=words, slop=None):
                rows = [set(self._standing(word, scope)) for word in words]
                starts = [at for at in sorted(rows[0]) if all(at + n in row for n, row in enumerate(rows))]
                return [Found(at, at + len(rows) - 1, tuple(range(at, at + len(rows)))) for at in starts] or None
            case Row(words=words, slop=int(slop)):
                return self._near([self._standing(word, scope) for word in words], slop) or None
            case Either(children=children) if not conditional(wish):
                found = [places for child in children if (places := self._met(child, scope)) is not None]
                return sorted(_apart([place for places in found for place in places])) if found else None
            case Every(children=children) if not conditional(wish):
                return self._every(children, scope)
            case _:
                return self._landmarks(self.allowed(wish, scope))

    def _every(self, children: tuple[Wish, ...], scope: set[int]) -> list[Found] | None:
        for child in filter(conditional, children):
            scope = self.allowed(child, scope)
        if not scope:
            return None
        rows = []
        for child in dict.fromkeys(children):
            if isinstance(child, But) and not conditional(child):
                if self._met(child.child, self._text.all) is not None:  # what is excluded is so wherever it stands
                    return None
            elif not conditional(child):
                places = self._met(child, scope)
                if places is None:
                    return None
                rows.append(places)
        return _together(rows) if rows else self._landmarks(scope)

    def _standing(self, word: Said, scope: set[int]) -> list[int]:
        return [at for at in sorted(scope) if any(self._means(word, name) for name in self._text.names.get(at, ()))]

    def _means(self, word: Said, name: str) -> bool:
        tokens = tokenise(word.text)
        asked = dict(tokens.signed).get(0, tokens.words[0])
        if name == asked:
            return True
        if isinstance(word.how, int):
            return slips(asked, name) <= word.how
        if (word.how in ("prefix", "typing") or (len(asked) == 1 and is_unspaced(asked))) and name.startswith(asked):
            return True
        forms = word.how == "forms" or (word.how == "typing" and len(asked) > 2)
        return forms and not self._exact and stem(name, self._language) == stem(asked, self._language)

    def _near(self, rows: list[list[int]], slop: int) -> list[Found]:
        """The shortest stretches that hold each of the words, every one in a place of its own."""
        stretches: dict[tuple[int, int], tuple[int, ...]] = {}
        for chosen in product(*rows):
            if len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) < slop + len(rows):
                stretches.setdefault((min(chosen), max(chosen)), tuple(sorted(chosen)))
        shortest = [one for one in stretches if not any(o != one and one[0] <= o[0] and o[1] <= one[1] for o in stretches)]
        return _apart([Found(a, b, stretches[a, b]) for a, b in shortest])

    def _landmarks(self, scope: set[int]) -> list[Found] | None:
        """Where conditions lead that stand without words; what they name within a text is counted elsewhere."""
        return [Found(min(scope), min(scope), ())] if scope else None


def _together(rows: list[list[Found]]) -> list[Found]:
    """The shortest stretches with one place of each row: those that are near, or else the closest."""
    if len(rows) == 1:
        return rows[0]
    windows: dict[tuple[int, int], list[Found]] = {}
    for begin in sorted({place.first for row in rows for place in row}):
        following = [[place for place in row if place.first >= begin] for row in rows]
        if all(following):
            chosen = [row[0] for row in following]
            windows[min(p.first for p in chosen), max(p.last for p in chosen)] = chosen
    shortest = {one: w for one, w in windows.items() if not any(o != one and one[0] <= o[0] and o[1] <= one[1] for o in windows)}
    limit = STANDS_TOGETHER + 2 * sum(len(row[0].marked) for row in rows)
    near = [window for (a, b), window in shortest.items() if b - a < limit]
    if not near:
        return [_merged(min(shortest.values(), key=lambda w: max(p.last for p in w) - min(p.first for p in w)), 2)]
    return sorted(_apart([_merged(window, 0 if _in_a_row(window) else 1) for window in near]))


def _in_a_row(window: list[Found]) -> bool:
    return all(place.grade == 0 for place in window) and all(one.last + 1 == other.first for one, other in pairwise(window))


def _merged(window: list[Found], grade: int) -> Found:
    marked = tuple(sorted({at for place in window for at in place.marked}))
    worst = max(grade, *(place.grade for place in window))
    return Found(min(p.first for p in window), max(p.last for p in window), marked, worst)


def _apart(places: list[Found]) -> list[Found]:
    """The best of `places`, none of which overlaps another."""
    kept: list[Found] = []
    for place in sorted(places, key=lambda p: (p.grade, p.last - p.first, p.first)):
        if all(place.last < other.first or place.first > other.last for other in kept):
            kept.append(place)
    return sorted(kept)


def runs(place: Found, text: Text) -> list[str]:
    """What is marked of a place: its words, those that follow one another together, white space folded."""
    spans: list[Span] = []
    for at in place.marked:
        new = text.spans[at]
        if spans and at - 1 in place.marked:
            new = Span(spans.pop().start, new.stop)
        spans.append(new)
    return [" ".join(text.text[start:stop].split()) for start, stop in spans]


def slips(one: str, other: str) -> int:
    """In how many letters two words differ, a swap of neighbours counting one."""
    table = [[max(n, m) if n == 0 or m == 0 else 0 for m in range(len(other) + 1)] for n in range(len(one) + 1)]
    for n, m in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        changed = table[n - 1][m - 1] + (one[n - 1] != other[m - 1])
        table[n][m] = min(changed, table[n - 1][m] + 1, table[n][m - 1] + 1)
        if n > 1 and m > 1 and one[n - 2 : n] == other[m - 2 : m][::-1]:
            table[n][m] = min(table[n][m], table[n - 2][m - 2] + 1)
    return table[-1][-1]


def _words(name: str) -> list[str]:
    return tokenise(name).words


def _has(words: list[str], asked: list[str]) -> bool:
    return any(words[n : n + len(asked)] == asked for n in range(len(words) - len(asked) + 1))
