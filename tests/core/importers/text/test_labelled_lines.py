"""What heads one line."""

import pytest

from reader_app.core.importers.text.labelled_lines import name_alone, plain_brackets, read_head


@pytest.mark.parametrize(
    ("line", "family", "name", "seconds", "rest"),
    [
        ("[0:12] Ada Moor: a", "time-name", "Ada Moor", 12.0, "a"),
        ("00:00:12 <v Ada>a", "voice", "Ada", 12.0, "a"),
        ("Ada (0:12 - 0:15): a", "name-time", "Ada", 12.0, "a"),
        ("Ada  00:00:01:12", "name-time", "Ada", 1.0, ""),
        ("Ada  1 minute 3 seconds", "name-time", "Ada", 63.0, ""),
        ("**Dr. A. Moor, PhD:** a", "bold", "Dr. A. Moor, PhD", None, "a"),
        ("मेज़बान: नमस्ते", "plain", "मेज़बान", None, "नमस्ते"),
        ("主持人：大家好", "plain", "主持人", None, "大家好"),
        ("P - ¿qué?", "dash", "P", None, "¿qué?"),
        ("2 minutes, 5 seconds", "time", "", 125.0, ""),
        (r"\[0:12\] words", "time", "", 12.0, "words"),
    ],
)
def test_heads(line: str, family: str, name: str, seconds: float | None, rest: str) -> None:
    head = read_head(plain_brackets(line))[0]
    assert (head.family, head.name, head.seconds, head.rest) == (family, name, seconds, rest)


@pytest.mark.parametrize(
    "line", ["We met at 10:30 by the mill. See 3:16.", "https://mill.example: a page", "words", "?: no", "- "]
)
def test_words_have_no_head(line: str) -> None:
    assert read_head(line) == []


def test_voices_that_change_inside_a_line() -> None:
    (head,) = read_head("0:01 <v Ada>One.</v> <v Bo>Two. <v Bo>Three.")
    assert (head.rest, head.more) == ("One. Two. Three.", ((5, "Bo"),))


@pytest.mark.parametrize(
    ("line", "name"),
    [("Ada van der Moor", "Ada van der Moor"), ("**Speaker 1**", "Speaker 1"), ("we walked", ""), ("Late.", ""), ("a" * 300, "")],
)
def test_a_name_alone(line: str, name: str) -> None:
    assert name_alone(line) == name
