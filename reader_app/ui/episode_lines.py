"""Which lines the episode list shows: recordings told more than once as one, filtered, sorted and put under their shows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from reader_app.core.model import Episode

FilterKind = Literal["all", "unread", "reading", "quotes", "show", "bin"]
Order = Literal["newest", "oldest", "title", "length", "added"]
ORDERS: tuple[Order, ...] = ("newest", "oldest", "title", "length", "added")
FINISHED = 0.98
"""The progress from which an episode counts as read to its end: few readers scroll to the very last line."""
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the library is wanted; `show` is the show's name, for the kind "show" only."""

    kind: FilterKind = "all"
    show: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One recording with all its tellings; the first of `tellings` is the one that the list names."""

    tellings: tuple[Episode, ...]

    @property
    def shown(self) -> Episode:
        """The telling that the line names and opens."""
        return self.tellings[0]

    @property
    def opened(self) -> bool:
        """Whether any telling has been read."""
        return any(episode.opened is not None for episode in self.tellings)

    @property
    def progress(self) -> float:
        """How far the reader came in the telling read furthest, from 0 to 1."""
        return max(episode.progress for episode in self.tellings)

    @property
    def finished(self) -> bool:
        """Whether a telling was read to its end."""
        return self.progress >= FINISHED

    @property
    def bookmarks(self) -> int:
        """How many quotes were kept from all tellings."""
        return sum(episode.bookmarks for episode in self.tellings)

    def holds(self, episode: str) -> bool:
        """Whether the episode of that id is one of the tellings."""
        return any(telling.id == episode for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class ShowHead:
    """The head over the lines of one show; `show` is None for those whose source names none."""

    show: str | None
    count: int


Row = Line | ShowHead


def join_twins(episodes: Sequence[Episode]) -> list[Line]:
    """One line per recording, in the order of `episodes`; its tellings the richest first."""
    leader: dict[str, str] = {episode.id: episode.id for episode in episodes}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for episode in episodes:
        for other in episode.same_episode_as:
            if other in leader:
                leader[find(other)] = find(episode.id)
    groups: dict[str, list[Episode]] = {}
    for episode in episodes:
        groups.setdefault(find(episode.id), []).append(episode)
    return [Line(tuple(sorted(group, key=_poverty))) for group in groups.values()]


def _poverty(episode: Episode) -> tuple[bool, int, bool]:
    """Sorts the tellings of a recording: those with speech before those without, then the longer ones, then those with times."""
    return (episode.turns == 0, -episode.words, not episode.timed)


def filter_lines(lines: Iterable[Line], wanted: Filter) -> list[Line]:
    """The lines that belong to that part of the library. A line in several shows is named by its telling in the wanted one."""
    if wanted.kind == "show":
        return [_told_by(line, wanted.show) for line in lines if any(each.show == wanted.show for each in line.tellings)]
    return [line for line in lines if _MATCHES[wanted.kind](line)]


def _told_by(line: Line, show: str | None) -> Line:
    return replace(line, tellings=tuple(sorted(line.tellings, key=lambda episode: episode.show != show)))


_MATCHES: dict[FilterKind, Callable[[Line], bool]] = {
    "all": lambda line: True,  # noqa: ARG005
    "bin": lambda line: True,  # noqa: ARG005
    "unread": lambda line: not line.opened,
    "reading": lambda line: line.opened and 0 < line.progress < FINISHED,
    "quotes": lambda line: line.bookmarks > 0,
}


def of_library(episodes: Iterable[Episode], wanted: Filter) -> list[Episode]:
    """The episodes that can be shown at all: those in the bin for the bin, the others for everything else."""
    return [episode for episode in episodes if episode.removed == (wanted.kind == "bin")]


def sort_lines(lines: Iterable[Line], order: Order) -> list[Line]:
    """The lines in that order; those that lack what the order asks for come last, in the order given."""
    return sorted(lines, key=_ORDER_KEYS[order], reverse=order == "newest")


def _newest(line: Line) -> tuple[bool, str]:
    published = line.shown.published
    return (published is not None, published or "")


def _oldest(line: Line) -> tuple[bool, str]:
    published = line.shown.published
    return (published is None, published or "")


def _longest(line: Line) -> tuple[bool, float]:
    """Lengths in time first; a text without one is as long as its words."""
    episode = line.shown
    return (episode.duration is None, -(episode.duration if episode.duration is not None else episode.words))


def title_key(title: str) -> list[tuple[bool, int, str]]:
    """A key that sorts titles as people do: "Part 2" before "part 10", marks before the first word ignored."""
    start = next((place for place, letter in enumerate(title) if letter.isalnum()), 0)
    parts = _DIGITS.split(title[start:].casefold())
    return [(not part.isdecimal(), int(part) if part.isdecimal() and len(part) < 20 else 0, part) for part in parts if part]


_ORDER_KEYS: dict[Order, Callable[[Line], Any]] = {
    "newest": _newest,
    "oldest": _oldest,
    "title": lambda line: title_key(line.shown.title),
    "length": _longest,
    "added": lambda line: line.shown.added,
}


def under_shows(lines: Iterable[Line]) -> list[Row]:
    """The lines under the heads of their shows, shows by name, each show's lines in the order given; showless ones last."""
    shows: dict[str | None, list[Line]] = {}
    for line in lines:
        shows.setdefault(line.shown.show, []).append(line)
    rows: list[Row] = []
    for show in sorted(shows, key=lambda name: (name is None, title_key(name or ""))):
        rows.append(ShowHead(show, len(shows[show])))
        rows.extend(shows[show])
    return rows


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """How much there is in each part of the library: recordings, and for `quotes` the quotes themselves."""

    all: int = 0
    unread: int = 0
    reading: int = 0
    quotes: int = 0
    shows: tuple[tuple[str, int], ...] = ()
    samples: int = 0


def count_library(episodes: Iterable[Episode]) -> LibraryCounts:
    """What the sidebar counts, recordings told more than once counted once; shows by name."""
    lines = join_twins(of_library(episodes, Filter()))
    shows: dict[str, int] = {}
    for line in lines:
        for show in {telling.show for telling in line.tellings if telling.show}:
            shows[show] = shows.get(show, 0) + 1
    return LibraryCounts(
        all=len(lines),
        unread=len(filter_lines(lines, Filter("unread"))),
        reading=len(filter_lines(lines, Filter("reading"))),
        quotes=sum(line.bookmarks for line in lines),
        shows=tuple(sorted(shows.items(), key=lambda show: title_key(show[0]))),
        samples=sum(any(telling.sample for telling in line.tellings) for line in lines),
    )
