"""Reads tables of segments, one a row: CSV and its kin with or without a heading, and tab-separated ones (Whisper's TSV).

Sources of the forms: RFC 4180; `WriteTSV` in openai-whisper (times in milliseconds, nothing quoted).
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.speech.json_values import Findings
from reader_app.core.importers.speech.segment_rows import (
    END_NAMES,
    LENGTH_NAMES,
    START_NAMES,
    TEXT_NAMES,
    VOICE_NAMES,
    RowReader,
    plain_name,
)
from reader_app.core.importers.speech.spoken_words import Speech, draft_of_speech

LARGEST = 30_000_000
"""Code points of a table that are read: hundreds of hours of speech. More would fill the memory."""

_DELIMITERS = "\t,;|"
_HEAD = 60_000
_MOST_COLUMNS = 60
_TIMES = frozenset([*START_NAMES, *END_NAMES])
_KNOWN = frozenset([*_TIMES, *LENGTH_NAMES, *VOICE_NAMES, *TEXT_NAMES])
_VAGUE = frozenset(["label", "name", "value", "said", "line"])
"""Names of columns that by themselves say nothing of speech: markers and chapters bear them as well."""

_CLOCK = re.compile(r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,:;]\d{1,6})?")
_RANGE = re.compile(r"\s*(?:-->|–|—|-|\bto\b)\s*")
_FEWEST_WORDS = 0.2
"""Words in a second: where fewer are said, lines with times are a list of chapters and no speech."""

_SAMPLE = 40
_MOST_LINES_A_CELL = 200
"""A cell of more lines is no cell: a quote was opened in it and never closed."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """How a table is written: what parts its columns, whether cells are quoted, and what its columns are called."""

    delimiter: str
    quoted: bool
    columns: tuple[str, ...]
    headed: bool


def recognises(text: str) -> bool:
    """Whether `text` is a table with a column of words and one of times or voices."""
    return _shape(text) is not None


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that a table tells, each row a cue; an empty cell of a voice means the one above.

    Raises UnreadableFile where the table is too large, or there are no words in it.
    """
    shape = _shape(text)
    if shape is None or len(text) > LARGEST:
        raise UnreadableFile(f"This table cannot be read: it is no table of speech, or longer than {LARGEST:,} letters.")
    findings = Findings()
    records = list(_records(text, shape, findings))
    speech = Speech(RowReader(records, findings).cues(), names_run_on=True)
    draft = draft_of_speech(speech, name)
    if not draft.blocks:
        raise UnreadableFile("This table of segments holds no words.")
    draft.notes += findings.told()
    return [draft]


def _shape(text: str) -> TableShape | None:
    head = text[:_HEAD]
    start = len(head) - len(head.lstrip())
    first = head[start:].partition("\n")[0]
    if first[:4].lower() == "sep=" and len(first.strip()) == 5:  # a line with which Excel is told
        start += len(first) + 1
        first = head[start:].partition("\n")[0]
    found = next((delimiter for delimiter in _DELIMITERS if delimiter in first and _headed(first, delimiter)), None)
    if found is not None:
        cells = tuple(cell.strip() for cell in _cells(first, found))
        return TableShape(found, _is_quoted(head, found, len(cells)), cells, True)
    return next((shape for delimiter in _DELIMITERS if delimiter in first and (shape := _bare(head[start:], delimiter))), None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _headed(line: str, delimiter: str) -> bool:
    """Whether a line is a heading: a column of words, one of times or voices, and most names known or few columns."""
    names = [_plain(cell) for cell in _cells(line, delimiter)]
    if not 2 <= len(names) <= _MOST_COLUMNS or any(len(name) > 40 for name in names):
        return False
    worded = any(name in TEXT_NAMES and name not in _VAGUE for name in names)
    timed = any(name in _TIMES for name in names)
    voiced = any(name in VOICE_NAMES for name in names)
    known = sum(1 for name in names if name in _KNOWN)
    return worded and (timed or voiced) and known >= 2 and known * 4 >= len(names)


def _plain(cell: str) -> str:
    """The plain name of a column, without the unit in brackets that some add: "Start (s)", "Start [hh:mm:ss]"."""
    name = re.sub(r"[(\[][^()\[\]]{0,20}[)\]]\s*$", lambda unit: " ms" if "ms" in unit[0].lower().split("mm")[0] else "", cell)
    return plain_name(name)


def _is_quoted(head: str, delimiter: str, columns: int) -> bool:
    """Whether quotes around cells are marks of the table. In tab-separated ones they may be those of the speech itself."""
    if delimiter != "\t":
        return True
    cells = [cell for line in head.split("\n")[1:200] for cell in line.split("\t", columns - 1) if cell[:1] == '"']
    whole = sum(1 for cell in cells if len(cell) > 1 and cell[-1] == '"')
    doubled = any('""' in cell[1:-1] or "\n" in cell for cell in cells)
    every = all(line.rpartition("\t")[2][:1] == '"' for line in head.split("\n")[1:20] if line.strip())
    return bool(cells) and whole == len(cells) and (doubled or every)


def _bare(head: str, delimiter: str) -> TableShape | None:
    """The shape of a table without a heading, where its cells show beyond doubt what they are."""
    rows = [row for row in islice(_rows(head, delimiter, delimiter != "\t"), _SAMPLE) if any(cell.strip() for cell in row)]
    if len(head) >= _HEAD or len(rows) == _SAMPLE:
        rows = rows[:-1]  # it may be cut
    width = len(rows[0]) if rows else 0
    if not 2 <= width <= 6 or any(len(row) != width for row in rows):
        return None
    times = [column for column in range(width) if all(_is_time(row[column]) for row in rows)]
    words = [column for column in range(width) if column not in times and any(letter.isalpha() for letter in rows[0][column])]
    if not times or not words or not _times_tell(rows, times):
        return None
    text = max(words, key=lambda column: sum(len(row[column]) for row in rows))
    first, last = (Findings().seconds(row[times[-1]].strip()) or 0.0 for row in (rows[0], rows[-1]))
    if sum(len(row[text].split()) for row in rows) < _FEWEST_WORDS * (last - first):
        return None
    names = [""] * width
    names[text] = "text"
    for name, column in zip(("start", "end"), times[-2:], strict=False):
        names[column] = name
    others = [column for column in words if column != text]
    if others and len({row[others[0]] for row in rows}) < max(2, len(rows)):
        names[others[0]] = "speaker"
    return TableShape(delimiter, delimiter != "\t", tuple(names), False)


def _is_time(cell: str) -> bool:
    return Findings().seconds(cell.strip()) is not None and cell.strip()[:1].isdigit()


def _times_tell(rows: list[list[str]], times: list[int]) -> bool:
    """Whether numbers are times and no counts: they rise from row to row, and an end follows its start."""
    read = Findings()
    starts = [read.seconds(row[times[-2:][0]].strip()) or 0.0 for row in rows]
    if any(after < before for before, after in pairwise(starts)):
        return False
    if len(times) >= 2:
        ends = [read.seconds(row[times[-1]].strip()) or 0.0 for row in rows]
        return all(end >= start for start, end in zip(starts, ends, strict=True))
    return len(rows) > 2 and all(_CLOCK.fullmatch(row[times[0]].strip()) is not None for row in rows)


def _rows(text: str, delimiter: str, quoted: bool, *, spaced: bool = False) -> Iterator[list[str]]:
    """The rows of cells, after each delimiter of which a space stands where they are `spaced`.

    A quote that is never closed ends with its line, so that it cannot swallow the table.
    """
    if not quoted:
        yield from (line.split(delimiter) for line in text.split("\n"))
        return
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=spaced)
    done = 0
    try:
        for row in reader:
            if any(cell.count("\n") > _MOST_LINES_A_CELL for cell in row):
                break
            done = reader.line_num
            yield row
        else:
            return
    except csv.Error:
        pass
    yield from (line.split(delimiter) for line in islice(io.StringIO(text), done, None))


def _records(text: str, shape: TableShape, findings: Findings) -> Iterator[dict[str, str]]:
    """Each row by the names of its columns; the words go on to the end of a row where nothing quotes their delimiters."""
    last = len(shape.columns) - 1
    names = [_plain(name) for name in shape.columns]
    words_last = last > 0 and plain_name(names[last]) in TEXT_NAMES
    first = text[:_HEAD].lstrip().partition("\n")[0]
    rows = _rows(text, shape.delimiter, shape.quoted, spaced=shape.headed and f"{shape.delimiter} " in first)
    waiting = shape.headed
    for row in rows:
        if not any(cell.strip() for cell in row) or (waiting and row[0].strip().lower() == "sep="):
            continue
        if waiting or not any(cell.strip(" -:=") for cell in row):  # the heading, or the rule below it in Markdown
            waiting = False
            continue
        if len(row) > last + 1 and words_last:
            row[last:] = [shape.delimiter.join(row[last:])]
        if len(row) < 2:
            findings.odd_pieces += 1
            continue
        record = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        yield _with_range(record)


def _with_range(record: dict[str, str]) -> dict[str, str]:
    """`record` with a start and an end, where one cell has both ("00:01 - 00:05")."""
    for name, cell in record.items():
        if name in _TIMES and cell[:1].isdigit() and not _is_time(cell):
            start, *end = _RANGE.split(cell, maxsplit=1)
            if end and _is_time(start) and _is_time(end[0]):
                return {**record, name: start, "end": end[0]}
    return record
