"""Stretches of a text that hold one place of each thing that is asked for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import heapify, heapreplace
from itertools import islice
from operator import sub
from typing import NamedTuple

_NEAR = 30
"""Words stand together where they are at most about so many words apart: what a snippet can show."""

PHRASE, NEAR, APART = 0, 1, 2
"""How well the words of a query stand together: one after another as in the query, near each other, or only in one text."""


class Place(NamedTuple):
    """Positions `first` to `last` of a text, of which those `marked` met the query; `grade` says how well they stand together."""

    first: int
    last: int
    marked: tuple[int, ...]
    grade: int = PHRASE


class Standing(NamedTuple):
    """How many places of a text `together` gives, and the grade of the best."""

    places: int
    grade: int


def together(wanted: list[list[Place]]) -> list[Place]:
    """The shortest stretches that hold one place of each row: all that are near, or else the one closest."""
    if len(wanted) == 1:
        return wanted[0]
    windows = _windows(wanted)
    limit = _NEAR + 2 * sum(len(row[0].marked) for row in wanted)
    near = [window for window in windows if _length(window) <= limit]
    if not near:
        return [_merged(min(windows, key=_length), APART)]
    places = [_merged(window, PHRASE if _in_a_row(window) else NEAR) for window in near]
    return sorted(apart(places), key=in_order)


def _windows(rows: list[list[Place]]) -> list[tuple[Place, ...]]:
    """Every stretch with one place of each row that cannot be made shorter from its start; one sweep over all places."""
    at = [0] * len(rows)
    heap = [(row[0].first, number) for number, row in enumerate(rows)]
    heapify(heap)
    reach = max(row[0].last for row in rows)
    windows: list[tuple[Place, ...]] = []
    while True:
        _, number = heap[0]
        row = rows[number]
        following = at[number] + 1
        if following >= len(row) or row[following].last > reach:
            windows.append(tuple(rows[n][at[n]] for n in range(len(rows))))
        if following >= len(row):
            return windows
        at[number] = following
        reach = max(reach, row[following].last)
        heapreplace(heap, (row[following].first, number))


def places_of_words(rows: Sequence[Sequence[int]], most: int | None = None) -> list[Place]:
    """What `together` makes of single words, each with a row of positions; of one word only the first `most` places."""
    if len(rows) == 1:
        return [Place(at, at, (at,)) for at in rows[0][:most]]
    near = _nearby(rows, _NEAR + 2 * len(rows))
    found = together([[Place(at, at, (at,)) for at in row] for row in near]) if near is not None else []
    if not found or found[0].grade == APART:
        found = together([[Place(at, at, (at,)) for at in row] for row in rows])
    return found


def standing(rows: Sequence[Sequence[int]]) -> Standing:
    """What `together` makes of single words, each with a row of positions, without making the places; many times as fast."""
    if len(rows) == 2:
        return _pair_standing(rows[0], rows[1])
    near = _nearby(rows, _NEAR + 2 * len(rows))
    if near is None:
        return Standing(1, APART)
    places = together([[Place(at, at, (at,)) for at in row] for row in near])
    return Standing(len(places), min(place.grade for place in places))


def _nearby(rows: Sequence[Sequence[int]], limit: int) -> list[list[int]] | None:
    """Of each row what lies near a position of the shortest: no stretch up to `limit` needs more. None where one has nothing."""
    around: list[tuple[int, int]] = []
    for at in min(rows, key=len):
        if around and at - limit < around[-1][1]:
            around[-1] = (around[-1][0], at + limit)
        else:
            around.append((at - limit + 1, at + limit))
    kept = []
    for row in rows:
        near = [at for start, stop in around for at in row[bisect_left(row, start) : bisect_left(row, stop)]]
        if not near:
            return None
        kept.append(near)
    return kept


_PAIR_LIMIT = _NEAR + 4
_PAIR_REACH = 4 * (_PAIR_LIMIT - 1) + 1
"""The difference of two words that stand as far apart as they may, when four times the position says which word it is."""
_MANY_MORE = 6
"""How many times as long a row is of which only what lies near the other is looked at."""
_CLOSE = frozenset(range(1, _PAIR_REACH + 1, 2))
"""The differences of words that stand near each other; odd is the step from one word to the other."""
_SIDE_BY_SIDE = 4 + 1
_IN_A_ROW = re.compile(b"\1+")


def _pair_standing(one: Sequence[int], other: Sequence[int]) -> Standing:
    """The same for two words: a stretch lies between two neighbours in the row of all positions that are of different words."""
    if max(len(one), len(other)) > _MANY_MORE * min(len(one), len(other)):
        near = _nearby((one, other), _PAIR_LIMIT)
        if near is None:
            return Standing(1, APART)
        one, other = near
    row = [4 * at for at in one]
    row += [4 * at + 1 for at in other]
    row.sort()
    steps = list(map(sub, islice(row, 1, None), row))
    close = bytes(map(_CLOSE.__contains__, steps))
    if 1 not in close:
        return Standing(1, APART)
    places = 0
    for run in _IN_A_ROW.finditer(close):
        start, stop = run.span()
        places += 1 if stop - start < 3 else _apart_in_a_row(steps[start:stop])
    return Standing(places, PHRASE if _SIDE_BY_SIDE in steps else NEAR)


def _apart_in_a_row(steps: list[int]) -> int:
    """How many stretches `apart` leaves of those of which each begins where the one before ends."""
    ranks = list(map(_RANKS.__getitem__, steps))
    barred = bytearray(len(steps) + 2)
    kept = 0
    for n in sorted(range(len(steps)), key=ranks.__getitem__):
        if not barred[n + 1]:
            kept += 1
            barred[n] = barred[n + 2] = 1
    return kept


_RANKS = [(step != _SIDE_BY_SIDE) * _PAIR_REACH + (step + 1) // 4 for step in range(_PAIR_REACH + 1)]
"""By the step between two words: what sorts their stretches as `apart` does."""


def phrase_starts(rows: Iterable[Iterable[int]]) -> list[int]:
    """Where a phrase starts: each row has the positions of one of its words, less how many words after the start it stands.

    No row is asked for once no place is left, so that it is quickest when the rarest word comes first.
    """
    starts: set[int] = set()
    for number, row in enumerate(rows):
        starts = starts.intersection(row) if number else set(row)
        if not starts:
            break
    return sorted(starts)


def close_together(rows: Sequence[Sequence[int]], slop: int) -> list[Place]:
    """Where words, each with a row of positions, stand, in any order, with at most `slop` others between them."""
    limit = slop + len(rows)
    near = _nearby(rows, limit)
    if near is None:
        return []
    if len(set().union(*near)) < sum(map(len, near)):
        close = _shared_windows(near, limit)
    else:
        windows = _windows([[Place(at, at, (at,)) for at in row] for row in near])
        close = [_merged(window, PHRASE) for window in windows if _length(window) <= limit]
    return sorted(apart(close), key=in_order)


def _shared_windows(rows: Sequence[Sequence[int]], limit: int) -> list[Place]:
    """The shortest stretches up to `limit` that hold a position of its own for each of rows which share some.

    That is so where a word is asked for twice, or a beginning beside a word that begins so, or where a correction has put two
    words in one place.
    """
    seats, found = _Seats(rows), []
    order, begun = sorted(set().union(*rows)), 0
    for at in order:
        seats.add(at)
        place = None
        while seats.full or at - order[begun] >= limit:
            if seats.full and at - order[begun] < limit:
                place = Place(order[begun], at, seats.taken())
            seats.remove(order[begun])
            begun += 1
        if place is not None:
            found.append(place)
    return found


class _Seats:
    """Gives each of several rows of positions one of its own, of those in a stretch that slides on over all of them.

    As many rows as can have one: a position that comes or goes passes others on from row to row (augmenting paths in a bipartite
    graph, H. W. Kuhn 1955).
    """

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self._rows = rows
        self._rows_at: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            for at in row:
                self._rows_at.setdefault(at, []).append(number)
        self._seat: dict[int, int] = {}
        self._sitting: dict[int, int] = {}
        self._begun = self._end = self._inside = 0

    @property
    def full(self) -> bool:
        """Whether every row has a position."""
        return len(self._seat) == len(self._rows)

    def taken(self) -> tuple[int, ...]:
        """The positions that rows have, ascending."""
        return tuple(sorted(self._sitting))

    def add(self, at: int) -> None:
        """Let the stretch go on up to a position."""
        self._end, self._inside = at, self._inside + 1
        wanting, came = [] if self.full else [at], dict[int, int]()
        for position in wanting:
            for row in self._rows_at[position]:
                if row in came:
                    continue
                came[row] = position
                if row in self._seat:
                    wanting.append(self._seat[row])
                    continue
                seat: int | None = row
                while seat is not None:
                    moved, seat = seat, self._sitting.get(came[seat])
                    self._seat[moved], self._sitting[came[moved]] = came[moved], moved
                return

    def remove(self, at: int) -> None:
        """Let the stretch begin behind a position, its first."""
        self._begun, self._inside = at + 1, self._inside - 1
        row = self._sitting.pop(at, None)
        if row is None:
            return
        del self._seat[row]
        if self._inside == len(self._sitting):
            return  # no position is left that nobody has
        standing, came = [row], {row: row}
        for other in standing:
            positions = self._rows[other]
            for number in range(bisect_left(positions, self._begun), bisect_left(positions, self._end + 1)):
                free = positions[number]
                sitting = self._sitting.get(free)
                if sitting is None:
                    self._pass_on(free, other, came)
                    return
                if sitting not in came:
                    came[sitting] = other
                    standing.append(sitting)

    def _pass_on(self, free: int, row: int, came: dict[int, int]) -> None:
        """Give a free position to a row, the one it had to the row that asked for that, and so on."""
        left: int | None = free
        while left is not None:
            had = self._seat.get(row)
            self._seat[row], self._sitting[left] = left, row
            left, row = had, came[row]


def apart(places: list[Place]) -> list[Place]:
    """The best of `places` that do not overlap: a place once taken is not shown a second time within a longer one."""
    taken: list[tuple[int, int]] = []
    kept = []
    for place in sorted(places, key=lambda place: (place.grade, place.last - place.first, place.first)):
        at = bisect_left(taken, (place.first, place.last))
        clear_before = at == 0 or taken[at - 1][1] < place.first
        clear_after = at == len(taken) or taken[at][0] > place.last
        if clear_before and clear_after:
            taken.insert(at, (place.first, place.last))
            kept.append(place)
    return kept


def in_order(place: Place) -> tuple[int, int]:
    """What sorts places as they stand in the text."""
    return (place.first, place.last)


def _length(window: tuple[Place, ...]) -> int:
    return max(place.last for place in window) - min(place.first for place in window) + 1


def _in_a_row(window: tuple[Place, ...]) -> bool:
    return all(place.grade == PHRASE for place in window) and all(
        window[n].last + 1 == window[n + 1].first for n in range(len(window) - 1)
    )


def _merged(window: tuple[Place, ...], grade: int) -> Place:
    marked = tuple(sorted({at for place in window for at in place.marked}))
    worst = max(place.grade for place in window)
    return Place(min(p.first for p in window), max(p.last for p in window), marked, max(grade, worst))
