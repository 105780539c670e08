"""What counts as a word in any script."""

import pytest

from reader_app.core.words import WORD


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moss, fern!", ["Moss", "fern"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("苔の道", ["苔", "の", "道"]),
        ("don't", ["don", "t"]),
        ("café cafe\u0301", ["café", "cafe\u0301"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words
