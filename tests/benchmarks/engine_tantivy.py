"""tantivy with one document an episode, as the peer that typing is measured against; only where its Python package is installed.

Run as: engine_tantivy.py build|ask|add TALKS COUNT FOLDER
"""

import importlib
import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

import talks


def schema(tantivy: Any) -> Any:
    """Show, voices and text of an episode."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("episode", stored=True, indexed=True)
    for name in ("show", "voice"):
        builder.add_text_field(name, stored=False)
    builder.add_text_field("text", stored=True)
    return builder.build()


def document(tantivy: Any, number: int, talk: talks.Talk) -> Any:
    """One talk as one document."""
    return tantivy.Document(episode=number, show=talk.show, voice=" ".join(talk.voices), text=talk.text)


def build(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Seconds, bytes and peak memory of building the index."""
    tantivy = importlib.import_module("tantivy")
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema(tantivy), path=str(folder / "tantivy"))
    writer = index.writer(heap_size=128_000_000, num_threads=2)
    spent = 0.0
    for number, talk in enumerate(talks.read(source, 0, count)):
        begun = time.perf_counter()
        writer.add_document(document(tantivy, number, talk))
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    spent += time.perf_counter() - begun
    size = sum(path.stat().st_size for path in (folder / "tantivy").iterdir())
    return {"seconds": spent, "bytes": size, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def query_of(tantivy: Any, fields: Any, query: dict[str, Any]) -> Any:
    """The query as tantivy's objects."""
    kind, words = query["class"], query["words"]
    exact = [tantivy.Query.term_query(fields, "text", word) for word in words]
    last = tantivy.Query.regex_query(fields, "text", f"{re.escape(words[-1])}.*")
    if kind.startswith("phrase"):
        return tantivy.Query.phrase_query(fields, "text", words)
    if kind == "misspelt":
        return tantivy.Query.fuzzy_term_query(fields, "text", words[0], distance=1)
    parts = [*exact[:-1], last] if kind in ("beginning", "typing") else exact
    parts += [tantivy.Query.term_query(fields, name, query[name]) for name in ("voice", "show") if name in query]
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def ask(source: Path, _count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of every query's first run, and its episodes."""
    tantivy = importlib.import_module("tantivy")
    fields = schema(tantivy)
    index = tantivy.Index.open(str(folder / "tantivy"))
    searcher = index.searcher()
    searcher.search(query_of(tantivy, fields, {"class": "word", "words": ["nothing"]}), 20)
    rows = []
    for query in talks.queries(source):
        begun = time.perf_counter()
        found = searcher.search(query_of(tantivy, fields, query), 20)
        for _, address in found.hits:
            searcher.doc(address)["episode"]
        rows.append({"ms": (time.perf_counter() - begun) * 1000, "episodes": found.count})
    return {"queries": rows}


def add(source: Path, count: int, folder: Path) -> dict[str, Any]:
    """Milliseconds from one more episode until a search finds it."""
    tantivy = importlib.import_module("tantivy")
    fields = schema(tantivy)
    index = tantivy.Index.open(str(folder / "tantivy"))
    writer = index.writer(heap_size=32_000_000, num_threads=1)
    added = []
    for number, talk in enumerate(talks.read(source, count - 6, count), count):
        begun = time.perf_counter()
        writer.add_document(document(tantivy, number, talk))
        writer.commit()
        index.reload()
        index.searcher().search(query_of(tantivy, fields, {"class": "word", "words": [talk.title.split()[0].lower()]}), 20)
        added.append((time.perf_counter() - begun) * 1000)
    return {"add_ms": sorted(added)[len(added) // 2]}


if __name__ == "__main__":
    action, source, count, folder = sys.argv[1:]
    print(json.dumps({"build": build, "ask": ask, "add": add}[action](Path(source), int(count), Path(folder))))
