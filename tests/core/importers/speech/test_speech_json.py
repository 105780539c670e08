"""Each program's JSON is told by its shape, and read with its words, times and voices; any other is refused in a sentence."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.assemble import assemble
from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.speech.speech_json import parse, recognises

GOLDEN = (
    "assemblyai auto_edit aws azure deepgram draft_js google happy_scribe podcast_words rev speechmatics whisper whisper_cpp "
    "whisperx words_beside youtube_json3"
)
ROOT = Path(__file__).parents[4]
REAL = ROOT.parent / "shared" / "samples" / "real"


def said(data: Any) -> list[tuple[str | None, float | None, str]]:
    """Voice, start and words of each turn in `data`."""
    (draft,) = parse(json.dumps(data), "mill.json")
    return [(block.speaker, block.start, block.text) for block in draft.blocks if block.kind == "speech"]


@pytest.mark.parametrize("file", [*(f"speech_json/{name}.speech" for name in GOLDEN.split()), "speech_json/lines.jsonl"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize(
    "data",
    [
        {"segments": [{"start": 1, "end": 2, "text": " Mind the step."}]},
        {"text": "Mind the step.", "chunks": [{"timestamp": [1.0, 2.0], "text": " Mind the step."}]},
        [{"text": "Mind the step.", "start": 1.0, "duration": 1.0}],
        [{"sentence": "Mind the step.", "startTime": "00:01", "endTime": "00:02", "speaker_name": None}],
        {"fragments": [{"begin": "1.000", "end": "2.000", "id": "f1", "lines": ["Mind the", "step."]}]},
        {"entries": [{"text": "Mind the step.", "startOffset": "00:00:01.00", "endOffset": "00:00:02"}], "events": []},
        {"name": "x", "transcript": [{"start_time": 1, "end_time": 2, "text": "Mind the step."}]},
        {"output": {"segments": [{"start": 1, "end": 2, "text": "Mind the step."}]}},
        {"result": {"transcription": {"utterances": [{"start": 1.0, "end": 2.0, "text": "Mind the step.", "speaker": None}]}}},
        {
            "result": [{"word": w, "start": s, "end": s + 0.1} for w, s in (("Mind", 1), ("the", 1.2), ("step.", 1.4))],
            "text": "-",
        },
        {"words": [{"name": w, "time": s, "duration": 200} for w, s in (("Mind", 1000), ("the", 1500), ("step.", 2000))]},
        {
            "retval": {
                "words": [{"punct": w, "word": "x", "start": s, "end": s} for w, s in (("Mind", 1), ("the", 2), ("step.", 3))]
            }
        },
        {"results": [{"alternatives": [{"transcript": "Mind the.", "timestamps": [["Mind", 1, 2], ["the", 2, 3]]}]}]},
        {"phrases": [{"offsetMilliseconds": 1000, "durationMilliseconds": 900, "text": "Mind the step.", "locale": "en-GB"}]},
        {
            "videos": [
                {"insights": {"transcript": [{"text": "Mind the step.", "instances": [{"start": "0:00:01", "end": "0:00:02"}]}]}}
            ]
        },
        {"Transcript": [{"Content": "Mind the step.", "BeginOffsetMillis": 1000, "EndOffsetMillis": 2000}]},
    ],
)
def test_one_sentence_in_many_shapes(data: Any) -> None:
    ((speaker, start, text),) = said(data)
    assert (speaker, start) == (None, 1.0)
    assert text in ("Mind the step.", "Mind the.")


def test_words_alone_take_the_letters_of_the_text_beside_them() -> None:
    words = [{"text": word, "start": at, "end": at + 200} for word, at in (("mind", 1000), ("it", 1500), ("abe", 2000))]
    data = {"text": "Mind it, Abe!", "words": words, "utterances": None, "audio_duration": 3, "language_code": "en_us", "id": "x"}
    (draft,) = parse(json.dumps(data), "x")
    assert (draft.blocks[0].text, draft.blocks[0].start, draft.blocks[0].times) == ("Mind it, Abe!", 1.0, [(5, 1.5), (9, 2.0)])
    assert draft.duration == 3
    assert said({"task": "transcribe", "text": "Mind it, Abe!", "words": [{"word": "Mind", "start": 1}]})[0][1] == 1


def test_pieces_of_words_and_spaces_are_put_together_as_they_are() -> None:
    pieces = [("Mind", "word"), (" ", "spacing"), ("it", "word"), (".", "word"), (" ", "spacing"), ("Thanks", "word")]
    words = [
        {"text": t, "type": k, "start": i, "end": i + 1, "speaker_id": f"speaker_{i // 5}"} for i, (t, k) in enumerate(pieces)
    ]
    assert said({"language_code": "eng", "text": "Mind it. Thanks", "words": words}) == [
        ("speaker_0", 0, "Mind it."),
        ("speaker_1", 5, "Thanks"),
    ]


def test_a_list_of_results_that_have_words() -> None:
    rows = [
        {"result": [{"word": w, "start": s, "end": s + 0.2} for w, s in pairs], "text": " ".join(w for w, _ in pairs)}
        for pairs in ((("mind", 1), ("it", 2)), (("thanks", 4),))
    ]
    assert said(rows) == [(None, 1, "mind it thanks")]


def test_times_of_words_beside_the_segments_are_put_into_them() -> None:
    words = [{"word": word, "start": at, "end": at + 0.2} for word, at in (("Mind", 1.0), ("it", 1.5), ("Thanks", 3.0))]
    (draft,) = parse(
        json.dumps({"segments": [{"start": 1, "text": "Mind it."}, {"start": 3, "text": "Thanks."}], "words": words}), "x"
    )
    assert draft.blocks[0].times == [(5, 1.5), (9, 3.0)]


def test_a_text_that_tells_more_than_its_words_is_not_cut_down_to_them() -> None:
    words = [{"word": "Mind", "startTime": "1s", "endTime": "1.2s"}]
    assert said({"results": [{"alternatives": [{"transcript": "Mind the step, Abe.", "words": words}]}]}) == [
        (None, 1.0, "Mind the step, Abe.")
    ]


def test_what_is_heard_twice_is_said_twice() -> None:
    assert said({"segments": [{"start": at, "end": at + 1, "text": "Yes."} for at in range(4)]}) == [
        (None, 0.0, "Yes. Yes. Yes. Yes.")
    ]


def test_channels_without_voices_take_turns_by_the_time() -> None:
    def channel(*words: tuple[str, float]) -> dict[str, Any]:
        return {"alternatives": [{"words": [{"word": word, "start": at, "end": at + 0.3} for word, at in words]}]}

    data = {"results": {"channels": [channel(("Ready?", 1), ("Good.", 5)), channel(("Always.", 3))]}}
    assert said(data) == [(None, 1, "Ready?"), (None, 3, "Always."), (None, 5, "Good.")]


def test_channels_with_labels_bear_them() -> None:
    item = {"type": "pronunciation", "start_time": "1.0", "end_time": "1.4", "alternatives": [{"content": "Ready"}]}
    channels = [{"channel_label": "ch_0", "items": [item]}, {"channel_label": "ch_1", "items": [{**item, "start_time": "3.0"}]}]
    assert said({"results": {"channel_labels": {"channels": channels}, "transcripts": []}}) == [
        ("ch_0", 1, "Ready"),
        ("ch_1", 3, "Ready"),
    ]


def test_a_voice_that_nobody_knows_stays_unknown() -> None:
    rows = [{"start": 0, "end": 1, "text": "Ready?", "speaker": "A"}, {"start": 2, "end": 3, "text": "Always.", "speaker": None}]
    assert said({"segments": rows}) == [("A", 0, "Ready?"), (None, 2, "Always.")]


def test_speech_without_times_is_speech_where_voices_or_names_say_so() -> None:
    rows = [{"speaker": "Nora", "text": "Mind it."}, {"speaker": "Abe", "text": "Thanks."}]
    assert said(rows) == [("Nora", None, "Mind it."), ("Abe", None, "Thanks.")]
    assert said({"segments": [{"text": "Mind it."}]}) == [(None, None, "Mind it.")]
    assert said({"transcript": "Mind it."}) == [(None, None, "Mind it.")]
    assert said({"status": "completed", "text": "Mind it.", "words": None, "audio_duration": 3}) == [(None, None, "Mind it.")]


def test_a_file_states_its_title_language_and_length() -> None:
    data = {"title": "The\nmill", "duration": 90, "language": "de", "segments": [{"start": 0, "end": 9, "text": "Zzz"}]}
    (draft,) = parse(json.dumps(data), "x")
    assert (draft.title, draft.title_origin, draft.duration, draft.language) == ("The mill", "stated", 90, "de")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"name": "left", "version": "1.0", "scripts": {"test": "node"}}', "no transcript"),
        ('[{"id": 1, "text": "a post", "user": "abe"}]', "no transcript"),
        ('{"data": [{"name": "Nora", "value": "7", "time": "2020-01-01"}]}', "no transcript"),
        ('{"messages": [{"role": "user", "content": "Mind it"}]}', "no transcript"),
        ('{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Start"}]}', "list of chapters without a transcript"),
        ('{"id": "x", "webpage_url": "y", "title": "z", "duration": 9, "timestamp": 1700000000}', "downloader"),
        ('{"segments": [{"start": 0, "end": 1, "text": "  "}]}', "no words"),
        ('{"monologues": []}', "no words|no transcript"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"segments" "oops"}', "broken"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_sentence(text: str, why: str) -> None:
    assert recognises(text)
    with pytest.raises(UnreadableFile, match=why):
        parse(text, "x.json")


def test_impossible_values_are_left_out_and_that_is_told() -> None:
    text = (
        '{"segments": [{"start": NaN, "end": Infinity, "text": "one"}, {"start": 1e400, "text": "two"}, null, 7, '
        '{"start": -9, "text": ["x", 1]}, {"start": 3, "text": "half \\ud83d letter"}, {"start": '
        + "9" * 5000
        + ', "text": "far"}]}'
    )
    (draft,) = parse(text, "x.json")
    assert [block.text for block in draft.blocks] == ["one two half \ufffd letter far"]
    assert draft.blocks[0].times == [(8, 3.0)]
    assert draft.notes[-3:] == [
        "5 times are no possible times and left out",
        "3 pieces are not what they should be and left out",
        "1 half of a letter is marked with \ufffd",
    ]
    assert draft.repaired


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = json.dumps({"segments": [{"start": at, "end": at + 1, "text": f"word{at}."} for at in range(9)]})
    (draft,) = parse(whole[:-60], "x.json")
    assert draft.truncated
    assert draft.blocks[0].text.startswith("word0. word1.")
    assert "cut off" in draft.notes[0]


# Real files: every word that they list comes back, in order, with its voice.


def _real(pattern: str) -> list[Path]:
    return sorted(path for path in REAL.glob(pattern) if "chapters" not in path.parts)


def _strings(data: Any, keys: tuple[str, ...], beneath: str) -> Iterator[str]:
    """All texts under one of `keys` in records of lists called `beneath`, wherever they stand."""
    if isinstance(data, list):
        for value in data:
            yield from _strings(value, keys, beneath)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name == beneath and isinstance(value, list):
                yield from (row[key] for row in value for key in keys if isinstance(row, dict) and isinstance(row.get(key), str))
            yield from _strings(value, keys, beneath)


def _listed(data: Any) -> str:
    """The words of a real file, found without any knowledge of how it is read."""
    if isinstance(data, list):
        return " ".join(row["text"] for row in data)
    for keys, beneath in ((("text",), "line"), (("text",), "blocks"), (("text", "body"), "segments"), (("text",), "words")):
        words = list(_strings(data, keys, beneath))
        if words:
            return " ".join(words)
    return ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["bbc-stt", "whisper-timestamped", "podcast-namespace"])
def test_every_real_file_opens_with_all_its_words(folder: str) -> None:
    files = _real(f"{folder}/**/*.json")
    if not files:
        pytest.skip("the real transcripts are not beside this checkout (../shared/samples/real)")
    for path in files:
        text = path.read_text(encoding="utf-8")
        (draft,) = parse(text, path.name)
        transcript = assemble(draft, "speech-json")
        assert _letters(_listed(json.loads(text))) == _letters(" ".join(_speech(draft))), path.name
        seconds = [anchor.seconds for anchor in transcript.anchors]
        assert seconds == sorted(seconds), path.name
        assert seconds or not draft.blocks, path.name
        voices = set(re.findall(r'"speaker": "([^"]+)"', text))
        assert {speaker.label for speaker in transcript.speakers} == voices, path.name


def _speech(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks if block.kind == "speech"]


def test_voices_without_a_name_are_told_by_marks_among_named_ones() -> None:
    rows = [
        {"speaker": "Ida", "body": "The lamp is lit."},
        {"body": ">> By whom?\n>> Nobody knows."},
        {"speaker": "Ida", "body": "I know."},
    ]
    (draft,) = parse(json.dumps({"version": "1.0.0", "segments": rows}), "lamp.json")
    assert [(block.speaker, block.text, block.start) for block in draft.blocks] == [
        ("Ida", "The lamp is lit.", None),
        (None, "By whom?", None),
        (None, "Nobody knows.", None),
        ("Ida", "I know.", None),
    ]


def test_a_mark_begins_a_turn_among_rows_of_one_word() -> None:
    words = ["the", "lamp", "is", "lit", ">> by", "whom", "nobody", "knows", "that", "here", "now"]
    rows = [{"startTime": at, "endTime": at + 1, "body": word} for at, word in enumerate(words)]
    (draft,) = parse(json.dumps({"segments": rows}), "lamp.json")
    assert [block.text for block in draft.blocks] == ["the lamp is lit", "by whom nobody knows that here now"]
