"""An address is fetched when the reader says so, with progress; an episode whose feed names a transcript offers it."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.fetching import MOST_BYTES
from reader_app.core.model import ImportReport
from reader_app.ui.address_dialog import AddressDialog, is_web_address
from reader_app.ui.fetching import MOST, shown_name, size_words
from reader_app.ui.main_window import MainWindow
from tests.web_server import Handler, Server

VTT = b"""WEBVTT

00:01.000 --> 00:06.000
<v Ida>The ferry has a new bell, and it rings too early.

01:40.000 --> 01:46.000
<v Tom>We hung it on a Monday, in the rain.
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    made = Server()
    yield made
    made.close()


def feed_of(address: str) -> bytes:
    return (
        "<rss><channel><title>Pier talk</title><item><title>The bell</title><description>Ida looks at the bell.</description>"
        f'<podcast:transcript url="{address}" type="text/vtt"/></item></channel></rss>'
    ).encode()


def opened_item(window: MainWindow, address: str) -> str:
    [told] = window.library.import_content(feed_of(address), "feed.xml").episodes
    window.shelf.refresh()
    assert window.reading.open(told.id)
    return told.id


def dialog_of(window: MainWindow) -> AddressDialog:
    assert window.fetching.dialog is not None
    return window.fetching.dialog


def test_an_address_that_is_written_comes_in_as_a_file_does(window: MainWindow, qtbot: QtBot, server: Server) -> None:
    QGuiApplication.clipboard().setText("no address at all")
    window.fetching.ask()
    dialog = dialog_of(window)
    assert dialog.field.text() == ""
    assert not dialog.fetch_button.isEnabled()
    QTest.keyClicks(dialog.field, server.put("/the%20bell.vtt", VTT))
    assert server.asked == []

    with qtbot.waitSignal(window.importing.imported) as came:
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    report: ImportReport = came.args[0]
    [told] = report.episodes
    assert told.path == f"{server.address}/the%20bell.vtt"
    assert window.text.currentWidget() is window.import_page
    assert len(server.asked) == 1


def test_an_address_in_the_clipboard_stands_in_the_field_and_nothing_is_asked_for_yet(
    window: MainWindow, qtbot: QtBot, server: Server
) -> None:
    QGuiApplication.clipboard().setText(f" {server.put('/a.vtt', VTT)}\n")
    window.fetching.ask()
    assert dialog_of(window).field.text() == f"{server.address}/a.vtt"
    qtbot.wait(100)
    dialog_of(window).reject()
    qtbot.wait(100)
    assert server.asked == []


def test_the_transcript_that_a_feed_names_is_offered_and_fetched_only_when_the_reader_agrees(
    window: MainWindow, qtbot: QtBot, server: Server
) -> None:
    address = server.put("/t/bell.vtt", VTT)
    episode = opened_item(window, address)
    line = window.pane.fetch_line
    assert line.isVisibleTo(window)
    assert line.text == "“127.0.0.1” has a transcript, says the feed."

    line.look.click()
    assert dialog_of(window).field.text() == address
    assert "This one address is fetched, nothing else. At most 32 MB." in dialog_of(window).promise.text()
    assert server.asked == []
    with qtbot.waitSignal(window.importing.imported) as came:
        dialog_of(window).fetch_button.click()

    assert [(each.id, each.outcome) for each in came.args[0].episodes] == [(episode, "updated")]
    assert "rings too early" in window.library.open(episode).transcript.text
    assert not line.isVisibleTo(window)
    window.read(episode)
    assert not line.isVisibleTo(window)


def test_an_offer_that_is_closed_is_gone_and_comes_for_no_other_episode(window: MainWindow, server: Server) -> None:
    first = window.library.episodes()[0].id
    episode = opened_item(window, server.address + "/a.vtt")
    window.reading.open(first)
    assert not window.pane.fetch_line.isVisibleTo(window)
    window.reading.open(episode)
    window.pane.fetch_line.close_button.click()
    assert not window.pane.fetch_line.isVisibleTo(window)
    window.reading.open(first)
    window.reading.open(episode)
    assert not window.pane.fetch_line.isVisibleTo(window)


def test_what_is_not_there_is_told_in_a_sentence(window: MainWindow, qtbot: QtBot, server: Server) -> None:
    with qtbot.waitSignal(window.importing.failed) as told:
        window.fetching.fetch(server.put("/a.vtt", b"", status=404))
    assert told.args[0].startswith("There is nothing at this address")
    assert window.quiet_bar.words.text() == told.args[0]


def test_progress_is_told_in_the_bar_and_cancel_stops_a_silent_server(window: MainWindow, qtbot: QtBot, server: Server) -> None:
    def slow(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(4 * 2**20))
        handler.end_headers()
        handler.wfile.write(bytes(2**20))
        handler.wfile.flush()
        time.sleep(3)

    server.answers["/long/talk.vtt"] = slow
    window.fetching.fetch(server.address + "/long/talk.vtt")
    qtbot.waitUntil(lambda: window.work_bar.track.value() == 2**20)
    assert window.work_bar.words.text() == "Fetching talk.vtt"
    assert window.work_bar.accessibleDescription() == "Fetching talk.vtt · 1.0 of 4 MB"
    began = time.monotonic()
    with qtbot.waitSignal(window.importing.failed):
        window.work_bar.button.click()
    assert time.monotonic() - began < 2
    assert window.work_bar.isHidden()


@pytest.mark.parametrize("words", ["https://a.example/x.vtt", " http://127.0.0.1:8000 ", "https://bücher.example/ä"])
def test_web_addresses_are_known(words: str) -> None:
    assert is_web_address(words)


@pytest.mark.parametrize(
    "words", ["", "https://", "a.example/x", "ftp://a.example/x", "file:///etc/passwd", "see https://a.example"]
)
def test_other_words_are_no_web_addresses(words: str) -> None:
    assert not is_web_address(words)


def test_the_dialog_says_why_an_address_cannot_be_fetched(window: MainWindow) -> None:
    dialog = AddressDialog(window.theme, MOST, parent=window)
    dialog.field.setText("ftp://a.example/x")
    assert not dialog.fetch_button.isEnabled()
    assert "begins with https://" in dialog.promise.text()
    dialog.field.setText("https:/")
    assert "nothing else" in dialog.promise.text()


def test_an_address_that_is_too_long_for_its_field_stands_below_it_whole(window: MainWindow) -> None:
    address = "https://pier.example/" + "stairs-and-rope/" * 12 + "bell.vtt"
    dialog = AddressDialog(window.theme, MOST, address=address, what="Here:", parent=window)
    dialog.show()
    assert dialog.whole.text().replace("\u200b", "") == address
    dialog.field.setText("https://pier.example/a.vtt")
    assert dialog.whole.isHidden()


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 4 * 2**20, "0.0 of 4 MB"),
        (1_258_291, 4 * 2**20, "1.2 of 4 MB"),
        (2_500_000, 0, "2.4 MB"),
        (3_000, 40_000, "3 of 40 KB"),
        (500, 0, "1 KB"),
    ],
)
def test_sizes_are_told_as_people_say_them(done: int, total: int, words: str) -> None:
    assert size_words(done, total) == words


def test_the_size_that_is_promised_is_the_size_that_is_kept() -> None:
    assert f"{MOST_BYTES // 2**20} MB" == MOST


def test_of_an_address_the_bar_shows_its_end() -> None:
    assert shown_name("https://a.example/t/ep%201.vtt?x=/1") == "ep%201.vtt"
    assert shown_name("https://a.example/") == "a.example"
