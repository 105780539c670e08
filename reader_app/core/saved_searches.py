"""Keeps searches that the reader wants to ask again, and counts the hits that have come since they were last looked at."""

from collections.abc import Callable, Mapping
from typing import Protocol

from reader_app.core.errors import QueryError, ReaderError
from reader_app.core.findings import SavedSearch, Survey
from reader_app.core.store import saved_searches as rows
from reader_app.core.store.changes import newest_change
from reader_app.core.store.database import Database
from reader_app.core.store.joinings import leads


class UnknownSearch(ReaderError):
    """A saved search that the library does not hold, or not any more."""


class Surveying(Protocol):
    """Counts all hits of a query, as `Library.survey` does."""

    def __call__(self, query: str, *, cancelled: Callable[[], bool] | None = None) -> Survey:
        """Raises QueryError and Cancelled."""


class SavedSearches:
    """The saved searches of one library. They are read anew each time, so that all windows see the same.

    New are the hits by which an episode has more than when its results were last looked at. What was there when a search was
    first counted is not new; nor is what comes back after it was seen, from the bin or by another import.
    """

    def __init__(self, database: Database, survey: Surveying) -> None:
        self._database, self._survey = database, survey

    def listed(self) -> list[SavedSearch]:
        """All of them, oldest first, with the counts of the last `count_new`, by whichever window."""
        return rows.read_searches(self._database.reading())

    def add(self, query: str, name: str = "", seen: Survey | None = None) -> SavedSearch:
        """Keep a query; `seen` are its results where the reader has them on screen.

        One that is kept already is not kept twice. Raises QueryError for one that cannot be read.
        """
        asked = _readable(query)
        known = rows.search_for(self._database.reading(), asked)
        with self._database.writing() as connection:
            ident = known.id if known is not None else rows.put_search(connection, asked, _line(name))
            if known is not None and _line(name):
                rows.set_name(connection, ident, _line(name))
            if seen is not None:
                rows.set_seen(connection, ident, seen.query.strip(), dict(seen.counts))
        return self._one(ident)

    def rename(self, search: str, name: str) -> SavedSearch:
        """Call it something else; "" lets it be called by its query. Raises UnknownSearch."""
        self._one(search)
        with self._database.writing() as connection:
            rows.set_name(connection, search, _line(name))
        return self._one(search)

    def change(self, search: str, query: str) -> SavedSearch:
        """Let it ask for something else, of which nothing is new until more comes. Raises UnknownSearch and QueryError."""
        known, asked = self._one(search), _readable(query)
        if known.query != asked:
            with self._database.writing() as connection:
                rows.set_query(connection, search, asked)
        return self._one(search)

    def remove(self, search: str) -> None:
        """Keep it no more; `restore` takes that back. Raises UnknownSearch."""
        self._one(search)
        with self._database.writing() as connection:
            rows.set_removed(connection, search, True)

    def restore(self, search: str) -> SavedSearch:
        """Bring back one that was removed, with what was seen of it. Raises UnknownSearch."""
        if rows.read_search(self._database.reading(), search, removed=True) is not None:
            with self._database.writing() as connection:
                rows.set_removed(connection, search, False)
        return self._one(search)

    def mark_seen(self, search: str, survey: Survey) -> None:
        """Note that the reader has looked at all hits that `survey` counts; nothing where that is of another query."""
        self._one(search)
        with self._database.writing() as connection:
            rows.set_seen(connection, search, survey.query.strip(), dict(survey.counts))

    def new_in(self, search: str, survey: Survey) -> dict[str, int]:
        """The hits of `survey` that were not there when the results were last looked at, by episode id: those that have any.

        None before the search has been counted, nor where `survey` is of another query. Raises UnknownSearch.
        """
        known, connection = self._one(search), self._database.reading()
        seen = rows.read_seen(connection, search)
        if seen is None or known.query != survey.query.strip():
            return {}
        return _new(dict(survey.counts), seen, leads(connection))

    def count_new(self, cancelled: Callable[[], bool] | None = None) -> list[SavedSearch]:
        """Count what is new in each and give all of them. Nothing is asked again unless the library has changed since.

        What was counted before it was stopped stays. Raises Cancelled.
        """
        connection = self._database.reading()
        change = newest_change(connection)
        for count in rows.counts_before(connection, change):
            self._count(count, change, cancelled)
        return self.listed()

    def _count(self, count: rows.Count, change: int, cancelled: Callable[[], bool] | None) -> None:
        try:
            hits = dict(self._survey(count.query, cancelled=cancelled).counts)
        except QueryError:  # the language of queries has changed since it was kept
            with self._database.writing() as connection:
                rows.set_new(connection, count, None, change)
            return
        with self._database.writing() as connection:
            if count.seen is None:
                rows.set_first_count(connection, count, hits, change)
            else:
                rows.set_new(connection, count, sum(_new(hits, count.seen, leads(connection)).values()), change)

    def _one(self, search: str) -> SavedSearch:
        found = rows.read_search(self._database.reading(), search)
        if found is None:
            raise UnknownSearch("This search is not kept any more.")
        return found


def _new(hits: Mapping[str, int], seen: Mapping[str, int], lead: Mapping[str, str]) -> dict[str, int]:
    """By how many hits each episode has more than was seen, of those that do.

    Of episodes that were joined, the one with the most counts as seen.
    """
    most: dict[str, int] = {}
    for episode, count in seen.items():
        now = lead.get(episode, episode)
        most[now] = max(count, most.get(now, 0))
    return {episode: count - most.get(episode, 0) for episode, count in hits.items() if count > most.get(episode, 0)}


def _readable(query: str) -> str:
    from reader_app.core.search.query import parse

    parse(query.strip())
    return query.strip()


def _line(name: str) -> str:
    return " ".join(name.split())
