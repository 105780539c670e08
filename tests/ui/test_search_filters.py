"""The chips that a query makes, and the queries that chips make."""

import pytest

from reader_app.core.findings import FacetValue, Survey
from reader_app.ui.search_filters import (
    Chip,
    chips_of,
    is_set,
    label_of,
    scope_counts,
    scope_of,
    toggled,
    with_scope,
    without_chip,
    without_facet,
)

ADA, BO = FacetValue('speaker:"Ada"', "Ada", 9, 2), FacetValue('speaker:"Bo Lind"', "Bo Lind", 5, 1)
LAST_YEAR = FacetValue("after:2025 before:2026", "2025", 4, 1)
THIS_YEAR = FacetValue("after:2026 before:2027", "2026", 7, 2)


def words(query: str) -> list[str]:
    return [chip.words for chip in chips_of(query)]


def chip(query: str, number: int = 0) -> Chip:
    return chips_of(query)[number]


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("rope", "everywhere"),
        ("in:quotes rope", "quotes"),
        ("rope in:text", "text"),
        ("in:speech rope", "text"),
        ("(in:speech OR in:prose) rope", "text"),
        ("(in:speech OR in:notes) rope", None),
        ("in:title rope", None),
        ("in:quotes in:notes rope", None),
        ("-in:notes rope", "everywhere"),
    ],
)
def test_where_a_query_looks(query: str, scope: str | None) -> None:
    assert scope_of(query) == scope


def test_another_place_takes_the_place_of_the_one_before() -> None:
    assert with_scope("rope", "quotes") == "in:quotes rope"
    assert with_scope("in:quotes rope", "notes") == "in:notes rope"
    assert with_scope("in:quotes rope", "everywhere") == "rope"


def test_how_much_is_where() -> None:
    kinds = tuple(FacetValue(f"in:{kind}", kind, hits, 1) for kind, hits in (("speech", 30), ("prose", 4), ("quotes", 3)))
    counts = scope_counts(Survey("rope", 36, 9, facets={"kind": kinds}))
    assert counts == {"everywhere": 36, "text": 34, "chapters": 0, "quotes": 3, "notes": 0}


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("rope", []),
        ("in:quotes rope", []),
        ("in:pull_quotes rope", ["Kind: Pull quotes"]),
        ('(speaker:Ada OR speaker:"Bo Lind") rope', ["Speaker: Ada, Bo Lind"]),
        ("in:speech rope", ["Kind: Speech"]),
        ('(show:"Harbour and tide tables" OR show:Knots) rope', ["2 shows"]),
        ("after:2025 before:2026 rope", ["Date: 2025"]),
        ("after:2024 before:2026 rope", ["Date: 2024 to 2025"]),
        ("after:2025-03 rope", ["Date: since 2025-03"]),
        ("before:2025-03-01 rope", ["Date: before 2025-03-01"]),
        ("after:2025-03 before:2025-05 rope", ["Date: 2025-03 to before 2025-05"]),
        ("lang:hi rope", ["Language: Hindi"]),
        ("-speaker:Ada tag:knots rope", ["Not speaker: Ada", "Tag: knots"]),
        ("speaker:Ada rope OR", ["Speaker: Ada"]),
    ],
)
def test_filters_in_the_words_of_their_chips(query: str, chips: list[str]) -> None:
    assert words(query) == chips


def test_a_chip_that_only_counts_its_values_still_knows_them() -> None:
    assert chip('(show:"Harbour and tide tables" OR show:Knots) rope').whole == "Show: Harbour and tide tables, Knots"


def test_a_removed_chip_leaves_the_rest_as_it_was_written() -> None:
    query = "after:2025 speaker:Ada before:2026 wet  rope"
    assert without_chip(query, chip(query, 0)) == "after:2025 before:2026 wet  rope"
    assert without_chip(query, chip(query, 1)) == "speaker:Ada wet  rope"
    assert without_facet("speaker:Ada show:Knots rope", "show") == "speaker:Ada rope"


def test_values_of_one_facet_stand_beside_each_other() -> None:
    one = toggled("rope", "speaker", ADA)
    both = toggled(one, "speaker", BO)
    assert words(both) == ["Speaker: Ada, Bo Lind"]
    assert (is_set(both, ADA), is_set(both, BO), is_set(one, BO)) == (True, True, False)
    assert toggled(both, "speaker", ADA) == 'speaker:"Bo Lind" rope'
    assert toggled(toggled(both, "speaker", ADA), "speaker", BO) == "rope"


def test_what_is_set_is_known_however_it_is_written() -> None:
    assert is_set("speaker:ada rope", ADA)
    assert toggled("speaker:ada rope", "speaker", ADA) == "rope"


def test_of_years_one_takes_the_place_of_another() -> None:
    query = toggled("rope", "year", LAST_YEAR)
    assert words(query) == ["Date: 2025"]
    assert words(toggled(query, "year", THIS_YEAR)) == ["Date: 2026"]
    assert toggled(query, "year", LAST_YEAR) == "rope"


def test_a_kind_of_text_takes_the_place_of_where_was_looked() -> None:
    assert toggled("in:text rope", "kind", FacetValue("in:speech", "speech", 3, 1)) == "in:speech rope"


def test_labels_are_words_of_a_reader() -> None:
    assert (label_of("language", "de"), label_of("kind", "pull_quotes"), label_of("show", "de")) == (
        "German",
        "Pull quotes",
        "de",
    )
    assert label_of("language", "xx-none") == "xx-none"
