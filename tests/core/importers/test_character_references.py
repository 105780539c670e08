"""Character references become letters once, and no number in them is too long."""

import pytest

from reader_app.core.importers.character_references import unescape


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("salt &amp; bread", "salt & bread"),
        ("&amp;lt;", "&lt;"),
        ("it&#39;s &#x2014; here", "it's — here"),
        ("R&D", "R&D"),
        ("&#0000000000065;", "A"),
        ("&#1114112;", "\ufffd"),
    ],
)
def test_references_become_letters_once(text: str, letters: str) -> None:
    assert unescape(text) == letters


@pytest.mark.parametrize("number", ["9" * 10_000, "x" + "f" * 10_000, "0" * 10_000 + "99999999999"])
def test_a_number_of_any_length_is_no_letter(number: str) -> None:
    assert unescape(f"a &#{number}; b") == "a \ufffd b"


def test_zeros_before_a_number_count_for_nothing() -> None:
    assert unescape(f"&#{'0' * 10_000}65;") == "A"
