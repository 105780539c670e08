"""Measures what the app promises, prints a table and writes bench.json into the current folder.

Run by `make bench`. Uses the real transcripts in ../shared/corpus where they are, else made-up ones of the same size.
EPISODES in the environment says how many made-up caption files the measurement of volume takes (1,000 are promised).
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import importing
import opening
import starting
import synthetic
import volume

ROOT = Path(__file__).resolve().parent.parent.parent
EPISODES = int(os.environ.get("EPISODES", "200"))
CORPUS = ROOT.parent / "shared" / "corpus"


def rows(results: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """The lines of the table: what, measured, promised, kept."""
    load, show, many = results["importing"], results["opening"], results["volume"]
    packaged = [
        (
            f"start the packaged program ({start['packaged_ms']} ms; from source {start['source_ms']} ms)",
            f"{start['ratio']} times",
            f"under {start['limit_ratio']:g} times",
            "yes" if start["met"] else "no",
        )
        for start in (results["starting"],)
        if start
    ]
    return [
        ("what", "measured", "promised", "kept"),
        (
            f"import {load['episodes']} episodes, {load['words']:,} words, until the first answer",
            f"{load['searchable_after_seconds']} s",
            f"under {load['limit_seconds']:g} s",
            "yes" if load["met"] else "no",
        ),
        (
            f"import {many['episodes']:,} caption files, {many['words']:,} words, in {many['seconds']} s",
            f"{many['million_words_per_second']} M words/s, {many['peak_megabytes']} MB",
            f"{many['must']:g} M words/s, under {many['limit_megabytes']} MB",
            "yes" if many["met"] else "no",
        ),
        (
            f"open {show['words']:,} words until painted ({show['transcript_view_ms']} ms; bare {show['plain_text_ms']} ms)",
            f"{show['ratio']} times",
            f"under {show['limit_ratio']:g} times",
            "yes" if show["met"] else "no",
        ),
        *packaged,
    ]


def main() -> int:
    """Exit status 0 where all promises are kept, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        real = sorted(path for path in CORPUS.glob("*") if path.suffix in {".txt", ".md"})
        files = real or synthetic.write_library(Path(folder))
        results = {
            "source": "corpus" if real else "synthetic",
            "cores": os.cpu_count(),
            "python": sys.version.split()[0],
            "importing": importing.measure(files),
            "volume": volume.measure(EPISODES),
            "opening": opening.measure(files),
            "starting": starting.measure(),
        }
    Path("bench.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    table = rows(results)
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"Measured on {'the real transcripts' if real else 'made-up transcripts'}; the figures are in bench.json.")
    return 0 if all(results[name]["met"] for name in ("importing", "volume", "opening", "starting") if results[name]) else 1


if __name__ == "__main__":
    sys.exit(main())
