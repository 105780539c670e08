"""A library with one episode, into which broken files of quotes are taken: none may break it."""

import json
import tempfile
from pathlib import Path

from reader_app.core.bookmark_import import QuotesReport
from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from tests.fuzz.checks import hold

TEXT = (
    "Ute: They say the seventh wave is the seventh wave.\n\n"
    "Ike: And if it is not, nobody minds. We counted only once.\n\n"
    "Ute: The ferry waits for the dog, and nobody minds that either.\n"
)
_MOST = 300
"""Quotes from which on the library begins anew, so that no case waits for those before it."""


class QuoteFile:
    """The library, in a folder of its own that goes with it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._number = 0
        self._library: Library | None = None
        self.episode = ""

    def open(self) -> str:
        """The id of the episode that the quotes are of; the library is made where there is none yet."""
        if self._library is None:
            self._number += 1
            self._library = Library(Path(self._folder.name) / str(self._number))
            self.episode = self._library.import_content(TEXT.encode(), "waves.txt").episodes[0].id
        return self.episode

    def hold(self, content: bytes) -> None:
        """Take `content` in, twice. Raises Fault where that changes something twice, or the library cannot be read then."""
        self.open()
        assert self._library is not None
        first, second = self._taken(self._library, content), self._taken(self._library, content)
        hold((first is None) == (second is None), "refused once only")
        if first is not None and second is not None:
            hold(len(first.failures) == len(second.failures), "failures change when a file comes again")
            hold(all(failure.error for failure in first.failures), "a quote refused without a word")
            held = {mark.id for mark in self._library.quotes.listed()}
            hold({taken.bookmark.id for taken in first.bookmarks} <= held, "a quote that was taken is not there")
        self._hold_export(self._library)
        if len(self._library.quotes.listed()) > _MOST:
            self._library.close()
            self._library = None

    def ids(self) -> list[str]:
        """The ids of all quotes that were taken."""
        return sorted(mark.id for mark in self._library.quotes.listed()) if self._library is not None else []

    def close(self) -> None:
        """Remove it all."""
        if self._library is not None:
            self._library.close()
        self._folder.cleanup()

    def _taken(self, library: Library, content: bytes) -> QuotesReport | None:
        try:
            return library.import_bookmarks(content)
        except ReaderError as refusal:
            hold(bool(str(refusal).strip()), "refused without a word")
            return None

    def _hold_export(self, library: Library) -> None:
        written = library.exporter.quotes("json")
        json.loads(written)
        again = library.import_bookmarks(written.encode("utf-8"))
        hold(not again.failures, "an exported quote does not come back")
        hold(all(taken.outcome == "unchanged" for taken in again.bookmarks), "an exported quote comes back as another")
