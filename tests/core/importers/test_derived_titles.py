"""Titles for what has none."""

import pytest

from reader_app.core.importers.derived_titles import LONGEST, shorten, title_from_prose


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A loaf is a clock. Nobody reads it.", "A loaf is a clock"),
        ("Why bake at night? Because.", "Why bake at night?"),
        ("रोटी पकती है। फिर बिकती है।", "रोटी पकती है"),
        ("面包很好。我们吃。", "面包很好"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_the_title(text: str, title: str) -> None:
    assert title_from_prose(text) == title


def test_a_long_sentence_ends_at_a_clause_or_a_word() -> None:
    assert (
        shorten("a long walk through the mills of the coast, " + "and more " * 20) == "a long walk through the mills of the coast"
    )
    cut = shorten("flour " * 60)
    assert len(cut) <= LONGEST
    assert cut.endswith("flour…")
