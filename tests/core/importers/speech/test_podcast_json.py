"""Chapter lists in JSON give their titles and seconds, in their order."""

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.speech.podcast_json import parse_chapters


def test_chapters_of_podcasting() -> None:
    text = (
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "The  mill"},'
        ' {"startTime": 61.5, "title": "Salt &amp; rye"},'
        ' {"startTime": 70, "img": "x.png"}, {"startTime": 80, "title": "Hidden", "toc": false},'
        ' {"startTime": "bad", "title": "x"}]}'
    )
    assert parse_chapters(text) == [(0, "The mill"), (61.5, "Salt &amp; rye")]


def test_chapters_of_other_programs() -> None:
    assert parse_chapters('[{"start_time": "1.5", "tags": {"title": "Gears"}}]') == [(1.5, "Gears")]
    assert parse_chapters('{"chapters": [{"start_time": 9, "end_time": 12, "title": "Oil"}]}') == [(9, "Oil")]


@pytest.mark.parametrize("text", ["{}", '{"chapters": []}', '{"chapters": {"a": 1}}', "[1, 2]", '"x"', "no JSON"])
def test_what_is_no_list_of_chapters_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile):
        parse_chapters(text)
