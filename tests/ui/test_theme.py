"""The look: palettes that can be read, fonts for each script, choices that take effect at once."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.ui.palette import THEME_NAMES, palette_named
from reader_app.ui.theme import ReadingStyle, Theme

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_name_that_is_not_a_token_is_refused() -> None:
    with pytest.raises(KeyError):
        palette_named("light").token("quote")


def test_a_chosen_theme_takes_effect_at_once(qtbot: QtBot) -> None:
    theme = Theme("light")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.name == "dark"
    assert theme.palette.paper == QColor("#1B1C1E")


def test_the_system_decides_only_when_it_is_asked(qapp: QApplication) -> None:
    theme = Theme("system")
    dark = qapp.styleHints().colorScheme().name == "Dark"
    assert theme.name == ("dark" if dark else "light")
    theme.choose("sepia")
    assert (theme.choice, theme.name) == ("sepia", "sepia")


def test_the_column_follows_size_and_width() -> None:
    theme = Theme("light")
    usual = theme.column_width()
    theme.set_reading(ReadingStyle(size_px=22))
    larger = theme.column_width()
    theme.set_reading(ReadingStyle(size_px=22, width_chars=50))
    assert usual < larger
    assert theme.column_width() == pytest.approx(larger * 50 / 66, abs=1)


def test_the_same_reading_style_again_disturbs_nobody(qtbot: QtBot) -> None:
    theme = Theme("light")
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_reading(ReadingStyle())


def test_latin_comes_first_and_the_script_after_it() -> None:
    theme = Theme("light", ReadingStyle(family="Georgia"))
    families = theme.reading_font(language="hi-IN").families()
    assert families[0] == "Georgia"
    assert families.index("Charis SIL") < families.index("Noto Serif Devanagari")
    assert "Noto Serif Devanagari" not in theme.reading_font(language="en").families()


def test_devanagari_is_asked_for_in_weights_that_it_has() -> None:
    theme = Theme("light")
    assert theme.reading_font(weight=600, language="hi").weight() == 700
    assert theme.reading_font(weight=600, language="en").weight() == 600
    assert QFontInfo(theme.reading_font(language="hi")).pixelSize() >= 17


def test_interface_sizes_are_offsets_from_the_platform_font() -> None:
    theme = Theme("light")
    assert theme.ui_font(2).pixelSize() == theme.ui_size + 2


def test_the_style_sheet_has_no_token_left_open() -> None:
    for name in THEME_NAMES:
        sheet = Theme(name).style_sheet()
        assert "${" not in sheet
        assert palette_named(name).accent.name() in sheet


def test_icons_are_drawn_in_the_colour_of_a_token() -> None:
    theme = Theme("light")
    image = theme.pixmap("search", "accent", 16, 2.0).toImage()
    assert image.width() == 32
    drawn = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert drawn
    assert all(colour.name() == theme.palette.accent.name() for colour in drawn)


def test_dressing_the_application_sets_paper_and_ink(qapp: QApplication) -> None:
    before, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().name()
    try:
        theme = Theme("light")
        theme.apply(qapp)
        assert qapp.palette().window().color() == theme.palette.paper
        theme.choose("dark")
        assert qapp.palette().windowText().color() == theme.palette.ink
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setStyle(style)
        qapp.setPalette(before)


def test_in_high_contrast_the_system_lends_its_colours(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().name()
    try:
        theme = Theme("sepia")
        theme.apply(qapp)
        monkeypatch.setattr("reader_app.ui.theme.wants_high_contrast", lambda: True)
        theme.choose("dark")
        qapp.setPalette(QPalette())
        system = qapp.palette()
        assert theme.high_contrast
        assert theme.palette.paper == theme.palette.yellow == system.color(QPalette.ColorRole.Base)
        assert theme.palette.ink == theme.palette.ink3 == theme.palette.line == system.color(QPalette.ColorRole.Text)
        assert theme.palette.sel == system.color(QPalette.ColorRole.Highlight)
        assert theme.selected_ink == system.color(QPalette.ColorRole.HighlightedText)
        monkeypatch.setattr("reader_app.ui.theme.wants_high_contrast", lambda: False)
        theme.choose("sepia")
        assert theme.palette == palette_named("sepia")
        assert theme.selected_ink == theme.palette.ink
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setStyle(style)
        qapp.setPalette(before)
