"""Which word is meant by a place, in the ways that scripts part words."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader_app.core.model import Correction, Span
from reader_app.ui.page_pointing import correction_words, word_at
from reader_app.ui.theme import Theme
from reader_app.ui.transcript_view import TranscriptView

Page = Any


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    made = TranscriptView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(616, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("line", "at", "word"),
    [
        ("They don't ring it.", "on't", "don't"),
        ("\U0001f680 Rockets \U0001f680 go", "kets", "Rockets"),
        ("घंटी की आवाज़ देर से आई।", "वाज़", "आवाज़"),
        ("Κανείς δεν άκουσε.", "κουσε", "άκουσε"),
        ("קול הפעמון נשמע", "עמון", "הפעמון"),
    ],
)
def test_the_word_around_a_place(view: TranscriptView, page: Page, line: str, at: str, word: str) -> None:
    page.add("speech", "Somebody else before.", voice="Bo", turn=0)
    page.add("speech", line, voice="Ada", turn=1)
    view.show_episode(page.opened())
    span = word_at(view, page.span(at).start)
    assert span is not None
    assert page.text[slice(*span)] == word


def test_the_place_behind_a_word_means_it_too_and_a_place_without_words_means_none(view: TranscriptView, page: Page) -> None:
    page.add("speech", "The bell — it rang.", voice="Ada", turn=0)
    view.show_episode(page.opened())
    assert word_at(view, page.span(" — ").start) == page.span("bell")
    assert word_at(view, page.span("rang.").stop) is None
    assert word_at(view, page.span("— ").stop - 1) is None


def test_corrected_words_are_marked_on_the_page(view: TranscriptView, page: Page) -> None:
    page.add("speech", "The bell rang late that night.", voice="Ada", turn=0)
    view.show_episode(page.opened())
    plain = view.viewport().grab().toImage()
    view.marks.set_corrections([Correction("one", "words", page.span("bell"), "ball", "bell")])
    marked = view.viewport().grab().toImage()
    assert marked != plain
    view.marks.set_corrections([Correction("two", "words", Span(page.span("late").start, page.span("late").start), "very ", "")])
    assert view.viewport().grab().toImage() not in (plain, marked)


def test_what_the_source_has_is_said_on_one_line() -> None:
    assert correction_words(Correction("one", "words", Span(0, 4), "the\n ball ", "bell")) == "The source has “the ball”"
    said = Correction("two", "voice", Span(0, 4), "Aye.", "Bo", told_by="Ada")
    assert correction_words(said) == "The source gives these words to Ada"
    nobody = Correction("three", "voice", Span(0, 4), "Aye.", "Bo")
    assert correction_words(nobody) == "The source does not say who says these words"
