"""From a paragraph back to the lines of its file, through whatever form the file has."""

from pathlib import Path

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.decoding import decode
from reader_app.core.model import Span
from reader_app.core.page import paragraphs_of
from reader_app.core.preparing import prepare
from reader_app.core.source_lines import SourceTrail
from reader_app.core.source_text import SourceText, words_of

DATA = Path(__file__).parent.parent / "data"
GOLDEN = sorted(path for path in DATA.glob("*/*.*") if path.suffix != ".json" and path.parent.name != "fuzz")
"""What is broken on purpose lies in "fuzz": two paragraphs of it may have no words that its lines have."""

ROLLING = """WEBVTT

00:00:01.000 --> 00:00:03.000
the kettle was

00:00:03.000 --> 00:00:05.000
the kettle was
already warm when

00:00:05.000 --> 00:00:07.000
already warm when
they sat down

00:00:07.000 --> 00:00:09.000
they sat down
yes
"""


def lines_of(source: str, transcript: str, words: str) -> tuple[int, int] | None:
    """The first and last line, from 1, that `words` of the transcript came from."""
    start = transcript.index(words)
    place = SourceTrail(SourceText(source), transcript).place_of(Span(start, start + len(words)))
    return (place.first + 1, place.last + 1) if place is not None else None


def shares(content: bytes, name: str) -> tuple[int, int]:
    """How many paragraphs a file gives that stand in it at all, and for how many of them lines with all words are found."""
    text, _ = decode(content)
    source, lines = SourceText(text), text.split("\n")
    stand = found = 0
    everything = {word for _, word in words_of(text, marked=True)}
    for item in prepare(content, name, {}, lambda: False):
        trail = SourceTrail(source, item.transcript.text)
        for paragraph in paragraphs_of(item.transcript, item.draft.language):
            wanted = [word for _, word in words_of(item.transcript.text[slice(*paragraph.span)])]
            derived = paragraph.kind == "title" and item.draft.title_origin == "derived"
            if derived or not wanted or not everything.issuperset(wanted):
                continue  # a title made of the file's name, a lone mark, a word that was mended
            stand += 1
            place = trail.place_of(paragraph.span)
            if place is not None:
                there = {word for _, word in words_of("\n".join(lines[place.first : place.last + 1]), marked=True)}
                found += there.issuperset(wanted)
    return stand, found


class TestPlaces:
    """Which lines are told."""

    def test_words_of_a_text_stand_in_their_line(self) -> None:
        source = "# Talk\n\n**Ada** [00:10]: The oven was cold.\n\n**Ole** [00:20]: Not for long."
        assert lines_of(source, "The oven was cold.\nNot for long.", "Not for long.") == (5, 5)

    def test_rolling_captions_give_the_tightest_lines(self) -> None:
        transcript = "the kettle was already warm when they sat down yes"
        assert lines_of(ROLLING, transcript, transcript) == (7, 16)
        assert lines_of(ROLLING, transcript, "they sat down yes") == (15, 16)

    def test_words_that_stand_often_are_told_apart_by_their_neighbours(self) -> None:
        said = ["Is it raining?", "Yes.", "Shall we stay?", "Yes.", "Until Monday?", "Yes."]
        source = "\n".join(f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{line}\n" for number, line in enumerate(said))
        transcript = "\n".join(said)
        trail = SourceTrail(SourceText(source), transcript)
        offsets = [at for at in range(len(transcript)) if transcript.startswith("Yes", at)]
        places = [trail.place_of(Span(at, at + 4)) for at in offsets]
        assert [place.first for place in places if place is not None] == [6, 14, 22]

    def test_one_line_for_each_word_gives_all_their_lines(self) -> None:
        words = ("we", "lit", "the", "old", "stove")
        source = '{"words": [\n' + ",\n".join(f'{{"word": " {word}", "end": 1}}' for word in words) + "]}"
        assert lines_of(source, "we lit the old stove", "lit the old") == (3, 5)

    def test_the_span_runs_over_the_words_alone(self) -> None:
        source = SourceText("Ada: The oven, as ever, was cold.")
        place = SourceTrail(source, "The oven, as ever, was cold.").place_of(Span(0, 28))
        assert place is not None
        assert source.text[slice(*place.span)] == "The oven, as ever, was cold"

    def test_a_word_that_was_mended_does_not_lose_the_others(self) -> None:
        source = "one\nthe harbuor was quiet that day\nthree"
        assert lines_of(source, "the harbour was quiet that day", "the harbour was quiet that day") == (2, 2)

    def test_what_the_file_does_not_say_is_not_found(self) -> None:
        assert lines_of("Something else stands here.", "my holiday talk\nSomething else stands here.", "my holiday talk") is None
        assert lines_of("Something else.", "…\nSomething else.", "…") is None
        assert SourceTrail(SourceText(""), "").place_of(Span(0, 0)) is None

    def test_scripts_without_spaces_and_with_marks(self) -> None:
        source = "第一行\n今日は天気がいいですね\n最後"
        assert lines_of(source, "今日は天気がいいですね", "天気がいい") == (2, 2)
        assert lines_of("एक\nनमस्ते दुनिया\nतीन", "नमस्ते दुनिया", "नमस्ते दुनिया") == (2, 2)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_in_every_form_paragraphs_lead_to_lines_with_all_their_words(path: Path) -> None:
    try:
        stand, found = shares(path.read_bytes(), path.name)
    except UnreadableFile:
        pytest.skip("this file is to be refused")
    assert found >= 0.95 * stand


@pytest.mark.corpus
def test_in_real_transcripts_too(corpus: Path) -> None:
    zoo = [path for path in sorted((corpus.parent / "samples" / "zoo").iterdir()) if path.suffix not in (".docx",)]
    for path in [*zoo, *sorted(corpus.glob("*.txt")), *sorted(corpus.glob("*.md"))]:
        if path.name == "zoo.json" or path.stat().st_size > 150_000:  # the largest two take half a minute and tell no more
            continue
        stand, found = shares(path.read_bytes(), path.name)
        assert stand, path.name
        assert found >= 0.95 * stand, path.name
