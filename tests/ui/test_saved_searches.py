"""Saved searches in the sidebar: kept and asked again, counted while one reads on, seen, renamed, removed and brought back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reader_app.core.errors import Cancelled, LibraryError, QueryError
from reader_app.core.findings import SavedSearch, Survey
from reader_app.core.library import Library
from reader_app.ui import saved_searches
from reader_app.ui.bars import QuietBar
from reader_app.ui.jobs import Jobs
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.notices import Notices
from reader_app.ui.saved_searches import KeptSearches
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.searching import Searching
from reader_app.ui.theme import Theme

FOG = SavedSearch("1", "fog signals", "", "2026-01-01", new=4)
TIDES = SavedSearch("2", "speaker:Bo tides", "Bo on tides", "2026-01-02", new=0)


class FakeSearches:
    """Saved searches in memory; `fresh` are the new hits by id that the next count finds."""

    def __init__(self) -> None:
        self.kept = {search.id: search for search in (FOG, TIDES)}
        self.removed: dict[str, SavedSearch] = {}
        self.fresh: dict[str, int] = {}
        self.came: dict[str, int] = {}
        self.counted = 0
        self.seen: list[tuple[str, Survey]] = []
        self.broken = ""
        self.stopped = False

    def listed(self) -> list[SavedSearch]:
        if self.broken:
            raise LibraryError(self.broken)
        return list(self.kept.values())

    def add(self, query: str, name: str = "", seen: Survey | None = None) -> SavedSearch:
        if query.endswith('"'):
            raise QueryError("A quote is not closed.", 3)
        self.kept["3"] = SavedSearch("3", query.strip(), name, "2026-01-03", 0 if seen is not None else None)
        return self.kept["3"]

    def rename(self, search: str, name: str) -> SavedSearch:
        self.kept[search] = replace(self.kept[search], name=name)
        return self.kept[search]

    def change(self, search: str, query: str) -> SavedSearch:
        self.kept[search] = replace(self.kept[search], query=query, new=None)
        return self.kept[search]

    def remove(self, search: str) -> None:
        self.removed[search] = self.kept.pop(search)

    def restore(self, search: str) -> SavedSearch:
        self.kept[search] = self.removed.pop(search)
        return self.kept[search]

    def new_in(self, _search: str, _survey: Survey) -> dict[str, int]:
        came, self.came = self.came, {}
        return came

    def mark_seen(self, search: str, survey: Survey) -> None:
        self.seen.append((search, survey))
        self.kept[search] = replace(self.kept[search], new=0)

    def count_new(self, cancelled: Callable[[], bool] | None = None) -> list[SavedSearch]:
        assert cancelled is not None
        self.counted += 1
        if self.stopped:
            raise Cancelled("This was stopped.")
        for search, new in self.fresh.items():
            self.kept[search] = replace(self.kept[search], new=new)
        return self.listed()


class FakeLibrary:
    def __init__(self) -> None:
        self.saved_searches = FakeSearches()


class FakeSearching(QObject):
    """What is searched for, as the tests say."""

    answered = Signal(object)
    surveyed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.typing = "", False
        self.searched: list[str] = []
        self.first: dict[str, int] = {}

    def put_first(self, new: Mapping[str, int]) -> None:
        self.first = dict(new)

    def search_for(self, query: str) -> None:
        self.searched.append(query)

    def find(self, query: str, *, typing: bool = False) -> None:
        """Shows the results of a query, all of them counted."""
        self.asked, self.typing = query, typing
        self.answered.emit(None)
        self.surveyed.emit(Survey(query.strip(), 9, 3, (("a", 9),)))


class Desk:
    """A sidebar whose saved searches are led."""

    def __init__(self, qtbot: QtBot) -> None:
        theme = Theme("light")
        self.library = FakeLibrary()
        self.searches = self.library.saved_searches
        self.sidebar, self.panel, self.searching = LibrarySidebar(theme), SearchPanel(theme), FakeSearching()
        self.bar = QuietBar(theme)
        self.notices = Notices(self.bar)
        self.jobs = Jobs()
        for widget in (self.sidebar, self.panel, self.bar):
            qtbot.addWidget(widget)
        self.kept = KeptSearches(
            cast(Library, self.library), self.jobs, self.sidebar, self.panel, cast(Searching, self.searching), self.notices
        )
        self.kept.refresh()
        self.sidebar.resize(208, 500)
        self.sidebar.show()
        qtbot.waitExposed(self.sidebar)

    @property
    def rows(self) -> list[str]:
        model = self.sidebar.view.model()
        words = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
        return words[words.index("Saved searches") + 1 :] if "Saved searches" in words else []

    @property
    def marked(self) -> list[str]:
        return [index.data() for index in self.sidebar.view.selectionModel().selectedIndexes()]

    def click(self, name: str) -> None:
        view = self.sidebar.view
        row = next(row for row in range(view.model().rowCount()) if view.model().index(row, 0).data() == name)
        view.setCurrentIndex(view.model().index(row, 0))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(row, 0)).center())

    def menu(self, search: SavedSearch) -> dict[str, Any]:
        return {action.text().partition("\t")[0]: action for action in self.sidebar.view.menu_of(search).actions()}


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(saved_searches, "COUNT_AFTER_MS", 1)
    made = Desk(qtbot)
    yield made
    made.jobs.stop()


def test_they_stand_under_their_head_with_what_is_new(desk: Desk) -> None:
    assert desk.rows == ["fog signals, 4 new hits", "Bo on tides"]


def test_without_any_there_is_no_head(desk: Desk) -> None:
    desk.searches.kept.clear()
    desk.kept.refresh()
    assert desk.rows == []


def test_a_click_asks_again(desk: Desk) -> None:
    finished: list[None] = []
    desk.sidebar.search_entered.connect(lambda: finished.append(None))
    desk.click("Bo on tides")
    assert desk.searching.searched == ["speaker:Bo tides"]
    assert finished == [None]


def test_what_has_come_is_counted_without_being_asked(desk: Desk, qtbot: QtBot) -> None:
    desk.searches.fresh = {"2": 1}
    desk.kept.refresh()
    qtbot.waitUntil(lambda: desk.rows == ["fog signals, 4 new hits", "Bo on tides, 1 new hit"])


def test_a_count_that_is_stopped_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.busy())
    desk.searches.stopped = True
    desk.kept.refresh()
    qtbot.waitUntil(lambda: not desk.jobs.busy() and not desk.kept._timer.isActive())
    assert desk.rows == ["fog signals, 4 new hits", "Bo on tides"]
    assert desk.bar.isHidden()


def test_who_looks_at_the_results_has_seen_them(desk: Desk) -> None:
    desk.searching.find("fog signals ")
    assert [(search, survey.total) for search, survey in desk.searches.seen] == [("1", 9)]
    assert desk.rows == ["fog signals", "Bo on tides"]
    assert desk.marked == ["fog signals"]


def test_episodes_with_new_hits_stay_first_as_long_as_the_results_stand(desk: Desk) -> None:
    desk.searches.came = {"b": 3}
    desk.searching.find("fog signals")
    assert desk.searching.first == {"b": 3}
    desk.searches.came = {"c": 1, "b": 1}
    desk.searching.find("fog signals")
    assert desk.searching.first == {"b": 4, "c": 1}
    desk.searching.find("fog")
    assert desk.searching.first == {}


def test_what_is_kept_while_its_last_word_may_go_on_is_counted_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_searches, "COUNT_AFTER_MS", 60_000)
    desk = Desk(qtbot)
    desk.searching.find("lamp oil", typing=True)
    desk.panel.save_wished.emit(True)
    qtbot.waitUntil(lambda: desk.searches.counted == 1)
    desk.jobs.stop()


def test_while_the_last_word_may_be_unfinished_nothing_counts_as_seen(desk: Desk) -> None:
    desk.searching.find("fog signals", typing=True)
    assert desk.searches.seen == []
    assert desk.marked == ["fog signals"]


def test_what_is_searched_for_can_be_kept_and_given_up(desk: Desk) -> None:
    desk.searching.find("lamp oil")
    desk.panel.save_wished.emit(True)
    assert desk.rows == ["fog signals, 4 new hits", "Bo on tides", "lamp oil"]
    assert desk.marked == ["lamp oil"]
    desk.panel.save_wished.emit(False)
    assert desk.rows == ["fog signals, 4 new hits", "Bo on tides"]
    desk.notices.undo()
    assert desk.rows[-1] == "lamp oil"


def test_what_cannot_be_read_is_not_kept_and_that_is_said(desk: Desk) -> None:
    desk.searching.find('lamp "oil"')
    desk.panel.save_wished.emit(True)
    assert desk.bar.words.text() == "A quote is not closed."
    assert len(desk.rows) == 2


def test_a_name_is_written_in_its_place_also_while_new_counts_come(desk: Desk, qtbot: QtBot) -> None:
    desk.click("fog signals")
    QTest.keyClick(desk.sidebar.view, Qt.Key.Key_F2)
    editor = desk.sidebar.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "fog signals"
    QTest.keyClicks(editor, "Horns  at ")
    desk.searches.kept["1"] = replace(FOG, new=5)
    desk.kept.refresh()
    QTest.keyClicks(editor, "sea")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.rows[0] == "Horns at sea, 5 new hits")
    qtbot.waitUntil(desk.sidebar.view.hasFocus)
    assert desk.searching.searched == ["fog signals"]  # by the click, not by the key that ended the name
    assert desk.searches.kept["1"].query == "fog signals"


def test_a_name_that_is_the_query_is_none(desk: Desk) -> None:
    model = desk.sidebar.view.parts
    assert model.setData(model.index_of_search("2"), "speaker:Bo tides")
    assert desk.searches.kept["2"].name == ""


def test_delete_removes_and_undo_brings_back(desk: Desk) -> None:
    desk.click("Bo on tides")
    QTest.keyClick(desk.sidebar.view, Qt.Key.Key_Delete)
    assert desk.rows == ["fog signals, 4 new hits"]
    assert desk.bar.words.text() == "Saved search removed: Bo on tides"
    desk.bar.button.click()
    assert desk.rows == ["fog signals, 4 new hits", "Bo on tides"]
    assert desk.bar.words.text() == "Saved search kept again: Bo on tides"


def test_the_menu_changes_it_to_what_is_searched_for_now(desk: Desk) -> None:
    assert not desk.menu(FOG)["Replace with this search"].isEnabled()
    desk.searching.find("fog horns")
    desk.menu(FOG)["Replace with this search"].trigger()
    assert desk.searches.kept["1"].query == "fog horns"
    assert desk.marked == ["fog horns"]
    desk.menu(TIDES)["Search again"].trigger()
    assert desk.searching.searched == ["speaker:Bo tides"]


def test_a_library_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.searches.broken = "The library cannot be read."
    desk.kept.refresh()
    assert desk.bar.words.text() == "The library cannot be read."
    assert len(desk.rows) == 2


def test_as_a_rail_the_sidebar_leaves_them_out(desk: Desk) -> None:
    desk.sidebar.set_compact(True)
    assert desk.rows == []
