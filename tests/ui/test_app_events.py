"""What Qt tells of the app: the first paint once, and what the desktop of macOS wants opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.app_events import FirstPaint, OpenEvents
from reader_app.ui.wish import Wish

LINK = "transcript-reader:3f0c9a52-0d5c-4f0e-8d55-0f4ac2f6c1de?at=12"


@pytest.fixture
def events(qapp: QApplication) -> Iterator[OpenEvents]:
    made = OpenEvents(qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def ask_to_open(what: str | QUrl) -> None:
    QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(what))


def test_a_window_tells_once_that_it_and_its_parts_were_painted(qtbot: QtBot) -> None:
    window, painted = QWidget(), []
    part = QLabel("rope")
    QVBoxLayout(window).addWidget(part)
    qtbot.addWidget(window)
    first = FirstPaint(window)
    first.painted.connect(lambda: painted.append(part.isVisible()))
    with qtbot.waitSignal(first.painted):
        window.show()

    window.repaint()
    QCoreApplication.processEvents()

    assert painted == [True]


def test_files_and_links_go_where_those_of_the_command_line_go(events: OpenEvents) -> None:
    taken: list[Wish] = []
    events.deliver_to(taken.append)

    ask_to_open("/srv/wet rope#1.txt")
    ask_to_open(QUrl(LINK))
    ask_to_open(QUrl("https://attic.example/talk.txt"))

    assert taken == [Wish((Path("/srv/wet rope#1.txt"),)), Wish(links=(LINK,))]


def test_what_comes_before_the_window_waits_for_it(events: OpenEvents) -> None:
    ask_to_open("/a.txt")
    ask_to_open("/b.txt")
    taken: list[Wish] = []

    events.deliver_to(taken.append)

    assert taken == [Wish((Path("/a.txt"),)), Wish((Path("/b.txt"),))]
