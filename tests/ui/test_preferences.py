"""The popover sets the page at once."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from reader_app.ui.preferences import ReadingPopover, families
from reader_app.ui.theme import THEME_CHOICES, ReadingStyle, Theme


@pytest.fixture
def theme() -> Theme:
    return Theme("light")


@pytest.fixture
def popover(qtbot: QtBot, theme: Theme) -> ReadingPopover:
    made = ReadingPopover(theme)
    qtbot.addWidget(made)
    return made


def test_a_theme_is_chosen_at_once(popover: ReadingPopover, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(popover.changed):
        popover.themes.button(THEME_CHOICES.index("dark")).click()
    assert theme.name == "dark"


def test_size_spacing_and_width_are_taken_one_by_one(popover: ReadingPopover, theme: Theme) -> None:
    popover.text_size.setValue(popover.text_size.value() + 3)
    assert theme.reading == ReadingStyle(size_px=20)
    popover.line_height.setValue(popover.line_height.maximum())
    popover.measure.setValue(popover.measure.minimum())
    assert theme.reading == ReadingStyle(size_px=20, line=2.0, width_chars=50)
    assert popover.text_size.label.text() == "20 px"
    assert popover.measure.label.text() == "50 letters"


def test_the_bounds_are_those_of_the_page(popover: ReadingPopover, theme: Theme) -> None:
    for slider in (popover.text_size, popover.line_height, popover.measure):
        slider.setValue(slider.maximum())
    assert theme.reading == ReadingStyle(size_px=28, line=2.0, width_chars=90)


def test_reset_goes_back(popover: ReadingPopover, theme: Theme) -> None:
    assert not popover.reset.isEnabled()
    popover.text_size.setValue(0)
    popover.reset.click()
    assert theme.reading == ReadingStyle()
    assert popover.text_size.chosen == 17


def test_a_font_that_the_system_lacks_stays_chosen(popover: ReadingPopover, theme: Theme) -> None:
    theme.set_reading(ReadingStyle(family="A Font Of Another Machine"))
    popover.text_size.setValue(0)
    assert theme.reading.family == "A Font Of Another Machine"


def test_fonts_are_listed_when_it_opens_and_one_can_be_chosen(popover: ReadingPopover, theme: Theme) -> None:
    popover.show_at(QPoint(10, 10))
    assert popover.family.count() == 1 + len(families())
    popover.family.setCurrentIndex(popover.family.count() - 1)
    popover.family.activated.emit(popover.family.currentIndex())
    assert theme.reading.family == families()[-1]
