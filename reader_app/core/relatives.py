"""Finds the episodes of a library that may tell the same recording as a new one, by traces instead of one by one."""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from reader_app.core.fingerprints import Fingerprint, coarser
from reader_app.core.store import episodes, traces
from reader_app.core.store.joinings import leads
from reader_app.core.twins import find_twins

_SPEECH, _QUOTES, _NOTES, _CHAPTERS, _TITLE, _ADDRESS = range(1, 7)
_GRAIN = 5
"""One shingle in 2**5 is a trace of the speech and of the quotes; of a long talk fewer."""
_MOST, _FEWEST = 400, 16
_NOTES_GRAIN = 2
_SIGNS = {_SPEECH: 2, _CHAPTERS: 2}
"""How many traces of a kind must be the same before an episode is looked at; one for the others."""
_SPOKEN = 0.03
"""Of the speech, at least this share too: a piece of a fifth that is said alike in a third of its words has twice as many."""
_LOOKED_AT = 60
"""So many of those that share most are looked at closely."""


def link_relatives(connection: sqlite3.Connection, fresh: list[tuple[str, int, Fingerprint]]) -> None:
    """Link new episodes (id, row of the telling, fingerprint) to those that tell the same recording, and keep their traces."""
    _trace_older(connection, {row for _, row, _ in fresh})
    for _, row, own in fresh:
        traces.put_traces(connection, row, _traces(own))
    lead = leads(connection)
    for episode, _, own in fresh:
        looked_at = candidates(connection, own)
        if looked_at is not None:  # what was joined is told by its own words too
            looked_at += [other for other, where in lead.items() if where in looked_at]
        written = episodes.fingerprints(connection, looked_at)
        others = {known: Fingerprint.from_json(json.loads(text)) for known, text in written.items() if known != episode}
        found = {lead.get(twin, twin) for twin in find_twins(own, others)} - {episode}
        if found:
            group = {episode}.union(*(episodes.linked_group(connection, twin) for twin in found))
            episodes.link(connection, [group])


def _trace_older(connection: sqlite3.Connection, fresh: set[int]) -> None:
    """Keep the traces of what was imported before there were any."""
    for row, written in traces.untraced(connection):
        if row not in fresh:
            traces.put_traces(connection, row, _traces(Fingerprint.from_json(json.loads(written))))
    traces.all_traced(connection)


def candidates(connection: sqlite3.Connection, own: Fingerprint) -> list[str] | None:
    """Episodes worth a closer look; None for all of them."""
    if own.crossover:
        return None  # such are few, and told by names that half a show may share
    kept = _traces(own)
    signs: Counter[str] = Counter()
    for kind, keys in kept.items():
        told_by = (_SPEECH, _QUOTES) if kind == _SPEECH else (_SPEECH,) if kind == _QUOTES else (kind,)
        for other in told_by:
            least = min(_SIGNS.get(other, 1), len(keys))
            if kind == other == _SPEECH:
                least = max(least, int(_SPOKEN * len(keys)))
            signs.update(
                {episode: count for episode, count in traces.carriers(connection, other, keys).items() if count >= least}
            )
    return [episode for episode, _ in signs.most_common(_LOOKED_AT)]


def _traces(item: Fingerprint) -> dict[int, set[int]]:
    """The traces of an episode by their kind."""
    found = {
        _SPEECH: _sampled(item.speech),
        _QUOTES: coarser(item.quotes, _GRAIN),
        _NOTES: coarser(item.notes, _NOTES_GRAIN),
        _CHAPTERS: {_key(part) for listed in item.chapters for _, title in listed for part in _parts(title)},
        _TITLE: {_key(part) for part in item.title},
        _ADDRESS: {_key(item.address)} if item.address else set(),
    }
    return {kind: keys for kind, keys in found.items() if keys}


def _sampled(speech: Iterable[int]) -> set[int]:
    """A part of the sample that is the same part of another's; of a short speech the lowest besides."""
    grain, lowest = _GRAIN, set(sorted(speech)[:_FEWEST])
    kept = coarser(speech, grain)
    while len(kept) > _MOST:
        grain += 1
        kept = coarser(kept, grain)
    return kept | lowest


def _parts(title: str) -> list[str]:
    """A title and each two neighbouring words of it: chapters of two tellings are rarely called just the same."""
    return [title, *(" ".join(pair) for pair in pairwise(title.split()))]


def _key(text: str) -> int:
    return zlib.crc32(text.encode())
