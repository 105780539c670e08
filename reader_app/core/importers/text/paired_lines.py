"""Reads the heads of all lines of a text, also those that take two or three lines: a name, and above or below it its time.

Teams copies stand so ("Ann Lee", "0 minutes 3 seconds", "0:03", words), pages of transcripts ("Ann Lee", "(0:03) words") and
what editing programs export (a stretch of time, "Speaker 1", words).
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from reader_app.core.importers.text.labelled_lines import LineHead, name_alone, plain_brackets, read_head

_FEWEST = 2
_SHORT = 24
_DISTINCT = 0.75
"""Of all such pairs, how many at most may have names of their own: names of voices come again, words do not."""
_SHARE = 0.5

_FEWEST_ALONE = 4
_DISTINCT_ALONE = 0.5
"""The same for names without a time, which need to show themselves more plainly."""

Pair = tuple[int, int, str, LineHead]
"""Number of the upper line, of the lower one, the name, and the time."""


def read_lines(lines: Sequence[str]) -> tuple[list[str], list[list[LineHead]]]:
    """The lines, without those that were joined to the head of another (empty now), and the ways to read what heads each."""
    text = [plain_brackets(line) for line in lines]
    heads = [_heads_of(line) if len(line) <= _SHORT else read_head(line) for line in text]
    filled = [number for number, line in enumerate(text) if line]
    above, below = _pairs(text, heads, filled)
    times = sum(1 for ways in heads if ways and ways[0].family == "time")
    for pairs in sorted((above, below), key=len, reverse=True):
        if len(pairs) >= max(_FEWEST, _SHARE * times) and len({pair[2] for pair in pairs}) <= _DISTINCT * len(pairs):
            _join(pairs, text, heads)
            break
    _drop_doubled_times(text, heads, filled)
    _head_by_names_alone(text, heads)
    return text, heads


@lru_cache(maxsize=1024)
def _heads_of(line: str) -> list[LineHead]:
    """What heads a short line: many of these come again and again. The list is shared and must not be changed."""
    return read_head(line) if line else []


def _pairs(text: Sequence[str], heads: Sequence[list[LineHead]], filled: Sequence[int]) -> tuple[list[Pair], list[Pair]]:
    """Names that stand above a time, and names that stand below one that is alone in its line."""
    above: list[Pair] = []
    below: list[Pair] = []
    for place, number in enumerate(filled[:-1]):
        following = filled[place + 1]
        if following > number + 2:
            continue
        if (name := _name(text, heads, number)) and (time := _time(heads, following)) is not None:
            above.append((number, following, name, time))
        time = _time(heads, number)
        said_below = place + 2 < len(filled) and not heads[filled[place + 2]]
        if said_below and time is not None and not time.rest and (name := _name(text, heads, following)):
            below.append((number, following, name, time))
    return above, below


def _name(text: Sequence[str], heads: Sequence[list[LineHead]], number: int) -> str:
    ways = heads[number]
    if ways and not (ways[0].family == "bold-alone" and not ways[0].rest):
        return ""
    return name_alone(text[number])


def _time(heads: Sequence[list[LineHead]], number: int) -> LineHead | None:
    """The time that heads a line, where no name does."""
    return next((head for head in heads[number] if head.family == "time"), None)


def _join(pairs: Sequence[Pair], text: list[str], heads: list[list[LineHead]]) -> None:
    counts = Counter(pair[2] for pair in pairs)
    first = next((number for number, pair in enumerate(pairs) if counts[pair[2]] > 1), len(pairs))
    for upper, lower, name, time in pairs[first:]:
        heads[upper] = [LineHead("name-time", name, time.seconds, time.rest)]
        heads[lower] = []
        text[lower] = ""


def _head_by_names_alone(text: Sequence[str], heads: list[list[LineHead]]) -> None:
    """Takes lines of their own that say the same few names over and over (as headings or not) for heads of what is below."""
    found: list[tuple[int, str]] = []
    paragraphs = 0
    before, under_name = "", False
    for number, line in enumerate(text):
        opens = bool(line) and not heads[number] and (not before or line.startswith("#"))
        paragraphs += (opens and not under_name) or bool(heads[number])
        under_name = under_name and not line
        below = text[number + 1] if number + 1 < len(text) else ""
        under = below or (text[number + 2] if number + 2 < len(text) else "")
        if opens and under and not under.startswith("#") and (below or line.startswith("#")) and (name := name_alone(line)):
            found.append((number, name))
            under_name = True
        before = line
    names = Counter(name for _, name in found)
    if len(found) < max(_FEWEST_ALONE, _SHARE * paragraphs) or len(names) > _DISTINCT_ALONE * len(found):
        return
    for number, name in found:
        if names[name] > 1:
            heads[number] = [LineHead("bold", name, None, "")]


def _drop_doubled_times(text: list[str], heads: list[list[LineHead]], filled: Sequence[int]) -> None:
    """Empties a line that only says again what the one above it does: the time ("0:03" below "3 seconds"), the name and it."""
    before: float | None = None
    named: tuple[str, float | None] | None = None
    for number in filled:
        if not text[number]:
            continue
        if not heads[number] or heads[number][0].rest:
            before = named = None
            continue
        own = next(((head.name, head.seconds) for head in heads[number] if head.name and head.seconds is not None), None)
        if own is not None and own == named:
            text[number], heads[number] = "", []
            continue
        named = own
        time = _time(heads, number)
        if time is not None and not time.rest and time.seconds == before and before is not None:
            text[number], heads[number] = "", []
            continue
        before = heads[number][0].seconds
