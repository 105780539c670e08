"""The text as it is read: every span of a transcript follows the corrections, and what is not corrected stays as it was."""

import random
from dataclasses import replace

import pytest

from reader_app.core.corrected import corrected
from reader_app.core.correcting import Page
from reader_app.core.model import Anchor, Correction, CorrectionKind, Span, Speaker, Transcript
from reader_app.core.offset_map import OffsetMap, between
from reader_app.core.page import turns_of
from tests.core.talks import Line, corrected_by_chance, place, talk, told

LINES: list[Line] = [
    ("title", "The mill", None),
    ("description", "How rye is milled by Ada Fen.", None),
    ("contents", "Opening", None),
    ("contents", "Stones", None),
    ("heading", "Opening", None),
    ("speech", "Welcome to the mil. We have Ada Fen here today, who mils rye.", "Ada"),
    ("speech", "Thanks. I mil the the rye at dawn. It is cold.", "Bo"),
    ("heading", "Stones", None),
    ("speech", "", "Ada"),
    ("speech", "How old are the stones? Very old. Ada Fen knows.", "Bo"),
    ("pull_quote", "The stones sing.", "Ada"),
    ("speech", "灯台の灯が見えた。次の話をします。", "Ada"),
    ("prose", "Written down by hand. Twice.", None),
    ("entity", "Ada Fen: a miller", None),
]
TALK = talk(LINES, ["Opening", "Stones"], [("Ada Fen", "found"), ("rye", "stated")])

SLUICE = talk(
    [
        ("title", "Locks", None),
        ("speech", "The sluice is open.", "Ada"),
        ("speech", "Since when?", "Bo"),
        ("speech", "Since noon.", "Ada"),
    ]
)


def words(span: Span, replacement: str, transcript: Transcript = TALK) -> Correction:
    return Correction(f"w{span.start}", "words", span, transcript.text[slice(*span)], replacement)


def at(text: str, number: int = 0) -> Span:
    return place(Page(TALK, (), {}), text, number)


def test_without_corrections_the_very_same_transcript_is_read() -> None:
    read, way = corrected(TALK, ())
    assert read is TALK
    assert way.offset(17) == 17
    assert way.stop(17) == 17


def test_words_are_read_in_place_of_others_and_all_behind_them_moves() -> None:
    read, way = corrected(TALK, (words(at("mil"), "windmill"),))
    assert read.text == TALK.text.replace("the mil.", "the windmill.")
    assert way.span(at("Thanks")) == Span(at("Thanks").start + 5, at("Thanks").stop + 5)
    [one] = read.corrections
    assert (one.original, read.text[slice(*one.span)]) == ("mil", "windmill")


def test_times_inside_corrected_words_go_to_their_beginning_and_none_stands_twice() -> None:
    span = Span(at("We have").start, at("today").stop)
    read, _ = corrected(TALK, (words(span, "Here is she"),))
    offsets = [anchor.offset for anchor in read.anchors]
    assert offsets == sorted(set(offsets))
    inside = [anchor for anchor in TALK.anchors if span.start <= anchor.offset < span.stop]
    assert len(inside) > 1
    [there] = [anchor for anchor in read.anchors if anchor.offset == read.corrections[0].span.start]
    assert there.seconds == inside[0].seconds


def test_words_behind_words_that_are_taken_out_keep_their_own_time() -> None:
    twice = at("the the")
    starts = [anchor for anchor in TALK.anchors if twice.start <= anchor.offset <= twice.start + 8]
    after = Span(twice.start + 8, twice.start + 8)
    told = replace(TALK, anchors=tuple(sorted({*TALK.anchors, Anchor(after.start, 99.0)}, key=lambda anchor: anchor.offset)))
    assert starts
    out = Span(starts[0].offset, after.start)
    read, _ = corrected(told, (words(out, "", told),))
    assert [anchor.seconds for anchor in read.anchors if anchor.offset == out.start] == [99.0]


def test_a_corrected_heading_retitles_its_chapter_and_its_line_in_the_contents() -> None:
    heading = at("Stones", 1)
    read, _ = corrected(TALK, (words(heading, "Millstones"),))
    assert [chapter.title for chapter in read.chapters] == ["Opening", "Millstones"]
    assert read.text.count("Millstones") == 2
    assert read.text[read.chapters[1].offset :].startswith("Millstones\n")


def test_a_corrected_line_in_the_contents_retitles_the_heading() -> None:
    read, _ = corrected(TALK, (words(at("Stones", 0), "Millstones"),))
    assert read.chapters[1].title == "Millstones"
    assert read.text.count("Millstones") == 2


def test_a_mention_whose_words_are_corrected_goes_and_a_name_that_stands_there_now_is_mentioned() -> None:
    knows = Correction("a", "words", Span(at("knows").start, at("knows").stop), "knows", "has rye")
    gone = words(at("Ada Fen", 1), "Someone")
    read, _ = corrected(TALK, (gone, knows))
    mentions = {entity.name: [read.text[slice(*m)] for m in entity.mentions] for entity in read.entities}
    assert mentions["Ada Fen"] == ["Ada Fen"] * 3
    before = next(entity for entity in TALK.entities if entity.name == "rye").mentions
    assert mentions["rye"] == ["rye"] * (len(before) + 1)


def test_a_found_name_that_is_corrected_everywhere_goes_by_its_new_name() -> None:
    places = [at("Ada Fen", number) for number in range(4)]
    read, _ = corrected(TALK, tuple(words(span, "Ada Fenn") for span in places))
    assert [(entity.name, len(entity.mentions)) for entity in read.entities] == [("Ada Fenn", 4), ("rye", 3)]


def test_somebody_else_says_the_words_in_the_middle_of_a_turn() -> None:
    page = Page(TALK, (), {}).with_voice(at("I mil"), "Cy")
    middle = [line for line in told(page) if line[1] in ("Bo", "Cy")][:3]
    assert middle == [
        ("speech", "Bo", "Thanks."),
        ("speech", "Cy", "I mil"),
        ("speech", "Bo", "the the rye at dawn. It is cold."),
    ]
    turns = turns_of(page.read)
    assert len(turns) == len(turns_of(TALK)) + 2
    assert [block.turn for block in page.read.blocks if block.turn is not None] == list(range(len(turns)))
    assert [speaker.label for speaker in page.read.speakers] == ["Ada", "Bo", "Cy"]


def test_a_stretch_said_by_the_neighbour_becomes_one_turn_with_the_neighbours() -> None:
    page = Page(TALK, (), {}).with_voice(at("Thanks"), "Ada")
    first = turns_of(page.read)[0]
    assert [page.read.text[slice(*span)] for span in first.spans] == [LINES[5][1], "Thanks."]
    assert len(turns_of(page.read)) == len(turns_of(TALK))


def test_a_new_voice_has_the_name_that_its_label_is_shown_by() -> None:
    read = Page(TALK, (), {"SPEAKER_07": "Cyrus"}).with_voice(at("I mil"), "SPEAKER_07").read
    assert (read.speakers[-1].label, read.speakers[-1].name) == ("SPEAKER_07", "Cyrus")


def test_a_corrected_voice_tells_whom_the_source_names_by_the_name_that_is_shown() -> None:
    named = replace(TALK, speakers=(Speaker("Ada", "Ada Marsh"), Speaker("Bo", "Bo")))
    page = Page(named, (), {}).with_voice(at("Welcome"), "Cy").with_words(at("cold"), "icy")
    assert [(one.kind, one.told_by) for one in page.read.corrections] == [("voice", "Ada Marsh"), ("words", "")]


def test_a_chapter_of_the_reader_stands_on_a_line_of_its_own_and_cuts_the_turn_in_two_blocks() -> None:
    page = Page(TALK, (), {}).with_chapter(at("It is cold").start + 3, "The cold")
    chapter = page.read.chapters[1]
    assert (chapter.title, chapter.origin, chapter.placed) == ("The cold", "reader", True)
    assert page.read.text[chapter.offset :].startswith("The cold\nIt is cold.")
    cut = next(turn for turn in turns_of(page.read) if len(turn.spans) == 2)
    assert [page.read.text[slice(*span)] for span in cut.spans] == ["Thanks. I mil the the rye at dawn.", "It is cold."]
    before = [anchor.seconds for anchor in TALK.anchors if anchor.offset <= at("It is cold").start]
    assert chapter.start == before[-1]


def test_a_stated_chapter_that_is_none_leaves_its_words_as_prose() -> None:
    page = Page(TALK, (), {}).without_chapter(1)
    assert [chapter.title for chapter in page.read.chapters] == ["Opening"]
    assert page.read.text == TALK.text
    assert ("prose", None, "Stones") in told(page)


def test_an_entity_goes_by_what_its_line_of_the_glossary_says() -> None:
    told = talk(LINES, (), [("Ada Fen", "stated")])
    line = Span(told.text.rindex("Fen"), told.text.rindex("Fen") + 3)
    read, _ = corrected(told, (words(line, "Fenn", told),))
    assert [(entity.name, len(entity.mentions)) for entity in read.entities] == [("Ada Fenn", len(told.entities[0].mentions) - 1)]


def test_what_does_not_stand_there_or_is_corrected_twice_is_left_out() -> None:
    wrong = Correction("x", "words", at("cold"), "warm", "hot")
    twice = Correction("y", "words", Span(at("cold").start - 3, at("cold").stop), "is cold", "freezes")
    read, _ = corrected(TALK, (wrong, twice, words(at("cold"), "icy")))
    assert [one.id for one in read.corrections] == ["y"]
    assert "It freezes." in read.text


def blocks(*corrections: Correction) -> list[str]:
    """What is read, block by block, of a talk with these corrections, whose blocks have all of its letters."""
    read, _ = corrected(SLUICE, corrections)
    parts = [read.text[slice(*block.span)] for block in read.blocks]
    assert "\n".join(parts) == read.text
    return [
        part if block.speaker is None else f"{read.speakers[block.speaker].name}: {part}"
        for part, block in zip(parts, read.blocks, strict=True)
    ]


def sluice(kind: CorrectionKind, text: str, replacement: str) -> Correction:
    start = SLUICE.text.index(text)
    return Correction(f"{kind}{start}", kind, Span(start, start + len(text)), text, replacement)


@pytest.mark.parametrize(
    ("voice", "first", "second"), [("sluice is", "Ada: The", "Bo: sluice is"), ("open.", "Ada: The sluice is", None)]
)
def test_words_taken_out_beside_a_corrected_voice_are_gone_and_all_others_are_read(
    voice: str, first: str, second: str | None
) -> None:
    said = blocks(sluice("words", " open.", ""), sluice("voice", voice, "Bo"))
    assert said == ["Locks", *(one for one in (first, second) if one), "Bo: Since when?", "Ada: Since noon."]


def test_a_voice_that_begins_inside_corrected_words_says_them() -> None:
    said = blocks(sluice("voice", "sluice is", "Bo"), sluice("words", "The sluice", "A flood"))
    assert said[:3] == ["Locks", "Bo: A flood is", "Ada: open."]


@pytest.mark.parametrize("line", ["The sluice is open.", "Since when?", "Since noon."])
def test_a_turn_whose_words_are_all_taken_out_is_left_out_with_its_line_and_its_time(line: str) -> None:
    page = Page(SLUICE, (sluice("words", line, ""),), {})
    left = [one for one in SLUICE.text.split("\n") if one != line]
    assert page.read.text == "\n".join(left)
    assert [turn.spans for turn in turns_of(page.read)] == [(block.span,) for block in page.read.blocks[1:]]
    holds_together(page)
    own = SLUICE.block_at(SLUICE.text.index(line))
    times = [anchor.seconds for anchor in SLUICE.anchors if SLUICE.block_at(anchor.offset) != own]
    assert [anchor.seconds for anchor in page.read.anchors] == times


def test_of_two_turns_taken_out_none_is_left_and_the_title_stays() -> None:
    gone = [sluice("words", line, "") for line in SLUICE.text.split("\n")[1:]]
    assert blocks(*gone[1:]) == ["Locks", "Ada: The sluice is open."]
    assert blocks(*gone) == ["Locks"]


@pytest.mark.parametrize("seed", range(150))
def test_whatever_is_corrected_the_rest_stays_as_it_was(seed: int) -> None:
    chance = random.Random(seed)
    page = Page(TALK, (), {})
    for _ in range(12):
        before = page
        page = corrected_by_chance(page, chance)
        holds_together(page)
        stays_outside(between(before.way, page.way), before.read, page.read)
        back = page.without([one.id for one in page.kept])
        assert back.read == TALK


def holds_together(page: Page) -> None:
    """Blocks cover the text line by line; every span stands in it, in order; corrections say what is read."""
    read = page.read
    assert "\n".join(read.text[slice(*block.span)] for block in read.blocks) == read.text
    assert [block.span for block in read.blocks] == sorted(block.span for block in read.blocks)
    offsets = [anchor.offset for anchor in read.anchors]
    assert offsets == sorted(set(offsets))
    assert {one.id for one in read.corrections} == {one.id for one in page.kept}
    for one in read.corrections:
        said = read.text[slice(*one.span)]
        assert one.kind not in ("words", "chapter") or said == one.replacement
        if one.kind == "voice" and said.strip() and not swallowed(one.id, page):
            spoken = [
                b for b in read.blocks if b.kind == "speech" and b.span.start < one.span.stop and b.span.stop > one.span.start
            ]
            assert {read.speakers[b.speaker].label for b in spoken if b.speaker is not None} <= {one.replacement}
    for chapter in read.chapters:
        block = read.block_at(chapter.offset)
        assert block is not None
        assert read.text[slice(*block.span)] == chapter.title
        assert block.span.start == chapter.offset
    for entity in read.entities:
        assert list(entity.mentions) == sorted(set(entity.mentions))
        assert all("\n" not in read.text[slice(*mention)] for mention in entity.mentions)
    turns = [block.turn for block in read.blocks if block.turn is not None]
    assert sorted(set(turns)) == list(range(len(set(turns))))
    stays_outside(page.way, page.told, read)


def swallowed(voice: str, page: Page) -> bool:
    """Whether corrected words begin before those that a voice says, and stop behind them: nobody can tell which are its own."""
    place = next(one.span for one in page.kept if one.id == voice)
    return any(one.kind == "words" and one.span.start < place.start and place.stop < one.span.stop for one in page.kept)


def stays_outside(way: OffsetMap, one: Transcript, other: Transcript) -> None:
    """Outside the stretches that differ, both texts are the same."""
    here = there = 0
    for before, after, _ in way.stretches:
        assert here <= before.start
        assert one.text[here : before.start] == other.text[there : after.start]
        here, there = before.stop, after.stop
    assert one.text[here:] == other.text[there:]
