"""The sidebar: choosing a part of the library, counts, the rail, samples."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from reader_app.core.model import Episode
from reader_app.ui.library_sidebar import RAIL_WIDTH, Filter, LibrarySidebar
from reader_app.ui.theme import Theme

PLAIN = Episode(
    id="a", title="Ropes", title_origin="stated", show="Knots", language="en", published=None, url=None, duration=None,
    words=100, turns=4, form="feed-page", path="ropes.md", added="2026-01-01T00:00:00Z", bookmarks=2,
)  # fmt: skip


@pytest.fixture
def sidebar(qtbot: QtBot) -> LibrarySidebar:
    made = LibrarySidebar(Theme("light"))
    qtbot.addWidget(made)
    made.resize(192, 500)
    made.set_episodes([PLAIN, replace(PLAIN, id="b", show="Rope & Tar", opened="2026-02-02", progress=0.5)])
    made.show()
    qtbot.waitExposed(made)
    return made


def words(sidebar: LibrarySidebar) -> list[str]:
    model = sidebar.view.model()
    return [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def index(sidebar: LibrarySidebar, name: str) -> QModelIndex:
    model = sidebar.view.model()
    return next(model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == name)


def selected(sidebar: LibrarySidebar) -> list[str]:
    return [each.data() for each in sidebar.view.selectionModel().selectedIndexes()]


def test_parts_and_shows_are_counted(sidebar: LibrarySidebar) -> None:
    assert words(sidebar) == ["All, 2", "Unread, 1", "Reading, 1", "Quotes, 4", "Shows", "Knots, 1", "Rope & Tar, 1"]
    sidebar.set_removed_count(3)
    assert "Bin, 3" in words(sidebar)


def test_a_click_chooses(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    place = sidebar.view.visualRect(index(sidebar, "Rope & Tar")).center()
    with qtbot.waitSignal(sidebar.filter_chosen) as heard:
        QTest.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [Filter("show", "Rope & Tar")]
    assert selected(sidebar) == ["Rope & Tar"]


def test_keys_move_over_the_head_and_enter_chooses(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    sidebar.set_current(Filter("quotes"))
    sidebar.view.setCurrentIndex(index(sidebar, "Quotes"))
    QTest.keyClick(sidebar.view, Qt.Key.Key_Down)
    assert selected(sidebar) == ["Quotes"]
    with qtbot.waitSignal(sidebar.filter_chosen) as heard:
        QTest.keyClick(sidebar.view, Qt.Key.Key_Return)
    assert heard.args == [Filter("show", "Knots")]


def test_marking_a_part_tells_nobody_and_during_a_search_none_is_marked(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sidebar.filter_chosen):
        sidebar.set_current(Filter("unread"))
    assert selected(sidebar) == ["Unread"]
    sidebar.set_current(None)
    assert selected(sidebar) == []


def test_new_counts_keep_the_marked_part(sidebar: LibrarySidebar) -> None:
    sidebar.set_current(Filter("show", "Knots"))
    sidebar.set_episodes([PLAIN, replace(PLAIN, id="c", show="Anchors")])
    assert selected(sidebar) == ["Knots"]


def test_every_edit_of_the_search_is_told(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    heard: list[str] = []
    sidebar.search_edited.connect(heard.append)
    QTest.keyClicks(sidebar.field, "tar")
    assert heard == ["t", "ta", "tar"]
    with qtbot.waitSignals([sidebar.search_down, sidebar.search_entered, sidebar.search_left]):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            QTest.keyClick(sidebar.field, key)
    assert heard == ["t", "ta", "tar"]


def test_the_rail_has_icons_only_and_unfolds_for_a_search(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    sidebar.set_current(Filter("show", "Knots"))
    sidebar.set_compact(True)
    assert sidebar.maximumWidth() == RAIL_WIDTH
    assert not sidebar.field.isVisible()
    assert [word.partition(",")[0] for word in words(sidebar)] == ["All", "Unread", "Reading", "Quotes", "Knots"]
    assert all(sidebar.view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(5))
    search = next(button for button in sidebar.findChildren(QToolButton) if button.accessibleName() == "Search")
    with qtbot.waitSignal(sidebar.expand_wished) as heard:
        QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    assert heard.args == [True]
    sidebar.set_compact(False)
    assert sidebar.field.isVisible()
    assert "Shows" in words(sidebar)


def test_samples_can_be_removed_while_there_are_any(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    remove = next(button for button in sidebar.findChildren(QPushButton) if button.text() == "Remove")
    assert not remove.isVisible()
    sidebar.set_episodes([replace(PLAIN, sample=True)])
    assert remove.isVisible()
    with qtbot.waitSignal(sidebar.samples_remove_wished):
        QTest.mouseClick(remove, Qt.MouseButton.LeftButton)


def test_transcripts_can_be_added_from_the_foot(sidebar: LibrarySidebar, qtbot: QtBot) -> None:
    add = next(button for button in sidebar.findChildren(QPushButton) if button.accessibleName() == "Add transcripts")
    with qtbot.waitSignal(sidebar.add_wished):
        QTest.keyClick(add, Qt.Key.Key_Space)


def test_its_ground_follows_the_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    sidebar = LibrarySidebar(theme)
    qtbot.addWidget(sidebar)
    sidebar.set_episodes([replace(PLAIN, show="किनारा")])
    for name in ("sepia", "dark"):
        theme.choose(name)
        image = sidebar.grab().toImage()
        assert image.pixelColor(2, image.height() // 2) == theme.palette.side
        assert image.pixelColor(2, image.height() - 2) == theme.palette.side
