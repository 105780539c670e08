"""The help shows what can be asked, and all of it can be."""

import pytest

from reader_app.core.findings import CompletionKind
from reader_app.core.search.help_words import NAMES_IN_EXAMPLES, search_help
from reader_app.core.search.query import parse


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"speaker": ["—", "  ", "Ann", "Ann Lee"], "show": ["???"], "entity": ["…"]},
        {"speaker": ['"Quoted", Jr.', "OR", "“Half open"], "show": ["(x"], "entity": ["-minus *star~"]},
        {"speaker": ["Mira"], "show": ["灯台の夜"], "language": ["hi"]},
        {"speaker": ['Bo "Bo" Li', "O’Brien (guest)"], "show": ["(Off) Air: 2"], "entity": ["C++", "NOT THIS", "OR AND"]},
    ],
)
def test_every_example_can_be_asked_and_is_explained(names: dict[CompletionKind, list[str]]) -> None:
    for example, meaning in search_help(names):
        assert parse(example).root is not None
        assert meaning
    assert len({example for example, _ in search_help(names)}) == len(search_help(names))


def test_the_examples_are_made_of_names_that_the_library_knows() -> None:
    examples = [
        example
        for example, _ in search_help(
            {
                "speaker": ["Mira Holt", "Bo"],
                "show": ["Rope Talk"],
                "entity": ["C++", "Rope Works", "Gull Point"],
                "language": ["de"],
            }
        )
    ]
    for example in ('"rope works"', "rope OR works", 'speaker:"Mira Holt"', "(speaker:Mira OR speaker:Bo)"):
        assert example in examples
    for example in ('show:"Rope Talk"', "entity:C++", "lang:de rope", "rop*", "(rope OR works) gull"):
        assert example in examples


def test_a_long_name_widens_no_example() -> None:
    long = {kind: ["Annabelle Holt-Richardson of the river and the sea", "x" * 80] for kind in NAMES_IN_EXAMPLES}
    examples = [example for example, _ in search_help(long)]
    assert max(map(len, examples)) < 48
    assert "speaker:Annabelle" in examples


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
    for place in ("before:", "in:speech", "in:quotes", "in:notes", "in:pull-quotes"):
        assert place in told
