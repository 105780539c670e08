"""How long a whole library takes from the first byte until the first answer of a search."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LIMIT = 15.0


def ask(data_dir: Path, *arguments: str) -> tuple[float, dict[str, Any]]:
    """Seconds that one call of the command line takes in a fresh process, and what it answers."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "reader_app", "--data-dir", str(data_dir), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    seconds = time.perf_counter() - begin
    answer: dict[str, Any] = json.loads(done.stdout)
    return seconds, answer


def measure(files: list[Path]) -> dict[str, Any]:
    """Imports `files` into a fresh library, searches it, and checks that everything came in."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        seconds, report = ask(data_dir, "import", *map(str, files))
        if report["failures"]:
            raise SystemExit(f"Not everything could be read: {report['failures']}")
        _, listed = ask(data_dir, "list")
        longest = max(listed["episodes"], key=lambda episode: episode["words"])
        word = longest["title"].split()[-1]
        search_seconds, found = ask(data_dir, "search", word)
        if not found["total"]:
            raise SystemExit(f"{word!r} stands in a title and was not found.")
    return {
        "episodes": len(listed["episodes"]),
        "words": sum(episode["words"] for episode in listed["episodes"]),
        "import_seconds": round(seconds, 2),
        "first_search_seconds": round(search_seconds, 2),
        "searchable_after_seconds": round(seconds + search_seconds, 2),
        "limit_seconds": LIMIT,
        "met": seconds + search_seconds < LIMIT,
    }
