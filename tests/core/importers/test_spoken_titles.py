"""The title that a conversation is given when its source states none."""

import pytest

from reader_app.core.importers.derived_titles import LONGEST
from reader_app.core.importers.spoken_titles import title_from_speech


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
