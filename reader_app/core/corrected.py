"""The text as it is read: a source's own telling with what the reader put right laid over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader_app.core.corrected_entities import entities_as_read
from reader_app.core.corrected_times import anchors_as_read
from reader_app.core.edits import Edit, applied, edited, inside, touched
from reader_app.core.model import Block, Chapter, Correction, Span, Speaker, Transcript
from reader_app.core.offset_map import OffsetMap
from reader_app.core.timeline import Timeline

ONE_LINE = ("title", "heading", "contents", "entity")
"""Kinds of blocks that are one line: they are never left without words."""


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
        self._laid: list[Correction] = []
        self._starts = [block.span.start for block in told.blocks]
        ordered = sorted(corrections, key=lambda correction: correction.span)
        self._removed = self._without_chapters(ordered)
        self._words = self._word_edits(ordered)
        self._titles, title_edits = self._retitled(ordered)
        self._laid = [one for one in self._laid if one.kind != "words" or not touched(title_edits, one.span)]
        self._words = sorted([*(edit for edit in self._words if not touched(title_edits, Span(*edit[:2]))), *title_edits])
        self._words_from = {edit.start: edit for edit in self._words}
        self._words_to = {edit.stop: edit for edit in self._words}
        self._voices = self._voice_stretches(ordered)
        self._cuts = self._all_cuts(ordered)
        self._emptied = self._blocks_without_words()
        lines = (cut.edit for cut in self._cuts.values() if cut.edit.words)
        edits = sorted([*self._words, *lines, *self._lines_taken_out()])
        self._text, self._way = edited(told.text, edits)

    def result(self) -> tuple[Transcript, OffsetMap]:
        """The transcript as it is read, and the way to it."""
        told, way = self._told, self._way
        blocks, headings = self._blocks_and_headings()
        speakers = self._speakers()
        read = replace(
            told,
            text=self._text,
            blocks=tuple(blocks),
            anchors=anchors_as_read(told, way, [told.blocks[number].span for number in sorted(self._emptied)]),
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
            self._laid.append(one)
        return edits

    def _without_chapters(self, ordered: Iterable[Correction]) -> set[int]:
        """The numbers of the stated chapters that are none."""
        removed = set()
        for one in ordered:
            if one.kind == "no_chapter" and (number := self._stated(one)) is not None:
                removed.add(number)
                self._laid.append(one)
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
            self._laid.append(one)
            edits += [Edit(*span, one.replacement) for span in title_spans(self._told, number)]
        for number in range(len(self._told.chapters)) if self._words else ():
            spans = title_spans(self._told, number)
            changed = [span for span in spans if touched(self._words, span)]
            if changed and number not in titles and number not in self._removed:
                titles[number] = applied(self._told.text, changed[0], inside(self._words, changed[0]))
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
                self._laid.append(one)
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
            said = self._read_from(self._outside_words(span.start, after=True), span.stop) < span.stop
            for block in self._blocks_over(span):
                if block.kind == "speech" and said:
                    self._cut(cuts, block, span.start)
                    self._cut(cuts, block, span.stop, after=True)
        for one in ordered:
            if one.kind != "chapter" or one.original or not one.replacement:
                continue
            within = self._block_around(Span(one.span.start, one.span.start))
            if within is not None and (cut := self._cut(cuts, within, one.span.start, opening=True)) is not None:
                cut.chapters.append(one)
                self._laid.append(one)
        for cut in cuts.values():
            titles = [one.replacement for one in cut.chapters]
            inner = cut.edit.words != ""
            lines = ["", *titles, ""] if inner else [*titles, ""]
            cut.edit = cut.edit._replace(words="\n".join(lines)) if titles else cut.edit
        return cuts

    def _cut(self, cuts: dict[int, _Cut], block: Block, at: int, *, opening: bool = False, after: bool = False) -> _Cut | None:
        """A cut of `block` near `at`, in the white space there; with `opening`, also before its first word.

        A corrected stretch is not cut: the cut goes before it, or `after` it. Words that are taken out go with those that follow,
        and without `opening` none is cut off where nothing is read any more.
        """
        at, (first, stop), text = self._outside_words(at, after), block.span, self._told.text
        while at < stop and at not in self._words_from and text[at].isspace():
            at += 1
        start = at
        while start > first:
            edit = self._words_to.get(start)
            if edit is not None and not edit.words:
                at = start = edit.start
            elif edit is None and text[start - 1].isspace():
                start -= 1
            else:
                break
        if (at if opening else self._read_from(at, stop)) >= stop > first:
            return None
        if start <= first:
            return cuts.setdefault(first, _Cut(Edit(first, first, ""), [])) if opening else None
        return cuts.setdefault(at, _Cut(Edit(start, at, "\n"), []))

    def _outside_words(self, at: int, after: bool) -> int:
        """`at`; inside a corrected stretch: where that begins, or stops with `after`."""
        around = next(inside(self._words, Span(at, at + 1)), None)
        if around is None or around.start == at:
            return at
        return around.stop if after else around.start

    def _read_from(self, at: int, stop: int) -> int:
        """Where the first letter from `at` on stands that is read; `stop` where there is none before it."""
        while at < stop:
            edit = self._words_from.get(at)
            if edit is not None and not edit.words:
                at = edit.stop
            elif edit is None and self._told.text[at].isspace():
                at += 1
            else:
                return at
        return stop

    def _blocks_without_words(self) -> set[int]:
        """The numbers of the blocks that are left out, for all their words are taken out; nowhere where that were all blocks."""
        emptied: set[int] = set()
        last = -1
        for number in (bisect_right(self._starts, edit.start) - 1 for edit in self._words if not edit.words):
            kind, span = self._told.blocks[number].kind, self._told.blocks[number].span
            whole = number != last and kind not in ONE_LINE and span.start not in self._cuts
            if whole and self._read_from(span.start, span.stop) == span.stop:
                emptied.add(number)
            last = number
        return emptied if len(emptied) < len(self._told.blocks) else set()

    def _lines_taken_out(self) -> Iterator[Edit]:
        """What goes with blocks that are left out: white space in them, and a line end each."""
        blocks = self._told.blocks
        kept = next((n for n in range(len(blocks) - 1, -1, -1) if n not in self._emptied), -1)
        for number in self._emptied:
            span = blocks[number].span
            at = span.start
            for edit in inside(self._words, span):
                yield from (Edit(at, edit.start, "") for _ in range(at < edit.start))
                at = edit.stop
            yield from (Edit(at, span.stop, "") for _ in range(at < span.stop))
            yield Edit(span.stop, span.stop + 1, "") if number < kept else Edit(span.start - 1, span.start, "")

    def _blocks_and_headings(self) -> tuple[list[Block], list[tuple[Correction, Span]]]:
        """The blocks as they are read, and the headings among them that the reader set."""
        blocks: list[Block] = []
        headings: list[tuple[Correction, Span]] = []
        labels = {speaker.label: number for number, speaker in enumerate(self._speakers())}
        gone = {self._told.chapters[number].offset for number in self._removed}
        marks = sorted(self._cuts)
        turns = _Turns(bool(self._voices or self._emptied))
        for block in (block for number, block in enumerate(self._told.blocks) if number not in self._emptied):
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
                voice = self._voice_of(Span(at, stop)) if block.kind == "speech" else None
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

    def _voice_of(self, piece: Span) -> str | None:
        """Who is put right to say a piece between two cuts; one may begin inside corrected words, before which the cut is."""
        at = self._read_from(*piece)
        edit = self._words_from.get(at)
        voice = self._voice_at(at)
        return self._voice_at(edit.stop - 1) if voice is None and edit is not None else voice

    def _voice_at(self, offset: int) -> str | None:
        number = bisect_right(self._voices, offset, key=lambda stretch: stretch[0].start) - 1
        return self._voices[number][1] if number >= 0 and offset < self._voices[number][0].stop else None

    def _speakers(self) -> tuple[Speaker, ...]:
        known = {speaker.label for speaker in self._told.speakers}
        fresh = dict.fromkeys(label for _, label in self._voices if label not in known)
        return (*self._told.speakers, *(Speaker(label, self._names.get(label, label)) for label in fresh))

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
        for one in self._laid:
            span = own.get(one.id)
            if span is None and one.kind == "chapter":
                number = self._stated(one)
                span = self._way.span(title_spans(self._told, number)[0]) if number is not None else None
            placed.append(replace(one, span=span or self._way.span(one.span), told_by=self._told_by(one)))
        return tuple(sorted(placed, key=lambda one: one.span))

    def _told_by(self, one: Correction) -> str:
        """Who says in the source what somebody else says as it is read; several only where it was put right across turns."""
        if one.kind != "voice":
            return ""
        spoken = (block.speaker for block in self._blocks_over(one.span) if block.kind == "speech")
        return ", ".join(dict.fromkeys(self._told.speakers[number].name for number in spoken if number is not None))


class _Turns:
    """Numbers the turns anew where voices are corrected or turns left out: a change of voice begins one, and the same voice goes
    on where we say so."""

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
