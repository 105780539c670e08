"""Keeps the names of a library at hand for completion, and reads them anew when it has changed."""

import sqlite3
from collections import Counter

from reader_app.core.findings import CompletionKind
from reader_app.core.search.completion import Counted, NameList
from reader_app.core.speakers import names_somebody
from reader_app.core.store import names, speakers
from reader_app.core.store.changes import newest_change
from reader_app.core.store.database import Database

_MOST = 30_000
"""Entities and titles of chapters that are offered, the commonest: more would take longer to read than a reader waits."""


class KnownNames:
    """The names that one library knows: of voices, shows, entities, tags, chapters, languages; each kind is read when needed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lists: dict[CompletionKind, tuple[object, NameList]] = {}

    def beginning(self, kind: CompletionKind, typed: str, most: int) -> list[tuple[str, int]]:
        """The commonest names of a kind in which a word begins with `typed`, or all, with how many episodes have them."""
        state = self._state(kind)
        held = self._lists.get(kind)
        if held is None or held[0] != state:
            held = self._lists[kind] = state, NameList(self._read(kind))
        return held[1].beginning(typed, most)

    def _state(self, kind: CompletionKind) -> object:
        """What changes whenever the names of a kind may have; for those of which there are many, only then."""
        connection = self._database.reading()
        return names.state_of_tellings(connection) if kind in ("entity", "chapter") else newest_change(connection)

    def _read(self, kind: CompletionKind) -> Counted:
        connection = self._database.reading()
        match kind:
            case "speaker":
                return self._speakers(connection)
            case "show":
                return names.shows(connection)
            case "entity":
                return names.entities(connection, _MOST)
            case "tag":
                return names.tags(connection)
            case "chapter":
                return names.chapters(connection, _MOST)
            case "language":
                return names.languages(connection)
            case _:
                return []

    def _speakers(self, connection: sqlite3.Connection) -> Counted:
        """The names of voices as they are shown, without labels that name nobody."""
        given, everywhere = speakers.all_names(connection), speakers.library_names(connection)
        shown = {(one, given.get((one, label)) or everywhere.get(label, label)) for one, label in speakers.voices(connection)}
        return Counter(name for _, name in shown if names_somebody(name)).items()
