"""Files of one recording: offered without asking anything, joined when the reader says so, and always back again."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reader_app.core.model import ImportReport
from reader_app.ui.jobs import Job
from reader_app.ui.main_window import MainWindow
from reader_app.ui.tellings import JOINING
from tests.ui.windows import open_titled, span_of

_WORDS = (
    "oak iron tin clay bucket ladder kettle bench yard attic lane hinge nail rope slate gutter barrel spade fence orchard "
    "wheel saw plank copper drain chimney lantern sack mortar brick paint"
)


def _sentence(rng: random.Random) -> str:
    return f"The {' '.join(rng.choice(_WORDS.split()) for _ in range(rng.randint(6, 12)))}."


_RNG = random.Random(7)
SAID = [_sentence(_RNG) for _ in range(90)]
TEXT = "A yard full of things\n\n" + "\n\n".join(
    f"{'Ines' if number % 3 else 'Otto'}: {said}" for number, said in enumerate(SAID)
)


def _clock(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02},000"


CAPTIONS = "\n".join(
    f"{number + 1}\n{_clock(number * 5)} --> {_clock(number * 5 + 4)}\n{said}\n" for number, said in enumerate(SAID)
)


@pytest.fixture
def yard(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> str:
    """The id of a talk without times that is open, after captions of the same recording came in."""
    (tmp_path / "yard.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "yard.srt").write_text(CAPTIONS, encoding="utf-8")
    episode = window.library.import_paths([tmp_path / "yard.txt"]).episodes[0].id
    with qtbot.waitSignal(window.tellings.pairs_found):
        window.open_paths([tmp_path / "yard.srt"])
    window.read(episode)
    settle(window, qtbot)
    return episode


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def press(window: MainWindow, words: str) -> None:
    next(action for action in window.actions() if action.text().replace("&", "") == words).trigger()


def titles(window: MainWindow) -> list[str]:
    return sorted(row.title for row in window.library.episodes())


def look(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.twin_line.look.click()
    qtbot.waitUntil(lambda: window.tellings.dialog is not None)


def times_of(window: MainWindow) -> set[str]:
    """Where the times of the page come from."""
    assert window.reading.current is not None
    return {each.moment.origin for each in window.reading.current.paragraphs if each.moment is not None}


@pytest.mark.usefixtures("yard")
def test_a_line_under_the_header_offers_it_and_nothing_happens_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    assert window.pane.twin_line.text.startswith("“yard.srt” has times")
    assert len(titles(window)) == 4
    open_titled(window, "Bell")
    settle(window, qtbot)
    assert window.pane.twin_line.isHidden()


@pytest.mark.usefixtures("yard")
def test_who_closes_the_line_does_not_see_it_again(window: MainWindow, yard: str, qtbot: QtBot) -> None:
    window.pane.twin_line.close_button.click()
    assert window.pane.twin_line.isHidden()
    open_titled(window, "Bell")
    window.read(yard)
    settle(window, qtbot)
    assert window.pane.twin_line.isHidden()
    assert len(window.settings.choices.kept_apart.split()) == 1
    press(window, "Join with another file of it…")
    qtbot.waitUntil(lambda: window.tellings.dialog is not None)


def test_this_text_gets_the_times_of_the_other_and_gives_them_back(window: MainWindow, yard: str, qtbot: QtBot) -> None:
    window.quoting.add(span_of(window, SAID[40]))
    look(window, qtbot)
    assert window.tellings.dialog is not None
    assert window.tellings.dialog.choices.chosen.way == "both"
    window.tellings.dialog.main_button.click()
    qtbot.waitUntil(lambda: window.quiet_bar.words.text() == "Joined with “yard.srt”")
    settle(window, qtbot)

    assert window.reading.current is not None
    assert window.reading.current.episode.id == yard
    assert times_of(window) == {"interpolated"}
    assert window.reading.current.bookmarks[0].anchor == "exact"
    assert len(titles(window)) == 3
    assert window.pane.twin_line.isHidden()
    assert not window.work_bar.isVisible()

    window.notices.undo()
    settle(window, qtbot)
    assert times_of(window) == set()
    assert len(titles(window)) == 4
    assert window.pane.twin_line.isVisible()


def test_the_one_that_is_open_leads_on_when_it_is_joined_to_another(window: MainWindow, yard: str, qtbot: QtBot) -> None:
    other = next(row.id for row in window.library.episodes() if row.path.endswith("yard.srt"))
    window.read(other)
    window.tellings.decide(yard, other, "theirs")
    qtbot.waitUntil(lambda: window.quiet_bar.words.text().startswith("Joined with"))
    assert window.reading.current is not None
    assert window.reading.current.episode.id == yard
    assert times_of(window) == {"stated"}


def test_both_stay_apart_for_good_when_the_reader_says_so(window: MainWindow, yard: str, qtbot: QtBot) -> None:
    look(window, qtbot)
    assert window.tellings.dialog is not None
    window.tellings.dialog.choices.buttons.button(3).click()
    window.tellings.dialog.main_button.click()
    assert window.pane.twin_line.isHidden()
    assert len(titles(window)) == 4
    assert window.settings.choices.kept_apart
    assert yard


def test_the_report_of_an_import_offers_it_by_a_button(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "yard.txt").write_text(TEXT, encoding="utf-8")
    window.library.import_paths([tmp_path / "yard.txt"])
    (tmp_path / "yard.srt").write_text(CAPTIONS, encoding="utf-8")
    with qtbot.waitSignal(window.tellings.pairs_found):
        window.open_paths([tmp_path / "yard.srt"])

    [group] = [group for group in window.import_page.words.groups if group.head == "Tells a recording that you have"]
    [line] = group.lines
    assert line.file == "yard.srt"
    assert line.words.startswith("The same recording as “A yard full of things”. This file has times")
    assert "yard.srt: The same recording" in window.import_page.words.plain()
    [button] = [each for each in window.import_page.findChildren(QPushButton) if each.text() == "Look at both…"]
    button.click()
    qtbot.waitUntil(lambda: window.tellings.dialog is not None)

    assert window.tellings.dialog is not None
    window.tellings.dialog.main_button.click()
    qtbot.waitUntil(lambda: window.quiet_bar.words.text().startswith("Joined with"))
    settle(window, qtbot)
    assert "Tells a recording that you have" not in window.import_page.words.plain()


def test_a_joining_that_is_stopped_leaves_both_as_they_were(
    window: MainWindow, yard: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(row.id for row in window.library.episodes() if row.path.endswith("yard.srt"))
    tellings = window.library.tellings
    join = tellings.join

    def stopped_meanwhile(*which: str) -> object:
        qtbot.waitUntil(lambda: window.work_bar.words.text() == "Stopping", timeout=3000)
        return join(*which)  # type: ignore[arg-type]

    monkeypatch.setattr(tellings, "join", stopped_meanwhile)
    window.tellings.decide(yard, other, "both")
    window.work_bar.button.click()
    qtbot.waitUntil(lambda: window.quiet_bar.words.text().startswith("Stopped"))
    assert len(titles(window)) == 4
    assert not window.work_bar.isVisible()


def test_one_joining_is_done_at_a_time_and_stopping_an_import_does_not_stop_it(
    window: MainWindow, yard: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(row.id for row in window.library.episodes() if row.path.endswith("yard.srt"))
    tellings, goes_on, joined = window.library.tellings, threading.Event(), []
    join = tellings.join

    def slow(*which: str) -> object:
        joined.append(which)
        goes_on.wait(5)
        return join(*which)  # type: ignore[arg-type]

    def importing(job: Job) -> ImportReport:
        while not job.cancelled():
            time.sleep(0.01)
        return ImportReport(cancelled=True)

    monkeypatch.setattr(tellings, "join", slow)
    window.tellings.decide(yard, other, "both")
    window.tellings.decide(yard, other, "theirs")
    assert window.quiet_bar.words.text() == JOINING
    window.importing.run(importing, "Importing a shed")
    window.work_bar.button.click()
    qtbot.waitUntil(lambda: not window.importing.busy)
    goes_on.set()
    qtbot.waitUntil(lambda: window.quiet_bar.words.text() == "Joined with “yard.srt”")
    settle(window, qtbot)
    assert joined == [(yard, other, "both")]


def test_what_was_not_joined_is_told_without_looking_at_each_for_each(
    window: MainWindow, yard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counted(list[str]):
        looks = 0

        def __iter__(self) -> Iterator[str]:
            self.looks += 1
            return super().__iter__()

    ids = Counted([yard])
    monkeypatch.setattr(window.library, "episodes", lambda: [window.library.episode(yard)] * 50)
    assert set(window.tellings.still_apart(ids)) == {yard}
    assert ids.looks == 1


def test_taking_an_import_back_leaves_what_was_joined_meanwhile(window: MainWindow, yard: str, qtbot: QtBot) -> None:
    other = next(row.id for row in window.library.episodes() if row.path.endswith("yard.srt"))
    window.tellings.decide(yard, other, "theirs")
    qtbot.waitUntil(lambda: window.quiet_bar.words.text().startswith("Joined with"))
    window.import_page.take_back_wished.emit([other])
    assert window.quiet_bar.words.text().startswith("What came in is a version of another episode now")
    assert window.library.episode(yard).removed is False
    assert len(titles(window)) == 3


def test_who_closes_the_line_right_after_the_other_file_came_in_is_understood(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "yard.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "yard.srt").write_text(CAPTIONS, encoding="utf-8")
    window.read(window.library.import_paths([tmp_path / "yard.txt"]).episodes[0].id)
    with qtbot.waitSignal(window.tellings.pairs_found):
        window.open_paths([tmp_path / "yard.srt"])
    window.import_page.closed.emit()
    assert window.pane.twin_line.isVisible()
    window.pane.twin_line.close_button.click()
    window.tellings.refresh()
    assert window.pane.twin_line.isHidden()


def test_two_that_came_in_together_are_told_once(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "yard.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "yard.srt").write_text(CAPTIONS, encoding="utf-8")
    with qtbot.waitSignal(window.tellings.pairs_found) as told:
        window.open_paths([tmp_path / "yard.txt", tmp_path / "yard.srt"])
    [pair] = told.args[0]
    assert {Path(pair.new.path).name, Path(pair.older.path).name} == {"yard.txt", "yard.srt"}
    settle(window, qtbot)
