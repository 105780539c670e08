"""What is made of text of no particular form."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.text.plain_text import parse, recognises


@pytest.mark.parametrize("file", ["plain_text/essay.md", "plain_text/letter.txt"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize("text", ["Hello", "पत्थर", "- 1\n- two\n", "[Music] and then words"])
def test_whatever_has_a_word_is_text(text: str) -> None:
    assert recognises(text)


@pytest.mark.parametrize("text", ["", "12:30 -- 14\n", "[[[[1"])
def test_numbers_are_not(text: str) -> None:
    assert not recognises(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"name": "x"}', "JSON"),
        ("<?xml version='1.0'?><a>b</a>", "XML"),
        ("<!doctype html><p>x", "a web page"),
    ],
)
def test_data_is_refused_by_its_name(text: str, what: str) -> None:
    with pytest.raises(UnreadableFile, match=f"^This is {what}, which cannot be read yet; .*[.]$"):
        parse(text, "x.txt")


def test_marks_of_text_that_is_no_markdown_are_its_own() -> None:
    words = "The wheel {__class__} said `id` and 3 * 4 * 5 in snake_case_ and _so_ on."
    (draft,) = parse(words, "x.txt")
    assert draft.blocks[0].text == words


def test_markdown_is_known_by_its_signs_or_its_name() -> None:
    (draft,) = parse("It is **warm** and `dry`, see [the mill](https://mill.example/a_(b)).", "x.txt")
    assert draft.blocks[0].text == "It is warm and dry, see the mill."
    (draft,) = parse("It is *warm* here.", "x.md")
    assert draft.blocks[0].text == "It is warm here."


def test_a_first_line_that_ends_like_a_sentence_is_no_title() -> None:
    (draft,) = parse("The wheel stands.\n\nIt has stood since the last of the ice went down the river.\n", "x.txt")
    assert (draft.title, draft.title_origin) == ("The wheel stands", "derived")
    assert draft.blocks[0].text == "The wheel stands."


def test_a_colon_or_a_time_in_a_sentence_means_nothing() -> None:
    (draft,) = parse("Note: we met at 10:30, e.g. by the mill. See page 3:16.\n", "x.txt")
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("prose", "Note: we met at 10:30, e.g. by the mill. See page 3:16.")
    ]


def test_only_marks_make_no_episode() -> None:
    assert parse("---\n\n***\n", "x.md") == []


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    (draft,) = parse("---\n\nThe wheel stands.\n\n---\n\nStill.\n", "x.md")
    assert [block.text for block in draft.blocks] == ["The wheel stands.", "Still."]


def test_quotes_nested_without_end_are_read() -> None:
    (draft,) = parse(">" * 50_000 + " deep", "x.md")
    assert draft.blocks[0].text.endswith("deep")
