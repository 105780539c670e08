"""What is typed into the search field, and what it asks for."""

import contextlib
import random
from collections.abc import Iterator

import pytest

from reader_app.core.errors import QueryError
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import NOTHING, All, Phrase, Query, words_of
from tests.core.search.trees import plain


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("harbour", "harbour"),
        ("Old harbour", ("all", "old", "harbour")),
        ('"Old harbour"', ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ("“old harbour”", ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ('"old harbour"~5', ("phrase", ("exact", "old"), ("exact", "harbour"), 5)),
        ("old OR new harbour", ("all", ("any", "old", "new"), "harbour")),
        ("old AND harbour", ("all", "old", "harbour")),
        ("harbour -boat", ("all", "harbour", ("not", "boat"))),
        ("harbour NOT boat", ("all", "harbour", ("not", "boat"))),
        ("harbour -(boat OR ship)", ("all", "harbour", ("not", ("any", "boat", "ship")))),
        ("(old harbour) OR quay", ("any", ("all", "old", "harbour"), "quay")),
        ("attent*", ("prefix", "attent")),
        ("modle~", ("fuzzy", "modle")),
        ('speaker:"Ann Lee" tide', ("all", ("speaker:", "Ann Lee"), "tide")),
        ("Speaker: Ann tide", ("all", ("speaker:", "Ann"), "tide")),
        ("in:pull-quotes tide", ("all", ("in:", "pull_quotes"), "tide")),
        ("in:pull_quote tide", ("all", ("in:", "pull_quotes"), "tide")),
        ("in:note tide", ("all", ("in:", "notes"), "tide")),
        ("in:titles tide", ("all", ("in:", "title"), "tide")),
        ("in:entity tide", ("all", ("in:", "entities"), "tide")),
        ("after:2026-01", ("after:", "2026-01")),
        ("(show:x lang:hi) tide", ("all", ("show:", "x"), ("lang:", "hi"), "tide")),
        ("GPT-4", ("phrase", "gpt", "4")),
        ("tide - harbour", ("all", "tide", "harbour")),
        ("12:30", ("phrase", "12", "30")),
        ("C++:", "c++"),
        ("http://a.b/c", ("phrase", "http", "a", "b", "c")),
        ("$30B", "$30b"),
        ("灯台下", ("phrase", "灯台", "台下")),
        ("灯", ("prefix", "灯")),
        ("[a TO b]", ("all", "a", "to", "b")),
        ("a^99999999", ("phrase", "a", "99999999")),
        ('"NOT"', ("exact", "not")),
    ],
)
def test_reads(query: str, tree: object) -> None:
    assert plain(parse(query).root) == tree


@pytest.mark.parametrize(
    ("query", "says", "at"),
    [
        ("", "no word", 0),
        ("  \u200b ", "no word", 0),
        ("''", "no word", 0),
        ('tide "harbour', "not closed", 5),
        ("tide (harbour", "not closed", 5),
        ("tide )", "never opened", 5),
        ("()", "nothing in these", 0),
        ('tide ""', "between these quotes", 5),
        ("-tide", "leave out", 0),
        ("NOT tide -boat", "leave out", 0),
        ("-speaker:Ann", "leave out", 0),
        ("tide OR -boat", "beside OR", 0),
        ("tide OR", "both sides", 5),
        ("OR tide", "both sides", 0),
        ("tide AND", "both sides", 5),
        ("tide NOT", "NOT needs", 5),
        ("*", "star", 0),
        ("ti*de", "star", 2),
        ("tide speaker:", "speaker:", 5),
        ('title:"" tide', "title:", 0),
        ("after:soon tide", "date", 6),
        ("after:2026-13", "date", 6),
        (
            "in:attic tide",
            "in: takes text, speech, quotes, notes, chapters, title, description, pull-quotes, prose or entities.",
            3,
        ),
        ("(" * 100 + "a" + ")" * 100, "too many", 40),
        ("NOT " * 3000 + "a", "too many", 160),
    ],
)
def test_says_what_cannot_be_read_and_where(query: str, says: str, at: int) -> None:
    with pytest.raises(QueryError, match=says) as told:
        parse(query)
    assert told.value.at == at


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("har", ("typing", "har")),
        ("old har", ("all", "old", ("typing", "har"))),
        ("har ", "har"),
        ('"old har', ("phrase", ("exact", "old"), ("typing", "har"))),
        ("“old har", ("phrase", ("exact", "old"), ("typing", "har"))),
        ("(old har", ("all", "old", ("typing", "har"))),
        ("old OR", "old"),
        ("old NOT", "old"),
        ("old -", "old"),
        ("old speaker:", "old"),
        ("old after:20", "old"),
        ("old in:qu", "old"),
    ],
)
def test_what_is_only_begun_is_no_error_while_typing(query: str, tree: object) -> None:
    assert plain(parse(query, typing=True).root) == tree


def test_words_know_their_place_in_the_query() -> None:
    root = parse('tide "old harbour"').root
    assert isinstance(root, All)
    phrase = root.children[1]
    assert isinstance(phrase, Phrase)
    assert [(word.at, word.stop) for word in phrase.words] == [(6, 9), (10, 17)]


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("「old harbour」 tide", ("all", ("phrase", ("exact", "old"), ("exact", "harbour")), "tide")),
        ("„old harbour“", ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ("»old harbour«", ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ("‘tis what’s old’", ("all", "tis", ("phrase", "what", "s"), "old")),
        ('“old harbour"', ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ('"old harbour”', ("phrase", ("exact", "old"), ("exact", "harbour"))),
        ("＂old harbour＂～5", ("phrase", ("exact", "old"), ("exact", "harbour"), 5)),
        ("（old　OR　new）－harbour", ("all", ("any", "old", "new"), ("not", "harbour"))),
        ("speaker：Ａｎｎ tide", ("all", ("speaker:", "Ann"), "tide")),
        ("speaker:“Ann Lee” tide", ("all", ("speaker:", "Ann Lee"), "tide")),
        ("attent＊ modle～", ("all", ("prefix", "attent"), ("fuzzy", "modle"))),
        ("灯台「夜の海」", ("all", "灯台", ("phrase", ("exact", "夜の"), ("exact", "の海")))),
        ("“old harbour", ("all", "old", "harbour")),
        ('"old harb*"', ("phrase", ("exact", "old"), ("prefix", "harb"))),
        ("note: this", ("all", "note", "this")),
        ("note:this on:x is:y", ("all", ("phrase", "note", "this"), ("phrase", "on", "x"), ("phrase", "is", "y"))),
        ("speakers: two", ("all", "speakers", "two")),
        ('"speker:Ann"', ("phrase", ("exact", "speker"), ("exact", "ann"))),
        ("🎉", "🎉"),
        ("show:灯台 灯台守", ("all", ("show:", "灯台"), ("phrase", "灯台", "台守"))),
        ("in:text tide", ("all", ("in:", "text"), "tide")),
        ('in:"pull quotes" tide', ("all", ("in:", "pull_quotes"), "tide")),
        ("a\u2019b C# .NET", ("all", ("phrase", "a", "b"), "c#", ".net")),
    ],
)
def test_reads_the_signs_of_other_keyboards(query: str, tree: object) -> None:
    assert plain(parse(query).root) == tree


@pytest.mark.parametrize(
    ("query", "says", "at"),
    [
        ("tide speker:Ann", "did you mean speaker:", 5),
        ("Spaeker:Ann tide", "did you mean speaker:", 0),
        ("tide titel:fog", "did you mean title:", 5),
        ("tags:later", "did you mean tag:", 0),
        ("entities:Kyoto", "did you mean entity:", 0),
        ("tide -chaptr:fog", "did you mean chapter:", 6),
        ('"old harbour"~x', "how many words", 13),
        ("lang: ", "a language", 0),
        ("tide speaker:(Ann OR Bo)", "a name, as in", 5),
        ("（tide", "not closed", 0),
    ],
)
def test_a_mistake_is_told_with_what_to_do(query: str, says: str, at: int) -> None:
    with pytest.raises(QueryError, match=says) as told:
        parse(query)
    assert told.value.at == at


PARTS = [
    *("tide", "old", "GPT-4", "C++", "l’île", "灯台", "मॉडल", "🎉", "note:", "a:b", "AND", "OR", "NOT", "or", "speker:", "12:30"),
    *("speaker:", "show:x", 'title:"a b"', "after:2026-01", "after:", "in:text", "in:", "lang:hi", "speaker:“A B”", "tag:（"),
    *(
        " ",
        " ",
        " ",
        " ",
        "(",
        ")",
        '"',
        '"',
        "-",
        "--",
        "*",
        "~",
        "~5",
        "“",
        "”",
        "「",
        "」",
        "（",
        "）",
        "：",
        "‘",
        "’",
        "\u3000",
    ),
    *("\u202e", "\u200b", "\0", "\ud800", "\\", "[", "^2", "&", "|", "...", "_", "\n"),
]


def random_queries(seed: int, count: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choice(PARTS) for _ in range(chance.randrange(1, 12)))


def outcome(query: str, *, typing: bool) -> Query | QueryError:
    try:
        return parse(query, typing=typing)
    except QueryError as error:
        return error


@pytest.mark.parametrize("typing", [False, True])
def test_whatever_is_typed_is_read_or_told_where_it_cannot_be(typing: bool) -> None:
    readable = 0
    for query in random_queries(11, 6000):
        told = outcome(query, typing=typing)
        if isinstance(told, QueryError):
            assert told.at is not None
            assert 0 <= told.at <= len(query)
            assert str(told).endswith(".")
        else:
            readable += 1
            assert all(0 <= word.at < word.stop <= len(query) for word in words_of(told.root) if word.stop)
    assert readable > 500


def test_no_beginning_of_a_query_is_an_error_while_it_is_typed() -> None:
    checked = 0
    for query in random_queries(12, 6000):
        if isinstance(outcome(query, typing=False), QueryError):
            continue
        for stop in range(len(query) + 1):
            parse(query[:stop], typing=True)
            checked += 1
    assert checked > 2000


@pytest.mark.parametrize("query", ["", "-tide", '"', "(", "(-tide", "speaker:", "NOT", "AN", "AND", "OR", "a OR (-b"])
def test_what_asks_for_nothing_yet_is_met_nowhere(query: str) -> None:
    assert parse(query, typing=True).root == NOTHING or query in ("AN", "a OR (-b")


@pytest.mark.parametrize("unit", ['"', "“", "‘a’a", "(", "a OR ", "-", "speaker:", "a:", "「", "tide ", "NOT "])
def test_long_queries_are_read_or_refused_in_linear_time(unit: str) -> None:
    with contextlib.suppress(QueryError):
        parse(unit * 20_000)
