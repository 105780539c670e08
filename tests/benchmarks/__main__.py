"""Measures what the app promises, prints a table and writes bench.json into the current folder.

Run by `make bench`. Uses the real transcripts in ../shared/corpus where they are, else made-up ones of the same size.
EPISODES in the environment says how many made-up caption files the measurement of volume takes (1,000 are promised), SEARCH in
how large libraries search is held against its peers ("1000,5000" as promised, which takes some minutes). Names as arguments
(importing, volume, opening, starting, searching, fluidity) measure only those.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fluidity
import importing
import opening
import searching
import starting
import synthetic
import volume

ROOT = Path(__file__).resolve().parent.parent.parent
EPISODES = int(os.environ.get("EPISODES", "200"))
SEARCH = [int(size) for size in os.environ.get("SEARCH", "1000,5000").split(",")]
CORPUS = ROOT.parent / "shared" / "corpus"


Line = tuple[str, str, str, str]


def rows(results: dict[str, Any]) -> list[Line]:
    """The lines of the table: what, measured, promised, kept."""
    lines: list[Line] = [("what", "measured", "promised", "kept")]
    if load := results.get("importing"):
        lines.append(
            (
                f"import {load['episodes']} episodes, {load['words']:,} words, until the first answer",
                f"{load['searchable_after_seconds']} s",
                f"under {load['limit_seconds']:g} s",
                _kept(load),
            )
        )
    if many := results.get("volume"):
        lines.append(
            (
                f"import {many['episodes']:,} caption files, {many['words']:,} words, in {many['seconds']} s",
                f"{many['million_words_per_second']} M words/s, {many['peak_megabytes']} MB",
                f"{many['must']:g} M words/s, under {many['limit_megabytes']} MB",
                _kept(many),
            )
        )
    if show := results.get("opening"):
        lines.append(
            (
                f"open {show['words']:,} words until painted ({show['transcript_view_ms']} ms; bare {show['plain_text_ms']} ms)",
                f"{show['ratio']} times",
                f"under {show['limit_ratio']:g} times",
                _kept(show),
            )
        )
    if start := results.get("starting"):
        lines.append(
            (
                f"start the packaged program ({start['packaged_ms']} ms; from source {start['source_ms']} ms)",
                f"{start['ratio']} times",
                f"under {start['limit_ratio']:g} times",
                _kept(start),
            )
        )
    if fluid := results.get("fluidity"):
        for phase, ticks in fluid["phases"].items():
            what = f"a 1 ms timer of the window, {phase}, 95 of 100 ticks within"
            lines.append((what, f"{ticks['p95']:.1f} ms", f"{fluid['limit_ms']:g} ms", ""))
    for size in results.get("searching") or ():
        lines += _search_rows(size)
    return lines


def _kept(result: dict[str, Any]) -> str:
    return "yes" if result["met"] else "no"


def _search_rows(size: dict[str, Any]) -> list[Line]:
    """The table of one size of library: ours beside its peer, as a ratio."""
    lines: list[Line] = [("", "", "", ""), (f"search in {size['episodes']:,} episodes", "beside a peer", "must (aim)", "kept")]
    for row in size["rows"]:
        if row["unit"] == "MB":
            measured, promised = f"{row['ours']:.0f} MB", f"{row['must']:g} ({row['aim']:g}) MB"
        elif row["ratio"] is None:
            measured, promised = f"{row['ours']:.3g}, no {row['unit']} here", f"{row['must']:g} ({row['aim']:g}) {row['unit']}"
        else:
            measured = f"{row['ours']:.3g} / {row['peer']:.3g} = {row['ratio']:.2f} {row['unit']}"
            promised = f"{row['must']:g} ({row['aim']:g}) {row['unit']}"
        lines.append((row["what"], measured, promised, _kept(row)))
    same = "yes" if not size["different_counts"] else "no"
    lines.append(("the number of episodes is that of FTS5", f"{len(size['different_counts'])} differ", "0", same))
    shares = ", ".join(f"{length} letters {share}" for length, share in size["agreement_of_bounded_beginnings"].items())
    lines.append(("20 best of a typed beginning that are the best of all", shares or "none", "4 letters 0.85", ""))
    return lines


MEASURES: dict[str, Callable[[list[Path]], Any]] = {
    "importing": importing.measure,
    "volume": lambda _: volume.measure(EPISODES),
    "opening": opening.measure,
    "starting": lambda _: starting.measure(),
    "searching": lambda _: [searching.measure(size) for size in SEARCH],
    "fluidity": lambda _: fluidity.measure(min(SEARCH)),
}


def main(names: list[str]) -> int:
    """Exit status 0 where all promises are kept, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        real = sorted(path for path in CORPUS.glob("*") if path.suffix in {".txt", ".md"})
        files = real or synthetic.write_library(Path(folder))
        measured = {name: MEASURES[name](files) for name in names or MEASURES}
    results = {
        "source": "corpus" if real else "synthetic",
        "cores": os.cpu_count(),
        "python": sys.version.split()[0],
        **measured,
    }
    Path("bench.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    table = rows(results)
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"Measured on {'the real transcripts' if real else 'made-up transcripts'}; the figures are in bench.json.")
    told = [one for result in measured.values() for one in (result if isinstance(result, list) else [result]) if one]
    return 0 if all(one["met"] for one in told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
