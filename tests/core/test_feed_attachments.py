"""A saved feed and the transcripts beside it become one episode each: the feed's facts, the transcript's speech."""

import os
import sqlite3
import time
from pathlib import Path

import pytest

from reader_app.core.feed_attachments import attachments, begins_as_feed, best_first, item_at
from reader_app.core.feed_episodes import feeds_near
from reader_app.core.importers.draft import NamedTranscript
from reader_app.core.intake import Intake
from reader_app.core.library import Library
from reader_app.core.model import Bookmark, Imported, Span
from reader_app.core.sources import head_of
from reader_app.core.store import transcripts

VTT = """WEBVTT

00:01.000 --> 00:06.000
<v Ida>The ferry has a new bell, and it rings too early.

01:40.000 --> 01:46.000
<v Tom>We hung it on a Monday, in the rain.

01:50.000 --> 01:55.000
<v Ida>Then let us climb the tower and look at the rope.
"""
SRT = """1
00:00:01,000 --> 00:00:06,000
The ferry has a new bell, and it rings too early.

2
00:01:40,000 --> 00:01:46,000
We hung it on a Monday, in the rain.
"""
CLOCK = VTT.replace(
    "The ferry has a new bell, and it rings too early.", "Who winds the old clock that hangs above the pier?"
).replace("We hung it on a Monday, in the rain.", "Nobody has wound it since the harbour master left town.")
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "The bell"}, {"startTime": 99, "title": "The rain"}]}'
MP3 = b"\xff\xf3\x44\xc4\0\0\0\3\x48\0\0\0\0" + bytes(200)
BELL = """<item><title>The bell</title><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><link>https://pier.example/1</link>
<itunes:duration>1:50</itunes:duration><description>Ida looks at the bell of the ferry, and at the rope.</description>
<podcast:person role="guest">Tom Weir</podcast:person><enclosure url="https://cdn.example/audio/ep112.mp3?token=1"/>
<podcast:transcript url="https://pier.example/t/the%20bell.vtt?x=1" type="text/vtt"/>
<podcast:transcript url="https://pier.example/t/the%20bell.srt" type="application/x-subrip"/>
<podcast:chapters url="https://pier.example/c/bell-list.json" type="application/json+chapters"/></item>"""
PIER = """<item><title>The clock</title><pubDate>Mon, 09 Mar 2026 10:00:00 +0100</pubDate>
<description>Somebody ought to wind the clock above the pier again.</description>
<enclosure url="https://cdn.example/audio/ep113.mp3"/></item>"""
FOG = "<item><title>The fog</title><description>We cannot see the boats, and the horn has no voice.</description></item>"


def feed(*items: str) -> str:
    return f"<rss><channel><title>Pier talk</title><language>en</language>{''.join(items)}</channel></rss>"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    return made


def put(folder: Path, contents: dict[str, str | bytes]) -> None:
    """Files in a folder, written long enough ago to be known again by their time."""
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(file, (time.time() - 600,) * 2)


def by_title(library: Library, folder: Path) -> dict[str, Imported]:
    report = library.import_paths([folder])
    assert report.failures == ()
    return {each.title: each for each in report.episodes}


def speech(library: Library, episode: str) -> list[str]:
    told = library.open(episode).transcript
    return [told.text[block.span.start : block.span.stop] for block in told.blocks if block.kind == "speech"]


def keep(library: Library, episode: str, words: str) -> Bookmark:
    start = library.open(episode).transcript.text.index(words)
    return library.quotes.add(episode, Span(start, start + len(words)))


def test_an_item_and_its_transcript_are_one_episode_with_the_facts_of_one_and_the_speech_of_the_other(
    library: Library, folder: Path
) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER), "the bell.vtt": VTT})

    told = by_title(library, folder)

    assert {each.title for each in library.episodes()} == {"The bell", "The clock"}
    row = library.episode(told["The bell"].id)
    assert (row.show, row.published, row.url, row.duration, row.title_origin) == (
        *("Pier talk", "2026-03-02", "https://pier.example/1", 110, "stated"),
    )
    assert (row.form, told["The bell"].outcome) == ("webvtt", "added")
    opened = library.open(row.id).transcript
    assert speech(library, row.id)[0].startswith("The ferry has a new bell")
    assert [voice.name for voice in opened.speakers] == ["Ida", "Tom"]
    assert "Ida looks at the bell of the ferry, and at the rope." in opened.text
    assert ("Tom Weir", "stated") in [(entity.name, entity.origin) for entity in opened.entities]
    assert library.source_bytes(row.id) == VTT.encode()
    assert library.episode(told["The clock"].id).form == "podcast-feed"


@pytest.mark.parametrize(
    "name",
    [
        *("THE BELL.VTT", "ep112.srt", "ep112.en.vtt", "EP112.txt", "transcripts/the bell.vtt", "transcripts/ep112.vtt"),
        *("the bell.txt", "The Bell.en.vtt", "ep112_transcript.vtt", "ep112.transcript.en.vtt"),
    ],
)
def test_a_transcript_is_known_by_an_address_of_the_item_or_by_its_recording(library: Library, folder: Path, name: str) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER), name: SRT if name.endswith("srt") else VTT})
    told = by_title(library, folder)
    assert set(told) == {"The bell", "The clock"}
    assert told["The bell"].form != "podcast-feed"


@pytest.mark.parametrize("name", ["bell.vtt", "ep1122.vtt", "ep11.vtt", "a/b/the bell.vtt"])
def test_what_is_called_otherwise_or_lies_elsewhere_is_an_episode_of_its_own(library: Library, folder: Path, name: str) -> None:
    (folder / "a").mkdir()
    put(folder, {"feed.xml": feed(BELL, PIER), name: VTT})
    by_title(library, folder)
    assert len(library.episodes()) == 3


def test_a_transcript_may_be_called_as_the_item_is(library: Library, folder: Path) -> None:
    put(
        folder,
        {"feed.xml": feed(BELL, PIER.replace("The clock", "#12: The clock, at last!")), "12 - The Clock at last.vtt": CLOCK},
    )
    told = by_title(library, folder)
    assert told["#12: The clock, at last!"].form == "webvtt"
    assert len(library.episodes()) == 2


def test_the_list_of_chapters_and_the_recording_that_the_item_names_come_along(library: Library, folder: Path) -> None:
    put(folder, {"feed.xml": feed(BELL), "the bell.vtt": VTT, "bell-list.json": CHAPTERS, "ep112.mp3": MP3})
    told = by_title(library, folder)["The bell"]
    assert [(c.title, c.start) for c in library.open(told.id).transcript.chapters] == [("The bell", 0), ("The rain", 99)]
    assert "the recording ep112.mp3 lies beside it" in told.notes
    assert "2 chapters from bell-list.json" in told.notes


def test_chapters_in_the_notes_of_the_item_stand_where_the_transcript_has_none(library: Library, folder: Path) -> None:
    listed = BELL.replace("and at the rope.", "and at the rope.\n\nChapters:\n0:00 The bell\n1:40 The rain\n")
    put(folder, {"feed.xml": feed(listed), "the bell.vtt": VTT})
    told = by_title(library, folder)["The bell"]
    chapters = library.open(told.id).transcript.chapters
    assert [(c.title, c.start, c.placed) for c in chapters] == [("The bell", 0, True), ("The rain", 100, True)]


def test_the_same_words_in_two_files_are_one_episode_and_the_better_file_is_read(library: Library, folder: Path) -> None:
    put(folder, {"feed.xml": feed(BELL), "the bell.vtt": VTT, "the bell.srt": SRT})
    told = by_title(library, folder)
    assert list(told) == ["The bell"]
    assert library.episode(told["The bell"].id).form == "webvtt"
    assert [version.form for version in library.source(told["The bell"].id).versions].count("subrip") == 1


def test_a_transcript_in_another_language_is_an_episode_of_its_own_with_the_facts_of_the_item(
    library: Library, folder: Path
) -> None:
    two = BELL.replace("</item>", '<podcast:transcript url="https://p.example/b-de.vtt" type="text/vtt" language="de"/></item>')
    german = VTT.replace(
        "The ferry has a new bell, and it rings too early.", "Die neue Glocke der Fähre läutet viel zu früh am Tag."
    )
    put(folder, {"feed.xml": feed(two), "the bell.vtt": VTT, "b-de.vtt": german})
    library.import_paths([folder])
    assert [(row.title, row.show, row.form) for row in library.episodes()] == [("The bell", "Pier talk", "webvtt")] * 2


def test_the_same_folder_again_changes_nothing_and_tells_the_same_ids(library: Library, folder: Path) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER, FOG), "the bell.vtt": VTT, "ep113.vtt": CLOCK})
    first = library.import_paths([folder])
    before = library.changes()
    again = library.import_paths([folder])
    assert [each.id for each in again.episodes] == [each.id for each in first.episodes]
    assert [each.outcome for each in first.episodes] == ["added"] * 3
    assert [each.outcome for each in again.episodes] == ["unchanged"] * 3
    assert library.changes() == before


def test_transcripts_that_come_days_after_the_feed_become_its_episodes_and_quotes_stay(library: Library, folder: Path) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER)})
    first = by_title(library, folder)
    quote = keep(library, first["The bell"].id, "looks at the bell of the ferry")
    put(folder, {"the bell.vtt": VTT})

    then = by_title(library, folder)

    assert {title: each.id for title, each in then.items()} == {title: each.id for title, each in first.items()}
    assert (then["The bell"].outcome, then["The clock"].outcome) == ("updated", "unchanged")
    assert len(speech(library, first["The bell"].id)) == 3
    [kept] = library.quotes.listed(first["The bell"].id)
    assert (kept.id, kept.anchor) == (quote.id, "exact")


def test_a_feed_that_comes_after_its_transcripts_names_them_and_quotes_stay(library: Library, folder: Path) -> None:
    put(folder, {"the bell.vtt": VTT})
    [alone] = library.import_paths([folder]).episodes
    quote = keep(library, alone.id, "We hung it on a Monday")
    put(folder, {"feed.xml": feed(BELL, PIER)})

    told = by_title(library, folder)

    assert told["The bell"].id == alone.id
    assert [row.title for row in library.episodes()] == ["The bell", "The clock"]
    assert library.episode(alone.id).show == "Pier talk"
    [kept] = library.quotes.listed(alone.id)
    assert kept.span is not None
    assert (kept.id, library.open(alone.id).transcript.text[slice(*kept.span)]) == (quote.id, "We hung it on a Monday")
    assert {each.outcome for each in library.import_paths([folder]).episodes} == {"unchanged"}


def test_a_feed_alone_finds_the_transcripts_that_lie_beside_it_and_nothing_else(library: Library, folder: Path) -> None:
    others: dict[str, str | bytes] = {
        "the bell.vtt": VTT,
        "bell-list.json": CHAPTERS,
        "ep112.mp3": MP3,
        "letters.txt": "Dear Ida, how is the bell?",
    }
    put(folder, {"feed.xml": feed(BELL, PIER), **others, "transcripts/ep113.vtt": CLOCK, "private/ep113.srt": SRT})
    report = library.import_paths([folder / "feed.xml"])
    assert [(each.title, each.form, each.outcome) for each in report.episodes] == [
        *(("The bell", "webvtt", "added"), ("The clock", "webvtt", "added")),
    ]
    assert len(library.open(report.episodes[0].id).transcript.chapters) == 2
    assert len(library.episodes()) == 2
    again = library.import_paths([folder / "feed.xml"])
    assert [each.outcome for each in again.episodes] == ["unchanged"] * 2


@pytest.mark.parametrize("name", ["the bell.vtt", "saved/ep112.srt"])
def test_a_transcript_alone_finds_the_feed_that_was_read_from_its_folder_before(
    library: Library, folder: Path, name: str
) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER)})
    first = by_title(library, folder)
    put(folder, {name: SRT if name.endswith("srt") else VTT, "feed.xml": feed(FOG, PIER, BELL)})  # not read again
    [told] = library.import_paths([folder / name]).episodes
    assert (told.id, told.title, told.outcome) == (first["The bell"].id, "The bell", "updated")
    assert [row.title for row in library.episodes()] == ["The bell", "The clock"]
    assert [each.outcome for each in library.import_paths([folder / name]).episodes] == ["unchanged"]


def test_a_transcript_finds_its_item_where_the_feeds_words_of_an_earlier_one_were_thrown_away(
    library: Library, folder: Path
) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER, FOG), "the bell.vtt": VTT})
    first = by_title(library, folder)
    [notes] = [version for version in library.tellings.versions(first["The bell"].id) if not version.current]
    library.tellings.discard(first["The bell"].id, notes.number)
    put(folder, {"ep113.vtt": CLOCK})
    [told] = library.import_paths([folder / "ep113.vtt"]).episodes
    assert (told.id, told.title) == (first["The clock"].id, "The clock")
    assert library.episode(first["The fog"].id).form == "podcast-feed"
    assert len(library.episodes()) == 3


def test_an_import_makes_findable_what_a_feed_says_of_episodes_only_once_their_transcripts_are_there(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader_app.core.intake._SOME", 2)
    put(folder, {"feed.xml": feed(BELL, PIER, FOG), "the bell.vtt": VTT, "ep113.vtt": CLOCK, "zoo.vtt": VTT + "End"})
    forms: list[list[str]] = []
    intake = Intake(library._database)
    intake.import_paths([folder], meanwhile=lambda: forms.append([row.form for row in library.episodes()]))
    assert forms
    assert all(told.count("podcast-feed") == 1 for told in forms)


def test_only_feeds_of_the_folders_round_a_file_are_read(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, {"feed.xml": feed(BELL), "other/feed.xml": feed(PIER), "the bell.vtt": VTT})
    for name in ("feed.xml", "other/feed.xml"):
        library.import_paths([folder / name])
    read: list[bytes] = []

    def source_bytes(connection: sqlite3.Connection, row: int) -> bytes:
        read.append(stored(connection, row))
        return read[-1]

    stored = transcripts.source_bytes
    monkeypatch.setattr(transcripts, "source_bytes", source_bytes)
    assert list(feeds_near(library._database.reading(), [folder / "the bell.vtt"])) == [folder / "feed.xml"]
    assert read == [feed(BELL).encode()]


def test_a_feed_of_another_folder_knows_nothing_of_a_file(library: Library, folder: Path) -> None:
    put(folder, {"one/feed.xml": feed(BELL), "two/the bell.vtt": VTT, "one-more/the bell.vtt": CLOCK})
    library.import_paths([folder / "one"])
    library.import_paths([folder / "two"])
    library.import_paths([folder / "one-more"])
    assert len(library.episodes()) == 3


def test_a_feed_that_grows_keeps_the_transcripts_of_its_older_items(library: Library, folder: Path) -> None:
    put(folder, {"feed.xml": feed(BELL, PIER), "the bell.vtt": VTT})
    first = by_title(library, folder)
    put(folder, {"feed.xml": feed(FOG, BELL.replace("02 Mar", "03 Mar"), PIER)})

    library.import_paths([folder / "feed.xml"])

    rows = {row.title: row for row in library.episodes()}
    assert set(rows) == {"The bell", "The clock", "The fog"}
    assert (rows["The bell"].id, rows["The bell"].form) == (first["The bell"].id, "webvtt")
    assert rows["The bell"].published == "2026-03-03"
    assert len(speech(library, rows["The bell"].id)) == 3

    then = by_title(library, folder)
    assert {title: each.id for title, each in then.items()} == {title: row.id for title, row in rows.items()}
    put(folder, {"feed.xml": feed(BELL, PIER)})
    assert by_title(library, folder)["The bell"].id == first["The bell"].id
    assert library.episode(first["The bell"].id).form == "webvtt"


def test_a_file_that_several_items_name_is_attached_to_none_and_a_note_says_so(library: Library, folder: Path) -> None:
    items = [
        f'<item><title>Day {n}</title><podcast:transcript url="https://p.example/{n}/transcript.vtt"/></item>' for n in range(3)
    ]
    put(folder, {"feed.xml": feed(*items), "transcript.vtt": VTT})
    report = library.import_paths([folder])
    assert len(report.episodes) == 4
    [own] = [each for each in report.episodes if each.form == "webvtt"]
    assert own.notes[0] == "feed.xml names a file transcript.vtt for several episodes: it was not attached to any of them"


def test_a_file_that_tells_several_episodes_belongs_to_no_item(library: Library, folder: Path) -> None:
    other = feed(FOG, FOG.replace("fog", "rain").replace("boats", "stars"))
    put(folder, {"feed.xml": feed(BELL), "more.json": "{}", "the bell.vtt": other})
    report = library.import_paths([folder / "feed.xml", folder / "the bell.vtt"])
    assert len({each.id for each in report.episodes}) == 3


def test_hostile_names_reach_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.vtt").write_text(VTT)
    names = ["../secret.vtt", str(tmp_path / "secret.vtt"), "..%2Fsecret.vtt", "file:///etc/passwd", "\0", "x" * 100_000]
    items = [f'<item><title>Item {n}</title><podcast:transcript url="{name}"/></item>' for n, name in enumerate(names)]
    put(folder, {"feed.xml": feed(*items), "a.vtt": VTT})
    assert len(library.import_paths([folder]).episodes) == 7


def test_ten_thousand_items_that_name_one_file_or_many_take_linear_time(folder: Path) -> None:
    def seconds(count: int) -> float:
        items = [
            f'<item><title>Day {n}</title><podcast:transcript url="a/one.vtt"/><podcast:transcript url="a/{n}.vtt"/></item>'
            for n in range(count)
        ]
        put(folder, {"feed.xml": feed(*items)})
        files = [folder / "feed.xml", folder / "one.vtt", *(folder / f"{n}.vtt" for n in range(count))]
        began = time.perf_counter()
        found = attachments(files, lambda file: file.name == "feed.xml", head_of)
        assert (len(found.items), list(found.doubtful)) == (count, [folder / "one.vtt"])
        return time.perf_counter() - began

    seconds(100)
    assert seconds(10_000) < 40 * max(0.02, seconds(1_000))


def test_a_feed_is_told_by_its_first_bytes_in_any_letters() -> None:
    assert begins_as_feed(b"<?xml version='1.0'?><rss version='2.0'>")
    assert begins_as_feed("<feed xmlns='a'>".encode("utf-16"))
    assert not begins_as_feed(VTT.encode())
    assert not begins_as_feed(b"<html><body>rss</body></html>")


def test_an_item_is_found_again_in_the_bytes_of_its_feed() -> None:
    item = item_at(feed(BELL, PIER).encode(), 1)
    assert item is not None
    assert item.episode.title == "The clock"
    assert item_at(feed(BELL).encode(), 1) is None
    assert item_at(VTT.encode(), 0) is None


def test_transcripts_with_times_in_the_language_of_the_episode_come_first() -> None:
    named = [
        NamedTranscript("https://a.example/1.html", "text/html", "en"),
        NamedTranscript("https://a.example/1.de.vtt", "text/vtt", "de"),
        NamedTranscript("https://a.example/1.json", "application/json", ""),
        NamedTranscript("https://a.example/1", "application/srt", "en-GB"),
    ]
    assert [each.address[-7:] for each in best_first(named, "en")] == ["ample/1", "/1.json", "/1.html", ".de.vtt"]
