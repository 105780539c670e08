"""How captions show who speaks, and what only looks so."""

import random
import time

import pytest

from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.captions.label_words import name_of


def voices(*captions: str) -> list[tuple[str | None, str]]:
    """Voice and words of each turn."""
    draft = draft_of([Cue(text, float(number)) for number, text in enumerate(captions)], "mill.srt")
    return [(block.speaker, block.text) for block in draft.blocks]


@pytest.mark.parametrize(
    "form", ["{}: ", "{}:\n", "[{}] ", "[{}]: ", "({}) ", ">> {}: ", ">>{}: ", ">> [{}] ", "- {}: ", "{} : ", "{}：", "【{}】"]
)
@pytest.mark.parametrize(
    "names", [("Nora Weir", "Abe O'Dell"), ("NORA", "ABE"), ("Dr. Mei-Lin", "J. R. Stone"), ("नोरा", "अबे शर्मा")]
)
def test_forms_of_labels(form: str, names: tuple[str, str]) -> None:
    said = ["Mind the step.", "Thanks.", "It is wet.", "So it is."]
    captions = [form.format(names[number % 2]) + words for number, words in enumerate(said)]
    assert voices(*captions) == [(names[number % 2], words) for number, words in enumerate(said)]


@pytest.mark.parametrize(
    "label", ["[SPEAKER_00]: ", "SPEAKER_00: ", "[Speaker 0] ", "(Speaker 0): ", "Speaker 0: ", "A: ", "host: "]
)
def test_voices_without_a_name(label: str) -> None:
    other = label.replace("0:", "1:").replace("0]", "1]").replace("0)", "1)").replace("A", "B" if label == "A: " else "A")
    other = other.replace("host", "guest")
    turns = voices(label + "Mind the step.", other + "Thanks.", label + "It is wet.", other + "Yes.")
    assert [words for _, words in turns] == ["Mind the step.", "Thanks.", "It is wet.", "Yes."]
    assert turns[0][0] == label.translate({ord(mark): None for mark in "[]():"}).strip()
    assert turns[0][0] == turns[2][0] != turns[1][0] == turns[3][0]


def test_scripts_without_capitals_and_spaces() -> None:
    assert voices("司会：今日は。", "田中：はい。", "司会：では。") == [
        ("司会", "今日は。"),
        ("田中", "はい。"),
        ("司会", "では。"),
    ]
    assert voices("Нора: Да.", "Олег Ив: Нет.", "Нора: Ну.")[1] == ("Олег Ив", "Нет.")


def test_a_name_that_comes_once_among_sure_ones() -> None:
    turns = voices(
        "Nora: Mind it.", "Abe: Yes.", "Nora: It is wet.", "Note: it rains.", "Ines: Hello.", "Abe: Hello.", "Nora: So."
    )
    assert turns[2:4] == [("Nora", "It is wet. Note: it rains."), ("Ines", "Hello.")]


@pytest.mark.parametrize(
    "captions",
    [
        ("We say this.", "Note: it is wet.", "And so on.", "Remember: mind it.", "Yes.", "No.", "Well."),
        ("[Music] We begin.", "[Laughter] Yes.", "[Music] We end.", "[Laughter] No."),
        ("(laughs) Yes.", "(laughs) No.", "(sighs) So.", "♪ la la ♪", "(Music) Bye."),
        ("It is 12:30 now.", "At 10:15 sharp.", "See https://a.example", "Ratio 3:1 it is."),
        ("He said:", "go home.", "She said:", "no.", "He said:", "yes."),
    ],
)
def test_what_names_nobody(captions: tuple[str, ...]) -> None:
    assert voices(*captions) == [(None, " ".join(captions))]


def test_a_second_voice_after_a_line_break() -> None:
    assert voices("NORA: Mind it.\nABE: Yes.", "NORA: It is\nwet.") == [
        ("NORA", "Mind it."),
        ("ABE", "Yes."),
        ("NORA", "It is wet."),
    ]


def test_dashes_begin_turns_of_nobody() -> None:
    assert voices("- Who oils it?\n- My uncle.", "Every day.", "-Every day?", "It is -5 outside.") == [
        (None, "Who oils it?"),
        (None, "My uncle. Every day."),
        (None, "Every day? It is -5 outside."),
    ]


def test_a_remark_beside_a_name_stays_among_the_words_and_a_role_in_the_name() -> None:
    turns = voices("NORA (laughing): Mind it.", "ABE (host): Yes.", "NORA: So.", "ABE: No.")
    assert [voice for voice, _ in turns] == ["NORA", "ABE (host)", "NORA", "ABE (host)"]
    assert [words for _, words in turns[:2]] == ["(laughing): Mind it.", "Yes."]


def test_labels_on_every_caption_join_and_labels_at_changes_begin_turns() -> None:
    assert len(voices("Nora: One.", "Nora: Two.", "Abe: Three.", "Abe: Four.")) == 2
    changes = voices("Nora: One.", "two.", "three.", "Nora: Four.", "five.", "Abe: Six.", "seven.", "eight.")
    assert [voice for voice, _ in changes] == ["Nora", "Nora", "Abe"]


def test_guillemets_are_quotes() -> None:
    assert voices("« Oui » dit-il.", "» Non « ?") == [(None, "« Oui » dit-il. » Non « ?")]


@pytest.mark.parametrize("words", ["So it is", "the mill", "http", "Music", "Note", "One, two", "x" * 60, "", "3 men"])
def test_words_that_are_no_names(words: str) -> None:
    assert name_of(words) is None


def test_every_word_is_said_once_and_in_order() -> None:
    """Random captions in random dress: what comes out is what went in, without the dress."""
    chance = random.Random(7)
    for _ in range(300):
        names = chance.sample(["Nora", "ABE", "Dr. Mei Li", "SPEAKER_01", "Олег"], 2)
        dress = chance.choice(["{}: ", "[{}] ", ">> {}: ", "", ">> ", "- "])
        captions, expected, number = [], [], 0
        for _ in range(chance.randint(1, 30)):
            lines = []
            for _ in range(chance.randint(1, 3)):
                words = [
                    f"w{number + place}{chance.choice(['', '.', ',', ':', '?', ' :', ')'])}"
                    for place in range(chance.randint(1, 6))
                ]
                number += len(words)
                expected += " ".join(words).split()
                labelled = dress.format(chance.choice(names)) if not (captions or lines) or chance.random() < 0.7 else ""
                lines.append(labelled + chance.choice([" ", "  "]).join(words))
            captions.append(Cue(chance.choice(["\n", " \n "]).join(lines), chance.choice([None, float(number)])))
        told = " ".join(block.text for block in draft_of(captions, "x").blocks).split()
        marks = {"-", ">>", *(f"{name}:" for name in names), *(f"[{name}]" for name in names)}
        loose = {word for mark in marks for word in mark.split()}
        assert [word for word in told if word not in loose] == expected


def test_time_grows_with_the_length_only() -> None:
    begin = time.perf_counter()
    voices(*(f"Name{number}: Word{number}: [Tag{number}] hello" for number in range(5_000)))
    voices("a: " * 50_000, "[" * 100_000, ">> " * 50_000, "- \n" * 50_000, "Nora: x\n" * 20_000)
    assert time.perf_counter() - begin < 20


def test_a_name_with_several_roles_keeps_each_where_it_stands() -> None:
    turns = voices("NORA (host): Mind it.", "ABE: Yes.", "NORA (caller): So.", "ABE: No.", "NORA: Well.")
    assert [voice for voice, _ in turns] == ["NORA (host)", "ABE", "NORA (caller)", "ABE", "NORA"]
