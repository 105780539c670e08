"""Names show by capitals where no sentence begins."""

from reader_app.core.capitals import Capitals, capitalised_names, read_words
from reader_app.core.model import Span


def names(text: str, language: str = "en") -> list[str]:
    words = read_words(text, [Span(0, len(text))])
    return capitalised_names(text, words, Capitals(words), language)


def test_a_name_that_comes_again_is_found() -> None:
    text = "We asked Ada Fern about moss. Then Ada Fern left, and the Moor Society wrote to the Moor Society again. " * 3
    assert {"Ada Fern", "Moor Society"} <= set(names(text))


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert names("Stones are old. Stones are wet. Stones are heavy, and we count stones. " * 10) == []


def test_german_nouns_are_no_names() -> None:
    text = "Sie sah den Stein und das Moos, und der Stein war alt. Wir sahen mit Ada Fern den Stein und das Moos. " * 10
    assert "Stein" not in names(text, "de")
    assert "Ada Fern" in names(text, "de")


def test_words_know_whether_they_open_a_sentence() -> None:
    text = "Moss grows. Then Ada came."
    words = read_words(text, [Span(0, len(text))])
    assert list(zip(words.folded, map(bool, words.opens), strict=True)) == [
        ("moss", True),
        ("grows", False),
        ("then", True),
        ("ada", False),
        ("came", False),
    ]


def test_no_text_has_no_names() -> None:
    assert names("") == []
