"""The tables, as the row of scripts that lead from an empty file to today's. A script that has shipped is never edited.

Rows that people make (bookmark, tag, ..., saved_search) have a UUID, created, modified and a tombstone `removed` (UTC, ISO 8601),
so that two libraries can be merged one day and nothing vanishes at once. Offsets are code points of a telling's text,
times are seconds.
"""

import sqlite3
from collections.abc import Callable

from reader_app.core.model import Block, Span
from reader_app.core.store.packing import (
    pack_anchors,
    pack_blocks,
    pack_text,
    pack_words,
    unpack_anchors,
    unpack_words,
    without_fingerprint,
)

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE source_file (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, added TEXT NOT NULL,
    content BLOB NOT NULL  -- the bytes as they came, deflated
);
CREATE TABLE seen_file (  -- what lay at a path when it was last imported
    path TEXT PRIMARY KEY, source_file_id INTEGER NOT NULL REFERENCES source_file, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE show (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE episode (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, title_origin TEXT NOT NULL, show_id INTEGER REFERENCES show,
    language TEXT NOT NULL, published TEXT, url TEXT, duration REAL, fingerprint TEXT NOT NULL,
    transcript_id INTEGER REFERENCES transcript DEFERRABLE INITIALLY DEFERRED,
    sample INTEGER NOT NULL DEFAULT 0, added TEXT NOT NULL, modified TEXT NOT NULL, opened TEXT, removed TEXT
);
CREATE TABLE transcript (
    id INTEGER PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, version INTEGER NOT NULL,
    source_file_id INTEGER NOT NULL REFERENCES source_file, path TEXT NOT NULL, ordinal INTEGER NOT NULL,
    form TEXT NOT NULL, text TEXT NOT NULL, words INTEGER NOT NULL, turns INTEGER NOT NULL, timed INTEGER NOT NULL,
    truncated INTEGER NOT NULL, repaired INTEGER NOT NULL, notes TEXT NOT NULL, added TEXT NOT NULL,
    facts TEXT NOT NULL,  -- what this telling says of the episode (title, show, ...), in JSON
    UNIQUE (episode_id, version)
);
CREATE INDEX transcript_source ON transcript (source_file_id, ordinal);
CREATE INDEX transcript_path ON transcript (path);

CREATE TABLE block (
    transcript_id INTEGER NOT NULL REFERENCES transcript, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, speaker INTEGER, turn INTEGER, language TEXT,
    PRIMARY KEY (transcript_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE anchor (
    transcript_id INTEGER NOT NULL REFERENCES transcript, offset INTEGER NOT NULL, seconds REAL NOT NULL, origin TEXT NOT NULL,
    PRIMARY KEY (transcript_id, offset)
) WITHOUT ROWID;
CREATE TABLE chapter (
    transcript_id INTEGER NOT NULL REFERENCES transcript, ordinal INTEGER NOT NULL, title TEXT NOT NULL, start REAL,
    origin TEXT NOT NULL, offset INTEGER NOT NULL, placed INTEGER NOT NULL,
    PRIMARY KEY (transcript_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE entity (
    transcript_id INTEGER NOT NULL REFERENCES transcript, ordinal INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    source_kind TEXT, description TEXT NOT NULL, origin TEXT NOT NULL,
    PRIMARY KEY (transcript_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name, origin);
CREATE TABLE mention (
    transcript_id INTEGER NOT NULL REFERENCES transcript, entity INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (transcript_id, entity, start)
) WITHOUT ROWID;

CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, aliases TEXT NOT NULL DEFAULT '[]',
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE TABLE speaker (
    transcript_id INTEGER NOT NULL REFERENCES transcript, ordinal INTEGER NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (transcript_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE speaker_name (  -- who a label is in one episode; outlives re-imports
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, label TEXT NOT NULL, name TEXT NOT NULL,
    person_id TEXT REFERENCES person, created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE UNIQUE INDEX speaker_name_live ON speaker_name (episode_id, label) WHERE removed IS NULL;

CREATE TABLE bookmark (
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, transcript_id INTEGER NOT NULL REFERENCES transcript,
    start INTEGER, stop INTEGER, text TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, anchor TEXT NOT NULL,
    seconds REAL, time_origin TEXT, speaker TEXT, chapter TEXT, note TEXT NOT NULL, colour TEXT NOT NULL,
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE INDEX bookmark_episode ON bookmark (episode_id);
CREATE TABLE tag (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT);
CREATE TABLE bookmark_tag (
    id TEXT PRIMARY KEY, bookmark_id TEXT NOT NULL REFERENCES bookmark, tag_id TEXT NOT NULL REFERENCES tag,
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT, UNIQUE (bookmark_id, tag_id)
);
CREATE TABLE episode_tag (
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, tag_id TEXT NOT NULL REFERENCES tag,
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT, UNIQUE (episode_id, tag_id)
);
CREATE TABLE entity_merge (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, into_name TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE TABLE correction (  -- an overlay: the source's text stays
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, transcript_id INTEGER NOT NULL REFERENCES transcript,
    kind TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, original TEXT NOT NULL, replacement TEXT NOT NULL,
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE TABLE episode_link (  -- other: an episode that tells the same recording
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, other_id TEXT NOT NULL REFERENCES episode,
    origin TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT, UNIQUE (episode_id, other_id)
);
CREATE TABLE position (
    episode_id TEXT PRIMARY KEY REFERENCES episode, transcript_id INTEGER NOT NULL REFERENCES transcript,
    offset INTEGER NOT NULL, progress REAL NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE change (seq INTEGER PRIMARY KEY AUTOINCREMENT, episode_id TEXT NOT NULL, at TEXT NOT NULL);

-- Every write of something that can be found leaves a change row in the same transaction, whoever writes.
CREATE TRIGGER episode_added AFTER INSERT ON episode BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.id, new.modified);
END;
CREATE TRIGGER episode_changed AFTER UPDATE OF title, show_id, language, published, transcript_id, removed ON episode BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.id, new.modified);
END;
CREATE TRIGGER bookmark_added AFTER INSERT ON bookmark BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER bookmark_changed AFTER UPDATE ON bookmark BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER episode_tag_added AFTER INSERT ON episode_tag BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER episode_tag_changed AFTER UPDATE ON episode_tag BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER bookmark_tag_added AFTER INSERT ON bookmark_tag BEGIN
    INSERT INTO change (episode_id, at) SELECT episode_id, new.modified FROM bookmark WHERE id = new.bookmark_id;
END;
CREATE TRIGGER bookmark_tag_changed AFTER UPDATE ON bookmark_tag BEGIN
    INSERT INTO change (episode_id, at) SELECT episode_id, new.modified FROM bookmark WHERE id = new.bookmark_id;
END;
CREATE TRIGGER speaker_name_added AFTER INSERT ON speaker_name BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER speaker_name_changed AFTER UPDATE ON speaker_name BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER correction_added AFTER INSERT ON correction BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
CREATE TRIGGER correction_changed AFTER UPDATE ON correction BEGIN
    INSERT INTO change (episode_id, at) VALUES (new.episode_id, new.modified);
END;
"""

_ENDS_OF_CUES = """
ALTER TABLE anchor ADD COLUMN until REAL;
"""

_TELLING = """
CREATE TABLE telling (  -- what a transcript says and when, apart from its row so that a list of episodes need not pass over it
    transcript_id INTEGER PRIMARY KEY REFERENCES transcript, text TEXT NOT NULL,
    anchors BLOB NOT NULL  -- packed: ten thousand words with times are one value instead of ten thousand rows
);
"""

_TRACES = """
DROP TABLE anchor;
ALTER TABLE transcript DROP COLUMN text;
CREATE TABLE trace (  -- by what the tellings of one recording find each other; derived from the fingerprints
    kind INTEGER NOT NULL, key INTEGER NOT NULL, transcript_id INTEGER NOT NULL REFERENCES transcript,
    PRIMARY KEY (kind, key, transcript_id)
) WITHOUT ROWID;
ALTER TABLE seen_file ADD COLUMN size INTEGER;
ALTER TABLE seen_file ADD COLUMN modified INTEGER;
"""
"""seen_file: bytes, and nanoseconds since 1970, of the file itself; where both are the same it need not be read again."""

_CORRECTED_AND_JOINED = """
-- start, stop and original are those of the source's own text; prefix and suffix the words around it there, by which a correction
-- is found again in another telling; anchor says whether it was: exact, moved, lost.
ALTER TABLE correction ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE correction ADD COLUMN suffix TEXT NOT NULL DEFAULT '';
ALTER TABLE correction ADD COLUMN anchor TEXT NOT NULL DEFAULT 'exact';
CREATE INDEX correction_episode ON correction (episode_id);

ALTER TABLE transcript ADD COLUMN removed TEXT;  -- thrown away by the reader: a version that is not read any more
ALTER TABLE transcript ADD COLUMN made TEXT NOT NULL DEFAULT '';  -- 'joined': the words of its file with the times of another

CREATE TABLE joining (  -- episode other_id tells the recording of episode_id, whose telling it became; its id still leads there
    id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode, other_id TEXT NOT NULL REFERENCES episode,
    moved TEXT NOT NULL,  -- what went over, in JSON, to take it back by
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
CREATE UNIQUE INDEX joining_live ON joining (other_id) WHERE removed IS NULL;
"""

_PACKED = """
CREATE TABLE packed (  -- what a transcript says and when: half of the disk, and where a hit stands is read without the rest
    transcript_id INTEGER PRIMARY KEY REFERENCES transcript,
    anchors BLOB NOT NULL, text BLOB NOT NULL, blocks BLOB NOT NULL,
    facts BLOB NOT NULL  -- what this telling says of the episode (title, show, ...), in JSON
);
"""

_IN_PIECES = """
DROP TABLE telling;
DROP TABLE block;
ALTER TABLE packed RENAME TO telling;
ALTER TABLE transcript DROP COLUMN facts;
"""

_SAVED_SEARCHES = """
CREATE TABLE saved_search (
    id TEXT PRIMARY KEY, query TEXT NOT NULL, name TEXT NOT NULL,
    seen TEXT, looked TEXT,  -- hits by episode, in JSON, when the reader looked at them last (or when first counted), and when
    new INTEGER, counted INTEGER NOT NULL DEFAULT -1,  -- hits that have come since, as of this row of change
    created TEXT NOT NULL, modified TEXT NOT NULL, removed TEXT
);
"""

_FINGERPRINTS_ONCE = """
-- Where facts say null for the fingerprint, it is the one here, or else that of the episode, as of most tellings. Whatever makes
-- that another one leaves the old one here.
ALTER TABLE telling ADD COLUMN fingerprint TEXT;
CREATE TRIGGER fingerprint_kept BEFORE UPDATE OF fingerprint ON episode WHEN new.fingerprint != old.fingerprint BEGIN
    UPDATE telling SET fingerprint = old.fingerprint
    WHERE fingerprint IS NULL AND transcript_id IN (SELECT id FROM transcript WHERE episode_id = old.id);
END;
CREATE TRIGGER fingerprint_taken_along BEFORE UPDATE OF episode_id ON transcript WHEN new.episode_id != old.episode_id BEGIN
    UPDATE telling SET fingerprint = (SELECT fingerprint FROM episode WHERE id = old.episode_id)
    WHERE fingerprint IS NULL AND transcript_id = old.id;
END;
"""


def _pack_tellings(connection: sqlite3.Connection) -> None:
    for (row,) in connection.execute("SELECT id FROM transcript").fetchall():
        anchors = connection.execute(
            "SELECT offset, seconds, origin, until FROM anchor WHERE transcript_id = ? ORDER BY offset", (row,)
        ).fetchall()
        connection.execute("INSERT INTO telling SELECT id, text, ? FROM transcript WHERE id = ?", (pack_anchors(anchors), row))


def _pack_texts(connection: sqlite3.Connection) -> None:
    for (row,) in connection.execute("SELECT transcript_id FROM telling").fetchall():
        text, anchors, facts = connection.execute(
            "SELECT text, anchors, facts FROM telling JOIN transcript ON id = transcript_id WHERE id = ?", (row,)
        ).fetchone()
        blocks = connection.execute(
            "SELECT kind, start, stop, speaker, turn, language FROM block WHERE transcript_id = ? ORDER BY ordinal", (row,)
        )
        packed = pack_blocks(Block(kind, Span(start, stop), *rest) for kind, start, stop, *rest in blocks)
        values = (row, pack_anchors(unpack_anchors(anchors)), pack_text(text), packed, pack_words(facts))
        connection.execute("INSERT INTO packed VALUES (?, ?, ?, ?, ?)", values)


def _leave_fingerprints_to_episodes(connection: sqlite3.Connection) -> None:
    for (row,) in connection.execute("SELECT transcript_id FROM telling").fetchall():
        packed, fingerprint = connection.execute(
            "SELECT g.facts, e.fingerprint FROM telling g JOIN transcript t ON t.id = g.transcript_id"
            " JOIN episode e ON e.id = t.episode_id WHERE g.transcript_id = ?",
            (row,),
        ).fetchone()
        facts = unpack_words(packed)
        shorter = without_fingerprint(facts, fingerprint)
        if shorter != facts:
            connection.execute("UPDATE telling SET facts = ? WHERE transcript_id = ?", (pack_words(shorter), row))


MIGRATIONS: tuple[tuple[str | Callable[[sqlite3.Connection], None], ...], ...] = (
    (_FIRST,),
    (_ENDS_OF_CUES,),
    (_TELLING, _pack_tellings, _TRACES),
    (_CORRECTED_AND_JOINED,),
    (_PACKED, _pack_texts, _IN_PIECES),
    (_SAVED_SEARCHES,),
    (_leave_fingerprints_to_episodes, _FINGERPRINTS_ONCE),
)
"""The steps of entry n lead from version n to n + 1; SQLite's user_version says which has run."""
