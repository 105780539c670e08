"""The colours of one look, read from the shipped palettes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, Self

from PySide6.QtGui import QColor, QPalette

from reader_app.core.model import Colour
from reader_app.core.paths import resource

_FILLS = frozenset(
    ("paper", "list", "side", "raised", "hover", "accentsoft", "hit", "hitnow", "yellow", "green", "blue", "rose", "violet")
)
"""The tokens of surfaces and of what lies behind words."""
ThemeName = Literal["light", "sepia", "dark"]
THEME_NAMES: tuple[ThemeName, ...] = ("light", "sepia", "dark")


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour per token. Surfaces: paper, list, side, raised. Text on them: ink, ink2, ink3, accent.

    On `accentsoft` use `ink2` instead of `ink3`; on `sel` only `ink` and `accent`. `entity`, `line` and `line2` are decoration
    and never the only sign of anything. The colours ending in `_m` are the strong form of the quote fills.
    """

    paper: QColor
    list: QColor
    side: QColor
    raised: QColor
    line: QColor
    line2: QColor
    hover: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    onaccent: QColor
    accentsoft: QColor
    focus: QColor
    sel: QColor
    hit: QColor
    hitnow: QColor
    hitline: QColor
    entity: QColor
    yellow: QColor
    green: QColor
    blue: QColor
    rose: QColor
    violet: QColor
    yellow_m: QColor
    green_m: QColor
    blue_m: QColor
    rose_m: QColor
    violet_m: QColor
    good: QColor
    warn: QColor
    bad: QColor

    @classmethod
    def read(cls, colours: Mapping[str, str]) -> Self:
        """The palette of a table from token to "#RRGGBB". Raises KeyError where a token is missing."""
        return cls(**{token.name: QColor(colours[token.name]) for token in fields(cls)})

    def token(self, name: str) -> QColor:
        """The colour of the token called `name`. Raises KeyError for a name that is not a token."""
        if name not in self.__slots__:
            raise KeyError(name)
        colour: QColor = getattr(self, name)
        return colour

    def quote(self, colour: Colour) -> tuple[QColor, QColor]:
        """The fill behind a quote of that colour, and the strong form for its bar and note mark."""
        return self.token(colour), self.token(f"{colour}_m")

    def names(self) -> dict[str, str]:
        """Every token with its colour as "#rrggbb", to fill a style sheet."""
        return {token.name: self.token(token.name).name() for token in fields(self)}


@cache
def palette_named(name: ThemeName) -> Palette:
    """The shipped palette of that name."""
    tables = json.loads(resource("themes", "palettes.json").read_text(encoding="utf-8"))
    return Palette.read(tables[name])


def contrast_palette(system: QPalette) -> Palette:
    """The system's own colours in all tokens, for a system in high contrast: one ground, one ink, and nothing in between."""
    role = QPalette.ColorRole
    paper, ink = system.color(role.Base), system.color(role.Text)
    colours = {token.name: (paper if token.name in _FILLS else ink).name() for token in fields(Palette)}
    colours |= {"onaccent": paper.name(), "sel": system.color(role.Highlight).name()}
    return Palette.read(colours)
