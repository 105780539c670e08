"""The plain values, and what a transcript can tell of a position in it."""

import dataclasses

import pytest

from reader_app.core.model import Block, Chapter, Span, Speaker, Transcript, Turn

TOLD = Transcript(
    "Lamps\nOil\nYes.\nGas",
    (
        Block("title", Span(0, 5)),
        Block("heading", Span(6, 9)),
        Block("speech", Span(10, 14), speaker=0, turn=0),
        Block("heading", Span(15, 18)),
    ),
    speakers=(Speaker("Ada", "Ada Fenn"),),
    chapters=(Chapter("Gas", 9, "stated", 15), Chapter("Oil", 0, "stated", 6), Chapter("Listed", 90, "stated", 16, placed=False)),
)


@pytest.mark.parametrize(("offset", "text"), [(0, "Lamps"), (5, "Lamps"), (6, "Oil"), (12, "Yes."), (18, "Gas")])
def test_a_position_is_in_its_block(offset: int, text: str) -> None:
    block = TOLD.block_at(offset)
    assert block is not None
    assert TOLD.text[block.span.start : block.span.stop] == text


def test_beyond_the_text_there_is_no_block() -> None:
    assert TOLD.block_at(19) is None
    assert Transcript("", ()).block_at(0) is None


@pytest.mark.parametrize(("offset", "chapter"), [(3, None), (6, "Oil"), (12, "Oil"), (17, "Gas")])
def test_a_position_is_in_the_last_chapter_that_has_begun(offset: int, chapter: str | None) -> None:
    found = TOLD.chapter_at(offset)
    assert (found.title if found is not None else None) == chapter


def test_only_speech_has_a_voice() -> None:
    assert TOLD.speaker_at(11) == Speaker("Ada", "Ada Fenn")
    assert TOLD.speaker_at(7) is None


def test_values_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        TOLD.text = "other"  # type: ignore[misc]
    assert Turn(None, (Span(4, 9), Span(12, 15))).start == 4
