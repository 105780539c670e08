"""What the tests of the whole window ask of it."""

from reader_app.core.model import Span
from reader_app.ui.main_window import MainWindow


def span_of(window: MainWindow, words: str) -> Span:
    assert window.reading.current is not None
    start = window.reading.current.transcript.text.index(words)
    return Span(start, start + len(words))


def title(window: MainWindow) -> str:
    assert window.reading.current is not None
    return window.reading.current.episode.title


def open_titled(window: MainWindow, words: str) -> None:
    window.read(next(row.id for row in window.library.episodes() if words in row.title))
