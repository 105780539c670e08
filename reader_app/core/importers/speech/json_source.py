"""Reads JSON as it is found in the wild: whole, cut off, one value a line, or too much of it. See RFC 8259."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader_app.core.errors import UnreadableFile

LARGEST = 60_000_000
MOST_RECORDS = 600_000
"""Code points of JSON, and records in it, that are read: a day of speech with all its words. More would fill the memory."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closed>")?|[{}\[\],:]', re.DOTALL)
_SPOKEN_KEY = re.compile(r'"(?:text|transcript|body|content|display|utf8)"\s*:\s*\Z')
_CLOSERS = {"{": "}", "[": "]"}
_DEEPEST = 100
"""No transcript nests deeper; what does is not repaired."""

_LINE_START = re.compile(r"\n[ \t]*(?=[{\[])")
_TOO_DEEP = "This is JSON that is nested too deeply to be a transcript."
_BROKEN = "This looks like JSON, but it is broken; it cannot be read."


@dataclass(slots=True)
class JsonSource:
    """The values of a JSON file in their order (mostly one), whether it is cut off, and what was left out, in plain words."""

    values: list[Any]
    truncated: bool = False
    notes: list[str] = field(default_factory=list)


def read_json(text: str) -> JsonSource:
    """The value or, where one stands after the other ("JSON Lines"), the values of `text`.

    A file that breaks off or is broken gives what stands whole before that place. Raises UnreadableFile where it is too
    large, nested too deeply, or nothing can be read.
    """
    if len(text) > LARGEST or text.count("{") > MOST_RECORDS:
        raise UnreadableFile("This JSON file is too large: only up to about a day of speech can be read at once.")
    try:
        return _read(text.strip())
    except RecursionError:
        raise UnreadableFile(_TOO_DEEP) from None


def _read(text: str) -> JsonSource:
    try:
        return JsonSource([_loads(text)])
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return _read_row(text)
        first_line = text.partition("\n")[0]
        if text[:1] == "{" and error.pos <= len(first_line) and _LINE_START.match(text, len(first_line)) is not None:
            lines = _read_lines(text)
            if lines.values:
                return lines
        return _mended(text, error.pos)


def _loads(text: str) -> Any:
    """The value of `text`, with raw control characters in strings, and numbers of any length, as careless writers leave them."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a whole number of more than 4,300 digits
        return json.loads(text, strict=False, parse_int=float)


def _read_row(text: str) -> JsonSource:
    """Values that follow each other: one or more a line, or each over several lines."""
    values = _values(text.partition("\n")[0])
    if values is None:
        values, stop = _leading_values(text, json.JSONDecoder(strict=False))
        source = JsonSource(values)
        if stop < len(text):
            source.notes.append("what follows the last whole JSON value is left out")
    else:
        source = _read_lines(text)
    if not source.values:
        raise UnreadableFile(_BROKEN)
    return source


def _read_lines(text: str) -> JsonSource:
    source, bad, last = JsonSource([]), 0, True
    for raw in text.split("\n"):
        line = raw.strip(" \t\r,\x1e")
        if not line:
            continue
        values = _values(line)
        last = values is not None
        bad += not last
        source.values += values or []
    source.truncated = not last and text[-1] not in "}]"
    if bad:
        lines = "1 line is" if bad == 1 else f"{bad:,} lines are"
        source.notes.append(f"{lines} no whole JSON and left out")
    return source


def _values(line: str) -> list[Any] | None:
    """The values that a line is, one or more; None where it is broken."""
    try:
        return [_loads(line)]
    except RecursionError:
        return None
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            return None
    values, stop = _leading_values(line, json.JSONDecoder(strict=False))
    return values if stop == len(line) else None


def _leading_values(text: str, decoder: json.JSONDecoder) -> tuple[list[Any], int]:
    """The whole values that stand at the head of `text`, and the code point up to which they were read.

    It ends with the first that is broken: each failure looks at all lines before it, so many would take for ever.
    """
    values, at = [], 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,\x1e":
            at += 1
    return values, at


def _mended(text: str, broken_at: int) -> JsonSource:
    """The value of a `text` that breaks off, or what stands whole before the place where it is broken."""
    for head, note in ((text, "the file is cut off"), (text[:broken_at], "the JSON is broken in the middle")):
        for closed in _closings(head):
            try:
                value = _loads(closed)
            except json.JSONDecodeError:
                continue
            return JsonSource([value], True, [f"{note}; what stands whole before that was read"])
    raise UnreadableFile(_BROKEN)


def _closings(text: str) -> Iterator[str]:
    """Ways to end a `text` that breaks off: within spoken words, or after the last whole value."""
    stack: list[str] = []
    safe, safe_stack, open_string, stop = 0, "", -1, 0
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in "{[":
            stack.append(mark)
            if len(stack) > _DEEPEST:
                raise UnreadableFile(_TOO_DEEP)
        elif mark in "}]":
            if not stack or _CLOSERS[stack.pop()] != mark:
                break
            safe, safe_stack = match.end(), "".join(stack)
        elif mark == ",":
            safe, safe_stack = match.start(), "".join(stack)
        elif mark[0] == '"' and match["closed"] is None:
            open_string, stop = match.span()
    if open_string >= 0 and _SPOKEN_KEY.search(text, max(0, open_string - 40), open_string):
        for cut in (stop, text.rfind("\\u", stop - 5, stop)):  # within a code of four digits nothing can be closed
            if cut > 0:
                yield text[:cut] + '"' + _closers("".join(stack))
    if safe:
        yield text[:safe] + _closers(safe_stack)


def _closers(stack: str) -> str:
    return "".join(_CLOSERS[mark] for mark in reversed(stack))
