"""The title that a conversation is given when its source states none."""

import pytest

from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.derived_titles import LONGEST


@pytest.mark.parametrize(
    ("turns", "title"),
    [
        (
            ["Hi, I'm Nell. Today we talk about the art of rye, and I am joined by Otis Brandt.", "Otis, welcome."],
            "Otis Brandt: the art of rye",
        ),
        (
            ["Today we have a short course in clay with two guests. Ada Quill of Mudworks and Bo Finch."],
            "Ada Quill of Mudworks and Bo Finch: a short course in clay",
        ),
        (["today we're talking about sourdough starters and why they die"], "Sourdough starters"),
        (
            ["Hello all. With me today are Otis Brandt and Dr. Ada Quill. Today we talk about the art of rye."],
            "Otis Brandt and Dr. Ada Quill: the art of rye",
        ),
        (["Um, hello. So, the mill has no door."], "The mill has no door"),
        (["Ada and Bo, welcome.", "Thanks. The mill has no door at all."], "Ada and Bo: The mill has no door at all"),
        (["Heute sprechen wir über das Mehl von morgen."], "Das Mehl von morgen"),
        (["[Music] आज चक्की बंद है और कोई नहीं आया।"], "आज चक्की बंद है और कोई नहीं आया"),
    ],
)
def test_guests_and_topic_come_from_the_opening(turns: list[str], title: str) -> None:
    assert title_from_speech(turns) == title


def test_words_without_sentences_give_their_first_words() -> None:
    title = title_from_speech(["flour and " * 300])
    assert title.startswith("Flour and flour") or title.startswith("flour and flour")
    assert title.endswith("…")
    assert len(title) <= LONGEST


def test_nothing_said_gives_no_title() -> None:
    assert title_from_speech([]) == ""


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (
            "Welcome back. I'm Jo Field. With us is Ada Fern from the Moor Society to talk about how fog bells work.",
            "Ada Fern from the Moor Society: how fog bells work",
        ),
        (
            "Hallo. Bei uns ist Anja Falk von der Uni Ulm, und wir sprechen über alte Brücken.",
            "Anja Falk: alte Brücken",
        ),
        ("Hola, hoy con nosotros está Rosa Paz para hablar de los volcanes de Chile.", "Rosa Paz: los volcanes de Chile"),
        ("नमस्ते, हमारे साथ हैं नीलिमा राव और हम बात करेंगे मिट्टी के घरों के बारे में।", "नीलिमा राव: मिट्टी के घरों"),
        (
            "Is uh the mic on? Hello and welcome. The bell of Elm rang for a hundred years.",
            "The bell of Elm rang for a hundred years",
        ),
    ],
)
def test_openings_in_several_languages(opening: str, title: str) -> None:
    assert title_from_speech([opening]) == title
