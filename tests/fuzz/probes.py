"""Asks of a file's bytes what goes wrong with them: in the same words for the same fault, so that each is told once."""

import re
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from reader_app.core.importers.forms import read
from tests.fuzz.alarm import TooSlow, time_limit
from tests.fuzz.checks import Fault, Outcome, examine
from tests.fuzz.planting import PLANTINGS, WORD
from tests.fuzz.seeds import Seed

LONGEST = 40
"""Seconds of any one case."""
_SAID = ("speech", "prose", "description", "pull_quote")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the word may be planted in a seed: its form, and the words that are told and may give up their place."""

    form: str
    words: tuple[str, ...]


def places_to_plant(seed: Seed) -> Place | None:
    """The places of a seed; None where it is not of a form in which words are planted so."""
    text, pack = seed
    try:
        form, drafts = read(pack(text), "found.txt")
    except Exception:
        return None
    told = [block.text for draft in drafts for block in draft.blocks if block.kind in _SAID]
    words = dict.fromkeys(word for said in told for word in _WORD.findall(said))
    words_there = tuple(word for word in words if re.search(rf"(?<![\w;\\]){word}(?!\w)", text))
    return Place(form, words_there) if form in PLANTINGS and words_there else None


def look_at(content: bytes, *, timed: bool, both_ways: bool = False) -> tuple[str | None, Outcome | None]:
    """What is wrong with what `content` comes to, None where all is well, and what it comes to, where it can be told.

    `both_ways` exports it and reads it again, too.
    """
    try:
        with time_limit(LONGEST):
            return None, examine(content, timed=timed, both_ways=both_ways)
    except (TooSlow, Exception) as error:
        return fault_told(error), None


def fault_told(error: BaseException) -> str:
    """An error as a fault."""
    if isinstance(error, Fault):
        return str(error)
    return f"hangs in {innermost(error)}" if isinstance(error, TooSlow) else f"{type(error).__name__} in {innermost(error)}"


def lost_in(content: bytes) -> str:
    """The form whose reader loses WORD; "" where it is told or the file is refused, or another fault hides it."""
    try:
        form, drafts = read(content, "found.txt")
    except Exception:
        return ""
    told = [
        " ".join((draft.title, draft.show or "", *draft.notes, *(f"{block.text} {block.speaker}" for block in draft.blocks)))
        for draft in drafts
    ]
    entities = [block.entity for draft in drafts for block in draft.blocks if block.entity is not None]
    told += [f"{entity.name} {entity.source_kind} {entity.description}" for entity in entities]
    return form if drafts and WORD not in " ".join(told) else ""


def work_of(content: bytes) -> float:
    """Seconds of work that a file takes; faults are told elsewhere."""
    begun = time.process_time()
    try:
        with time_limit(LONGEST):
            examine(content, timed=False)
    except (Exception, TooSlow):
        pass
    return time.process_time() - begun


def innermost(error: BaseException) -> str:
    """The function of the app in which it happened, and the line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "reader_app" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}:{frames[-1].lineno}" if frames else "nowhere"
