"""The shelf: sidebar and episode list as one, held against the library; removing and restoring with undo."""

import dataclasses
from typing import get_args

from PySide6.QtCore import QObject, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import Episode
from reader_app.core.settings import Settings
from reader_app.ui.episode_lines import Filter, Order
from reader_app.ui.episode_list import EpisodeList
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.notices import Notices


class Shelf(QObject):
    """Keeps sidebar and list showing what the library holds."""

    episode_wished = Signal(str)
    left_library = Signal()
    """Episodes went to the bin, perhaps the one that is read."""
    came_back = Signal()
    """Episodes came back from the bin."""
    failed = Signal(str)
    bare = Signal(bool)
    """Whether there is nothing to list: the library is empty, and it is not its bin that is looked into."""

    def __init__(
        self, library: Library, settings: Settings, sidebar: LibrarySidebar, episode_list: EpisodeList, notices: Notices
    ) -> None:
        super().__init__(episode_list)
        self._library, self._settings, self._sidebar, self._list, self._notices = (
            library,
            settings,
            sidebar,
            episode_list,
            notices,
        )
        self._episodes: list[Episode] = []
        self._in_bin = False
        self.filter = Filter()
        """The part of the library that is shown."""
        self._reading: str | None = None
        self._neighbour = ""
        sidebar.filter_chosen.connect(self._on_filter)
        sidebar.samples_remove_wished.connect(self._remove_samples)
        episode_list.episode_opened.connect(self.episode_wished)
        episode_list.remove_wished.connect(self.remove)
        episode_list.restore_wished.connect(self.restore)
        episode_list.sort_changed.connect(self._keep_sort)
        orders: tuple[Order, ...] = get_args(Order)
        order = next((order for order in orders if order == settings.choices.sort), orders[0])
        episode_list.set_sort(order, settings.choices.by_show)

    def refresh(self) -> None:
        """Read the rows anew."""
        try:
            self._episodes = self._library.episodes()
            binned = self._library.episodes(removed=True)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self._sidebar.set_removed_count(len(binned))
        self._sidebar.set_episodes(self._episodes)
        if self._in_bin and not binned:
            self._in_bin = False
            self.filter = Filter()
            self._sidebar.set_current(Filter())
            self._list.set_filter(Filter())
        self._list.set_episodes(binned if self._in_bin else self._episodes)
        self._list.choose(self._reading)
        self.bare.emit(not self._episodes and not self._in_bin)

    def _next_after(self, removed: list[str]) -> str:
        """What stands after the removed ones, or before them; empty where nothing is left."""
        ids = [episode.id for episode in self._episodes]
        places = [place for place, episode in enumerate(ids) if episode in removed]
        left = [episode for episode in ids if episode not in removed]
        if not places or not left:
            return ""
        following = [episode for episode in ids[places[-1] :] if episode not in removed]
        return following[0] if following else left[-1]

    @property
    def neighbour(self) -> str:
        """The episode to read when what was read has just gone to the bin; empty where there is none."""
        return self._neighbour

    def first_episode(self, preferred: str) -> str | None:
        """The preferred episode if the library has it, else the first one; None in an empty library."""
        ids = [episode.id for episode in self._episodes]
        return preferred if preferred in ids else next(iter(ids), None)

    def mark_opened(self, episode: str) -> None:
        """This episode is on the page now, and unread no more."""
        self._reading = episode
        rows = {row.id: row for row in self._episodes}
        if episode in rows and rows[episode].opened is None:
            self.refresh()
        else:
            self._list.choose(episode)

    def set_progress(self, episode: str, progress: float) -> None:
        """How much of an episode is read has changed."""
        self._episodes = [dataclasses.replace(row, progress=progress) if row.id == episode else row for row in self._episodes]
        if not self._in_bin:
            self._list.set_episodes(self._episodes)
        self._sidebar.set_episodes(self._episodes)

    def remove(self, ids: list[str]) -> None:
        """Move episodes to the bin; the bar offers to take that back."""
        self._neighbour = self._next_after(ids)
        if self._move(ids, removed=True):
            words = "Moved to the bin" if len(ids) == 1 else f"{len(ids)} moved to the bin"
            self._notices.offer_undo(words, lambda: self.restore(ids))
            self.left_library.emit()

    def restore(self, ids: list[str]) -> bool:
        """Bring episodes back from the bin; says whether they are back."""
        if not self._move(ids, removed=False):
            return False
        self.came_back.emit()
        return True

    def _move(self, ids: list[str], *, removed: bool) -> bool:
        try:
            self._library.remove(ids) if removed else self._library.restore(ids)
        except ReaderError as error:
            self.failed.emit(str(error))
            return False
        self.refresh()
        return True

    def _remove_samples(self) -> None:
        self.remove([episode.id for episode in self._episodes if episode.sample])

    def _keep_sort(self, order: str, by_show: bool) -> None:
        self._settings.change(sort=order, by_show=by_show)

    def _on_filter(self, wanted: Filter) -> None:
        self.filter = wanted
        was_bin, self._in_bin = self._in_bin, wanted.kind == "bin"
        self._list.set_filter(wanted)
        if self._in_bin or was_bin:
            self.refresh()
