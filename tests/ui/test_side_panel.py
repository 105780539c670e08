"""The column right of the text turns between its tabs."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader_app.ui.side_panel import TABS, SidePanel
from reader_app.ui.theme import Theme


@pytest.fixture
def panel(qtbot: QtBot) -> SidePanel:
    made = SidePanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(232, 400)
    made.show()
    return made


def test_it_begins_with_the_chapters_and_turns_where_told(panel: SidePanel, qtbot: QtBot) -> None:
    assert panel.tab == "chapters"
    for tab, page in zip(TABS, (panel.chapters, panel.entities, panel.bookmarks), strict=True):
        panel.show_tab(tab)
        assert panel.tab == tab
        assert page.isVisible()
    with qtbot.waitSignal(panel.tab_changed) as turned:
        panel.show_tab("entities")
    assert turned.args == ["entities"]


def test_a_click_on_a_name_turns(panel: SidePanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.tabs, Qt.MouseButton.LeftButton, pos=panel.tabs.tabRect(2).center())
    assert panel.tab == "quotes"


def test_names_keep_their_places_when_another_is_chosen(panel: SidePanel) -> None:
    before = [panel.tabs.tabRect(number) for number in range(3)]
    panel.show_tab("quotes")
    assert [panel.tabs.tabRect(number) for number in range(3)] == before


def test_all_names_fit_the_narrowest_panel(panel: SidePanel) -> None:
    panel.resize(panel.minimumWidth(), 300)
    panel.grab()
    assert panel.tabs.tabRect(2).right() <= panel.tabs.width()


def test_every_tab_tells_its_key(panel: SidePanel) -> None:
    assert [panel.tabs.tabToolTip(number) for number in range(3)] == ["Chapters (Ctrl+1)", "Entities (Ctrl+2)", "Quotes (Ctrl+3)"]
