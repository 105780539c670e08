"""What is offered at the cursor of a query, and that putting it there makes the query that was meant."""

import random
from collections.abc import Sequence

import pytest

from reader_app.core.findings import Completion, CompletionKind
from reader_app.core.search.completion import NameList, Names, complete
from reader_app.core.search.fields import MEANINGS, PLACES
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import FIELDS, WHERE

WORDS = [
    ("tide", 900),
    ("tides", 80),
    ("tiding", 3),
    ("harbour", 70),
    ("dean", 8),
    ("deal", 5),
    ("40", 9),
    ("4.5", 8),
    ("$30b", 2),
    ("c++", 4),
    ("daemon", 1),
]


NAMES: dict[CompletionKind, list[tuple[str, int]]] = {
    "speaker": [("Ann Lee", 3), ("Jeff Dean", 9), ("Déborah Ångström", 2), ("Ann O’Brien", 1), ('Bo "Bo" Li', 1)],
    "show": [("Tide Table", 12), ("The Dean’s Hour", 4), ("灯台の夜", 2)],
    "entity": [("Dean Street", 5), ("C++", 6), ("Claude Code", 9), ("Ann Lee", 2), ("GPT-4", 3), ("Visual C++", 1)],
    "tag": [("to read", 3)],
    "chapter": [("What the tide does at night", 1)],
    "language": [("en", 20), ("hi", 2)],
}


@pytest.fixture(scope="module")
def names() -> Names:
    lists: dict[CompletionKind, NameList] = {kind: NameList(counted) for kind, counted in NAMES.items()}
    return lambda kind, typed, most: lists[kind].beginning(typed, most)


def common(beginning: str, most: int) -> Sequence[tuple[str, int]]:
    return [(word, count) for word, count in WORDS if word.startswith(beginning)][:most]


def offered(names: Names, query: str, most: int = 8) -> list[Completion]:
    """What is offered where | stands in `query`."""
    cursor = query.index("|")
    return complete(query.replace("|", ""), cursor, names, common, most)


def taken(names: Names, query: str) -> list[str]:
    """The queries that come of what is offered."""
    text = query.replace("|", "")
    return [text[: one.start] + one.text + text[one.stop :] for one in offered(names, query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("spe|", "speaker:"),
        ("tide -be|", "tide -before:"),
        ("speaker:dean|", 'speaker:"Jeff Dean" '),
        ("speaker:DÉB|", 'speaker:"Déborah Ångström" '),
        ("speaker:angst| tide", 'speaker:"Déborah Ångström" tide'),
        ('speaker:"jeff d|', 'speaker:"Jeff Dean" '),
        ('speaker:"jeff d|ea" tide', 'speaker:"Jeff Dean" tide'),
        ("speaker:“jeff d|", 'speaker:"Jeff Dean" '),
        ("speaker:“ang|", 'speaker:"Déborah Ångström" '),
        ("speaker：ann|", 'speaker："Ann Lee" '),
        ("speaker:o'b|", 'speaker:"Ann O’Brien" '),
        ("speaker:bo|", 'speaker:“Bo "Bo" Li” '),
        ("speaker:|", 'speaker:"Jeff Dean" '),
        ("(speaker:ann OR speaker:dea|", '(speaker:ann OR speaker:"Jeff Dean" '),
        ("show:灯|", "show:灯台の夜 "),
        ("show:灯台の|", "show:灯台の夜 "),
        ("entity:c|", 'entity:"Claude Code" '),
        ("tag:rea|", 'tag:"to read" '),
        ("chapter:night|", 'chapter:"What the tide does at night" '),
        ("lang:|", "lang:en "),
        ("in:pull|", "in:pull-quotes "),
        ("in:pull_q|", "in:pull-quotes "),
        ("in:no| tide", "in:notes tide"),
        ("jeff de|", 'speaker:"Jeff Dean" '),
        ("old jeff de| x", 'old speaker:"Jeff Dean" x'),
        ("harb|", "harbour "),
        ('"old harb|', '"old harbour'),
        ("entity:c+|", "entity:C++ "),
        ("entity:gpt-4|", "entity:GPT-4 "),
        ("C+|", '"C++" '),
        ("visual c+|", '"Visual C++" '),
        ("gp|", '"GPT-4" '),
        ("show:tide-t|", 'show:"Tide Table" '),
        ("speaker:o’|", 'speaker:"Ann O’Brien" '),
        ('speaker:"jeff |', 'speaker:"Jeff Dean" '),
        ("$3|", "$30b "),
        ("dæ|", "daemon "),
        ("😀 harb|", "😀 harbour "),
    ],
)
def test_the_first_offer_makes_the_query_that_was_meant(names: Names, query: str, first: str) -> None:
    assert taken(names, query)[0] == first


def test_names_come_before_words_and_say_how_often(names: Names) -> None:
    told = [(one.kind, one.text, one.hint) for one in offered(names, "dea|")]
    assert told == [
        ("speaker", 'speaker:"Jeff Dean" ', "9 episodes"),
        ("entity", '"Dean Street" ', "5 episodes"),
        ("show", 'show:"The Dean’s Hour" ', "4 episodes"),
        ("word", "dean ", "8 times"),
        ("word", "deal ", "5 times"),
    ]


@pytest.mark.parametrize("query", ["|", "tide |", "tide AND|", '"tide" |', "ti*de spea|", "after:20|", "…|", "|tide", "no:body|"])
def test_nothing_is_offered_where_nothing_is_begun_or_known(names: Names, query: str) -> None:
    assert offered(names, query) == []


def test_only_what_really_begins_so_is_offered(names: Names) -> None:
    assert [one.label for one in offered(names, "C++|")] == ["C++", "Visual C++"]
    assert [one.label for one in offered(names, "GPT-4|")] == ["GPT-4"]
    assert [one.label for one in offered(names, "C+|")] == ["C++", "Visual C++", "c++"]
    for query in ("old-harb|", "C&|", "entity:claude&|", "entity:.|", "dea~|", "GPT-4.|"):
        assert offered(names, query) == []


def test_as_many_as_asked_for_and_each_once(names: Names) -> None:
    assert len(offered(names, "speaker:|", most=2)) == 2
    assert len({one.text for one in offered(names, "speaker:bo|")}) == len(offered(names, "speaker:bo|")) == 1


def test_every_field_and_place_can_be_completed() -> None:
    assert set(MEANINGS) == set(FIELDS)
    assert {place.replace("-", "_") for place in PLACES} == set(WHERE)


def test_whatever_is_typed_an_offer_fits_into_the_query(names: Names) -> None:
    chance = random.Random(7)
    parts = ["dea", "ann", "speaker:", "show:", '"', " ", " ", "-", "(", ")", "OR", "ti", "灯", "in:", "’", "*", "~", "c+", "é"]
    for _ in range(3000):
        query = "".join(chance.choice(parts) for _ in range(chance.randrange(1, 7)))
        cursor = chance.randrange(len(query) + 1)
        for one in complete(query, cursor, names, common, 8):
            assert 0 <= one.start <= cursor <= one.stop <= len(query)


def test_what_is_offered_reads_as_it_says(names: Names) -> None:
    for one in [*offered(names, "speaker:|"), *offered(names, "show:|"), *offered(names, "entity:|")]:
        field = parse(f"{one.kind}:{one.text}").root
        assert getattr(field, "value", None) == one.label
