"""Gives the times of one telling to the words of another that tells the same recording, by the words that both have.

The words stay those of their source. A time is worked out only where words agree: one at the start of each sentence, turn and
caption, and none where one of the two says something that the other lacks.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader_app.core.errors import ReaderError
from reader_app.core.model import Anchor, Block, Chapter, Transcript
from reader_app.core.word_matching import Run, common_runs, rising
from reader_app.core.words import WORD

LEAST_SHARE = 0.3
"""The share of the shorter one's words that must agree, in rows of three; of two recordings one in fifty does."""
_ROW = 3
_STEP, _APART = 12, 1.0
"""Times stand at least every twelve matched words, and those of captions at least one second apart."""
_NEAR = 6
"""A sentence may begin so many words before the first that agrees, and its time is still worked out from that."""
_LEAP = 8
"""More words than these that only one side has are something said there alone, not a misheard word."""
_HEADING_NEAR = 25
"""So many words from its time a chapter may begin, to begin where a sentence or a turn does."""
_SENTENCE_ENDS = frozenset(".!?…।॥。！？؟։\n")


class NotTheSameRecording(ReaderError):
    """Two tellings whose words do not agree enough to tell one recording."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The words that are said in a telling: where each begins and ends, and which of them begin a block or a sentence."""

    starts: "array[int]"
    stops: "array[int]"
    words: "array[int]"
    openings: dict[int, int]
    """The index of a word that begins a block or a sentence, and the offset where that begins: at its quote mark, say."""


def give_times(words: Transcript, times: Transcript) -> Transcript:
    """The telling `words` with the times of the telling `times`, all of them worked out; both in about a second for a day's talk.

    Chapters come along where `words` has none. Raises NotTheSameRecording where the words of the two do not agree.
    """
    numbers: dict[str, int] = {}
    kinds = spoken_kinds(words)
    here = _said(words, kinds, numbers)
    there = _said(times, spoken_kinds(times), numbers)
    runs = common_runs(here.words, there.words)
    shorter = min(len(here.words), len(there.words))
    if not shorter or not times.anchors or sum(run.size for run in runs if run.size >= _ROW) < LEAST_SHARE * shorter:
        raise NotTheSameRecording("The words of these two do not agree: they do not tell the same recording word for word.")
    seconds = _seconds_of_words(times, there)
    pairs = list(_pairs(runs, seconds))
    # A source's slip of a time costs only itself: times never run back.
    matched = [pairs[number] for number in rising([at for _, _, at in pairs], level=True)]
    if not matched:
        raise NotTheSameRecording("No times stand at the words that these two have in common.")
    opened = {bisect_left(there.starts, anchor.offset) for anchor in times.anchors}
    anchors = tuple(_anchors(here, matched, opened))
    made = replace(words, blocks=_spoken(words, kinds), anchors=anchors)
    if words.chapters or not times.chapters:
        return made
    return replace(made, chapters=tuple(_chapters(times, here, matched)))


def spoken_kinds(transcript: Transcript) -> frozenset[str]:
    """The kinds of its blocks that are said: its speech, or all its prose where nothing in it is marked as speech."""
    return frozenset({"speech"} if any(block.kind == "speech" for block in transcript.blocks) else {"prose"})


def _spoken(transcript: Transcript, kinds: frozenset[str]) -> tuple[Block, ...]:
    """Its blocks, where prose that turned out to be said is speech: one turn, because nothing tells voices apart."""
    if "speech" in kinds:
        return transcript.blocks
    return tuple(replace(block, kind="speech", turn=0) if block.kind in kinds else block for block in transcript.blocks)


def _said(transcript: Transcript, kinds: frozenset[str], numbers: dict[str, int]) -> _Said:
    text = transcript.text
    starts, stops, words = array("I"), array("I"), array("I")
    openings: dict[int, int] = {}
    for block in transcript.blocks:
        if block.kind not in kinds:
            continue
        last = -1
        for match in WORD.finditer(text, *block.span):
            start, stop = match.span()
            if last < 0:
                openings[len(starts)] = block.span.start
            elif start - last > 1 and not _SENTENCE_ENDS.isdisjoint(text[last:start]):
                openings[len(starts)] = start - len(text[last:start].split()[-1]) if not text[start - 1].isspace() else start
            starts.append(start)
            stops.append(stop)
            words.append(numbers.setdefault(match[0].casefold(), len(numbers)))
            last = stop
    return _Said(starts, stops, words, openings)


def _seconds_of_words(transcript: Transcript, said: _Said) -> list[float | None]:
    """When each word is said: at its own time where it has one, else by its place in the caption that it stands in."""
    anchors = transcript.anchors
    offsets = [anchor.offset for anchor in anchors]
    first, last = anchors[0], anchors[-1]
    pace = max(0.0, last.seconds - first.seconds) / max(1, last.offset - first.offset)
    found: list[float | None] = []
    for start in said.starts:
        number = bisect_right(offsets, start) - 1
        if number < 0:
            found.append(None)
            continue
        here = anchors[number]
        after = anchors[number + 1] if number + 1 < len(anchors) else None
        stop = after.offset if after is not None else len(transcript.text)
        end = after.seconds if after is not None else here.seconds + pace * (stop - here.offset)
        if here.until is not None and here.seconds < here.until and (after is None or here.until < end):
            end = here.until
        found.append(here.seconds + max(0.0, end - here.seconds) * (start - here.offset) / (stop - here.offset))
    return found


def _pairs(runs: list[Run], seconds: list[float | None]) -> Iterator[tuple[int, int, float]]:
    """Each word that both have: its index in either, and its time."""
    for run in runs:
        for step in range(run.size):
            at = seconds[run.there + step]
            if at is not None:
                yield run.here + step, run.there + step, at


def _anchors(here: _Said, matched: list[tuple[int, int, float]], opened: set[int]) -> Iterator[Anchor]:
    """Times at openings, at captions' first words, and on both sides of what only one of the two says."""
    told, told_at, last_word = -1, -_APART, -_LEAP - 1
    pace = _pace(here.starts, matched)
    for number, (word, other, at) in enumerate(matched):
        before = matched[number - 1] if number else (-_LEAP - 1, -_LEAP - 1, 0.0)
        after = matched[number + 1] if number + 1 < len(matched) else (len(here.starts) + _LEAP, 0, at)
        opening = _opening_before(here, word, before[0])
        if opening is not None:
            offset, back = here.openings[opening], here.starts[word] - here.starts[opening]
            reach = here.starts[word] - here.starts[before[0]] if number else 0
            beside = number > 0 and word - before[0] <= _LEAP
            then = at - (at - before[2]) * back / reach if beside else at - back * pace
            anchor = Anchor(offset, max(then, before[2], told_at, 0.0), "interpolated")
        else:
            leap = word - before[0] > _LEAP or other - before[1] > _LEAP
            ends = after[0] - word > _LEAP or after[1] - other > _LEAP
            if not (leap or ends or (other in opened and at - told_at >= _APART) or word - last_word >= _STEP):
                continue
            anchor = Anchor(here.starts[word], max(at, told_at), "interpolated")
        if anchor.offset > told:
            yield anchor
            told, told_at, last_word = anchor.offset, anchor.seconds, word


def _opening_before(here: _Said, word: int, before: int) -> int | None:
    """The opening at a word that agrees, or one a few words before it, after the last that agreed."""
    return next((n for n in range(word, max(before, word - _NEAR - 1, -1), -1) if n in here.openings), None)


def _pace(starts: Sequence[int], matched: list[tuple[int, int, float]]) -> float:
    """Seconds a code point, over all that agrees."""
    first, last = matched[0], matched[-1]
    return (last[2] - first[2]) / max(1, starts[last[0]] - starts[first[0]])


def _chapters(times: Transcript, here: _Said, matched: list[tuple[int, int, float]]) -> Iterator[Chapter]:
    """The other's chapters where their time is said here; one in whose time nothing is said here is left out."""
    stated = sorted((chapter for chapter in times.chapters if chapter.start is not None), key=lambda one: one.start or 0.0)
    moments = [at for _, _, at in matched]
    openings = sorted(here.openings)
    taken = -1
    for number, chapter in enumerate(stated):
        start = chapter.start or 0.0
        end = stated[number + 1].start if number + 1 < len(stated) else None
        at = bisect_left(moments, start)
        if at == len(moments) or (end is not None and moments[at] >= end > start):
            continue
        word = matched[at][0]
        near = openings[max(0, bisect_right(openings, word) - 1) : bisect_right(openings, word) + 1]
        best = min((n for n in near if abs(n - word) <= _HEADING_NEAR), key=lambda n: abs(n - word), default=word)
        offset = here.openings.get(best, here.starts[best])
        if offset > taken:
            taken = offset
            yield Chapter(chapter.title, chapter.start, chapter.origin, offset)
