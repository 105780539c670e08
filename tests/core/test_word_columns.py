"""Words are read with their places, capitals and the beginnings of sentences, in any script."""

import pytest

from reader_app.core.model import Span
from reader_app.core.word_columns import EDGE, Words, read_words


def read(text: str, *spans: tuple[int, int]) -> Words:
    return read_words(text, [Span(*span) for span in spans] or [Span(0, len(text))])


def test_words_know_whether_they_open_a_sentence() -> None:
    words = read("Moss grows. Then Ada came.")
    assert words.folded == ["moss", "grows", "then", "ada", "came"]
    assert list(words.opens) == [True, False, True, False, False]
    assert list(words.capital) == [True, False, True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’été, naïve café_2", ["L", "été", "naïve", "café_2"]),
        ("Straße 12 Ǆep", ["Straße", "12", "Ǆep"]),
        ("कर्नल ने", ["कर्नल", "ने"]),
        ("Plain words, then 模型 🙂", ["Plain", "words", "then", "模", "型"]),
        ("e\u0301tude", ["e\u0301tude"]),
        ("... !", []),
        ("", []),
    ],
)
def test_every_word_has_its_place(text: str, expected: list[str]) -> None:
    words = read(text)
    assert [text[slice(*words.span(index, index + 1))] for index in range(len(words))] == expected


def test_places_are_those_of_the_whole_text() -> None:
    words = read("skip this. See Ada Fern\nNow", (11, 23), (24, 27))
    assert words.span(1, 3) == Span(15, 23)
    assert words.folded == ["see", "ada", "fern", "now"]


def test_nothing_runs_on_from_one_stretch_to_the_next() -> None:
    words = read("so Ada Fern", (0, 6), (7, 11))
    assert list(words.opens) == [True, False, True]
    assert words.gaps == [EDGE, " ", EDGE]


def test_stretches_without_words_leave_no_trace() -> None:
    assert len(read("one -- two", (0, 3), (4, 6), (7, 10))) == 2


@pytest.mark.parametrize("sentence", ["Moss grows. Then, at last, Ada came. ", "अदा आई। यह काई है। "])
def test_long_stretches_are_read_like_short_ones(sentence: str) -> None:
    one, many, times = read(" " + sentence), read(sentence * 20_000), 20_000
    assert many.folded == one.folded * times
    assert many.opens == one.opens * times
    assert many.gaps[1 : len(one)] == one.gaps[1:]
    assert many.span(len(many) - 1, len(many)).stop == len((sentence * times).rstrip(" ।."))


def test_a_long_word_is_not_cut() -> None:
    assert read("moss" * 50_000 + " ends").span(0, 1) == Span(0, 200_000)


def test_a_gap_without_words_may_be_long() -> None:
    words = read("one" + ". " * 100_000 + "two")
    assert words.folded == ["one", "two"]
    assert words.gaps == [EDGE, ". " * 100_000]
