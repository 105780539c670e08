"""A saved feed names its show, and each item becomes an episode with what the feed states of it."""

import time

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import recognise
from reader_app.core.importers.pages.podcast_feed import parse, read_feed, recognises

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Pier &amp; Bell</title><link>https://pier.example/</link><language>en-gb</language>
  <image><url>https://pier.example/x.png</url><title>A picture of the pier</title></image>
  <podcast:person role="Host" href="https://pier.example/ida">Ida Moor</podcast:person>
  <item>
    <title>The bell that rings too early</title><itunes:title>The bell</itunes:title>
    <pubDate>Mon, 02 Mar 2026 00:30:00 +0100</pubDate><link>https://pier.example/1</link>
    <guid isPermaLink="false">pier-1</guid><itunes:duration>1:02:03</itunes:duration>
    <itunes:summary>Short.</itunes:summary>
    <content:encoded><![CDATA[<p>Ida climbs the tower &amp; looks at the bell.</p><p>Chapters:</p>
      <ul><li>0:00 The stairs</li><li>2:30 The rope</li><li>9:10 The hammer</li></ul>]]></content:encoded>
    <podcast:transcript url="https://pier.example/t/ep1.srt?x=1" type="application/srt"/>
    <podcast:person role="guest">Tom Weir</podcast:person><podcast:person>Ida Moor</podcast:person>
    <enclosure url="https://pier.example/a/ep1.mp3" length="1" type="audio/mpeg"/>
  </item>
  <item>
    <title>The clock</title><description>Who winds the clock? Nobody &lt;b&gt;knows&lt;/b&gt; in town.</description>
    <itunes:duration>754</itunes:duration><podcast:chapters url="https://pier.example/c2.json" type="application/json+chapters"/>
  </item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Am Steg</title>
<entry><title>Die Glocke</title><link rel="enclosure" href="https://steg.example/1.mp3"/><link href="https://steg.example/1"/>
<published>2026-03-04T22:00:00-05:00</published><updated>2026-05-05T00:00:00Z</updated>
<author><name>Nicht der Titel</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Wir hören die Glocke &lt;früh&gt;.</p>
<p>Und dann den Regen.</p></div></content>
</entry></feed>
"""


def told(draft: Draft, kind: str) -> list[str]:
    return [block.text for block in draft.blocks if block.kind == kind]


def test_an_item_has_its_title_show_date_address_length_and_notes() -> None:
    bell, clock = parse(RSS, "feed.xml")
    assert (bell.title, bell.title_origin, bell.show) == ("The bell that rings too early", "stated", "Pier & Bell")
    assert (bell.published, bell.url, bell.duration) == ("2026-03-02", "https://pier.example/1", 3723)
    assert told(bell, "description") == ["Ida climbs the tower & looks at the bell."]
    assert (clock.published, clock.url, clock.duration, clock.language) == (None, None, 754, "en")
    assert told(clock, "description") == ["Who winds the clock? Nobody knows in town."]


def test_chapters_in_the_notes_are_the_episodes_own() -> None:
    bell, _ = parse(RSS, "feed.xml")
    assert [(block.text, block.start) for block in bell.blocks if block.chapter] == [
        ("The stairs", 0.0),
        ("The rope", 150.0),
        ("The hammer", 550.0),
    ]


def test_people_are_those_of_the_item_or_else_of_the_feed() -> None:
    bell, clock = parse(RSS, "feed.xml")
    assert told(bell, "entity") == ["Tom Weir (guest)", "Ida Moor"]
    assert told(clock, "entity") == ["Ida Moor (host)"]


def test_what_the_feed_only_points_to_is_told_and_not_fetched() -> None:
    bell, clock = parse(RSS, "feed.xml")
    assert bell.notes == ["the feed names a transcript of this episode, which is not in it"]
    assert clock.notes == ["the feed names a list of chapters of this episode, which is not in it"]


def test_an_atom_feed_is_read_too() -> None:
    [glocke] = parse(ATOM, "feed.atom")
    assert (glocke.title, glocke.show, glocke.published) == ("Die Glocke", "Am Steg", "2026-03-04")
    assert (glocke.url, glocke.language) == ("https://steg.example/1", "de")
    assert told(glocke, "description") == ["Wir hören die Glocke <früh>.", "Und dann den Regen."]


def test_chapters_that_stand_in_the_feed_are_taken() -> None:
    chapters = (
        '<psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="A"/><psc:chapter start="3:07" title="B &amp; C"/>'
        '<psc:chapter start="240.5" title="D"/>'
    )
    feed = (
        f"<rss><channel><item><title>One</title>{chapters}</psc:chapters><description>Words.</description></item></channel></rss>"
    )
    [draft] = parse(feed, "feed.xml")
    assert [(block.text, block.start) for block in draft.blocks if block.chapter] == [("A", 0), ("B & C", 187), ("D", 240.5)]
    assert told(draft, "description") == ["Words."]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.example/x/ep%201.vtt?k=/v", "ep 1.vtt"),
        ("../../etc/passwd", "passwd"),
        ("https://a.example/%2e%2e%2f%2e%2e%2fsecret", "secret"),
        ("https://a.example/..%5Csecret", None),
        ("https://a.example/..", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_of_an_address_only_the_name_at_its_end_is_kept(address: str, name: str | None) -> None:
    feed = read_feed(f'<rss><channel><item><title>One</title><podcast:transcript url="{address}"/></item></channel></rss>')
    assert feed.episodes[0].files == ([name] if name else [])


@pytest.mark.parametrize("stated", ["", "yesterday", "Mon, 99 Foo 2026", "2026-13-45", "9" * 5000])
def test_a_date_that_is_none_is_left_out(stated: str) -> None:
    feed = read_feed(f"<rss><channel><item><title>One</title><pubDate>{stated}</pubDate></item></channel></rss>")
    assert feed.episodes[0].published is None


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    drafts = parse(RSS[: RSS.index("Who winds") + 3], "feed.xml")
    assert [draft.title for draft in drafts] == ["The bell that rings too early", "The clock"]
    assert drafts[-1].truncated
    assert "the feed breaks off before its end" in drafts[-1].notes
    assert not drafts[0].truncated


def test_a_field_that_nothing_closes_takes_nothing_of_the_next_item() -> None:
    feed = "<rss><channel><item><title>One<link></item><item><title>Two</title></item></channel></rss>"
    assert [draft.title for draft in parse(feed, "feed.xml")] == ["One", "Two"]


def test_a_feed_without_words_or_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no episodes"):
        parse("<rss><channel><title>Empty</title><item></item></channel></rss>", "feed.xml")
    with pytest.raises(UnreadableFile, match="entities of its own"):
        parse('<!DOCTYPE rss [<!ENTITY a "b">]>' + RSS.partition("?>")[2], "feed.xml")


def test_only_a_feed_is_taken_for_one() -> None:
    assert recognise(RSS).name == recognise(ATOM).name == "podcast-feed"
    assert not recognises("<rss><channel><title>None</title></channel></rss>")
    assert not recognises("In an <item> of <rss> we said it.")
    assert not recognises("<html><body><rss><item></item></rss></body></html>")


def test_five_thousand_items_take_about_five_times_as_long_as_one_thousand() -> None:
    item = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]

    def seconds(count: int) -> float:
        start = time.perf_counter()
        assert len(parse(f"<rss><channel><title>Many</title>{item * count}</channel></rss>", "feed.xml")) == count
        return time.perf_counter() - start

    assert seconds(2_500) < 12 * max(seconds(500), 0.02)


def test_deep_nesting_and_unclosed_tags_take_linear_time() -> None:
    start = time.perf_counter()
    for inner in ("<a>" * 100_000, "<title>" * 100_000, "<item>" * 30_000 + "<title>x</title>"):
        parse(f"<rss><channel><item><title>One</title></item><item>{inner}", "feed.xml")
    assert time.perf_counter() - start < 10


def test_a_reference_with_thousands_of_digits_is_no_fault() -> None:
    notes = f"Oil &amp;#{'9' * 5000}; here"
    feed = f"<rss><channel><title>Mill</title><item><title>One</title><description>{notes}</description></item></channel></rss>"
    [draft] = parse(feed, "feed.xml")
    assert any("here" in block.text for block in draft.blocks)
