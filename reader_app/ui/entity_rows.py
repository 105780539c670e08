"""What the Entities panel lists, as plain values: groups by kind, entities, and the places where the open one is mentioned."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader_app.core.model import ENTITY_KINDS, Entity, Paragraph, Span, Transcript
from reader_app.core.timestamps import format_clock

BEFORE = 24
AFTER = 40
"""Code points of context around a mention: what two lines of a narrow panel hold."""
NUMBERED = frozenset(("prose", "speech", "pull_quote"))
"""Kinds of paragraphs that the page's margin numbers where a text has no times."""
FOUND = "found"
_KIND_HEADS: dict[str, tuple[str, str]] = {
    "person": ("People", "person"),
    "organisation": ("Organisations", "org"),
    "product": ("Products", "thing"),
    "work": ("Works", "work"),
    "place": ("Places", "place"),
    "event": ("Events", "event"),
    "concept": ("Concepts", "concept"),
    "other": ("Other things", "thing"),
    FOUND: ("Found in the text", "entities"),
}


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The head of a group: its words, its icon's name, and how many entities stand under it."""

    label: str
    icon: str
    count: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity; `key` is its number in the transcript."""

    key: int
    entity: Entity


@dataclass(frozen=True, slots=True)
class AboutRow:
    """What the source says of the open entity, and how we know it."""

    description: str
    origin: str


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One mention of the open entity: its number, its place, the time or paragraph number, and the words around.

    `name` is the span of the mention in `words`.
    """

    number: int
    span: Span
    time: str
    estimated: bool
    words: str
    name: Span


@dataclass(frozen=True, slots=True)
class MoreRow:
    """Stands for the `count` mentions that are not listed yet."""

    count: int


Row = HeadRow | EntityRow | AboutRow | MentionRow | MoreRow


def group_of(entity: Entity) -> str:
    """The group that lists an entity: its kind, or "found" for one that was found and whose kind nobody states."""
    return FOUND if entity.origin == "found" and entity.kind == "other" else entity.kind


def grouped_rows(entities: Iterable[tuple[int, Entity]]) -> Iterator[Row]:
    """Heads and entities in the order of the groups; in each the stated before the found, the most mentioned first."""
    groups: dict[str, list[EntityRow]] = {name: [] for name in (*ENTITY_KINDS, FOUND)}
    for key, entity in entities:
        groups[group_of(entity)].append(EntityRow(key, entity))
    for name, rows in groups.items():
        if rows:
            label, icon = _KIND_HEADS[name]
            yield HeadRow(label, icon, len(rows))
            yield from sorted(rows, key=lambda row: (row.entity.origin == "found", -len(row.entity.mentions)))


def origin_words(entity: Entity) -> str:
    """How we know of an entity, after the source's own word for its kind."""
    origin = "Stated in the source" if entity.origin == "stated" else "Found in the text"
    return f"{entity.source_kind} · {origin[0].lower()}{origin[1:]}" if entity.source_kind else origin


def words_around(transcript: Transcript, span: Span) -> tuple[str, Span]:
    """A mention with some whole words around it, never beyond its block, and the span of the mention in them."""
    block = transcript.block_at(span.start)
    first, last = block.span if block is not None else span
    start = max(first, span.start - BEFORE)
    stop = min(max(last, span.stop), span.stop + AFTER)
    before, after = transcript.text[start : span.start], transcript.text[span.stop : stop]
    if start > first and not transcript.text[start - 1].isspace():
        before = before.partition(" ")[2] if " " in before else before
    if stop < last and not transcript.text[stop].isspace():
        after = after.rpartition(" ")[0] if " " in after else after
    before = before.lstrip()
    words = before + transcript.text[slice(*span)] + after.rstrip()
    return words.replace("\n", " "), Span(len(before), len(before) + span.stop - span.start)


class MentionLines:
    """Makes the lines of mentions in one transcript; `paragraphs` are its paragraphs as the page shows them."""

    def __init__(self, transcript: Transcript, paragraphs: Sequence[Paragraph]) -> None:
        self._transcript, self._paragraphs = transcript, paragraphs
        self._numbers = list(accumulate(each.kind in NUMBERED for each in paragraphs))

    def row(self, entity: Entity, number: int) -> MentionRow:
        """The line of the `number`th mention of an entity."""
        span = entity.mentions[number]
        time, estimated = self._when(span.start)
        words, name = words_around(self._transcript, span)
        return MentionRow(number, span, time, estimated, words, name)

    def _when(self, offset: int) -> tuple[str, bool]:
        """The time at `offset` in words and whether it is estimated; in a text without times the paragraph's number."""
        number = bisect_right(self._paragraphs, offset, key=lambda paragraph: paragraph.span.start) - 1
        if number < 0:
            return "", False
        paragraph, anchors = self._paragraphs[number], self._transcript.anchors
        if not self._transcript.timed:
            return f"¶ {self._numbers[number]}" if paragraph.kind in NUMBERED else "", False
        if paragraph.moment is None:
            return "", False
        at = bisect_right(anchors, offset, key=lambda anchor: anchor.offset) - 1
        if at >= 0 and anchors[at].offset >= paragraph.span.start:
            seconds, estimated = anchors[at].seconds, anchors[at].origin == "interpolated"
        else:
            seconds, estimated = paragraph.moment.seconds, paragraph.moment.origin == "interpolated"
        return ("~" if estimated else "") + format_clock(seconds), estimated
