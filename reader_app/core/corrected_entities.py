"""The entities of a corrected text: their names as they are read, and the places where these stand now."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader_app.core.model import Entity, Span, Transcript
from reader_app.core.offset_map import OffsetMap
from reader_app.core.words import WORD_CHARACTERS

_BESIDE = ("title", "entity")
"""Blocks whose words mention nobody: the title, and the glossary itself."""


def entities_as_read(told: Transcript, text: str, way: OffsetMap) -> tuple[Entity, ...]:
    """The entities of `told` in the corrected `text`, to which `way` leads from its own.

    A mention is gone where its words are, and new where corrected words say a name. A found name whose words were corrected
    goes by the corrected ones, where nobody else does; one of a glossary goes by what its line says.
    """
    if not told.entities:
        return ()
    kept: list[list[Span]] = []
    changed: list[dict[str, list[Span]]] = []
    for entity in told.entities:
        whole, other = _followed(told, text, way, entity)
        kept.append(whole)
        changed.append(other)
    entities = _with_glossary(told, text, way)
    if way.stretches:
        _mention_anew(told, text, way, entities, kept)
    return tuple(_renamed(told.entities, entities, kept, changed))


def _followed(told: Transcript, text: str, way: OffsetMap, entity: Entity) -> tuple[list[Span], dict[str, list[Span]]]:
    """The mentions that are whole, where they stand now; and by their new words those of a found name that were corrected."""
    whole: list[Span] = []
    other: dict[str, list[Span]] = {}
    for mention in entity.mentions:
        span = way.span(mention)
        if not way.touches(mention):
            whole.append(span)
        elif entity.origin == "found" and told.text[mention.start : mention.stop] == entity.name:
            other.setdefault(text[span.start : span.stop], []).append(span)
    return whole, other


def _with_glossary(told: Transcript, text: str, way: OffsetMap) -> list[Entity]:
    """The entities by what their lines of the glossary say: the lines stand in the order of the stated entities."""
    lines = iter([block.span for block in told.blocks if block.kind == "entity"])
    entities = []
    for entity in told.entities:
        line = next(lines, None) if entity.origin == "stated" else None
        if line is None or not way.touches(line):
            entities.append(entity)
            continue
        name, description = (_read_in(told, text, way, line, words) or words for words in (entity.name, entity.description))
        entities.append(replace(entity, name=name, description=description))
    return entities


def _read_in(told: Transcript, text: str, way: OffsetMap, line: Span, words: str) -> str:
    """What is read for `words` of a line of the source; "" where they do not stand there."""
    at = told.text.find(words, *line)
    span = way.span(Span(at, at + len(words)))
    return text[span.start : span.stop] if at >= 0 else ""


def _renamed(
    told: Sequence[Entity], entities: Sequence[Entity], kept: Sequence[list[Span]], changed: Sequence[Mapping[str, list[Span]]]
) -> Iterator[Entity]:
    taken = {entity.name for entity in told}
    for entity, whole, other in zip(entities, kept, changed, strict=True):
        if whole or entity.origin == "stated" or not entity.mentions:
            yield replace(entity, mentions=tuple(whole))
        for name, spans in other.items():
            if name not in taken and name != name.lower() and "\n" not in name:
                taken.add(name)
                yield replace(entity, name=name, mentions=tuple(spans))


def _mention_anew(told: Transcript, text: str, way: OffsetMap, entities: Sequence[Entity], kept: Sequence[list[Span]]) -> None:
    """Add to `kept` the mentions of known names in corrected words, the longest name first."""
    owners: dict[str, int] = {}
    for number, (entity, now) in enumerate(zip(told.entities, entities, strict=True)):
        for spelling in (now.name, entity.name, *{told.text[m.start : m.stop] for m in entity.mentions}):
            owners.setdefault(spelling, number)
    longest = max(map(len, owners))
    names = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True) if name)
    pattern = re.compile(rf"(?<![{WORD_CHARACTERS}])(?:{names})(?![{WORD_CHARACTERS}])")
    taken = sorted(span for spans in kept for span in spans)
    for before, here, _ in way.stretches:
        block = told.block_at(before.start)
        if block is None or block.kind in _BESIDE:
            continue
        for match in pattern.finditer(text, max(0, here.start - longest), min(len(text), here.stop + longest)):
            span = Span(*match.span())
            number = bisect_left(taken, span.stop, key=lambda other: other.start) - 1
            free = number < 0 or taken[number].stop <= span.start
            if free and span.start < here.stop and span.stop > here.start and "\n" not in match[0]:
                taken.insert(number + 1, span)
                kept[owners[match[0]]].append(span)
    for spans in kept:
        spans.sort()
