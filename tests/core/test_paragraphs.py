"""How a block is cut into paragraphs."""

import random

import pytest

from reader_app.core.model import Span
from reader_app.core.paragraphs import split_paragraphs


def cut(text: str, language: str | None = None) -> list[str]:
    return [text[span.start : span.stop] for span in split_paragraphs(text, Span(0, len(text)), language=language)]


def sentence(words: int, first: str = "The", end: str = ".") -> str:
    return " ".join([first, *["word"] * (words - 1)]) + end


def test_a_short_block_stays_whole_without_its_outer_space() -> None:
    assert cut("  One sentence. And another.  ") == ["One sentence. And another."]


def test_a_block_of_white_space_has_no_paragraphs() -> None:
    assert cut(" \n ") == []


def test_only_the_span_is_cut() -> None:
    text = "Before. " + "Inside here. " * 60 + "After."
    spans = split_paragraphs(text, Span(8, len(text) - 6))
    assert (spans[0].start, text[: spans[-1].stop].endswith("here.")) == (8, True)


def test_a_long_block_is_cut_evenly_at_sentence_ends() -> None:
    parts = cut(" ".join([sentence(14)] * 40))
    assert all(part.startswith("The") and part.endswith(".") for part in parts)
    assert all(50 <= len(part.split()) <= 95 for part in parts)


def test_no_short_piece_dangles_at_the_end() -> None:
    parts = cut(" ".join([sentence(20)] * 6 + [sentence(3)]))
    assert min(len(part.split()) for part in parts) >= 40


def test_a_sentence_that_turns_to_something_else_begins_a_paragraph() -> None:
    sentences = [sentence(12) for _ in range(12)]
    sentences[5] = sentence(12, "But")
    assert [part.split()[0] for part in cut(" ".join(sentences))] == ["The", "But"]


@pytest.mark.parametrize(
    "ending", ["met Dr. Feld", "paid 3.5 euros", "fruit e.g. Quinces", "in the U.S. Army", "by J. Brenner", "waited... and"]
)
def test_a_full_stop_that_ends_no_sentence_is_no_place_to_cut(ending: str) -> None:
    text = " ".join(f"{sentence(8, end='')} {ending} {sentence(7, 'and', '')}" for _ in range(20))
    glue = ending.split()
    for part in cut(text + "."):
        assert part.split()[-1] not in glue[:-1]


def test_german_ordinals_end_no_sentence() -> None:
    text = " ".join(["Am 3. Mai kam sie und am 12. Juni ging sie wieder fort."] * 20)
    assert all(part.endswith("fort.") for part in cut(text, "de"))


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    parts = cut(" ".join([sentence(17, "“We", ".”")] * 12))
    assert len(parts) > 1
    assert all(part.startswith("“We") and part.endswith(".”") for part in parts)


@pytest.mark.parametrize("mark", ["?", "!", "…", "।"])
def test_other_marks_end_sentences_too(mark: str) -> None:
    parts = cut(" ".join([sentence(17, "वह" if mark == "।" else "Is", mark)] * 12))
    assert len(parts) > 1
    assert all(part.endswith(mark) for part in parts)


def test_without_sentence_ends_commas_are_cut_at() -> None:
    parts = cut(" ".join(["we went to the mill and came back again,"] * 40))
    assert all(part.endswith(",") for part in parts)


def test_without_any_mark_a_conjunction_is_cut_at() -> None:
    parts = cut(" ".join(["and we walked to the old mill by the river"] * 40))
    assert len(parts) > 3
    assert all(part.startswith("and ") for part in parts)


def test_a_thousand_bare_words_are_still_cut() -> None:
    parts = cut(" ".join(["flour"] * 1000))
    assert all(40 <= len(part.split()) <= 120 for part in parts)


@pytest.mark.parametrize(
    "text", ["面粉很好，我们都喜欢吃面包。" * 80, "パンを焼くのは楽しい。「本当だ。」" * 60, "ขนมปังอร่อยมาก เราชอบกิน " * 60]
)
def test_scripts_without_spaces_are_cut_by_their_letters(text: str) -> None:
    parts = cut(text)
    assert all(60 <= len(part.replace(" ", "")) <= 260 for part in parts)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    if "。" in text:
        assert all(part.endswith(("。", "」")) and not part.startswith("」") for part in parts)


def test_whatever_the_text_the_limit_holds_and_no_word_is_lost() -> None:
    chance = random.Random(7)
    pieces = [
        "word",
        "Word.",
        "so",
        "and,",
        "—",
        "...",
        "3.5",
        "灯",
        "灯台の上で",
        "क्या",
        "है।",
        "”",
        "a" * 90,
        "U.S.",
        "e.g.",
        ">>",
    ]
    for _ in range(60):
        text = " ".join(chance.choices(pieces, k=chance.randrange(1, 900)))
        parts = cut(text)
        assert "".join(parts).replace(" ", "") == text.replace(" ", "")
        assert all(part and len(part.split()) <= 120 and part == part.strip() for part in parts)


def test_a_hundred_thousand_words_are_all_there() -> None:
    text = " ".join([sentence(11)] * 9_000)
    assert " ".join(cut(text)) == text
