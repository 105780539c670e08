"""Whether the window stays fluid: how late a 1 ms timer of its thread ticks at rest, under searches, an import, a rebuilding.

Each phase has a window and a process of its own. "in a thread" is what searching in the window's own process would cost.

Run as: fluidity.py PHASE TALKS LIBRARY
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import engine_ours
import talks

if TYPE_CHECKING:
    from reader_app.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT_MS = 8.0
SECONDS = 6.0
"""How long a phase without an end of its own is watched."""
_IMPORTED = 40
_HITS, _OF_ONE = 600, 20
"""As many hits as the window asks for."""
_CLOCK = "{:02}:{:02}:{:06.3f}"
PHASES = ("at rest", "searching", "searching in a thread", "typing", "importing", "rebuilding")


class Ticker:
    """A timer of the window's thread that is due each millisecond, and when it came."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._came: list[float] = []
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._came.append(time.perf_counter()))

    def watch(self, over: Callable[[], bool]) -> dict[str, float]:
        """Milliseconds between two ticks, until `over`."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        looking = QTimer(interval=50)
        looking.timeout.connect(lambda: loop.quit() if over() else None)
        looking.start()
        self._timer.start()
        loop.exec()
        self._timer.stop()
        late = sorted((after - before) * 1000 for before, after in zip(self._came, self._came[1:], strict=False))
        return {
            "p50": round(statistics.median(late), 2),
            "p95": round(late[int(len(late) * 0.95)], 2),
            "max": round(late[-1], 1),
            "ticks": len(late),
        }


def after(seconds: float) -> Callable[[], bool]:
    """Whether so much time has passed since now."""
    stop = time.perf_counter() + seconds
    return lambda: time.perf_counter() > stop


def keystrokes(source: Path) -> Iterator[str]:
    """What stands in the field after each key of all queries, for ever."""
    for query in cycle(talks.queries(source)):
        words = " ".join(query["words"])
        yield from (words[:stop] for stop in range(2, len(words) + 1))


def search_back_to_back(window: "MainWindow", source: Path, spent: list[float]) -> None:
    """Ask for one keystroke after the other, each as soon as the one before is answered; times go to `spent` in ms."""
    keys = keystrokes(source)

    def ask() -> None:
        begun, key = time.perf_counter(), next(keys)

        def answered(_: object) -> None:
            spent.append((time.perf_counter() - begun) * 1000)
            ask()

        window.jobs.run(
            lambda _: window.library.search(key, limit=_HITS, per_episode=_OF_ONE, typing=True), done=answered, failed=answered
        )

    ask()


def type_into_the_field(window: "MainWindow", source: Path, parent: Any) -> None:
    """Press a key every 150 ms, longer than the pause after which the window searches, so that every key is answered."""
    from PySide6.QtCore import QTimer

    keys = keystrokes(source)
    timer = QTimer(parent, interval=150)
    timer.timeout.connect(lambda: window.sidebar.field.setText(next(keys)))
    timer.start()


def captions(talk: talks.Talk) -> str:
    """A talk as WebVTT."""
    rows = ["WEBVTT\n"]
    for cue in talk.cues:
        begin, end = (
            _CLOCK.format(int(at // 3600), int(at // 60 % 60), at % 60) for at in (cue.seconds, cue.seconds + len(cue.words) / 16)
        )
        rows.append(f"{begin} --> {end}\n<v {cue.voice}>{cue.words}\n")
    return "\n".join(rows)


def phase(name: str, source: Path, folder: Path) -> dict[str, Any]:
    """What the timer tells of one phase, with a window on the library in `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from reader_app.app import build
    from reader_app.core import search_service

    app = QApplication([])
    if name == "searching in a thread":
        mock.patch.object(search_service, "can_start_another", return_value=False).start()
    if name == "rebuilding":
        shutil.rmtree(folder / "index")
    window = build(folder)
    window.show()
    ticker, spent = Ticker(), list[float]()
    if name == "rebuilding":
        told = ticker.watch(lambda: window.upkeep.over)
    else:
        Ticker().watch(lambda: window.upkeep.over and not window.jobs.busy())
        over = after(SECONDS)
        if name.startswith("searching"):
            QTimer.singleShot(0, lambda: search_back_to_back(window, source, spent))
        elif name == "typing":
            type_into_the_field(window, source, app)
        elif name == "importing":
            window.importing.import_paths([source / "captions"])
            over = lambda: not window.importing.busy  # noqa: E731
        told = ticker.watch(over)
    window.close()
    if spent:
        told["searches"] = len(spent)
        told["search_p50"] = round(statistics.median(spent), 2)
    return told


def measure(count: int) -> dict[str, Any]:
    """All phases with a library of `count` talks; p50, p95 and the longest in milliseconds."""
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch, "talks"), Path(scratch, "library")
        talks.write(source, count + _IMPORTED)
        (source / "captions").mkdir()
        for number, talk in enumerate(talks.read(source, count, count + _IMPORTED)):
            (source / "captions" / f"{number}.vtt").write_text(captions(talk), encoding="utf-8")
        engine_ours.fill(source, count, folder)
        engine_ours.build(source, count, folder)
        phases = {name: run_phase(name, source, folder) for name in PHASES}
    return {
        "episodes": count,
        "phases": phases,
        "limit_ms": LIMIT_MS,
        "met": all(told["p95"] <= LIMIT_MS for name, told in phases.items() if not name.endswith("thread")),
    }


def run_phase(name: str, source: Path, folder: Path) -> dict[str, Any]:
    """One phase in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), name, str(source), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_LOGGING_RULES": "*.warning=false"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    print(json.dumps(phase(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
