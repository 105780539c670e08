"""The chips over search results: where to look and how much is there, and by what the hits are narrowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QLocale, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QToolButton, QWidget

from reader_app.core.findings import FacetName
from reader_app.ui.row_text import grouped, plain_tip
from reader_app.ui.search_filters import ALWAYS, FACETS, SCOPES, Chip
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import elided

_MARGIN, _GAP = 12, 6
_CHIP_HEIGHT, _ROW_STEP = 24, 30
_SIDE, _SIGN, _SIGN_GAP = 12, 12, 6
"""Px beside the words of a chip, of the small sign at its end, and between the two."""
_WIDEST, _COMFORTABLE, _LEAST = 260, 128, 60
"""Px of a chip at the most, where it gives room to others so that they all stand in one row, and at the least."""
_MOST_ROWS = 2
_BIG = 1_000
"""Numbers from which on `short_count` rounds."""


def short_count(count: int) -> str:
    """A number in few letters, rounded: "7.7k", "12k", "1.2M"; below a thousand as it is."""
    if count < _BIG:
        return grouped(count)
    locale = QLocale()
    for size, sign in ((_BIG, "k"), (1_000_000, "M"), (1_000_000_000, "G")):
        if count < size * 999.5:
            parts = count / size
            digits = 1 if parts < 9.95 else 0
            return locale.toString(parts, "f", digits).removesuffix(f"{locale.decimalPoint()}{locale.zeroDigit()}") + sign
    return grouped(count)


class ChipRow(QWidget):
    """Chips side by side, in further rows where there is no room; as high as they need."""

    def __init__(self, theme: Theme, above: int, below: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._above, self._below = above, below
        theme.changed.connect(self.dress)

    def chips(self) -> Sequence[QToolButton]:
        """The chips from left to right."""
        raise NotImplementedError

    def dress(self) -> None:
        """Takes the theme's font."""
        for chip in self.chips():
            chip.setFont(self.theme.ui_font(-1))
        self.place()

    def widths(self) -> list[int]:
        """Px that each chip takes, from left to right."""
        return [min(chip.sizeHint().width(), self.room()) for chip in self.chips()]

    def room(self) -> int:
        """Px of a row."""
        return max(_LEAST, self.width() - 2 * _MARGIN)

    def rows_of(self, widths: Sequence[int]) -> int:
        """How many rows chips of these widths take."""
        return 1 + max((row for _, row in self._places(widths)), default=0)

    def place(self) -> None:
        """Puts the chips where there is room for them."""
        widths = self.widths()
        row = 0
        for chip, width, (x, row) in zip(self.chips(), widths, self._places(widths), strict=True):
            chip.setGeometry(x, self._above + row * _ROW_STEP, width, _CHIP_HEIGHT)
        height = self._above + row * _ROW_STEP + _CHIP_HEIGHT + self._below
        if height != self.height():
            self.setFixedHeight(height)

    def _places(self, widths: Sequence[int]) -> list[tuple[int, int]]:
        """For each chip its left edge and its row."""
        places, x, row = [], _MARGIN, 0
        for width in widths:
            if x > _MARGIN and x + width > _MARGIN + self.room():
                x, row = _MARGIN, row + 1
            places.append((x, row))
            x += width + _GAP
        return places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()


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

    def show_count(self, count: int | None, *, short: bool = False) -> None:
        """Shows the word with its number, if there is one; `short` where there is little room."""
        told = f"{self.word} {short_count(count) if short else grouped(count)}" if count else self.word
        if told != self.text():
            self.setText(told)
            self.updateGeometry()
        self.setAccessibleName(f"{self.word}, {count}" if count else self.word)
        self.setToolTip(f"{self.word}: {grouped(count)}" if count and short and count >= _BIG else "")

    def width_for(self, text: str) -> int:
        """Px that the chip takes with that text in bold."""
        return QFontMetrics(self._theme.ui_font(-1, 600)).horizontalAdvance(text) + 2 * _SIDE

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self.text()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ScopeChips(ChipRow):
    """Chips of the places to look in, of which at most one is chosen; where the column is narrow big numbers are rounded."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 10, 3, parent)
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._chips: dict[str, ScopeChip] = {}
        for scope, (word, _) in SCOPES.items():
            chip = ScopeChip(theme, word, self)
            chip.clicked.connect(lambda _checked=False, scope=scope: self.chosen.emit(scope))
            self._group.addButton(chip)
            self._chips[scope] = chip
        self.dress()
        self.set_scope("everywhere")

    def chips(self) -> Sequence[QToolButton]:
        return list(self._chips.values())

    @property
    def scope(self) -> str | None:
        """The scope that is chosen."""
        return next((scope for scope, chip in self._chips.items() if chip.isChecked()), None)

    def set_scope(self, scope: str | None) -> None:
        """Marks that scope, or none, without a signal. Raises KeyError for a name that is not a scope."""
        self._group.setExclusive(scope is not None)
        for known, chip in self._chips.items():
            chip.setChecked(known == scope)
        if scope is not None:
            self._chips[scope].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Shows how much was found in each scope, as far as known."""
        self._counts = dict(counts)
        self.place()

    def forget_counts(self) -> None:
        """Shows the words only."""
        self.set_counts({})

    def place(self) -> None:
        for short in (False, True):
            for scope, chip in self._chips.items():
                chip.show_count(self._counts.get(scope), short=short)
            if self.rows_of(self.widths()) == 1:
                break
        super().place()


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a filter chip stands for: a menu, a filter that is set, or all facets that have no chip."""

    words: str
    facet: FacetName | None
    chip: Chip | None = None


class FilterChip(QToolButton):
    """A chip with an arrow that opens choices or, while its filter is set, with a cross that removes it."""

    removed = Signal()

    def __init__(self, theme: Theme, words: str, whole: str, *, has_menu: bool, parent: QWidget) -> None:
        """`whole` is what is set, if anything is; `words` may tell it in short."""
        super().__init__(parent)
        is_set = bool(whole)
        self._theme, self._words, self._is_set = theme, words, is_set
        self._over_cross = False
        self.setProperty("kind", "chip")
        self.setMouseTracking(True)
        self.setFont(theme.ui_font(-1))
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(whole or words)
        how = "Delete removes it" if is_set else "Opens the choices"
        self.setAccessibleDescription(f"{how}; Space opens the choices" if is_set and has_menu else how)
        self.setToolTip(plain_tip(f"{whole} (Delete removes it)") if whole else "")

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._theme.ui_font(-1, 600 if self._is_set else 400)).horizontalAdvance(self._words)
        return QSize(min(_WIDEST, width + 2 * _SIDE + _SIGN + _SIGN_GAP - 2), _CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRectF:
        return QRectF(self.width() - _SIDE - _SIGN + 2, (self.height() - _SIGN) / 2, _SIGN, _SIGN)

    def _at_cross(self, place: QPointF) -> bool:
        return self._is_set and place.x() >= self._cross().left() - _SIGN_GAP / 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_set and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over_cross = self._at_cross(event.position())
        self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isDown() and self._at_cross(event.position()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        border = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(border / 2, border / 2, -border / 2, -border / 2)
        edge = palette.focus if self.hasFocus() else palette.accent if self._is_set else palette.line2
        painter.setPen(QPen(edge, border))
        painter.setBrush(palette.accentsoft if self._is_set else palette.hover if self.underMouse() else palette.raised)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        font = self._theme.ui_font(-1, 600 if self._is_set else 400)
        painter.setFont(font)
        painter.setPen(palette.accent if self._is_set else palette.ink2)
        sign = self._cross()
        words = QRectF(_SIDE, 0, sign.left() - _SIGN_GAP - _SIDE + 2, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(self._words, font, words.width()))
        if self._is_set and self._over_cross and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.sel)
            painter.drawRoundedRect(sign.adjusted(-2, -2, 2, 2), 4, 4)
        icon = self._theme.icon("x" if self._is_set else "down", "accent" if self._is_set else "ink2")
        icon.paint(painter, sign.toRect())
        painter.end()


class FilterChips(ChipRow):
    """A chip for each facet, and one for each other filter that is set; in two rows while their words can give way."""

    facet_wished = Signal(str, object)
    """The choices of the FacetName are wanted, under that widget; "" for those of all facets that have no chip."""
    removed = Signal(object)
    """The Chip that the reader wants to be gone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 3, 11, parent)
        self._wishes: tuple[_Wish, ...] | None = None
        self._chips: list[FilterChip] = []
        self._rows = 1
        self._opened: QWidget | None = None
        self.set_chips(())

    def chips(self) -> Sequence[QToolButton]:
        return self._chips

    def set_chips(self, set_chips: Sequence[Chip]) -> None:
        """Shows the filters that are set, and what can be."""
        by_facet = {chip.facet: chip for chip in set_chips if chip.facet is not None}
        wishes = []
        for facet, (_, nothing, _) in FACETS.items():
            if facet in by_facet or facet in ALWAYS:
                chip = by_facet.get(facet)
                wishes.append(_Wish(chip.words if chip is not None else nothing, facet, chip))
        wishes += [_Wish(chip.words, None, chip) for chip in set_chips if chip.facet is None]
        if any(facet not in by_facet and facet not in ALWAYS for facet in FACETS):
            wishes.append(_Wish("More", None))
        if tuple(wishes) == self._wishes:
            return
        at = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._wishes = tuple(wishes)
        before, self._chips = self._chips, [self._made(wish) for wish in wishes]
        # New ones come last in the order of Tab unless they are put where those before them stood.
        for left, right in pairwise([*before[-1:], *self._chips]):
            QWidget.setTabOrder(left, right)
        for old in before:
            old.hide()
            old.deleteLater()
        self.place()
        if at is not None:
            self._chips[min(at, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def widths(self) -> list[int]:
        whole = super().widths()
        # Under open choices nothing moves: the chips make do with the rows that they have.
        most = self._rows if self._opened is not None else _MOST_ROWS
        for rows, least in ((1, _COMFORTABLE), (most, _LEAST)):
            for widest in range(_WIDEST, least - 1, -4):
                widths = [min(width, widest) for width in whole]
                if self.rows_of(widths) <= rows:
                    return widths
        return [min(width, _LEAST) for width in whole]

    def place(self) -> None:
        super().place()
        if self._opened is None:
            self._rows = self.rows_of(self.widths())

    def _open(self, facet: str, chip: FilterChip) -> None:
        """Lets the choices be opened, and stays as high as it is until they are closed."""
        self.facet_wished.emit(facet, chip)
        self._watch_choices()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the rows it needs as soon as the choices are closed, and no others follow them."""
        if watched is self._opened and event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self._watch_choices)
        return super().eventFilter(watched, event)

    def _watch_choices(self) -> None:
        opened = QApplication.activePopupWidget()
        if opened is self._opened:
            return
        if self._opened is not None:
            self._opened.removeEventFilter(self)
        self._opened = opened
        if opened is not None:
            opened.installEventFilter(self)
        self.place()

    def _made(self, wish: _Wish) -> FilterChip:
        has_menu = wish.chip is None or wish.facet is not None
        whole = wish.chip.whole if wish.chip is not None else ""
        chip = FilterChip(self.theme, wish.words, whole, has_menu=has_menu, parent=self)
        if has_menu:
            chip.clicked.connect(lambda: self._open(wish.facet or "", chip))
        else:
            chip.clicked.connect(lambda: self.removed.emit(wish.chip))
        chip.removed.connect(lambda: self.removed.emit(wish.chip))
        chip.show()
        return chip

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.palette.line)
        painter.end()
