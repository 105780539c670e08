"""Cuts what is said into timed cues, for subtitles and timed JSON: one for each time that the source states.

Subtitles are what is said; where nobody speaks, they are the prose that has times. A stretch too long to be read at once is
cut at its sentences. Times that the source does not state are worked out, and marked so in the cue.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader_app.core.errors import ReaderError
from reader_app.core.model import Anchor, Block, OpenEpisode, Span, Transcript
from reader_app.core.paragraphs import split_paragraphs
from reader_app.core.timeline import Timeline
from reader_app.core.words import UNSPACED, WORD, WORD_CHARACTERS

OTHER_VOICE = ">> "
"""How captions tell that somebody else goes on, where nobody knows who."""
_READABLE = 30
"""Words that a cue holds at most where it must be cut."""
_WHOLE = 40
"""A stretch of up to so many words stays whole, as its source cut it."""
_LINE = 84
"""Letters of a cue that is put together from single words: two lines."""
_PAUSE = 2.0
"""Seconds from the start of one word to that of the next, from which on the next begins a new cue."""
_LETTERS_A_SECOND = 15.0
"""The pace of speech, for the end of the last cue where nothing states it."""
_SINGLE_SHARE = 0.6
"""So many stretches of one word each are word times, and no answers of one word."""
_SHORTEST = 0.001
"""Seconds: a cue that ends where it begins is none."""
_INSIDE_A_WORD = re.compile(rf"(?<=[{WORD_CHARACTERS}])(?<![{UNSPACED}])(?![{UNSPACED}])[{WORD_CHARACTERS}]")
"""Where a syllable that is sung has a time of its own, in a script that parts its words by spaces: no cue may part it."""
_ENDS = re.compile(r"[.?!…।॥。！？][\"'”’»)\]]*$")


class NoTimes(ReaderError):
    """An episode without times, of which no subtitles can be made."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """Words of one voice in a cue: `opens` where a turn begins; `words` are times inside, as (offset in `text`, seconds)."""

    text: str
    speaker: str | None
    opens: bool
    words: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class TimedCue:
    """What is said from `start` to `end` (seconds), at `offset` of the text; `estimated` where the start is worked out."""

    start: float
    end: float
    voices: tuple[Voiced, ...]
    offset: int
    estimated: bool = False


@dataclass(slots=True)
class _Stretch:
    """The text from one time to the next; `start` is None until it is worked out, `joins` where it shares the cue before it."""

    span: Span
    block: Block
    opens: bool
    start: float | None
    until: float | None = None
    estimated: bool = False
    joins: bool = False
    end: float = 0.0


def cues_of(opened: OpenEpisode, *, speakers: bool = True) -> list[TimedCue]:
    """The cues of an episode to be read as subtitles, in order, starts never falling. Raises NoTimes."""
    stretches = _timed(opened, every_time=False)
    text = opened.transcript.text
    single = sum(1 for each in stretches if " " not in text[each.span.start : each.span.stop].strip())
    if single >= _SINGLE_SHARE * len(stretches):
        stretches = _grouped(stretches, text)
    pieces = [piece for stretch in stretches for piece in _cut(stretch, opened)]
    _keep_rising(pieces)
    return _as_cues(pieces, opened.transcript, speakers)


def segments_of(opened: OpenEpisode, *, speakers: bool = True) -> list[TimedCue]:
    """Every stated time as a cue, single words too, nothing cut further; named voices never share one. Raises NoTimes."""
    stretches = _timed(opened, every_time=True)
    _pass_ends_on(stretches)
    voice: int | None = None
    for each in stretches:
        alone = each.joins and not (each.block.speaker is None and voice is None)
        each.joins, each.estimated = each.joins and not alone, each.estimated or alone
        voice = each.block.speaker
    return _as_cues(stretches, opened.transcript, speakers)


def _timed(opened: OpenEpisode, *, every_time: bool) -> list[_Stretch]:
    """The stretches with their starts and ends."""
    stretches = list(_stretches(opened, every_time=every_time))
    if all(each.start is None for each in stretches):
        raise NoTimes(f"“{opened.episode.title}” has no times, so it cannot become subtitles.")
    _fill_starts(stretches, opened.episode.duration)
    _fill_ends(stretches, opened.episode.duration)
    return stretches


def spoken_blocks(transcript: Transcript) -> list[Block]:
    """What is said; where nobody speaks, the prose."""
    said = [block for block in transcript.blocks if block.kind == "speech" and block.span.stop > block.span.start]
    return said or [block for block in transcript.blocks if block.kind in ("prose", "pull_quote")]


def _stretches(opened: OpenEpisode, *, every_time: bool) -> Iterator[_Stretch]:
    transcript, timeline = opened.transcript, Timeline(opened.transcript)
    offsets = [anchor.offset for anchor in transcript.anchors]
    lasting = sum(1 for anchor in transcript.anchors if anchor.until is not None)
    words_inside = not every_time and lasting * 2 < len(transcript.anchors)
    turn: int | None = None
    last: float | None = None
    for block in spoken_blocks(transcript):
        marks = transcript.anchors[bisect_left(offsets, block.span.start) : bisect_left(offsets, block.span.stop)]
        marks = tuple(mark for mark in marks if _INSIDE_A_WORD.match(transcript.text, mark.offset) is None)
        starts = _cue_starts(marks, words_inside=words_inside)
        opens = turn is None or block.turn != turn
        turn = block.turn
        if not starts or starts[0].offset > block.span.start:
            span = Span(block.span.start, starts[0].offset if starts else block.span.stop)
            unmarked = _unmarked(span, block, opens=opens, timeline=timeline, last=last)
            last = unmarked.start if unmarked.start is not None else last
            yield unmarked
        for number, mark in enumerate(starts):
            span = Span(mark.offset, starts[number + 1].offset if number + 1 < len(starts) else block.span.stop)
            first = opens and mark.offset == block.span.start
            last = mark.seconds
            yield _Stretch(span, block, first, mark.seconds, mark.until, mark.origin == "interpolated")


def _cue_starts(marks: Sequence[Anchor], *, words_inside: bool) -> Sequence[Anchor]:
    """The times that begin a cue: where cues have ends and words have times of their own, only those with an end."""
    lasting = [mark for mark in marks if mark.until is not None]
    return lasting if words_inside and lasting else marks


def _unmarked(span: Span, block: Block, *, opens: bool, timeline: Timeline, last: float | None) -> _Stretch:
    """The head of a block that no time marks. A voice that begins within a cue belongs to that cue."""
    moment = timeline.paragraph_moment(block.span.start)
    stretch = _Stretch(span, block, opens, moment.seconds if moment is not None else None)
    # A time that the source states for something else, as for the heading above, is none that it states for these words.
    stretch.estimated = True
    if moment is not None and moment.seconds == last:
        if moment.origin == "stated" and block.kind == "speech":
            stretch.joins, stretch.estimated = True, False
        else:  # a pace that a single time cannot tell, or one more paragraph under the same chapter
            stretch.start = None
    return stretch


def _fill_starts(stretches: list[_Stretch], duration: float | None) -> None:
    """Work out the starts that are missing, by the length of the words between two that are known; none may fall."""
    number = 0
    while number < len(stretches):
        if stretches[number].start is not None:
            number += 1
            continue
        stop = next((n for n in range(number, len(stretches)) if stretches[n].start is not None), len(stretches))
        run = stretches[max(0, number - 1) : stop]
        begin = (run[0].start if number else None) or 0.0
        letters = sum(each.span.stop - each.span.start for each in run)
        known = stretches[stop].start if stop < len(stretches) else None
        spoken = begin + letters / _LETTERS_A_SECOND
        end = known if known is not None else duration if duration is not None and duration > begin else spoken
        said = 0
        for each in run:
            if each.start is None:
                each.start = begin + max(0.0, end - begin) * said / max(1, letters)
            said += each.span.stop - each.span.start
        number = stop
    highest = 0.0
    for each in stretches:
        start = each.start or 0.0
        each.estimated = each.estimated or start < highest
        each.start = highest = max(start, highest)


def _fill_ends(stretches: list[_Stretch], duration: float | None) -> None:
    """An end is stated, or the next start; that of a cue with times of its words is the end of the last of them."""
    following: float | None = None
    after: _Stretch | None = None
    for each in reversed(stretches):
        start = each.start or 0.0
        if after is not None and (after.start or 0.0) > start:
            following = after.start
        spoken = start + max(1.0, (each.span.stop - each.span.start) / _LETTERS_A_SECOND)
        last = min(spoken, duration) if duration is not None and duration > start else spoken
        each.end = each.until if each.until is not None and each.until > start else following if following is not None else last
        after = each


def _pass_ends_on(stretches: list[_Stretch]) -> None:
    """Where single words follow the one that states the end of their cue, that end belongs to the last of them."""
    until: float | None = None
    for each, after in zip(stretches, [*stretches[1:], None], strict=True):
        until = each.until if each.until is not None else until
        inside = after is not None and after.until is None and after.block is each.block and (after.start or 0.0) < (until or 0.0)
        if inside and after is not None:
            each.end = max(after.start or 0.0, each.start or 0.0)
        elif until is not None and until > (each.start or 0.0):
            each.end, until = until, None


def _grouped(stretches: list[_Stretch], text: str) -> list[_Stretch]:
    """Single words as lines: up to a pause, the end of a sentence or of a turn, or as much as can be read at once."""
    lines: list[_Stretch] = []
    before = 0.0
    for each in stretches:
        start = each.start or 0.0
        pause, before = start - before, start
        line = lines[-1] if lines else None
        if line is not None and line.block is each.block and not each.joins and each.estimated == line.estimated:
            so_far = text[line.span.start : line.span.stop].rstrip()
            ended = _ENDS.search(so_far, max(0, len(so_far) - 8)) is not None and len(so_far) > _LINE // 3
            if not ended and pause < _PAUSE and each.span.stop - line.span.start <= _LINE + 1:
                line.span, line.end = Span(line.span.start, each.span.stop), max(each.end, line.end)
                continue
        lines.append(replace(each))
    return lines


def _cut(stretch: _Stretch, opened: OpenEpisode) -> Iterator[_Stretch]:
    """A stretch in pieces that can be read at once; the times between are worked out where no word states one."""
    transcript, span = opened.transcript, stretch.span
    if sum(1 for _ in WORD.finditer(transcript.text, *span)) <= _WHOLE:
        yield stretch
        return
    language = stretch.block.language or opened.episode.language
    pieces = split_paragraphs(transcript.text, span, language=language, most=_READABLE)
    knots = _knots(stretch, transcript.anchors)
    starts = [stretch.start or 0.0, *(_between(knots, piece.start) for piece in pieces[1:])]
    stated = {offset for offset, _ in knots}
    for number, piece in enumerate(pieces):
        first, last = number == 0, number + 1 == len(pieces)
        made = replace(stretch, span=piece, start=starts[number], end=stretch.end if last else starts[number + 1])
        if not first:
            made.opens, made.joins, made.estimated = False, False, piece.start not in stated
        yield made


def _keep_rising(pieces: list[_Stretch]) -> None:
    """Sets starts that were worked out back to the next one, where a voice cuts in that is stated to begin earlier."""
    following: float | None = None
    for piece in reversed(pieces):
        if following is not None and piece.estimated and (piece.start or 0.0) > following:
            piece.start = following
        following = piece.start


def _knots(stretch: _Stretch, anchors: Sequence[Anchor]) -> list[tuple[int, float]]:
    """The times known in a stretch and at both its ends, as (offset, seconds), both rising."""
    start, end = stretch.start or 0.0, stretch.end
    knots = [(stretch.span.start, start)]
    first = bisect_right(anchors, stretch.span.start, key=lambda anchor: anchor.offset)
    for anchor in anchors[first : bisect_left(anchors, stretch.span.stop, key=lambda anchor: anchor.offset)]:
        if knots[-1][1] < anchor.seconds < end:
            knots.append((anchor.offset, anchor.seconds))
    return [*knots, (stretch.span.stop, end)]


def _between(knots: Sequence[tuple[int, float]], offset: int) -> float:
    """The time of an offset, worked out between the known ones around it."""
    number = bisect_right(knots, offset, key=lambda knot: knot[0])
    (left, before), (right, after) = knots[number - 1], knots[min(number, len(knots) - 1)]
    return before if right <= left else before + (after - before) * (offset - left) / (right - left)


def _as_cues(stretches: Sequence[_Stretch], transcript: Transcript, speakers: bool) -> list[TimedCue]:
    cues: list[TimedCue] = []
    before: str | None = None
    for each in stretches:
        raw = transcript.text[each.span.start : each.span.stop]
        text = raw.strip()
        if not text:
            continue
        begin = each.span.start + len(raw) - len(raw.lstrip())
        first = bisect_right(transcript.anchors, begin, key=lambda anchor: anchor.offset)
        stop = bisect_left(transcript.anchors, begin + len(text), key=lambda anchor: anchor.offset)
        inside = transcript.anchors[first:stop]
        words = tuple((anchor.offset - begin, anchor.seconds) for anchor in inside if anchor.origin == "stated")
        voice = transcript.speakers[each.block.speaker].name if speakers and each.block.speaker is not None else None
        # Prose behind the quote of a voice is no more of what that voice says.
        opens = (each.opens and speakers and each.block.kind == "speech") or (voice is None and before is not None)
        before = voice
        said = Voiced(text, voice, opens, words)
        start = each.start or 0.0
        if each.joins and cues:
            cues[-1] = replace(cues[-1], end=max(cues[-1].end, each.end), voices=(*cues[-1].voices, said))
        else:
            cues.append(TimedCue(start, max(each.end, start + _SHORTEST), (said,), begin, each.estimated))
    return cues
