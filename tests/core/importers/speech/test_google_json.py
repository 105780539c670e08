"""Google's and IBM's results: the words once, also where the last result says them all again with voices."""

from typing import Any

from reader_app.core.importers.speech.google_json import fits, read
from reader_app.core.importers.speech.json_values import Findings


def said(data: Any) -> list[tuple[str | None, float | None, str]]:
    """Voice, start and words of each cue."""
    assert fits(data)
    return [(cue.speaker, cue.start, cue.text) for cue in read(data, Findings()).cues]


def words(*told: tuple[str, float], **more: Any) -> list[dict[str, Any]]:
    """Words as the first version writes them."""
    return [{"word": word, "startTime": f"{at}s", "endTime": f"{at + 0.2}s", **more} for word, at in told]


def test_the_last_result_takes_the_place_of_all_where_it_names_the_voices() -> None:
    results = [
        {"alternatives": [{"transcript": "Mind it.", "words": words(("Mind", 1), ("it.", 2))}]},
        {"alternatives": [{"transcript": " Thanks.", "words": words(("Thanks.", 4))}]},
        {"alternatives": [{"words": words(("Mind", 1), ("it.", 2), speakerTag=1) + words(("Thanks.", 4), speakerTag=2)}]},
    ]
    assert said({"results": results}) == [("1", 1, "Mind it."), ("2", 4, "Thanks.")]


def test_a_last_result_of_its_own_words_stays_beside_the_others() -> None:
    results = [
        {"alternatives": [{"transcript": text, "words": words((text, at))}]} for text, at in (("Mind.", 1), ("Thanks.", 4))
    ]
    assert said({"results": results}) == [(None, 1, "Mind."), (None, 4, "Thanks.")]


def test_the_second_version_leaves_out_what_is_zero() -> None:
    told = [{"word": "Mind", "endOffset": "0.400s"}, {"word": "it.", "startOffset": "0.5s", "speakerLabel": "2"}]
    inner = {"results": [{"alternatives": [{"transcript": "Mind it.", "words": told}], "languageCode": "en-us"}]}
    assert said({"results": {"gs://mill.wav": {"transcript": inner}}}) == [(None, 0, "Mind"), ("2", 0.5, "it.")]


def test_times_as_records() -> None:
    told = [{"word": "Mind", "start_time": {"seconds": "3", "nanos": 500_000_000}, "end_time": {"seconds": 4}}]
    assert said({"results": [{"alternatives": [{"transcript": "Mind", "words": told}]}]}) == [(None, 3.5, "Mind")]


def test_watson_names_voices_by_time() -> None:
    told = [["mind", 1.0, 1.3], ["it", 1.5, 1.7], ["thanks", 2.0, 2.4]]
    labels = [{"from": at, "to": at + 0.3, "speaker": voice} for at, voice in ((1.0, 0), (1.5, 0), (2.0, 1))]
    data = {"results": [{"final": True, "alternatives": [{"transcript": "mind it thanks ", "timestamps": told}]}]}
    assert said({**data, "speaker_labels": labels}) == [("0", 1, "mind it"), ("1", 2, "thanks")]
