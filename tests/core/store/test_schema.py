"""A library that an earlier version of the app wrote is brought to today's schema, and nothing in it is lost."""

import json
import math
import sqlite3
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from reader_app.core.library import Library
from reader_app.core.model import Anchor, Block, Span
from reader_app.core.paths import DataPaths
from reader_app.core.store import episodes, transcripts
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
            if isinstance(step, str):
                connection.executescript(step)
            else:
                step(connection)
    connection.execute(f"PRAGMA user_version = {version}")
    written = json.dumps(Fingerprint(title=("two lamps",)).to_json())
    facts = json.dumps({"title": "Two Lamps", "fingerprint": written})
    connection.execute(
        f"""
        INSERT INTO episode VALUES ('e', 'Two Lamps', 'stated', NULL, 'en', NULL, NULL, NULL, '{written}', 1, 0, 'then', 'then',
                                    NULL, NULL)
        """
    )
    connection.execute(
        "INSERT INTO transcript (id, episode_id, version, source_file_id, path, ordinal, form, words, turns, timed, truncated,"
        f" repaired, notes, added, facts{', text' * (version < 3)}) VALUES (1, 'e', 1, 1, '/lamps.txt', 0, 'plain-text', 5, 1,"
        f" 1, 0, 0, '[]', 'then', ?{', ?' * (version < 3)})",
        (facts, TEXT)[: 1 + (version < 3)],
    )
    if version < 3:
        column, first, second = ("", "", "") if version == 1 else (", until", ", NULL", ", 9.5")
        connection.execute(
            f"INSERT INTO anchor (transcript_id, offset, seconds, origin{column})"
            f" VALUES (1, 29, 4.25, 'interpolated'{second}), (1, 10, 0.5, 'stated'{first})"
        )
    else:  # as those versions packed them: columns of offsets, seconds, untils and origins
        anchors = zlib.compress(struct.pack("<2I4d2B", 10, 29, 0.5, 4.25, math.nan, 9.5, 0, 1), 1)
        connection.execute("INSERT INTO telling VALUES (1, ?, ?)", (TEXT, anchors))
    connection.executescript(
        f"""
        INSERT INTO meta VALUES ('library', 'an-old-one');
        INSERT INTO source_file VALUES (1, 'abc', 3, 'then', x'789c4b4a06000124008d');
        INSERT INTO seen_file (path, source_file_id, at) VALUES ('/lamps.txt', 1, 'then');
        INSERT INTO block VALUES (1, 0, 'title', 0, 9, NULL, NULL, NULL), (1, 1, 'speech', 10, {len(TEXT)}, NULL, 0, 'en');
        INSERT INTO bookmark VALUES ('b', 'e', 1, 29, 32, 'Oil', '', '', 'exact', 4.25, 'stated', NULL, NULL, 'why', 'yellow',
                                     'then', 'then', NULL);
        """
    )
    connection.commit()
    connection.close()


def assert_whole(data: Path, version: int) -> None:
    """Everything that `write_old_library` wrote can be read, and a copy was made of what it was."""
    library = Library(data)
    opened = library.open("e")
    assert opened.transcript.text == TEXT
    assert opened.transcript.blocks == (Block("title", Span(0, 9)), Block("speech", Span(10, len(TEXT)), turn=0, language="en"))
    last = Anchor(29, 4.25, "interpolated", None if version == 1 else 9.5)
    assert opened.transcript.anchors == (Anchor(10, 0.5), last)
    assert [(kept.text, kept.note, kept.span) for kept in opened.bookmarks] == [("Oil", "why", (29, 32))]
    assert library.check().library == ()
    assert library.search("burned").total == 1
    copy = next(path for path in map(Path, library.check().backups) if "before-version" in path.name)
    library.close()
    database = Database(library.paths.library, library.paths.backups)
    told = json.loads(transcripts.facts_of(database.reading(), 1))
    assert (told["title"], json.loads(told["fingerprint"])["title"]) == ("Two Lamps", ["two lamps"])
    database.close()
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    connection.close()


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_old_library_is_copied_migrated_and_whole(tmp_path: Path, version: int) -> None:
    data = tmp_path / "data"
    write_old_library(DataPaths(data).library, version)

    assert_whole(data, version)


def test_a_migration_that_is_killed_has_changed_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    paths = DataPaths(data)
    write_old_library(paths.library, 4)
    killed = (
        "import os, sys; from pathlib import Path; from reader_app.core.store import database, schema\n"
        "schema.pack_words = lambda words: os._exit(9)\n"
        "database.Database(Path(sys.argv[1]), Path(sys.argv[2]))"
    )

    assert subprocess.run([sys.executable, "-c", killed, paths.library, paths.backups], check=False).returncode == 9

    connection = sqlite3.connect(paths.library)
    assert connection.execute("PRAGMA user_version").fetchone() == (4,)
    assert connection.execute("SELECT text FROM telling").fetchone() == (TEXT,)
    connection.close()
    assert_whole(data, 4)


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
