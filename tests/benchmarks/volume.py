"""How fast a large library of captions comes in and can be searched, and how much memory that takes."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from synthetic import WordMill

MUST, AIM = 0.15, 0.4
"""Million words a second, cleaned and searchable."""
MOST_MEGABYTES = 400
WORDS = 10_000
_EACH = 8
_CHILD = (
    "import json, resource, sys; from pathlib import Path; from reader_app.core.library import Library\n"
    "library = Library(Path(sys.argv[1])); report = library.import_paths([Path(sys.argv[2])])\n"
    "told = {'words': sum(row.words for row in library.episodes()), 'episodes': len(report.episodes),\n"
    "        'failures': [failure.error for failure in report.failures], 'found': library.search(sys.argv[3]).episodes,\n"
    "        'kilobytes': [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]}\n"
    "library.close(); print(json.dumps(told))"
)


def captions(mill: WordMill, number: int) -> str:
    """A SubRip file of `number` words, eight to a caption, a new voice every 25 captions."""
    words = mill.words(number)
    rows = []
    for count, place in enumerate(range(0, number, _EACH)):
        label = ("Ada: ", "Bror: ")[count // 25 % 2] if count % 25 == 0 else ""
        rows.append(
            f"{count + 1}\n{_clock(count * 3.2)} --> {_clock(count * 3.2 + 3)}\n{label}{' '.join(words[place : place + _EACH])}\n"
        )
    return "\n".join(rows)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds * 1000) % 1000:03}"


def measure(episodes: int) -> dict[str, Any]:
    """Imports `episodes` files of 10,000 words into a fresh library in a process of its own, and searches it."""
    mill = WordMill()
    with tempfile.TemporaryDirectory() as folder:
        files, data = Path(folder, "files"), Path(folder, "data")
        files.mkdir()
        for number in range(episodes):
            (files / f"{number:05}.srt").write_text(captions(mill, WORDS), encoding="utf-8")
        begin = time.perf_counter()
        command = [sys.executable, "-c", _CHILD, str(data), str(files), mill.words(1)[0].strip(".")]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=dict(os.environ))
        seconds = time.perf_counter() - begin
    told = json.loads(done.stdout)
    if told["failures"] or told["episodes"] != episodes or not told["found"]:
        raise SystemExit(f"Not everything came in: {told}")
    rate, megabytes = told["words"] / seconds / 1e6, sum(told["kilobytes"]) / 1024
    return {
        "episodes": episodes,
        "words": told["words"],
        "seconds": round(seconds, 1),
        "million_words_per_second": round(rate, 3),
        "peak_megabytes": round(megabytes),
        "must": MUST,
        "aim": AIM,
        "limit_megabytes": MOST_MEGABYTES,
        "met": rate >= MUST and megabytes < MOST_MEGABYTES,
    }
