"""Automatic sections come after the text, lead through it, and go when the reader does not want them."""

import random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader_app.ui.chapter_dialog import ChapterDialog
from reader_app.ui.main_window import MainWindow

TOPICS = ("hive queen swarm honey drone wax comb nectar", "pendulum gear spring bell tower weight dial oil")


@pytest.fixture
def talk(window: MainWindow) -> str:
    """The id of a conversation of ten minutes and more on two topics, without chapters."""
    chance = random.Random(3)
    lines = []
    for number in range(90):
        words = TOPICS[number // 45].split()
        said = " ".join(chance.choice(words) if chance.random() < 0.5 else "over here" for _ in range(30))
        clock = f"{number * 15 // 60:02}:{number * 15 % 60:02}"
        lines.append(f"[00:{clock}] {'Ada' if number % 2 else 'Ole'}: {said.capitalize()}.")
    report = window.library.import_content("\n".join(lines).encode(), "talk")
    return report.episodes[0].id


def rows(window: MainWindow) -> list[str]:
    """The titles that the chapters panel lists."""
    model = window.side_panel.chapters.view.model()
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def test_a_talk_without_chapters_gets_sections_that_say_they_are_ours(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    assert window.side_panel.chapters.origin_words() == "Sections found automatically"


def test_the_keys_for_chapters_lead_through_them(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    before = window.pane.view.current_offset()
    window.pane.view.step_chapter(1)
    assert window.pane.view.current_offset() > before


def test_they_can_be_hidden_and_stay_so(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    window.sections.set_shown(False)
    assert rows(window) == []
    assert not window.settings.choices.sections
    window.sections.set_shown(True)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)


def test_stated_chapters_are_left_alone(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    stated = next(row.id for row in window.library.episodes() if row.id != talk)
    window.reading.open(stated)
    qtbot.waitUntil(lambda: not window.jobs.busy())
    assert window.side_panel.chapters.origin_words() != "Sections found automatically"


def test_a_chapter_of_the_readers_stands_among_them(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    before = rows(window)
    assert window.reading.current is not None
    window.library.corrections.add_chapter(talk, len(window.reading.current.transcript.text) // 5, "A fifth of it")
    window.reading.reload()
    qtbot.waitUntil(lambda: len(rows(window)) > len(before))
    assert "A fifth of it" in rows(window)
    assert window.side_panel.chapters.origin_words() == "Sections found automatically, and yours"


def test_a_section_becomes_a_chapter_that_is_the_readers(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    window.reading.open(talk)
    qtbot.waitUntil(lambda: len(rows(window)) > 1)
    panel, before = window.side_panel.chapters, rows(window)
    menu = panel.menu_of(1)
    next(action for action in menu.actions() if action.text().startswith("Make this a chapter")).trigger()
    [dialog] = window.findChildren(ChapterDialog)
    assert dialog.title.text() == before[1]
    dialog.accept()
    qtbot.waitUntil(lambda: len(rows(window)) == len(before))
    assert rows(window)[1] == before[1]
    assert "yours" in panel.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
