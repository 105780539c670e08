"""What lies under a point of the page, and which word stands at a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTextBoundaryFinder

from reader_app.core.model import Bookmark, Correction, Entity, Span
from reader_app.ui.page_document import INSET
from reader_app.ui.row_text import plain_tip

if TYPE_CHECKING:
    from reader_app.ui.transcript_view import TranscriptView


@dataclass(frozen=True, slots=True)
class Pointed:
    """The things under one point, of each kind the topmost; `row` is the number of a row that has a mark in the gutter."""

    row: int | None = None
    note: Bookmark | None = None
    mention: tuple[Span, Entity] | None = None
    quote: Bookmark | None = None
    correction: Correction | None = None

    @property
    def pressable(self) -> bool:
        """Whether the pointer shows that something can be pressed."""
        return self.note is not None or self.mention is not None

    @property
    def tip(self) -> str:
        """What is told beside the pointer: a note, or what the source has; empty for nothing."""
        words = self.note.note if self.note is not None else correction_words(self.correction) if self.correction else ""
        return plain_tip(words) if words else ""


def correction_words(correction: Correction) -> str:
    """What the source has in the place of a correction, in a sentence."""
    original = " ".join(correction.original.split())
    if correction.kind == "chapter":
        return f"The source calls this chapter “{original}”" if original else "The source has no chapter here"
    if correction.kind == "voice":
        told_by = correction.told_by
        return f"The source gives these words to {told_by}" if told_by else "The source does not say who says these words"
    if correction.kind == "no_chapter":
        return "The source has a chapter here"
    return f"The source has “{original}”"


def pointed_at(view: TranscriptView, point: QPointF) -> Pointed:
    """What lies under a point of the page's viewport."""
    offset = view.offset_under(point)
    seen = view.seen_rows()
    marks = view.marks.note_marks(seen, view.page, view.column) if point.x() > INSET + view.column else []
    note = next((mark for mark, box in marks if box.adjusted(-5, -5, 5, 5).contains(point)), None)
    row = next((each.number for each in seen if each.covers(point.y()) and each.row.mark is not None), None)
    if offset is None:
        return Pointed(row, note)
    marks_at = view.marks
    return Pointed(row, note, marks_at.mention_at(offset), marks_at.bookmark_at(offset), marks_at.correction_at(offset))


def word_at(view: TranscriptView, offset: int) -> Span | None:
    """The word that holds the code point `offset` or ends there, as the script of the text parts words."""
    row = view.row_at(offset)
    paragraph = view.paragraph_at(offset)
    if paragraph is None or view.opened is None:
        return None
    line = view.seen_row(row).block.text()
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, line)
    finder.setPosition(view.page.within(row, offset))
    for step in (0, -1):
        start = finder.position() if step == 0 and finder.isAtBoundary() else finder.toPreviousBoundary()
        stop = finder.toNextBoundary()
        if start < 0 or stop < 0:
            return None
        base = view.page.row_start(row)
        span = Span(view.page.offset(base + start), view.page.offset(base + stop))
        if any(letter.isalnum() for letter in view.opened.transcript.text[slice(*span)]):
            return span
        finder.setPosition(start)
    return None
