"""Writes transcripts as SubRip and WebVTT.

SRT keeps words, times and names of voices as text. WebVTT keeps the times of single words too, and tells what was worked out:
the identifier of such a cue begins with `~`. Neither keeps descriptions, entities, or where a turn ends and the same voice
begins another; WebVTT has the chapters as notes. https://www.w3.org/TR/webvtt1/
"""

import re
from collections.abc import Iterator

from reader_app import APP_NAME
from reader_app.core.export.names import Include
from reader_app.core.export.pieces import facts_of
from reader_app.core.export.subtitle_cues import OTHER_VOICE, TimedCue, Voiced, cues_of
from reader_app.core.model import OpenEpisode
from reader_app.core.timestamps import format_clock

_SRT_MARK = re.compile(r"--(?=>)|<(?=[/A-Za-z])|\{(?=\\)")
_JOINER = "\u2060"


def write_srt(opened: OpenEpisode, include: Include) -> str:
    """SubRip. Raises NoTimes."""
    blocks = []
    last: str | None = None
    for number, cue in enumerate(cues_of(opened, speakers=include.speakers), 1):
        lines = []
        for place, said in enumerate(cue.voices):
            # Players show a change inside a cue as a line of its own; a change to nobody known needs the mark alone.
            mark = OTHER_VOICE if said.opens and (place or (said.speaker is None and number > 1)) else ""
            named = said.speaker is not None and (said.speaker != last or mark != "")
            last = said.speaker
            lines.append(mark + (f"{_srt_name(said.speaker or '')}: " if named else "") + _srt_safe(said.text))
        times = f"{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}"
        blocks.append("\n".join((str(number), times, *lines)))
    return "\n\n".join(blocks) + "\n"


def _srt_name(name: str) -> str:
    """A name that cannot be taken for a number that is said."""
    return f"Speaker {name}" if name.isdigit() else _srt_safe(name)


def _srt_safe(text: str) -> str:
    """`text` with what a player would take for a mark broken by a joiner of no width, which changes nothing for the eye."""
    return _SRT_MARK.sub(lambda mark: mark[0] + _JOINER, text)


def write_vtt(opened: OpenEpisode, include: Include) -> str:
    """WebVTT, with a voice span for every voice. Raises NoTimes."""
    episode = opened.episode
    cues = cues_of(opened, speakers=include.speakers)
    facts = [f"{name}: {value}" for name, value in facts_of(episode)]
    # Few words that stand for long would be taken for titles of chapters.
    notes = [*facts, "kind: captions", f"exported by: {APP_NAME}"]
    if any(cue.estimated for cue in cues):
        notes.append("A cue whose identifier begins with ~ has a time that was worked out; its source states none.")
    blocks = [f"WEBVTT - {_in_note(episode.title)}", "\n".join(["NOTE", *(_in_note(note) for note in notes)])]
    chapters = [chapter for chapter in opened.transcript.chapters if chapter.placed]
    chapters.sort(key=lambda chapter: chapter.offset)
    for number, cue in enumerate(cues, 1):
        while chapters and chapters[0].offset <= cue.offset:
            chapter = chapters.pop(0)
            when = f" {format_clock(chapter.start)}" if chapter.start is not None else ""
            blocks.append(f"NOTE Chapter{when}: {_in_note(chapter.title)}")
        times = f"{_stamp(cue.start, '.')} --> {_stamp(cue.end, '.')}"
        blocks.append("\n".join((f"{'~' * cue.estimated}{number}", times, *_vtt_lines(cue, first=number == 1))))
    return "\n\n".join(blocks) + "\n"


def _vtt_lines(cue: TimedCue, *, first: bool) -> Iterator[str]:
    for place, said in enumerate(cue.voices):
        words = _vtt_words(said, cue)
        if said.speaker is not None:
            yield f"<v {_vtt_safe(said.speaker)}>{words}</v>"
        else:
            mark = said.opens and not (first and place == 0)
            yield (_vtt_safe(OTHER_VOICE) if mark else "") + words


def _vtt_words(said: Voiced, cue: TimedCue) -> str:
    """The words, with the times that single ones have, which must rise within the cue."""
    parts, begin, last = [], 0, _milliseconds(cue.start)
    for offset, seconds in said.words:
        if last < _milliseconds(seconds) < _milliseconds(cue.end):
            parts += [_vtt_safe(said.text[begin:offset]), f"<{_stamp(seconds, '.')}>"]
            begin, last = offset, _milliseconds(seconds)
    return "".join((*parts, _vtt_safe(said.text[begin:])))


def _vtt_safe(text: str) -> str:
    """`text` with what would be a mark as letters; players take marks of SubRip in braces here too, so those are broken."""
    text = text.replace("{\\", f"{{{_JOINER}\\")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_note(text: str) -> str:
    """One line that cannot be taken for the times of a cue."""
    return " ".join(text.split()).replace("-->", f"--{_JOINER}>")


def _milliseconds(seconds: float) -> int:
    return max(0, round(round(seconds, 3) * 1000))  # the same rounding as on the command line and in JSON


def _stamp(seconds: float, point: str) -> str:
    whole, milli = divmod(_milliseconds(seconds), 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}{point}{milli:03}"
