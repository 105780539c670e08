"""After the first paint search is made ready; what was found damaged is built anew while the reader searches."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui import upkeep
from reader_app.ui.main_window import MainWindow

Progress = Callable[[int, int], None]


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def test_a_search_is_asked_again_once_the_index_holds_what_it_missed(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []
    monkeypatch.setattr(window.searching, "ask_again", lambda: asked.append(None))
    monkeypatch.setattr(window.library, "prepare_search", lambda *_: False)
    window.upkeep.begin()
    at_rest(window, qtbot)
    assert not asked

    monkeypatch.setattr(window.library, "prepare_search", lambda progress, _: progress(1, 1))
    window.upkeep.begin()
    at_rest(window, qtbot)
    assert len(asked) == 1


def test_the_bar_tells_of_a_long_rebuilding_and_leaves_afterwards(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(window.work_bar, "show_work", lambda words, done, total: shown.append(f"{words}, {done} of {total}"))

    def prepare(progress: Progress, _: object) -> bool:
        progress(84, 128)
        progress(1, upkeep.WORTH_TELLING)
        return True

    monkeypatch.setattr(window.library, "prepare_search", prepare)
    window.upkeep.begin()
    at_rest(window, qtbot)
    assert shown == ["Rebuilding search, 84 of 128"]
    assert window.work_bar.isHidden()
