"""Conditions are put into the text of a query and taken out of it; the rest stays as it was typed."""

import random

import pytest

from reader_app.core.errors import QueryError
from reader_app.core.search.filters import Filter, filters_of, with_condition, with_filter, without_filter, words_of_query
from reader_app.core.search.query import parse
from tests.core.search.trees import plain


def told(query: str) -> list[tuple[str, tuple[str, ...], bool, str]]:
    return [(one.name, one.values, one.negated, query[one.start : one.stop]) for one in filters_of(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('speaker:"Ann Lee" tide', [("speaker", ("Ann Lee",), False, 'speaker:"Ann Lee"')]),
        ("tide Show: Harbour quay", [("show", ("Harbour",), False, "Show: Harbour")]),
        ("tide speaker:A OR speaker:B x", [("speaker", ("A", "B"), False, "speaker:A OR speaker:B")]),
        ("(lang:hi OR lang:de) x", [("lang", ("hi", "de"), False, "(lang:hi OR lang:de)")]),
        ("x -(tag:a OR tag:b)", [("tag", ("a", "b"), True, "-(tag:a OR tag:b)")]),
        ("x NOT show:y", [("show", ("y",), True, "NOT show:y")]),
        ("in:Pull-Quotes x", [("in", ("pull_quotes",), False, "in:Pull-Quotes")]),
        ("x AND show:y", [("show", ("y",), False, "show:y")]),
        ("speaker：「Ann Lee」　tide", [("speaker", ("Ann Lee",), False, "speaker：「Ann Lee」")]),
        ("😀 show:𝐱 tide", [("show", ("𝐱",), False, "show:𝐱")]),
        ("speaker:Je* tide", [("speaker", ("Je*",), False, "speaker:Je*")]),
        ("(show:x OR lang:hi) tide", []),
        ("tide OR show:x", []),
        ('"show:x" tide', []),
        ("note:x", []),
    ],
)
def test_conditions_are_found_where_they_stand(query: str, found: list[object]) -> None:
    assert told(query) == found


@pytest.mark.parametrize("query", ["", "tide speaker:", "tide after:20", "tide in:qu", "(((", '"speaker:A', ") show:x", "*"])
def test_what_is_only_begun_has_none_and_is_no_error(query: str) -> None:
    assert filters_of(query) == ()


def test_those_before_a_mistake_are_still_told() -> None:
    assert told("show:x ti*de") == [("show", ("x",), False, "show:x")]
    assert words_of_query("show:x ti*de") == "ti*de"


@pytest.mark.parametrize(
    ("query", "name", "value", "expected"),
    [
        ("", "speaker", "Ann", "speaker:Ann "),
        ("tid", "speaker", "Ann Lee", 'speaker:"Ann Lee" tid'),
        ("tide ", "show", "Slow Loaf", 'show:"Slow Loaf" tide '),
        ("speaker:Ann tid", "speaker", "Bo", "(speaker:Ann OR speaker:Bo) tid"),
        ("(speaker:Ann OR speaker:Bo) tid", "speaker", "Cy", "(speaker:Ann OR speaker:Bo OR speaker:Cy) tid"),
        ("speaker:Ann tid", "speaker", "Ann", "speaker:Ann tid"),
        ("-speaker:Ann tid", "speaker", "Bo", "speaker:Bo -speaker:Ann tid"),
        ("after:2020 tid", "after", "2021-05", "after:2021-05 tid"),
        ("tid", "show", 'The "Real" One', 'show:“The "Real" One” tid'),
        ("tid", "show", 'The "Real" “One”', 'show:«The "Real" “One”» tid'),
        ("tid", "show", "Talk (2)", 'show:"Talk (2)" tid'),
        ("tid", "show", "‘Tis", "show:‘Tis tid"),
        ("tid", "show", "What：Now（2）", 'show:"What：Now（2）" tid'),
        ("tid", "show", "…!", "tid"),
        ('"old har', "lang", "hi", 'lang:hi "old har'),
    ],
)
def test_a_condition_goes_to_the_front(query: str, name: str, value: str, expected: str) -> None:
    assert with_filter(query, name, value) == expected


def test_a_second_value_that_must_be_met_too_is_a_condition_of_its_own() -> None:
    assert with_filter("tag:a x", "tag", "b", either=False) == "tag:b tag:a x"


def test_a_facet_may_be_two_conditions() -> None:
    assert with_condition("tide", "after:2026 before:2027") == "after:2026 before:2027 tide"
    assert with_condition("after:2020 before:2021 tide", "after:2026 before:2027") == "after:2026 before:2027 tide"
    assert with_condition("tide", "-show:x") == "-show:x tide"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("show:x tide", "tide"),
        ("tide show:x", "tide"),
        ("old show:x tide ", "old tide "),
        ("tide show:x ", "tide "),
        ("tide AND show:x", "tide"),
        ("show:x AND tide", "tide"),
        ("tide AND show:x AND quay", "tide AND quay"),
        ("show:x AND in:text AND tide", "tide"),
        ("  tide  show:x  OR", "  tide OR"),
        ("-(tag:a OR tag:b) old  tide", "old  tide"),
        ("show:x", ""),
    ],
)
def test_the_words_stay_when_conditions_go(query: str, left: str) -> None:
    assert words_of_query(query) == left


def test_one_of_several_values_is_taken_out() -> None:
    query = "(speaker:Ann OR speaker:Bo) tide"
    assert without_filter(query, filters_of(query)[0], "Ann") == "speaker:Bo tide"
    query = "-(tag:a OR tag:b OR tag:c) tide"
    assert without_filter(query, filters_of(query)[0], "b") == "-(tag:a OR tag:c) tide"
    assert without_filter(query, filters_of(query)[0], "unheard of") == query


NAMES = [
    "Ann",
    "Ann Lee",
    "C++",
    "O’Brien",
    'A "B" C',
    "x: y",
    "a -b",
    "(d)",
    "灯台",
    "«e»",
    "f*",
    "Q&A",
    "😀 g",
    "AND",
    "12:30",
    "~h",
]
QUERIES = [
    "",
    "tid",
    "tide ",
    '"old har',
    "(old",
    "a OR b",
    "-boat tide",
    "show:x tide",
    "tide lang:hi",
    "GPT-4 in:text",
    "note: x",
    "“a b”",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("value", NAMES)
def test_what_was_put_in_is_read_back_and_comes_out(query: str, value: str) -> None:
    changed = with_filter(query, "speaker", value)
    mine = next(one for one in filters_of(changed) if one.name == "speaker")
    assert mine.values == (value,)
    assert without_filter(changed, mine) == query.lstrip()
    assert changed.endswith(query)


def test_random_queries_are_never_torn() -> None:
    chance = random.Random(5)
    parts = [
        "tide",
        "AND",
        "OR",
        "NOT",
        "-",
        '"',
        "(",
        ")",
        "show:x",
        'speaker:"A B"',
        "after:2026",
        "in:text",
        "*",
        "~2",
        " ",
        " ",
        "「",
        "」",
    ]
    for _ in range(3000):
        query = "".join(chance.choice(parts) for _ in range(chance.randrange(1, 9)))
        filters = filters_of(query)
        assert all(0 <= one.start < one.stop <= len(query) for one in filters)
        for one in filters:
            left = without_filter(query, one)
            assert len(filters_of(left)) >= len(filters) - 1, (query, left)
        try:
            before = plain(parse(query, typing=True).root)
        except QueryError:
            continue
        added = with_filter(query, "lang", "hi")
        assert ("lang", ("hi",)) in [(one.name, one.values) for one in filters_of(added)], query
        assert plain(parse(without_filter(added, _of(added, "lang")), typing=True).root) == before, query


def _of(query: str, name: str) -> Filter:
    return next(one for one in filters_of(query) if one.name == name)
