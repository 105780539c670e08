"""How the window looks: the chosen palette, the fonts of interface and page, the tinted icons."""

from dataclasses import dataclass
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QLoggingCategory, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from reader_app.core.paths import resource
from reader_app.ui.palette import THEME_NAMES, Palette, ThemeName, contrast_palette, palette_named
from reader_app.ui.scripts import LATIN_FAMILIES, script_of

ThemeChoice = Literal["system", "light", "sepia", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", *THEME_NAMES)
ICON_SIZE = 16
_SAMPLE = (
    "Most of what people say to each other is ordinary, and it is worth reading for exactly that reason. "
    "They had been walking along the harbour for an hour before anyone spoke, and then it was about the weather."
)
"""The words by which the measure is counted: 66 of its average characters are 504 px at 17 px Charis."""


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """How the page is set: size in px (13 to 28), line height as a ratio (1.3 to 2.0), width in characters (50 to 90).

    `family` is the reader's own font; empty means the app's choice.
    """

    size_px: float = 17
    line: float = 1.53
    width_chars: int = 66
    family: str = ""


class Theme(QObject):
    """The one look of all widgets; `changed` tells them to repaint and to lay out anew."""

    changed = Signal()

    def __init__(
        self, choice: ThemeChoice = "system", reading: ReadingStyle | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        # Latin fonts stand first in every list and the script's own after them: that Qt has to look further is no news.
        QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
        self.choice: ThemeChoice = choice
        self.reading = reading or ReadingStyle()
        self.name: ThemeName = self._resolve()
        self.palette: Palette = palette_named(self.name)
        self.high_contrast = False
        """Whether the system wants high contrast: then its own colours hold, and what lies on words is drawn as lines."""
        self.selected_ink = self.palette.ink
        """The colour of selected words."""
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._column: tuple[ReadingStyle, int] | None = None
        self._app: QApplication | None = None
        self._take_contrast()
        if hasattr(QGuiApplication.styleHints(), "accessibility"):  # from Qt 6.10 on
            QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_contrast)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    # -- choosing

    def choose(self, choice: ThemeChoice) -> None:
        """Takes the palette that the reader chose; "system" follows the platform's light and dark from now on."""
        self.choice = choice
        self._take(self._resolve())

    def set_reading(self, reading: ReadingStyle) -> None:
        """Sets the page in another size, spacing, width or font."""
        if reading != self.reading:
            self.reading = reading
            self.changed.emit()

    def _resolve(self) -> ThemeName:
        if self.choice != "system":
            return self.choice
        return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow_system(self) -> None:
        if self.choice == "system":
            self._take(self._resolve())

    def _take(self, name: ThemeName) -> None:
        if name != self.name:
            self.name = name
            self._follow_contrast()

    def _follow_contrast(self) -> None:
        self.palette = palette_named(self.name)
        self.selected_ink = self.palette.ink
        self._take_contrast()
        self._icons.clear()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def _take_contrast(self) -> None:
        """Where the system wants high contrast, its own colours take the place of the chosen theme's."""
        self.high_contrast = wants_high_contrast()
        if self.high_contrast:
            if self._app is not None:
                self._app.setPalette(QPalette())  # the platform's own comes to light again
            system = QGuiApplication.palette()
            self.palette, self.selected_ink = contrast_palette(system), system.color(QPalette.ColorRole.HighlightedText)

    # -- fonts

    @property
    def ui_size(self) -> int:
        """The interface font's size in px (13 in the pictures); all sizes of the window are offsets from it."""
        font = QApplication.font()
        return font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()

    def ui_font(self, delta: float = 0, weight: int = 400, *, italic: bool = False, tabular: bool = False) -> QFont:
        """The platform's interface font, `delta` px larger; `tabular` for times, counts and lengths."""
        font = QFont(QApplication.font())
        _set_size(font, self.ui_size + delta)
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def reading_font(
        self, size_px: float | None = None, weight: int = 400, *, italic: bool = False, language: str | None = None
    ) -> QFont:
        """The page's font for words of that language, by default in the reader's size."""
        script = script_of(language)
        font = QFont()
        font.setFamilies([*([self.reading.family] if self.reading.family else []), *LATIN_FAMILIES, *script.families])
        _set_size(font, (size_px if size_px is not None else self.reading.size_px) * script.scale)
        if script.weights:
            weight = min(script.weights, key=lambda known: abs(known - weight))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic and script.scale == 1.0 and not script.right_to_left)
        return font

    def column_width(self) -> int:
        """Width of the text column in px: as many average characters of the chosen font as the reader wants in a line."""
        if self._column is None or self._column[0] != self.reading:
            advance = QFontMetricsF(self.reading_font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
            self._column = (self.reading, round(advance * self.reading.width_chars))
        return self._column[1]

    # -- icons

    def icon(self, name: str, token: str = "ink2") -> QIcon:
        """The 16 px icon called `name` in the colour of `token`; disabled it takes `line2`."""
        key = (name, token)
        if key not in self._icons:
            icon = QIcon()
            for ratio in (1, 2, 3):
                icon.addPixmap(_draw(name, self.palette.token(token), ICON_SIZE, ratio))
                icon.addPixmap(_draw(name, self.palette.line2, ICON_SIZE, ratio), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, token: str = "ink2", size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
        """The icon called `name` as a picture of `size` px, drawn for a screen of that device pixel ratio."""
        return _draw(name, self.palette.token(token), size, ratio)

    # -- the application

    def apply(self, app: QApplication) -> None:
        """Dresses all windows of `app`, now and whenever the palette changes."""
        self._app = app
        app.setStyle("Fusion")
        self._dress(app)

    def style_sheet(self) -> str:
        """The app-wide style sheet in the colours of the palette and the sizes of the interface font."""
        template = Template(resource("themes", "window.qss").read_text(encoding="utf-8"))
        size = self.ui_size
        selected = self.selected_ink.name()
        return template.substitute(self.palette.names(), size=size, meta=size - 1.5, caption=size - 2, selected=selected)

    def _dress(self, app: QApplication) -> None:
        app.setPalette(self.qt_palette())
        app.setStyleSheet(self.style_sheet())

    def qt_palette(self) -> QPalette:
        """The palette's tokens in the roles that Qt's own widgets ask for."""
        own, role, made = self.palette, QPalette.ColorRole, QPalette()
        for colour, roles in (
            (own.paper, (role.Window,)),
            (own.raised, (role.Base, role.Button, role.ToolTipBase, role.Light)),
            (own.list, (role.AlternateBase, role.Midlight)),
            (own.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
            (self.selected_ink, (role.HighlightedText,)),
            (own.ink3, (role.PlaceholderText,)),
            (own.line, (role.Mid,)),
            (own.line2, (role.Dark, role.Shadow)),
            (own.sel, (role.Highlight,)),
            (own.accent, (role.Link, role.LinkVisited)),
            (own.focus, (role.Accent,)),
        ):
            for each in roles:
                made.setColor(each, colour)
        for each in (role.WindowText, role.Text, role.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, each, own.ink3)
        return made


def wants_high_contrast() -> bool:
    """Whether the system asks for high contrast, as far as this Qt can tell."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _set_size(font: QFont, size_px: float) -> None:
    """Half pixels matter on the page (Devanagari is 17.5), and only point sizes can say them; points are px at 96 dpi here."""
    if float(size_px).is_integer():
        font.setPixelSize(int(size_px))
        return
    screen = QGuiApplication.primaryScreen()
    font.setPointSizeF(size_px * 72 / (screen.logicalDotsPerInchY() if screen is not None else 96))


def _draw(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """The icon's strokes in `colour`. Raises FileNotFoundError for a name that is not shipped."""
    source = resource("icons", f"{name}.svg").read_bytes().replace(b"#000", colour.name().encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
