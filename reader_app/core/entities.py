"""Where the people, products, places and terms of an episode are mentioned, and which there are if the source names none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

from reader_app.core.capitals import Capitals, capitalised_names
from reader_app.core.model import Entity, EntityKind, Span
from reader_app.core.word_columns import Words, read_words
from reader_app.core.words import WORD

_LEAST_ALONE = 4
"""How many letters a part of a person's name must have to stand for the whole."""
_COMPANY = frozenset({"ai", "inc", "corp", "ltd", "llc", "gmbh", "labs", "technologies", "systems", "ventures", "capital"})
_ALTERNATIVES = re.compile(r"\s+/\s+|\s+\|\s+")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_GLUE = re.compile(r"[\s\u00ad\u200b‐‑–-]+")
_EDGE_MARKS = "+#&*°™."
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")


class _Variant(NamedTuple):
    """One way to write a name: its words, what stands between and beside them, and whose it is.

    `cased` asks for capitals where the name has them; `alone` for a part of a name, which no other name may adjoin.
    """

    name: int
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    before: str
    after: str
    written: str
    cased: bool
    alone: bool = False


@dataclass(slots=True)
class _Names:
    """The names that are looked for, by their first word, the longest first."""

    by_word: dict[str, list[_Variant]] = field(default_factory=lambda: defaultdict(list))

    def add(self, variant: _Variant) -> None:
        """Take in `variant`, unless another name is already written so."""
        same = self.by_word[variant.words[0]]
        if not any(
            known.words == variant.words and known.after == variant.after and known.gaps == variant.gaps for known in same
        ):
            same.append(variant)
            same.sort(key=lambda known: (len(known.words), len(known.before) + len(known.after)), reverse=True)


def find_mentions(text: str, names: Sequence[str], spans: Sequence[Span], kinds: Sequence[EntityKind] = ()) -> list[list[Span]]:
    """For each of `names`, every place in the `spans` of `text` that mentions it, in order.

    The longest name wins where several begin; no two places overlap, none crosses the end of a span. Names match as whole
    words, a possessive 's may follow, spaces and hyphens are alike. A name of several words matches in any case; a name
    of one word only with its capitals, if the text writes it so at all. "A / B" and "Long Name (LN)" are names with two
    spellings. The surname alone is a mention where it can mean nobody and nothing else here; where `kinds` tells the
    kind of each name, this holds for persons only, and for their given names too.
    """
    words = read_words(text, spans)
    capitals = Capitals(words)
    wanted = _Names()
    for index, name in enumerate(names):
        for variant in _variants(index, name):
            wanted.add(_softened(variant, capitals))
    _add_parts(wanted, names, kinds or [None] * len(names), capitals)
    return _scan(text, words, wanted, len(names), capitals)


def found_entities(
    text: str, spans: Sequence[Span], language: str, known: Mapping[str, EntityKind], most: int = 40
) -> list[Entity]:
    """The names and terms of a text whose source states none, the most mentioned first, at most `most`.

    `known` are names from other episodes with their kinds; they count from their first mention. Others are runs of
    capitalised words that the text repeats; their kind is "other", because a guess is wrong too often.
    """
    words = read_words(text, spans)
    capitals = Capitals(words)
    names = _present(words, capitals, known)
    taken = {_key(name) for name in names}
    names += [name for name in capitalised_names(text, words, capitals, language) if _key(name) not in taken]
    wanted = _Names()
    for index, name in enumerate(names):
        for variant in _variants(index, name):
            wanted.add(variant)
    _add_parts(wanted, names, [known.get(name) for name in names], capitals)
    entities = [
        Entity(name, known.get(name, "other"), None, "", "found", tuple(places))
        for name, places in zip(names, _scan(text, words, wanted, len(names), capitals), strict=True)
        if places
    ]
    return sorted(entities, key=lambda entity: -len(entity.mentions))[:most]


def _present(words: Words, capitals: Capitals, known: Iterable[str]) -> list[str]:
    """Those of the `known` names that may stand in the text. One common word must have its capital inside a sentence."""
    there = set(words.folded)
    found: dict[str, str] = {}
    for name in known:
        key = _key(name)
        parts = key.split()
        if there.isdisjoint(parts):
            continue
        if len(parts) > 1 or name[1:] != name[1:].lower() or capitals.proper(parts[0]):
            found.setdefault(key, name)
    return list(found.values())


@lru_cache(maxsize=2**16)
def _key(name: str) -> str:
    """`name` as it compares with others."""
    return " ".join(word.casefold() for word in WORD.findall(name))


def _spellings(name: str) -> Iterator[str]:
    """`name`, its alternatives and its abbreviation, as people write them in running text."""
    for alternative in _ALTERNATIVES.split(name):
        plain = _BRACKET.sub(" ", alternative).strip()
        if plain:
            yield plain
        for inside in _BRACKET.findall(alternative):
            initials = "".join(word[0] for word in plain.split())
            other_script = plain[:1].isascii() != inside[:1].isascii()
            if inside and (inside.casefold() == initials.casefold() or inside.isupper() or other_script):
                yield inside
    if "&" in name:
        yield from _spellings(name.replace("&", " and "))


def _variants(index: int, name: str) -> Iterator[_Variant]:
    """The ways to write a name: each spelling as it is, one with a hyphen also in one word, an abbreviation in the plural."""
    for spelling in _spellings(name):
        matches = list(WORD.finditer(spelling))
        if not matches:
            continue
        words = tuple(match[0].casefold() for match in matches)
        gaps = tuple(_gap(spelling[a.end() : b.start()]) for a, b in pairwise(matches))
        before = "".join(c for c in spelling[: matches[0].start()] if c in _EDGE_MARKS)
        after = "".join(c for c in spelling[matches[-1].end() :] if c in _EDGE_MARKS[:-1])
        written = spelling[matches[0].start() : matches[-1].end()]
        plain = _Variant(index, words, gaps, before, after, written, len(words) == 1)
        yield plain
        if gaps == ("",) and "-" in spelling:
            yield plain._replace(words=("".join(words),), gaps=(), written=written.replace("-", ""), cased=True)
        if len(words) == 1 and spelling.isalpha() and spelling.isupper() and len(spelling) > 1:
            yield plain._replace(words=(words[0] + "s",), written=written + "s")


def _gap(between: str) -> str:
    """What stands between two words, but for spaces and hyphens, with plain quote marks."""
    return _GLUE.sub("", between).translate(_QUOTES)


def _softened(variant: _Variant, capitals: Capitals) -> _Variant:
    """`variant` without the condition on capitals, where the text never writes this word as a name: a term, or captions."""
    if variant.cased and capitals.inside[variant.words[0]] == 0 and len(variant.words[0]) > 2 and not variant.written.isupper():
        return variant._replace(cased=False)
    return variant


def _add_parts(wanted: _Names, names: Sequence[str], kinds: Sequence[EntityKind | None], capitals: Capitals) -> None:
    """Let parts of names stand for the whole where nothing else can be meant: surnames, given names of those known to be
    persons, and companies without their "Inc"."""
    owners: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {}
    for index, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        parts = name.split()
        for part in parts:
            owners[part.casefold()].add(index)
        person = kind == "person" or (kind is None and len(parts) <= 3 and "of" not in parts)
        company = len(parts) == 2 and parts[1].casefold() in _COMPANY
        if (
            person
            and not company
            and 2 <= len(parts) <= 4
            and all(part.isalpha() and part[0].isupper() for part in (parts[0], parts[-1]))
        ):
            for part in (parts[-1], parts[0]) if kind == "person" else (parts[-1],):
                written.setdefault(part.casefold(), part)
        if company and parts[0].isalpha() and parts[0][0].isupper():
            written.setdefault(parts[0].casefold(), parts[0])
    for key, part in written.items():
        distinctive = len(owners[key]) == 1 and capitals.lower[key] == 0 and capitals.inside[key] > 0
        if distinctive and len(part) >= _LEAST_ALONE:
            wanted.add(_Variant(min(owners[key]), (key,), (), "", "", part, True, alone=True))


def _scan(text: str, words: Words, wanted: _Names, count: int, capitals: Capitals) -> list[list[Span]]:
    """One pass over the words, taking the longest name at each."""
    places: list[list[Span]] = [[] for _ in range(count)]
    by_word = wanted.by_word
    free = 0
    for at in compress(range(len(words)), map(by_word.__contains__, words.folded)):
        if at < free:
            continue
        found = next((v for v in by_word[words.folded[at]] if _stands(text, words, at, v, capitals)), None)
        if found is not None:
            free = at + len(found.words)
            start, stop = words.span(at, free)
            places[found.name].append(Span(start - len(found.before), stop + len(found.after)))
    return places


def _stands(text: str, words: Words, at: int, variant: _Variant, capitals: Capitals) -> bool:
    """Whether `variant` stands at the word `at`, whole."""
    end = at + len(variant.words)
    if variant.gaps and (
        tuple(words.folded[at:end]) != variant.words or tuple(map(_gap, words.gaps[at + 1 : end])) != variant.gaps
    ):
        return False
    start, stop = words.span(at, end)
    if variant.before and not text.startswith(variant.before, start - len(variant.before)):
        return False
    if not text.startswith(variant.after, stop):
        return False
    if variant.cased and not _capitals_fit(text[start:stop], variant.written):
        return False
    return not _goes_on(text, stop + len(variant.after), variant) and not (variant.alone and _adjoined(words, at, capitals))


def _capitals_fit(found: str, written: str) -> bool:
    """Whether a word with capitals is a name that is written with some: NVIDIA and Nvidia, but not apple and Apple."""
    if found == written or written.islower():
        return True
    inner = written[1:] != written[1:].lower() and not written.isupper()
    return inner or (found[0].isupper() and not (written.isupper() and len(written) < 4))


def _goes_on(text: str, stop: int, variant: _Variant) -> bool:
    """Whether the word at `stop` goes on to something else: "GPT" to "GPT-4", "Llama 3" to "Llama 3.1", "C" to "C++"."""
    mark, following = text[stop : stop + 1], text[stop + 1 : stop + 2]
    if mark in {"-", "‑", "."} and following.isdigit():
        return mark != "." or variant.words[-1][-1].isdigit()
    return mark in {"+", "#"} and len(variant.words[-1]) == 1 and not variant.after


def _adjoined(words: Words, at: int, capitals: Capitals) -> bool:
    """Whether another capitalised word stands right before or after, so that this is a part of a different name."""
    before, after = at - 1, at + 1
    close = {" ", "-"}
    if at and words.capital[before] and not words.opens[at] and words.gaps[at] in close:
        other = not words.opens[before] or capitals.never_small(words.folded[before])  # "So Brandt" is no other name
        if other:
            return True
    return after < len(words) and words.capital[after] == 1 and not words.opens[after] and words.gaps[after] in close
