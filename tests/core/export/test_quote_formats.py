"""Quotes in the formats of other programs."""

import csv
import io
import json

from reader_app.core.export.quote_formats import (
    KeptQuote,
    write_csv,
    write_html,
    write_json,
    write_markdown,
    write_readwise,
    write_webannotation,
)
from tests.core.export.episodes import kept, opened, speech

EPISODE = opened(speech('=2+2, said Ada, "is" rope', 62.5, "Ada"), url="https://quay.example/rope").episode
QUOTE = KeptQuote(
    kept('=2+2, "is"', note="-well\nso", tags=("old knots", "sea"), at=62.5, place=14), EPISODE, "before ", " after"
)


def test_markdown_has_words_source_note_and_tags() -> None:
    assert write_markdown([QUOTE]) == (
        "# Quotes\n\n## Salt and Rope\n\nQuayside · 2026-03-12 · en · https://quay.example/rope\n\n"
        '> =2+2, "is"\n>\n> — Ada, [1:02](<https://quay.example/rope#t=62>), First knots\n\n-well\\\nso\n\n#old-knots #sea\n'
    ).replace("https://quay.example/rope\n", "<https://quay.example/rope>\n")


def test_the_table_runs_nothing_in_a_spreadsheet() -> None:
    told = write_csv([QUOTE])
    [row] = csv.DictReader(io.StringIO(told, newline=""))

    assert told.count("\r\n") == 2
    assert row["text"] == '\'=2+2, "is"'
    assert row["note"] == "'-well\nso"
    assert (row["start"], row["title"], row["tags"], row["colour"]) == ("62.5", "Salt and Rope", "old knots, sea", "green")


def test_readwise_gets_its_seven_columns() -> None:
    [row] = csv.DictReader(io.StringIO(write_readwise([QUOTE]), newline=""))

    assert row == {
        "Highlight": '=2+2, "is"',
        "Title": "Salt and Rope",
        "Author": "Quayside",
        "URL": "https://quay.example/rope#t=62",
        "Note": ".old_knots .sea -well\nso",
        "Location": "62",
        "Date": "2026-05-01 08:30:00",
    }


def test_annotations_select_by_words_place_and_time() -> None:
    [annotation] = json.loads(write_webannotation([QUOTE]))["items"]

    assert annotation["id"] == "urn:uuid:5a7e1d90-0000-4000-8000-00000000000a"
    assert annotation["motivation"] == "commenting"
    assert [body["purpose"] for body in annotation["body"]] == ["commenting", "tagging", "tagging"]
    assert annotation["target"] == {
        "source": "https://quay.example/rope",
        "selector": [
            {"type": "TextQuoteSelector", "exact": '=2+2, "is"', "prefix": "before ", "suffix": " after"},
            {"type": "TextPositionSelector", "start": 14, "end": 24},
            {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": "t=62.5"},
        ],
    }


def test_json_has_every_field() -> None:
    told = json.loads(write_json([QUOTE]))

    assert told["format"] == "transcript-reader bookmarks"
    [quote] = told["bookmarks"]
    assert set(quote) >= {
        *("id", "episode", "text", "start", "time_origin", "speaker", "chapter", "note", "tags", "colour", "created"),
        *("modified", "anchor", "offset", "prefix", "suffix", "title", "show", "url"),
    }
    assert (quote["offset"], quote["prefix"], quote["tags"]) == (14, "before ", ["old knots", "sea"])


def test_the_page_shows_markup_as_words() -> None:
    quote = KeptQuote(kept("<b>rope</b>", note="<script>"), EPISODE)

    told = write_html([quote])

    assert "&lt;b&gt;rope&lt;/b&gt;" in told
    assert "<script>" not in told


def test_without_quotes_every_format_is_still_whole() -> None:
    assert write_markdown([]) == "# Quotes\n"
    assert json.loads(write_webannotation([]))["items"] == []
    assert len(write_csv([]).splitlines()) == 1
