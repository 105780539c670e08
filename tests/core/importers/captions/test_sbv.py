"""SubViewer captions as YouTube Studio writes them, and broken ones."""

from collections.abc import Callable

from reader_app.core.importers.captions.sbv import parse, recognises
from reader_app.core.importers.draft import Draft

PLAIN = "0:00:01.000,0:00:02.500\nThe sluice\nis open.\n\n0:00:14.250,0:00:15.000\nMind the step.\n"


def test_golden_file(holds_golden: Callable[[str, Callable[[str, str], list[Draft]]], None]) -> None:
    holds_golden("sbv/mill.sbv", parse)


def test_the_usual_form() -> None:
    assert recognises(PLAIN)
    (draft,) = parse(PLAIN, "mill.sbv")
    assert (draft.blocks[0].text, draft.blocks[0].start, draft.blocks[0].times) == (
        "The sluice is open. Mind the step.",
        1.0,
        [(20, 14.25)],
    )


def test_a_miswritten_time_is_left_out_and_told() -> None:
    (draft,) = parse(PLAIN.replace("14.250", "14.f50"), "mill.sbv")
    assert draft.blocks[0].text == "The sluice is open. Mind the step."
    assert draft.blocks[0].times == []
    assert draft.notes == ["1 time is impossible and left out"]


def test_a_cut_end_is_told() -> None:
    (draft,) = parse(PLAIN + "\n0:00:1", "mill.sbv")
    assert draft.truncated
    assert draft.blocks[0].text.endswith("the step.")


def test_headers_of_subviewer_are_no_words_but_its_title_is_the_title() -> None:
    (draft,) = parse("[INFORMATION]\n[TITLE]At the weir\n[END INFORMATION]\nRecorded in May.\n" + PLAIN, "mill.sbv")
    assert draft.title == "At the weir"
    assert [block.text for block in draft.blocks if block.kind == "description"] == ["Recorded in May."]


def test_other_texts_are_none() -> None:
    assert not recognises("0:00:01.000 The sluice is open.\n1,2\n")
    assert not recognises("At 0:01:02,0:03:04 we met.")
    assert parse("No times here.", "mill.sbv") == []
