"""Times of cues: those that cannot be, strays, and recordings one after the other."""

import math
import random

import pytest

from reader_app.core.importers.captions.cue_times import Cue, recordings
from reader_app.core.importers.captions.cues import draft_of, drafts_of
from reader_app.core.importers.draft import Draft


def times(draft: Draft) -> list[float]:
    return [
        seconds
        for block in draft.blocks
        for seconds in (*([block.start] if block.start is not None else []), *(moment for _, moment in block.times))
    ]


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf, -math.inf, 2e7])
def test_times_that_cannot_be_are_dropped_and_told(wrong: float) -> None:
    draft = draft_of([Cue("Mind the", wrong, 2.0), Cue("step.", 3.0, wrong, words=[(0, 3.0), (2, wrong)])], "x")
    assert draft.blocks[0].text == "Mind the step."
    assert (draft.blocks[0].start, draft.blocks[0].times, draft.blocks[0].ends) == (None, [(9, 3.0)], {})
    assert draft.notes == ["3 times that cannot be were dropped (negative, endless, or an end before its beginning)"]


def test_an_end_before_its_beginning_is_dropped() -> None:
    draft = draft_of([Cue("Mind the step.", 3.0, 2.0)], "x")
    assert (draft.blocks[0].start, draft.blocks[0].ends) == (3.0, {})


def test_words_never_pass_the_next_cue() -> None:
    cues = [Cue("a b c", 1.0, words=[(0, 1.0), (2, 4.0), (4, 2.0)]), Cue("d e", 3.0, words=[(0, 3.0), (2, 3.5)])]
    assert times(draft_of(cues, "x")) == [1.0, 2.0, 3.0, 3.5]


def run(begin: float, count: int, voice: str | None = None) -> list[Cue]:
    return [Cue(f"s{begin + number:g}.", begin + number, speaker=voice) for number in range(count)]


def test_recordings_in_a_row_are_kept_apart() -> None:
    cues = [*run(0, 8), *run(0, 5), *run(0.25, 4)]
    assert [len(part) for part in recordings(cues)] == [8, 5, 4]
    assert [draft.blocks[0].start for draft in drafts_of(cues, "x")] == [0, 0, 0.25]
    one = draft_of(cues, "x")
    assert " ".join(block.text for block in one.blocks) == " ".join(cue.text for cue in cues)
    assert times(one) == sorted(times(one))
    assert "begin again" in one.notes[0]


def test_tracks_of_one_voice_each_are_one_recording() -> None:
    cues = [*run(0, 5, "Nora"), *run(0.5, 5, "Abe")]
    assert len(recordings(cues)) == 1
    assert [block.start for block in draft_of(cues, "x").blocks][:3] == [0, 0.5, 1]


def test_strays_and_shuffles_are_one_recording() -> None:
    shuffled = run(0, 40)
    random.Random(3).shuffle(shuffled)
    for cues in (shuffled, [*run(0, 20), *run(3, 1), *run(20, 9)], [*run(6, 1), *run(1, 2)]):
        assert len(recordings(cues)) == 1
        assert times(draft_of(cues, "x")) == sorted(cue.start or 0.0 for cue in cues)


def test_starts_never_fall() -> None:
    chance = random.Random(5)
    for _ in range(300):
        cues = []
        for number in range(chance.randint(1, 25)):
            begin = chance.choice([None, chance.uniform(-5, 60), number * 2.0, number % 7 * 3.0])
            words = [(0, chance.uniform(0, 60)), (3, chance.uniform(0, 60))] if chance.random() < 0.4 else []
            cues.append(Cue(chance.choice(["hi you", ">> hi you.", "TOM: hi\n- you"]), begin, begin, None, words))
        told = times(draft_of(cues, "x"))
        assert told == sorted(told)
