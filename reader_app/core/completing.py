"""Keeps the names of a library at hand for completion, and reads them anew when it has changed."""

import time
from collections import Counter

from reader_app.core.findings import CompletionKind
from reader_app.core.search.completion import Counted, Names
from reader_app.core.speakers import names_somebody
from reader_app.core.store import names, speakers
from reader_app.core.store.changes import newest_change
from reader_app.core.store.database import Database

_MOST = 50_000
"""Entities and titles of chapters that are offered, the commonest: a library of any size is read in a second."""
_SHARE = 0.05
"""How much of the time may be spent on reading names while the library keeps changing, as in a long import."""


class KnownNames:
    """The names that one library knows: its voices, shows, entities, tags, chapters and languages."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: Names | None = None
        self._read_at = -1
        self._rest_until = 0.0

    def names(self) -> Names:
        """The names as the library has them now, or had them a moment ago while it is changing."""
        newest = newest_change(self._database.reading())
        begun = time.monotonic()
        if self._names is None or (newest != self._read_at and begun >= self._rest_until):
            self._names, self._read_at = Names(self._read()), newest
            self._rest_until = begun + (time.monotonic() - begun) / _SHARE
        return self._names

    def _read(self) -> dict[CompletionKind, Counted]:
        connection = self._database.reading()
        return {
            "speaker": self._speakers(),
            "show": names.shows(connection),
            "entity": names.entities(connection, _MOST),
            "tag": names.tags(connection),
            "chapter": names.chapters(connection, _MOST),
            "language": names.languages(connection),
        }

    def _speakers(self) -> Counted:
        """The names of voices as they are shown, without labels that name nobody."""
        connection = self._database.reading()
        given, everywhere = speakers.all_names(connection), speakers.library_names(connection)
        shown = {(one, given.get((one, label)) or everywhere.get(label, label)) for one, label in speakers.voices(connection)}
        return Counter(name for _, name in shown if names_somebody(name)).items()
