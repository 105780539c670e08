"""Words beside paragraphs get the voice of the stretch in which they start; those outside of all are nobody's."""

from reader_app.core.importers.speech.editor_json import fits_words, read_draft_js, read_words
from reader_app.core.importers.speech.json_values import Findings

WORDS = [{"text": word, "start": at, "end": at + 0.3} for at, word in enumerate(["Ready?", "Mind", "it.", "Thanks."])]


def test_stretches_name_the_voices() -> None:
    data = {
        "words": WORDS,
        "paragraphs": [{"start": 3, "end": 4, "speaker": "Abe"}, {"start": 1.001, "end": 3, "speaker": "Nora"}],
    }
    assert fits_words(data)
    assert [(cue.speaker, cue.text) for cue in read_words(data, Findings()).cues] == [
        (None, "Ready?"),
        ("Nora", "Mind it."),
        ("Abe", "Thanks."),
    ]


def test_a_segmentation_names_the_voices() -> None:
    segments = [{"start": 0, "duration": 3, "speaker": {"@id": "S0"}}, {"start": 3, "duration": 1, "speaker": {"@id": "S1"}}]
    data = {"retval": {"words": WORDS, "segmentation": {"segments": segments}}}
    assert [(cue.speaker, cue.start) for cue in read_words(data, Findings()).cues] == [("S0", 0), ("S0", 1), ("S1", 3)]


def test_numbers_of_voices_are_places_in_the_list_of_speakers() -> None:
    data = {
        "words": [{**word, "speaker": number // 3} for number, word in enumerate(WORDS)],
        "speakers": [{"name": "Nora"}, "Abe"],
    }
    assert [(cue.speaker, cue.text) for cue in read_words(data, Findings()).cues] == [
        ("Nora", "Ready?"),
        ("Nora", "Mind it."),
        ("Abe", "Thanks."),
    ]


def test_blocks_without_entities_keep_their_time() -> None:
    block = {"text": "Mind it.", "type": "paragraph", "data": {"speaker": "Nora", "start": 2.5}, "entityRanges": [{"key": 9}]}
    (cue,) = read_draft_js({"blocks": [block], "entityMap": []}, Findings()).cues
    assert (cue.text, cue.start, cue.speaker) == ("Mind it.", 2.5, "Nora")
