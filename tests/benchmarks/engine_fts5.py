"""SQLite FTS5 with one row an episode, as the peer that search is measured against.

Run as: engine_fts5.py build|ask|add|first TALKS COUNT FOLDER
"""

import json
import resource
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import talks

_TOKENS = "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\""
_BEST = "SELECT episode FROM talk WHERE talk MATCH ? ORDER BY rank LIMIT 20"
_COUNT = "SELECT count(*) FROM talk WHERE talk MATCH ?"
_SNIPPETS = "SELECT episode, snippet(talk, 2, '<b>', '</b>', '…', 24) FROM talk WHERE talk MATCH ? ORDER BY rank LIMIT 20"


def connect(folder: Path) -> sqlite3.Connection:
    """The database in `folder`."""
    database = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    return database


def add(database: sqlite3.Connection, number: int, talk: talks.Talk) -> None:
    """One talk as one row."""
    database.execute("INSERT INTO talk VALUES (?, ?, ?, ?)", (talk.show, " ".join(talk.voices), talk.text, number))


def build(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Seconds, bytes and peak memory of building the index; reading the files is not counted."""
    database = connect(folder)
    database.execute(f"CREATE VIRTUAL TABLE talk USING fts5(show, voice, text, episode UNINDEXED, {_TOKENS})")
    spent = 0.0
    database.execute("BEGIN")
    for number, talk in enumerate(talks.read(source, 0, count)):
        begun = time.perf_counter()
        add(database, number, talk)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spent += time.perf_counter() - begun
    database.close()
    size = sum(path.stat().st_size for path in folder.glob("fts5.sqlite3*"))
    return {"seconds": spent, "bytes": size, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def match_of(query: dict[str, Any]) -> str | None:
    """The query in FTS5's language; None for what it cannot ask."""
    quoted = [f'"{word}"' for word in query["words"]]
    match query["class"]:
        case "phrase of two" | "phrase of three":
            return f'text:"{" ".join(query["words"])}"'
        case "beginning":
            return f"text:{quoted[0]} *"
        case "misspelt":
            return None
        case "typing":
            return " AND ".join([f"text:{word}" for word in quoted[:-1]] + [f"text:{quoted[-1]} *"])
    conditions = [f"text:{word}" for word in quoted]
    conditions += [f'{column}:"{query[column]}"' for column in ("voice", "show") if column in query]
    return " AND ".join(conditions)


def ask(source: Path, _count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of every query's first run, its episodes, and what twenty snippets cost."""
    database = connect(folder)
    database.execute(_BEST, ('text:"nothing"',)).fetchall()
    rows: list[dict[str, Any]] = []
    for query in talks.queries(source):
        words = match_of(query)
        if words is None:
            rows.append({"ms": None})
            continue
        begun = time.perf_counter()
        best = database.execute(_BEST, (words,)).fetchall()
        spent = time.perf_counter() - begun
        begun = time.perf_counter()
        database.execute(_SNIPPETS, (words,)).fetchall()
        with_snippets = time.perf_counter() - begun
        begun = time.perf_counter()
        database.execute(_BEST, (words,)).fetchall()
        again = time.perf_counter() - begun
        episodes = database.execute(_COUNT, (words,)).fetchone()[0]
        snippets = (with_snippets - again) * 1000 if len(best) == 20 else None
        rows.append({"ms": spent * 1000, "episodes": episodes, "snippets_ms": snippets})
    return {"queries": rows}


def add_one(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds from one more episode until a search finds it."""
    database = connect(folder)
    added = []
    for number, talk in enumerate(talks.read(source, count - 6, count), count):
        begun = time.perf_counter()
        add(database, number, talk)
        database.execute(_BEST, (f'text:"{talk.title.split()[0]}"',)).fetchall()
        added.append((time.perf_counter() - begun) * 1000)
    return {"add_ms": sorted(added)[len(added) // 2]}


def first(_source: Path, _count: int, folder: Path, word: str) -> dict[str, Any]:
    """One answer, for a process that is measured from without."""
    return {"hits": connect(folder).execute(_SNIPPETS, (f'text:"{word}"',)).fetchall()}


if __name__ == "__main__":
    action, source, count, folder, *more = sys.argv[1:]
    doing: Any = {"build": build, "ask": ask, "add": add_one, "first": first}[action]
    print(json.dumps(doing(Path(source), int(count), Path(folder), *more)))
