"""The menu of a paragraph: its time, its link, its quote, and what can be done with the selected words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from reader_app.core.model import Paragraph
from reader_app.core.timestamps import format_clock

if TYPE_CHECKING:
    from reader_app.ui.transcript_view import TranscriptView


def page_menu(view: TranscriptView, paragraph: Paragraph, offset: int | None) -> QMenu:
    """The menu for `paragraph`; `offset` is the code point under the pointer, None where the whole paragraph is meant.

    The shortcuts are shown only: the window's own actions listen for them.
    """
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(text: str, do: Callable[[], object], keys: str = "") -> None:
        shown = "\t" + QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        menu.addAction(text + shown).triggered.connect(lambda _checked=False: do())

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
    if paragraph.speaker is not None and opened is not None:
        number = paragraph.speaker
        name = opened.transcript.speakers[number].name.replace("&", "&&")
        add(
            f"Name “{menu.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 240)}”…",
            lambda: view.speaker_wished.emit(number),
        )
        menu.addSeparator()
    if selected is not None:
        add("Copy", view.copy, "Ctrl+C")
    add("Copy with source", lambda: view.copy_wished.emit(span), "Ctrl+Shift+C")
    add("Show its source lines", lambda: view.source_lines_wished.emit(place if offset is None else offset), "Ctrl+U")
    if selected is not None:
        add("Search the library for this", view.search_selection, "Ctrl+K")
    return menu
