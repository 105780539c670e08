"""What must be true of whatever a file's bytes come to, however broken they are."""

import io
import logging
import math
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from reader_app.core.assemble import assemble
from reader_app.core.companions import chapters_in
from reader_app.core.errors import ReaderError
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.forms import read
from reader_app.core.model import Transcript
from reader_app.core.page import paragraphs_of, turns_of
from reader_app.core.sections import sections_of
from reader_app.core.twins import fingerprint
from tests.fuzz.round_trip import lost_on_the_way

SLOWEST = 20.0
"""Seconds of work for a million bytes that no file may take; a tenth of it is usual."""
_UNHURRIED = 0.5
"""Seconds that even the smallest file may take."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CAPTIONS = frozenset(("webvtt", "subrip", "sbv", "ass", "lrc", "timedtext", "ttml", "sami", "speech-json", "segments-table"))
"""Forms whose times must rise over the whole of an episode."""


class Fault(AssertionError):
    """Something that must never be: the message says what, without words of the file, so that equal faults read the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file came to: its form ("" where it was refused), its drafts and the seconds of work that it took."""

    form: str
    drafts: tuple[Draft, ...]
    seconds: float


def examine(content: bytes, name: str = "found.txt", *, timed: bool = True, both_ways: bool = False) -> Outcome:
    """Read `content` as an import and a window would, and hold it against all rules; `both_ways` exports it and reads that.

    Raises Fault where a rule is broken or (with `timed`) it takes too long; any other error but a ReaderError is a fault, too.
    """
    begun = time.process_time()
    try:
        form, drafts = read(content, name)
    except ReaderError as refusal:
        hold(bool(str(refusal).strip()), "refused without a word")
        form, drafts = "", []
    for draft in drafts:
        hold_draft(draft, form)
        told = assemble(draft, form)
        hold_transcript(told, draft)
        fingerprint(draft)
        if both_ways:
            lost = lost_on_the_way(draft, told)
            hold(not lost, f"{form} exported as {lost}")
    hold_chapter_list(content)
    seconds = time.process_time() - begun
    hold(not timed or seconds <= _UNHURRIED + SLOWEST * size_of(content) / 1e6, f"{form or 'a refused file'} takes too long")
    return Outcome(form, tuple(drafts), seconds)


def size_of(content: bytes) -> int:
    """The bytes of a file, and of what is packed in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return len(content) + sum(part.file_size for part in package.infolist())
    except Exception:
        return len(content)


def hold_draft(draft: Draft, form: str) -> None:
    """Raises Fault where a draft breaks a rule of `draft.py`."""
    hold(bool(draft.title) and draft.title == fold_space(draft.title), f"{form}: title not folded or empty")
    _hold_letters(draft.title, f"{form}: title")
    for said in (draft.show, draft.language, draft.published, draft.url):
        _hold_letters(said or "", f"{form}: field")
    hold(draft.duration is None or (math.isfinite(draft.duration) and draft.duration >= 0), f"{form}: duration {draft.duration}")
    last = 0.0
    for block in draft.blocks:
        _hold_block(block, form)
        if block.kind == "speech" and form in _CAPTIONS and not block.chapter:
            for seconds in [block.start, *(seconds for _, seconds in block.times)]:
                hold(seconds is None or seconds >= last, f"{form}: times fall from block to block")
                last = seconds if seconds is not None else last


def _hold_block(block: DraftBlock, form: str) -> None:
    place = f"{form}: {block.kind}"
    hold(block.text == fold_space(block.text), f"{place} not folded")
    _hold_letters(block.text, place)
    if block.speaker is not None:
        hold(bool(block.speaker) and block.speaker == fold_space(block.speaker), f"{place}: voice not folded or empty")
        _hold_letters(block.speaker, f"{place}: voice")
    hold(block.start is None or (math.isfinite(block.start) and block.start >= 0), f"{place}: start is no time")
    at, last = -1, 0.0
    if block.start is not None:
        at, last = 0, block.start
    for offset, seconds in block.times:
        hold(math.isfinite(seconds) and seconds >= 0, f"{place}: no time inside")
        hold(at < offset < max(1, len(block.text)), f"{place}: times at offsets that repeat, fall or lie outside")
        hold(block.kind != "speech" or seconds >= last, f"{place}: times fall")
        at, last = offset, seconds
    hold(all(math.isfinite(until) and until >= 0 for until in block.ends.values()), f"{place}: no time of an end")
    hold(set(block.ends) <= {0, *(offset for offset, _ in block.times)}, f"{place}: ends without a beginning")


def hold_chapter_list(content: bytes) -> None:
    """Raises Fault where looking for a list of chapters in a file, as its neighbours have it done, fails or breaks a rule."""
    with _faults_of("reader_app.core.companions"):
        chapters = chapters_in(content)
    for start, title in chapters:
        hold(math.isfinite(start) and start >= 0, "chapters: no time")
        hold(bool(title) and title == fold_space(title), "chapters: title not folded or empty")
        _hold_letters(title, "chapters: title")


@contextmanager
def _faults_of(module: str) -> Iterator[None]:
    """Raises again what a part of the app only logs, so that one file costs a reader no others."""

    class Rising(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info is not None and record.exc_info[1] is not None:
                raise record.exc_info[1]

    handler = Rising()
    logger = logging.getLogger(module)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def hold_transcript(told: Transcript, draft: Draft) -> None:
    """Raises Fault where what is assembled breaks a rule of `model.py`, or cannot be read as a page."""
    length = len(told.text)
    spans = [block.span for block in told.blocks]
    hold(all(0 <= start <= stop <= length for start, stop in spans), "a block outside the text")
    hold(all(a.stop < b.start for a, b in pairwise(spans)), "blocks overlap")
    offsets = [anchor.offset for anchor in told.anchors]
    hold(offsets == sorted(set(offsets)) and all(0 <= at <= length for at in offsets), "anchors out of order or outside")
    hold(all(0 <= chapter.offset <= length for chapter in told.chapters), "a chapter outside the text")
    mentions = [span for entity in told.entities for span in entity.mentions]
    hold(all(0 <= start < stop <= length for start, stop in mentions), "a mention outside the text")
    # A chapter's line may stand inside the heading that says the same and more; all else is kept word by word.
    words = sum(len(block.text.split()) for block in draft.blocks if block.kind not in ("heading", "contents"))
    kept = sum(len(told.text[slice(*block.span)].split()) for block in told.blocks if block.kind not in ("heading", "contents"))
    hold(kept - len(draft.title.split()) == words, "assembling loses words")
    shown = "".join(told.text[slice(*paragraph.span)] for paragraph in paragraphs_of(told, draft.language))
    hold("".join(shown.split()) == "".join(told.text.split()), "the page loses letters")
    turns_of(told)
    hold(all(0 <= section.offset <= length for section in sections_of(told, draft.language)), "a section outside the text")


def _hold_letters(text: str, place: str) -> None:
    hold(_CONTROL.search(text) is None, f"{place}: control characters or half letters")


def hold(kept: bool, broken: str) -> None:
    """Raises Fault, with what is `broken`, unless a rule is `kept`."""
    if not kept:
        raise Fault(broken)
