"""Cuts captions into turns at their `>>` marks, and tells whether captions break off."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader_app.core.importers.draft import DraftBlock

_FOLLOWS_MARK = r"(?=\s|\w|[\"'“‘\[(¿¡-]|$)"
_ARROWS = re.compile(rf"(?:^|(?<=\s))>{{2,}}{_FOLLOWS_MARK}")
_ANY_MARK = re.compile(rf"(?:^|(?<=\s))(?:>{{2,}}|»){_FOLLOWS_MARK}")
_CAPITAL_LABEL = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9.'’ -]{1,38}):(?=\s|$)")
_NAME_LABEL = re.compile(r"((?:[^\W\d_a-z][\w.'’-]{0,24}+\s?+){1,4}):(?=\s|$)")
_ENDS = ".?!…।॥。！？؟♪\"'”’»)]*"
_OPEN_WORDS = (
    "a an the of at to for from by with without and or nor but as into than these those my your his her its our their i we he "
    "she they am been had because if when which who der die das den dem ein eine einen und oder aber mit von zu für auf im ich "
    "wir ist sind nicht dass weil wenn le la les un une des de du et ou mais à au aux dans pour par que qui je nous est sont el "
    "los las y pero con una su son os as um uma e em il lo gli di che è non het een van ik wij का की के को में से पर और यह वह"
)
_OPEN_ENDS = frozenset(_OPEN_WORDS.split())
"""Words with which no sentence ends, so that a text which ends with one breaks off."""


@dataclass(slots=True)
class SpokenTurn:
    """One turn of captions: the label that the source gives, the words, and times as (code point offset, seconds).

    `ends` has, at the offset of a time, the second up to which the words there are said, where the source states that.
    """

    speaker: str | None = None
    words: list[str] = field(default_factory=list)
    times: list[tuple[int, float]] = field(default_factory=list)
    ends: dict[int, float] = field(default_factory=dict)
    length: int = 0

    def add(
        self, piece: str, seconds: float | None, until: float | None = None, inside: Sequence[tuple[int, float]] = ()
    ) -> None:
        """Adds `piece`, which is said from `seconds` up to `until`; `inside` are times of its words at offsets in it."""
        self.add_words(piece.split(), seconds, until, inside)

    def add_words(
        self, words: list[str], seconds: float | None, until: float | None = None, inside: Sequence[tuple[int, float]] = ()
    ) -> None:
        """Adds a piece given as its words."""
        if not words:
            return
        offset = self.length + 1 if self.words else 0
        if seconds is not None:
            self.times.append((offset, seconds))
            if until is not None:
                self.ends[offset] = until
        if inside:
            self.times.extend((offset + at, moment) for at, moment in inside if at or seconds is None)
        self.words.extend(words)
        self.length = offset + sum(map(len, words)) + len(words) - 1

    def block(self) -> DraftBlock:
        """The turn as a block of speech; a time at its first character is its start."""
        starts_timed = bool(self.times) and self.times[0][0] == 0
        start = self.times[0][1] if starts_timed else None
        times = self.times[1:] if starts_timed else self.times
        return DraftBlock("speech", " ".join(self.words), start, self.speaker, times=times, ends=self.ends)


def marks_in(text: str) -> re.Pattern[str] | None:
    """What finds the marks of a changing voice in captions whose whole is `text`; None where there are none.

    A `»` is one, except beside a `«`, with which it stands around quotes.
    """
    if "»" in text and "«" not in text:
        return _ANY_MARK
    return _ARROWS if ">>" in text else None


def spoken_turns(pieces: Sequence[tuple[str, float | None]]) -> list[SpokenTurn]:
    """The turns of captions given as (text, seconds or None): each `>>` begins one, and what stands before the first is one.

    A `>> NAME:` names the speaker of its turn, where NAME is in capitals or comes more than once.
    """
    marks = marks_in(" ".join(text for text, _ in pieces))
    cut = [(marks.split(text) if marks is not None and (">>" in text or "»" in text) else [text]) for text, _ in pieces]
    labels = (speaker_label(part.lstrip()) for parts in cut for part in parts[1:])
    names = Counter(label for label in labels if label is not None)
    turns = [SpokenTurn()]
    for parts, (_, seconds) in zip(cut, pieces, strict=True):
        turns[-1].add(parts[0], seconds)
        for part in parts[1:]:
            turn, words = SpokenTurn(), part.lstrip()
            label = speaker_label(words)
            if label is not None and (label.isupper() or names[label] > 1):
                turn.speaker = label
                words = words[len(label) + 1 :]
            turn.add(words, seconds)
            turns.append(turn)
    return [turn for turn in turns if turn.words]


def speaker_label(text: str) -> str | None:
    """The name that `text` begins with, before a colon; None where it begins with none."""
    match = _CAPITAL_LABEL.match(text) or _NAME_LABEL.match(text)
    return match[1].strip() if match is not None and len(match[1].split()) <= 5 else None


def breaks_off(turns: Sequence[SpokenTurn]) -> bool:
    """Whether captions end inside a sentence: they write full stops elsewhere, and their last word can end none."""
    if not turns or not turns[-1].words:
        return False
    last = turns[-1].words[-1]
    if last[-1] in _ENDS:
        return False
    if last.strip(",;:-–—").casefold() not in _OPEN_ENDS:
        return False
    words = [word for turn in turns for word in turn.words]
    return sum(1 for word in words if word[-1] in ".?!।。") >= len(words) / 60
