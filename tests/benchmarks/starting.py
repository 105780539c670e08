"""Times how the packaged program starts beside the same from source: whole processes, from birth to first paint, in turn."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGED = (
    ROOT / "build" / "app" / "transcript-reader" / ("transcript-reader.exe" if sys.platform == "win32" else "transcript-reader")
)
LIMIT_RATIO = 1.5
RUNS = 11


def seconds(command: list[str]) -> float:
    """How long one start takes until the window has been painted and the process has gone."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def measure() -> dict[str, Any] | None:
    """Medians of starts taken in turn, on one small library; None where no program has been packaged."""
    if not PACKAGED.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        options = ["--data-dir", folder, "--quit-when-painted"]
        source = [sys.executable, "-m", "reader_app", *options]
        packaged = [str(PACKAGED), *options]
        for command in (source, packaged):
            seconds(command)
        pairs = [(seconds(source), seconds(packaged)) for _ in range(RUNS)]
    from_source, from_package = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = from_package / from_source
    return {
        "source_ms": round(from_source * 1000),
        "packaged_ms": round(from_package * 1000),
        "ratio": round(ratio, 2),
        "limit_ratio": LIMIT_RATIO,
        "met": ratio <= LIMIT_RATIO,
    }
