"""Reads what speech-to-text programs print while they work: lines headed by a stretch of seconds, "[0.00s -> 4.00s] words".

The form is that of the examples of faster-whisper and WhisperX; a voice may stand in brackets or before a colon behind the time.
"""

import re

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, drafts_of
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space

_SECONDS = r"(\d{1,6}(?:\.\d{1,6})?)\s?s?"
_CUE = re.compile(rf"\[\s?{_SECONDS}\s?(?:-{{1,2}}>|→)\s?{_SECONDS}\s?\]:?\s*(.*)")
_SAMPLE = 100_000
_FEWEST = 2
_SHARE = 0.5


def recognises(text: str) -> bool:
    """Whether at least half of the lines of `text` begin with a stretch of seconds."""
    lines = [line.strip() for line in text[:_SAMPLE].split("\n")]
    filled = [line for line in lines if line]
    return sum(_CUE.match(line) is not None for line in filled) >= max(_FEWEST, _SHARE * len(filled))


def parse(text: str, name: str) -> list[Draft]:
    """The episodes that the lines tell. A line without a time goes on with the one above it; what stands before all is prose.

    Raises UnreadableFile where no words stand beside the times.
    """
    times: list[tuple[float, float]] = []
    said: list[list[str]] = []
    above: list[DraftBlock] = []
    for raw in text.split("\n"):
        line = raw.strip()
        match = _CUE.match(line)
        if match is not None:
            times.append((float(match[1]), float(match[2])))
            said.append([match[3]])
        elif said:
            said[-1].append(line)
        elif line:
            above.append(DraftBlock("prose", fold_space(line)))
    cues = [Cue("\n".join(lines), *both) for lines, both in zip(said, times, strict=True) if any(lines)]
    if not cues:
        raise UnreadableFile("These captions hold no text.")
    drafts = drafts_of(cues, name)
    drafts[0].blocks[:0] = above
    return drafts
