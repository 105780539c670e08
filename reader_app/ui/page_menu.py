"""The menu of a paragraph: its time, its link, its quote, and what can be done with the selected words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reader_app.core.model import CorrectionKind, Paragraph
from reader_app.core.timestamps import format_clock
from reader_app.ui.page_pointing import word_at

if TYPE_CHECKING:
    from reader_app.ui.transcript_view import TranscriptView


_TAKE_BACK: dict[CorrectionKind, str] = {
    "words": "Take the source's words back",
    "voice": "Take the source's voice back",
    "chapter": "Take back this chapter",
    "no_chapter": "Take back that this is no chapter",
}
Add = Callable[..., None]
_LONGEST = 240
"""px of words in a line of the menu."""


def shown(view: QWidget, words: str) -> str:
    """Words as a line of a menu says them: on one line, not too long, no letter of them a key."""
    return view.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, _LONGEST).replace("&", "&&")


def page_menu(view: TranscriptView, paragraph: Paragraph, offset: int | None) -> QMenu:
    """The menu for `paragraph`; `offset` is the code point under the pointer, None where the whole paragraph is meant.

    The shortcuts are shown only: the window's own actions listen for them.
    """
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(text: str, do: Callable[[], object], keys: str = "") -> None:
        key = "\t" + QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        menu.addAction(text + key).triggered.connect(lambda _checked=False: do())

    selected, place = view.selected_span(), paragraph.span.start
    moment, opened = paragraph.moment, view.opened
    if moment is not None:
        seconds, clock = moment.seconds, format_clock(moment.seconds)
        how = ", estimated" if moment.origin == "interpolated" else ""
        add(f"Time {clock}{how}", lambda: view.time_clicked.emit(place, seconds), "Return")
        add("Copy time", lambda: QGuiApplication.clipboard().setText(clock))
        if opened is not None and opened.episode.url:
            add("Open at the source", lambda: view.open_source_wished.emit(seconds))
    link = selected.start if selected is not None else place
    add(
        "Copy link to this moment" if moment is not None else "Copy link to this place",
        lambda: view.link_wished.emit(link),
        "Ctrl+L",
    )
    menu.addSeparator()
    quote = view.marks.bookmark_at(offset) if offset is not None else None
    if quote is not None:
        add("Show this quote", lambda: view.bookmark_clicked.emit(quote.id))
    span = selected if selected is not None else paragraph.span
    keep = "Keep as quote" if selected is not None else "Keep paragraph as quote"
    add(keep, lambda: view.bookmark_wished.emit(span, "yellow", False), "Ctrl+D")
    add(f"{keep} with a note", lambda: view.bookmark_wished.emit(span, "yellow", True))
    menu.addSeparator()
    _add_corrections(view, paragraph, offset, add)
    if paragraph.speaker is not None and opened is not None:
        number = paragraph.speaker
        add(f"Name “{shown(view, opened.transcript.speakers[number].name)}”…", lambda: view.speaker_wished.emit(number))
    menu.addSeparator()
    if selected is not None:
        add("Copy", view.copy, "Ctrl+C")
    add("Copy with source", lambda: view.copy_wished.emit(span), "Ctrl+Shift+C")
    add("Show its source lines", lambda: view.source_lines_wished.emit(place if offset is None else offset), "Ctrl+U")
    if selected is not None:
        add("Search the library for this", view.search_selection, "Ctrl+K")
    return menu


def _add_corrections(view: TranscriptView, paragraph: Paragraph, offset: int | None, add: Add) -> None:
    """What can be put right here: misheard words, a wrong voice, a chapter; and what was, taken back."""
    opened = view.opened
    if opened is None:
        return
    text, place = opened.transcript.text, offset
    selected = view.selected_span()
    if place is None:
        cursor = view.cursor_offset()
        place = cursor if paragraph.span.start <= cursor <= paragraph.span.stop else paragraph.span.start
    words = selected or (word_at(view, place) if offset is not None or place != paragraph.span.start else None)
    if words is not None:
        add(f"Correct “{shown(view, text[slice(*words)])}”…", lambda: view.correction_wished.emit(words), "F2")
    done = view.marks.correction_at(place)
    if done is not None:
        add(_TAKE_BACK[done.kind], lambda: view.take_back_wished.emit(done.id))
    start = paragraph.span.start
    if paragraph.kind == "speech":
        said = selected or paragraph.span
        add("Someone else says this…", lambda: view.voice_wished.emit(said), "Shift+F2")
    chapters = {chapter.offset for chapter in opened.transcript.chapters if chapter.placed}
    if paragraph.kind == "heading" and start in chapters:
        add("Rename this chapter…", lambda: view.chapter_title_wished.emit(start))
        add("This is no chapter", lambda: view.chapter_removal_wished.emit(start))
    elif paragraph.kind in ("speech", "prose"):
        begins = selected.start if selected is not None else start
        add("A chapter begins here…", lambda: view.chapter_begin_wished.emit(begins), "Ctrl+F2")
