"""How long the longest transcript takes until its first page is painted, beside a bare QPlainTextEdit with the same text."""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from reader_app.core.library import Library
from reader_app.core.model import OpenEpisode
from reader_app.ui.theme import Theme
from reader_app.ui.transcript_view import TranscriptView

LIMIT = 2.0
ROUNDS = 9
SIZE = (760, 800)
SHORTEST_PAGE = 500
"""Characters that the first page holds at least."""


def fills_page(view: QTextEdit | QPlainTextEdit) -> bool:
    """Whether text stands at the bottom of the visible page: a painted title alone is not a page."""
    last = view.cursorForPosition(view.viewport().rect().bottomLeft() - QPoint(0, 30))
    return last.position() > SHORTEST_PAGE


class TimedView(TranscriptView):
    """The app's own view, which notes when it was last painted."""

    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if fills_page(self):
            self.painted = time.perf_counter()


class TimedPlainText(QPlainTextEdit):
    """Qt's bare text view, which notes when it was last painted."""

    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if fills_page(self):
            self.painted = time.perf_counter()


def longest_of(files: list[Path]) -> OpenEpisode:
    """The longest episode of `files`, as a window gets it from the library."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        library.import_paths(files)
        longest = max(library.episodes(), key=lambda episode: episode.words)
        opened = library.open(longest.id)
        library.close()
    return opened


def milliseconds_until_painted(view: TimedView | TimedPlainText, fill: Callable[[], None]) -> float:
    """From the call of `fill` on a shown, empty view until the first page stands there."""
    view.resize(*SIZE)
    view.show()
    settle()
    gc.collect()
    view.painted = 0.0
    begin = time.perf_counter()
    fill()
    deadline = begin + 30
    while not view.painted and time.perf_counter() < deadline:
        QApplication.processEvents()
    if not view.painted:
        raise SystemExit("Nothing was painted in 30 seconds.")
    spent = (view.painted - begin) * 1000
    settle()
    dispose(view)
    return spent


def settle() -> None:
    """Lets the window come to rest, so that no work of before falls into the measured time."""
    end = time.perf_counter() + 0.1
    while time.perf_counter() < end:
        QApplication.processEvents()


def dispose(view: QWidget) -> None:
    """Takes a view away for good."""
    view.close()
    view.deleteLater()
    settle()


def measure(files: list[Path]) -> dict[str, Any]:
    """Opens the longest transcript in both views by turns, and compares the medians."""
    application = QApplication.instance() or QApplication([])
    opened = longest_of(files)
    theme = Theme()
    if isinstance(application, QApplication):
        theme.apply(application)
    ours: list[float] = []
    bare: list[float] = []
    for number in range(ROUNDS + 1):
        plain = TimedPlainText()
        spent_bare = milliseconds_until_painted(plain, partial(plain.setPlainText, opened.transcript.text))
        view = TimedView(theme)
        spent_ours = milliseconds_until_painted(view, partial(view.show_episode, opened))
        if number:  # the first round of all also loads fonts
            bare.append(spent_bare)
            ours.append(spent_ours)
    ratio = statistics.median(ours) / statistics.median(bare)
    return {
        "words": opened.episode.words,
        "paragraphs": len(opened.paragraphs),
        "rounds": ROUNDS,
        "transcript_view_ms": round(statistics.median(ours), 1),
        "plain_text_ms": round(statistics.median(bare), 1),
        "ratio": round(ratio, 2),
        "limit_ratio": LIMIT,
        "met": ratio < LIMIT,
    }
