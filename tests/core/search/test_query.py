"""What is typed into the search field, and what it asks for."""

import pytest

from reader_app.core.errors import QueryError
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import All, Any, Field, Node, Not, Phrase, Word


def plain(node: Node) -> object:
    """A tree as nested tuples of what matters."""
    match node:
        case Word():
            return node.text if node.match == "forms" else (node.match, node.text)
        case Phrase():
            return ("phrase", *(plain(word) for word in node.words), *([node.slop] if node.slop is not None else []))
        case Field():
            return (f"{node.name}:", node.value)
        case Not():
            return ("not", plain(node.child))
        case All():
            return ("all", *map(plain, node.children))
        case Any():
            return ("any", *map(plain, node.children))


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
        ("in:attic tide", "in: takes", 3),
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
