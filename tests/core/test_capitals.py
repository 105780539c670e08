"""Names show by capitals where no sentence begins."""

from reader_app.core.capitals import Capitals, capitalised_names
from reader_app.core.model import Span
from reader_app.core.word_columns import read_words


def names(text: str, language: str = "en") -> list[str]:
    words = read_words(text, [Span(0, len(text))])
    return capitalised_names(text, words, Capitals(words), language)


def test_a_name_that_comes_again_is_found() -> None:
    text = "We asked Ada Fern about moss. Then Ada Fern left, and the Moor Society wrote to the Moor Society again. " * 3
    assert {"Ada Fern", "Moor Society"} <= set(names(text))


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert names("Stones are old. Stones are wet. Stones are heavy, and we count stones. " * 10) == []


def test_numbers_may_belong_to_a_name() -> None:
    text = "We went to Four Oaks Mill and then to Studio Nine, and we love Four Oaks Mill and Studio Nine. One Studio is small. "
    assert {"Four Oaks Mill", "Studio Nine"} <= set(names(text * 3))


def test_a_number_alone_is_none() -> None:
    assert names("We said One, then we said Two, and so on. " * 10) == []


def test_shouts_are_no_names() -> None:
    text = "Then they shout IMPOSSIBLENESS at the MOSS board, and we hear IMPOSSIBLENESS from them again. "
    assert names(text * 5) == ["MOSS"]


def test_fillers_and_titles_begin_no_name() -> None:
    text = "so Yeah Ada is here and then President Ada spoke and I'm Ada and Okay we go. "
    assert names(text * 5) == ["Ada"]


def test_no_text_has_no_names() -> None:
    assert names("") == []
