"""Links to a moment, and quotes with their source."""

import dataclasses

import pytest

from reader_app.core.links import DeepLink, cite, deep_link, parse_deep_link, source_link
from reader_app.core.model import Episode, Moment

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
EPISODE = Episode(
    *(
        ID,
        "The lamp",
        "stated",
        "Coastwise",
        "en",
        "2026-03-12",
        None,
        None,
        100,
        4,
        "feed-page",
        "/lamp.txt",
        "2026-03-13T00:00:00",
    )
)


def test_a_deep_link_leads_back_to_its_place() -> None:
    assert parse_deep_link(deep_link(ID, 120)) == DeepLink(ID, 120, None)
    assert parse_deep_link(f"transcript-reader://{ID.upper()}/?t=62.5") == DeepLink(ID, None, 62.5)


@pytest.mark.parametrize(
    "link", ["transcript-reader:../../etc/passwd", "https://example.org", "transcript-reader:", "transcript-reader:x' OR 1"]
)
def test_what_is_no_link_of_ours_is_refused(link: str) -> None:
    assert parse_deep_link(link) is None


def test_nonsense_in_a_link_is_left_out() -> None:
    assert parse_deep_link(f"transcript-reader:{ID}?at=-5&t=1e99") == DeepLink(ID, None, None)


def test_a_video_opens_at_the_second() -> None:
    assert source_link("https://www.youtube.com/watch?v=abc&t=3", 75.9) == "https://www.youtube.com/watch?v=abc&t=75s"
    assert source_link("https://youtu.be/abc", 75) == "https://youtu.be/abc?t=75s"
    assert source_link("https://example.org/ep/3", 75) == "https://example.org/ep/3#t=75"
    assert source_link("https://example.org/ep/3", None) == "https://example.org/ep/3"


@pytest.mark.parametrize("url", [None, "", "file:///etc/passwd", "javascript:alert(1)", "https://", "https://[half/an/address"])
def test_only_web_pages_are_opened(url: str | None) -> None:
    assert source_link(url, 5) is None


def test_a_quote_names_what_the_source_states_and_no_more() -> None:
    quoted = cite("It was the bell.", EPISODE, "Bo", Moment(75, "interpolated"))
    assert quoted == "“It was the bell.”\n— Bo, “The lamp”, Coastwise, 2026-03-12, ~1:15"

    bare = dataclasses.replace(EPISODE, show=None, published=None, url="https://youtu.be/abc")
    assert cite("Yes.", bare, None, None) == "“Yes.”\n— “The lamp”\nhttps://youtu.be/abc"
