"""Subtitle scripts: fields in any order, codes, songs, drawings, lines cut off."""

from collections.abc import Callable

from reader_app.core.importers.captions.ass import parse, recognises
from reader_app.core.importers.draft import Draft

HEAD = "[Script Info]\n\n[Events]\nFormat: Start, End, Actor, Text\n"


def test_golden_file(holds_golden: Callable[[str, Callable[[str, str], list[Draft]]], None]) -> None:
    holds_golden("ass/mill.ass", parse)


def test_fields_stand_as_the_format_says() -> None:
    text = HEAD + "Dialogue: 0:00:01.50,0:00:02.00,Nora,Mind, the, step.\n"
    (draft,) = parse(text, "mill.ass")
    assert (draft.blocks[0].speaker, draft.blocks[0].start, draft.blocks[0].text) == ("Nora", 1.5, "Mind, the, step.")


def test_an_old_script_without_a_format_line() -> None:
    text = "[Script Info]\n[Events]\nDialogue: Marked=0,0:00:01.00,0:00:02.00,Default,NTP,0000,0000,0000,!Effect,Mind the step.\n"
    assert recognises(text)
    assert parse(text, "mill.ssa")[0].blocks[0].text == "Mind the step."


def test_a_line_cut_off_is_told() -> None:
    (draft,) = parse(HEAD + "Dialogue: 0:00:01.50,0:00:02.00,Nora,Mind the step.\nDialogue: 0:00:0", "mill.ass")
    assert draft.truncated
    assert draft.notes == ["a line of dialogue is cut off at the source"]


def test_a_script_that_lost_its_head_is_one_and_a_line_of_it_in_another_text_is_none() -> None:
    line = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,NTP,0,0,0,,Mind the step.\n"
    assert recognises(line * 2)
    assert not recognises("Ute: The ferry waits.\nIke: For the dog?\nUte: For the dog.\n" + line)


def test_other_texts_are_none() -> None:
    assert not recognises("Dialogue: a talk between two.\nTitle: none")
    assert parse("Dialogue: a talk between two.", "mill.ass") == []
