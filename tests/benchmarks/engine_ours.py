"""Our own library, asked as the window asks it.

Run as: engine_ours.py fill|build|ask|add TALKS COUNT FOLDER
"""

import itertools
import json
import resource
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import talks

from reader_app.core.library import Library
from reader_app.core.model import Anchor, Block, Span, Speaker, Transcript
from reader_app.core.paths import DataPaths
from reader_app.core.search_serving import collect_rarely
from reader_app.core.store import episodes, transcripts
from reader_app.core.store.database import Database

_TOGETHER = 200
"""Talks a transaction."""


def transcript_of(talk: talks.Talk) -> Transcript:
    """A talk as an importer would give it: one turn a cue, each with its time."""
    voices = talk.voices
    blocks, anchors = [Block("title", Span(0, len(talk.title)))], []
    at = len(talk.title) + 1
    for number, cue in enumerate(talk.cues):
        blocks.append(Block("speech", Span(at, at + len(cue.words)), voices.index(cue.voice), number))
        anchors.append(Anchor(at, cue.seconds, "stated"))
        at += len(cue.words) + 1
    return Transcript(talk.text, tuple(blocks), tuple(anchors), tuple(Speaker(name, name) for name in voices), form="captions")


def put(connection: sqlite3.Connection, number: int, talk: talks.Talk) -> None:
    """Store one talk as an import does, without looking for others that tell the same."""
    facts = episodes.EpisodeFacts(talk.title, "stated", talk.show, "en", talk.published, None, talk.cues[-1].seconds, "{}")
    episode = episodes.put_episode(connection, facts)
    source = transcripts.put_source(connection, b"talk %d" % number)
    row = transcripts.put_transcript(
        connection, episode, transcript_of(talk), source=source, path="", ordinal=0, version=1, facts="{}"
    )
    episodes.set_transcript(connection, episode, row)


def fill(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Put the talks into a library, whose index does not know them yet."""
    paths = DataPaths(folder)
    database = Database(paths.library, paths.backups)
    begun = time.perf_counter()
    told = enumerate(talks.read(source, 0, count))
    while some := list(itertools.islice(told, _TOGETHER)):
        with database.writing() as connection:
            for number, talk in some:
                put(connection, number, talk)
    seconds = time.perf_counter() - begun
    connection = database.reading()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    text = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'telling'").fetchone()[0]
    database.close()
    return {"seconds": seconds, "text_bytes": text}


def build(_source: Path, _count: int, folder: Path) -> dict[str, Any]:
    """Seconds, bytes and peak memory (of both processes together) of building the index from the library."""
    library = Library(folder)
    begun = time.perf_counter()
    library.prepare_search()
    seconds = time.perf_counter() - begun
    index = library.paths.index
    library.close()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return {"seconds": seconds, "bytes": size, "megabytes": sum(peaks) / 1024}


def query_of(query: dict[str, Any]) -> str:
    """The query in our language."""
    kind, words = query["class"], " ".join(query["words"])
    if kind.startswith("phrase"):
        return f'"{words}"'
    ends = {"beginning": "*", "misspelt": "~1"}.get(kind, "")
    conditions = {"voice": "speaker", "show": "show"}
    return " ".join([words + ends, *(f"{name}:{query[column]}" for column, name in conditions.items() if column in query)])


def ask(source: Path, _count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of every query's first run, its episodes, and what twenty hits cost.

    Asked as the window asks: the first page in a hurry, the number of episodes exact. Word forms are off, as the peers have none;
    `forms_ms` is the same query with them, `whole_ms` with every hit counted and every episode judged, `first_ms` as while it is
    typed. No answer is kept from run to run.
    """
    library = Library(folder)
    library.prepare_search()
    library.search("nothing", limit=0)
    collect_rarely()  # as the process that searches for the window does
    rows: list[dict[str, Any]] = []
    for query in talks.queries(source):
        words, typing = query_of(query), query["class"] == "typing"
        begun = time.perf_counter()
        answer = library.search(words, limit=0, exact=True, typing=typing, hurried=True)
        spent = time.perf_counter() - begun
        begun = time.perf_counter()
        page = library.search(words, limit=20, per_episode=1, exact=True, typing=typing, hurried=True)
        with_hits = time.perf_counter() - begun
        begun = time.perf_counter()
        library.search(words, limit=0, exact=True, typing=typing, hurried=True)
        again = time.perf_counter() - begun
        begun = time.perf_counter()
        library.search(words, limit=0, typing=typing, hurried=True)
        forms = time.perf_counter() - begun
        begun = time.perf_counter()
        library.search(words, limit=0, exact=True, typing=typing)
        whole = time.perf_counter() - begun
        begun = time.perf_counter()
        library.search(words, limit=0, exact=True, typing=True)
        first = time.perf_counter() - begun
        hits = (with_hits - again) * 1000 if len(page.hits) == 20 else None
        row = {"ms": spent * 1000, "episodes": answer.episodes, "snippets_ms": hits, "forms_ms": forms * 1000}
        row |= {"whole_ms": whole * 1000, "first_ms": first * 1000}
        if typing and query["words"][0][3:] and len(query["words"]) == 1:
            row["agreement"] = _agreement(library, words)
        rows.append(row)
    return {"queries": rows}


def add(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds from one more episode in the library until a search finds it."""
    library = Library(folder)
    library.prepare_search()
    library.search("nothing", limit=0)
    collect_rarely()
    database = Database(library.paths.library, library.paths.backups)
    added = []
    for number, talk in enumerate(talks.read(source, count - 6, count), count):
        with database.writing() as connection:
            put(connection, number, talk)
        begun = time.perf_counter()
        library.search(talk.title.split()[0], limit=1)
        added.append((time.perf_counter() - begun) * 1000)
    return {"add_ms": sorted(added)[len(added) // 2]}


def _agreement(library: Library, beginning: str) -> float | None:
    """How many of the 20 best episodes of a beginning are those that all its words give; None where there are not so many."""
    bounded = [episode for episode, _ in library.search(beginning, limit=0, exact=True, typing=True).counts[:20]]
    whole = [episode for episode, _ in library.search(f"{beginning}*", limit=0, exact=True).counts[:20]]
    return len({*bounded} & {*whole}) / len(whole) if len(whole) == 20 else None


if __name__ == "__main__":
    action, source, count, folder = sys.argv[1:]
    print(json.dumps({"fill": fill, "build": build, "ask": ask, "add": add}[action](Path(source), int(count), Path(folder))))
