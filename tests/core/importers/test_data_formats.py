"""Data shows at its beginning, and text does not look like it."""

import pytest

from reader_app.core.importers.data_formats import data_format, is_web_page


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (" \n<!DOCTYPE html><title>x</title>", "a web page"),
        ("<!-- made by hand --><html><body>x", "a web page"),
        ("<?xml version='1.0'?><tt></tt>", "XML"),
        ("<transcript><text start='1'>x</text></transcript>", "XML"),
        ('{"segments": []}', "JSON"),
        ('[{"text": "x"}]', "JSON"),
        ("[Music] so it begins", None),
        ("{laughs} so it begins", None),
        ("< not a tag", None),
        ("<p>Notes of one item</p>", None),
    ],
)
def test_formats(text: str, what: str | None) -> None:
    assert data_format(text) == what


@pytest.mark.parametrize(
    "text",
    [
        '<div class="talk"><p>x</p></div>',
        "<cite>Ann:</cite>\n<time>0:00</time>\n<p>x</p>",
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<b>Ann:</b> x<br>\n<b>Bo:</b> y<br>",
    ],
)
def test_web_pages_and_pieces_of_them(text: str) -> None:
    assert is_web_page(text)


@pytest.mark.parametrize("text", ["<i>Music</i> plays", "<p>\none\ntwo\nthree\nfour", "words <p>", "<v Ann>words", ""])
def test_text_is_no_web_page(text: str) -> None:
    assert not is_web_page(text)
