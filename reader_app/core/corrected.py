"""The text as it is read: a source's own telling with what the reader put right laid over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from reader_app.core.corrected_entities import entities_as_read
from reader_app.core.model import Anchor, Block, Chapter, Correction, Span, Speaker, Transcript
from reader_app.core.offset_map import OffsetMap, Stretch
from reader_app.core.timeline import Timeline


class Edit(NamedTuple):
    """What is read in place of a stretch of the source's text."""

    start: int
    stop: int
    words: str


@dataclass(slots=True)
class _Cut:
    """A place where a block is divided, or begins: chapters may begin there."""

    edit: Edit
    chapters: list[Correction]


def corrected(
    told: Transcript, corrections: Sequence[Correction], names: Mapping[str, str] | None = None
) -> tuple[Transcript, OffsetMap]:
    """A telling as it is read, and the way from its own text to that. Linear in both.

    The spans of `corrections` are in the text of `told`; `names` are those shown for labels of voices. What no longer fits (words
    that do not stand there, one stretch corrected twice) is left out, and is not among the corrections of what comes back.
    """
    if not corrections:
        return told, OffsetMap()
    return _Overlay(told, corrections, names or {}).result()


class _Overlay:
    """Lays corrections over one telling."""

    def __init__(self, told: Transcript, corrections: Sequence[Correction], names: Mapping[str, str]) -> None:
        self._told, self._names = told, names
        self._applied: list[Correction] = []
        self._starts = [block.span.start for block in told.blocks]
        ordered = sorted(corrections, key=lambda correction: correction.span)
        self._removed = self._without_chapters(ordered)
        self._words = self._word_edits(ordered)
        self._titles, title_edits = self._retitled(ordered)
        self._applied = [one for one in self._applied if one.kind != "words" or not _touched(title_edits, one.span)]
        self._words = sorted([*(edit for edit in self._words if not _touched(title_edits, Span(*edit[:2]))), *title_edits])
        self._voices = self._voice_stretches(ordered)
        self._cuts = self._all_cuts(ordered)
        edits = sorted([*self._words, *(cut.edit for cut in self._cuts.values() if cut.edit.words)])
        self._text, self._way = _edited(told.text, edits)

    def result(self) -> tuple[Transcript, OffsetMap]:
        """The transcript as it is read, and the way to it."""
        told, way = self._told, self._way
        blocks, headings = self._blocks_and_headings()
        speakers = self._speakers()
        read = replace(
            told,
            text=self._text,
            blocks=tuple(blocks),
            anchors=self._anchors(),
            speakers=speakers,
            chapters=self._chapters(headings),
            entities=entities_as_read(told, self._text, way),
            corrections=self._placed(headings),
        )
        return read, way

    def _block_around(self, span: Span) -> Block | None:
        """The block that holds all of `span`."""
        number = bisect_right(self._starts, span.start) - 1
        if number < 0 or span.stop > self._told.blocks[number].span.stop:
            return None
        return self._told.blocks[number]

    def _word_edits(self, ordered: Iterable[Correction]) -> list[Edit]:
        edits: list[Edit] = []
        end = -1
        for one in ordered:
            if one.kind != "words" or one.span.start < end or one.span.start >= one.span.stop:
                continue
            if self._told.text[one.span.start : one.span.stop] != one.original or self._block_around(one.span) is None:
                continue
            edits.append(Edit(*one.span, one.replacement))
            end = one.span.stop
            self._applied.append(one)
        return edits

    def _without_chapters(self, ordered: Iterable[Correction]) -> set[int]:
        """The numbers of the stated chapters that are none."""
        removed = set()
        for one in ordered:
            if one.kind == "no_chapter" and (number := self._stated(one)) is not None:
                removed.add(number)
                self._applied.append(one)
        return removed

    def _stated(self, one: Correction) -> int | None:
        """The number of the stated chapter that a correction is about."""
        return next(
            (n for n, c in enumerate(self._told.chapters) if c.offset == one.span.start and c.title == one.original),
            None,
        )

    def _retitled(self, ordered: Iterable[Correction]) -> tuple[dict[int, str], list[Edit]]:
        """The new titles of stated chapters by their numbers, and what that changes in their headings and lines."""
        titles: dict[int, str] = {}
        edits: list[Edit] = []
        for one in ordered:
            if one.kind != "chapter" or not one.original or (number := self._stated(one)) is None or number in titles:
                continue
            titles[number] = one.replacement
            self._applied.append(one)
            edits += [Edit(*span, one.replacement) for span in title_spans(self._told, number)]
        for number in range(len(self._told.chapters)) if self._words else ():
            spans = title_spans(self._told, number)
            changed = [span for span in spans if _touched(self._words, span)]
            if changed and number not in titles and number not in self._removed:
                titles[number] = _applied(self._told.text, changed[0], _inside(self._words, changed[0]))
                edits += [Edit(*span, titles[number]) for span in spans if span not in changed]
        return titles, sorted(set(edits))

    def _voice_stretches(self, ordered: Iterable[Correction]) -> list[tuple[Span, str]]:
        stretches: list[tuple[Span, str]] = []
        for one in ordered:
            if one.kind != "voice" or one.span.start >= one.span.stop or not one.replacement:
                continue
            if stretches and one.span.start < stretches[-1][0].stop:
                continue
            if any(block.kind == "speech" for block in self._blocks_over(one.span)):
                stretches.append((one.span, one.replacement))
                self._applied.append(one)
        return stretches

    def _blocks_over(self, span: Span) -> Iterator[Block]:
        number = max(0, bisect_right(self._starts, span.start) - 1)
        while number < len(self._told.blocks) and self._told.blocks[number].span.start < span.stop:
            if self._told.blocks[number].span.stop > span.start:
                yield self._told.blocks[number]
            number += 1

    def _all_cuts(self, ordered: Iterable[Correction]) -> dict[int, _Cut]:
        """Where blocks are divided by voices and chapters, by the offset at which the second part begins."""
        cuts: dict[int, _Cut] = {}
        for span, _ in self._voices:
            for block in self._blocks_over(span):
                if block.kind == "speech":
                    self._cut(cuts, block, span.start)
                    self._cut(cuts, block, span.stop, after=True)
        for one in ordered:
            if one.kind != "chapter" or one.original or not one.replacement:
                continue
            within = self._block_around(Span(one.span.start, one.span.start))
            if within is not None and (cut := self._cut(cuts, within, one.span.start, opening=True)) is not None:
                cut.chapters.append(one)
                self._applied.append(one)
        for cut in cuts.values():
            titles = [one.replacement for one in cut.chapters]
            inner = cut.edit.words != ""
            lines = ["", *titles, ""] if inner else [*titles, ""]
            cut.edit = cut.edit._replace(words="\n".join(lines)) if titles else cut.edit
        return cuts

    def _cut(self, cuts: dict[int, _Cut], block: Block, at: int, *, opening: bool = False, after: bool = False) -> _Cut | None:
        """A cut of `block` near `at`, in the white space there; with `opening`, also before its first word.

        A corrected stretch is not cut: the cut goes before it, or `after` it.
        """
        text = self._told.text
        around = next(_inside(self._words, Span(at, at + 1)), None)
        if around is not None and around.start < at < around.stop:
            at = around.stop if after else around.start
        while at < block.span.stop and text[at].isspace():
            at += 1
        start = at
        while start > block.span.start and text[start - 1].isspace():
            start -= 1
        if at >= block.span.stop and block.span.start < block.span.stop:
            return None
        if start <= block.span.start:
            return cuts.setdefault(block.span.start, _Cut(Edit(block.span.start, block.span.start, ""), [])) if opening else None
        for edit in _inside(self._words, Span(start, at)):
            start = max(start, edit.stop)
        return cuts.setdefault(at, _Cut(Edit(start, at, "\n"), []))

    def _blocks_and_headings(self) -> tuple[list[Block], list[tuple[Correction, Span]]]:
        """The blocks as they are read, and the headings among them that the reader set."""
        blocks: list[Block] = []
        headings: list[tuple[Correction, Span]] = []
        labels = {speaker.label: number for number, speaker in enumerate(self._speakers())}
        gone = {self._told.chapters[number].offset for number in self._removed}
        marks = sorted(self._cuts)
        turns = _Turns(bool(self._voices))
        for block in self._told.blocks:
            inner = marks[bisect_left(marks, block.span.start) : bisect_left(marks, max(block.span.stop, block.span.start + 1))]
            edges = [block.span.start, *(mark for mark in inner if mark > block.span.start), block.span.stop]
            for at, following in pairwise(edges):
                cut = self._cuts.get(at)
                if cut is not None:
                    for own in self._headings_at(cut):
                        headings.append(own)
                        blocks.append(Block("heading", own[1], language=block.language))
                stop = self._cuts[following].edit.start if following in self._cuts and following < block.span.stop else following
                span = self._way.span(Span(at, stop))
                voice = self._voice_at(at) if block.kind == "speech" else None
                speaker = block.speaker if voice is None else labels[voice]
                turn = turns.of(block.turn, block.speaker, speaker) if block.kind == "speech" else block.turn
                kind = "prose" if block.kind == "heading" and block.span.start in gone else block.kind
                blocks.append(Block(kind, span, speaker, turn, block.language))
        return blocks, headings

    def _headings_at(self, cut: _Cut) -> Iterator[tuple[Correction, Span]]:
        if not cut.chapters:
            return
        # What is read at the cut: its lines, then the words that follow.
        at = self._way.stop(cut.edit.start) + cut.edit.words.startswith("\n")
        for one in cut.chapters:
            yield one, Span(at, at + len(one.replacement))
            at += len(one.replacement) + 1

    def _voice_at(self, offset: int) -> str | None:
        number = bisect_right(self._voices, offset, key=lambda stretch: stretch[0].start) - 1
        return self._voices[number][1] if number >= 0 and offset < self._voices[number][0].stop else None

    def _speakers(self) -> tuple[Speaker, ...]:
        known = {speaker.label for speaker in self._told.speakers}
        fresh = dict.fromkeys(label for _, label in self._voices if label not in known)
        return (*self._told.speakers, *(Speaker(label, self._names.get(label, label)) for label in fresh))

    def _anchors(self) -> tuple[Anchor, ...]:
        """The times at the places of their words; of several in one corrected stretch the first, until the last one's end."""
        told = self._told.anchors
        offsets = [anchor.offset for anchor in told]
        anchors: list[Anchor] = []
        done = shift = 0
        for before, after, _ in self._way.stretches:
            first, last = bisect_left(offsets, before.start, done), bisect_left(offsets, before.stop, done)
            anchors += _shifted(told[done:first], shift)
            if first < last:
                own = told[first]
                while anchors and anchors[-1].offset >= after.start:  # its words were taken out
                    anchors.pop()
                anchors.append(Anchor(after.start, own.seconds, own.origin, told[last - 1].until))
            done, shift = last, after.stop - before.stop
            if done < len(told) and anchors and offsets[done] + shift <= anchors[-1].offset:
                anchors.pop()
        return (*anchors, *_shifted(told[done:], shift))

    def _chapters(self, headings: Sequence[tuple[Correction, Span]]) -> tuple[Chapter, ...]:
        chapters = [
            replace(chapter, offset=self._way.offset(chapter.offset), title=self._titles.get(number, chapter.title))
            for number, chapter in enumerate(self._told.chapters)
            if number not in self._removed
        ]
        timeline = Timeline(self._told) if headings else None
        for one, span in headings:
            moment = timeline.moment_at(one.span.start) if timeline is not None else None
            own = Chapter(one.replacement, moment.seconds if moment is not None else None, "reader", span.start)
            later = (n for n, chapter in enumerate(chapters) if chapter.placed and chapter.offset > span.start)
            chapters.insert(next(later, len(chapters)), own)
        return tuple(chapters)

    def _placed(self, headings: Sequence[tuple[Correction, Span]]) -> tuple[Correction, ...]:
        """The corrections that hold, where they stand in the text as it is read."""
        own = {one.id: span for one, span in headings}
        placed = []
        for one in self._applied:
            span = own.get(one.id)
            if span is None and one.kind == "chapter":
                number = self._stated(one)
                span = self._way.span(title_spans(self._told, number)[0]) if number is not None else None
            placed.append(replace(one, span=span or self._way.span(one.span)))
        return tuple(sorted(placed, key=lambda one: one.span))


class _Turns:
    """Numbers the turns anew where voices are corrected: a change of voice begins one, the same voice goes on where we say so."""

    def __init__(self, anew: bool) -> None:
        self._anew = anew
        self._number = -1
        self._last: tuple[int | None, int | None, bool] | None = None

    def of(self, turn: int | None, source: int | None, speaker: int | None) -> int | None:
        """The number of the turn of the next block of speech: its turn and voice in the source, and its voice now."""
        if not self._anew or turn is None:
            return turn
        here = (turn, speaker, source != speaker)
        last, self._last = self._last, here
        same_voice = last is not None and last[1] == speaker
        goes_on = last is not None and same_voice and (last[0] == turn or (speaker is not None and (last[2] or here[2])))
        self._number += not goes_on
        return self._number


def _shifted(anchors: Sequence[Anchor], shift: int) -> Sequence[Anchor]:
    if not shift:
        return anchors
    return [Anchor(anchor.offset + shift, anchor.seconds, anchor.origin, anchor.until) for anchor in anchors]


def title_spans(told: Transcript, number: int) -> list[Span]:
    """Where the title of a chapter stands in a telling: in its heading (the whole of it where that says otherwise) or its line of
    the contents, and in that line where there is a heading too."""
    chapter = told.chapters[number]
    own = told.block_at(chapter.offset)
    if own is None:
        return []
    said = told.text[own.span.start : own.span.stop]
    inside = said.find(chapter.title)
    if inside < 0 and len(said.lower()) == len(said):
        inside = said.lower().find(chapter.title.lower())
    spans = [Span(own.span.start + inside, own.span.start + inside + len(chapter.title)) if inside >= 0 else own.span]
    if own.kind == "heading":
        rank = sum(1 for other in told.chapters[:number] if other.title == chapter.title)
        lines = [b.span for b in told.blocks if b.kind == "contents" and told.text[b.span.start : b.span.stop] == chapter.title]
        spans += lines[rank : rank + 1]
    return spans


def _inside(edits: Sequence[Edit], span: Span) -> Iterator[Edit]:
    """Those of the `edits` (in order) that touch `span`."""
    number = max(0, bisect_right(edits, span.start, key=lambda edit: edit.start) - 1)
    while number < len(edits) and edits[number].start < span.stop:
        if edits[number].stop > span.start:
            yield edits[number]
        number += 1


def _touched(edits: Sequence[Edit], span: Span) -> bool:
    return any(True for _ in _inside(edits, span))


def _applied(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """The words of `span` with the `edits` made."""
    parts, at = [], span.start
    for edit in edits:
        parts += [text[at : edit.start], edit.words]
        at = edit.stop
    return "".join([*parts, text[at : span.stop]])


def _edited(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """`text` with the `edits` made, and the way to it."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = shift = 0
    for start, stop, words in edits:
        parts += [text[at:start], words]
        stretches.append(Stretch(Span(start, stop), Span(start + shift, start + shift + len(words)), words))
        shift += len(words) - (stop - start)
        at = stop
    return "".join([*parts, text[at:]]), OffsetMap(stretches)
