"""The text of a file of any size: a window on it that moves on, line numbers, marks at the right words."""

from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.core.source_lines import SourceTrail
from reader_app.core.source_text import SourceText
from reader_app.ui.source_text_view import WINDOW, SourceTextView
from reader_app.ui.theme import Theme


def view_of(qtbot: QtBot, text: str, transcript: str = "") -> tuple[SourceTextView, SourceTrail]:
    """The widget, shown, with a file in it."""
    view = SourceTextView(Theme("light"))
    qtbot.addWidget(view)
    trail = SourceTrail(SourceText(text), transcript)
    view.resize(500, 300)
    view.show()
    view.show_file(trail)
    return view, trail


def go_to(view: SourceTextView, trail: SourceTrail, words: str) -> str:
    """Show the place of these words; gives what is marked."""
    start = trail.source.text.index(words)
    source, span = trail.source, Span(start, start + len(words))
    view.show_place(source.line_at(span.start), source.line_at(span.stop - 1), span)
    [mark] = view.extraSelections()
    return mark.cursor.selectedText()


def test_a_long_file_is_shown_in_a_window_around_the_place(qtbot: QtBot) -> None:
    view, trail = view_of(qtbot, "\n".join(f"line {number} of many" for number in range(60_000)))
    assert view.document().blockCount() == WINDOW
    assert go_to(view, trail, "line 45000 of") == "line 45000 of many"
    assert view.document().blockCount() == WINDOW
    assert view.textCursor().block().text() == "line 45000 of many"
    assert view.viewport().rect().contains(view.cursorRect().center())


def test_the_window_moves_on_where_the_reader_scrolls_past_its_edge(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot, "\n".join(f"line {number}" for number in range(3 * WINDOW)))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    top = view.firstVisibleBlock().text()
    assert abs(int(top.split()[1]) - WINDOW) < 60
    assert bar.value() < bar.maximum()
    bar.setValue(bar.minimum())
    assert bar.value() > bar.minimum()


def test_in_one_endless_line_only_the_words_are_marked(qtbot: QtBot) -> None:
    view, trail = view_of(qtbot, '{"text": "\U0001f35e ' + "x " * 400_000 + "the rye was in" + " y" * 400_000 + '"}')
    assert go_to(view, trail, "the rye was in") == "the rye was in"


def test_letters_beyond_the_first_plane_do_not_shift_the_mark(qtbot: QtBot) -> None:
    view, trail = view_of(qtbot, "\U0001f35e" * 200 + "z" * 200 + "rye")
    assert go_to(view, trail, "rye") == "rye"


def test_text_that_looks_like_markup_stays_text(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot, "<b>Ada</b> & <img src=x>")
    assert view.toPlainText() == "<b>Ada</b> & <img src=x>"


def test_it_takes_the_colours_of_another_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    view = SourceTextView(theme)
    qtbot.addWidget(view)
    trail = SourceTrail(SourceText("one\ntwo"), "two")
    view.show_file(trail)
    view.show_place(1, 1, Span(4, 7))
    [before] = view.extraSelections()
    theme.choose("dark")
    [after] = view.extraSelections()
    assert after.format.background().color() != before.format.background().color()
