"""The column of episodes: opening, moving, removing, tellings, orders, places kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from reader_app.core.model import Episode
from reader_app.ui.episode_lines import Filter
from reader_app.ui.episode_list import EpisodeList
from reader_app.ui.theme import Theme

PLAIN = Episode(
    id="plain", title="Ropes", title_origin="stated", show=None, language="en", published=None, url=None, duration=None,
    words=100, turns=4, form="feed-page", path="ropes.md", added="2026-01-01T00:00:00Z",
)  # fmt: skip


def episode(name: str, title: str = "", **changes: object) -> Episode:
    return replace(PLAIN, id=name, title=title or name.capitalize(), **changes)  # type: ignore[arg-type]


@pytest.fixture
def column(qtbot: QtBot) -> EpisodeList:
    made = EpisodeList(Theme("light"))
    qtbot.addWidget(made)
    made.resize(240, 500)
    made.set_episodes([episode("anchor"), episode("bowline"), episode("cleat", "Cleat & <b>rope</b>")])
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def opened(column: EpisodeList) -> list[str]:
    heard: list[str] = []
    column.episode_opened.connect(heard.append)
    return heard


def titles(column: EpisodeList) -> list[str]:
    model = column.view.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def row(column: EpisodeList, number: int) -> QModelIndex:
    return column.view.model().index(number, 0)


def click(column: EpisodeList, number: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = column.view.visualRect(row(column, number)).center()
    QTest.mouseClick(column.view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def selected(column: EpisodeList) -> list[str]:
    return [index.data() for index in column.view.selectionModel().selectedIndexes()]


def action(menu: QMenu, text: str) -> Callable[[], None]:
    return next(action for action in menu.actions() if action.text() == text).trigger


def test_the_view_is_found_by_its_name_and_says_what_it_is(column: EpisodeList) -> None:
    assert column.view.objectName() == "episode_list"
    assert column.view.accessibleName() == "Episodes"
    assert titles(column) == ["Anchor", "Bowline", "Cleat & <b>rope</b>"]


def test_a_click_opens(column: EpisodeList, opened: list[str]) -> None:
    click(column, 1)
    assert opened == ["bowline"]
    assert selected(column) == ["Bowline"]


def test_arrows_move_the_ring_and_enter_opens(column: EpisodeList, opened: list[str]) -> None:
    column.choose("anchor")
    QTest.keyClick(column.view, Qt.Key.Key_Down)
    QTest.keyClick(column.view, Qt.Key.Key_Down)
    assert selected(column) == ["Anchor"]
    assert opened == []
    QTest.keyClick(column.view, Qt.Key.Key_Return)
    assert opened == ["cleat"]
    assert selected(column) == ["Cleat & <b>rope</b>"]


def test_typing_finds_a_title(column: EpisodeList) -> None:
    QTest.keyClicks(column.view, "bo")
    assert column.view.currentIndex().data() == "Bowline"


def test_delete_wishes_the_row_in_the_ring_away(column: EpisodeList, qtbot: QtBot) -> None:
    column.choose("anchor")
    QTest.keyClick(column.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(column.remove_wished) as heard:
        QTest.keyClick(column.view, Qt.Key.Key_Delete)
    assert heard.args == [["bowline"]]


def test_lines_gathered_with_ctrl_are_removed_together_and_not_opened(
    column: EpisodeList, opened: list[str], qtbot: QtBot
) -> None:
    click(column, 0)
    click(column, 2, Qt.KeyboardModifier.ControlModifier)
    assert opened == ["anchor"]
    with qtbot.waitSignal(column.remove_wished) as heard:
        QTest.keyClick(column.view, Qt.Key.Key_Delete)
    assert heard.args == [["anchor", "cleat"]]


def test_the_row_being_read_stays_marked_under_right_clicks_and_clicks_beside_all_rows(
    column: EpisodeList, opened: list[str]
) -> None:
    column.choose("anchor")
    place = column.view.visualRect(row(column, 2)).center()
    QTest.mouseClick(column.view.viewport(), Qt.MouseButton.RightButton, pos=place)
    QTest.mouseClick(column.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 400))
    assert selected(column) == ["Anchor"]
    assert opened == []


def test_twins_are_one_line_whose_versions_can_be_opened_each(column: EpisodeList, opened: list[str]) -> None:
    column.set_episodes([episode("rich", words=900, same_episode_as=("poor",)), episode("poor"), episode("other")])
    assert titles(column) == ["Rich", "Other"]
    tellings = column.context_menu(row(column, 0)).findChild(QMenu)
    assert tellings is not None
    assert [entry.text().split(" · ")[0] for entry in tellings.actions()] == ["Rich", "Poor"]
    tellings.actions()[1].trigger()
    assert opened == ["poor"]
    assert selected(column) == ["Rich"]


def test_right_arrow_shows_the_versions(column: EpisodeList, qtbot: QtBot) -> None:
    column.set_episodes([episode("rich", words=900, same_episode_as=("poor",)), episode("poor")])
    column.choose("rich")
    QTest.keyClick(column.view, Qt.Key.Key_Right)
    menu = column.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    assert len(menu.actions()) == 2
    menu.close()


def test_a_hidden_telling_opened_elsewhere_selects_its_line(column: EpisodeList) -> None:
    column.set_episodes([episode("other"), episode("rich", words=900, same_episode_as=("poor",)), episode("poor")])
    column.choose("poor")
    assert selected(column) == ["Rich"]


def test_choosing_before_the_episodes_come_marks_the_line_when_they_do(column: EpisodeList) -> None:
    column.choose("late")
    assert selected(column) == []
    column.set_episodes([episode("early"), episode("late")])
    assert selected(column) == ["Late"]


def test_the_context_menu_copies_the_link_and_removes_all_tellings(column: EpisodeList, qtbot: QtBot) -> None:
    column.set_episodes([episode("rich", words=900, same_episode_as=("poor",)), episode("poor")])
    menu = column.context_menu(row(column, 0))
    with qtbot.waitSignal(column.copy_link_wished) as link:
        action(menu, "Copy link")()
    assert link.args == ["rich"]
    with qtbot.waitSignal(column.remove_wished) as removed:
        action(menu, "Remove")()
    assert removed.args == [["rich", "poor"]]


def test_in_the_bin_lines_can_be_put_back_and_not_be_removed_again(column: EpisodeList, qtbot: QtBot) -> None:
    column.set_episodes([episode("kept"), episode("thrown", removed=True)])
    column.set_filter(Filter("bin"))
    assert titles(column) == ["Thrown"]
    with qtbot.assertNotEmitted(column.remove_wished):
        column.choose("thrown")
        QTest.keyClick(column.view, Qt.Key.Key_Delete)
    with qtbot.waitSignal(column.restore_wished) as heard:
        action(column.context_menu(row(column, 0)), "Put back")()
    assert heard.args == [["thrown"]]


def test_by_show_the_lines_stand_under_heads_that_cannot_be_chosen(column: EpisodeList) -> None:
    column.set_episodes([episode("a", show="Splices"), episode("b"), episode("c", show="Knots")])
    column.set_sort("title", by_show=True)
    assert titles(column) == ["Knots", "C", "Splices", "A", "No show named", "B"]
    assert not row(column, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    column.choose("c")
    QTest.keyClick(column.view, Qt.Key.Key_Down)
    assert column.view.currentIndex().data() == "A"


def test_the_sort_menu_tells_what_was_chosen(column: EpisodeList, qtbot: QtBot) -> None:
    menu = column.findChild(QMenu)
    assert menu is not None
    with qtbot.waitSignal(column.sort_changed) as heard:
        action(menu, "Title")()
    assert heard.args == ["title", False]
    with qtbot.waitSignal(column.sort_changed) as heard:
        action(menu, "By show")()
    assert heard.args == ["title", True]


def test_an_empty_part_says_why(column: EpisodeList) -> None:
    column.set_filter(Filter("reading"))
    assert "Nothing begun" in [label.text() for label in column.findChildren(QLabel) if label.isVisible()]


def test_the_episode_just_opened_stays_in_the_unread_ones_until_another_part_is_chosen(column: EpisodeList) -> None:
    column.set_filter(Filter("unread"))
    column.choose("bowline")
    column.set_episodes([episode("anchor"), episode("bowline", opened="2026-02-02"), episode("cleat")])
    assert titles(column) == ["Anchor", "Bowline", "Cleat"]
    column.set_filter(Filter())
    column.set_filter(Filter("unread"))
    assert titles(column) == ["Anchor", "Cleat"]


def test_new_contents_keep_ring_selection_and_place(column: EpisodeList, qtbot: QtBot) -> None:
    many = [episode(f"{number:03}") for number in range(200)]
    column.set_episodes(many)
    column.choose("100")
    QTest.keyClick(column.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: column.view.verticalScrollBar().value() > 0)
    place = column.view.verticalScrollBar().value()
    column.set_episodes([*many, episode("zzz")])
    assert selected(column) == ["100"]
    assert column.view.currentIndex().data() == "101"
    assert column.view.verticalScrollBar().value() == place


def test_ten_thousand_rows_are_filtered_and_painted(column: EpisodeList, qtbot: QtBot) -> None:
    column.set_episodes([episode(f"e{number}", published=f"2025-01-{number % 28 + 1:02}") for number in range(10_000)])
    assert column.view.model().rowCount() == 10_000
    column.view.scrollToBottom()
    qtbot.waitUntil(lambda: column.view.indexAt(QPoint(100, 300)).isValid())
    assert not column.grab().isNull()


def test_the_ground_is_the_lists_from_edge_to_edge_in_every_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    column = EpisodeList(theme)
    qtbot.addWidget(column)
    column.resize(240, 300)
    column.set_episodes([episode("anchor")])
    for name in ("light", "dark", "sepia"):
        theme.choose(name)
        image = column.grab().toImage()
        for y in (42, 297):
            assert image.pixelColor(3, y) == theme.palette.list, (name, y)
