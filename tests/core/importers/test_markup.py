"""Tags and text come out in order, whatever is broken, and nothing that a file declares is ever resolved."""

import time

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.markup import Markup, Tag, root_name, unescape


def pieces(text: str, *, html: bool = True) -> list[str]:
    """The parts of a document in short: text as it is, tags as "+name" and "-name"."""
    return [part if isinstance(part, str) else f"{'-' if part.closes else '+'}{part.name}" for part in Markup(text, html=html)]


def test_tags_and_text() -> None:
    assert pieces("<p>Salt &amp; <b>bread</b><br/>") == ["+p", "Salt & ", "+b", "bread", "-b", "+br"]


def test_attributes_lose_their_prefix_and_entities() -> None:
    (tag,) = Markup("""<p ttm:agent="a1" Begin='1s' x=2 dir title="A &amp; B">""", html=False)
    assert isinstance(tag, Tag)
    assert tag.attributes == {"agent": "a1", "begin": "1s", "x": "2", "dir": "", "title": "A & B"}


def test_a_sign_that_opens_no_tag_is_text() -> None:
    assert "".join(pieces("1 < 2 and a <3 heart")) == "1 < 2 and a <3 heart"


def test_comments_and_instructions_are_silent() -> None:
    assert pieces("a<!-- <b>no</b> -->b<?php no ?>c<!-->d") == ["a", "b", "c", "d"]


def test_a_comment_without_end_hides_no_words() -> None:
    assert pieces("a<!-- oh> words") == ["a", " words"]


def test_character_data_is_text_as_it_stands() -> None:
    assert pieces("<p><![CDATA[<i>&amp;]]></p>", html=False) == ["+p", "<i>&amp;", "-p"]


def test_scripts_and_titles_hold_no_tags() -> None:
    assert pieces("<script>if (a<b) '</p>'</script><title>A <b> &lt; C</title>x") == [
        "+script",
        "if (a<b) '</p>'",
        "-script",
        "+title",
        "A <b> < C",
        "-title",
        "x",
    ]
    assert pieces("<style>p{}</style>x") == ["+style", "-style", "x"]


def test_a_quote_that_nothing_closes_ends_with_its_tag() -> None:
    assert pieces('<a href="x>Three</a> four') == ["+a", "Three", "-a", " four"]


def test_a_file_that_ends_inside_a_tag_is_cut() -> None:
    markup = Markup('<p>One</p><p begin="2s" en', html=False)
    assert [part for part in markup if isinstance(part, str)] == ["One"]
    assert markup.cut


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("&lt;i&gt; &#8217; &#x1F600; &hellip;", "<i> ’ 😀 …"),
        ("&#1114112; &nosuch; &", "\ufffd &nosuch; &"),
        ("&#" + "9" * 10_000 + ";", "\ufffd"),
        ("a&#27;b&#xFEFF;c", "abc"),
    ],
)
def test_entities(text: str, letters: str) -> None:
    assert unescape(text) == letters


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE tt [<!ENTITY a "x">]>',
        '<!DOCTYPE tt [<!ELEMENT tt ANY> <!ENTITY % e SYSTEM "file:///x">]>',
    ],
)
def test_entities_of_a_file_of_its_own_are_refused(declared: str) -> None:
    assert root_name(declared + "<tt/>") == "tt"
    with pytest.raises(UnreadableFile, match="declares entities of its own"):
        list(Markup(declared + "<tt>&a;</tt>", html=False))


def test_a_declaration_from_elsewhere_is_not_asked_for() -> None:
    assert pieces('<!DOCTYPE tt SYSTEM "http://example.org/x.dtd"><tt>a</tt>', html=False) == ["+tt", "a", "-tt"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\ufeff<?xml version='1.0'?>\n<!-- x -->\n<TT:tt>", "tt"),
        ("<!DOCTYPE html>\n<html lang=de>", "html"),
        ("Words <p>", ""),
        ("", ""),
        ("<", ""),
    ],
)
def test_the_first_element(text: str, name: str) -> None:
    assert root_name(text) == name


@pytest.mark.parametrize(
    "piece",
    [
        "<a b='<a c=\"'",
        "<!--",
        "<a b='",
        "<![CDATA[",
        "<!x [",
        "<?",
        "<script>",
        "<title>",
        "&#",
        "<",
        "</",
        "<a ",
        "<a b=",
        '<a "',
        "<b>",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.perf_counter()
    for html in (True, False):
        for _ in Markup(text, html=html):
            pass
    assert time.perf_counter() - began < 5
