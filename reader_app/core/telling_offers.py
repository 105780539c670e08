"""Says what the reader can do with two episodes that tell the same recording: whose telling is better, and in what."""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from reader_app.core.alignment import spoken_kinds
from reader_app.core.fingerprints import Fingerprint, coarser
from reader_app.core.speakers import names_somebody
from reader_app.core.store import episodes, tellings, transcripts
from reader_app.core.words import WORD

OfferKind = Literal["update", "times", "twin"]

_SAMPLE = 60
"""Fewer sampled rows of words than these tell too little; then all of both are compared."""
_SAME_SPEECH = 0.12
"""The share of the rows of four words that must agree: where one word in three is misheard, one row in five does."""
_MORE, _AS_LONG = 1.05, 0.97
"""From when a telling says more, and from when it says as much as another."""
_MARKED = 0.02
"""A text with its marks ends at least so many sentences a word."""
_ENDS = re.compile(r"[.!?…।。！？؟]")


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done with two linked episodes. `better` is the id whose telling is better; for "times", whose words are.

    "update": the other is the same speech and clearly better. "times": one has times, the other words that can have them.
    "twin": the other tells the same recording, and no more can be said for it.
    """

    kind: OfferKind
    better: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Traits:
    """What one telling has: code points that are said, whole `rows` of four words, and what stands beside them."""

    said: int
    rows: frozenset[int]
    timed: bool
    truncated: bool
    voices: int
    """0: not told apart, 1: told apart, 2: named."""
    chapters: int
    marked: bool

    def says_more_than(self, other: "_Traits") -> bool:
        """Whether it says more, not only the same more often."""
        return self.said >= _MORE * other.said and len(self.rows) >= _MORE * len(other.rows)

    def says_as_much_as(self, other: "_Traits") -> bool:
        """Whether hardly anything is missing in it."""
        return self.said >= _AS_LONG * other.said and len(self.rows) >= 0.9 * len(other.rows)

    def has_what(self, other: "_Traits") -> bool:
        """Whether it lacks nothing that the other has beside its words and times."""
        return all(
            (
                self.voices >= other.voices,
                self.chapters or not other.chapters,
                self.marked or not other.marked,
            )
        )


def offer(connection: sqlite3.Connection, episode: str, other: str) -> Offer | None:
    """What can be done with an episode that is read and another; None where the two are not linked."""
    if other == episode or other not in episodes.linked_group(connection, episode):
        return None
    rows = [episodes.current_transcript(connection, one) for one in (episode, other)]
    if rows[0] is None or rows[1] is None or rows[0] == rows[1]:
        return None
    mine, theirs = _traits(connection, (episode, other), (rows[0], rows[1]))
    file = _called(connection, rows[1], rows[0])
    shorter = min(len(mine.rows), len(theirs.rows))
    if not shorter or len(mine.rows & theirs.rows) < _SAME_SPEECH * shorter:
        return Offer("twin", episode, f"{file} tells the same recording in other words.")
    if mine.timed != theirs.timed:
        return _offer_of_times(episode, other, file, mine, theirs)
    if mine.truncated and not theirs.truncated and theirs.says_as_much_as(mine):
        return Offer("update", other, f"{file} has all of it; the one you read is cut off.")
    if theirs.says_more_than(mine) and theirs.voices >= mine.voices:
        return Offer("update", other, f"{file} has more of the text than the one you read.")
    gains = [what for what, own, new in _parts(mine, theirs) if new and not own]
    if gains and theirs.says_as_much_as(mine) and theirs.has_what(mine):
        return Offer("update", other, f"{file} has {_row_of(gains)}, which the one you read lacks.")
    return _twin(episode, file, mine, theirs)


def _called(connection: sqlite3.Connection, row: int, read: int) -> str:
    """What to call a telling beside the one that is read."""
    origin = tellings.origin_of(connection, row)
    name = PurePath(origin.path.replace("\\", "/")).name
    if origin.source == tellings.origin_of(connection, read).source:
        return f"Another item of “{name}”" if name else "Another item of the same text"
    return f"“{name}”" if name else "Another file"


def _offer_of_times(episode: str, other: str, file: str, mine: _Traits, theirs: _Traits) -> Offer:
    if theirs.timed:
        if theirs.says_as_much_as(mine) and theirs.has_what(mine):
            gains = [what for what, own, new in _parts(mine, theirs) if new and not own]
            return Offer("update", other, f"{file} has {_row_of(gains)}, which the one you read lacks.")
        return Offer("times", episode, f"{file} has times, the one you read has the better text.")
    better = any(new and not own for _, own, new in _parts(mine, theirs)) or theirs.marked > mine.marked
    if (better or theirs.says_more_than(mine)) and theirs.said >= 0.5 * mine.said:
        return Offer("times", other, f"{file} has the better text, the one you read has times.")
    return _twin(episode, file, mine, theirs)


def _twin(episode: str, file: str, mine: _Traits, theirs: _Traits) -> Offer:
    if mine.says_more_than(theirs):
        return Offer("twin", episode, f"{file} tells the same recording; the one you read has more of the text.")
    kept = [what for what, new, own in _parts(theirs, mine) if own and not new]
    if kept and mine.has_what(theirs):
        return Offer("twin", episode, f"{file} tells the same recording; the one you read also has {_row_of(kept)}.")
    return Offer("twin", episode, f"{file} tells the same recording in the same words.")


def _parts(mine: _Traits, theirs: _Traits) -> tuple[tuple[str, bool, bool], ...]:
    """What stands beside the words: its name, whether mine has it, whether theirs does."""
    return (
        ("times", mine.timed, theirs.timed),
        ("the names of the voices", mine.voices == 2, theirs.voices == 2),
        ("its voices told apart", mine.voices > 0, theirs.voices == 1),
        ("chapters", bool(mine.chapters), bool(theirs.chapters)),
    )


def _row_of(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _traits(connection: sqlite3.Connection, ids: tuple[str, str], rows: tuple[int, int]) -> list[_Traits]:
    kept = episodes.fingerprints(connection, ids)
    prints = [Fingerprint.from_json(json.loads(kept[one])) for one in ids]
    grain = max(one.grain for one in prints)
    samples = [frozenset(coarser(one.speech, grain)) for one in prints]
    told = [transcripts.read_transcript(connection, row, as_told=True) for row in rows]
    found = []
    for transcript, sample in zip(told, samples, strict=True):
        kinds = spoken_kinds(transcript)
        said = [transcript.text[b.span.start : b.span.stop] for b in transcript.blocks if b.kind in kinds]
        length = sum(map(len, said))
        ends = sum(len(_ENDS.findall(part)) for part in said)
        found.append(
            _Traits(
                length,
                sample if min(map(len, samples)) >= _SAMPLE else _rows_of_words(said),
                transcript.timed,
                transcript.truncated,
                1 + any(names_somebody(voice.name) for voice in transcript.speakers) if transcript.speakers else 0,
                len(transcript.chapters),
                ends >= _MARKED * length / 6,
            )
        )
    return found


def _rows_of_words(said: list[str]) -> frozenset[int]:
    """Each four neighbouring words, folded."""
    words = [word.casefold() for part in said for word in WORD.findall(part)]
    return frozenset(map(hash, zip(words, words[1:], words[2:], words[3:], strict=False)))
