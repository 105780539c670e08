"""Words in a few lines of a fixed pitch."""

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from reader_app.core.model import Span
from reader_app.ui.wrapped_text import WrappedText, elided

pytestmark = pytest.mark.usefixtures("qapp")


def test_short_words_take_one_line_and_none_take_none() -> None:
    assert WrappedText("Tides", QFont(), 200, 18).height == 18
    assert WrappedText("", QFont(), 200, 18).lines == 0


def test_long_words_stop_at_the_last_line() -> None:
    words = "the tide came in and went out again " * 20
    assert WrappedText(words, QFont(), 150, 18).lines > 5
    assert WrappedText(words, QFont(), 150, 18, max_lines=2).lines == 2


def test_a_line_break_of_the_source_begins_a_line() -> None:
    assert WrappedText("one\ntwo\nthree", QFont(), 400, 18).lines == 3


def test_names_beyond_the_basic_plane_and_the_end_of_the_line_are_painted() -> None:
    words = "🦀🦀 the crab pot was empty again, said the keeper of the pots"
    image = QImage(120, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    strong = (Span(0, 2), Span(words.index("keeper"), len(words)))
    text = WrappedText(words, QFont(), 110, 18, max_lines=2, strong=strong)
    text.draw(painter, 0, 0, QColor("black"))
    painter.end()
    lower = image.copy(0, 18, 120, 18)
    assert any(lower.pixelColor(x, y) != QColor("white") for x in range(120) for y in range(18))
    assert text.lines == 2


def test_one_line_is_elided_at_its_end() -> None:
    assert elided("a name that goes on and on and on", QFont(), 80).endswith("…")
    assert elided("short", QFont(), 400) == "short"
