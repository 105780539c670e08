"""Makes hits out of places: leads from positions back to the text, its times, voices and chapters."""

from reader_app.core.model import BlockKind, Bookmark, Hit, HitField, Span
from reader_app.core.search.document import Document, note_text
from reader_app.core.search.layout import Layout, digest
from reader_app.core.search.snippets import snippet
from reader_app.core.search.windows import APART, Place
from reader_app.core.timeline import Timeline

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


def hits_of(document: Document, layout: Layout, places: list[Place]) -> list[Hit]:
    """The hits at `places` of an episode's text, or of one of its notes; none where that text is not the indexed one."""
    if layout.bookmark is None:
        text, bookmark = document.transcript.text, None
    else:
        bookmark = next((b for b in document.bookmarks if b.id == layout.bookmark), None)
        if bookmark is None:
            return []
        text = note_text(bookmark)
    if digest(text) != layout.digest:
        return []
    spans = layout.spans(text, [at for place in places for at in (place.marked or (place.first,))])
    if bookmark is not None:
        return [_note_hit(document, bookmark, place, _runs(place, spans)) for place in places]
    timeline = Timeline(document.transcript)
    return [_hit(document, timeline, place, marks) for place in places if (marks := _runs(place, spans))]


def _runs(place: Place, spans: dict[int, Span]) -> list[Span]:
    """The marked words of a place, those that follow one another as one."""
    runs: list[Span] = []
    before = -2
    for at in place.marked or (place.first,):
        if at not in spans:
            continue
        if at == before + 1:
            runs[-1] = Span(runs[-1].start, spans[at].stop)
        else:
            runs.append(spans[at])
        before = at
    return runs


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
    )


def _note_hit(document: Document, bookmark: Bookmark, place: Place, marks: list[Span]) -> Hit:
    text = note_text(bookmark) or bookmark.text
    cut, shown = snippet(text, marks or [Span(0, 0)], Span(0, len(text)))
    return Hit(
        episode=document.id,
        title=document.title,
        show=document.show,
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
