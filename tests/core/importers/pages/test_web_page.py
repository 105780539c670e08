"""Web pages: transcripts as sites publish them, other pages' text, pieces that were pasted, and hostile ones."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.pages.web_page import parse, recognises


def read(page: str) -> Draft:
    assert recognises(page)
    (draft,) = parse(page, "page.html")
    return draft


def told(draft: Draft) -> list[tuple[str, str | None, float | None, str]]:
    return [(block.kind, block.speaker, block.start, block.text) for block in draft.blocks]


TALK = [("speech", "Ann", 1.0, "Carts."), ("speech", "Bo", 12.0, "Slow ones?"), ("speech", "Ann", 15.0, "Very.")]


@pytest.mark.parametrize("file", ["web_page/podcast.html", "web_page/segments.html", "web_page/article.html"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize(
    "piece",
    [
        "<p><strong>{name}:</strong> [{time}] {said}</p>",
        "<p><b>{name}</b> (<a href='https://x.example/?t=1'>{time}</a>):<br>{said}</p>",
        "<p><b>{name}</b> [<a href='#t'>00:{time}</a>]: {said}</p>",
        "<div><span class='speaker-name'>{name}</span><span class='timestamp'>{time}</span><p>{said}</p></div>",
        "<cite>{name}</cite><time>{time}</time><p>{said}</p>",
        "<table><tr><td>{time}</td><td>{name}</td><td>{said}</td></tr></table>",
        "<p>{name} ({time}):</p>\r\n<p>{said}</p>",
    ],
)
def test_voices_and_times_in_the_ways_of_many_sites(piece: str) -> None:
    rows = (("Ann", "00:01", "Carts."), ("Bo", "00:12", "Slow ones?"), ("Ann", "00:15", "Very."))
    page = "<div>" + "\n".join(piece.format(name=name, time=time, said=said) for name, time, said in rows) + "</div>"
    assert told(read(page)) == TALK


def test_voices_without_times() -> None:
    page = "<cite>Ann</cite><p>Carts.</p><p>Old ones.</p><cite>Bo</cite><p>Slow?</p><cite>Ann</cite><p>Very.</p>"
    assert [(speaker, text) for _, speaker, _, text in told(read(page))] == [
        ("Ann", "Carts."),
        ("Ann", "Old ones."),
        ("Bo", "Slow?"),
        ("Ann", "Very."),
    ]


def test_who_is_quoted_is_no_voice() -> None:
    draft = read("<article><h1>Salt</h1><p>It was dear.</p><blockquote>Friends.<cite>Bo Quist</cite></blockquote></article>")
    assert told(draft) == [("prose", None, None, "It was dear."), ("pull_quote", None, None, "Friends. Bo Quist")]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Salt &amp; Roads</title>", "Salt & Roads"),
        ("<title>Salt | Transcript</title>", "Salt"),
        ("<title>Salt - Kitchen</title><meta property='og:site_name' content='Kitchen'>", "Salt"),
        ("<title>x</title><meta property='og:title' content='Salt'>", "Salt"),
        ("<title>Transcript of Salt</title>", "Salt"),
    ],
)
def test_the_title_is_the_pages_own(head: str, title: str) -> None:
    draft = read(f"<html><head>{head}</head><body><p>It came over the hills on carts.</p></body></html>")
    assert (draft.title, draft.title_origin) == (title, "stated")
    assert [block.text for block in draft.blocks] == ["It came over the hills on carts."]


def test_a_site_is_no_show_unless_it_says_so() -> None:
    page = "<html><head><meta property='og:site_name' content='{}'></head><body><p>Salt came over the hills.</p></body></html>"
    assert read(page.format("Kitchen News")).show is None
    assert read(page.format("The Kitchen Podcast")).show == "The Kitchen Podcast"


def test_nothing_of_a_script_a_style_or_furniture_is_read() -> None:
    page = (
        "<html><head><style>p{}</style></head><body onload='x()'><nav>Menu</nav><script>document.write('EVIL')</script>"
        "<p hidden>Hidden</p><div style='display: none'>Gone</div><svg><text>Icon</text></svg><!-- Said -->"
        "<iframe src='file:///x'></iframe><form>Subscribe <button>Go</button></form>"
        "<p>Hello <a href='javascript:alert(1)'>link</a> &lt;3 &lt;script&gt;</p></body></html>"
    )
    assert [block.text for block in read(page).blocks] == ["Hello link <3 <script>"]


def test_what_is_never_closed_hides_nothing() -> None:
    assert [block.text for block in read("<nav><p>One two three and four.</p><p>Five.").blocks] == [
        "One two three and four.",
        "Five.",
    ]


def test_a_first_paragraph_is_no_title() -> None:
    draft = read('<p>One<p>Two <b>bold<i>both</b>it</i><a href="x>Three</a><p>Four & five')
    assert draft.title_origin == "derived"
    assert [block.text for block in draft.blocks] == ["One", "Two boldbothitThree", "Four & five"]


def test_captions_in_a_page_of_their_own() -> None:
    draft = read("<html><body><pre>WEBVTT\n\n00:01.000 --> 00:02.000\nThe carts.\n</pre></body></html>")
    assert told(draft) == [("speech", None, 1.0, "The carts.")]


def test_a_page_without_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"^This web page holds no text; .*\.$"):
        parse("<html><body><script>draw()</script></body></html>", "x")


def test_linked_data_of_any_depth_and_shape() -> None:
    nested = "[" * 100_000 + "]" * 100_000
    page = f"<html><head><script type='application/ld+json'>{nested}</script></head><body><p>Salt and bread.</p></body></html>"
    assert read(page).show is None


def test_what_the_clipboard_holds() -> None:
    head = "Version:0.9\nStartHTML:00000097\nEndHTML:00000160\nSourceURL:https://x.example/\n"
    pasted = head + "<html><body>\n<!--StartFragment--><p>Salt and bread.</p></body></html>"
    assert [block.text for block in read(pasted).blocks] == ["Salt and bread."]
    assert recognises("<!--StartFragment--><b>Ann:</b> Salt.<br><b>Bo:</b> Bread.<br>")


def test_text_is_no_page() -> None:
    assert not recognises("<i>Music</i> plays, and then they talk.")
    assert not recognises("<p>\nIn this text a tag stands first,\nand then come\nmany lines\nwithout one.")
    assert not recognises("Ann: <p> is a tag")
    assert not recognises('<?xml version="1.0"?><rss><channel/></rss>')
