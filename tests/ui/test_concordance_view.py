"""The lines of a concordance: the keyword under itself, the order, where a line stands, and what the keys do."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.findings import Concordance, ConcordanceLine
from reader_app.core.model import Moment, Span
from reader_app.ui.concordance_model import next_word, place_words, runs_left
from reader_app.ui.concordance_row import ConcordanceDelegate
from reader_app.ui.concordance_view import ConcordanceView
from reader_app.ui.palette import THEME_NAMES
from reader_app.ui.theme import Theme

LINE = ConcordanceLine(
    "a",
    "Lamps on the quay",
    "Coastwise",
    Span(40, 44),
    Moment(75.0, "stated"),
    "Ada",
    "nobody lit the",
    "lamp",
    "before dusk, and",
)
LATER = replace(LINE, span=Span(90, 95), keyword="lamps", before="he sold old", after=", then ropes", moment=None, speaker=None)
HEBREW = replace(LINE, keyword="אור", before="היה שם", after="קטן מאוד")
BOTH = Concordance("lamp", (LINE, LATER), 2)


@pytest.fixture
def view(qtbot: QtBot) -> ConcordanceView:
    made = ConcordanceView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(448, 400)
    made.show_concordance(BOTH)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_counts_the_lines_and_says_how_many_are_not_shown(view: ConcordanceView) -> None:
    assert view.count_words() == "2 lines"
    view.show_concordance(Concordance("lamp", (LINE, LATER), 12345))
    assert view.count_words() == "2 of 12,345 lines"
    view.show_concordance(Concordance("lamp", (), 0))
    assert view.count_words() == "No lines"
    assert not view.export_button.isVisible()


def test_a_line_says_itself_and_its_place(view: ConcordanceView) -> None:
    model = view.view.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "1:15, Ada, nobody lit the lamp before dusk, and"
    assert place_words(LINE) == "1:15 · Ada · Lamps on the quay · Coastwise"
    assert place_words(replace(LATER, bookmark="b")) == "note · Lamps on the quay · Coastwise"
    view.step(1)
    assert view.place_said() == place_words(LINE)


def test_the_place_of_the_line_under_the_pointer_is_said(view: ConcordanceView) -> None:
    view.step(1)
    second = view.view.visualRect(view.view.model().index(1, 0)).center()
    QTest.mouseMove(view.view.viewport(), second)
    assert view.place_said() == place_words(LATER)
    view.view.hovered.emit(view.view.rootIndex())
    assert view.place_said() == place_words(LINE)


def test_arrows_preview_and_enter_opens(view: ConcordanceView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.line_chosen) as heard:
        QTest.keyClick(view.view, Qt.Key.Key_Down)
    assert heard.args == [LINE]
    with qtbot.waitSignal(view.line_chosen) as heard:
        QTest.keyClick(view.view, Qt.Key.Key_Down)
    assert heard.args == [LATER]
    with qtbot.waitSignal(view.line_opened) as heard:
        QTest.keyClick(view.view, Qt.Key.Key_Return)
    assert heard.args == [LATER]
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view.view, Qt.Key.Key_Escape)


def test_enter_without_a_chosen_line_opens_the_first(view: ConcordanceView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.line_opened) as heard:
        view.open_current()
    assert heard.args == [LINE]


def test_a_click_previews_and_a_double_click_opens(view: ConcordanceView, qtbot: QtBot) -> None:
    chosen: list[ConcordanceLine] = []
    view.line_chosen.connect(chosen.append)
    place = view.view.visualRect(view.view.model().index(1, 0)).center()
    with qtbot.assertNotEmitted(view.line_opened):
        QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [LATER]
    with qtbot.waitSignal(view.line_opened) as heard:
        QTest.mouseDClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [LATER]


def test_nothing_stands_under_the_lines_until_one_is_looked_at(view: ConcordanceView) -> None:
    view.show_concordance(BOTH)
    assert not view._place.isVisible()
    view.step(1)
    assert view._place.isVisible()
    view.show_concordance(Concordance("other", (LATER,), 1))
    assert not view._place.isVisible()


def test_the_orders_say_less_where_there_is_little_room(view: ConcordanceView) -> None:
    buttons = view._heads.buttons
    assert [button.text() for button in buttons.values()] == ["By word before", "As they come", "By word after"]
    view.resize(230, 400)
    assert [button.text() for button in buttons.values()] == ["Before", "As they come", "After"]
    assert buttons["before"].x() >= 0


def test_left_and_right_choose_the_order_as_the_heads_do(view: ConcordanceView) -> None:
    heard: list[str] = []
    view.order_chosen.connect(heard.append)
    assert view.order == "after"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(view.view, key)
    assert heard == ["text", "before"]
    QTest.mouseClick(view._heads.buttons["after"], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert heard == ["text", "before", "after"]


def test_another_order_keeps_the_chosen_line_without_telling_of_it(view: ConcordanceView, qtbot: QtBot) -> None:
    view.step(1)
    with qtbot.assertNotEmitted(view.line_chosen):
        view.show_concordance(Concordance("lamp", (LATER, LINE), 2), "before")
    assert view.current_line() == LINE
    view.show_concordance(Concordance("other", (LATER, LINE), 2))
    assert view.current_line() is None


@pytest.mark.usefixtures("qapp")
def test_the_keyword_stands_in_one_column_at_any_width() -> None:
    delegate = ConcordanceDelegate(Theme("light"))
    delegate.measure((LINE, LATER))
    narrow, list_wide, wide = (delegate.columns(width) for width in (240, 448, 1000))
    for columns, width in ((narrow, 240), (list_wide, 448), (wide, 1000)):
        assert 0 < columns.left < columns.key[0] < columns.key[1] < columns.right <= width
    assert narrow.time_right == list_wide.voice[0] + 12 == 12
    assert list_wide.time_right > 12
    assert wide.voice[1] > wide.voice[0]
    assert wide.title[1] > wide.title[0]


def test_lines_from_the_right_have_what_comes_before_on_the_right(view: ConcordanceView) -> None:
    assert runs_left(HEBREW)
    assert not runs_left(LINE)
    view.show_concordance(Concordance("אור", (HEBREW,), 1))
    heads = view._heads.buttons
    assert heads["after"].x() < heads["text"].x() < heads["before"].x()


@pytest.mark.parametrize(
    ("text", "last", "word"),
    [
        ("nobody lit the", True, "the"),
        ("nobody lit the — ", True, "the"),
        (", then ropes", False, "then"),
        ("हवा तेज़ थी", False, "हवा"),
        ("\U0001f680 \U0001f680 went", False, "went"),
        ("don’t go", False, "don’t"),
        (" … ", True, None),
        ("word " * 100, True, "word"),
    ],
)
def test_the_word_that_a_line_is_sorted_by(text: str, last: bool, word: str | None) -> None:
    found = next_word(text, last=last)
    assert (text[slice(*found)] if found is not None else None) == word
    assert found is None or not last or not any(letter.isalnum() for letter in text[found.stop :])


def test_what_was_found_is_filled_in_every_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    view = ConcordanceView(theme)
    qtbot.addWidget(view)
    view.resize(448, 300)
    view.show_concordance(Concordance("lamp", (LINE,), 1))
    for name in THEME_NAMES:
        theme.choose(name)
        image = view.view.grab().toImage()
        row = view.view.visualRect(view.view.model().index(0, 0))
        columns = view._delegate.columns(row.width())
        assert image.pixelColor(round(columns.key[0]), row.center().y()) == theme.palette.hit
        assert image.pixelColor(2, image.height() - 2) == theme.palette.list
