"""What the reader keeps and takes along: bookmarks with undo, copied quotes and links."""

from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.links import cite, deep_link, source_link
from reader_app.core.model import Bookmark, Colour, Span
from reader_app.core.timeline import Timeline
from reader_app.core.timestamps import format_clock
from reader_app.ui.notices import Notices
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.side_panel import SidePanel


class Quoting(QObject):
    """Carries out what the page, its gutter and the quotes panel wish for the episode that is open."""

    bookmarks_changed = Signal(str)
    """The bookmarks of this episode changed."""
    panel_wished = Signal()
    """The side panel must be seen: a quote is shown in it."""

    def __init__(self, library: Library, reading: Reading, pane: ReadingPane, panel: SidePanel, notices: Notices) -> None:
        super().__init__(pane)
        self._library, self._reading, self._panel, self._notices = library, reading, panel, notices
        view = pane.view
        view.bookmark_wished.connect(self.add)
        view.copy_wished.connect(self.copy_quote)
        view.link_wished.connect(self.copy_link)
        view.bookmark_clicked.connect(self._show_in_panel)
        view.open_source_wished.connect(self.open_source)
        panel.bookmarks.bookmark_chosen.connect(self._lead_to)
        panel.bookmarks.bookmark_edited.connect(self.edit)
        panel.bookmarks.bookmark_removed.connect(self.remove)
        panel.bookmarks.copy_wished.connect(self._copy_bookmark)

    def add(self, span: Span, colour: Colour = "yellow", with_note: bool = False) -> None:
        """Keep the words of a span; with a note, the panel opens its editor."""
        current = self._reading.current
        if current is None:
            return
        try:
            words = current.transcript.text[span.start : span.stop]
            kept = self._library.quotes.add(current.episode.id, span, words=words, colour=colour)
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        self._changed(current.episode.id)
        if with_note:
            self._show_in_panel(kept.id)
        else:
            self._notices.offer_undo("Quote kept", lambda: self._set_removed(kept.id, True))

    def remove(self, bookmark: str) -> None:
        """Remove a bookmark; the bar offers to take that back."""
        if self._set_removed(bookmark, True):
            self._notices.offer_undo("Quote removed", lambda: self._set_removed(bookmark, False))

    def _set_removed(self, bookmark: str, removed: bool) -> bool:
        try:
            episode = self._library.quotes.one(bookmark, removed=True).episode
            self._library.quotes.set_removed(bookmark, removed)
        except ReaderError as error:
            self._notices.tell(str(error))
            return False
        self._changed(episode)
        return True

    def edit(self, bookmark: str, values: dict[str, Any]) -> None:
        """Change the note, colour or tags of a bookmark; `values` holds only what changes."""
        try:
            self._library.quotes.edit(bookmark, note=values.get("note"), tags=values.get("tags"), colour=values.get("colour"))
            episode = self._library.quotes.one(bookmark).episode
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        self._changed(episode)

    def _changed(self, episode: str) -> None:
        self._reading.refresh_bookmarks()
        self.bookmarks_changed.emit(episode)

    def copy_quote(self, span: Span) -> None:
        """Copy words with speaker, source and time."""
        current = self._reading.current
        if current is None:
            return
        transcript = current.transcript
        speaker = transcript.speaker_at(span.start)
        moment = Timeline(transcript).paragraph_moment(span.start)
        words = transcript.text[span.start : span.stop]
        self.copy_text(cite(words, current.episode, speaker.name if speaker else None, moment), "Copied with its source")

    def copy_link(self, offset: int) -> None:
        """Copy a link that opens this place: at the web source where one is stated, else in this app."""
        current = self._reading.current
        if current is None:
            return
        moment = Timeline(current.transcript).paragraph_moment(offset)
        link = source_link(current.episode.url, moment.seconds) if moment is not None else None
        self.copy_text(link or deep_link(current.episode.id, offset), "Link copied")

    def open_source(self, seconds: float) -> None:
        """Open the episode's web page in the browser, at that second."""
        current = self._reading.current
        link = source_link(current.episode.url, seconds) if current is not None else None
        if link is None:
            self._notices.tell("This episode does not say where it is on the web.")
        else:
            QDesktopServices.openUrl(QUrl(link))

    def offer_source(self, seconds: float) -> None:
        """After a click on a time: offer to listen there, where a web source is known."""
        current = self._reading.current
        if current is not None and source_link(current.episode.url, seconds) is not None:
            self._notices.tell(f"At {format_clock(seconds)}", "Open at the source", lambda: self.open_source(seconds))

    def _bookmark(self, bookmark: str) -> Bookmark | None:
        try:
            return self._library.quotes.one(bookmark)
        except ReaderError:
            return None

    def _copy_bookmark(self, bookmark: str) -> None:
        kept, current = self._bookmark(bookmark), self._reading.current
        if kept is not None and current is not None:
            self.copy_text(cite(kept.text, current.episode, kept.speaker, kept.moment), "Copied with its source")

    def _lead_to(self, bookmark: str) -> None:
        kept = self._bookmark(bookmark)
        if kept is not None and kept.span is not None:
            self._reading.go_to(kept.span)

    def _show_in_panel(self, bookmark: str) -> None:
        self.panel_wished.emit()
        self._panel.show_tab("quotes")
        self._panel.bookmarks.edit(bookmark)

    def copy_text(self, text: str, told: str) -> None:
        """Put text into the clipboard, and say so."""
        QGuiApplication.clipboard().setText(text)
        self._notices.tell(told)
