"""The tellings of an episode: which of its versions is read, which are thrown away, and what two files of one recording give."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.retelling import turn_to
from reader_app.core.store import episodes, tellings, transcripts
from reader_app.core.store.database import Database
from reader_app.core.store.tellings import TellingRow

How = Literal["mine", "theirs", "both"]
"""Whose telling is read: that of the episode that is read, that of the other, or the words of one with the times of the other."""
OfferKind = Literal["update", "times", "twin"]


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
class Offer:
    """What can be done with two linked episodes. `better` is the id whose telling is better, for "times" whose words are.

    "update": the other is the same speech and clearly better. "times": one has times, the other words that can have them.
    "twin": the other tells the same recording, and no more can be said for it.
    """

    kind: OfferKind
    better: str
    sentence: str


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

    def take_back(self, done: Turned) -> None:
        """Undo: read the version again that was read before."""
        self.use(done.episode, done.before)

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


def _known(connection: sqlite3.Connection, episode: str) -> tuple[str, int]:
    """An episode's id, and the row of the telling that is read."""
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
    episodes.put_episode(connection, episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, row)), episode)
    turn_to(connection, episode, row)
