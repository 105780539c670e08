"""In German every noun has a capital; names are the ones that no article and no adjective stands before."""

import pytest

from reader_app.core.capitals import Capitals, capitalised_names
from reader_app.core.model import Span
from reader_app.core.word_columns import read_words

TALK = (
    "Wir fahren nach Brunnau, und das Schiff ist alt. Dann sah Ada Fern in Brunnau das alte Schiff. Wir gehen am Montag mit Ada "
    "Fern durch Brunnau. Ich habe das Geld, und die Stadt Brunnau hat kein Geld. Heute fragen Sie nach Geld. Wir trinken zwei "
    "Glas Wein, und Ada Fern trinkt ein Glas Wein. Der Rest der Stadt schläft. Wir sahen den Rest der Stadt mit GmX2. "
)


def names(text: str, language: str = "de") -> list[str]:
    words = read_words(text, [Span(0, len(text))])
    return capitalised_names(text, words, Capitals(words), language)


def test_names_are_found_and_nouns_are_not() -> None:
    assert names(TALK * 4) == ["Ada Fern", "Brunnau", "GmX2"]


def test_in_english_a_capital_is_enough() -> None:
    assert "Glas Wein" in names(TALK * 4, "en")


@pytest.mark.parametrize("word", ["Sie", "Montag", "Frau"])
def test_address_and_days_are_no_names(word: str) -> None:
    assert word not in names(f"Dann fragen {word} uns, und heute gehen {word} mit. " * 10)


def test_a_word_that_comes_a_few_times_may_lack_its_article_by_chance() -> None:
    assert names("Dann kam Wetter, und es war nass. " * 4) == []
    assert names("Dann kam Wetter, und es war nass. " * 5) == ["Wetter"]


def test_numbers_stand_before_nouns() -> None:
    assert names("Das kostet heute 40 Taler, dann 50 Taler. " * 10) == []


def test_the_word_that_opens_a_sentence_is_no_part_of_the_name() -> None:
    assert names("Mit Brunnau geht es. Wir sehen dann Brunnau. " * 6) == ["Brunnau"]
