"""Turns the conditions of a query (`speaker:`, `in:`, `after:`, ...) into the stretches of a text in which words may stand."""

import sys

from reader_app.core.model import BlockKind
from reader_app.core.search.dates import first_day, last_day
from reader_app.core.search.layout import Layout, Ranges, united
from reader_app.core.search.syntax import All, Any, Field, Node, Not
from reader_app.core.search.tokens import tokenise

KINDS_IN: dict[str, tuple[BlockKind, ...]] = {
    "text": ("speech", "prose", "description", "pull_quote"),
    "speech": ("speech",),
    "pull_quotes": ("pull_quote",),
    "prose": ("prose",),
    "description": ("description",),
    "chapters": ("heading", "contents"),
    "title": ("title",),
    "entities": ("entity",),
}
"""The kinds of block that `in:` names."""


def ranges_of(node: Node, layout: Layout, scope: Ranges) -> Ranges:
    """The stretches of `scope` in which words may stand under the condition `node`."""
    match node:
        case Field():
            return intersection(scope, _field(node, layout))
        case Not(child=child):
            return _without(scope, ranges_of(child, layout, scope))
        case All(children=children):
            for child in children:
                scope = ranges_of(child, layout, scope)
            return scope
        case Any(children=children):
            return united(stretch for child in children for stretch in ranges_of(child, layout, scope))
        case _:
            return scope


def _field(condition: Field, layout: Layout) -> Ranges:
    whole = _whole(layout)
    match condition.name:
        case "speaker":
            voices = voices_of(condition, layout)
            return layout.part_ranges(voices=voices)
        case "chapter":
            return layout.chapter_ranges(lambda title: has_name(title, condition))
        case "in":
            return _where(condition.value, layout, whole)
        case _:
            return whole if _of_episode(condition, layout) else []


def _whole(layout: Layout) -> Ranges:
    """All of a text; an empty note is one place."""
    return [(0, layout.end or 1)]


def _where(value: str, layout: Layout, whole: Ranges) -> Ranges:
    if value == "notes":
        return _without(whole, list(layout.quotes)) if layout.is_note else []
    if value == "quotes":
        return united(layout.quotes)
    return layout.part_ranges(kinds=KINDS_IN[value])


def _of_episode(condition: Field, layout: Layout) -> bool:
    """Whether the whole episode meets a condition."""
    match condition.name:
        case "show":
            return layout.show is not None and has_name(layout.show, condition)
        case "title":
            return has_name(layout.title, condition)
        case "tag":
            return any(has_name(tag, condition) for tag in layout.tags)
        case "entity":
            return any(has_name(name, condition) for name in layout.entity_names)
        case "lang":
            asked, language = condition.value.casefold(), layout.language.casefold()
            return language == asked or language.startswith(f"{asked}-") or (condition.open_ended and language.startswith(asked))
        case _:
            return _dated(condition, layout.published)


def _dated(condition: Field, published: str | None) -> bool:
    """Whether an episode surely appeared from that day on, or before it."""
    asked = first_day(condition.value)
    if asked is None or published is None:
        return False
    if condition.name == "after":
        earliest = first_day(published[:10])
        return earliest is not None and earliest >= asked
    latest = last_day(published[:10])
    return latest is not None and latest < asked


def voices_of(condition: Field, layout: Layout) -> set[int]:
    """The voices of a text that are meant: those of exactly that name, or else those whose name has it in it."""
    names = [(number, [tokenise(name).words for name in names]) for number, names in enumerate(layout.voices)]
    asked = list(condition.words)
    exactly = {number for number, spellings in names if asked in spellings}
    if exactly and not condition.open_ended:
        return exactly
    return {number for number, spellings in names if any(_contains(words, condition) for words in spellings)}


def has_name(text: str, condition: Field) -> bool:
    """Whether `text` has the words of a condition in it, one after another."""
    return _contains(tokenise(text).words, condition)


def _contains(words: list[str], condition: Field) -> bool:
    """Whether the words of a condition stand in `words` one after another."""
    *whole, last = condition.words
    for start in range(len(words) - len(whole)):
        at = start + len(whole)
        ends = words[at].startswith(last) if condition.ends_begun else words[at] == last
        if ends and words[start:at] == whole:
            return True
    return False


def parts_of(condition: Field, layout: Layout) -> list[int]:
    """Where each block begins that `speaker:` or `in:` names; for `in:quotes` and `in:notes`, where each bookmark does."""
    if condition.name == "in" and condition.value in ("quotes", "notes"):
        return [start for start, _ in _where(condition.value, layout, _whole(layout))]
    voices = voices_of(condition, layout) if condition.name == "speaker" else set()
    kinds = KINDS_IN.get(condition.value, ()) if condition.name == "in" else ()
    return [layout.part_firsts[part] for part in layout.parts(kinds=kinds, voices=voices)]


def intersection(one: Ranges, other: Ranges) -> Ranges:
    """What lies in both."""
    result: Ranges = []
    n = m = 0
    while n < len(one) and m < len(other):
        start, stop = max(one[n][0], other[m][0]), min(one[n][1], other[m][1])
        if start < stop:
            result.append((start, stop))
        if one[n][1] < other[m][1]:
            n += 1
        else:
            m += 1
    return result


def _without(scope: Ranges, taken: Ranges) -> Ranges:
    """What of `scope` is not `taken`."""
    edges = [0, *(edge for stretch in taken for edge in stretch), sys.maxsize]
    return intersection(scope, united(zip(edges[::2], edges[1::2], strict=True)))
