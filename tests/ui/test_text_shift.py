"""The page keeps its place while words before it, in it and after it change."""

import pytest

from reader_app.ui.text_shift import TextShift

TALK = "The keeper rang the bell at noon.\nNobody heard the bell.\nHe rang the bell again, and then a last time."


def follow(old: str, new: str, words: str) -> str:
    """What stands in the new text where `words` stood in the old one, as many letters as they have."""
    moved = TextShift(old, new).moved(old.index(words))
    assert moved is not None
    return new[moved : moved + len(words)]


@pytest.mark.parametrize("words", ["The keeper", "at noon", "Nobody", "again", "last time"])
def test_words_that_did_not_change_are_found_between_those_that_did(words: str) -> None:
    assert follow(TALK, TALK.replace("the bell", "a very loud gong"), words) == words


@pytest.mark.parametrize("words", ["The keeper", "Nobody", "last time"])
def test_a_line_that_was_put_in_moves_what_follows(words: str) -> None:
    assert follow(TALK, TALK.replace("\nNobody", "\nThe silence\nNobody"), words) == words
    assert follow(TALK.replace("\nNobody", "\nThe silence\nNobody"), TALK, words) == words


def test_a_place_inside_changed_words_goes_to_where_they_begin() -> None:
    old, new = "We met Captain Dean at sea that day.", "We met Mr Fenn at sea that day."
    assert TextShift(old, new).moved(old.index("Dean")) == new.index("Mr")


def test_many_changes_in_one_long_line_leave_all_between_them_in_place() -> None:
    old = " ".join(f"Deen went to room {number} and came back." for number in range(3_000))
    new = old.replace("Deen", "Captain Dean")
    assert follow(old, new, "room 2711 ") == "room 2711 "


def test_a_line_that_is_cut_in_two_keeps_its_words() -> None:
    old = "She lit the oven at four in the morning. Nobody else was up, and by six the rye was in."
    new = old.replace(" Nobody", "\nNobody")
    assert [follow(old, new, words) for words in ("oven", "Nobody", "rye")] == ["oven", "Nobody", "rye"]


def test_where_all_is_told_otherwise_nothing_is_guessed() -> None:
    old = " ".join(f"word{number}" for number in range(500))
    assert TextShift(old, old.replace("word", "Wort")[::-1]).moved(2_000) is None
