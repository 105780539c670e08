"""Finding words as a reader means them."""

import pytest

from reader_app.ui.finding import TextFinder, fold


def found(text: str, words: str) -> list[str]:
    return [text[slice(*span)] for span in TextFinder(text).find_all(words)]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("The Harbour and the harbour", "HARBOUR", ["Harbour", "harbour"]),
        ("a café, two Cafés", "cafe", ["café", "Café"]),
        ("decomposed cafe\u0301 too", "café too", ["cafe\u0301 too"]),
        ("that’s “it”", 'that\'s "it"', ["that’s “it”"]),
        ("one end\nof a line", "end of", ["end\nof"]),
        ("soft\u00adened words", "softened", ["soft\u00adened"]),
        ("\U0001f680 go \U0001f680 go", "\U0001f680 GO", ["\U0001f680 go", "\U0001f680 go"]),
        ("हवा और हवाई", "हवा", ["हवा", "हवा"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing here", "(", []),
        ("nothing here", "   ", []),
    ],
)
def test_words_are_found_whatever_their_dress(text: str, words: str, places: list[str]) -> None:
    assert found(text, words) == places


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "İstanbul ß ﬁ Ångström \U0001f680 की"
    assert len(fold(text)) == len(text)


def test_marks_of_indic_scripts_are_letters() -> None:
    assert found("कि", "की") == []
