"""Other words in place of stretches of a text: which of them a stretch meets, and the text that comes of them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.offset_map import OffsetMap, Stretch


class Edit(NamedTuple):
    """What is read in place of a stretch of the source's text."""

    start: int
    stop: int
    words: str


def inside(edits: Sequence[Edit], span: Span) -> Iterator[Edit]:
    """Those of the `edits` (in order) that touch `span`."""
    number = max(0, bisect_right(edits, span.start, key=lambda edit: edit.start) - 1)
    while number < len(edits) and edits[number].start < span.stop:
        if edits[number].stop > span.start:
            yield edits[number]
        number += 1


def touched(edits: Sequence[Edit], span: Span) -> bool:
    """Whether any of the `edits` (in order) changes a letter of `span`."""
    return any(True for _ in inside(edits, span))


def applied(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """The words of `span` with the `edits` made."""
    parts, at = [], span.start
    for edit in edits:
        parts += [text[at : edit.start], edit.words]
        at = edit.stop
    return "".join([*parts, text[at : span.stop]])


def edited(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """`text` with the `edits` made, and the way to it."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = shift = 0
    for start, stop, words in edits:
        parts += [text[at:start], words]
        stretches.append(Stretch(Span(start, stop), Span(start + shift, start + shift + len(words)), words))
        shift += len(words) - (stop - start)
        at = stop
    return "".join([*parts, text[at:]]), OffsetMap(stretches)
