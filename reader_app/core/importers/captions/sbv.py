"""Reads SubViewer captions (SBV) as YouTube Studio writes them: "0:00:01.000,0:00:02.500", then the words, then a blank line.

https://support.google.com/youtube/answer/2734698 shows the form.
"""

import re

from reader_app.core.importers.captions.caption_marks import bare_words, read_clock
from reader_app.core.importers.captions.cues import Cue, drafts_of
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space

_TIME = r"\d{1,4}:\d{1,3}:\d{1,3}(?:[.:]\d{1,6})?"
_EXACT = re.compile(rf"(?m)^[ \t]*{_TIME}[ \t]*,[ \t]*{_TIME}[ \t]*$")
_MISWRITTEN = r"\w{1,4}:\w{1,3}:\w{1,3}(?:[.:]\w{1,6})?"
_TIMING = re.compile(
    rf"(?m)^[ \t]*(?:({_TIME})[ \t]*,[ \t]*({_TIME}|{_MISWRITTEN})?|({_MISWRITTEN})[ \t]*,[ \t]*({_TIME}))[ \t]*$"
)
_BREAK = "[br]"
_CUT_TIMING = re.compile(r"\d{1,4}:[\d:., \t]*")
_HEADER = re.compile(r"\[[A-Z][^\[\]\n]{0,60}\].*")
"""SubViewer 2 heads its captions with lines such as "[INFORMATION]" and "[TITLE]Name"."""
_TITLE = re.compile(r"\[TITLE\]\s*(\S.*)")
_HEAD = 10_000


def recognises(text: str) -> bool:
    """Whether a line near the beginning of `text` holds two times with a comma between, and nothing else."""
    return _EXACT.search(text[:_HEAD]) is not None and data_format(text) is None


def parse(text: str, name: str) -> list[Draft]:
    """The episode that the captions tell, or one for each recording of a glued file; `name` is a title's last resort."""
    head, *rows = _TIMING.split(text)
    if not rows:
        return []
    notes: list[str] = []
    bodies = rows[4::5]
    cut = _is_cut(bodies[-1])
    if cut:
        bodies[-1] = bodies[-1].rstrip().rpartition("\n")[0]
    cues, impossible = [], 0
    for start, end, wrong_start, other_end, words in zip(rows[0::5], rows[1::5], rows[2::5], rows[3::5], bodies, strict=True):
        begins, ends = read_clock(start or wrong_start).seconds, read_clock(end or other_end or "").seconds
        impossible += (begins is None) + (ends is None and bool(end or other_end))
        cues.append(Cue(bare_words(words.replace(_BREAK, "\n")), begins, ends))
    if impossible:
        notes.append(
            "1 time is impossible and left out" if impossible == 1 else f"{impossible:,} times are impossible and left out"
        )
    if cut:
        notes.append("the last caption is cut off at the source")
    lines = [fold_space(line) for line in head.split("\n") if line.strip()]
    title = next((match[1] for line in lines if (match := _TITLE.match(line)) is not None), "")
    drafts = [draft for draft in drafts_of(cues, name, title=title) if draft.blocks]
    for draft in drafts:
        draft.notes[:0] = notes
    if drafts:
        drafts[-1].truncated = drafts[-1].truncated or cut
        told = [DraftBlock("description", line) for line in lines if _HEADER.fullmatch(line) is None]
        drafts[0].blocks[:0] = told
    return drafts


def _is_cut(body: str) -> bool:
    """Whether a caption ends with the beginning of another's timing."""
    rest, _, last = body.rstrip().rpartition("\n")
    return bool(rest.strip()) and _CUT_TIMING.fullmatch(last.strip()) is not None
