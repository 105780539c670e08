"""Chips over the results: their numbers, their rows, and their order."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.ui.search_chips import FilterChips, ScopeChips, short_count
from reader_app.ui.search_filters import chips_of
from reader_app.ui.theme import Theme

COUNTS = {"everywhere": 7_695, "text": 7_640, "chapters": 21, "quotes": 3, "notes": 31}
LONG = 'show:"The long and winding annals of a small harbour town" (speaker:Ada OR speaker:"Bo Lind") after:2024 rope'


def row(chips: ScopeChips | FilterChips, width: int) -> list[str]:
    chips.resize(width, 100)
    chips.place()
    return [chip.text() for chip in chips.chips()]


def rows(chips: ScopeChips | FilterChips) -> int:
    return len({chip.y() for chip in chips.chips()})


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1k"),
        (1_265, "1.3k"),
        (9_960, "10k"),
        (12_400, "12k"),
        (999_600, "1M"),
        (2_350_000, "2.4M"),
    ],
)
def test_big_numbers_in_few_letters(count: int, told: str) -> None:
    assert short_count(count) == told


@pytest.fixture
def scopes(qtbot: QtBot) -> ScopeChips:
    made = ScopeChips(Theme("light"))
    qtbot.addWidget(made)
    made.set_counts(COUNTS)
    return made


def test_numbers_are_rounded_and_then_chips_wrap_but_none_is_left_out(scopes: ScopeChips) -> None:
    assert row(scopes, 900) == ["Everywhere 7,695", "Text 7,640", "Chapters 21", "Quotes 3", "Notes 31"]
    assert rows(scopes) == 1
    needed = sum(chip.sizeHint().width() for chip in scopes.chips()) + 4 * 6 + 24
    for width, lines in ((needed - 1, 1), (280, 2)):
        assert row(scopes, width) == ["Everywhere 7.7k", "Text 7.6k", "Chapters 21", "Quotes 3", "Notes 31"]
        assert rows(scopes) == lines
    assert scopes.chips()[0].accessibleName() == "Everywhere, 7695"
    assert scopes.chips()[0].toolTip() == "Everywhere: 7,695"


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    """Filter chips above a button."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(FilterChips(Theme("light"), page))
    column.addWidget(QPushButton("below", page))
    qtbot.addWidget(page)
    page.resize(448, 200)
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.close()


def filters(page: QWidget) -> FilterChips:
    return page.findChildren(FilterChips)[0]


@pytest.mark.parametrize("width", [447, 300])
def test_filters_never_take_a_third_row(page: QWidget, width: int) -> None:
    chips = filters(page)
    chips.set_chips(chips_of(f"-lang:de {LONG}"))
    row(chips, width)
    assert rows(chips) <= 2
    assert all(chip.geometry().right() < width for chip in chips.chips())


def test_new_chips_stay_where_they_stand_in_the_order_of_tab(page: QWidget) -> None:
    chips = filters(page)
    for query in (LONG, "rope"):
        chips.set_chips(chips_of(query))
        chips.chips()[0].setFocus(Qt.FocusReason.TabFocusReason)
        order = []
        while not isinstance(page.focusWidget(), QPushButton):
            order.append(page.focusWidget())
            QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        assert order == list(chips.chips())


def test_chips_keep_their_rows_under_open_choices(page: QWidget, qtbot: QtBot) -> None:
    chips = filters(page)
    menu, values = QWidget(page, Qt.WindowType.Popup), QWidget(page, Qt.WindowType.Popup)
    chips.facet_wished.connect(lambda _facet, _chip: menu.show())
    height = chips.height()
    chips.chips()[0].click()
    menu.hide()
    values.show()
    qtbot.wait(20)
    chips.set_chips(chips_of(LONG))
    assert chips.height() == height
    values.hide()
    qtbot.waitUntil(lambda: chips.height() > height)
