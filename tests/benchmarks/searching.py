"""How search stands beside SQLite FTS5 and tantivy: the same made-up library, the same queries, one run, told as ratios.

E is FTS5 with a row an episode, T is tantivy with a document an episode. Each query is timed at its first run, with no answer
kept; the engines take turns, and a query's time is the median of its rounds. FTS5 is not charged for counting its episodes.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import talks

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ROUNDS = 3
STARTS = 7
EXACT = ("common word", "word", "rare word", "two words", "two common words", "phrase of three", "phrase of two")
"""Classes in which every engine must find the same number of episodes."""


class Row(NamedTuple):
    """A line of the table. `unit` is what the peer's figure is (E or T); the ratio is ours divided by it."""

    what: str
    ours: float
    peer: float | None
    unit: str
    must: float
    aim: float

    @property
    def ratio(self) -> float | None:
        """How many times the peer's figure ours is; None where there is no peer."""
        return self.ours / self.peer if self.peer else None

    @property
    def met(self) -> bool:
        """Whether it is what it must be; what has no peer is not held against us."""
        return self.ratio is None or self.ratio <= self.must


def tantivy_python() -> str | None:
    """A Python that has tantivy: this one, or one made for it as locks/bench.txt says; None where it does not install."""
    if importlib.util.find_spec("tantivy") is not None:
        return sys.executable
    environment = ROOT / ".venv-bench"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(environment)
        (environment / ".gitignore").write_text("*\n", encoding="utf-8")
    lock = str(ROOT / "locks" / "bench.txt")
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--require-hashes", "-r", lock]
    done = subprocess.run(pip, capture_output=True, check=False)
    return str(python) if done.returncode == 0 else None


def measure(count: int) -> dict[str, Any]:
    """All figures for a library of `count` talks, and the rows of the table."""
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch, "talks"), Path(scratch, "work")
        folder.mkdir()
        # In a process of its own: what a process once took of memory is told of every other that it starts.
        subprocess.run([sys.executable, str(HERE / "talks.py"), str(source), str(count)], check=True)
        engines = {"fts5": sys.executable, "ours": sys.executable}
        tantivy = tantivy_python()
        if tantivy is not None:
            engines["tantivy"] = tantivy

        def run(engine: str, action: str) -> dict[str, Any]:
            where = folder / "library" if engine == "ours" else folder
            command = [engines[engine], str(HERE / f"engine_{engine}.py"), action, str(source), str(count), str(where)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
            told: dict[str, Any] = json.loads(done.stdout)
            return told

        filled = run("ours", "fill")
        built = {engine: run(engine, "build") for engine in engines}
        rounds = [{engine: run(engine, "ask") for engine in engines} for _ in range(ROUNDS)]
        starts = _starts(source, folder)
        added = {engine: run(engine, "add")["add_ms"] for engine in engines}
        asked = talks.queries(source)
    answers = {engine: _medians([told[engine]["queries"] for told in rounds]) for engine in engines}
    rows = _rows(count, asked, answers, built, filled, added, starts)
    different = _different(asked, answers)
    return {
        "episodes": count,
        "rows": [{**row._asdict(), "ratio": row.ratio, "met": row.met} for row in rows],
        "classes": _classes(asked, answers),
        "with_every_hit_counted_ms": [percentile(_spent(asked, answers["ours"]), share) for share in (0.5, 0.95)],
        "different_counts": different,
        "agreement_of_bounded_beginnings": _agreement(asked, answers["ours"]),
        "store_seconds": filled["seconds"],
        "built": built,
        "met": all(row.met for row in rows) and not different,
    }


def _medians(rounds: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The queries of several rounds as one: the median of each of their times."""
    merged = []
    for told in zip(*rounds, strict=True):
        row = dict(told[0])
        for name in row:
            values = [one[name] for one in told if one.get(name) is not None]
            row[name] = statistics.median(values) if values else None
        merged.append(row)
    return merged


def _starts(source: Path, folder: Path) -> dict[str, float]:
    """Milliseconds of a whole process until it has told its first hits: the median of starts taken in turn."""
    word = talks.queries(source)[25]["words"][0]
    fts5 = [sys.executable, str(HERE / "engine_fts5.py"), "first", str(source), "0", str(folder), word]
    ours = [sys.executable, "-m", "reader_app", "--data-dir", str(folder / "library"), "search", word, "--json"]
    times: dict[str, list[float]] = {"fts5": [], "ours": []}
    for _ in range(STARTS):
        for engine, command in (("fts5", fts5), ("ours", ours)):
            begun = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
            times[engine].append((time.perf_counter() - begun) * 1000)
    return {engine: statistics.median(spent) for engine, spent in times.items()}


Chosen = Callable[[dict[str, Any]], bool]


def _rows(
    count: int,
    asked: list[dict[str, Any]],
    answers: dict[str, list[dict[str, Any]]],
    built: dict[str, dict[str, Any]],
    filled: dict[str, Any],
    added: dict[str, float],
    starts: dict[str, float],
) -> list[Row]:
    few = count < 3000

    def times(engine: str, chosen: Chosen, name: str = "ms") -> list[float]:
        """Of the queries that both FTS5 and the engine can answer."""
        told = zip(asked, answers["fts5"], answers.get(engine, answers["fts5"]), strict=True)
        return [row[name] for query, e, row in told if chosen(query) and e["ms"] is not None and row[name] is not None]

    def typing(query: dict[str, Any]) -> bool:
        return bool(query["class"] == "typing")

    def phrases(query: dict[str, Any]) -> bool:
        return str(query["class"]).startswith("phrase")

    def every(_query: dict[str, Any]) -> bool:
        return True

    def pair(what: str, chosen: Chosen, share: float, must: float, aim: float, peer: str = "fts5", name: str = "ms") -> Row:
        theirs = percentile(times(peer, chosen), share) if peer in answers else None
        return Row(what, percentile(times("ours", chosen, name), share), theirs, "E" if peer == "fts5" else "T", must, aim)

    ours, e, mega = built["ours"], built["fts5"], 1e6
    keys = "every keystroke of typing, p95, ms"
    return [
        pair("all queries, p50, ms", every, 0.5, 0.7, 0.4),
        pair("all queries, p95, ms", every, 0.95, 1 if few else 0.25, 0.4 if few else 0.1),
        pair(keys, typing, 0.95, 0.3, 0.3),
        pair(keys, typing, 0.95, 10 if few else 4, 3 if few else 2, "tantivy"),
        pair("exact phrases, all counted, p50, ms", phrases, 0.5, 3, 1),
        pair("exact phrases, first page, p50, ms", phrases, 0.5, 1, 1, name="first_ms"),
        Row(
            "twenty hits with their snippets, p50, ms",
            statistics.median(times("ours", every, "snippets_ms")),
            statistics.median(times("fts5", every, "snippets_ms")),
            *("E", 0.3, 0.1),
        ),
        Row("build, s", ours["seconds"], e["seconds"], "E", 4 if few else 3, 2),
        Row("one episode added and found, ms", added["ours"], added.get("tantivy"), "T", 3, 1),
        Row("index and text on disk, MB", (ours["bytes"] + filled["text_bytes"]) / mega, e["bytes"] / mega, "E", 1, 0.75),
        Row("memory while building, MB", ours["megabytes"], 1, "MB", 300, 150),
        Row("new process to first hits, ms", starts["ours"], starts["fts5"], "E", 6, 3),
    ]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of `values` does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _classes(asked: list[dict[str, Any]], answers: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """p50 and p95 of every class and engine; ours also with word forms, and with every hit counted and judged at once."""
    told: dict[str, dict[str, Any]] = {}
    for kind in dict.fromkeys(query["class"] for query in asked):
        those = [number for number, query in enumerate(asked) if query["class"] == kind]
        told[kind] = {}
        for engine, rows in answers.items():
            for name, told_as in (("ms", ""), ("forms_ms", ", with word forms"), ("whole_ms", ", every hit counted")):
                spent = [rows[number][name] for number in those if rows[number].get(name) is not None]
                if spent:
                    told[kind][engine + told_as] = [round(percentile(spent, share), 3) for share in (0.5, 0.95)]
    return told


def _spent(asked: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of the queries that FTS5 can answer, with every hit counted and every episode judged."""
    return [row["whole_ms"] for query, row in zip(asked, rows, strict=True) if query["class"] != "misspelt"]


def _different(asked: list[dict[str, Any]], answers: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Queries for which we do not find as many episodes as FTS5, which there must not be."""
    told = zip(asked, answers["fts5"], answers["ours"], strict=True)
    return [
        f"{' '.join(query['words'])}: {ours['episodes']} instead of {e['episodes']}"
        for query, e, ours in told
        if query["class"] in EXACT and e["episodes"] != ours["episodes"]
    ]


def _agreement(asked: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, float]:
    """By the length of a typed beginning: how many of its 20 best episodes are the 20 best of all words that begin so."""
    found: dict[str, list[float]] = {}
    for query, row in zip(asked, rows, strict=True):
        if row.get("agreement") is not None:
            found.setdefault(str(len(query["words"][0])), []).append(row["agreement"])
    return {length: round(statistics.mean(values), 3) for length, values in found.items()}
