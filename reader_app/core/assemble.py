"""Makes one canonical text of what an importer parsed, and everything else a span over it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reader_app.core.chapter_places import Numbered, place_chapters
from reader_app.core.entities import find_mentions, found_entities
from reader_app.core.importers.captions.worked_out import WorkedOut
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.model import Anchor, Block, Chapter, Entity, EntityKind, Span, Speaker, TimeOrigin, Transcript

SEPARATOR = "\n"
"""Stands between two blocks of the canonical text, and nowhere inside one."""


def assemble(draft: Draft, form: str, known: Mapping[str, EntityKind] | None = None) -> Transcript:
    """The transcript that a draft tells. `known` are names that the library knows from other episodes, with their kind."""
    # A turn of no words is one whose source breaks off after the speaker's label.
    source = [DraftBlock("title", draft.title), *(block for block in draft.blocks if block.text or block.kind == "speech")]
    placed = place_chapters(source)
    text, blocks, anchors, speakers = _lay_out([block for block, _ in placed])
    chapters = _chapters([block for block in source if block.chapter], placed, blocks)
    bare = Transcript(text, blocks, anchors, speakers, chapters, (), form, draft.truncated, draft.repaired, tuple(draft.notes))
    entities = _entities(bare, [block for block, _ in placed], draft, known or {})
    return Transcript(
        text, blocks, anchors, speakers, chapters, entities, form, draft.truncated, draft.repaired, tuple(draft.notes)
    )


def _lay_out(drafts: list[DraftBlock]) -> tuple[str, tuple[Block, ...], tuple[Anchor, ...], tuple[Speaker, ...]]:
    speakers: dict[str, int] = {}
    blocks: list[Block] = []
    anchors: dict[int, Anchor] = {}
    numbers: dict[int, int] = {}
    turns = at = 0
    for draft in drafts:
        span = Span(at, at + len(draft.text))
        speaker = speakers.setdefault(draft.speaker, len(speakers)) if draft.speaker else None
        turn = None
        if draft.kind == "speech":
            turn = turns if draft.turn is None else numbers.setdefault(draft.turn, turns)
            turns = max(turns, turn + 1)
        blocks.append(Block(draft.kind, span, speaker, turn, draft.language))
        if draft.kind != "contents":  # a list of chapters tells no time of the text around it
            own = [(0, draft.start)] if draft.start is not None else []
            for inside, seconds in [*own, *draft.times]:
                origin: TimeOrigin = "interpolated" if isinstance(seconds, WorkedOut) else "stated"
                anchors.setdefault(at + inside, Anchor(at + inside, float(seconds), origin, draft.ends.get(inside)))
        at = span.stop + len(SEPARATOR)
    text = SEPARATOR.join(draft.text for draft in drafts)
    ordered = tuple(anchors[offset] for offset in sorted(anchors))
    return text, tuple(blocks), ordered, tuple(Speaker(label, label) for label in speakers)


def _chapters(listed: list[DraftBlock], placed: list[Numbered], blocks: tuple[Block, ...]) -> tuple[Chapter, ...]:
    """Chapters in the order of the source, each pointing to its heading, or to its line in the list where it has none."""
    offsets: dict[int, tuple[int, bool]] = {}
    for (draft, order), block in zip(placed, blocks, strict=True):
        if order is not None and (order not in offsets or draft.kind == "heading"):
            offsets[order] = (block.span.start, draft.kind == "heading")
    return tuple(Chapter(draft.text, draft.start, "stated", *offsets[order]) for order, draft in enumerate(listed))


def _entities(bare: Transcript, drafts: list[DraftBlock], draft: Draft, known: Mapping[str, EntityKind]) -> tuple[Entity, ...]:
    told = [block.span for block in bare.blocks if block.kind not in ("title", "entity")]
    stated = [block.entity for block in drafts if block.entity is not None]
    found = found_entities(bare.text, told, draft.language, known) if draft.credits or not stated else []
    names, kinds = [entity.name for entity in stated], [entity.kind for entity in stated]
    mentions = find_mentions(bare.text, names, told, kinds)
    return (
        *(
            Entity(entity.name, entity.kind, entity.source_kind, entity.description, "stated", tuple(spans))
            for entity, spans in zip(stated, mentions, strict=True)
        ),
        *_beside(found, names, sorted(span for spans in mentions for span in spans)),
    )


def _beside(found: list[Entity], names: list[str], taken: list[Span]) -> Iterator[Entity]:
    """Found names that are no stated ones, with the places where no stated one is mentioned; `taken` are those, in order."""
    stated = {name.casefold() for name in names}
    for entity in found:
        free = tuple(span for span in entity.mentions if not _overlaps(span, taken))
        if free and entity.name.casefold() not in stated:
            yield replace(entity, mentions=free)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    after = bisect_left(taken, span.stop, key=lambda other: other.start)
    return after > 0 and taken[after - 1].stop > span.start
