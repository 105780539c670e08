"""Files that tell one recording: offered quietly, compared side by side, joined only when the reader says so; and versions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import Episode, ImportReport, OpenEpisode
from reader_app.core.settings import Settings
from reader_app.ui.bars import WorkBar
from reader_app.ui.import_report import MORE_WORDS, Pair
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.notices import Notices
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.tellings_dialog import TellingsDialog, Way
from reader_app.ui.theme import Theme
from reader_app.ui.versions import Versions
from reader_app.ui.versions_dialog import file_words

if TYPE_CHECKING:
    from reader_app.core.library import Joined, Offer

_MOST = 8
"""So many other files of a recording are looked at; more are the pieces of a collection."""
_TOLD_CLOSELY = 30
"""Of so many pairs of an import both texts are read, to say which is better."""
JOINING = "Two files are being joined; please wait until that is done."
_REMEMBERED = 400
"""Pairs that are kept apart and not offered again, the newest."""


def pair_mark(one: str, other: str) -> str:
    """A short mark of two episodes, whichever comes first."""
    return hashlib.blake2b(" ".join(sorted((one, other))).encode(), digest_size=6).hexdigest()


def twin_words(mine: Episode, other: Episode) -> tuple[str, str, str]:
    """The name of another file that tells the recording of `mine`, and what it has that this one lacks; again in less words."""
    more = ""
    if other.timed and not mine.timed:
        more = ", with times"
    elif other.words > MORE_WORDS * mine.words:
        more = ", with more of what was said"
    elif mine.truncated and not other.truncated:
        more = ", to its end"
    return file_words(other.path), f"tells the same recording{more}.", f"has the same{more}."


class Tellings(QObject):
    """Carries out what the line under the header, the report of an import and the menus wish."""

    changed = Signal()
    """Another text is read somewhere, or two episodes have become one, or two again."""
    pairs_found = Signal(list)
    """What an import brought in that tells recordings of the library, as Pairs."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        theme: Theme,
        jobs: Jobs,
        reading: Reading,
        pane: ReadingPane,
        notices: Notices,
        bar: WorkBar,
        bar_taken: Callable[[], bool],
    ) -> None:
        super().__init__(pane)
        self._library, self._settings, self._theme, self._jobs = library, settings, theme, jobs
        self._reading, self._pane, self._notices = reading, pane, notices
        self._bar, self._bar_taken = bar, bar_taken
        self._twin: str | None = None
        self._job: Job | None = None
        self._shows = False
        self._report = ImportReport()
        self.dialog: TellingsDialog | None = None
        """The two that are compared, if any."""
        self.versions = Versions(library, theme, jobs, reading, notices, pane.window)
        self.versions.changed.connect(self._on_changed)
        bar.cancelled.connect(self._cancel)
        pane.twin_line.look_wished.connect(self.look_at_twin)
        pane.twin_line.closed.connect(self.dismiss)
        reading.opened.connect(lambda _opened: self.refresh())

    # -- what is offered

    def refresh(self) -> None:
        """Say whether another file tells the recording that is read, unless the reader keeps the two apart."""
        pair = self._best_pair()
        if pair is None:
            self._twin = None
            self._pane.twin_line.say("", "")
            return
        mine, other = pair
        if self._twin != other.id or not self._pane.twin_line.text:
            self._pane.twin_line.say(*twin_words(mine, other))  # at once, so that the page does not move later
        self._twin = other.id
        library = self._library

        def say_more(offer: Offer | None) -> None:
            current = self._reading.current
            if offer is not None and self._twin == other.id and current is not None and current.episode.id == mine.id:
                name = file_words(other.path)
                words = offer.sentence.removeprefix(f"“{name}” ")
                if words != offer.sentence:
                    self._pane.twin_line.say(name, words, twin_words(mine, other)[2])

        self._jobs.run(lambda _: library.tellings.offer(mine.id, other.id), done=say_more, failed=lambda _message: None)

    def _best_pair(self, *, also_apart: bool = False) -> tuple[Episode, Episode] | None:
        """The open episode and the other file of its recording that has most to offer; `also_apart`: whatever was said of it."""
        current = self._reading.current
        if current is None:
            return None
        try:
            mine = self._library.episode(current.episode.id)
            wanted = mine.same_episode_as if also_apart else self._offered(mine)
            others = [self._library.episode(other) for other in wanted[:_MOST]]
        except ReaderError:
            return None
        best = max(others, key=lambda other: (other.timed and not mine.timed, other.words), default=None)
        return (mine, best) if best is not None else None

    def has_twin(self) -> bool:
        """Whether another file tells the recording of the open episode."""
        return self._best_pair(also_apart=True) is not None

    def _offered(self, mine: Episode) -> tuple[str, ...]:
        """The other files of a recording that the reader does not keep apart from it."""
        apart = set(self._settings.choices.kept_apart.split())
        return tuple(other for other in mine.same_episode_as if pair_mark(mine.id, other) not in apart)

    def dismiss(self) -> None:
        """Keep the open episode apart from all that tell its recording: the line is not shown for them again."""
        pair = self._best_pair()
        if pair is not None:
            self._keep_apart([(pair[0].id, other) for other in pair[0].same_episode_as])
            self._pane.twin_line.say("", "")
            self._pane.view.setFocus()

    def still_apart(self, ids: Sequence[str]) -> list[str]:
        """Those of these episodes that have not become a version of another one."""
        wanted = frozenset(ids)
        return [row.id for row in self._library.episodes() if row.id in wanted]

    def _keep_apart(self, pairs: Sequence[tuple[str, str]]) -> None:
        known = self._settings.choices.kept_apart.split()
        fresh = [mark for mark in (pair_mark(*pair) for pair in pairs) if mark not in known]
        self._settings.change(kept_apart=" ".join([*known, *fresh][-_REMEMBERED:]))

    def look_for_pairs(self, report: ImportReport) -> None:
        """Find what an import brought in that tells recordings which were there, or came in with it; `pairs_found` tells."""
        self._report = report
        fresh = {each.id for each in report.episodes if each.outcome == "added"}
        library = self._library

        def work(_: Job) -> list[Pair]:
            rows = {row.id: row for row in library.episodes()} if fresh else {}
            found: list[Pair] = []
            passed: set[str] = set()  # of two that came in together, the later one is told of
            for new in (rows[episode] for episode in rows if episode in fresh):
                offered = [rows[other] for other in self._offered(new) if other in rows]
                older = [row for row in offered if row.id not in fresh] or [row for row in offered if row.id in passed]
                passed.add(new.id)
                if older:
                    best = max(older, key=lambda row: (row.opened is not None, row.bookmarks, row.words))
                    offer = library.tellings.offer(best.id, new.id) if len(found) < _TOLD_CLOSELY else None
                    found.append(Pair(new, best, offer.sentence if offer is not None else ""))
            return found

        if fresh:
            self._jobs.run(work, done=self.pairs_found.emit, failed=self._notices.tell)

    # -- two that are compared

    def look_at_twin(self) -> None:
        """Compare the open episode with the other file of its recording."""
        pair = self._best_pair() or self._best_pair(also_apart=True)
        if pair is not None:
            self.look_at(pair[0].id, pair[1].id)
        elif self._reading.current is not None:
            self._notices.tell("No other file in the library tells this recording.")

    def look_at(self, episode: str, other: str) -> None:
        """Compare two episodes that tell one recording, and ask what is to become of them."""
        library = self._library

        def work(_: Job) -> tuple[OpenEpisode, OpenEpisode, Offer | None]:
            return library.open(episode), library.open(other), library.tellings.offer(episode, other)

        def done(both: tuple[OpenEpisode, OpenEpisode, Offer | None]) -> None:
            mine, theirs, offer = both
            if offer is None:
                self._notices.tell("These two do not tell the same recording any more.")
            else:
                self._ask(mine, theirs, offer)

        self._jobs.run(work, done=done, failed=self._notices.tell)

    def _ask(self, mine: OpenEpisode, other: OpenEpisode, offer: Offer) -> None:
        if self.dialog is not None:
            self.dialog.close()
        dialog = TellingsDialog(self._theme, mine, other, offer, self._pane.window())
        dialog.decided.connect(lambda way: self.decide(mine.episode.id, other.episode.id, way))
        dialog.destroyed.connect(lambda: self._forget(dialog))
        self.dialog = dialog
        dialog.show()

    def _forget(self, dialog: TellingsDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def decide(self, episode: str, other: str, way: Way) -> None:
        """Do with two episodes what the reader chose; the bar offers to take that back."""
        if way == "apart":
            self._keep_apart([(episode, other)])
            self.refresh()
            self.look_for_pairs(self._report)
            return
        if self._job is not None:
            self._notices.tell(JOINING)
            return
        library = self._library

        def work(job: Job) -> tuple[Joined, str] | None:
            name = file_words(library.episode(other).path)
            joined = library.tellings.join(episode, other, way)
            if job.cancelled():  # joining is done as a whole; who stops it wants it not done
                library.tellings.take_back(joined)
                return None
            return joined, name

        def done(result: tuple[Joined, str] | None) -> None:
            self._end_work()
            if result is None:
                self._notices.tell("Stopped; the two are as they were")
                return
            joined, name = result
            current = self._reading.current
            if current is not None and current.episode.id == other:
                self._reading.open(episode)
            self._on_changed()
            self._notices.offer_undo(f"Joined with “{name}”", lambda: self._take_back(joined))

        def failed(message: str) -> None:
            self._end_work()
            self._notices.tell(message)

        if not self._bar_taken():
            self._shows = True
            self._bar.show_work("Joining two files of one recording")
        self._job = self._jobs.run(work, done=done, failed=failed)

    def _end_work(self) -> None:
        self._job = None
        if self._shows and not self._bar_taken():
            self._bar.finish()
        self._shows = False

    def _cancel(self) -> None:
        if self._job is not None and self._shows and not self._bar_taken():  # an import that began since has the bar now
            self._job.cancel()

    def _take_back(self, joined: Joined) -> bool:
        try:
            self._library.tellings.take_back(joined)
        except ReaderError as error:
            self._notices.tell(str(error))
            return False
        self._on_changed()
        return True

    def _on_changed(self) -> None:
        self.changed.emit()
        self.refresh()
        self.look_for_pairs(self._report)
        self.versions.refresh()
