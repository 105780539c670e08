"""A theme chosen while the window is open looks as if the window had been built in it, on every page, hidden or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.core.model import ImportReport
from reader_app.core.paths import DataPaths
from reader_app.core.settings import Settings
from reader_app.ui.main_window import MainWindow
from reader_app.ui.palette import THEME_NAMES, ThemeName, palette_named

BEFORE: dict[ThemeName, ThemeName] = {"light": "dark", "sepia": "dark", "dark": "light"}


@pytest.fixture(autouse=True)
def _undressed(qapp: QApplication) -> Iterator[None]:
    """Other tests find the application as it was."""
    palette, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().name()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def open_window(data: Path, theme: ThemeName, qtbot: QtBot) -> MainWindow:
    Settings(DataPaths(data).settings).change(theme=theme, window="")
    window = build(data)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    return window


def pages(window: MainWindow) -> dict[str, QImage]:
    """Every page of the window, drawn; the ones that are hidden are turned to only now."""
    drawn: dict[str, QImage] = {}

    def draw(name: str, part: QWidget) -> None:
        QApplication.processEvents()
        drawn[name] = part.grab().toImage()

    draw("text and chapters", window)
    for tab in ("entities", "quotes"):
        window.side_panel.show_tab(tab)
        draw(tab, window.side_panel)
    window.middle.setCurrentWidget(window.search_panel)
    draw("search", window.search_panel)
    window.import_page.show_report(ImportReport())
    window.text.setCurrentWidget(window.import_page)
    draw("import", window.import_page)
    window.text.setCurrentWidget(window.pane)
    window.pane.clear(empty_library=False)
    draw("nothing chosen", window.pane)
    window.pane.clear()
    draw("empty", window.pane)
    draw("preferences", window.preferences)
    return drawn


@pytest.mark.parametrize("name", THEME_NAMES)
def test_a_change_at_runtime_leaves_nothing_of_the_old_theme(name: ThemeName, tmp_path: Path, qtbot: QtBot) -> None:
    open_window(tmp_path, name, qtbot).close()  # the samples are in and the first of them is read
    built = open_window(tmp_path, name, qtbot)
    expected = pages(built)
    built.close()
    changed = open_window(tmp_path, BEFORE[name], qtbot)
    changed.theme.choose(name)
    found = pages(changed)
    assert [page for page in expected if expected[page] != found[page]] == []
    changed.close()


@pytest.mark.parametrize("when", ["before it is shown", "while it is shown"])
def test_the_paper_is_that_of_the_theme(when: str, tmp_path: Path, qtbot: QtBot) -> None:
    Settings(DataPaths(tmp_path).settings).change(theme="light")
    window = build(tmp_path)
    qtbot.addWidget(window)
    if when == "before it is shown":
        window.theme.choose("dark")
    window.show()
    qtbot.waitExposed(window)
    window.theme.choose("dark")
    viewport = window.pane.view.viewport()
    assert viewport.grab().toImage().pixelColor(2, 2) == palette_named("dark").paper
    window.close()
