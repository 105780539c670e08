"""Library, the one door to all that the app keeps: import, list, open, search, bookmark, export, check."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader_app.core.errors import Cancelled, LibraryError, ReaderError, UnknownEpisode
from reader_app.core.export.names import (
    BOOKMARK_LABELS,
    BOOKMARK_SUFFIXES,
    EXPORT_LABELS,
    PAGE_FORMATS,
    RESULT_LABELS,
    RESULT_SUFFIXES,
    BookmarkFormat,
    ExportFormat,
    Include,
    ResultFormat,
)
from reader_app.core.findings import Completion, Concordance, ConcordanceOrder, Survey
from reader_app.core.importers.names import FORM_LABELS
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.model import (
    Chapter,
    CheckReport,
    Episode,
    Failure,
    Imported,
    ImportReport,
    OpenEpisode,
    SearchAnswer,
    SearchSort,
)
from reader_app.core.paths import DataPaths, resource
from reader_app.core.quotes import Quotes
from reader_app.core.saved_searches import SavedSearches
from reader_app.core.search.filters import Filter, filters_of, with_condition, with_filter, without_filter, words_of_query
from reader_app.core.search.help_words import NAMES_IN_EXAMPLES, search_help
from reader_app.core.search.readable import asks_yet, trouble_of
from reader_app.core.source_files import SourceFile
from reader_app.core.speakers import Speakers
from reader_app.core.store import episodes, tellings, transcripts
from reader_app.core.store.database import Database, copies_in, is_sound, put_copy_in_place

if TYPE_CHECKING:
    from reader_app.core.bookmark_import import QuotesReport
    from reader_app.core.corrections import Correcting, Corrections
    from reader_app.core.exporting import Exporter
    from reader_app.core.importers.draft import NamedTranscript
    from reader_app.core.intake import Intake, Progress
    from reader_app.core.search_service import SearchService
    from reader_app.core.source_lines import SourceTrail
    from reader_app.core.tellings import Joined, Offer, Tellings, Turned, Version

__all__ = [
    "BOOKMARK_LABELS",
    "BOOKMARK_SUFFIXES",
    "EXPORT_LABELS",
    "FORM_LABELS",
    "NAMES_IN_EXAMPLES",
    "PAGE_FORMATS",
    "RESULT_LABELS",
    "RESULT_SUFFIXES",
    "BookmarkFormat",
    "Correcting",
    "Corrections",
    "ExportFormat",
    "Filter",
    "Include",
    "Joined",
    "Library",
    "NamedTranscript",
    "Offer",
    "QuotesReport",
    "ResultFormat",
    "SavedSearches",
    "SourceFile",
    "SourceTrail",
    "Tellings",
    "Turned",
    "Version",
    "asks_yet",
    "copies_of",
    "filters_of",
    "health_of_closed",
    "search_help",
    "trouble_of",
    "use_newest_copy",
    "with_condition",
    "with_filter",
    "without_filter",
    "words_of_query",
]


class Library:
    """One reader's library under one data directory. Any thread may call it; any process may have the same one open.

    `quotes` keeps the bookmarks, `speakers` the names of the voices, `corrections` what the reader put right, `saved_searches`
    what is asked again. Errors are ReaderErrors, whose text is one sentence for the reader. With `search_beside`, another process
    searches and keeps the index.
    """

    def __init__(self, data_dir: Path, *, search_beside: bool = False) -> None:
        self.paths = DataPaths(data_dir)
        self._database = Database(self.paths.library, self.paths.backups)
        self._index = self._service() if search_beside else IndexKeeper(self._database, self.paths.index)
        self.quotes = Quotes(self._database)
        self.speakers = Speakers(self._database)
        self.saved_searches = SavedSearches(self._database, self.survey)

    def _service(self) -> "SearchService":
        """The index in the hands of another process: for a window, which never waits then."""
        from reader_app.core.search_service import SearchService

        return SearchService(self._database, self.paths)

    @cached_property
    def _intake(self) -> "Intake":
        """Loaded when something is imported: the readers of all forms cost a third of a start."""
        from reader_app.core.intake import Intake

        return Intake(self._database)

    @cached_property
    def corrections(self) -> "Corrections":
        """What the reader put right. Loaded when it is asked for: a search from the command line begins a tenth sooner."""
        from reader_app.core.corrections import Corrections

        return Corrections(self._database)

    @cached_property
    def tellings(self) -> "Tellings":
        """The versions of an episode, and files that tell one recording."""
        from reader_app.core.tellings import Tellings

        return Tellings(self._database)

    @cached_property
    def exporter(self) -> "Exporter":
        """The way out: transcripts, quotes and hits in other formats. Loaded when something is exported."""
        from reader_app.core.exporting import Exporter

        return Exporter(self._database, self.open, self)

    def import_bookmarks(self, content: bytes) -> "QuotesReport":
        """Take back quotes that were exported as JSON. Raises UnreadableFile where the file is none."""
        from reader_app.core.bookmark_import import import_bookmarks

        return import_bookmarks(self._database, content)

    def import_paths(
        self, paths: Iterable[Path], progress: "Progress | None" = None, cancelled: Callable[[], bool] | None = None
    ) -> ImportReport:
        """Import files and folders; what comes in can be searched at once. Bad files are told in the report, never raised."""
        report = self._intake.import_paths(paths, progress, cancelled, lambda: self._take_into_index(cancelled))
        self._spread_names(cancelled)
        self._take_into_index(cancelled)
        return report

    def import_content(self, content: bytes, name: str) -> ImportReport:
        """Import what was pasted or piped in; `name` is what to call it where it has no title."""
        try:
            report = ImportReport(tuple(self._intake.import_bytes(content, "", name)))
        except ReaderError as error:
            return ImportReport(failures=(Failure(name, str(error)),))
        self._spread_names()
        self._take_into_index()
        return report

    def import_fetched(self, content: bytes, address: str, name: str, episode: str | None = None) -> ImportReport:
        """Import what was fetched from an address; as the transcript of an `episode` of a feed, where it was fetched as that."""
        try:
            report = ImportReport(tuple(self._intake.import_bytes(content, address, name, told=episode)))
        except ReaderError as error:
            return ImportReport(failures=(Failure(address, str(error)),))
        self._spread_names()
        self._take_into_index()
        return report

    def transcripts_named(self, episode: str) -> "tuple[NamedTranscript, ...]":
        """Transcripts that a feed names of an episode which has none yet, the best first."""
        connection = self._database.reading()
        current = episodes.current_transcript(connection, episode)
        if current is None or episodes.form_of(connection, current) != "podcast-feed":
            return ()  # most are; what reads feeds need not be loaded to know it
        from reader_app.core.feed_episodes import transcripts_named

        return transcripts_named(connection, episode)

    def add_samples(self) -> list[Imported]:
        """Put in the sample library that the app ships; the first search makes it findable, so that no start waits for that."""
        added: list[Imported] = []
        for file in sorted(resource("samples").iterdir()):
            added += self._intake.import_bytes(file.read_bytes(), "", file.name, sample=True)
        return added

    def _spread_names(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Look for new names in what was there. Where the library cannot be written now, the next import does it."""
        from reader_app.core.known_names import spread_names

        with contextlib.suppress(ReaderError):
            spread_names(self._database, cancelled or (lambda: False))

    def _take_into_index(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Make what came in findable. What came in is safe: where the index cannot be written now, the next search does it."""

        def go_on(_done: int, _total: int) -> None:
            if cancelled is not None and cancelled():
                raise Cancelled("The import was stopped.")

        with contextlib.suppress(ReaderError):
            self._index.catch_up(go_on)

    def sections_of(self, opened: OpenEpisode) -> tuple[Chapter, ...]:
        """Sections that we work out where an episode states no chapters, in about 10 ms a thousand words; else none."""
        from reader_app.core.sections import sections_of

        return sections_of(opened.transcript, opened.episode.language)

    def episodes(self, *, removed: bool = False) -> list[Episode]:
        """The episodes of the library, oldest addition first, or those in the bin."""
        return episodes.read_episodes(self._database.reading(), removed=removed)

    def episode(self, episode: str) -> Episode:
        """One episode's row, in the bin or not; the id of one that was joined to another gives that. Raises UnknownEpisode."""
        episode = episode.encode("utf-8", "replace").decode()  # half a surrogate is no id, and no text that can be told
        found = episodes.read_episodes(self._database.reading(), removed=None, ids=[episode])
        if not found:
            raise UnknownEpisode(f"There is no episode {episode} in the library.")
        return found[0]

    def open(self, episode: str) -> OpenEpisode:
        """All that is needed to show an episode. Raises UnknownEpisode."""
        from reader_app.core.page import paragraphs_of

        row = self.episode(episode)
        connection = self._database.reading()
        current = episodes.current_transcript(connection, row.id)
        transcript = transcripts.read_transcript(connection, current or 0)
        position, _ = episodes.position_of(connection, row.id)
        marks = tuple(self.quotes.listed(row.id))
        return OpenEpisode(row, transcript, paragraphs_of(transcript, row.language), marks, position)

    def mark_opened(self, episode: str) -> None:
        """Note that the reader is reading it, so that it is unread no more."""
        with self._database.writing() as connection:
            episodes.set_opened(connection, episode)

    def set_position(self, episode: str, offset: int, progress: float) -> None:
        """Keep where the reader is: a code point offset, and how much is read from 0 to 1."""
        with self._database.writing() as connection:
            episodes.set_position(connection, episode, offset, progress)

    def remove(self, ids: Sequence[str]) -> list[Episode]:
        """Move episodes to the bin; their bookmarks stay. Raises UnknownEpisode before anything is moved."""
        return self._move(ids, removed=True)

    def restore(self, ids: Sequence[str]) -> list[Episode]:
        """Bring episodes back from the bin."""
        return self._move(ids, removed=False)

    def _move(self, ids: Sequence[str], *, removed: bool) -> list[Episode]:
        for episode in ids:
            self.episode(episode)
        with self._database.writing() as connection:
            episodes.set_removed(connection, ids, removed)
        return [self.episode(episode) for episode in ids]

    def source_bytes(self, episode: str) -> bytes:
        """The file that an episode came from, as it came. Raises UnknownEpisode."""
        self.episode(episode)
        connection = self._database.reading()
        return transcripts.source_bytes(connection, episodes.current_transcript(connection, episode) or 0)

    def source(self, episode: str, version: int | None = None) -> SourceFile:
        """The file that an episode came from, and the way back to it: that of the telling that is read, or of another version.

        Raises UnknownEpisode where there is no such episode, or no such version of it.
        """
        episode = self.episode(episode).id
        connection = self._database.reading()
        row = episodes.current_transcript(connection, episode) or 0
        if version is not None:
            rows = {telling.number: telling.row for telling in tellings.tellings_of(connection, episode)}
            if version not in rows:
                raise UnknownEpisode(f"There is no version {version} of this episode any more.")
            row = rows[version]
        return SourceFile(self._database, row)

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        per_episode: int | None = None,
        sort: SearchSort = "relevance",
        exact: bool = False,
        typing: bool = False,
        hurried: bool = False,
        episode: str | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchAnswer:
        """Every place where the query is met, best first; at most `limit` are read, and `per_episode` of each episode.

        With `typing` the last word may be unfinished; `hurried`, the first page comes at once and the number of hits may be not
        `settled`, as while typing; with `episode`, its hits alone are told of. Raises QueryError with the
        place in the query where it goes wrong, and Cancelled soon after `cancelled` says so.
        """
        return self._index.search(
            query,
            limit=limit,
            sort=sort,
            exact=exact,
            typing=typing,
            hurried=hurried,
            per_episode=per_episode,
            episode=episode,
            cancelled=cancelled,
        )

    def survey(
        self, query: str, *, exact: bool = False, typing: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> Survey:
        """All places where the query is met, counted exactly: by show, voice, year, language and kind of text, and over time.

        With `typing` the last word stands for all that begins with it. Raises QueryError and Cancelled.
        """
        return self._index.survey(query, exact=exact, typing=typing, cancelled=cancelled)

    def concordance(
        self,
        query: str,
        *,
        order: ConcordanceOrder = "after",
        limit: int = 2000,
        exact: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Concordance:
        """The places where the query is met in lines, the words in the middle; of more than `limit` some of all episodes.

        Raises QueryError and Cancelled.
        """
        return self._index.concordance(query, order=order, limit=limit, exact=exact, cancelled=cancelled)

    def completions(self, query: str, cursor: int, limit: int = 8) -> list[Completion]:
        """What may be meant by what ends at code point `cursor` of `query`: fields, names, common words; the likeliest first."""
        return self._index.completions(query, cursor, limit)

    def prepare_search(
        self, progress: Callable[[int, int], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> bool:
        """Bring the search index up to date and read it through; says whether it had to be built anew. Raises Cancelled."""
        return self._index.prepare(progress, cancelled)

    def check(self, *, repair: bool = False) -> CheckReport:
        """Hold the library and the index against what they should be; with `repair`, rebuild the index where it is not."""
        problems = tuple(self._database.problems())
        index = "not checked" if problems else self._index.check(repair=repair)
        return CheckReport(problems, index, tuple(str(path) for path in self._database.backups()))

    def back_up_daily(self) -> bool:
        """Copy the library once a day; says whether a copy was made. What was thrown away a month ago goes after that."""
        copied = self._database.back_up_daily()
        if copied:
            self.tellings.purge()
        return copied

    def changes(self) -> int:
        """The number of the last change, whoever made it: a window compares it to see what another one wrote."""
        return self._index.newest_change()

    def close(self) -> None:
        """Close the files."""
        self._index.close()
        self._database.close()


def copies_of(data_dir: Path) -> list[Path]:
    """The copies of the library under a data directory, newest first."""
    return copies_in(DataPaths(data_dir).backups)


def health_of_closed(data_dir: Path, error: LibraryError) -> CheckReport:
    """The health of a library that cannot be opened: why, and which copies of it there are."""
    return CheckReport((str(error),), "not checked", tuple(str(path) for path in copies_of(data_dir)))


def use_newest_copy(data_dir: Path) -> CheckReport:
    """Put the newest copy that opens in the place of a damaged library, which is kept beside it, and check it.

    Raises LibraryError where no copy opens.
    """
    paths = DataPaths(data_dir)
    for copy in copies_of(data_dir):
        if not is_sound(copy):
            continue
        try:
            kept = put_copy_in_place(copy, paths.library)
            library = Library(data_dir)
        except LibraryError:
            continue
        except OSError as error:
            raise LibraryError(f"The copy could not be put in place ({error.strerror}).") from error
        report = library.check(repair=True)
        library.close()
        told = f"The library was damaged; the copy {copy.name} has taken its place, and the damaged file is kept as {kept.name}."
        return CheckReport((told, *report.library), report.index, report.backups)
    raise LibraryError("There is no copy of this library that can be opened.")
