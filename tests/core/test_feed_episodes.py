"""What was fetched for an episode of a feed becomes its transcript; the feed's own words of it stay."""

from pathlib import Path

import pytest

from reader_app.core.library import Library

FEED = """<rss><channel><title>Pier talk</title><language>en</language>
<item><title>The bell</title><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><description>Ida looks at the bell.</description>
<podcast:transcript url="https://pier.example/t/bell.html" type="text/html"/>
<podcast:transcript url="https://pier.example/t/bell.vtt?x=1" type="text/vtt"/>
<podcast:transcript url="ftp://pier.example/t/bell.srt" type="application/srt"/></item>
<item><title>The clock</title><description>Nobody winds the clock.</description>
<podcast:transcript url="https://pier.example/t/bell.vtt?x=1" type="text/vtt"/></item>
<item><title>The fog</title><description>We cannot see the boats.</description></item>
</channel></rss>"""
VTT = b"""WEBVTT

00:01.000 --> 00:06.000
<v Ida>The ferry has a new bell, and it rings too early.

01:40.000 --> 01:46.000
<v Tom>We hung it on a Monday, in the rain.
"""
ADDRESS = "https://pier.example/t/bell.vtt?x=1"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def ids(library: Library) -> list[str]:
    return [each.id for each in library.import_fetched(FEED.encode(), "https://pier.example/feed.xml", "feed.xml").episodes]


def test_the_addresses_that_can_be_asked_for_are_named_the_best_first(library: Library, ids: list[str]) -> None:
    assert [named.address for named in library.transcripts_named(ids[0])] == [ADDRESS, "https://pier.example/t/bell.html"]
    assert library.transcripts_named(ids[2]) == ()
    assert library.transcripts_named("no such episode") == ()


def test_what_was_fetched_for_an_episode_is_its_transcript(library: Library, ids: list[str]) -> None:
    [told] = library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[0]).episodes

    assert (told.id, told.title, told.outcome) == (ids[0], "The bell", "updated")
    row = library.episode(ids[0])
    assert (row.show, row.published, row.form, row.path) == ("Pier talk", "2026-03-02", "webvtt", ADDRESS)
    assert "Ida looks at the bell." in library.open(ids[0]).transcript.text
    assert library.source_bytes(ids[0]) == VTT
    assert library.transcripts_named(ids[0]) == ()
    assert len(library.episodes()) == 3


def test_the_same_bytes_again_change_nothing_and_for_another_episode_are_its_own(library: Library, ids: list[str]) -> None:
    library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[0])
    assert [each.outcome for each in library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[0]).episodes] == ["unchanged"]
    [other] = library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[1]).episodes
    assert (other.id, other.title) == (ids[1], "The clock")
    assert [library.episode(episode).form for episode in ids] == ["webvtt", "webvtt", "podcast-feed"]


def test_a_feed_that_is_fetched_again_knows_its_episodes_and_keeps_their_transcripts(library: Library, ids: list[str]) -> None:
    library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[0])
    grown = FEED.replace("<item>", "<item><title>New</title><description>A new rope.</description></item><item>", 1)
    report = library.import_fetched(grown.encode(), "https://pier.example/feed.xml", "feed.xml")
    assert [each.id for each in report.episodes][1:] == ids
    assert (library.episode(ids[0]).form, len(library.episodes())) == ("webvtt", 4)


def test_what_holds_no_transcript_or_several_changes_no_episode_of_the_feed(library: Library, ids: list[str]) -> None:
    assert library.import_fetched(b"\0\1\2" * 50, ADDRESS, "bell.vtt", ids[0]).failures[0].path == ADDRESS
    library.import_fetched(FEED.replace("bell", "rope").replace("clock", "oar").encode(), ADDRESS, "bell.vtt", ids[0])
    assert library.episode(ids[0]).title == "The bell"
    assert library.episode(ids[0]).form == "podcast-feed"


def test_what_was_fetched_for_an_episode_that_was_joined_meanwhile_goes_to_the_one_that_lives_on(
    library: Library, ids: list[str]
) -> None:
    [own] = library.import_content(VTT.replace(b"Ida", b"Eva"), "own.vtt").episodes
    library.tellings.join(own.id, ids[0], "mine")
    [told] = library.import_fetched(VTT, ADDRESS, "bell.vtt", ids[0]).episodes
    assert told.id == own.id
    assert len(library.episodes()) == 3


def test_what_is_fetched_for_no_episode_is_one_of_its_own(library: Library) -> None:
    [told] = library.import_fetched(VTT, ADDRESS, "bell.vtt").episodes
    assert (told.outcome, told.path, library.episode(told.id).title_origin) == ("added", ADDRESS, "derived")
