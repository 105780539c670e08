"""Pieces of a caption become one text, with times at the right letters of it."""

from reader_app.core.importers.captions.timed_words import TimedWords


def test_white_space_is_folded_and_times_stand_at_words() -> None:
    words = TimedWords()
    for seconds, piece in ((1.0, "The  old "), (1.5, "\nmill"), (None, " turns")):
        words.begin(seconds)
        words.add(piece)
    assert (words.text, words.times) == ("The old mill turns", [(0, 1.0), (8, 1.5)])


def test_pieces_without_space_between_are_one_word() -> None:
    words = TimedWords()
    words.add("wa")
    words.add("ter")
    words.space()
    words.add("wheel")
    assert words.text == "water wheel"


def test_a_time_waits_for_a_word() -> None:
    words = TimedWords()
    words.begin(2.0)
    words.add(" \n ")
    words.add("late")
    assert (words.text, words.times) == ("late", [(0, 2.0)])
