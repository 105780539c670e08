"""The tellings of an episode: which of its versions is read, which are thrown away, and what two files of one recording give."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reader_app.core import joining
from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.joining import How
from reader_app.core.retelling import turn_to
from reader_app.core.store import episodes, joinings, tellings, transcripts
from reader_app.core.store.database import Database
from reader_app.core.store.tellings import TellingRow
from reader_app.core.telling_offers import Offer, offer

__all__ = ["DISCARDED_DAYS", "How", "Joined", "Offer", "Tellings", "Turned", "Version"]

DISCARDED_DAYS = 30
"""How long a version that was thrown away can be brought back."""


@dataclass(frozen=True, slots=True)
class Version:
    """One telling of an episode. `made` is "joined" where the times of one file were given to the words of another, else ""."""

    number: int
    added: str
    """UTC, ISO 8601."""
    form: str
    path: str
    words: int
    timed: bool
    voices: int
    current: bool
    made: str


@dataclass(frozen=True, slots=True)
class Turned:
    """That another version is read: its `number`, and the one `before`, by which it can be taken back."""

    episode: str
    number: int
    before: int
    told: str


@dataclass(frozen=True, slots=True)
class Joined:
    """That `other` became a telling of `episode`; `joining` is the row by which it can be taken back."""

    episode: str
    other: str
    joining: str
    told: str


class Tellings:
    """The versions of one library's episodes. Errors are ReaderErrors of one sentence; a call does all of it or nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, episode: str) -> tuple[Version, ...]:
        """The tellings of an episode that are not thrown away, the first that came in first. Raises UnknownEpisode."""
        connection = self._database.reading()
        episode, current = _known(connection, episode)
        return tuple(
            Version(t.number, t.added, t.form, t.path, t.words, t.timed, t.voices, t.row == current, t.made)
            for t in tellings.tellings_of(connection, episode)
            if not t.discarded
        )

    def use(self, episode: str, number: int) -> Turned:
        """Read another version; bookmarks, corrections and the reading position find their places in it."""
        with self._database.writing() as connection:
            episode, current = _known(connection, episode)
            wanted = _version(connection, episode, number)
            before = next(t.number for t in tellings.tellings_of(connection, episode) if t.row == current)
            if wanted.row != current:
                _read_instead(connection, episode, wanted.row)
        return Turned(episode, number, before, f"Version {number} is the one that is read now.")

    def take_back(self, done: Turned | Joined) -> None:
        """Undo: read the version again that was read before, or make two episodes again of the one that was joined."""
        if isinstance(done, Turned):
            self.use(done.episode, done.before)
            return
        with self._database.writing() as connection:
            joined = joinings.joinings_of(connection, done.episode)
            found = next((one for one in joined if one.id == done.joining), None)
            if found is None:
                raise ReaderError("These two were parted already.")
            joining.part(connection, found)

    def offer(self, episode: str, other: str) -> Offer | None:
        """What the reader could do with an episode and one linked to it; None where they are not linked, or are one already."""
        connection = self._database.reading()
        return offer(connection, _known(connection, episode)[0], _known(connection, other)[0])

    def join(self, episode: str, other: str, how: How) -> Joined:
        """Make one episode of two. It has the id, name and tags of `episode`; what was made in `other` comes along.

        `how`: "mine" reads on in the telling that is read, "theirs" in that of `other`, "both" in the words of the one that has
        no times, with times worked out from the other. Raises ReaderError where that cannot be.
        """
        with self._database.writing() as connection:
            episode, _ = _known(connection, episode)
            other, _ = _known(connection, other)
            if episode == other:
                raise ReaderError("These two are one episode already.")
            rows = {row.id: row for row in episodes.read_episodes(connection, removed=None, ids=[episode, other])}
            if any(row.removed for row in rows.values()):
                raise ReaderError("One of the two lies in the bin; please bring it back first.")
            ident = joining.join(connection, episode, other, how)
            return Joined(episode, other, ident, f"“{rows[other].title}” is now a version of “{rows[episode].title}”.")

    def joined(self, episode: str) -> tuple[Joined, ...]:
        """What was joined to an episode and can be parted again, the last first; `told` is what the other was called."""
        connection = self._database.reading()
        episode, _ = _known(connection, episode)
        return tuple(
            Joined(episode, one.other, one.id, episodes.title_of(connection, one.other))
            for one in joinings.joinings_of(connection, episode)
        )

    def part(self, episode: str, other: str) -> None:
        """Make two episodes again of one, however long ago they were joined; what was made since stays with `episode`."""
        found = next((one for one in self.joined(episode) if one.other == other), None)
        if found is None:
            raise ReaderError("These two were parted already.")
        self.take_back(found)

    def discard(self, episode: str, number: int) -> None:
        """Throw an old version away. It can be brought back for 30 days; the one that is read is never thrown away."""
        with self._database.writing() as connection:
            episode, current = _known(connection, episode)
            row = _version(connection, episode, number).row
            if row == current:
                raise ReaderError("This version is the one that is read; choose another one before it is thrown away.")
            tellings.set_discarded(connection, row, True)

    def bring_back(self, episode: str, number: int) -> None:
        """Take back that a version was thrown away."""
        with self._database.writing() as connection:
            episode, _ = _known(connection, episode)
            tellings.set_discarded(connection, _version(connection, episode, number, discarded=True).row, False)

    def purge(self) -> int:
        """Delete for good what was thrown away more than 30 days ago; says how many versions went."""
        moment = (datetime.now(UTC) - timedelta(days=DISCARDED_DAYS)).isoformat(timespec="milliseconds")
        if not tellings.discarded_before(self._database.reading(), moment):
            return 0
        with self._database.writing() as connection:
            rows = tellings.discarded_before(connection, moment)
            for row in rows:
                tellings.delete_telling(connection, row)
        return len(rows)


def _known(connection: sqlite3.Connection, episode: str) -> tuple[str, int]:
    """The id of the episode that lives on under an id, and the row of the telling that is read."""
    episode = joinings.resolve(connection, episode)
    current = episodes.current_transcript(connection, episode)
    if current is None:
        raise UnknownEpisode("There is no such episode in the library any more.")
    return episode, current


def _version(connection: sqlite3.Connection, episode: str, number: int, *, discarded: bool = False) -> TellingRow:
    """A version by its number. Raises ReaderError where it has gone meanwhile: another window may have thrown it away."""
    found = next((t for t in tellings.tellings_of(connection, episode) if t.number == number), None)
    if found is None or (found.discarded and not discarded):
        raise ReaderError(f"There is no version {number} of this episode any more.")
    return found


def _read_instead(connection: sqlite3.Connection, episode: str, row: int) -> None:
    facts = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, row))
    names = joining.brings_facts(connection, episode, row)
    if names:
        episodes.put_episode(connection, facts, episode)
        for one in joinings.joinings_of(connection, episode):
            joinings.fill_facts(connection, episode, one.other)
    else:
        joinings.set_told(connection, episode, facts.language, facts.fingerprint)
    joining.call_voices_of(connection, episode, row)
    turn_to(connection, episode, row, names=names)
