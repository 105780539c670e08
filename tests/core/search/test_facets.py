"""By which values hits can be narrowed, and how many each leaves."""

from collections import Counter

import pytest

from reader_app.core.search import facets
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import Field
from reader_app.core.search.tokens import tokenise


@pytest.mark.parametrize(
    "name", ["Ann Lee", "Ann", 'Bo "Ace" Tarn', "“Zed”", "Hour*", "a\nb", "(x) y", "-Bo", "OR", "山田 太郎", "don’t"]
)
def test_a_name_becomes_a_condition_that_is_read_back_as_it_is(name: str) -> None:
    root = parse(facets.condition("speaker", name)).root

    assert isinstance(root, Field)
    assert (root.name, list(root.words), root.open_ended) == ("speaker", tokenise(name).words, False)


def test_most_hits_come_first_and_then_most_episodes() -> None:
    told = facets.shows([("B", 3), ("A", 2), ("A", 1), ("C", 9)])

    assert [(value.label, value.hits, value.episodes) for value in told] == [("C", 9, 1), ("A", 3, 2), ("B", 3, 1)]


def test_who_renamed_a_voice_is_still_found_by_its_label() -> None:
    voices = (("Lee", "Ann Lee"), ("Bo", "Bo"))
    told = facets.speakers([(voices, Counter({0: 2, 1: 1})), ((("Lee", "Lee"),), Counter({0: 4}))])

    assert [(value.label, value.hits, value.episodes) for value in told] == [("Lee", 6, 2), ("Ann Lee", 2, 1), ("Bo", 1, 1)]


def test_a_thousand_names_of_many_words_cost_little() -> None:
    names = [" ".join(f"w{(n * 7 + m) % 50}" for m in range(6)) for n in range(1000)]
    told = facets.shows([(name, 1) for name in names])

    assert sum(value.hits for value in told) >= 1000
