"""Stretches of a text that hold one place of each thing that is asked for."""

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heapify, heapreplace
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


def close_together(rows: list[Sequence[int]], slop: int) -> list[Place]:
    """Where words, each with a row of positions, stand, in any order, with at most `slop` others between them."""
    windows = _windows([[Place(at, at, (at,)) for at in row] for row in rows])
    # Two words cannot stand in one place, which a word asked for twice would else.
    near = [w for w in windows if _length(w) <= slop + len(rows) and len({place.first for place in w}) == len(rows)]
    return sorted(apart([_merged(window, PHRASE) for window in near]), key=in_order)


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
