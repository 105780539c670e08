"""Reads captions whose times run on inside lines: "(0:01) words (0:04) more words", or glued, "0:01words0:04more words".

So they come out of a browser that copies YouTube's panel as one line, and out of its extensions.
"""

import re
from itertools import pairwise

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.captions.time_marks import rising
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.text.plain_text import title_in
from reader_app.core.timestamps import parse_clock

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?"
_STYLES = (re.compile(rf"\[({_CLOCK})\]|\(({_CLOCK})\)"), re.compile(rf"(?<![\d:.,])({_CLOCK})(?=[^\W\d_])"))
"""In brackets, and glued to the word behind."""
_SAMPLE = 50_000
_FEWEST = 5
_RISING = 0.9
_FARTHEST = 400
"""Code points from one time to the next, on average, beyond which these are no captions."""
_LONGEST_HEAD = 400
"""Code points before the first time, which begins a line."""


def recognises(text: str) -> bool:
    """Whether times run through `text` from the start, rising and close together, and more than begin its lines."""
    marks = _marks(text[:_SAMPLE])
    if len(marks) < _FEWEST or marks[0].start() > _LONGEST_HEAD or text[: marks[0].start()].rstrip(" \t")[-1:] not in ("", "\n"):
        return False
    times = [_seconds(mark) for mark in marks]
    rises = sum(before <= after for before, after in pairwise(times))
    near = marks[-1].start() - marks[0].start() <= _FARTHEST * len(marks)
    return near and rises >= _RISING * (len(marks) - 1)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that `text` is; times that fall are left among the words. Raises UnreadableFile without words."""
    marks = _marks(text)
    kept = [mark for mark, keep in zip(marks, rising([_seconds(mark) for mark in marks]), strict=True) if keep]
    stops = [mark.start() for mark in kept[1:]] + [len(text)]
    cues = [Cue(text[mark.end() : stop], _seconds(mark)) for mark, stop in zip(kept, stops, strict=True)]
    spoken = [cue for cue in cues if cue.text.strip()]
    if not spoken:
        raise UnreadableFile("There are only times in this text, and no words.")
    draft = draft_of(spoken, name)
    above = [fold_space(line) for line in text[: kept[0].start()].split("\n")]
    draft.blocks[:0] = [DraftBlock("prose", line) for line in above if line]
    if any(above) and (title := title_in(draft.blocks)):
        draft.title, draft.title_origin = title, "stated"
    return [draft]


def _marks(text: str) -> list[re.Match[str]]:
    """The times of the style that `text` has more of."""
    found = ([mark for mark in style.finditer(text) if parse_clock(_clock(mark)) is not None] for style in _STYLES)
    return max(found, key=len)


def _clock(mark: re.Match[str]) -> str:
    return next(group for group in mark.groups() if group)


def _seconds(mark: re.Match[str]) -> float:
    return parse_clock(_clock(mark)) or 0.0
