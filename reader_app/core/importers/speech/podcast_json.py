"""Reads chapter lists in JSON, alone or inside another file: Podcasting 2.0's, and those of programs that write alike.

Source of the form: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from typing import Any

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import fold_space
from reader_app.core.importers.speech.json_source import read_json
from reader_app.core.importers.speech.json_values import Findings, record

_START_NAMES = ("startTime", "start_time", "start", "startOffset", "time", "timestamp")
_TITLE_NAMES = ("title", "headline", "name", "gist", "label")


def parse_chapters(text: str) -> list[tuple[float, str]]:
    """The chapters of a chapters file as (seconds, title), in its order.

    Chapters without a title, and those that are not meant for a table of contents, are left out. Raises UnreadableFile where
    `text` is no JSON or holds no chapters.
    """
    chapters = chapters_in(read_json(text).values[0], Findings())
    if not chapters:
        raise UnreadableFile("This is no list of chapters that can be read here.")
    return chapters


def chapters_in(data: Any, findings: Findings, *, per_second: float = 1.0) -> list[tuple[float, str]]:
    """The chapters that `data` lists as (seconds, title); `per_second` is the unit of its times that are bare numbers."""
    listed = record(data).get("chapters") if isinstance(data, dict) else data
    found = []
    for row in listed if isinstance(listed, list) else ():
        if not isinstance(row, dict) or row.get("toc") is False:
            continue
        tags = record(row.get("tags"))
        words = (row.get(name, tags.get(name)) for name in _TITLE_NAMES)
        title = next((folded for value in words if isinstance(value, str) and (folded := fold_space(findings.text(value)))), "")
        start = findings.seconds(next((row[name] for name in _START_NAMES if name in row), None), per_second)
        if title and start is not None:
            found.append((start, title))
    return found
