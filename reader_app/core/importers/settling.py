"""Brings in order what no form may leave undone, however broken its file is: endless white space, titles, voices and times."""

import math
import re

from reader_app.core.importers.draft import Draft, DraftBlock, fold_space

_MOST_SPACE = 64
_LONG_SPACE = re.compile(rf"(?<!\s)\s{{{_MOST_SPACE + 1},}}+")
_KEPT = _MOST_SPACE // 2


def shorten_space(text: str) -> str:
    """`text` without the middle of very long runs of white space, of which nothing is told and which cost time to look at.

    Where such a run holds line breaks, it still parts lines, and the last of them keeps its indent.
    """
    return _LONG_SPACE.sub(_shorter, text)


def _shorter(run: re.Match[str]) -> str:
    space = run[0]
    between = "\n\n" if "\n" in space[_KEPT:-_KEPT] else ""
    return space[:_KEPT] + between + space[-_KEPT:]


def settle(draft: Draft, name: str) -> None:
    """Folds the title, the voices and words without times, and leaves out times that cannot be where they stand in a block.

    A note counts these. A draft without a title is called `name`, as its file.
    """
    draft.title = fold_space(draft.title)
    if not draft.title:
        draft.title, draft.title_origin = fold_space(name) or "?", "derived"
    dropped = 0
    for block in draft.blocks:
        if block.speaker is not None:
            block.speaker = fold_space(block.speaker) or None
        if block.times:
            dropped += _settle_times(block)
        elif not block.ends:
            block.text = fold_space(block.text)
    if dropped:
        times = "1 time that runs" if dropped == 1 else f"{dropped:,} times that run"
        draft.notes.append(f"{times} backwards or stand behind the last words: left out, the words stay")


def _settle_times(block: DraftBlock) -> int:
    """Keeps the times of a block that rise with their places inside its words; answers how many are gone."""
    at, last = (0, block.start) if block.start is not None else (-1, -math.inf)
    kept = []
    for offset, seconds in block.times:
        if at < offset < max(1, len(block.text)) and (seconds >= last or block.kind != "speech"):
            kept.append((offset, seconds))
            at, last = offset, seconds
    dropped = len(block.times) - len(kept)
    if dropped:
        block.times = kept
        places = {0, *(offset for offset, _ in kept)}
        block.ends = {offset: until for offset, until in block.ends.items() if offset in places}
    return dropped
