"""What caption files and speech-to-text outputs have in common: a row of timed cues, and how they become one episode."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader_app.core.importers.caption_joining import join_rolling
from reader_app.core.importers.caption_turns import SpokenTurn, breaks_off, speaker_label
from reader_app.core.importers.draft import Draft, fold_space
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.spoken_titles import title_from_speech

_MARK = re.compile(r"(?:^|(?<=\s))(?:>{2,}|»)(?=\s|\w|[\"'“‘\[(¿¡-]|$)")
_BRACKET_LABEL = re.compile(r"\[([^\W_][\w.'’ -]{0,40})\]:?(?=\s)")
_LABELLED_SHARE = 0.1
"""So many of all cues bear a label where labels are names, and no words that happen to stand before a colon."""


@dataclass(slots=True)
class Cue:
    """One timed piece of speech as its format gives it; marks and entities of the format are gone, white space may be any.

    `start` and `end` are seconds, None where the source does not state them. `speaker` is the voice that the format itself
    names (a voice tag, a field); names that stand in the words are left in `text`, `draft_of` finds them. `words` are the
    times of single words, as (code point offset in `text` with its white space folded, seconds), ascending.
    """

    text: str
    start: float | None
    end: float | None = None
    speaker: str | None = None
    words: Sequence[tuple[int, float]] = ()


def draft_of(cues: Sequence[Cue], name: str, *, title: str = "", language: str | None = None) -> Draft:
    """The episode that `cues` tell, in the order of time.

    Rolling captions are joined, marks (`>>`) and labels (`NAME:`, `[Name]`) begin turns, a voice goes on until the next is
    named, and cues of one voice in a row are one turn. Without a stated `title` one is derived from what is said; `name`, the
    file's, is its last resort. `language` (BCP 47) is the stated one; it gives way to what the words show.
    """
    notes: list[str] = []
    ordered = _in_order(cues, notes)
    pieces = _joined(ordered, notes)
    repaired = bool(notes)
    turns = _turns(pieces)
    said = [" ".join(turn.words) for turn in turns]
    draft = Draft(title or title_from_speech(said) or name, "stated" if title else "derived", [turn.block() for turn in turns])
    draft.language = detect_language(" ".join(said))
    if draft.language == "und" and language:
        draft.language = language
    draft.truncated = breaks_off(turns)
    if draft.truncated:
        notes.append("ends inside a sentence: cut off at the source")
    draft.notes, draft.repaired = notes, repaired
    return draft


def _in_order(cues: Sequence[Cue], notes: list[str]) -> list[Cue]:
    """The cues by their times; one without a time stays after the one before it."""
    keys, last = [], 0.0
    for cue in cues:
        last = cue.start if cue.start is not None else last
        keys.append(last)
    order = sorted(range(len(cues)), key=keys.__getitem__)
    if order != list(range(len(cues))):
        notes.append("captions stood out of order; they are in the order of their times")
    return [cues[number] for number in order]


def _joined(cues: list[Cue], notes: list[str]) -> list[Cue]:
    """The cues with what each only repeats of the one before it taken away; empty ones go."""
    texts = [fold_space(cue.text) for cue in cues]
    added = join_rolling(texts)
    kept = []
    for cue, before, text in zip(cues, texts, added, strict=True):
        if text:
            cut = len(before) - len(text)
            words = [(offset - cut, seconds) for offset, seconds in cue.words if offset >= cut]
            kept.append(Cue(text, cue.start, cue.end, cue.speaker, words))
    if added != texts:
        spoken = sum(1 for text in texts if text)
        notes.append(f"{spoken:,} captions, {len(kept):,} after joining the rolling ones")
    return kept


def _turns(cues: list[Cue]) -> list[SpokenTurn]:
    names = _names_in(cues)
    turns: list[SpokenTurn] = []
    voice: str | None = None
    for cue in cues:
        for number, (begin, part) in enumerate(_parts(cue.text)):
            marked = number > 0 or begin > 0
            label, words = _label(part, names)
            speaker = cue.speaker or label or (None if marked else voice)
            if marked or not turns or speaker != turns[-1].speaker:
                turns.append(SpokenTurn(speaker))
            cut = begin + len(part) - len(words)
            stop = begin + len(part)
            turns[-1].add(
                words,
                cue.start if number == 0 else None,
                cue.end if stop == len(cue.text) else None,
                [(offset - cut, seconds) for offset, seconds in cue.words if cut <= offset < stop],
            )
            voice = speaker
    return [turn for turn in turns if turn.words]


def _parts(text: str) -> list[tuple[int, str]]:
    """`text` cut at its `>>` marks: code point offset and words of each part. A part at offset 0 stands before any mark."""
    if ">>" not in text and "»" not in text:
        return [(0, text)]
    parts, begin = [], 0
    for mark in _MARK.finditer(text):
        parts.append((begin, text[begin : mark.start()]))
        begin = mark.end()
    parts.append((begin, text[begin:]))
    return [(offset + len(part) - len(part.lstrip()), part.strip()) for offset, part in parts if part.strip()]


def _names_in(cues: list[Cue]) -> frozenset[str]:
    """The labels in the words that are names of voices: they come again, or stand before nearly everything that is said."""
    if any(cue.speaker for cue in cues):
        return frozenset()
    labels = Counter(label for cue in cues for _, part in _parts(cue.text) if (label := _candidate(part)) is not None)
    believed = {label for label, count in labels.items() if count > 1 or label.isupper()}
    if sum(labels[label] for label in believed) < max(2, _LABELLED_SHARE * len(cues)):
        return frozenset()
    return frozenset(believed)


def _candidate(part: str) -> str | None:
    bracket = _BRACKET_LABEL.match(part)
    return bracket[1].strip() if bracket is not None else speaker_label(part)


def _label(part: str, names: frozenset[str]) -> tuple[str | None, str]:
    """The voice that a part names before its words, and the words."""
    label = _candidate(part) if names else None
    if label is None or label not in names:
        return None, part
    bracket = _BRACKET_LABEL.match(part)
    stop = bracket.end() if bracket is not None else part.index(":") + 1
    return label, part[stop:].strip()
