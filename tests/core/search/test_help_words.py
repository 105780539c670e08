"""The help shows what can be asked, and all of it can be."""

from reader_app.core.search.help_words import search_help
from reader_app.core.search.query import parse


def test_every_example_can_be_asked_and_is_explained() -> None:
    for example, meaning in search_help():
        assert parse(example).root is not None
        assert meaning


def test_nothing_of_the_language_is_left_out() -> None:
    told = " ".join(f"{example} {meaning}" for example, meaning in search_help())
    for sign in (
        '"',
        "~5",
        "OR",
        "-",
        "(",
        "*",
        "~",
        "speaker:",
        "show:",
        "title:",
        "chapter:",
        "tag:",
        "entity:",
        "lang:",
        "after:",
    ):
        assert sign in told
    for place in ("before:", "in:speech", "in:quotes", "in:notes", "in:pull_quotes"):
        assert place in told
