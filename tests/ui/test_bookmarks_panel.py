"""The Quotes tab: cards in the order of the text, and an editor that keeps as one types."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader_app.core.model import Bookmark, Moment, Span
from reader_app.ui.bookmark_editor import split_tags
from reader_app.ui.bookmarks_panel import BookmarksPanel, in_order
from reader_app.ui.theme import Theme


def quote(name: str, start: int | None, **other: object) -> Bookmark:
    span = Span(start, start + 9) if start is not None else None
    made = Bookmark(name, "e", f"Words of {name}", span, Moment(start or 0, "stated"), "Ines", None, "", (), "yellow", name, name)
    return replace(made, **other)  # type: ignore[arg-type]


QUOTES = (
    quote("b", 90, note="Ask about this", tags=("pots", "autumn")),
    quote("a", 10, colour="rose"),
    quote("lost", None, anchor="lost", moment=None),
    quote("c", 300, anchor="moved", speaker=None),
)


@pytest.fixture
def panel(qtbot: QtBot) -> BookmarksPanel:
    made = BookmarksPanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(232, 700)
    made.set_bookmarks(QUOTES)
    made.show()
    return made


def click(qtbot: QtBot, panel: BookmarksPanel, row: int) -> None:
    rect = panel.view.visualRect(panel.view.model().index(row, 0))
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_quotes_stand_in_the_order_of_the_text_and_lost_ones_last() -> None:
    assert [each.id for each in in_order((*QUOTES, quote("gone", 1, removed=True)))] == ["a", "b", "c", "lost"]


def test_a_click_goes_there_and_opens_the_editor(panel: BookmarksPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.bookmark_chosen) as wish:
        click(qtbot, panel, 1)
    assert wish.args == ["b"]
    assert panel.editor.isVisible()
    assert panel.editor.note.toPlainText() == "Ask about this"
    assert panel.editor.tags.text() == "pots, autumn"
    assert panel.view.objectName() == "bookmark_list"


def test_a_fresh_quote_opens_with_the_cursor_in_its_note(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    panel.activateWindow()
    qtbot.waitUntil(lambda: panel.editor.note.hasFocus())
    panel.edit("no such quote")
    assert panel.editor.bookmark is not None
    assert panel.editor.bookmark.id == "a"


def test_a_note_is_kept_after_a_pause(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    with qtbot.waitSignal(panel.bookmark_edited) as wish:
        qtbot.keyClicks(panel.editor.note, "Check the date")
    assert wish.args == ["a", {"note": "Check the date"}]


def test_what_is_typed_is_kept_when_another_quote_is_chosen(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    qtbot.keyClicks(panel.editor.note, "Mine")
    with qtbot.waitSignal(panel.bookmark_edited) as wish:
        click(qtbot, panel, 1)
    assert wish.args == ["a", {"note": "Mine"}]
    assert panel.editor.note.toPlainText() == "Ask about this"


def test_an_echo_from_the_library_does_not_disturb_typing(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    qtbot.keyClicks(panel.editor.note, "Half a wo")
    panel.set_bookmarks(tuple(replace(each, note="Half") if each.id == "a" else each for each in QUOTES))
    assert panel.editor.note.toPlainText() == "Half a wo"


def test_a_colour_and_tags_are_told_at_once(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    with qtbot.waitSignal(panel.bookmark_edited) as wish:
        panel.editor.colours.button(2).click()
    assert wish.args == ["a", {"colour": "blue"}]
    panel.editor.tags.setFocus()
    qtbot.keyClicks(panel.editor.tags, "tides, Tides ,  log  book")
    with qtbot.waitSignal(panel.bookmark_edited) as wish:
        qtbot.keyClick(panel.editor.tags, Qt.Key.Key_Return)
    assert wish.args == ["a", {"tags": ("tides", "log book")}]


def test_remove_and_copy_carry_the_id(panel: BookmarksPanel, qtbot: QtBot) -> None:
    menu = panel.menu_of("c")
    with qtbot.waitSignal(panel.copy_wished) as wish:
        next(action for action in menu.actions() if action.text() == "Copy with source").trigger()
    assert wish.args == ["c"]
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    with qtbot.waitSignal(panel.bookmark_removed) as wish:
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert wish.args == ["a"]


def test_the_editor_closes_with_escape_and_with_its_quote(panel: BookmarksPanel, qtbot: QtBot) -> None:
    panel.edit("a")
    qtbot.keyClick(panel.editor.tags, Qt.Key.Key_Escape)
    assert not panel.editor.isVisible()
    panel.edit("a")
    panel.set_bookmarks(tuple(each for each in QUOTES if each.id != "a"))
    assert not panel.editor.isVisible()


def test_screen_readers_hear_words_speaker_time_and_colour(panel: BookmarksPanel) -> None:
    index = panel.view.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Words of a, Ines, 0:10, rose quote"


def test_tags_are_split_folded_and_unique() -> None:
    assert split_tags(" a , b;A,, c  d") == ("a", "b", "c d")


def test_without_quotes_it_says_how_to_keep_one(panel: BookmarksPanel) -> None:
    panel.set_bookmarks(())
    assert not panel.view.isVisible()
