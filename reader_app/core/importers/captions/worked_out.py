"""Times that whoever wrote a file worked out and marked so, as our own exports do: they are never taken for stated ones."""

from collections.abc import Sequence

from reader_app.core.importers.captions.cue_times import Cue


class WorkedOut(float):
    """Seconds that were worked out; wherever a draft has a time, one of these makes an anchor that says so."""

    __slots__ = ()


def settle_worked_out(cues: Sequence[Cue]) -> None:
    """Leaves out the ends that follow from starts that were worked out.

    What was cut at such a start goes on up to the end of its last piece, where the same voice says all of it.
    """
    if not any(isinstance(cue.start, WorkedOut) for cue in cues):
        return
    after: Cue | None = None
    until: float | None = None
    for cue in reversed(cues):
        if after is not None and isinstance(after.start, WorkedOut) and cue.end == after.start:
            goes_on = cue.speaker == after.speaker and not after.text.startswith((">>", "-"))
            cue.end = until if goes_on else None
        after, until = cue, cue.end
        if isinstance(cue.start, WorkedOut):
            cue.end = None
