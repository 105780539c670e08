"""Writes and reads the tellings of an episode (text, blocks, anchors, voices, chapters, entities) and their files' bytes."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reader_app.core.corrected import corrected
from reader_app.core.model import Chapter, Correction, Entity, Span, Speaker, Transcript
from reader_app.core.store.corrections import read_corrections
from reader_app.core.store.database import now
from reader_app.core.store.known_names import put_entities
from reader_app.core.store.packing import (
    PackedAnchors,
    PackedText,
    Readable,
    pack_anchors,
    pack_blocks,
    pack_text,
    pack_words,
    unpack_anchors,
    unpack_blocks,
    unpack_text,
    unpack_words,
    with_fingerprint,
    without_fingerprint,
)
from reader_app.core.store.speakers import library_names, names_of

_EFFORT = 2
"""Of deflating a source: a third of the time of the usual 6, for a tenth more of the disk."""


def hash_of(content: bytes) -> str:
    """What a file is recognised by."""
    return hashlib.sha256(content).hexdigest()


def put_source(connection: sqlite3.Connection, content: bytes) -> int:
    """The row of these bytes, stored once however often they come."""
    known = source_of(connection, content)
    if known is not None:
        return known
    values = (hash_of(content), len(content), now(), zlib.compress(content, _EFFORT))
    return int(
        connection.execute("INSERT INTO source_file (sha256, size, added, content) VALUES (?, ?, ?, ?)", values).lastrowid or 0
    )


def source_of(connection: sqlite3.Connection, content: bytes) -> int | None:
    """The row of these bytes; None for bytes that are new."""
    row = connection.execute("SELECT id FROM source_file WHERE sha256 = ?", (hash_of(content),)).fetchone()
    return int(row[0]) if row is not None else None


def source_bytes(connection: sqlite3.Connection, transcript_id: int) -> bytes:
    """The file that a telling came from, as it came."""
    row = connection.execute(
        "SELECT content FROM source_file s JOIN transcript t ON t.source_file_id = s.id WHERE t.id = ?", (transcript_id,)
    ).fetchone()
    return zlib.decompress(row[0])


def put_transcript(
    connection: sqlite3.Connection,
    episode_id: str,
    transcript: Transcript,
    *,
    source: int,
    path: str,
    ordinal: int,
    version: int,
    facts: str = "{}",
) -> int:
    """Store a telling; gives its row id. Words are those of all that a reader can read but the title and the chapter lists."""
    told = [block for block in transcript.blocks if block.kind not in ("title", "contents")]
    words = sum(len(transcript.text[block.span.start : block.span.stop].split()) for block in told)
    turns = len({block.turn for block in transcript.blocks if block.turn is not None})
    cursor = connection.execute(
        "INSERT INTO transcript (episode_id, version, source_file_id, path, ordinal, form, words, turns, timed,"
        " truncated, repaired, notes, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(episode_id, version, source, path, ordinal, transcript.form, words, turns, transcript.timed),
            *(transcript.truncated, transcript.repaired, json.dumps(transcript.notes, ensure_ascii=False), now()),
        ),
    )
    row = int(cursor.lastrowid or 0)
    (fingerprint,) = connection.execute("SELECT fingerprint FROM episode WHERE id = ?", (episode_id,)).fetchone()
    _put_telling(connection, row, transcript, without_fingerprint(facts, fingerprint))
    return row


def facts_of(connection: sqlite3.Connection, transcript_id: int) -> str:
    """What a telling says of its episode, as it was given to `put_transcript`."""
    facts, fingerprint = connection.execute(
        "SELECT facts, coalesce(g.fingerprint, e.fingerprint) FROM telling g JOIN transcript t ON t.id = g.transcript_id"
        " JOIN episode e ON e.id = t.episode_id WHERE g.transcript_id = ?",
        (transcript_id,),
    ).fetchone()
    return with_fingerprint(unpack_words(facts), fingerprint)


def _put_telling(connection: sqlite3.Connection, row: int, transcript: Transcript, facts: str) -> None:
    packed = (pack_anchors(transcript.anchors), pack_text(transcript.text), pack_blocks(transcript.blocks), pack_words(facts))
    connection.execute("INSERT INTO telling (transcript_id, anchors, text, blocks, facts) VALUES (?, ?, ?, ?, ?)", (row, *packed))
    connection.executemany("INSERT INTO speaker VALUES (?, ?, ?)", ((row, n, s.label) for n, s in enumerate(transcript.speakers)))
    connection.executemany(
        "INSERT INTO chapter VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((row, n, c.title, c.start, c.origin, c.offset, c.placed) for n, c in enumerate(transcript.chapters)),
    )
    put_entities(connection, row, transcript.entities)


def read_transcript(connection: sqlite3.Connection, transcript_id: int, *, as_told: bool = False) -> Transcript:
    """A telling as it is read: what the reader put right is laid over it, and its voices have the names of today.

    `as_told`: as the source tells it, without corrections.
    """
    which = (transcript_id,)
    episode_id, form, text, blocks, anchors, truncated, repaired, notes = connection.execute(
        "SELECT episode_id, form, text, blocks, anchors, truncated, repaired, notes FROM transcript t"
        " JOIN telling ON transcript_id = t.id WHERE t.id = ?",
        which,
    ).fetchone()
    names = voice_names(connection, episode_id)
    told = Transcript(
        unpack_text(text),
        unpack_blocks(blocks),
        unpack_anchors(anchors),
        _speakers(connection, transcript_id, names),
        tuple(chapters_of(connection, which).get(transcript_id, ())),
        _entities(connection, transcript_id),
        form,
        bool(truncated),
        bool(repaired),
        tuple(json.loads(notes)),
    )
    return told if as_told else corrected(told, read_corrections(connection, episode_id, transcript_id), names)[0]


def read_as_told(connection: sqlite3.Connection, transcript_id: int) -> tuple[Transcript, tuple[Correction, ...]]:
    """A telling as the source tells it, and the corrections that hold in it, in its own text."""
    (episode,) = connection.execute("SELECT episode_id FROM transcript WHERE id = ?", (transcript_id,)).fetchone()
    return read_transcript(connection, transcript_id, as_told=True), read_corrections(connection, episode, transcript_id)


def text_of(connection: sqlite3.Connection, transcript_id: int) -> str:
    """The text of a telling, as the source tells it."""
    row = connection.execute("SELECT text FROM telling WHERE transcript_id = ?", (transcript_id,)).fetchone()
    return unpack_text(row[0])


@dataclass(frozen=True, slots=True)
class PackedTelling:
    """The telling of an episode that is read, of which stretches can be read.

    `as_told`: whether it is read just as its source tells it, and nothing of the episode was changed since that was asked about.
    """

    row: int
    text: PackedText
    anchors: PackedAnchors
    as_told: bool


def packed_tellings(connection: sqlite3.Connection, episode_ids: Sequence[str], since: int) -> dict[str, PackedTelling]:
    """The tellings that are read of those of the episodes that have one; `since` is the number of a change of the library."""
    wanted = (json.dumps(list(episode_ids)),)
    tellings = connection.execute(
        "SELECT e.id, t.transcript_id, t.anchors FROM episode e JOIN telling t ON t.transcript_id = e.transcript_id"
        " WHERE e.id IN (SELECT value FROM json_each(?))",
        wanted,
    ).fetchall()
    # Asked after the texts were read: what is written in between counts as changed, though it was not read yet.
    otherwise = {row for (row,) in connection.execute("SELECT episode_id FROM change WHERE seq > ?", (since,))}
    otherwise |= {
        row
        for (row,) in connection.execute(
            "SELECT transcript_id FROM correction WHERE removed IS NULL AND episode_id IN (SELECT value FROM json_each(?))",
            wanted,
        )
    }
    return {
        episode: PackedTelling(
            row,
            PackedText(partial(_text_in, connection, row)),
            PackedAnchors(anchors),
            otherwise.isdisjoint((row, episode)),
        )
        for episode, row, anchors in tellings
    }


def _text_in(connection: sqlite3.Connection, row: int) -> AbstractContextManager[Readable]:
    """The packed text of a telling where it lies; one without words for a telling that was deleted a moment ago."""
    try:
        return connection.blobopen("telling", "text", row, readonly=True)
    except sqlite3.OperationalError as error:
        if "no such rowid" not in str(error):
            raise
        return BytesIO(pack_text(""))


def chapters_of(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, list[Chapter]]:
    """The chapters of tellings, in the order of their source."""
    found: dict[int, list[Chapter]] = {}
    for row, title, start, origin, offset, placed in connection.execute(
        "SELECT transcript_id, title, start, origin, offset, placed FROM chapter"
        " WHERE transcript_id IN (SELECT value FROM json_each(?)) ORDER BY transcript_id, ordinal",
        (json.dumps(list(rows)),),
    ):
        found.setdefault(row, []).append(Chapter(title, start, origin, offset, bool(placed)))
    return found


def language_of(connection: sqlite3.Connection, episode_id: str) -> str:
    """The language of an episode's text (BCP 47)."""
    return str(connection.execute("SELECT language FROM episode WHERE id = ?", (episode_id,)).fetchone()[0])


def voice_names(connection: sqlite3.Connection, episode_id: str) -> dict[str, str]:
    """The names that are shown for labels of voices in an episode."""
    return library_names(connection) | names_of(connection, episode_id)


def _speakers(connection: sqlite3.Connection, transcript_id: int, names: dict[str, str]) -> tuple[Speaker, ...]:
    labels = connection.execute("SELECT label FROM speaker WHERE transcript_id = ? ORDER BY ordinal", (transcript_id,))
    return tuple(Speaker(label, names.get(label, label)) for (label,) in labels)


def _entities(connection: sqlite3.Connection, transcript_id: int) -> tuple[Entity, ...]:
    mentions: dict[int, list[Span]] = {}
    for entity, start, stop in connection.execute(
        "SELECT entity, start, stop FROM mention WHERE transcript_id = ? ORDER BY entity, start", (transcript_id,)
    ):
        mentions.setdefault(entity, []).append(Span(start, stop))
    rows = connection.execute(
        "SELECT ordinal, name, kind, source_kind, description, origin FROM entity WHERE transcript_id = ? ORDER BY ordinal",
        (transcript_id,),
    )
    return tuple(
        Entity(name, kind, source_kind, description, origin, tuple(mentions.get(ordinal, ())))
        for ordinal, name, kind, source_kind, description, origin in rows
    )


def known_entities(connection: sqlite3.Connection) -> dict[str, str]:
    """Names that some episode states, with the kind that it states most recently."""
    rows = connection.execute(
        "SELECT n.name, n.kind FROM entity n JOIN episode e ON e.transcript_id = n.transcript_id"
        " WHERE n.origin = 'stated' AND e.removed IS NULL ORDER BY n.transcript_id"
    )
    return dict(rows.fetchall())
