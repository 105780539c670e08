"""Brings the times of cues in order: drops those that cannot be, sorts strays, and keeps recordings in one file apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LATEST = 1e7
"""Seconds (116 days) beyond which no recording goes on: such a time is a mistake of its source."""

_AGAIN = 0.1
"""Times begin again where they fall back to this first part of what a recording has taken so far."""

_LEAST_CUES = 3
"""A recording in a file of several has at least so many cues."""

_STRAYS = 0.1
"""Where more cues than this share stand out of order, the file is shuffled and not several in a row."""


@dataclass(slots=True)
class Cue:
    """One timed piece of speech as its format gives it; marks and entities of the format are gone, white space may be any.

    `start` and `end` are seconds, None where the source does not state them. `speaker` is the voice that the format itself
    names (a voice tag, a field); names that stand in the words are left in `text`, `draft_of` finds them. Line breaks of the
    source stay in `text`: a label or a dash may begin each line. `words` are the times of single words, as (code point offset
    in `text` with its white space folded, seconds), ascending.
    """

    text: str
    start: float | None
    end: float | None = None
    speaker: str | None = None
    words: Sequence[tuple[int, float]] = ()


def with_possible_times(cues: Sequence[Cue], notes: list[str]) -> Sequence[Cue]:
    """The cues without times that cannot be: negative, endless, no number, or an end before its start."""
    dropped = 0
    kept = []
    for cue in cues:
        start, end = cue.start, cue.end
        start_fits = start is None or 0 <= start < LATEST
        end_fits = end is None or (0 if start is None or not start_fits else start) <= end < LATEST
        words_fit = not cue.words or all(0 <= seconds < LATEST for _, seconds in cue.words)
        if start_fits and end_fits and words_fit:
            kept.append(cue)
            continue
        dropped += (not start_fits) + (not end_fits) + (not words_fit)
        words = cue.words if words_fit else [(at, seconds) for at, seconds in cue.words if 0 <= seconds < LATEST]
        kept.append(Cue(cue.text, start if start_fits else None, end if end_fits else None, cue.speaker, words))
    if dropped:
        times = "1 time that cannot be was" if dropped == 1 else f"{dropped:,} times that cannot be were"
        notes.append(f"{times} dropped (negative, endless, or an end before its beginning)")
    return kept


def in_order(cues: Sequence[Cue], notes: list[str]) -> Sequence[Cue]:
    """The cues by their times, which never fall; one without a time stays after the one before it.

    Cues of several recordings in a row keep their order, and those after the first lose the times that fall.
    """
    keys = _keys(cues)
    if all(before <= after for before, after in pairwise(keys)):
        return cues
    if len(recordings(cues)) > 1:
        notes.append("the times begin again inside the file; those that fall back were dropped")
        return _without_falling(cues)
    notes.append("captions stood out of order; they are in the order of their times")
    return by_time(cues)


def by_time(cues: Sequence[Cue]) -> list[Cue]:
    """The cues sorted by their starts; one without a time stays after the one before it."""
    keys = _keys(cues)
    return [cues[number] for number in sorted(range(len(cues)), key=keys.__getitem__)]


def _keys(cues: Sequence[Cue]) -> list[float]:
    keys, last = [], 0.0
    for cue in cues:
        last = cue.start if cue.start is not None else last
        keys.append(last)
    return keys


def _without_falling(cues: Sequence[Cue]) -> list[Cue]:
    kept, top = [], 0.0
    for cue in cues:
        if cue.start is not None and cue.start < top:
            kept.append(Cue(cue.text, None, None, cue.speaker))
        else:
            top = cue.start if cue.start is not None else top
            kept.append(cue)
    return kept


def recordings(cues: Sequence[Cue]) -> list[Sequence[Cue]]:
    """The cues of each recording where several follow each other, as in files that were glued together; else all in one.

    Tracks of one voice each belong to one recording.
    """
    timed = [(number, cue.start) for number, cue in enumerate(cues) if cue.start is not None]
    starts = [0]
    first = top = timed[0][1] if timed else 0.0
    falls = begun = 0
    for place, (number, seconds) in enumerate(timed):
        if seconds >= top:
            top = seconds
            continue
        following = [after for _, after in timed[place : place + _LEAST_CUES]]
        rises = len(following) == _LEAST_CUES and following == sorted(following) and following[-1] < max(top, first + 1e-9)
        if place - begun >= _LEAST_CUES and rises and seconds <= first + _AGAIN * (top - first):
            starts.append(number)
            first = top = seconds
            begun = place
        else:
            falls += 1
    parts = [cues[begin:stop] for begin, stop in zip(starts, [*starts[1:], len(cues)], strict=True)]
    if len(parts) == 1 or falls > _STRAYS * len(timed) or _are_tracks(parts):
        return [cues]
    return parts


def _are_tracks(parts: Sequence[Sequence[Cue]]) -> bool:
    """Whether each part is what one voice says, and each is another voice."""
    voices = [{cue.speaker for cue in part} for part in parts]
    return all(len(voice) == 1 and None not in voice for voice in voices) and len(set().union(*voices)) == len(parts)


def before_next(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues, whose starts rise, without times of words that fall or pass the start of the next cue."""
    if not any(cue.words for cue in cues):
        return cues
    limits, limit = [], LATEST
    for cue in reversed(cues):
        limits.append(limit)
        limit = cue.start if cue.start is not None else limit
    kept: list[Cue] = []
    last = 0.0
    for cue, limit in zip(cues, reversed(limits), strict=True):
        last = cue.start if cue.start is not None else last
        words = []
        for at, seconds in cue.words:
            if last <= seconds <= limit:
                words.append((at, seconds))
                last = seconds
        kept.append(Cue(cue.text, cue.start, cue.end, cue.speaker, words) if len(words) < len(cue.words) else cue)
    return kept
