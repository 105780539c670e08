"""Quotes are found again where a person would look for them, and are lost rather than put in a wrong place."""

import pytest

from reader_app.core.anchors import context, find_again, occurrences
from reader_app.core.model import Span

TEXT = (
    "The lighthouse keeper counted seven boats. Nobody on the pier believed him, because the fog was thick.\n"
    "“That’s eight,” said the boy. The keeper counted again, slowly, and the fog did not lift before noon.\n"
    "Then a ninth boat came. Nobody spoke. The ferry from the island was late, as it always was in autumn.\n"
)


def keep(text: str, words: str) -> tuple[str, str, str, int]:
    """What the library keeps of the first place of `words`: the words, what is around them, and the offset."""
    start = text.index(words)
    return words, *context(text, Span(start, start + len(words))), start


def test_context_is_cut_at_both_ends_of_the_text() -> None:
    assert context("abcdef", Span(2, 4), 3) == ("ab", "ef")


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("counted", 2),
        ("fog was thick. “That’s eight", 1),
        ('"That\'s eight,"', 1),
        ("count", 2),
        ("the", 5),
        ("eleventh", 0),
        ("", 0),
        (" \n ", 0),
        ("keeper (counted", 0),
    ],
)
def test_every_place_of_the_exact_words(words: str, places: int) -> None:
    assert len(occurrences(TEXT, words)) == places


def test_a_place_over_a_line_break_spans_both_lines() -> None:
    text = "one two\n\n  three four"
    assert occurrences(text, "two three") == [Span(4, 16)]


def test_words_of_scripts_without_spaces_are_found_inside_a_run() -> None:
    assert occurrences("我们使用模型。模型很大", "模型") == [Span(4, 6), Span(7, 9)]
    assert occurrences("我们使用GPT模型", "GPT") == [Span(4, 7)]


def test_a_hindi_word_is_not_found_in_a_longer_one() -> None:
    assert occurrences("कमल का कम दाम", "कम") == [Span(7, 9)]


def test_the_same_words_in_the_same_place() -> None:
    words, prefix, suffix, start = keep(TEXT, "Nobody spoke.")
    assert find_again(TEXT, words, prefix, suffix, start) == (Span(start, start + len(words)), "exact")


def test_words_that_were_pushed_down() -> None:
    words, prefix, suffix, start = keep(TEXT, "Nobody spoke.")
    assert find_again("A new foreword. " + TEXT, words, prefix, suffix, start) == (Span(start + 16, start + 29), "moved")


def test_the_words_around_it_tell_one_place_from_another() -> None:
    text = "Red door. Yes. It is open. Blue door. Yes. It is shut. Green door. Yes. It is gone."
    start = text.index("Yes. It is shut")
    prefix, suffix = context(text, Span(start, start + 4))
    changed = "A door? Yes. A door. " + text
    found = find_again(changed, "Yes.", prefix, suffix, start)
    assert found == (Span(start + 21, start + 25), "moved")


def test_among_equal_places_the_nearest() -> None:
    assert find_again("yes no yes no yes", "yes", "", "", 7) == (Span(7, 10), "exact")
    assert find_again("yes no yes no yes", "yes", "", "", 13) == (Span(14, 17), "moved")


def test_white_space_and_quote_marks_may_change() -> None:
    words, prefix, suffix, start = keep(TEXT, "thick.\n“That’s eight,” said")
    changed = TEXT.replace("\n", "\n\n").replace("“", '"').replace("”", '"').replace("’", "'")
    found = find_again(changed, words, prefix, suffix, start)
    assert found is not None
    assert changed[found[0].start : found[0].stop] == 'thick.\n\n"That\'s eight," said'
    assert found[1] == "moved"


def test_case_and_punctuation_may_change() -> None:
    words, prefix, suffix, start = keep(TEXT, "Nobody on the pier believed him, because the fog was thick.")
    changed = TEXT.lower().replace("him,", "him").replace("pier", "pier -")
    found = find_again(changed, words, prefix, suffix, start)
    assert found is not None
    assert changed[found[0].start : found[0].stop] == "nobody on the pier - believed him because the fog was thick."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("slowly", "quite slowly"),
        ("counted again", "recounted"),
        ("The keeper counted", "The old man counted"),
        ("The keeper", "Our watchman"),
        ("before noon", "until one"),
    ],
)
def test_a_few_words_may_change_even_at_its_ends(old: str, new: str) -> None:
    words, prefix, suffix, start = keep(TEXT, "The keeper counted again, slowly, and the fog did not lift before noon.")
    changed = "Something new at the very beginning. " + TEXT.replace(old, new)
    found = find_again(changed, words, prefix, suffix, start)
    assert found is not None
    assert changed[found[0].start : found[0].stop] == words.replace(old, new)


def test_words_that_are_gone_are_lost() -> None:
    words, prefix, suffix, start = keep(TEXT, "The ferry from the island was late, as it always was in autumn.")
    assert find_again(TEXT.replace(words, "The end of the day was as grey."), words, prefix, suffix, start) is None
    assert find_again("", words, prefix, suffix, start) is None
    assert find_again(TEXT, "?!", "", "", 0) is None


def test_a_lost_word_does_not_come_back_inside_another() -> None:
    assert find_again("We start the engine.", "art", "this is ", " to me", 8) is None


def test_a_quote_that_began_inside_a_word_stays_there() -> None:
    assert find_again("We start here", "art here", "We st", "", 5) == (Span(5, 13), "exact")


def test_a_changed_sentence_in_a_script_without_spaces() -> None:
    found = find_again("前言。今天我们讨论新的语言模型的训练。结束。", "今天我们讨论语言模型的训练", "", "。结束", 0)
    assert found == (Span(3, 18), "moved")


def test_a_long_text_of_common_words_is_searched_through() -> None:
    text = "and so you know I think that it is " * 4_000 + "and so you know we thought that it was and stays good"
    found = find_again(text, "and so they know we thought that it was and stays good", "", "", 0)
    assert found is not None
    assert text[found[0].start :] == "and so you know we thought that it was and stays good"
