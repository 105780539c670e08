"""The words that head the parts of show notes, spaced, glued and in several languages."""

import pytest

from reader_app.core.importers.section_words import (
    CHAPTERS_WORD,
    CLOSING_WORDS,
    LAST_WORDS,
    REFERENCES_WORD,
    SECTION_WORD,
    TRANSCRIPT_WORD,
)


@pytest.mark.parametrize(
    "lead", ["Moss.Timestamps", "Chapters: ", "TIMESTAMPS", "Kapitelmarken:", "Capítulos ", "अध्याय: ", "目次"]
)
def test_what_stands_before_chapters(lead: str) -> None:
    assert CHAPTERS_WORD.search(lead)


def test_references_are_no_chapters() -> None:
    assert REFERENCES_WORD.search("Moss.References: ")
    assert CHAPTERS_WORD.search("Moss.References: ") is None


@pytest.mark.parametrize(
    "text", ["a hive.TranscriptAnn: hi", "Full Transcript\n", "ठंड में।ट्रांसक्रिप्टमीरा: हाँ", "Transkript:", "x.Transcripción Ana: sí"]
)
def test_what_heads_a_transcript(text: str) -> None:
    assert TRANSCRIPT_WORD.search(text)


@pytest.mark.parametrize("text", ["we read transcripts", "transcript of it", "a Transcripted talk"])
def test_a_word_in_a_sentence_heads_nothing(text: str) -> None:
    assert TRANSCRIPT_WORD.search(text) is None


def test_sections_begin_a_line_or_are_glued() -> None:
    assert [match.group() for match in SECTION_WORD.finditer("Moss grows.Links: here\nSponsors\nThe Links we chose")] == [
        "Links",
        "Sponsors",
    ]


def test_closing_words_are_the_feeds_own() -> None:
    assert CLOSING_WORDS.match("Subscribe to our letter")
    assert LAST_WORDS.search("So it ends.Get full access to Moss at www.moss.example")
    assert LAST_WORDS.search("We support this garden") is None
