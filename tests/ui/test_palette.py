"""The palettes keep the contrasts that the look promises: worst cases by WCAG 2 on the surfaces of each token."""

import pytest
from PySide6.QtGui import QColor, QPalette

from reader_app.core.model import COLOURS
from reader_app.ui.palette import THEME_NAMES, Palette, ThemeName, contrast_palette, palette_named

PLAIN = ("paper", "list", "side", "raised", "hover")
FILLS = (*COLOURS, "hit", "hitnow", "sel")
TEXTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[float, float, float]]] = {
    "ink": (("ink",), (*PLAIN, "accentsoft"), (13.3, 10.3, 9.1)),
    "ink on fills": (("ink",), FILLS, (10.4, 8.4, 4.9)),
    "ink2": (("ink2",), (*PLAIN, "accentsoft"), (6.0, 5.5, 5.6)),
    "ink3": (("ink3",), PLAIN, (4.8, 4.7, 5.0)),
    "accent": (("accent",), (*PLAIN, "accentsoft"), (5.4, 5.2, 6.5)),
    "onaccent": (("onaccent",), ("accent",), (6.6, 7.2, 7.9)),
    "states": (("good", "warn", "bad"), ("paper", "list"), (5.5, 5.5, 6.2)),
}
"""What stands on what, and the least contrast in light, sepia and dark."""
SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "focus ring": (("focus",), (*PLAIN, "accentsoft")),
    "quote bars": (tuple(f"{colour}_m" for colour in COLOURS), ("paper", "raised")),
    "current hit": (("hitline",), ("paper",)),
}


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def worst(palette: Palette, tokens: tuple[str, ...], grounds: tuple[str, ...]) -> float:
    return min(contrast(palette.token(token), palette.token(ground)) for token in tokens for ground in grounds)


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("pair", TEXTS)
def test_words_can_be_read_where_they_may_stand(name: ThemeName, pair: str) -> None:
    tokens, grounds, promised = TEXTS[pair]
    found = worst(palette_named(name), tokens, grounds)
    assert found >= 4.5
    assert found >= promised[THEME_NAMES.index(name)] - 0.06


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_stand_out(name: ThemeName, shape: str) -> None:
    assert worst(palette_named(name), *SHAPES[shape]) >= 3


def test_high_contrast_knows_one_ground_and_one_ink() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    system.setColor(QPalette.ColorRole.Text, QColor("#ffff00"))
    palette = contrast_palette(system)
    assert worst(palette, ("ink", "ink3", "accent", "focus", "bad"), ("paper", "list", "accentsoft", "yellow", "hit")) > 15
