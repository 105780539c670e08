"""What goes out comes back: the same words, voices and times, as far as each format can keep them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.errors import Cancelled, QueryError
from reader_app.core.export.files import NotWritten
from reader_app.core.export.names import ExportFormat, ResultFormat
from reader_app.core.export.subtitle_cues import NoTimes
from reader_app.core.library import Library
from reader_app.core.model import Transcript
from tests.own_words import CAPTIONS

VOICES = """WEBVTT

00:00:01.000 --> 00:00:03.400
<v Ada Fenn>Who wound the harbour clock, the last time it stopped?

00:00:03.400 --> 00:00:05.000
<v Ada Fenn>Was it your uncle?

00:00:05.250 --> 00:00:09.125
<v Bo Tarn>He did, with a spanner &amp; a prayer: 3 < 4, as he used to say.

00:00:09.500 --> 00:00:12.000
<v Ada Fenn>And it went on?</v>
<v Bo Tarn>It went on.</v>

00:00:12.000 --> 00:00:15.000
<v Ada Fenn>For how long?
"""

CHEVRONS = """1
00:00:00,500 --> 00:00:02,000
>> The kettle sang before

2
00:00:02,000 --> 00:00:04,000
anyone was up. >> Not before me.

3
00:00:04,000 --> 00:00:06,000
>> Before everyone else, then.
"""

WORDS = """{"version": "1.0.0", "segments": [
 {"speaker": "Ada", "startTime": 0.5, "endTime": 0.8, "body": "Ropes"},
 {"speaker": "Ada", "startTime": 0.8, "endTime": 1.2, "body": "remember"},
 {"speaker": "Ada", "startTime": 1.2, "endTime": 2.0, "body": "knots."},
 {"speaker": "Bo", "startTime": 2.5, "endTime": 2.9, "body": "All"},
 {"speaker": "Bo", "startTime": 2.9, "endTime": 3.5, "body": "of"},
 {"speaker": "Bo", "startTime": 3.5, "endTime": 4.0, "body": "them."}
]}"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path / "data")
    yield made
    made.close()


def add(library: Library, source: str) -> str:
    [episode] = library.import_content(source.encode(), "talk").episodes
    return episode.id


def said(transcript: Transcript) -> list[tuple[str, str | None]]:
    """Every word with its voice."""
    told: list[tuple[str, str | None]] = []
    for block in transcript.blocks:
        if block.kind == "speech":
            name = transcript.speakers[block.speaker].name if block.speaker is not None else None
            told += [(word, name) for word in transcript.text[slice(*block.span)].split()]
    return told


def times(transcript: Transcript) -> list[float]:
    """Every time that is stated of what is said."""
    speech = [block.span for block in transcript.blocks if block.kind == "speech"]
    return [
        round(anchor.seconds, 3)
        for anchor in transcript.anchors
        if any(span.start <= anchor.offset < span.stop for span in speech)
    ]


def back(library: Library, ident: str, to: ExportFormat) -> tuple[Transcript, Transcript]:
    """The transcript, and what comes of it when it has been exported and imported again."""
    again = add(library, library.exporter.text(ident, to))
    assert again != ident
    return library.open(ident).transcript, library.open(again).transcript


@pytest.mark.parametrize("to", ["vtt", "json", "srt"])
@pytest.mark.parametrize("source", [VOICES, CHEVRONS], ids=["voices", "chevrons"])
def test_cues_come_back_with_words_voices_and_times(library: Library, source: str, to: ExportFormat) -> None:
    before, after = back(library, add(library, source), to)

    assert said(after) == said(before)
    # JSON has a segment for each named voice, so that the time of a cue which two of them share stands there twice.
    assert sorted(set(times(after))) == times(before)


@pytest.mark.parametrize(("to", "kept"), [("vtt", 6), ("json", 6), ("srt", 2)])
def test_times_of_single_words_come_back_but_not_from_srt(library: Library, to: ExportFormat, kept: int) -> None:
    before, after = back(library, add(library, WORDS), to)

    assert said(after) == said(before)
    assert set(times(after)) <= set(times(before))
    assert len(times(after)) == kept


def test_every_stated_time_of_a_page_comes_back(library: Library, samples: Path) -> None:
    [ident] = [each.id for each in library.import_paths([samples / "flour-by-the-tide.txt"]).episodes]

    for to in ("vtt", "srt", "json"):
        again = add(library, library.exporter.text(ident, to))
        before, after = library.open(ident).transcript, library.open(again).transcript
        assert said(after) == said(before)
        assert set(times(after)) >= set(times(before))
        assert to != "json" or times(after) == times(before)


def test_without_times_nothing_pretends_to_be_subtitles(library: Library, tmp_path: Path) -> None:
    ident = add(library, CAPTIONS)

    with pytest.raises(NoTimes):
        library.exporter.to_file(ident, "vtt", tmp_path / "rye.vtt")
    assert list(tmp_path.glob("*.vtt")) == []


def test_a_folder_takes_one_as_well(library: Library, tmp_path: Path) -> None:
    report = library.exporter.to_file(add(library, VOICES), "txt", tmp_path)

    assert report.files[0].path.parent == tmp_path
    assert "spanner & a prayer: 3 < 4" in report.files[0].path.read_text(encoding="utf-8")


def test_quotes_of_the_bin_are_exported_too(library: Library, tmp_path: Path) -> None:
    ident = add(library, VOICES)
    library.quotes.add(ident, library.quotes.choose(ident, "a spanner"))
    library.remove([ident])

    assert library.exporter.quotes_to_file("md", tmp_path / "quotes.md") == 1
    assert "> a spanner" in (tmp_path / "quotes.md").read_text(encoding="utf-8")
    with pytest.raises(NotWritten):
        library.exporter.quotes_to_file("md", tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("to", ["vtt", "json"])
def test_every_form_of_the_zoo_comes_back(library: Library, corpus: Path, to: ExportFormat) -> None:
    zoo = corpus.parent / "samples" / "zoo"
    if not zoo.is_dir():
        pytest.skip("the forms are not beside this checkout (../shared/samples/zoo)")
    held = 0
    for path in sorted(zoo.iterdir()):
        for episode in library.import_paths([path]).episodes:
            before = library.open(episode.id).transcript
            if not times(before):
                continue
            after = library.open(add(library, library.exporter.text(episode.id, to))).transcript
            assert said(after) == said(before), path.name
            assert set(times(after)) >= set(times(before)), path.name
            held += 1
    assert held > 30


def test_all_hits_go_out_and_not_only_those_of_a_page(library: Library, tmp_path: Path) -> None:
    ident = add(library, VOICES + "".join(f"\n00:01:{n:02d}.000 --> 00:01:{n:02d}.900\n<v Bo Tarn>Tick.\n" for n in range(60)))
    page = library.exporter.hits("tick", "md")

    assert page.startswith("# Search: tick\n\n60 hits in 1 episode · 20")
    assert page.count("\n>\n> — Bo Tarn, [1:") == page.count("**Tick**") == 60
    assert library.exporter.hits("tick", "csv").count(ident) == 2 * 60
    assert library.exporter.hits("tick", "csv", limit=7).count(ident) == 2 * 7
    assert library.exporter.hits("tick", "kwic").count(",Tick,") == 60
    library.exporter.hits_to_file("tick", "csv", tmp_path / "ticks.csv")
    assert (tmp_path / "ticks.csv").read_bytes().decode() == library.exporter.hits("tick", "csv")


def test_an_export_of_hits_can_be_stopped_and_leaves_no_file(library: Library, tmp_path: Path) -> None:
    add(library, VOICES)
    every: tuple[ResultFormat, ...] = ("md", "csv", "kwic")
    for to in every:
        with pytest.raises(Cancelled):
            library.exporter.hits_to_file("clock", to, tmp_path / "hits", cancelled=lambda: True)
    with pytest.raises(QueryError):
        library.exporter.hits_to_file('"clock', "md", tmp_path / "hits")
    assert not (tmp_path / "hits").exists()
