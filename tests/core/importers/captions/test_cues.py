"""A row of timed cues becomes turns with their voices, every word once."""

from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.draft import Draft


def turns(draft: Draft) -> list[tuple[str | None, float | None, str]]:
    """Voice, start and words of each turn."""
    return [(block.speaker, block.start, block.text) for block in draft.blocks]


def test_cues_of_one_voice_in_a_row_are_one_turn_and_keep_their_times() -> None:
    cues = [Cue("The sluice is open.", 1, 2.5, "Nora"), Cue("Mind your step.", 4, 5, "Nora"), Cue("Thanks.", 6, 7, "Abe")]
    draft = draft_of(cues, "mill.srt")
    assert turns(draft) == [("Nora", 1, "The sluice is open. Mind your step."), ("Abe", 6, "Thanks.")]
    assert draft.blocks[0].times == [(20, 4)]
    assert draft.blocks[0].ends == {0: 2.5, 20: 5}


def test_a_voice_goes_on_until_the_next_is_named() -> None:
    cues = [Cue("Nora: The tide is in.", 1), Cue("It will turn at six.", 3), Cue("Abe: At six?", 5), Cue("Nora: At six.", 7)]
    cues.append(Cue("Abe: Good.", 9))
    assert turns(draft_of(cues, "mill.srt")) == [
        ("Nora", 1, "The tide is in. It will turn at six."),
        ("Abe", 5, "At six?"),
        ("Nora", 7, "At six."),
        ("Abe", 9, "Good."),
    ]


def test_each_mark_begins_a_turn_of_nobody() -> None:
    cues = [Cue(">> Who oils the gears?", 1), Cue("Every day?", 3), Cue(">> My uncle. >> Every day.", 5)]
    assert turns(draft_of(cues, "mill.srt")) == [
        (None, 1, "Who oils the gears? Every day?"),
        (None, 5, "My uncle."),
        (None, None, "Every day."),
    ]


def test_times_of_words_come_along() -> None:
    draft = draft_of([Cue("Oil the gears", 1, 2, "Abe", [(0, 1), (4, 1.2), (8, 1.6)])], "mill.json")
    assert draft.blocks[0].start == 1
    assert draft.blocks[0].times == [(4, 1.2), (8, 1.6)]


def test_rolling_cues_are_joined_and_that_is_told() -> None:
    cues = [Cue("the wheel turns", 1), Cue("the wheel turns when the tide", 2), Cue("when the tide goes out", 3)]
    draft = draft_of(cues, "mill.vtt")
    assert [block.text for block in draft.blocks] == ["the wheel turns when the tide goes out"]
    assert draft.notes[0] == "3 captions, 3 after joining the rolling ones"


def test_cues_out_of_order_stand_by_their_times() -> None:
    draft = draft_of([Cue("second.", 5), Cue("first.", 1)], "mill.srt")
    assert draft.blocks[0].text == "first. second."
    assert "out of order" in draft.notes[0]


def test_a_voice_that_is_only_announced_at_the_end_stays() -> None:
    cues = [Cue("Ada: Is it shut?", 1.0), Cue("Bo: It is.", 2.0), Cue("Ada: And locked?", 3.0), Cue("Bo:", 4.0)]
    assert [(speaker, text) for speaker, _, text in turns(draft_of(cues, "gate"))][-2:] == [("Ada", "And locked?"), ("Bo", "")]


def test_a_voice_that_is_announced_before_its_words_has_one_turn() -> None:
    cues = [Cue("Ada: Is it shut?", 1.0), Cue("Bo:", 2.0), Cue("It is.", 3.0), Cue("Ada: And locked?", 4.0)]
    assert [speaker for speaker, _, _ in turns(draft_of(cues, "gate"))] == ["Ada", "Bo", "Ada"]


def test_a_voice_that_never_says_a_word_is_told() -> None:
    cues = [Cue("ADA: Is it shut?", 1.0), Cue("BO:", 2.0), Cue("ADA: And locked?", 3.0), Cue("ADA: Well?", 4.0)]
    assert "BO" in [speaker for speaker, _, _ in turns(draft_of(cues, "gate"))]
