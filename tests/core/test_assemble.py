"""One canonical text, and everything else a span over it."""

from itertools import pairwise

from reader_app.core.assemble import assemble
from reader_app.core.importers.draft import Draft, DraftBlock, DraftEntity
from reader_app.core.model import Anchor, Chapter, Span, Speaker
from reader_app.core.page import paragraphs_of, turns_of

SENTENCE = "They rowed out again and counted every wave that they saw. "


def draft(*blocks: DraftBlock) -> Draft:
    return Draft("Two Lamps", "stated", list(blocks), language="en")


def test_every_block_stands_once_in_the_order_of_the_source() -> None:
    told = assemble(
        draft(
            DraftBlock("description", "About lamps."),
            DraftBlock("speech", "What burned first?", start=1, speaker="Ada"),
            DraftBlock("speech", "Oil.", speaker="Bo", times=[(0, 3.5)]),
        ),
        "feed-page",
    )

    assert told.text == "Two Lamps\nAbout lamps.\nWhat burned first?\nOil."
    assert [told.text[block.span.start : block.span.stop] for block in told.blocks] == told.text.split("\n")
    assert told.anchors == (Anchor(23, 1), Anchor(42, 3.5))
    assert told.speakers == (Speaker("Ada", "Ada"), Speaker("Bo", "Bo"))
    assert [(turn.speaker, turn.spans) for turn in turns_of(told)] == [(0, (Span(23, 41),)), (1, (Span(42, 46),))]


def test_chapters_keep_the_order_and_the_titles_of_the_source() -> None:
    told = assemble(
        draft(
            DraftBlock("contents", "Second", start=50, chapter=True),
            DraftBlock("contents", "First", start=0, chapter=True),
            DraftBlock("contents", "Far", start=999, chapter=True),
            DraftBlock("speech", "One.", start=0),
            DraftBlock("speech", "Two.", start=20),
            DraftBlock("heading", "Second: The Oil"),
            DraftBlock("speech", "Three.", start=50),
        ),
        "feed-page",
    )

    assert [(chapter.title, chapter.start, chapter.placed) for chapter in told.chapters] == [
        ("Second", 50, True),
        ("First", 0, True),
        ("Far", 999, False),
    ]
    assert told.text == "Two Lamps\nFar\nFirst\nOne.\nTwo.\nSecond: The Oil\nThree."
    assert told.text[told.chapters[0].offset :].startswith("Second: The Oil")
    assert told.chapter_at(told.text.index("Two.")) == Chapter("First", 0, "stated", 14)


def test_blocks_of_one_turn_are_one_turn() -> None:
    told = assemble(
        draft(
            DraftBlock("speech", "Before.", speaker="Ada", turn=7),
            DraftBlock("heading", "Here"),
            DraftBlock("speech", "After.", speaker="Ada", turn=7),
            DraftBlock("speech", "Yes.", speaker="Bo"),
        ),
        "feed-page",
    )

    assert [len(turn.spans) for turn in turns_of(told)] == [2, 1]


def test_a_label_without_words_is_a_turn_without_words() -> None:
    told = assemble(
        draft(DraftBlock("speech", "Yes.", speaker="Ada"), DraftBlock("speech", "", speaker="Bo", start=9)), "feed-page"
    )

    assert [told.text[span.start : span.stop] for turn in turns_of(told) for span in turn.spans] == ["Yes.", ""]
    assert [p.kind for p in paragraphs_of(told, "en")] == ["title", "speech"]


def test_paragraphs_are_short_and_are_the_whole_text() -> None:
    told = assemble(draft(DraftBlock("speech", (SENTENCE * 60).strip(), start=0, speaker="Ada")), "feed-page")

    paragraphs = paragraphs_of(told, "en")
    words = [told.text[p.span.start : p.span.stop] for p in paragraphs]

    assert all(len(text.split()) <= 120 for text in words)
    assert " ".join(words[1:]) == (SENTENCE * 60).strip()
    assert len(words) > 5


def test_mentions_are_counted_outside_the_glossary() -> None:
    told = assemble(
        draft(
            DraftBlock("prose", "Gull Point was dark. Nobody lived at Gull Point."),
            DraftBlock("entity", "Gull Point (Place): east", entity=DraftEntity("Gull Point", "place", "Place", "east")),
        ),
        "digest-page",
    )

    [entity] = told.entities
    assert [told.text[span.start : span.stop] for span in entity.mentions] == ["Gull Point", "Gull Point"]
    assert (entity.kind, entity.source_kind, entity.origin) == ("place", "Place", "stated")


def test_names_that_other_episodes_state_are_found_with_their_kind() -> None:
    told = assemble(draft(DraftBlock("prose", "We went to Gull Point again.")), "feed-page", {"Gull Point": "place"})

    assert [(entity.name, entity.kind, entity.origin) for entity in told.entities] == [("Gull Point", "place", "found")]


def test_where_only_those_who_take_part_are_stated_other_names_are_found_too() -> None:
    words = "Ida Moor went to Gull Point with Tom. Gull Point was dark, said Moor, and Gull Point stays dark."
    told = draft(
        DraftBlock("prose", words),
        DraftBlock("entity", "Ida Moor (host)", entity=DraftEntity("Ida Moor", "person", "host", "")),
    )
    assert [entity.name for entity in assemble(told, "podcast-feed").entities] == ["Ida Moor"]
    told.credits = True
    made = assemble(told, "podcast-feed")
    assert ("Ida Moor", "stated") in [(entity.name, entity.origin) for entity in made.entities]
    assert ("Gull Point", "found") in [(entity.name, entity.origin) for entity in made.entities]
    spans = sorted(span for entity in made.entities for span in entity.mentions)
    assert all(one.stop <= other.start for one, other in pairwise(spans))
