"""Where a word begins and ends: places of whole words, and stretches out to whole words, in any script."""

import re

from reader_app.core import anchors
from reader_app.core.model import Span
from reader_app.core.words import UNSPACED, WORD, WORD_CHARACTERS

SPACED = re.compile(rf"(?![{UNSPACED}])[{WORD_CHARACTERS}]")
"""A character inside a word of a script that parts words by spaces."""
_OPENERS = "\"'“‘«„(["


def whole_places(text: str, words: str) -> list[Span]:
    """Every place of `text` where exactly `words` stand as whole words in one block, in order."""
    if not words.strip():
        return []
    return [
        span for span in anchors.occurrences(text, words) if "\n" not in text[span.start : span.stop] and is_whole(text, span)
    ]


def is_whole(text: str, span: Span) -> bool:
    """Whether no word goes on beyond the ends of `span`."""
    if span.start >= span.stop:
        return True
    begins = span.start > 0 and SPACED.match(text[span.start]) and SPACED.match(text[span.start - 1])
    ends = span.stop < len(text) and SPACED.match(text[span.stop - 1]) and SPACED.match(text[span.stop])
    return not begins and not ends


def stripped(text: str, span: Span) -> Span:
    """`span` without white space at its ends."""
    start, stop = max(0, span.start), min(len(text), span.stop)
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def whole_words(text: str, span: Span) -> Span:
    """`span` out to whole words with the marks that stand at them; nothing for white space."""
    start, stop = stripped(text, span)
    if start >= stop:
        return Span(start, start)
    while start and SPACED.match(text[start]) and SPACED.match(text[start - 1]):
        start -= 1
    while start and text[start - 1] in _OPENERS:
        start -= 1
    while stop < len(text) and SPACED.match(text[stop - 1]) and SPACED.match(text[stop]):
        stop += 1
    while stop < len(text) and not text[stop].isspace() and not WORD.match(text[stop]) and text[stop] not in _OPENERS:
        stop += 1
    return Span(start, stop)
