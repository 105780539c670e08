"""JSON is read whole, by lines, cut off or broken, and in time that grows with its length."""

import time
from contextlib import suppress

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.speech import json_source
from reader_app.core.importers.speech.json_source import read_json


def test_one_value_or_one_a_line() -> None:
    assert read_json(' {"a": 1}\n').values == [{"a": 1}]
    assert read_json('{"a": 1}\n\n{"a": 2}\n').values == [{"a": 1}, {"a": 2}]
    assert read_json('{\n "a": 1\n}\n{\n "a": 2\n}').values == [{"a": 1}, {"a": 2}]
    assert read_json('{"a": 1}{"a": 2}').values == [{"a": 1}, {"a": 2}]


def test_broken_lines_are_left_out_and_that_is_told() -> None:
    source = read_json('{"a": 1}\n{bad}\n{"a": 2}\n')
    assert (source.values, source.notes) == ([{"a": 1}, {"a": 2}], ["1 line is no whole JSON and left out"])
    assert read_json('{bad}\n{"a": 1}\n{"a": 2}').values == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"rows": [{"text": "one"}, {"text": "two"}, {"sta', {"rows": [{"text": "one"}, {"text": "two"}]}),
        ('{"rows": [{"text": "one"}, {"start": 12', {"rows": [{"text": "one"}]}),
        ('{"rows": [{"text": "one"}]', {"rows": [{"text": "one"}]}),
        ('{"text": "one tw', {"text": "one tw"}),
        ('{"text": "one \\', {"text": "one "}),
        ('{"text": "one \\u00e', {"text": "one "}),
        ('{"text": "one \\\\', {"text": "one \\"}),
        ('{"text": "one", "speaker": "No', {"text": "one"}),
    ],
)
def test_what_stands_whole_before_the_end_is_read(text: str, value: object) -> None:
    source = read_json(text)
    assert (source.values, source.truncated) == ([value], True)
    assert "cut off" in source.notes[0]


def test_what_stands_before_a_broken_place_is_read() -> None:
    source = read_json('{"rows": [{"text": "one"}, {"text": oops}, {"text": "three"}]}')
    assert source.values[0]["rows"][0] == {"text": "one"}
    assert "broken in the middle" in source.notes[0]


def test_raw_line_breaks_and_endless_numbers_are_taken() -> None:
    assert read_json('{"text": "one\ntwo"}').values == [{"text": "one\ntwo"}]
    assert read_json('{"start": ' + "9" * 5_000 + "}").values == [{"start": float("inf")}]


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "{oops", '{"a" 1}', '{"'])
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^This .*JSON"):
        read_json(text)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_source, "MOST_RECORDS", 3)
    with pytest.raises(UnreadableFile, match="too large"):
        read_json("[{}, {}, {}, {}]")


@pytest.mark.parametrize("text", ['{"a": 1}\n' + "{bad}\n" * 60_000, '{"text": "' + "\\\\" * 300_000, '[{"a": "b"}, ' * 60_000])
def test_bad_files_take_no_longer_than_good_ones(text: str) -> None:
    begun = time.perf_counter()
    with suppress(UnreadableFile):
        read_json(text)
    assert time.perf_counter() - begun < 5
