"""Keeps the stated times of a transcript rising: leaves out the few that fall, and times that are of the day."""

from reader_app.core.importers.captions.time_marks import rising
from reader_app.core.importers.draft import Draft, DraftBlock

_MORNING = 6 * 3600.0
_MIDNIGHT = 24 * 3600.0


def drop_falling_times(draft: Draft) -> None:
    """Leaves out as few times as can be, so that those of the speech and its headings never fall; a note says how many."""
    places = [(block, at) for block in draft.blocks if block.kind != "contents" for at in _times(block)]
    kept = rising([at[1] for _, at in places])
    dropped = [place for place, keep in zip(places, kept, strict=True) if not keep]
    for block, (offset, seconds) in dropped:
        _drop(block, offset, seconds)
    if dropped:
        count = len(dropped)
        times = "1 time that runs" if count == 1 else f"{count:,} times that run"
        draft.notes.append(f"{times} backwards: left out, the words stay")


def drop_times_of_day(draft: Draft) -> None:
    """Leaves out times that begin like a clock on the wall, as meeting programs write them: they say nothing of the recording."""
    spoken = [block for block in draft.blocks if block.kind == "speech"]
    times = [seconds for block in spoken for _, seconds in _times(block)]
    if not times or min(times) < _MORNING or max(times) >= _MIDNIGHT:
        return
    for block in spoken:
        block.start, block.times, block.ends = None, [], {}
    draft.notes.append("the times are those of the day, not of the recording: left out")


def _times(block: DraftBlock) -> list[tuple[int, float]]:
    own = [(-1, block.start)] if block.start is not None else []
    return [*own, *block.times]


def _drop(block: DraftBlock, offset: int, seconds: float) -> None:
    if offset < 0:
        block.start = None
        block.ends.pop(0, None)
    else:
        block.times.remove((offset, seconds))
        block.ends.pop(offset, None)
