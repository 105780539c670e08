"""The whole window while a search is shown in lines, over time, or asked again as a saved one."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.ui.columns import RESULTS
from reader_app.ui.main_window import MainWindow
from reader_app.ui.search_views import ResultsView
from tests.ui.windows import title

DATED = """---
title: {title}
date: {date}
---
**Ada**: The bell rang in {title}, and {more}nobody came.
"""


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    """Asks, the last word finished, and waits for all to be counted."""
    window.searching.search_for(query)
    window.sidebar.search_entered.emit()
    qtbot.waitUntil(lambda: window.searching.survey is not None and not window.jobs.busy())


def turn(window: MainWindow, qtbot: QtBot, view: ResultsView) -> None:
    window.search_panel.show_view(view)
    window.search_panel.view_chosen.emit(view)
    qtbot.waitUntil(lambda: not window.jobs.busy())


def bring_in(window: MainWindow, qtbot: QtBot, folder: Path, name: str, date: str, more: str = "") -> None:
    path = folder / f"{name}.md"
    path.write_text(DATED.format(title=name, date=date, more=more), encoding="utf-8")
    before = len(window.library.episodes())
    window.importing.import_paths([path])
    qtbot.waitUntil(lambda: len(window.library.episodes()) > before and not window.jobs.busy())
    window.text.setCurrentWidget(window.pane)


def test_lines_follow_the_search_and_lead_into_the_text(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "nobody")
    turn(window, qtbot, "lines")
    lines = window.result_views.lines
    qtbot.waitUntil(lambda: lines.concordance is not None)
    assert lines.concordance is not None
    assert sorted(line.keyword for line in lines.concordance.lines) == ["Nobody", "Nobody", "nobody"]
    assert window.search_panel.width() > RESULTS

    seen = set()
    for _ in lines.concordance.lines:
        QTest.keyClick(window.sidebar.field, Qt.Key.Key_Down)
        assert lines.current_line() is not None
        seen.add(title(window))
    assert len(seen) == 2
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.pane.view.hasFocus)
    QTest.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert lines.view.hasFocus()
    QTest.keyClick(lines.view, Qt.Key.Key_Escape)
    assert window.middle.currentWidget() is window.episode_list
    assert window.pane.view.hasFocus()
    assert title(window) == "The Bell at Gull Point"


def test_f6_leads_into_the_lines(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "nobody")
    turn(window, qtbot, "lines")
    window.result_views.lines.setFocus()
    qtbot.waitUntil(window.result_views.lines.view.hasFocus)
    assert window.search_panel.page is window.result_views.lines


def test_a_bar_narrows_the_search_to_its_time(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for name, date in (("Spring", "2024-03-02"), ("Summer", "2024-06-20")):
        bring_in(window, qtbot, tmp_path, name, date)
    search(window, qtbot, "bell")
    turn(window, qtbot, "time")
    over_time = window.result_views.over_time
    months = [period for period in over_time.chart.model.periods if period.hits]
    assert [(period.first, period.hits) for period in months] == [("2024-03-01", 1), ("2024-06-01", 1)]
    assert over_time.undated_words().endswith("in episodes without a date")

    over_time.period_chosen.emit(months[1])
    qtbot.waitUntil(lambda: window.searching.survey is not None and window.searching.survey.total == 1)
    assert window.search_panel.views.view == "list"
    assert window.search_panel.view.isVisible()
    assert {"after:2024-06", "before:2024-07", "bell"} == set(window.searching.asked.split())


def test_a_saved_search_counts_what_an_import_brings_until_it_is_looked_at(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.kept_searches._timer.setInterval(1)  # the test need not rest
    search(window, qtbot, "bell")
    window.search_panel.save_wished.emit(True)
    qtbot.waitUntil(lambda: not window.kept_searches._timer.isActive() and not window.jobs.busy())
    assert [search.new for search in window.library.saved_searches.listed()] == [0]
    window.searching.finish()

    bring_in(window, qtbot, tmp_path, "Autumn", "2024-10-02", "a second bell was heard, and ")
    qtbot.waitUntil(lambda: [search.new for search in window.library.saved_searches.listed()] == [2])
    qtbot.waitUntil(lambda: rows(window)[-1] == "bell, 2 new hits")

    window.sidebar.saved_chosen.emit(window.library.saved_searches.listed()[0])
    qtbot.waitUntil(lambda: rows(window)[-1] == "bell")
    assert window.searching.asked == "bell"
    results = window.search_panel.view.model()
    qtbot.waitUntil(
        lambda: results.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Autumn, 2 hits, 2 new"  # it would come last
    )


def test_what_is_imported_right_after_a_search_was_kept_is_new_in_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.kept_searches._timer.setInterval(60_000)
    window.searching.search_for("bell")  # its last word may go on
    qtbot.waitUntil(lambda: window.searching.survey is not None)
    window.search_panel.save_wished.emit(True)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    window.searching.finish()
    window.kept_searches._timer.setInterval(1)

    bring_in(window, qtbot, tmp_path, "Autumn", "2024-10-02", "a second bell was heard, and ")
    qtbot.waitUntil(lambda: rows(window)[-1] == "bell, 2 new hits")


def rows(window: MainWindow) -> list[str]:
    """The rows of the sidebar as a screen reader says them, up to the last saved search."""
    model = window.sidebar.view.parts
    words = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    return words[: words.index("Shows")] if "Shows" in words else words
