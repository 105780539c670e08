"""A file that comes again at its path tells the episodes that it told, found by what they say and without holding all to all."""

import random
from pathlib import Path

import pytest

from reader_app.core import arrivals
from reader_app.core.library import Library
from reader_app.core.twins import Fingerprint, same_recording

_WORDS = [
    f"{a}{b}{c}" for a in ("lan", "mor", "tes", "vi", "ka") for b in ("do", "ri", "pe", "su", "na") for c in ("n", "st", "l", "m")
]
COUNT = 100


def items(seed: int, title: str) -> list[str]:
    said = random.Random(seed)
    notes = [" ".join(said.choice(_WORDS) for _ in range(90)) for _ in range(COUNT)]
    return [
        f"<item><title>{title.format(number)}</title><description>{words}.</description></item>"
        for number, words in enumerate(notes)
    ]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


def put(library: Library, tmp_path: Path, told: list[str]) -> dict[str, str]:
    """The outcomes of a feed that lies at the one path, by id."""
    file = tmp_path / "feed.xml"
    file.write_text(f"<rss><channel><title>Pier talk</title>{''.join(told)}</channel></rss>", encoding="utf-8")
    return {each.id: each.outcome for each in library.import_paths([file]).episodes}


def test_items_that_are_called_otherwise_and_stand_elsewhere_are_known_by_their_words(library: Library, tmp_path: Path) -> None:
    first = put(library, tmp_path, items(1, "Evening {} at the pier"))
    then = put(library, tmp_path, items(1, "{} nights")[::-1])
    assert (set(then), set(then.values())) == (set(first), {"updated"})


@pytest.mark.parametrize("title", ["Evening {} at the pier", "The pier"])
def test_another_feed_at_the_path_is_not_held_item_by_item_against_the_one_before(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    put(library, tmp_path, items(1, "The pier"))
    held: list[int] = []

    def counted(one: Fingerprint, other: Fingerprint) -> bool:
        held.append(1)
        return same_recording(one, other)

    monkeypatch.setattr(arrivals, "same_recording", counted)
    put(library, tmp_path, items(2, title))
    assert len(held) < 20 * COUNT
