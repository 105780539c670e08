"""What is made of timed captions in Markdown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.importers.captions.rolling_captions import parse, recognises
from reader_app.core.importers.draft import Draft


def one(text: str) -> Draft:
    assert recognises(text)
    (draft,) = parse(text, "x.md")
    return draft


@pytest.mark.parametrize("file", ["rolling_captions/kettles.md", "rolling_captions/brackets.txt", "rolling_captions/panel.txt"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize(
    "form",
    [
        "[{}] {}",
        "**[{}]** {}",
        "**{}** {}",
        "({}) {}",
        "[{} - 59:59] {}",
        "- **[{}]:** {}",
        "{}\n{}",
        "[{}.50] {}",
        "{} {}",
        "{}{}",
        "{} - {}",
    ],
)
def test_times_are_written_in_many_ways(form: str) -> None:
    text = "\n".join(form.format(*cue) for cue in [("0:07", "the ducks"), ("0:09", "are late"), ("1:02:03", "again")])
    first, second = one(text).blocks
    assert (first.text, second.text, first.turn) == ("the ducks are late", "again", second.turn)
    assert [int(seconds) for seconds in (first.start or 0, first.times[0][1], second.start or 0)] == [7, 9, 3723]


def test_the_head_states_what_it_states() -> None:
    text = (
        "# Ducks\n\n**Channel:** Canal Talk\n**Video URL:** https://example.org/v?t=1\n**Duration:** 1:10\n"
        "**Date:** 2025-03-04\n\n"
        "A walk with *no* aim.\n\n## Transcript\n\n[0:01] Here\n[0:02] we\n[0:03] go.\n"
    )
    draft = one(text)
    assert (draft.title, draft.title_origin, draft.show) == ("Ducks", "stated", "Canal Talk")
    assert (draft.url, draft.duration, draft.published) == ("https://example.org/v?t=1", 70.0, "2025-03-04")
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("description", "A walk with no aim."),
        ("speech", "Here we go."),
    ]


def test_minute_sections_are_no_chapters_but_titled_ones_are() -> None:
    text = (
        "### [00:00 - 01:00]\n[0:01] Here we\n## Noon\n[0:02] go now.\n[0:03] Yes.\n## [01:00] Dusk\n[1:01] >> It is dark.\n"
        "### [01:00 - 02:00]\n[1:02] Go home.\n"
    )
    draft = one(text)
    assert [(block.text, block.start) for block in draft.blocks if block.chapter] == [("Noon", None), ("Dusk", 60.0)]
    speech = [(block.text, block.turn) for block in draft.blocks if block.kind == "speech"]
    assert speech == [("Here we", 0), ("go now. Yes.", 0), ("It is dark. Go home.", 1)]


def test_each_heading_of_the_first_level_is_an_episode() -> None:
    cues = "[0:01] a\n[0:02] b\n[0:03] c\n"
    assert [draft.title for draft in parse(f"# One\n{cues}# Two\n{cues}", "x.md")] == ["One", "Two"]


def test_without_a_heading_the_title_is_derived() -> None:
    draft = one("[0:01] The ducks have all gone home.\n[0:04] It is\n[0:05] late.\n")
    assert (draft.title, draft.title_origin) == ("The ducks have all gone home", "derived")


def test_words_without_a_time_go_on_with_their_caption() -> None:
    assert one("[0:01] The ducks\nare\n[0:03] late\n[0:04] again\n").blocks[0].text == "The ducks are late again"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Prose that begins at [00:10] and ends.\n" * 5,
        "Chapters:\n[0:00] Intro\n[1:00] End\nMore prose.\n",
        "# T\n\n## [00:00] A\n\ntext\n",
    ],
)
def test_other_forms_are_not_taken_for_these(text: str) -> None:
    assert not recognises(text)


@pytest.mark.corpus
def test_the_real_captions(corpus: Path) -> None:
    draft = one((corpus / "rolling-captions.md").read_text(encoding="utf-8"))
    assert len(draft.blocks) == 1
    assert len(draft.blocks[0].text.split()) == 6353
