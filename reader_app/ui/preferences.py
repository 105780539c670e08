"""How the page is set, in a popover: theme, font, size, spacing and width, all live."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.settings import LIMITS
from reader_app.ui.scripts import LATIN_FAMILIES
from reader_app.ui.theme import THEME_CHOICES, ReadingStyle, Theme
from reader_app.ui.wrapped_text import elided

_GOOD_FAMILIES = (
    *LATIN_FAMILIES,
    "Literata",
    "EB Garamond",
    "Palatino",
    "Cambria",
    "Inter",
    "Helvetica Neue",
    "Segoe UI",
    "Noto Sans",
    "Atkinson Hyperlegible",
    "OpenDyslexic",
)


def families() -> list[str]:
    """The system's fonts for reading: the ones that suit it first, then all others that can be scaled."""
    known = set(QFontDatabase.families())
    good = [family for family in _GOOD_FAMILIES if family in known]
    others = [family for family in QFontDatabase.families() if family not in good and QFontDatabase.isSmoothlyScalable(family)]
    return good + [family for family in others if not QFontDatabase.isPrivateFamily(family)]


class Choice(QSlider):
    """A slider over a row of values `step` apart, with the value in words beside it."""

    def __init__(self, name: str, low: float, high: float, step: float, words: Callable[[float], str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._low, self._step, self._words = low, step, words
        self.setAccessibleName(name)
        self.setRange(0, round((high - low) / step))
        self.setMinimumHeight(22)
        self.label = QLabel()
        self.label.setMinimumWidth(56)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.valueChanged.connect(self._say)
        self._say()

    @property
    def chosen(self) -> float:
        """The value at the handle."""
        return round(self._low + self.value() * self._step, 4)

    def show_value(self, value: float) -> None:
        """Puts the handle to the nearest value, without a signal."""
        self.blockSignals(True)
        self.setValue(round((value - self._low) / self._step))
        self.blockSignals(False)
        self.label.setText(self._words(value))

    def _say(self) -> None:
        self.label.setText(self._words(self.chosen))


class FontBox(QComboBox):
    """The choice of a font, drawn like the other fields."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(28)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette, focused = self._theme.palette, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        border = 2 if focused else 1
        painter.setPen(QPen(palette.focus if focused else palette.line2, border))
        painter.setBrush(palette.hover if self.underMouse() else palette.raised)
        rect = QRectF(self.rect())
        painter.drawRoundedRect(rect.adjusted(border / 2, border / 2, -border / 2, -border / 2), 6, 6)
        font = self._theme.ui_font(0)
        painter.setFont(font)
        painter.setPen(palette.ink)
        words = elided(self.currentText(), font, rect.width() - 36)
        painter.drawText(rect.adjusted(10, 0, -26, 0), Qt.AlignmentFlag.AlignVCenter, words)
        self._theme.icon("down").paint(painter, self.width() - 24, (self.height() - 16) // 2, 16, 16)
        painter.end()


class ReadingPopover(QWidget):
    """The popover of the "Aa" button. `changed` comes after each choice; the Theme has taken it by then."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAccessibleName("How the page is set")
        self.setFixedWidth(316)
        self.themes = QButtonGroup(self)
        self.family = FontBox(theme)
        self.text_size = Choice("Size", *LIMITS["font_size"], 1, lambda value: f"{value:g} px")
        self.line_height = Choice("Line spacing", *LIMITS["line"], 0.05, lambda value: f"{value:.2f}")
        self.measure = Choice("Width", *LIMITS["width_chars"], 2, lambda value: f"{value:g} letters")
        self.reset = QPushButton("Reset")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 10)
        layout.setSpacing(12)
        layout.addLayout(self._build_themes())
        layout.addLayout(self._build_reading())
        self.reset.setProperty("kind", "flat")
        self.reset.clicked.connect(self._reset)
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignRight)
        theme.changed.connect(self._show_choices)
        self._show_choices()

    def _build_themes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.themes.setExclusive(True)
        for number, choice in enumerate(THEME_CHOICES):
            chip = QToolButton()
            chip.setProperty("kind", "chip")
            chip.setText(choice.capitalize())
            chip.setAccessibleName(f"Theme: {choice}")
            chip.setCheckable(True)
            # Room for the bold words of the chosen chip, so that nothing moves.
            words = QFontMetricsF(self._theme.ui_font(0, 600)).horizontalAdvance(chip.text())
            chip.setFixedWidth(round(words) + 24)
            self.themes.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch()
        self.themes.idClicked.connect(self._choose_theme)
        return row

    def _build_reading(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.family.setAccessibleName("Font")
        self.family.addItem("The app's choice", "")
        self.family.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.family.setMinimumContentsLength(12)
        self.family.activated.connect(self._set)
        grid.addWidget(QLabel("Font"), 0, 0)
        grid.addWidget(self.family, 0, 1, 1, 2)
        for row, (words, choice) in enumerate(
            (("Size", self.text_size), ("Lines", self.line_height), ("Width", self.measure)), start=1
        ):
            grid.addWidget(QLabel(words), row, 0)
            grid.addWidget(choice, row, 1)
            grid.addWidget(choice.label, row, 2)
            choice.valueChanged.connect(self._set)
        return grid

    def show_at(self, place: QPoint) -> None:
        """Opens with its upper right corner at `place` (global), moved inside the screen where it would leave it."""
        if self.family.count() == 1:
            # All fonts of the system are listed only once somebody wants to choose.
            for family in families():
                self.family.addItem(family, family)
        self._show_choices()
        self.adjustSize()
        left, top = place.x() - self.width(), place.y()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        left = max(area.left(), min(left, area.right() - self.width()))
        top = max(area.top(), min(top, area.bottom() - self.height()))
        self.move(left, top)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.raised)
        painter.setPen(QPen(palette.line2, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _show_choices(self) -> None:
        reading = self._theme.reading
        self.themes.button(THEME_CHOICES.index(self._theme.choice)).setChecked(True)
        if reading.family and self.family.findData(reading.family) < 0:
            self.family.addItem(reading.family, reading.family)
        self.family.setCurrentIndex(max(0, self.family.findData(reading.family)))
        self.text_size.show_value(reading.size_px)
        self.line_height.show_value(reading.line)
        self.measure.show_value(reading.width_chars)
        self.reset.setEnabled(reading != ReadingStyle())
        self.update()

    def _choose_theme(self, number: int) -> None:
        self._theme.choose(THEME_CHOICES[number])
        self.changed.emit()

    def _set(self) -> None:
        """Takes over what was moved; what was not keeps its value, which may stand between two steps."""
        reading = self._theme.reading
        sender = self.sender()
        if sender is self.text_size:
            reading = replace(reading, size_px=self.text_size.chosen)
        elif sender is self.line_height:
            reading = replace(reading, line=self.line_height.chosen)
        elif sender is self.measure:
            reading = replace(reading, width_chars=round(self.measure.chosen))
        else:
            reading = replace(reading, family=str(self.family.currentData() or ""))
        self._theme.set_reading(reading)
        self.changed.emit()

    def _reset(self) -> None:
        self._theme.set_reading(ReadingStyle())
        self.changed.emit()
