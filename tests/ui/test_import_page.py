"""The page after an import: its words, and what it offers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reader_app.core.model import Episode, Failure, Imported, ImportReport
from reader_app.ui.import_page import ImportPage
from reader_app.ui.import_report import Pair
from reader_app.ui.theme import Theme

OLD = Imported("old", "Rope", "unchanged", "/in/rope.vtt", (), "captions")
NEW = Imported("new", "Knots", "added", "/in/knots.vtt", ("spaces folded",), "captions")


@pytest.fixture
def page(qtbot: QtBot) -> ImportPage:
    made = ImportPage(Theme("sepia"), {"captions": "A caption file"})
    qtbot.addWidget(made)
    made.resize(848, 700)
    made.show_report(ImportReport((OLD, NEW), (Failure("/in/x.bin", "This is not text."),)))
    made.show()
    return made


def button(page: ImportPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == words)


def shown(page: ImportPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_it_says_what_happened(page: ImportPage) -> None:
    assert {"1 episode from 1 file", "Spaces folded", "x.bin", "This is not text."} <= set(shown(page))


def test_the_first_new_one_is_read(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.read_wished) as wish:
        button(page, "Read the first one").click()
    assert wish.args == ["new"]
    with qtbot.waitSignal(page.show_list_wished):
        button(page, "Show them in the list").click()


def test_only_what_was_added_is_taken_back(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.take_back_wished) as wish:
        button(page, "Take back this import").click()
    assert wish.args == [["new"]]
    page.show_report(ImportReport((OLD,)))
    assert button(page, "Take back this import").isHidden()


def test_the_report_can_be_copied(page: ImportPage) -> None:
    button(page, "Copy report").click()
    assert QGuiApplication.clipboard().text() == page.words.plain()


def test_escape_closes(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_without_an_episode_there_is_nothing_to_read(page: ImportPage) -> None:
    page.show_report(ImportReport(failures=(Failure("/in/x.bin", "This is not text."),)))
    assert page.read.isHidden()
    assert page.show_list.isHidden()


def test_long_groups_come_in_two_steps(page: ImportPage, qtbot: QtBot) -> None:
    failures = tuple(Failure(f"/in/{number}.bin", "This is not text.") for number in range(200))
    page.show_report(ImportReport(failures=failures))
    assert "199.bin" not in shown(page)
    qtbot.mouseClick(button(page, "170 more lines"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "199.bin" in shown(page))


def test_words_of_a_file_are_never_read_as_markup(page: ImportPage, qtbot: QtBot) -> None:
    page.show_report(ImportReport((Imported("x", "<b>bold</b>", "added", "/in/<i>.txt", ("<u>note</u>",), "captions"),)))
    qtbot.waitUntil(lambda: "A caption file: “<b>bold</b>”" in shown(page))
    file = next(label for label in page.findChildren(QLabel) if label.text() == "<i>.txt")
    assert "&lt;i&gt;.txt" in file.toolTip()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel) if "<" in label.text())


def test_a_narrow_page_puts_the_words_under_the_file(page: ImportPage, qtbot: QtBot) -> None:
    def place(words: str) -> int:
        label = next(each for each in page.findChildren(QLabel) if each.text() == words)
        return label.mapTo(page, label.rect().topLeft()).x()

    assert place("This is not text.") > place("x.bin")
    page.resize(400, 700)
    qtbot.waitUntil(lambda: place("This is not text.") == place("x.bin"))


def test_pairs_come_with_a_button_and_go_with_the_next_report(page: ImportPage, qtbot: QtBot) -> None:
    def row(ident: str, path: str) -> Episode:
        return Episode(ident, f"Title {ident}", "stated", None, "en", None, None, None, 9, 0, "", path, "")

    page.show_pairs((Pair(row("new", "/in/knots.vtt"), row("old", "/in/rope.vtt")),))
    assert [group.head for group in page.words.groups[:2]] == ["Recognised", "Tells a recording that you have"]
    with qtbot.waitSignal(page.pair_wished) as wish:
        button(page, "Look at both…").click()
    assert wish.args == ["old", "new"]
    assert button(page, "Look at both…").accessibleName() == "Look at both… knots.vtt"

    page.resize(420, 700)
    qtbot.waitUntil(button(page, "Look at both…").isVisible)
    page.show_report(ImportReport((OLD,)))
    assert [group.head for group in page.words.groups] == ["Recognised"]
    qtbot.waitUntil(lambda: "Look at both…" not in [each.text() for each in page.findChildren(QPushButton)])


def test_a_long_name_is_shortened_in_its_middle_and_one_of_several_words_is_not(page: ImportPage) -> None:
    long, words = (
        "harbour-talks-of-the-winter-of-2019-final-cut.captions.json",
        "harbour talks of the winter of 2019, final cut.vtt",
    )
    both = tuple(Imported(name, "Rope", "added", f"/in/{name}", (), "captions") for name in (long, words))
    page.show_report(ImportReport(both))
    names = [label.text() for label in page.findChildren(QLabel)]
    assert words in names
    assert long not in names
    assert any(text.startswith("harb") and "…" in text and text.endswith("json") for text in names)
