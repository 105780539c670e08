"""Lays hits in lines under one another, the words that met the query in the middle, ordered by what stands around them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reader_app.core.findings import Concordance, ConcordanceLine, ConcordanceOrder
from reader_app.core.model import BlockKind, Bookmark, Moment, Span
from reader_app.core.search.context import after, before
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.finding import Finding, go_on
from reader_app.core.search.hits import HitSource, Stretches, Telling, runs, spans_of
from reader_app.core.search.layout import KINDS, Layout, digest
from reader_app.core.search.reading import Reading
from reader_app.core.search.syntax import Query
from reader_app.core.search.tokens import tokenise
from reader_app.core.search.windows import Place
from reader_app.core.timeline import Row, Timeline

_AT_ONCE = 64
"""Episodes whose texts are asked for at once."""


class Met(NamedTuple):
    """A text, by its layout, and places in it that meet the query, in order."""

    layout: Layout
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Sample:
    """The places that are to be shown, text by text from the oldest episode to the newest; `total` counts all."""

    query: str
    texts: tuple[Met, ...]
    total: int


def sample(
    reading: Reading, query: Query, limit: int, *, exact: bool = False, cancelled: Callable[[], bool] | None = None
) -> Sample:
    """The places of `query`, or where there are more than `limit`, so many of them, evenly spread over all of them.

    Raises Cancelled, and IndexDamaged.
    """
    finding = Finding(reading, query, exact=exact, cancelled=cancelled)
    total = sum(finding.counts.values())
    texts: list[Met] = []
    before = 0  # places in the texts gone through
    taken = 0
    for text in _from_the_oldest(finding):
        count = finding.counts[text]
        chosen: Sequence[int] = range(count)
        if total > limit:
            # Place number n * total // limit of all is the one with the number n of those that are shown.
            following = min(limit, -(-(before + count) * limit // total))
            chosen = [number * total // limit - before for number in range(taken, following)]
            taken = following
        before += count
        if chosen:
            go_on(cancelled)
            places = finding.places(text)
            texts.append(Met(reading.layout(text), [places[number] for number in chosen]))
    return Sample(query.text, tuple(texts), total)


def _from_the_oldest(finding: Finding) -> list[int]:
    """The texts, those of undated episodes last, the notes on an episode after it."""
    episodes, published = finding.reading.column("episode"), finding.reading.column("published")
    notes = finding.reading.notes
    return sorted(finding.texts, key=lambda n: (not published[n], published[n] or "", episodes[n], n in notes, n))


def concordance(
    chosen: Sample, source: HitSource, *, order: ConcordanceOrder = "after", cancelled: Callable[[], bool] | None = None
) -> Concordance:
    """The lines of what was chosen; `source` gives the texts.

    What has been removed or changed since the index saw it has no lines and is not counted. Raises Cancelled.
    """
    lines: list[ConcordanceLine] = []
    total = chosen.total
    for begin in range(0, len(chosen.texts), _AT_ONCE):
        go_on(cancelled)
        texts = chosen.texts[begin : begin + _AT_ONCE]
        for met, made in zip(texts, _lines(texts, source), strict=True):
            if made is None:
                total -= len(met.places)
            else:
                lines.extend(made)
    if order != "text":
        lines.sort(key=_by_what_follows if order == "after" else _by_what_leads)
    return Concordance(chosen.query, tuple(lines), total)


def _by_what_follows(line: ConcordanceLine) -> tuple[bool, list[str], list[str]]:
    """The words after the keyword, folded, then those before it; lines with nothing after it come last."""
    words = tokenise(line.after).words
    return (not words, words, tokenise(line.before).words[::-1])


def _by_what_leads(line: ConcordanceLine) -> tuple[bool, list[str], list[str]]:
    """The words before the keyword, folded, the nearest first, then those after it; lines with nothing before it come last."""
    words = tokenise(line.before).words[::-1]
    return (not words, words, tokenise(line.after).words)


def _lines(texts: Sequence[Met], source: HitSource) -> Iterator[list[ConcordanceLine] | None]:
    """The lines of each text; None for one that is not the indexed one any more."""
    notes = [met.layout.bookmark for met in texts if met.layout.bookmark is not None]
    episodes = list(dict.fromkeys(met.layout.episode for met in texts if met.layout.bookmark is None))
    bookmarks = source.bookmarks(notes) if notes else {}
    tellings = source.tellings(episodes, frozenset(episodes)) if episodes else {}
    for met in texts:
        if met.layout.bookmark is not None:
            yield _lines_of_note(bookmarks.get(met.layout.bookmark), met)
        else:
            yield _lines_of_text(tellings.get(met.layout.episode), met)


def _lines_of_text(told: Telling | Document | None, met: Met) -> list[ConcordanceLine] | None:
    if isinstance(told, Telling):
        blocks = _Blocks(met.layout, len(told.text))
        return _text_lines(met, told.text, blocks, Timeline.over(blocks, told.anchors, told.chapters))
    if told is None or digest(told.transcript.text) != met.layout.digest:
        return None
    text = _Whole(told.transcript.text)
    return _text_lines(met, text, _Blocks(met.layout, len(text)), Timeline(told.transcript))


def _text_lines(met: Met, text: Stretches, blocks: "_Blocks", timeline: Timeline) -> list[ConcordanceLine]:
    layout = met.layout
    spans = spans_of(layout, text, (at for place in met.places for at in (place.marked or (place.first,))))
    lines = []
    for place in met.places:
        words = runs(place, spans)
        if not words:
            continue
        keyword = words[0]
        first = blocks.number_at(keyword.start)
        last = blocks.number_at(max(keyword.start, keyword.stop - 1))
        start = blocks.span(first).start if first is not None else 0
        stop = blocks.span(last).stop if last is not None else len(text)
        voice = layout.part_voices[first] if first is not None else -1
        moment = timeline.paragraph_moment(keyword.start) or timeline.moment_at(keyword.start)
        speaker = layout.voices[voice][1] if voice >= 0 else None
        line = _line(layout, text, keyword, Span(start, stop), moment, speaker)
        lines.append(replace(line, words=tuple(words) if place.marked else ()))
    return lines


def _lines_of_note(bookmark: Bookmark | None, met: Met) -> list[ConcordanceLine] | None:
    if bookmark is None or bookmark.removed or digest(note_text(bookmark)) != met.layout.digest:
        return None
    told = note_text(bookmark) or bookmark.text
    text, room = _Whole(told), Span(0, len(told))
    spans = spans_of(met.layout, text, (at for place in met.places for at in place.marked))
    keywords = (next(iter(runs(place, spans)), Span(0, 0)) for place in met.places)
    lines = (_line(met.layout, text, keyword, room, bookmark.moment, bookmark.speaker) for keyword in keywords)
    return [replace(line, span=bookmark.span or Span(0, 0), bookmark=bookmark.id) for line in lines]


def _line(
    layout: Layout, text: Stretches, keyword: Span, room: Span, moment: Moment | None, speaker: str | None
) -> ConcordanceLine:
    return ConcordanceLine(
        episode=layout.episode,
        title=layout.title,
        show=layout.show,
        span=keyword,
        moment=moment,
        speaker=speaker,
        before=before(text, keyword.start, room),
        keyword=" ".join(text.stretch(keyword.start, keyword.stop).split()),
        after=after(text, keyword.stop, room),
    )


class _Whole(str):
    """A text that is in memory as a whole."""

    def stretch(self, start: int, stop: int) -> str:
        """The code points from `start` up to, not including, `stop`."""
        return self[start:stop]


class _Blocks(Row):
    """The blocks of a text of `length` code points, as its layout has them."""

    def __init__(self, layout: Layout, length: int) -> None:
        self._starts, self._kinds, self._length = layout.part_starts, layout.part_kinds, length

    def number_at(self, offset: int) -> int | None:
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 else None

    def kind(self, number: int) -> BlockKind:
        return KINDS[self._kinds[number]]

    def span(self, number: int) -> Span:
        return Span(self._starts[number], self._starts[number + 1] if number + 1 < len(self._starts) else self._length)
