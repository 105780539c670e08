"""The web page stands alone, and nothing in a transcript becomes markup."""

from html.parser import HTMLParser

from reader_app.core.export.names import Include
from reader_app.core.export.web_page import write_html
from reader_app.core.importers.draft import DraftBlock
from tests.core.export.episodes import opened, speech


class Tags(HTMLParser):
    """The tags of a page with their attributes, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_each_second_is_an_anchor_once() -> None:
    page = Tags(write_html(opened(DraftBlock("heading", "Knots", 62.0, chapter=True), speech("Hello.", 62.0, "Ada")), Include()))

    times = [attributes for tag, attributes in page.found if tag == "time"]
    assert times == [{"id": "t62", "datetime": "PT62S"}, {"datetime": "PT62S"}]
    assert ("a", {"href": "#t62"}) in page.found


def test_words_are_never_markup() -> None:
    evil = "<script>alert(1)</script> & \"quotes\" <img src=x onerror='y'>"
    made = opened(speech(evil, 1.0, "<b>Ada</b>"), title='"><script>', url='https://a.example/"onclick="x', show="</style>")
    page = Tags(write_html(made, Include()))

    assert {tag for tag, _ in page.found} == {
        *("html", "head", "meta", "title", "style", "body", "h1", "p", "cite", "time", "a"),
    }
    assert all(set(attributes) <= {"href"} for tag, attributes in page.found if tag == "a")
    assert evil in page.text


def test_nothing_comes_from_elsewhere_and_nothing_runs() -> None:
    told = write_html(opened(speech("Hello.", 1.0)), Include())

    assert not any(word in told for word in ("<script", "src=", "<link", "@import", "url("))
    assert "prefers-color-scheme: dark" in told


def test_languages_are_stated() -> None:
    mixed = opened(speech("Hello.", 1.0), DraftBlock("prose", "नमस्ते दोस्तों", language="hi"))
    page = Tags(write_html(mixed, Include()))

    assert ("html", {"lang": "en"}) in page.found
    assert ("p", {"lang": "hi"}) in page.found


def test_a_link_that_is_no_web_address_stays_text() -> None:
    page = Tags(write_html(opened(speech("Hello.", 1.0), url="javascript:alert(1)"), Include()))

    assert "javascript:alert(1)" in page.text
    assert not any("javascript" in (attributes.get("href") or "") for _, attributes in page.found)
