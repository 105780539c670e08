"""The marked pieces of a digest, one at a time."""

import pytest

from reader_app.core.importers.glued.digest_marks import Quote, entity_kind, read_entity, read_heading, read_quote, read_time
from reader_app.core.model import EntityKind


@pytest.mark.parametrize(
    ("segment", "start", "rest"),
    [
        ("## [02:10] Rings Each ring is a year", 130.0, "Rings Each ring is a year"),
        ("## (1:02:10) – Rings", 3730.0, "Rings"),
        ("### 02:10 | Rings", 130.0, "Rings"),
        ("## [02:10 - 04:00] Rings", 130.0, "Rings"),
        ("## Entities", None, "Entities"),
    ],
)
def test_headings(segment: str, start: float | None, rest: str) -> None:
    heading = read_heading(segment)
    assert heading is not None
    assert (heading.start, heading.rest) == (start, rest)


def test_a_time_behind_the_title_ends_it() -> None:
    heading = read_heading("## Rings [02:10] Each ring is a year")
    assert heading is not None
    assert (heading.start, heading.rest, heading.prose) == (130.0, "Rings", "Each ring is a year")


@pytest.mark.parametrize(
    ("segment", "quote"),
    [
        ("> *Salt stays.*", Quote("Salt stays.", None, None)),
        ('> *"Salt stays."* — Bo Lund', Quote("Salt stays.", None, "Bo Lund")),
        ("> *Salt stays. [02:10]*", Quote("Salt stays.", 130.0, None)),
        ('> *"Salt stays."* — Bo Lund [02:10]', Quote("Salt stays.", 130.0, "Bo Lund")),
        ("> *[2, 10]*", Quote("", 130.0, None)),
        ("> **Bo Lund:** *Salt stays.*", Quote("Salt stays.", None, "Bo Lund")),
        ('> *„Salz bleibt."*', Quote("Salz bleibt.", None, None)),
        ('> *"Salt stays."* — Bo Lund He weighs it by hand.', Quote("Salt stays.", None, "Bo Lund", "He weighs it by hand.")),
    ],
)
def test_quotes(segment: str, quote: Quote) -> None:
    assert read_quote(segment, ["Bo Lund"]) == quote


def test_times_as_lists() -> None:
    assert (read_time("2, 10"), read_time("1, 2, 10"), read_time("02:10")) == (130.0, 3730.0, 130.0)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Historian", "person"),
        ("Company", "organisation"),
        ("संगठन", "organisation"),
        ("Framework", "product"),
        ("ai-model", "product"),
        ("Buch", "work"),
        ("Ciudad", "place"),
        ("Battle", "event"),
        ("Benchmark", "concept"),
        ("Spice", "other"),
        (None, "other"),
    ],
)
def test_kinds_in_other_words(word: str | None, kind: EntityKind) -> None:
    assert entity_kind(word) == kind


def test_a_glossary_line() -> None:
    entity = read_entity("- **Azalai** (Tradition): The salt *caravan*.")
    assert entity is not None
    assert (entity.name, entity.kind, entity.source_kind, entity.description) == (
        "Azalai",
        "concept",
        "Tradition",
        "The salt caravan.",
    )
