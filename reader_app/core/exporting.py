"""Takes transcripts, quotes and what a search found out of the library: as text, into a file, into a folder."""

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from reader_app.core.errors import Cancelled
from reader_app.core.export.delivery import Exported, ExportReport, Progress, deliver
from reader_app.core.export.files import file_name, write_whole
from reader_app.core.export.names import BookmarkFormat, ExportFormat, Include, ResultFormat
from reader_app.core.export.quote_formats import QUOTE_FORMATS, KeptQuote
from reader_app.core.export.result_formats import HIT_FORMATS, write_lines
from reader_app.core.export.transcript_formats import TRANSCRIPT_FORMATS
from reader_app.core.findings import Concordance, ConcordanceOrder
from reader_app.core.model import Episode, OpenEpisode, SearchAnswer, SearchSort
from reader_app.core.store import bookmarks, episodes
from reader_app.core.store.database import Database

Cancelling = Callable[[], bool]


class Searching(Protocol):
    """What an export asks of a library's search."""

    def search(
        self, query: str, *, limit: int, sort: SearchSort, exact: bool, cancelled: Cancelling | None = None
    ) -> SearchAnswer:
        """The first `limit` places where the query is met."""

    def concordance(
        self, query: str, *, order: ConcordanceOrder, limit: int, exact: bool, cancelled: Cancelling | None = None
    ) -> Concordance:
        """The same as lines."""


class Exporter:
    """The way out of one library. Errors are ReaderErrors: an unknown episode, no times for subtitles, a disk that refuses."""

    def __init__(self, database: Database, open_episode: Callable[[str], OpenEpisode], searching: Searching) -> None:
        self._database, self._open, self._searching = database, open_episode, searching

    def text(self, episode: str, to: ExportFormat, include: Include | None = None) -> str:
        """One transcript in a format."""
        return TRANSCRIPT_FORMATS[to](self._open(episode), include or Include())

    def to_file(self, episode: str, to: ExportFormat, path: Path, include: Include | None = None) -> ExportReport:
        """One transcript into a file, in the place of what lies there; into a folder, under its title."""
        if path.is_dir():
            return self.to_folder([episode], to, path, include)
        opened = self._open(episode)
        write_whole(path, TRANSCRIPT_FORMATS[to](opened, include or Include()))
        return ExportReport((Exported(episode, opened.episode.title, path),))

    def to_folder(
        self,
        ids: Sequence[str],
        to: ExportFormat,
        folder: Path,
        include: Include | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ExportReport:
        """Several transcripts into a folder, each under its title; a number sets those apart that are called the same."""
        return deliver(self._open, ids, to, folder, include or Include(), progress, cancelled)

    @staticmethod
    def file_name(title: str, suffix: str) -> str:
        """A name for a file that every system takes."""
        return file_name(title, suffix)

    def quotes(self, to: BookmarkFormat, ids: Sequence[str] | None = None) -> str:
        """All quotes, or those of some episodes, in a format; episodes of the bin too, because their quotes are kept."""
        return QUOTE_FORMATS[to](self._kept(ids))

    def quotes_to_file(self, to: BookmarkFormat, path: Path, ids: Sequence[str] | None = None) -> int:
        """The same into a file, in the place of what lies there; says how many quotes it holds."""
        kept = self._kept(ids)
        write_whole(path, QUOTE_FORMATS[to](kept))
        return len(kept)

    def hits(
        self,
        query: str,
        to: ResultFormat,
        *,
        sort: SearchSort = "relevance",
        order: ConcordanceOrder = "after",
        exact: bool = False,
        limit: int | None = None,
        cancelled: Cancelling | None = None,
    ) -> str:
        """All places where a query is met, or the first `limit` of them, in a format, with the date of today.

        Hits come in the order of `sort`, lines (kwic) in that of `order`. Raises QueryError and Cancelled.
        """
        most, today = sys.maxsize if limit is None else limit, datetime.now().astimezone().date().isoformat()
        if to == "kwic":
            lines = self._searching.concordance(query, order=order, limit=most, exact=exact, cancelled=cancelled)
            return write_lines(lines, self._rows({line.episode for line in lines.lines}), today)
        answer = self._searching.search(query, limit=most, sort=sort, exact=exact, cancelled=cancelled)
        return HIT_FORMATS[to](answer, self._rows({hit.episode for hit in answer.hits}), today)

    def hits_to_file(
        self,
        query: str,
        to: ResultFormat,
        path: Path,
        *,
        sort: SearchSort = "relevance",
        order: ConcordanceOrder = "after",
        exact: bool = False,
        limit: int | None = None,
        cancelled: Cancelling | None = None,
    ) -> None:
        """The same into a file, in the place of what lies there."""
        text = self.hits(query, to, sort=sort, order=order, exact=exact, limit=limit, cancelled=cancelled)
        if cancelled is not None and cancelled():
            raise Cancelled("The export was stopped.")
        write_whole(path, text)

    def _rows(self, ids: Collection[str]) -> dict[str, Episode]:
        """The rows of these episodes, as far as they are there."""
        return {row.id: row for row in episodes.read_episodes(self._database.reading(), removed=None, ids=list(ids))}

    def _kept(self, ids: Sequence[str] | None) -> list[KeptQuote]:
        connection = self._database.reading()
        rows: dict[str, Episode] = {row.id: row for row in episodes.read_episodes(connection, removed=None)}
        kept = []
        for episode in list(rows) if ids is None else dict.fromkeys(ids):
            row = rows[episode] if episode in rows else self._open(episode).episode
            around = bookmarks.contexts(connection, row.id)
            for mark in bookmarks.read_bookmarks(connection, episode=row.id):
                prefix, suffix, _ = around[mark.id]
                kept.append(KeptQuote(mark, row, prefix, suffix))
        return kept
