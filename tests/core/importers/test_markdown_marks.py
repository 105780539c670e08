"""Marks go, words and addresses stay."""

import pytest

from reader_app.core.importers.markdown_marks import emphasis_pairs, strip_emphasis, without_marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("truly *green?* Is it", "truly green? Is it"),
        ("*Topics:**The Root* – How", "Topics:The Root – How"),
        ("**Bold** and __under__ and `code`", "Bold and under and code"),
        ("see [the moss](https://moss.example/a_(b)) now", "see the moss (https://moss.example/a_(b)) now"),
        ("of the hive**Ann:** Yes", "of the hiveAnn: Yes"),
        ("you s**t the bed", "you s**t the bed"),
        ("grow:* Moss* Fern", "grow:* Moss* Fern"),
        ("Q&amp;A &#39;til &quot;dawn&quot;", 'Q&A \'til "dawn"'),
        ("<p>Moss <b>and</b> fern</p>", "\nMoss and fern\n"),
        ("a_b_c and https://x.example/a_b_c", "a_b_c and https://x.example/a_b_c"),
    ],
)
def test_marks(text: str, words: str) -> None:
    assert without_marks(text) == words


def test_stars_that_never_close_stay() -> None:
    assert without_marks("a *star " + "x " * 400 + "b* c") == "a *star " + "x " * 400 + "b* c"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("*warm* and **dry**", "warm and dry"),
        ("***both***, _this_ and __that__", "both, this and that"),
        ("*a *nested* one*", "a nested one"),
        ("3 * 2 * 1", "3 * 2 * 1"),
        ("a stray* star and *another", "a stray* star and *another"),
        ("a s**t day and **that**", "a s**t day and that"),
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
