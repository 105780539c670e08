"""What caption files and speech-to-text outputs have in common: a row of timed cues, and how they become one episode."""

from collections.abc import Sequence
from itertools import pairwise

from reader_app.core.importers.captions.caption_joining import join_rolling_words, words_roll
from reader_app.core.importers.captions.caption_labels import Labels, Part, learn_labels
from reader_app.core.importers.captions.caption_turns import SpokenTurn, breaks_off
from reader_app.core.importers.captions.cue_times import Cue, before_next, in_order, recordings, with_possible_times
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.language import detect_language

__all__ = ["Cue", "draft_of", "drafts_of"]

_SAMPLE = 1_000
_SAMPLES = 6
"""The language of a long text shows in so many pieces of so many code points."""
_SILENCE = 30.0
"""Seconds without a word after which a turn goes on in a new paragraph.

`silences` has another rule, for text with times: there a shorter silence is enough behind the end of a sentence, and none that
is not very long parts one. Captions often have no full stops to ask for, but mostly state their ends, so a silence is sure.
"""
_SECONDS_A_LETTER = 0.1
"""So long a letter takes to say at the slowest, where the source states no ends."""


def drafts_of(
    cues: Sequence[Cue], name: str, *, title: str = "", language: str | None = None, may_roll: bool = True
) -> list[Draft]:
    """The episodes that `cues` tell: one for each recording where the times begin again from the start, as in glued files."""
    parts = recordings(cues)
    drafts = [draft_of(part, name, title=title, language=language, may_roll=may_roll) for part in parts]
    if len(parts) > 1:
        for number, draft in enumerate(drafts, start=1):
            draft.notes.append(f"part {number} of {len(parts)}: the times begin again inside the file")
    return drafts


def draft_of(cues: Sequence[Cue], name: str, *, title: str = "", language: str | None = None, may_roll: bool = True) -> Draft:
    """The episode that `cues` tell, in the order of time.

    Rolling captions are joined, marks (`>>`), dashes and labels (`NAME:`, `[Name]`) begin turns, and a voice goes on until the
    next is named. Cues of one voice in a row are one turn; where labels stand only now and then, each begins one. Times that
    cannot be are dropped, and times never fall. Without a stated `title` one is derived from what is said; `name`, the file's,
    is its last resort. `language` (BCP 47) is the stated one; it gives way to what the words show. Without `may_roll`, what is
    said twice was said twice.
    """
    notes: list[str] = []
    ordered = before_next(in_order(with_possible_times(cues, notes), notes))
    split = [cue.text.split() for cue in ordered]
    rolling = may_roll and words_roll(split)
    added = join_rolling_words(split) if rolling else split
    if rolling:
        spoken, left = sum(1 for words in split if words), sum(1 for words in added if words)
        notes.append(f"{spoken:,} captions, {left:,} after joining the rolling ones")
    spoken_for = any(cue.speaker for cue in ordered)
    labels = learn_labels([cue.text for cue in ordered], spoken_for)
    turns = _turns(ordered, added, labels) if labels.any or spoken_for or rolling else _one_turn(ordered, split)
    blocks = [block for number, turn in enumerate(turns) for block in _blocks(turn, number)]
    said = [block.text for block in blocks]
    draft = Draft(title or title_from_speech(said) or name, "stated" if title else "derived", blocks)
    draft.language = detect_language(_sample(" ".join(said)))
    if draft.language == "und" and language:
        draft.language = language
    draft.truncated = breaks_off(turns)
    if draft.truncated:
        notes.append("ends inside a sentence: cut off at the source")
    draft.notes, draft.repaired = notes, rolling
    return draft


def _blocks(turn: SpokenTurn, number: int) -> list[DraftBlock]:
    """The turn as a block, or as several of one turn where nothing is said for long, so that each has its own time."""
    whole = turn.block()
    moments = [(0, whole.start), *whole.times] if whole.start is not None else whole.times
    breaks = [0]
    for (before, start), (at, seconds) in pairwise(moments):
        silent_from = whole.ends.get(before, (start or 0.0) + _SECONDS_A_LETTER * (at - before))
        if seconds is not None and seconds - silent_from >= _SILENCE and whole.text[at - 1] == " ":
            breaks.append(at)
    if len(breaks) == 1:
        return [whole]
    blocks = []
    for begin, stop in zip(breaks, [*breaks[1:], len(whole.text) + 1], strict=True):
        blocks.append(DraftBlock("speech", whole.text[begin : stop - 1], None, turn.speaker, number))
    place = 0
    for at, seconds in moments:
        while place + 1 < len(breaks) and at >= breaks[place + 1]:
            place += 1
        inside = at - breaks[place]
        if inside == 0:
            blocks[place].start = seconds
        elif seconds is not None:
            blocks[place].times.append((inside, seconds))
        if at in whole.ends:
            blocks[place].ends[inside] = whole.ends[at]
    return blocks


def _sample(text: str) -> str:
    """Enough of a long text, from all over it, to tell its language by."""
    step = len(text) // _SAMPLES
    if step <= _SAMPLE:
        return text
    return " ".join(text[begin : begin + _SAMPLE] for begin in range(0, step * _SAMPLES, step))


def _one_turn(cues: Sequence[Cue], split: Sequence[list[str]]) -> list[SpokenTurn]:
    """The one turn of captions that show no voices."""
    turn = SpokenTurn()
    for cue, words in zip(cues, split, strict=True):
        turn.add_words(words, cue.start, cue.end, cue.words)
    return [turn] if turn.words else []


def _turns(cues: Sequence[Cue], added: Sequence[list[str]], labels: Labels) -> list[SpokenTurn]:
    """The turns of captions of which only the words `added` are new."""
    turns: list[SpokenTurn] = []
    voice: str | None = None
    for cue, words in zip(cues, added, strict=True):
        if not words:
            continue
        text = " ".join(words)
        lines: Sequence[int] = (0,)
        times = cue.words
        if times or cue.speaker or labels.may_cut(text):
            starts, length = _line_starts(cue.text)
            cut = length - len(text)
            lines = tuple(at - cut for at in starts if at >= cut)
            times = [(at - cut, seconds) for at, seconds in times if at >= cut] if cut else times
        waiting = cue.start
        for part in _parts(text, lines, cue.speaker, labels):
            speaker = part.label or cue.speaker or (None if part.marked else voice)
            named = part.label is not None and not labels.every
            if part.marked or named or not turns or speaker != turns[-1].speaker:
                turns.append(SpokenTurn(speaker))
            voice = speaker
            piece = text[part.begin : part.stop].split() if part.begin or part.stop < len(text) else words
            inside = [(at - part.begin, seconds) for at, seconds in times if part.begin <= at < part.stop] if times else ()
            turns[-1].add_words(piece, waiting, cue.end if part.stop == len(text) else None, inside)
            waiting = None if piece else waiting
    told = {turn.speaker for turn in turns if turn.words}
    last = turns[-1] if turns else None
    # A voice that is only announced stays, as a turn of no words: at the end, where the source breaks off, or told nowhere else.
    return [turn for turn in turns if turn.words or (turn.speaker and (turn is last or turn.speaker not in told))]


def _parts(text: str, lines: Sequence[int], speaker: str | None, labels: Labels) -> list[Part]:
    if speaker and text[len(speaker) : len(speaker) + 1] in (":", "："):
        # Some programs write the voice into the words as well.
        head = text[: len(speaker)]
        if head.casefold() == speaker.casefold():
            rest = text[len(speaker) + 1 :]
            return [Part(len(text) - len(rest.lstrip()), len(text), False, None)]
    return labels.parts(text, lines) if labels.may_cut(text) else [Part(0, len(text), False, None)]


def _line_starts(text: str) -> tuple[list[int], int]:
    """The code points at which the lines of `text` begin once its white space is folded, and its length then."""
    if "\n" not in text:
        return [0], len(fold_space(text))
    starts, at = [], 0
    for line in text.split("\n"):
        folded = fold_space(line)
        if folded:
            starts.append(at)
            at += len(folded) + 1
    return starts, max(0, at - 1)
