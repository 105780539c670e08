"""What holds for every draft in the end, and endless white space."""

from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.importers.settling import settle, shorten_space


def speech(text: str, **facts: object) -> DraftBlock:
    return DraftBlock("speech", text, **facts)  # type: ignore[arg-type]


def test_white_space_between_words_and_lines_stays() -> None:
    text = "Ute:\n\n   The ferry\t\twaits.\n" + " " * 40 + "It does.\n"
    assert shorten_space(text) == text


def test_endless_white_space_is_cut_and_still_parts_words_and_lines() -> None:
    assert shorten_space("a" + " " * 9_000 + "b") == "a" + " " * 64 + "b"
    lines = shorten_space("a" + " " * 400 + "\n" + " " * 400 + "b").split("\n")
    assert [line.strip() for line in lines] == ["a", "", "b"]


def test_title_voices_and_words_are_folded() -> None:
    draft = Draft(" The\tferry ", "stated", [speech("It\u00a0 waits.", speaker="Ute  Farrow"), speech("It does.", speaker=" ")])
    settle(draft, "ferry.txt")
    assert draft.title == "The ferry"
    assert [(block.speaker, block.text) for block in draft.blocks] == [("Ute Farrow", "It waits."), (None, "It does.")]


def test_a_draft_without_title_is_called_as_its_file() -> None:
    draft = Draft(" ", "stated", [])
    settle(draft, "ferry.txt")
    assert (draft.title, draft.title_origin) == ("ferry.txt", "derived")


def test_times_that_fall_repeat_or_stand_behind_the_words_are_left_out_and_told() -> None:
    times = [(0, 3.0), (3, 4.0), (3, 5.0), (6, 1.0), (8, 6.0), (14, 7.0)]
    block = speech("It waits there", start=2.0, times=times, ends={0: 3.0, 3: 4.5, 6: 2.0})
    draft = Draft("Ferry", "stated", [block])
    settle(draft, "ferry.txt")
    assert block.times == [(3, 4.0), (8, 6.0)]
    assert block.ends == {0: 3.0, 3: 4.5}
    assert draft.notes == ["4 times that run backwards or stand behind the last words: left out, the words stay"]


def test_times_that_rise_stay_without_a_note() -> None:
    block = speech("It waits", start=2.0, times=[(3, 2.0)])
    draft = Draft("Ferry", "stated", [block])
    settle(draft, "ferry.txt")
    assert (block.times, draft.notes) == ([(3, 2.0)], [])
