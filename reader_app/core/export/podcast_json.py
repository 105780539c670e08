"""Writes transcripts as the JSON of Podcasting 2.0: one segment for each time that the source states.

It keeps words, voices and all times, those of single words too; `estimated` marks a time that was worked out. It has no place
for titles, chapters and prose. An episode without times becomes segments without them, one for each turn.
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
"""

import json
from typing import Any

from reader_app.core.export.names import Include
from reader_app.core.export.subtitle_cues import OTHER_VOICE, NoTimes, segments_of, spoken_blocks
from reader_app.core.model import OpenEpisode


def write_podcast_json(opened: OpenEpisode, include: Include) -> str:
    """One JSON object: `version` and `segments`."""
    try:
        segments = _timed(opened, speakers=include.speakers)
    except NoTimes:
        segments = _untimed(opened, speakers=include.speakers)
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def _timed(opened: OpenEpisode, *, speakers: bool) -> list[dict[str, Any]]:
    segments = []
    for number, cue in enumerate(segments_of(opened, speakers=speakers)):
        name = cue.voices[0].speaker
        marks = [said.opens and name is None and (number > 0 or place > 0) for place, said in enumerate(cue.voices)]
        body = "\n".join(OTHER_VOICE * mark + said.text for mark, said in zip(marks, cue.voices, strict=True))
        segment: dict[str, Any] = {"speaker": name} if name is not None else {}
        segment |= {"startTime": round(cue.start, 3), "endTime": round(cue.end, 3), "body": body}
        segments.append(segment | ({"estimated": True} if cue.estimated else {}))
    return segments


def _untimed(opened: OpenEpisode, *, speakers: bool) -> list[dict[str, Any]]:
    transcript = opened.transcript
    segments: list[dict[str, Any]] = []
    turn: int | None = None
    for block in spoken_blocks(transcript):
        voice = transcript.speakers[block.speaker].name if speakers and block.speaker is not None else None
        other = speakers and voice is None and block.turn not in (None, turn) and bool(segments)
        turn = block.turn
        body = OTHER_VOICE * other + transcript.text[block.span.start : block.span.stop]
        segments.append(({"speaker": voice} if voice is not None else {}) | {"body": body})
    return segments
