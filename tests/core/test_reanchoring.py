"""Where a correction belongs in another text: among its old neighbours, else nowhere."""

from dataclasses import replace

import pytest

from reader_app.core.model import Correction, CorrectionKind, Span
from reader_app.core.reanchoring import anchor_again, around
from reader_app.core.store.corrections import KeptCorrection
from tests.core.talks import talk

OLD = "We went to the mil in the morning. The mil was shut. We waited at the gate until noon."


def kept(words: str, replacement: str, kind: CorrectionKind = "words", text: str = OLD) -> KeptCorrection:
    """A correction of the first place of `words` in the old text."""
    span = Span(text.index(words), text.index(words) + len(words))
    return KeptCorrection(Correction("one", kind, span, words, replacement), *around(text, span), "exact")


def again(one: KeptCorrection, text: str) -> tuple[str, str]:
    """The state of a correction in another text, and what stands before its place there."""
    told = talk([("speech", line, "Ada") for line in text.split("\n")])
    [found] = anchor_again(told, [one])
    return found.anchor, told.text[: found.correction.span.start][-12:]


def test_in_the_same_text_it_is_exact() -> None:
    one = kept("mil", "mill")
    assert anchor_again(talk([("speech", OLD, "Ada")]), [one]) == [one]


def test_it_moves_with_the_words_around_it() -> None:
    assert again(kept("mil was", "mill was"), f"Hello.\n{OLD}") == ("moved", "orning. The ")


def test_lines_and_kinds_of_quote_marks_make_no_difference() -> None:
    one = kept("Fen's mil", "Fen's mill", text="We saw 'old' Fen's mil there, by the bridge.")
    assert again(one, "We saw ‘old’\nFen’s mil there, by the bridge.") == ("exact", "e saw ‘old’\n")


@pytest.mark.parametrize("text", ["A mil, you say? I never saw one, not in all my years on the river.", "Nothing of it.", "mil"])
def test_among_other_words_it_is_lost(text: str) -> None:
    assert again(kept("mil", "mill"), text)[0] == "lost"


def test_half_of_its_neighbours_are_enough() -> None:
    assert again(kept("gate", "fence"), OLD.replace("until noon", "for Ada and Bo"))[0] == "exact"
    assert again(kept("mil", "mill"), OLD.replace("We went", "On Monday they all went"))[0] == "moved"


def test_what_the_text_says_itself_is_fulfilled() -> None:
    assert again(kept("mil", "mill"), OLD.replace("mil in", "mill in"))[0] == "fulfilled"
    assert again(kept("the morning", "the early morning"), OLD.replace("the morning", "the early morning"))[0] == "fulfilled"
    assert again(kept("shut. ", ""), OLD.replace("shut. ", ""))[0] == "fulfilled"


def test_two_never_stand_in_one_place() -> None:
    told = talk([("speech", OLD, "Ada")])
    one = kept("mil", "mill")
    assert [found.anchor for found in anchor_again(told, [one, one])] == ["exact", "lost"]


def test_in_one_place_what_held_goes_before_what_was_lost_and_what_was_made_in_this_text_before_the_rest() -> None:
    told = talk([("speech", OLD, "Ada")])
    lost, held, own = replace(kept("mil", "mile"), anchor="lost"), kept("The mil", "A mill", text=OLD), kept("mil", "mill")
    lost = replace(lost, correction=replace(lost.correction, span=Span(0, 3)))
    assert [found.anchor for found in anchor_again(told, [lost, own])] == ["lost", "exact"]
    other = replace(held, correction=replace(held.correction, original="The mil"), telling=7)
    home = KeptCorrection(
        Correction("home", "words", held.correction.span, "The mil", "Our mill"), held.prefix, held.suffix, "exact", 5
    )
    assert [found.anchor for found in anchor_again(told, [other, home], [5, 7])] == ["lost", "exact"]
    assert [found.anchor for found in anchor_again(told, [other, home], [7, 5])] == ["exact", "lost"]


def test_words_said_by_somebody_else_may_have_changed_a_little() -> None:
    said = "The mil was shut. We waited at the gate until noon."
    assert again(kept(said, "Bo", "voice"), OLD.replace("mil was", "mill was"))[0] == "moved"
    assert again(kept(said, "Ada", "voice"), OLD)[0] == "fulfilled"


def test_a_chapter_of_the_reader_stands_before_the_same_words() -> None:
    at = OLD.index("The mil")
    one = KeptCorrection(Correction("one", "chapter", Span(at, at), "", "Shut"), *around(OLD, Span(at, at)), "exact")
    assert again(one, f"Before.\n{OLD}") == ("moved", "he morning. ")
    assert again(one, OLD.replace("We went to the mil in the morning.", "So here is what we saw."))[0] == "moved"
    assert again(one, "Something else entirely.")[0] == "lost"
