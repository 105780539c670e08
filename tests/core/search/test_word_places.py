"""The words of a stretch stand where the index counted them, however they are written."""

import random

import pytest

from reader_app.core.search.tokens import tokenise
from reader_app.core.search.word_places import word_places

BITS = (
    *("don't", "it's", "they've'", "I'd", "$30B", "C++", ".NET", "3.5", "1,000,000", "e.g.", "--", "word", "Lamp", "x_y", "'tis"),
    *(
        "rock'n'roll",
        "O'Neil's",
        "50%",
        "café",
        "naïve’s",
        "灯台の守",
        "กขค",
        "दीपक",
        "a\u00adb",
        "z\u200bz",
        "don't'x",
        "\0",
        "🕯️",
    ),
)
BETWEEN = (" ", " ", ", ", ". ", "", "\n", "'", ".", ",")


@pytest.mark.parametrize("ascii_only", [True, False])
def test_words_are_found_where_cutting_the_whole_text_finds_them(ascii_only: bool) -> None:
    chance = random.Random(2)
    bits = [bit for bit in BITS if bit.isascii() or not ascii_only]
    for _ in range(3_000):
        text = "".join(chance.choice(bits) + chance.choice(BETWEEN) for _ in range(chance.randint(1, 60)))
        tokens = tokenise(text)
        places = list(zip(tokens.starts, tokens.stops, strict=True))
        numbers = sorted({chance.randrange(len(places) + 2) for _ in range(3)})
        known = {number: places[number] for number in numbers if number < len(places)}
        assert word_places(text, numbers, chance.choice((len(places), 1, 500))) == known, text


def test_of_a_long_text_only_the_beginning_is_looked_at() -> None:
    text = "lamp " * 200_000
    assert word_places(text, [2], 200_000) == {2: (10, 14)}
    assert word_places(f"é {text}", [3], 200_001) == {3: (12, 16)}
