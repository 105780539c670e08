"""What is made of untimed captions with or without the header of a dump."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.importers.captions.youtube_captions import parse, recognises

LINES = "a loaf that nobody eats is only\na stone with a better smell, so\nwe eat it.\n>> All of it?\n>> All of it.\n"


@pytest.mark.parametrize("file", ["youtube_captions/dump.txt", "youtube_captions/two_videos.txt"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize(
    ("header", "title", "show"),
    [
        (
            "aB3_dE6-hI9 • On Stones | The Loaf Podcast #4\nKind: captions\nLanguage: en\n",
            "On Stones | The Loaf Podcast #4",
            "The Loaf Podcast",
        ),
        ("aB3_dE6-hI9 • On Stones | Loafers Ep. 12\nKind: captions\n", "On Stones | Loafers Ep. 12", "Loafers"),
        ("aB3_dE6-hI9 • On Stones | Ada Quill\nKind: captions\n", "On Stones | Ada Quill", None),
        ("aB3_dE6-hI9 • On Stones\n", "On Stones", None),
        ("Transcript\nOn Stones\n/srv/a/b/c.txt\nKind: captions\n", "On Stones", None),
        ("Title: On Stones\nChannel: Loafers\nKind: captions\n", "On Stones", "Loafers"),
    ],
)
def test_headers(header: str, title: str, show: str | None) -> None:
    assert recognises(header + LINES)
    (draft,) = parse(header + LINES, "x.txt")
    assert (draft.title, draft.title_origin, draft.show) == (title, "stated", show)
    assert draft.url == ("https://www.youtube.com/watch?v=aB3_dE6-hI9" if "aB3" in header else None)
    assert draft.blocks[0].text.startswith("a loaf that nobody")


def test_captions_without_any_header() -> None:
    assert recognises(LINES)
    (draft,) = parse(LINES, "x.txt")
    assert draft.title_origin == "derived"
    assert [block.text for block in draft.blocks][1:] == ["All of it?", "All of it."]
    assert all(block.start is None and block.speaker is None for block in draft.blocks)


def test_short_lines_that_run_on_are_captions_without_any_mark() -> None:
    text = (
        "the mill stands where the river\nturns and nobody knows who\nbuilt it or when it last\nground a grain of wheat or\n" * 5
    )
    assert recognises(text)
    (draft,) = parse(text, "x.txt")
    assert len(draft.blocks) == 1


def test_doubled_captions_are_joined() -> None:
    text = "Kind: captions\n" + "".join(f"{line}\n{line}\n" for line in ("the mill is", "open now", "and warm"))
    (draft,) = parse(text, "x.txt")
    assert draft.blocks[0].text == "the mill is open now and warm"
    assert draft.notes == ["6 captions, 3 after joining the rolling ones"]


def test_a_header_without_captions_is_no_episode() -> None:
    assert parse("aB3_dE6-hI9 • On Stones\nKind: captions\nLanguage: en\n", "x.txt") == []


@pytest.mark.parametrize(
    "text",
    [
        "We\nbake\nat\nnight\n" * 10,
        "A paragraph of prose that goes on for much longer than any caption would ever dare to go on, and then ends.\n" * 10,
        "# Notes\n\n" + "- a point\n" * 12,
        "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\na loaf of\n",
        "---\ntitle: Bread\nguest: nobody\n---\n" + "a loaf of\nbread and\n" * 9,
        "",
    ],
)
def test_other_forms_are_not_taken_for_captions(text: str) -> None:
    assert not recognises(text)


@pytest.mark.corpus
def test_the_real_dump(corpus: Path) -> None:
    (draft,) = parse((corpus / "youtube-captions.txt").read_text(encoding="utf-8"), "youtube-captions.txt")
    assert (len(draft.blocks), draft.truncated, draft.language) == (219, True, "en")
