"""Keeps what a run has tried and found in a file, from where it can be told even when the run is cut short."""

import json
from pathlib import Path
from typing import Any


def path_of(engine: str, folder: Path) -> Path:
    """The file of an engine's summary."""
    return folder / f"{engine}.summary.json"


def write(engine: str, folder: Path, told: dict[str, Any]) -> None:
    """Write it: `cases`, `seconds`, `forms` (how often each was recognised), `found` (files by fault)."""
    folder.mkdir(parents=True, exist_ok=True)
    path_of(engine, folder).write_text(json.dumps(told, indent=1), encoding="utf-8")


def tell(engine: str, folder: Path) -> None:
    """Print it."""
    path = path_of(engine, folder)
    if not path.exists():
        print(f"{engine}: ended before its first case")
        return
    told = json.loads(path.read_text(encoding="utf-8"))
    pace = told["cases"] / max(told["seconds"], 0.001)
    print(f"{engine}: {told['cases']:,} cases in {told['seconds']:.0f} s ({pace:.1f} a second), {len(told['found'])} faults")
    print("    " + ", ".join(f"{form} {count:,}" for form, count in told["forms"].items()))
    for fault, name in told["found"].items():
        print(f"    {name}: {fault}")
