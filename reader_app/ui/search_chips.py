"""The chips over search results, which say where to look and how much was found there."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from reader_app.ui.row_text import grouped
from reader_app.ui.search_rows import SCOPES, Scope
from reader_app.ui.theme import Theme

_HEIGHT, _MARGIN, _GAP = 48, 12, 6
_CHIP_HEIGHT, _ROW_STEP = 24, 30


class ScopeChip(QToolButton):
    """A chip that keeps the room of its bold form, so that nothing moves when it is chosen."""

    def __init__(self, theme: Theme, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.word = word
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.show_count(None)

    def show_count(self, count: int | None, *, hidden: bool = False) -> None:
        """Shows the word with its number, if there is one and room for it."""
        self.setText(f"{self.word} {grouped(count)}" if count and not hidden else self.word)
        self.setAccessibleName(f"{self.word}, {count}" if count else self.word)
        self.updateGeometry()

    def width_for(self, text: str) -> int:
        """Px that the chip takes with that text in bold."""
        return QFontMetrics(self._theme.ui_font(-1, 600)).horizontalAdvance(text) + 24

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self.text()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ScopeChips(QWidget):
    """Chips, of which exactly one is chosen; where the column is narrow the numbers give way, then they take a second row."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: dict[Scope, int] = {}
        self.setFixedHeight(_HEIGHT)
        self._group = QButtonGroup(self)
        self._chips: dict[Scope, ScopeChip] = {}
        for scope, word, _ in SCOPES:
            chip = ScopeChip(theme, word, self)
            chip.clicked.connect(lambda _checked=False, scope=scope: self.chosen.emit(scope))
            self._group.addButton(chip)
            self._chips[scope] = chip
        self._dress()
        self.set_scope("everywhere")
        theme.changed.connect(self._dress)

    @property
    def scope(self) -> Scope:
        """The scope that is chosen."""
        return next(scope for scope, chip in self._chips.items() if chip.isChecked())

    def set_scope(self, scope: Scope) -> None:
        """Marks that scope, without a signal. Raises KeyError for a name that is not a scope."""
        self._chips[scope].setChecked(True)

    def set_counts(self, counts: Mapping[Scope, int]) -> None:
        """Shows how much was found in each scope, as far as known."""
        self._counts = dict(counts)
        self._fit()

    def forget_counts(self) -> None:
        """Shows the words only."""
        self.set_counts({})

    def _dress(self) -> None:
        for chip in self._chips.values():
            chip.setFont(self._theme.ui_font(-1))
        self._fit()

    def _fit(self) -> None:
        texts = [
            f"{chip.word} {grouped(self._counts[scope])}" if self._counts.get(scope) else chip.word
            for scope, chip in self._chips.items()
        ]
        chips = list(self._chips.values())
        wanted = sum(chip.width_for(text) for chip, text in zip(chips, texts, strict=True)) + _GAP * (len(chips) - 1)
        for scope, chip in self._chips.items():
            chip.show_count(self._counts.get(scope), hidden=wanted > self.width() - 2 * _MARGIN)
        self._place()

    def _place(self) -> None:
        x, y = _MARGIN, (_HEIGHT - 1 - _CHIP_HEIGHT) // 2
        for chip in self._chips.values():
            width = chip.sizeHint().width()
            if x > _MARGIN and x + width > self.width() - _MARGIN:
                x, y = _MARGIN, y + _ROW_STEP
            chip.setGeometry(x, y, width, _CHIP_HEIGHT)
            x += width + _GAP
        height = y + (_HEIGHT - 1 - _CHIP_HEIGHT) // 2 + _CHIP_HEIGHT + 1
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.palette.line)
        painter.end()
