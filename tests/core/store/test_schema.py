"""A library that an earlier version of the app wrote is brought to today's schema, and nothing in it is lost."""

import json
import sqlite3
from pathlib import Path

import pytest

from reader_app.core.library import Library
from reader_app.core.model import Anchor
from reader_app.core.paths import DataPaths
from reader_app.core.store import episodes
from reader_app.core.store.database import Database
from reader_app.core.store.schema import MIGRATIONS
from reader_app.core.twins import Fingerprint
from tests.own_words import DIGEST

TEXT = "Two Lamps\nWhat burned first? Oil did."


def write_old_library(path: Path, version: int) -> None:
    """A library of `version` with one episode, its times and a bookmark."""
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    for steps in MIGRATIONS[:version]:
        for step in steps:
            assert isinstance(step, str)
            connection.executescript(step)
    connection.execute(f"PRAGMA user_version = {version}")
    written = json.dumps(Fingerprint(title=("two lamps",)).to_json())
    column, first, second = ("", "", "") if version == 1 else (", until", ", NULL", ", 9.5")
    connection.executescript(
        f"""
        INSERT INTO meta VALUES ('library', 'an-old-one');
        INSERT INTO source_file VALUES (1, 'abc', 3, 'then', x'789c4b4a06000124008d');
        INSERT INTO seen_file VALUES ('/lamps.txt', 1, 'then');
        INSERT INTO episode VALUES ('e', 'Two Lamps', 'stated', NULL, 'en', NULL, NULL, NULL, '{written}', 1, 0, 'then', 'then',
                                    NULL, NULL);
        INSERT INTO transcript VALUES (1, 'e', 1, 1, '/lamps.txt', 0, 'plain-text', '{TEXT}', 5, 1, 1, 0, 0,
                                       '[]', 'then', '{{}}');
        INSERT INTO block VALUES (1, 0, 'title', 0, 9, NULL, NULL, NULL), (1, 1, 'speech', 10, {len(TEXT)}, NULL, 0, NULL);
        INSERT INTO anchor (transcript_id, offset, seconds, origin{column}) VALUES (1, 29, 4.25, 'interpolated'{second}),
                                                                                   (1, 10, 0.5, 'stated'{first});
        INSERT INTO bookmark VALUES ('b', 'e', 1, 29, 32, 'Oil', '', '', 'exact', 4.25, 'stated', NULL, NULL, 'why', 'yellow',
                                     'then', 'then', NULL);
        """
    )
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", [1, 2])
def test_an_old_library_is_copied_migrated_and_whole(tmp_path: Path, version: int) -> None:
    data = tmp_path / "data"
    write_old_library(DataPaths(data).library, version)

    library = Library(data)
    opened = library.open("e")

    assert opened.transcript.text == TEXT
    last = Anchor(29, 4.25, "interpolated", None if version == 1 else 9.5)
    assert opened.transcript.anchors == (Anchor(10, 0.5), last)
    assert [(kept.text, kept.note, kept.span) for kept in opened.bookmarks] == [("Oil", "why", (29, 32))]
    assert library.check().library == ()
    assert library.search("burned").total == 1
    [copy] = (path for path in map(Path, library.check().backups) if "before-version" in path.name)
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    connection.close()


def test_what_an_old_library_holds_is_found_as_a_twin(tmp_path: Path) -> None:
    (tmp_path / "bell.txt").write_text(DIGEST, encoding="utf-8")
    (tmp_path / "again.txt").write_text(DIGEST.replace("quiet that morning", "very quiet that morning"), encoding="utf-8")
    library = Library(tmp_path / "data")
    [first] = library.import_paths([tmp_path / "bell.txt"]).episodes
    database = Database(library.paths.library, library.paths.backups)
    with database.writing() as connection:
        connection.execute("DELETE FROM trace")
        connection.execute("DELETE FROM meta WHERE key = 'traced'")

    [second] = library.import_paths([tmp_path / "again.txt"]).episodes

    assert library.episode(second.id).same_episode_as == (first.id,)
    assert len(episodes.fingerprints(database.reading())) == 2
