"""Data shows at its beginning, and text does not look like it."""

import pytest

from reader_app.core.importers.data_formats import data_format, is_web_fragment


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


def test_a_piece_of_a_web_page() -> None:
    assert is_web_fragment('<div class="talk"><p>x</p></div>')
    assert not is_web_fragment("<i>Music</i> plays")
