"""Gives the hits of a search what they need of the library: stretches of text, times, chapters, notes."""

from collections.abc import Callable, Collection, Mapping, Sequence

from reader_app.core.errors import UnknownEpisode
from reader_app.core.model import Bookmark
from reader_app.core.search.document import Document
from reader_app.core.search.hits import Telling
from reader_app.core.store import bookmarks, transcripts
from reader_app.core.store.database import Database


class HitTexts:
    """The library as one search sees it.

    `stamp` is the number of the last change that the index has surely eaten: the text of an episode that was changed since, or
    that the reader corrected, is read as a whole, by `load`, which raises UnknownEpisode.
    """

    def __init__(self, database: Database, load: Callable[[str], Document], stamp: int) -> None:
        self._database, self._load, self._stamp = database, load, stamp

    def tellings(self, episodes: Sequence[str], with_chapters: Collection[str]) -> Mapping[str, Telling | Document]:
        """The episodes that there are; chapters only with those of `with_chapters`. Two questions to the database."""
        connection = self._database.reading()
        packed = transcripts.packed_tellings(connection, episodes, self._stamp)
        rows = [one.row for episode, one in packed.items() if one.as_told and episode in with_chapters]
        chapters = transcripts.chapters_of(connection, rows) if rows else {}
        found: dict[str, Telling | Document] = {}
        for episode in episodes:
            one = packed.get(episode)
            if one is not None and one.as_told:
                found[episode] = Telling(one.text, one.anchors, chapters.get(one.row, ()))
                continue
            try:
                found[episode] = self._load(episode)
            except UnknownEpisode:
                continue
        return found

    def bookmarks(self, ids: Sequence[str]) -> Mapping[str, Bookmark]:
        """Those of the bookmarks that there are."""
        return {one.id: one for one in bookmarks.read_bookmarks(self._database.reading(), ids=ids)}
