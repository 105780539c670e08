"""How the marks of Markdown are paired and taken out."""

import pytest

from reader_app.core.importers.emphasis import emphasis_pairs, strip_emphasis


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("*warm* and **dry**", "warm and dry"),
        ("***both***, _this_ and __that__", "both, this and that"),
        ("*a *nested* one*", "a nested one"),
        ("3 * 2 * 1", "3 * 2 * 1"),
        ("a stray* star and *another", "a stray* star and *another"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("`code` and ``more``", "code and more"),
        ("see [the mill](https://example.org/a_b) there", "see the mill there"),
        ("an \\*escaped\\* star", "an *escaped* star"),
    ],
)
def test_marks_go_and_words_stay(marked: str, plain: str) -> None:
    assert strip_emphasis(marked) == plain


def test_pairs_are_given_by_their_places() -> None:
    assert emphasis_pairs("*ab* c") == [((0, 1), (3, 4))]
