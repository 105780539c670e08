"""Joins cues that show one line over and over, each with the word marked that is being said, into one cue with times of words.

Speech-to-text programs write such files where they are asked to mark words (Whisper's `highlight_words`, stable-ts).
"""

import re
from collections.abc import Sequence

from reader_app.core.importers.captions.webvtt_file import VttCue

_MARKED = re.compile(r"([^<]*)<(u|b|i|c|font)(?:[ .][^<>]*)?>([^<]*)</\2>([^<]*)")
_GAP = 0.05
"""Seconds between two showings of a line at most."""

Showing = tuple[VttCue, str, int | None]
"""A cue, its text without the mark, and the code point at which the marked word begins."""


def join_highlights(cues: Sequence[VttCue]) -> list[VttCue]:
    """`cues` with each line that is shown again and again, a later word marked each time, as one cue."""
    joined: list[VttCue] = []
    run: list[Showing] = []
    for cue in cues:
        showing = _showing(cue)
        if run and not _goes_on(run, showing):
            joined.extend(_join(run))
            run = []
        run.append(showing)
    return joined + _join(run)


def _showing(cue: VttCue) -> Showing:
    match = _MARKED.fullmatch(cue.text) if "</" in cue.text else None
    if match is None:
        return cue, cue.text, None
    return cue, match[1] + match[3] + match[4], len(match[1])


def _goes_on(run: list[Showing], showing: Showing) -> bool:
    before, text, _ = run[-1]
    cue, same, at = showing
    if same != text or not text.strip() or before.end is None or cue.start is None or abs(cue.start - before.end) > _GAP:
        return False
    latest = next((place for _, _, place in reversed(run[-2:]) if place is not None), None)
    return at is None or latest is None or at > latest


def _join(run: list[Showing]) -> list[VttCue]:
    if len(run) < 2 or all(at is None for _, _, at in run):
        return [cue for cue, _, _ in run]
    first, text, _ = run[0]
    parts, done = [], 0
    for cue, _, at in run:
        if at is not None and cue.start is not None:
            parts += [text[done:at], _stamp(cue.start)]
            done = at
    return [VttCue(first.name, first.start, run[-1][0].end, "".join(parts) + text[done:])]


def _stamp(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"<{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}>"
