"""Twins are found among many without holding each against all."""

import random
from pathlib import Path

import pytest

from reader_app.core import relatives
from reader_app.core.library import Library
from reader_app.core.store import episodes
from tests.core.test_twins import NOTES, OTHER_NOTES, SPONSOR, chatter, misheard


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


def add(library: Library, name: str, text: str) -> str:
    [episode] = library.import_content(text.encode(), name).episodes
    return episode.id


def captions(speech: str) -> str:
    """Speech as WebVTT, ten words a cue."""
    words = speech.split()
    rows = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    return "WEBVTT\n\n" + "".join(f"{_clock(n * 3)}.000 --> {_clock(n * 3 + 2)}.900\n{row}\n\n" for n, row in enumerate(rows))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def twins_of(library: Library, episode: str) -> set[str]:
    return set(library.episode(episode).same_episode_as)


def test_a_talk_heard_by_two_recognisers_is_found_among_many(library: Library) -> None:
    others = [add(library, f"talk {seed}", captions(chatter(seed))) for seed in range(30)]
    again = add(library, "again", captions(misheard(chatter(17), 0.08)))
    unlike = add(library, "unlike", captions(chatter(99)))

    assert twins_of(library, again) == {others[17]}
    assert twins_of(library, unlike) == set()


@pytest.mark.parametrize("words", [250, 600, 20_000, 60_000])
def test_short_and_long_talks_are_found_alike(library: Library, words: int) -> None:
    for seed in range(5):
        add(library, f"talk {seed}", captions(chatter(seed, words)))
    first = add(library, "one", captions(chatter(50, words)))
    again = add(library, "two", captions(misheard(chatter(50, words), 0.06)))
    assert twins_of(library, again) == {first}


def test_few_are_looked_at_closely(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    real = relatives.find_twins
    monkeypatch.setattr(relatives, "find_twins", lambda own, others: looked.append(len(others)) or real(own, others))

    for seed in range(25):
        add(library, f"talk {seed}", captions(chatter(seed)))

    assert max(looked) <= 3


def test_what_a_whole_show_says_is_no_sign(library: Library) -> None:
    pick = random.Random(4)
    for week in range(20):
        words = " ".join(
            f"{pick.choice(('bread', 'rye', 'oven', 'salt', 'water', 'dough'))}{pick.randint(0, 999)}" for _ in range(60)
        )
        add(library, f"week {week}", f"Week {week}: {words}. {SPONSOR}")
    bees = add(library, "bees", f"{NOTES}{SPONSOR}")
    clocks = add(library, "clocks", f"{OTHER_NOTES}{SPONSOR}")
    again = add(library, "again", f"{NOTES} {SPONSOR} Thanks for listening.")

    assert twins_of(library, clocks) == set()
    assert twins_of(library, again) == {bees}


def test_an_update_is_found_by_what_it_says_now(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(captions(chatter(1)), encoding="utf-8")
    [first] = library.import_paths([file]).episodes
    file.write_text(captions(chatter(2) + " extended"), encoding="utf-8")
    [updated] = library.import_paths([file]).episodes
    assert (updated.id, updated.outcome) == (first.id, "updated")

    assert twins_of(library, add(library, "again", captions(misheard(chatter(2), 0.05)))) == {first.id}
    assert len(episodes.fingerprints(library._database.reading())) == 2
