"""Makes hits out of places: leads from positions back to the text, its times, voices and chapters.

Most of what a hit tells stands in the index, beside the words: blocks, voices, chapters. Of the text only the stretch around the
hit is read, and of the times those beside it. Where the text is not the indexed one, the whole of it is held against the index.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

from reader_app.core.model import BlockKind, Bookmark, Chapter, Hit, HitField, Span
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.layout import KINDS, Layout, digest
from reader_app.core.search.snippets import REACH, snippet, snippet_of
from reader_app.core.search.windows import APART, Place
from reader_app.core.search.word_places import word_places
from reader_app.core.timeline import Anchored, Row, Timeline

_FIELDS: dict[BlockKind, HitField] = {
    "title": "title",
    "description": "description",
    "heading": "chapter",
    "contents": "chapter",
    "prose": "prose",
    "pull_quote": "pull_quote",
    "speech": "speech",
    "entity": "entity",
}
_OUTSIDE: tuple[BlockKind, ...] = ("title", "description", "entity")
"""Blocks that stand beside what is said: the times and chapters of the text around them are not theirs."""
_TIMED_BY_CHAPTERS: tuple[BlockKind, ...] = ("heading", "contents", "prose", "pull_quote")
_AHEAD = 64
"""Code points that are read beyond a place whose offset is known: words look at what follows them, and pairs overlap."""
Found = tuple[Layout, Sequence[Place]]
"""A text with the places in it that are to be shown."""


class Stretches(Protocol):
    """A text that can be read in stretches."""

    def __len__(self) -> int: ...

    def stretch(self, start: int, stop: int) -> str:
        """The code points from `start` up to, not including, `stop`."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The text of an episode as it was indexed, its times, and its chapters where hits were said to need them."""

    text: Stretches
    anchors: Anchored
    chapters: Sequence[Chapter] = ()


class HitSource(Protocol):
    """Where the texts of hits are read from."""

    def tellings(self, episodes: Sequence[str], with_chapters: Collection[str]) -> Mapping[str, Telling | Document]:
        """The episodes that there are: as tellings, or as documents where what is read may not be what was indexed."""

    def bookmarks(self, ids: Sequence[str]) -> Mapping[str, Bookmark]:
        """Those of the bookmarks that there are."""


def hits_of_page(found: Sequence[Found], source: HitSource) -> list[list[Hit]]:
    """The hits at the places of each text, or note; none for a text that is gone, or not the indexed one any more.

    Asks the source once for each kind of thing, however many texts there are.
    """
    texts = [(layout, places) for layout, places in found if layout.bookmark is None]
    notes = [layout.bookmark for layout, _ in found if layout.bookmark is not None]
    wanted = list(dict.fromkeys(layout.episode for layout, _ in texts))
    with_chapters = {layout.episode for layout, places in texts if _needs_chapters(layout, places)}
    tellings = source.tellings(wanted, with_chapters) if wanted else {}
    bookmarks = source.bookmarks(notes) if notes else {}
    hits: list[list[Hit]] = []
    for layout, places in found:
        if layout.bookmark is not None:
            hits.append(_hits_of_note(bookmarks.get(layout.bookmark), layout, places))
            continue
        telling = tellings.get(layout.episode)
        if telling is None:
            hits.append([])
        elif isinstance(telling, Document):
            hits.append(_hits_of_document(telling, layout, places))
        else:
            hits.append(_Text(layout, telling).hits(places))
    return hits


def _needs_chapters(layout: Layout, places: Iterable[Place]) -> bool:
    return any(_kind_at(layout, (place.marked or (place.first,))[0]) in _TIMED_BY_CHAPTERS for place in places)


def _kind_at(layout: Layout, position: int) -> BlockKind:
    number = bisect_right(layout.part_firsts, position) - 1
    return KINDS[layout.part_kinds[number]] if number >= 0 else "prose"


class _Text(Row):
    """An episode's text of which only what hits need is read; its blocks are those of its layout."""

    def __init__(self, layout: Layout, telling: Telling) -> None:
        self._layout, self._text = layout, telling.text
        self._timeline = Timeline.over(self, telling.anchors, telling.chapters)

    def hits(self, places: Sequence[Place]) -> list[Hit]:
        """The hits at `places`."""
        spans = spans_of(self._layout, self._text, (at for place in places for at in (place.marked or (place.first,))))
        return [self._hit(place, marks) for place in places if (marks := runs(place, spans))]

    def number_at(self, offset: int) -> int | None:
        number = bisect_right(self._layout.part_starts, offset) - 1
        return number if number >= 0 else None

    def kind(self, number: int) -> BlockKind:
        return KINDS[self._layout.part_kinds[number]]

    def span(self, number: int) -> Span:
        """From the start of a block to that of the next."""
        starts = self._layout.part_starts
        return Span(starts[number], starts[number + 1] if number + 1 < len(starts) else len(self._text))

    def _hit(self, place: Place, marks: list[Span]) -> Hit:
        layout, start = self._layout, marks[0].start
        first = self.number_at(start)
        kind = self.kind(first) if first is not None else "prose"
        cut, shown = snippet_of(self._text.stretch, marks, self._room(first, marks))
        voice = layout.part_voices[first] if first is not None else -1
        return Hit(
            episode=layout.episode,
            title=layout.title,
            show=layout.show,
            span=Span(start, marks[-1].stop),
            field=_FIELDS[kind],
            moment=self._timeline.moment_at(start),
            shown=self._timeline.paragraph_moment(start),
            speaker=layout.voices[voice][1] if voice >= 0 else None,
            chapter=None if kind in _OUTSIDE else self._chapter((place.marked or (place.first,))[0]),
            snippet=cut,
            marks=shown if place.marked else (),
            near=place.grade != APART,
            words=tuple(marks) if place.marked else (),
        )

    def _room(self, first: int | None, marks: list[Span]) -> Span:
        """From the start of the block of the first mark to the end of that of the last, the white space after it left out."""
        last = self.number_at(marks[-1].start)
        stop = self.span(last).stop if last is not None else len(self._text)
        if stop - marks[-1].stop <= REACH:
            rest = self._text.stretch(marks[-1].stop, stop)
            stop -= len(rest) - len(rest.rstrip())
        return Span(self._layout.part_starts[first] if first is not None else 0, stop)

    def _chapter(self, position: int) -> str | None:
        chapters = self._layout.chapters
        number = bisect_right(chapters, position, key=itemgetter(0)) - 1
        return chapters[number][1] if number >= 0 else None


def spans_of(layout: Layout, text: Stretches, positions: Iterable[int]) -> dict[int, Span]:
    """The code points that each of the positions of a text stands at; reads and cuts only the stretches that hold one."""
    found: dict[int, Span] = {}
    seen_positions, seen_offsets = layout.seen_positions, layout.seen_offsets
    wanted, done = sorted(set(positions)), 0
    while done < len(wanted):
        seen = bisect_right(seen_positions, wanted[done])
        if seen < len(seen_positions):
            edge, stop = seen_positions[seen], seen_offsets[seen] + _AHEAD
        else:
            edge, stop = layout.end, len(text)
        first, done = done, max(done + 1, bisect_left(wanted, edge, done))
        here = wanted[first:done]
        if seen == 0 or here[-1] >= edge:
            continue
        base, at = seen_positions[seen - 1], seen_offsets[seen - 1]
        places = word_places(text.stretch(at, stop), [position - base for position in here], edge - base)
        for number, (start, end) in places.items():
            found[base + number] = Span(at + start, at + end)
    return found


def _hits_of_document(document: Document, layout: Layout, places: Sequence[Place]) -> list[Hit]:
    text = document.transcript.text
    if digest(text) != layout.digest:
        return []
    spans = layout.spans(text, [at for place in places for at in (place.marked or (place.first,))])
    timeline = Timeline(document.transcript)
    return [_hit(document, timeline, place, marks) for place in places if (marks := runs(place, spans))]


def _hits_of_note(bookmark: Bookmark | None, layout: Layout, places: Sequence[Place]) -> list[Hit]:
    if bookmark is None or bookmark.removed or digest(note_text(bookmark)) != layout.digest:
        return []
    spans = layout.spans(note_text(bookmark), [at for place in places for at in (place.marked or (place.first,))])
    return [_note_hit(layout, bookmark, place, runs(place, spans)) for place in places]


def runs(place: Place, spans: Mapping[int, Span]) -> list[Span]:
    """The marked words of a place, those that follow one another as one; its first word where none is marked."""
    found: list[Span] = []
    before = -2
    for at in place.marked or (place.first,):
        if at not in spans:
            continue
        if at == before + 1:
            found[-1] = Span(found[-1].start, spans[at].stop)
        else:
            found.append(spans[at])
        before = at
    return found


def _hit(document: Document, timeline: Timeline, place: Place, marks: list[Span]) -> Hit:
    transcript = document.transcript
    first = transcript.block_at(marks[0].start)
    last = transcript.block_at(marks[-1].start)
    room = Span(first.span.start if first else 0, last.span.stop if last else len(transcript.text))
    cut, shown = snippet(transcript.text, marks, room)
    kind = first.kind if first is not None else "prose"
    chapter = None if kind in _OUTSIDE else transcript.chapter_at(marks[0].start)
    speaker = transcript.speaker_at(marks[0].start)
    return Hit(
        episode=document.id,
        title=document.title,
        show=document.show,
        span=Span(marks[0].start, marks[-1].stop),
        field=_FIELDS[kind],
        moment=timeline.moment_at(marks[0].start),
        shown=timeline.paragraph_moment(marks[0].start),
        speaker=speaker.name if speaker is not None else None,
        chapter=chapter.title if chapter is not None else None,
        snippet=cut,
        marks=shown if place.marked else (),
        near=place.grade != APART,
        words=tuple(marks) if place.marked else (),
    )


def _note_hit(layout: Layout, bookmark: Bookmark, place: Place, marks: list[Span]) -> Hit:
    text = note_text(bookmark) or bookmark.text
    cut, shown = snippet(text, marks or [Span(0, 0)], Span(0, len(text)))
    return Hit(
        episode=layout.episode,
        title=layout.title,
        show=layout.show,
        span=bookmark.span or Span(0, 0),
        field="note",
        moment=bookmark.moment,
        shown=bookmark.moment,
        speaker=bookmark.speaker,
        chapter=bookmark.chapter,
        snippet=cut,
        marks=shown if place.marked else (),
        near=place.grade != APART,
        bookmark=bookmark.id,
    )
