"""The Chapters tab: what it lists, what it marks, what a click says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QMenu
from pytestqt.qtbot import QtBot

from reader_app.core.model import Anchor, Block, Chapter, ChapterOrigin, Span, Transcript
from reader_app.ui.chapters_panel import ChapterDelegate, ChaptersPanel, chapter_rows, chapters_origin
from reader_app.ui.theme import Theme


def transcript(
    titles: list[str], *, chapters: bool = True, origin: ChapterOrigin = "stated", timed: bool = True, placed: bool = True
) -> Transcript:
    """Headings with a paragraph under each, ten minutes apart."""
    text, blocks, listed, anchors = "", [], [], []
    for number, title in enumerate(titles):
        start = len(text)
        text += f"{title}\nSome words about it.\n"
        middle = start + len(title) + 1
        blocks += [Block("heading", Span(start, middle - 1)), Block("prose", Span(middle, len(text) - 1))]
        listed.append(Chapter(title, number * 600.0 if timed else None, origin, start, placed))
        if timed:
            anchors.append(Anchor(start, number * 600.0))
    return Transcript(text, tuple(blocks), tuple(anchors), chapters=tuple(listed) if chapters else ())


@pytest.fixture
def panel(qtbot: QtBot) -> ChaptersPanel:
    made = ChaptersPanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(232, 400)
    made.show()
    return made


def marked(panel: ChaptersPanel) -> list[str]:
    model = panel.view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data() for row in rows if "being read" in row.data(Qt.ItemDataRole.AccessibleTextRole)]


def click(qtbot: QtBot, view: QListView, row: int) -> None:
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_chapters_are_listed_with_their_times(panel: ChaptersPanel) -> None:
    panel.show_transcript(transcript(["Low water", "High water"]))
    model = panel.view.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Low water", "High water"]
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "10:00, High water"
    assert panel.view.objectName() == "chapter_list"


def test_the_marked_chapter_follows_the_reading_and_leaves_the_focus(panel: ChaptersPanel) -> None:
    shown = transcript([f"Part {number}" for number in range(60)])
    panel.show_transcript(shown)
    elsewhere = QLineEdit(panel)
    elsewhere.show()
    elsewhere.setFocus()
    panel.set_offset(shown.chapters[50].offset + 3)
    assert marked(panel) == ["Part 50"]
    assert panel.view.viewport().rect().contains(panel.view.visualRect(panel.view.currentIndex()))
    panel.set_offset(0)
    assert marked(panel) == ["Part 0"]
    assert elsewhere.hasFocus()


def test_nothing_is_marked_before_the_first_chapter(panel: ChaptersPanel) -> None:
    shown = transcript(["Only"])
    later = Transcript("Intro. " + shown.text, shown.blocks, chapters=(Chapter("Only", 3.0, "stated", 7),))
    panel.show_transcript(later)
    panel.set_offset(2)
    assert marked(panel) == []


def test_chapters_that_run_backwards_are_found_by_their_place(panel: ChaptersPanel) -> None:
    shown = transcript(["Late", "Early"])
    late, early = shown.chapters
    backwards = Transcript(shown.text, shown.blocks, chapters=(early, late))
    panel.show_transcript(backwards)
    panel.set_offset(early.offset + 1)
    assert marked(panel) == ["Early"]


def test_a_click_and_enter_choose_a_chapter_once(panel: ChaptersPanel, qtbot: QtBot) -> None:
    shown = transcript(["Low water", "High water", "Slack water"])
    panel.show_transcript(shown)
    chosen: list[int] = []
    panel.chapter_chosen.connect(chosen.append)
    click(qtbot, panel.view, 1)
    assert chosen == [shown.chapters[1].offset]
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == [shown.chapters[1].offset, shown.chapters[2].offset]


def test_a_chapter_that_is_only_listed_can_be_chosen_but_is_never_marked(panel: ChaptersPanel, qtbot: QtBot) -> None:
    shown = transcript(["Low water", "High water"], placed=False)
    panel.show_transcript(shown)
    panel.set_offset(len(shown.text))
    assert marked(panel) == []
    with qtbot.waitSignal(panel.chapter_chosen) as wish:
        click(qtbot, panel.view, 1)
    assert wish.args == [shown.chapters[1].offset]


def test_headings_stand_in_for_missing_chapters() -> None:
    shown = transcript(["First", "Second"], chapters=False)
    assert [(row.title, row.start) for row in chapter_rows(shown)] == [("First", 0.0), ("Second", 600.0)]
    untimed = transcript(["First"], chapters=False, timed=False)
    assert chapter_rows(untimed)[0].start is None


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (transcript(["One"]), "Chapters from the show notes"),
        (transcript(["One"], chapters=False), "Headings in the text"),
        (Transcript("Words.", (Block("prose", Span(0, 6)),)), ""),
    ],
)
def test_the_foot_says_where_the_rows_come_from(shown: Transcript, words: str) -> None:
    assert chapters_origin(shown) == words


def test_sections_that_we_found_stand_where_none_are_stated_and_say_so() -> None:
    found = [Chapter("Gears", 60.0, "detected", 10)]
    shown = transcript(["First"], chapters=False)
    assert [(row.title, row.automatic) for row in chapter_rows(shown, found)] == [("Gears", True)]
    assert chapters_origin(shown, found) == "Sections found automatically"
    stated = transcript(["One"])
    assert [row.title for row in chapter_rows(stated, found)] == ["One"]


def test_every_theme_and_width_paints_long_titles(panel: ChaptersPanel) -> None:
    panel.show_transcript(transcript(["A title that goes on far beyond the two lines it is given in a panel, " * 3, "Short"] * 5))
    view = panel.view
    tall, low = (view.visualRect(view.model().index(row, 0)).height() for row in (0, 1))
    assert tall > low
    for width in (232, 272, 120):
        panel.resize(width, 300)
        assert not panel.grab().isNull()


def test_a_row_keeps_height_and_words_when_the_reading_reaches_it(panel: ChaptersPanel) -> None:
    """Whatever the width, bold never asks for a line more than the row has."""
    panel.show_transcript(transcript(["Harbour lights and the boats below them"]))
    view = panel.view
    delegate = view.itemDelegate()
    assert isinstance(delegate, ChapterDelegate)
    row = chapter_rows(transcript(["Harbour lights and the boats below them"]))[0]
    weights = set()
    for width in range(120, 420, 3):
        plain, strong = delegate.title(row, width), delegate.title(row, width, current=True)
        assert (strong.lines, strong.cut) == (plain.lines, plain.cut), width
        weights.add(strong.weight)
    assert 600 in weights
    assert len(weights) > 1


def test_chapters_of_the_readers_stand_among_the_headings_of_a_text() -> None:
    shown = transcript(["Low water", "High water"], chapters=False)
    own = Chapter("Slack water", None, "reader", shown.blocks[2].span.start)
    rows = chapter_rows(replace(shown, chapters=(own,)))
    assert [(row.title, row.own, row.number) for row in rows] == [("Low water", False, None), ("Slack water", True, 0)]
    assert chapters_origin(replace(shown, chapters=(own,))) == "Headings in the text, yours in italics"


def test_chapters_are_renamed_and_removed_by_their_number(panel: ChaptersPanel, qtbot: QtBot) -> None:
    panel.show_transcript(transcript(["Low water", "High water"]))
    menu = panel.menu_of(1)
    by_words = {action.text().split("\t")[0]: action for action in menu.actions()}
    with qtbot.waitSignal(panel.title_wished) as wish:
        by_words["Rename this chapter…"].trigger()
    assert wish.args == [1]
    with qtbot.waitSignal(panel.removal_wished) as wish:
        by_words["This is no chapter"].trigger()
    assert wish.args == [1]


def test_headings_that_are_no_chapters_cannot_be_renamed_as_such(panel: ChaptersPanel, qtbot: QtBot) -> None:
    panel.show_transcript(transcript(["Low water"], chapters=False))
    assert [action.text() for action in panel.menu_of(0).actions()] == ["Go there"]
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    with qtbot.assertNotEmitted(panel.title_wished):
        panel.rename_current()


def test_the_menu_key_opens_the_menu_of_the_row_that_has_the_focus(panel: ChaptersPanel) -> None:
    panel.show_transcript(transcript([f"Part {number}" for number in range(8)]))
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    panel.view.customContextMenuRequested.emit(panel.view.viewport().rect().center())
    [menu] = panel.findChildren(QMenu)
    assert abs(menu.pos().y() - panel.view.mapToGlobal(panel.view.visualRect(panel.view.model().index(1, 0)).center()).y()) < 40
    menu.close()
