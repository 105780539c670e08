"""Single words become cues, with the letters and spaces of the source's own text."""

from reader_app.core.importers.speech.spoken_words import Word, cues_of_words, glue_punctuation, join_words, told_by, words_in


def row(text: str, step: float = 0.5) -> list[Word]:
    """The words of `text`, one every `step` seconds."""
    return [Word(word, at * step, at * step + 0.3) for at, word in enumerate(text.split())]


def test_a_cue_ends_with_a_sentence_a_voice_or_a_pause() -> None:
    words = [*row("Mind the step. Thank you"), Word("Abe", 9, 9.5), Word("Always", 9.6, 10, "Abe")]
    assert [(cue.text, cue.start, cue.end) for cue in cues_of_words(words)] == [
        ("Mind the step.", 0, 1.3),
        ("Thank you", 1.5, 2.3),
        ("Abe", 9, 9.5),
        ("Always", 9.6, 10),
    ]


def test_a_cue_does_not_grow_for_ever() -> None:
    assert max(len(cue.text.split()) for cue in cues_of_words(row("on and " * 100))) == 30


def test_words_take_the_letters_of_the_text() -> None:
    fitted = words_in("Mind the wet-stone, Abe.", row("mind the wet stone abe"))
    assert fitted is not None
    assert join_words(fitted) == ("Mind the wet-stone, Abe.", [(0, 0), (5, 0.5), (9, 1), (13, 1.5), (20, 2)])


def test_a_word_that_the_text_writes_otherwise_leaves_its_time_out() -> None:
    fitted = words_in("We owe you $20 for the flour.", row("we owe you twenty dollars for the flour"))
    assert fitted is not None
    assert join_words(fitted) == ("We owe you $20 for the flour.", [(0, 0), (3, 0.5), (7, 1), (15, 2.5), (19, 3), (23, 3.5)])


def test_a_text_of_other_words_is_not_theirs() -> None:
    assert words_in("Nothing of the kind was said.", row("mind your step")) is None
    assert [word.text for word in told_by("Nothing at all", row("mind your step"))] == ["mind", "your", "step"]


def test_scripts_without_spaces_stay_without() -> None:
    assert join_words([Word("水車", 0), Word("は", 1), Word("古い", 2), Word("。", 3)])[0] == "水車は古い。"
    fitted = words_in("水車 は古い", [Word("水車", 0), Word("は", 1), Word("古い", 2)])
    assert fitted is not None
    assert join_words(fitted) == ("水車 は古い", [(0, 0), (3, 1), (4, 2)])


def test_punctuation_is_put_to_the_word_before_it() -> None:
    words = glue_punctuation([Word("Mind", 0), Word(",", 0.4), Word("Abe", 1), Word("!", 1.5)])
    assert join_words(words) == ("Mind, Abe!", [(0, 0), (6, 1)])


def test_times_of_words_never_fall() -> None:
    assert join_words([Word("one", 5), Word("two", 4), Word("three", 6)])[1] == [(0, 5), (8, 6)]
