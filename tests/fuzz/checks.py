"""What must be true of whatever a file's bytes come to, however broken they are."""

import math
import re
import time
from dataclasses import dataclass
from itertools import pairwise

from reader_app.core.assemble import assemble
from reader_app.core.errors import ReaderError
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.forms import read
from reader_app.core.model import Transcript
from reader_app.core.page import paragraphs_of, turns_of
from reader_app.core.sections import sections_of
from reader_app.core.twins import fingerprint

SLOWEST = 20.0
"""Seconds of work for a million bytes that no file may take; a tenth of it is usual."""
_UNHURRIED = 0.5
"""Seconds that even the smallest file may take."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CAPTIONS = frozenset(("webvtt", "subrip", "sbv", "ass", "lrc", "timedtext", "ttml", "speech-json", "segments-table"))
"""Forms whose times must rise over the whole of an episode."""


class Fault(AssertionError):
    """Something that must never be: the message says what, without words of the file, so that equal faults read the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file came to: its form ("" where it was refused), its drafts and the seconds of work that it took."""

    form: str
    drafts: tuple[Draft, ...]
    seconds: float


def examine(content: bytes, name: str = "found.txt", *, timed: bool = True) -> Outcome:
    """Read `content` as an import and a window would, and hold it against all rules.

    Raises Fault where a rule is broken or (with `timed`) it takes too long; any other error but a ReaderError is a fault, too.
    """
    begun = time.process_time()
    try:
        form, drafts = read(content, name)
    except ReaderError as refusal:
        _hold(bool(str(refusal).strip()), "refused without a word")
        form, drafts = "", []
    for draft in drafts:
        hold_draft(draft, form)
        told = assemble(draft, form)
        hold_transcript(told, draft)
        fingerprint(draft)
    seconds = time.process_time() - begun
    _hold(not timed or seconds <= _UNHURRIED + SLOWEST * len(content) / 1e6, f"{form or 'a refused file'} takes too long")
    return Outcome(form, tuple(drafts), seconds)


def hold_draft(draft: Draft, form: str) -> None:
    """Raises Fault where a draft breaks a rule of `draft.py`."""
    _hold(bool(draft.title) and draft.title == fold_space(draft.title), f"{form}: title not folded or empty")
    _hold_letters(draft.title, f"{form}: title")
    for said in (draft.show, draft.language, draft.published, draft.url):
        _hold_letters(said or "", f"{form}: field")
    _hold(draft.duration is None or (math.isfinite(draft.duration) and draft.duration >= 0), f"{form}: duration {draft.duration}")
    last = 0.0
    for block in draft.blocks:
        _hold_block(block, form)
        if block.kind == "speech" and form in _CAPTIONS and not block.chapter:
            for seconds in [block.start, *(seconds for _, seconds in block.times)]:
                _hold(seconds is None or seconds >= last, f"{form}: times fall from block to block")
                last = seconds if seconds is not None else last


def _hold_block(block: DraftBlock, form: str) -> None:
    place = f"{form}: {block.kind}"
    _hold(block.text == fold_space(block.text), f"{place} not folded")
    _hold_letters(block.text, place)
    if block.speaker is not None:
        _hold(bool(block.speaker) and block.speaker == fold_space(block.speaker), f"{place}: voice not folded or empty")
        _hold_letters(block.speaker, f"{place}: voice")
    _hold(block.start is None or (math.isfinite(block.start) and block.start >= 0), f"{place}: start is no time")
    at, last = -1, 0.0
    if block.start is not None:
        at, last = 0, block.start
    for offset, seconds in block.times:
        _hold(math.isfinite(seconds) and seconds >= 0, f"{place}: no time inside")
        _hold(at < offset < max(1, len(block.text)), f"{place}: times at offsets that repeat, fall or lie outside")
        _hold(block.kind != "speech" or seconds >= last, f"{place}: times fall")
        at, last = offset, seconds
    _hold(all(math.isfinite(until) and until >= 0 for until in block.ends.values()), f"{place}: no time of an end")
    _hold(set(block.ends) <= {0, *(offset for offset, _ in block.times)}, f"{place}: ends without a beginning")


def hold_transcript(told: Transcript, draft: Draft) -> None:
    """Raises Fault where what is assembled breaks a rule of `model.py`, or cannot be read as a page."""
    length = len(told.text)
    spans = [block.span for block in told.blocks]
    _hold(all(0 <= start <= stop <= length for start, stop in spans), "a block outside the text")
    _hold(all(a.stop < b.start for a, b in pairwise(spans)), "blocks overlap")
    offsets = [anchor.offset for anchor in told.anchors]
    _hold(offsets == sorted(set(offsets)) and all(0 <= at <= length for at in offsets), "anchors out of order or outside")
    _hold(all(0 <= chapter.offset <= length for chapter in told.chapters), "a chapter outside the text")
    mentions = [span for entity in told.entities for span in entity.mentions]
    _hold(all(0 <= start < stop <= length for start, stop in mentions), "a mention outside the text")
    # A chapter's line may stand inside the heading that says the same and more; all else is kept word by word.
    words = sum(len(block.text.split()) for block in draft.blocks if block.kind not in ("heading", "contents"))
    kept = sum(len(told.text[slice(*block.span)].split()) for block in told.blocks if block.kind not in ("heading", "contents"))
    _hold(kept - len(draft.title.split()) == words, "assembling loses words")
    shown = "".join(told.text[slice(*paragraph.span)] for paragraph in paragraphs_of(told, draft.language))
    _hold("".join(shown.split()) == "".join(told.text.split()), "the page loses letters")
    turns_of(told)
    _hold(all(0 <= section.offset <= length for section in sections_of(told, draft.language)), "a section outside the text")


def _hold_letters(text: str, place: str) -> None:
    _hold(_CONTROL.search(text) is None, f"{place}: control characters or half letters")


def _hold(kept: bool, broken: str) -> None:
    if not kept:
        raise Fault(broken)
