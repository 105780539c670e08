"""The saved searches of the library: kept, asked again, renamed, removed, and counted anew while the reader reads on."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from reader_app.core.errors import Cancelled, ReaderError
from reader_app.core.findings import SavedSearch, Survey
from reader_app.core.library import Library
from reader_app.core.model import SearchAnswer
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.newest_job import NewestJob
from reader_app.ui.notices import Notices
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.searching import Searching

COUNT_AFTER_MS = 2000
"""How long the library has to rest before what is new in the saved searches is counted."""
Result = TypeVar("Result")


class KeptSearches(QObject):
    """Holds the sidebar's list of saved searches against the library; who looks at all hits of one has seen them."""

    def __init__(
        self, library: Library, jobs: Jobs, sidebar: LibrarySidebar, panel: SearchPanel, searching: Searching, notices: Notices
    ) -> None:
        super().__init__(sidebar)
        self._library, self._sidebar, self._panel = library, sidebar, panel
        self._searching, self._notices = searching, notices
        self._listed: list[SavedSearch] = []
        self._survey: Survey | None = None
        self._new: dict[str, int] = {}
        self._new_in = ""
        self._counting = NewestJob(jobs, self)
        self._timer = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._timer.timeout.connect(self._count)
        sidebar.saved_chosen.connect(self._ask)
        sidebar.saved_renamed.connect(self._rename)
        sidebar.view.change_wished.connect(self._change)
        sidebar.view.removal_wished.connect(self.remove)
        panel.save_wished.connect(self._save)
        searching.answered.connect(self._on_answered)
        searching.surveyed.connect(self._on_surveyed)

    def refresh(self) -> None:
        """Reads the list anew, and counts what is new in it once the library rests."""
        self._read()
        if self._listed:
            self._timer.start()

    def _read(self) -> None:
        listed = self._try(self._library.saved_searches.listed)
        if listed is not None:
            self._show(listed)

    def _show(self, listed: list[SavedSearch]) -> None:
        self._listed = listed
        asked = self._shown_now()
        self._sidebar.set_saved(listed, asked.id if asked is not None else None)
        self._sidebar.view.query = self._searching.asked
        self._panel.set_saved(asked is not None)

    def _shown_now(self) -> SavedSearch | None:
        """The saved search whose results are shown."""
        asked = self._searching.asked.strip()
        return next((search for search in self._listed if asked and search.query == asked), None)

    def _count(self) -> None:
        library = self._library

        def work(job: Job) -> list[SavedSearch] | None:
            try:
                return library.saved_searches.count_new(job.cancelled)
            except Cancelled:
                return None

        def done(listed: list[SavedSearch] | None) -> None:
            if listed is not None:
                self._show(listed)

        self._counting.run(work, done)

    # -- what the search tells

    def _on_answered(self, _answer: SearchAnswer | None) -> None:
        self._survey = None
        if self._new and self._searching.asked.strip() != self._new_in:
            self._new = {}
            self._searching.put_first({})
        self._show(self._listed)

    def _on_surveyed(self, survey: Survey) -> None:
        """All hits of the query are on the page: what is new among them has been looked at."""
        self._survey = survey
        search = self._shown_now()
        # While its last word may be unfinished, more is counted than the search asks for.
        if search is not None and search.query == survey.query.strip() and not self._searching.typing:
            self._try(lambda: self._see(search, survey))
            self._read()

    def _see(self, search: SavedSearch, survey: Survey) -> None:
        """Count as seen what is on the page; what was new of it stays marked there as long as the page stands."""
        came = self._library.saved_searches.new_in(search.id, survey)
        if came or self._new:
            self._new = {episode: self._new.get(episode, 0) + came.get(episode, 0) for episode in (self._new | came)}
            self._new_in = search.query
            self._searching.put_first(self._new)
        self._library.saved_searches.mark_seen(search.id, survey)

    # -- what the reader wishes

    def _ask(self, search: SavedSearch) -> None:
        """Asks it as it was kept, its last word finished."""
        self._searching.search_for(search.query)
        self._sidebar.search_entered.emit()

    def _save(self, kept: bool) -> None:
        search = self._shown_now()
        if kept and search is None:
            seen = self._survey if not self._searching.typing else None
            if self._try(lambda: self._library.saved_searches.add(self._searching.asked, seen=seen)) is not None:
                self._count()  # at once: what is imported next is new in it
        elif not kept and search is not None:
            self.remove(search.id)
        self._read()

    def _rename(self, search: str, name: str) -> None:
        self._try(lambda: self._library.saved_searches.rename(search, name))
        self._read()

    def _change(self, search: str) -> None:
        query = self._searching.asked
        if query and self._try(lambda: self._library.saved_searches.change(search, query)) is not None:
            self._count()
        self._read()

    def remove(self, search: str) -> None:
        """Keeps a search no more, which can be taken back."""
        known = next((each for each in self._listed if each.id == search), None)
        if known is None or not self._try(lambda: self._forget(search)):
            return
        name = known.name or known.query
        self._notices.offer_undo(
            f"Saved search removed: {name}", lambda: self._restore(search), f"Saved search kept again: {name}"
        )
        self._read()

    def _forget(self, search: str) -> bool:
        self._library.saved_searches.remove(search)
        return True

    def _restore(self, search: str) -> bool:
        restored = self._try(lambda: self._library.saved_searches.restore(search))
        self._read()
        return restored is not None

    def _try(self, does: Callable[[], Result]) -> Result | None:
        """What comes of a deed; None where it failed, and then says why."""
        try:
            return does()
        except ReaderError as error:
            self._notices.tell(str(error))
            return None
