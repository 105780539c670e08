"""Podcasting 2.0 JSON has every time that the source states, and no other that is not marked."""

import json
from typing import Any

from reader_app.core.export.names import Include
from reader_app.core.export.podcast_json import write_podcast_json
from reader_app.core.model import OpenEpisode
from tests.core.export.episodes import opened, speech


def segments(page: OpenEpisode, include: Include | None = None) -> list[dict[str, Any]]:
    told = json.loads(write_podcast_json(page, include or Include()))
    assert told["version"] == "1.0.0"
    return list(told["segments"])


def test_segments_are_the_stated_cues() -> None:
    page = opened(speech("Who taught you?", 1.0, "Ada", until=2.5), speech("My aunt.", 3.0, until=4.0))

    assert segments(page) == [
        {"speaker": "Ada", "startTime": 1.0, "endTime": 2.5, "body": "Who taught you?"},
        {"startTime": 3.0, "endTime": 4.0, "body": ">> My aunt."},
    ]


def test_single_words_keep_their_times_and_the_last_the_end_of_its_cue() -> None:
    page = opened(speech("One knot holds.", 1.0, "Ada", until=3.0, times=[(4, 1.5), (9, 2.0)]))

    assert [(s["startTime"], s["endTime"], s["body"]) for s in segments(page)] == [
        (1.0, 1.5, "One"),
        (1.5, 2.0, "knot"),
        (2.0, 3.0, "holds."),
    ]


def test_a_word_whose_syllables_have_times_stays_one() -> None:
    page = opened(speech("Sing along. 船は朝に。", 1.0, "Ada", times=[(5, 1.5), (6, 1.8), (12, 3.0), (13, 3.5)]))

    assert [s["body"] for s in segments(page)] == ["Sing", "along.", "船", "は朝に。"]


def test_a_time_that_was_worked_out_is_marked() -> None:
    first, second = segments(opened(speech("Is this on?", None, "Ada"), speech("It is.", 12.0, "Bo")))

    assert first["estimated"] is True
    assert "estimated" not in second


def test_without_times_the_turns_are_segments() -> None:
    assert segments(opened(speech("Hello.", None, "Ada"), speech("Hello, Ada.", None, "Bo"))) == [
        {"speaker": "Ada", "body": "Hello."},
        {"speaker": "Bo", "body": "Hello, Ada."},
    ]


def test_names_are_left_out_when_they_are_not_wanted() -> None:
    assert segments(opened(speech("Hello.", 1.0, "Ada", until=2.0)), Include(speakers=False)) == [
        {"startTime": 1.0, "endTime": 2.0, "body": "Hello."}
    ]


def test_a_voice_within_the_cue_of_another_has_no_time_that_is_stated() -> None:
    ada, bo = segments(opened(speech("Hello.", 1.0, "Ada"), speech("Hello, Ada.", None, "Bo")))

    assert "estimated" not in ada
    assert bo["estimated"] is True


def test_each_voice_without_a_name_begins_a_line() -> None:
    page = opened(speech("Is it tied?", 1.0, until=3.0), speech("It is.", None), speech("Good.", 4.0))

    assert [s["body"] for s in segments(page)] == ["Is it tied?\n>> It is.", ">> Good."]
