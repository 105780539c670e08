"""Where a turn is parted."""

from reader_app.core.importers.captions.silences import parted_at_silences
from reader_app.core.importers.draft import DraftBlock


def test_words_behind_a_long_silence_are_a_block_of_the_same_turn() -> None:
    block = DraftBlock("speech", "One. Two. Three.", 1.0, "Ada", 4, times=[(5, 3.0), (10, 90.0)], ends={0: 2.0, 10: 91.0})
    first, second = parted_at_silences(block)
    assert (first.text, first.start, first.times, first.ends) == ("One. Two.", 1.0, [(5, 3.0)], {0: 2.0})
    assert (second.text, second.start, second.times, second.ends) == ("Three.", 90.0, [], {0: 91.0})
    assert (second.speaker, second.turn) == ("Ada", 4)


def test_a_sentence_is_parted_only_where_a_piece_is_missing() -> None:
    assert len(parted_at_silences(DraftBlock("speech", "one two", 1.0, times=[(4, 90.0)]))) == 1
    assert len(parted_at_silences(DraftBlock("speech", "one two", 1.0, times=[(4, 900.0)]))) == 2
