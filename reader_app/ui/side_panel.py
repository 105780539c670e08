"""The column right of the text: tabs over chapters, entities and quotes."""

from typing import Literal, get_args

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from reader_app.ui.bookmarks_panel import BookmarksPanel
from reader_app.ui.chapters_panel import ChaptersPanel
from reader_app.ui.entities_panel import EntitiesPanel
from reader_app.ui.theme import Theme

Tab = Literal["chapters", "entities", "quotes"]
TABS: tuple[Tab, ...] = get_args(Tab)
_HEIGHT = 40
_EDGE = 16
_GAP = 8
"""Pixels on either side of a tab's words; two of them part two tabs."""


class TabHeads(QTabBar):
    """The tabs' names; the chosen one is bold over a 2 px accent line that sits on the panel's hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._by_keyboard = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def tabSizeHint(self, index: int) -> QSize:
        # Room for the bold name, so that nothing moves when another tab is chosen.
        words = QFontMetricsF(self._theme.ui_font(0, 600)).horizontalAdvance(self.tabText(index))
        return QSize(round(words) + 2 * _GAP, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(self.tabSizeHint(index).width(), 48), _HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointer = self.mapFromGlobal(self.cursor().pos())
        for index in range(self.count()):
            rect = self.tabRect(index)
            chosen = index == self.currentIndex()
            words = QRectF(rect).adjusted(_GAP, 0, -_GAP, 0)
            painter.setFont(self._theme.ui_font(0, 600 if chosen else 400))
            hovered = self.underMouse() and rect.contains(pointer)
            painter.setPen(palette.ink if chosen or hovered else palette.ink2)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
            if chosen:
                painter.fillRect(QRectF(words.left(), _HEIGHT - 2, words.width(), 2), palette.accent)
            if chosen and self.hasFocus() and self._by_keyboard:
                painter.setPen(QPen(palette.focus, 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(2, 7, -2, -7), 6, 6)
        painter.end()


class SidePanel(QWidget):
    """Holds the three panels and shows one of them; `tab_changed` carries its name."""

    tab_changed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Side panel")
        self.setMinimumWidth(200)
        self.chapters, self.entities, self.bookmarks = ChaptersPanel(theme), EntitiesPanel(theme), BookmarksPanel(theme)
        self._pages = QStackedWidget()
        self.tabs = TabHeads(theme)
        self.tabs.setAccessibleName("Side panel")
        for number, (words, page) in enumerate(
            (("Chapters", self.chapters), ("Entities", self.entities), ("Quotes", self.bookmarks)), start=1
        ):
            self._pages.addWidget(page)
            self.tabs.addTab(words)
            self.tabs.setTabToolTip(number - 1, f"{words} (Ctrl+{number})")
        self.tabs.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "icon")
        self.close_button.setAccessibleName("Close the side panel")
        self.close_button.setToolTip("Back to the text (Esc)")
        self.close_button.clicked.connect(self.closed)
        self.close_button.hide()
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE - _GAP, 0, 6, 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.close_button)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))
        self.update()

    def set_closable(self, closable: bool) -> None:
        """Where it stands in the place of the text, it takes the focus and shows a button that closes it."""
        came = closable and self.close_button.isHidden()
        self.close_button.setVisible(closable)
        if came:
            self.focus_list()

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return TABS[self.tabs.currentIndex()]

    def show_tab(self, tab: Tab) -> None:
        """Turns to a tab."""
        self.tabs.setCurrentIndex(TABS.index(tab))

    def focus_list(self) -> None:
        """Gives the focus to the list of the tab that is shown."""
        views = {"chapters": self.chapters.view, "entities": self.entities.view, "quotes": self.bookmarks.view}
        view = views[self.tab]
        (view if view.isVisible() else self.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.setPen(self._theme.palette.line)
        painter.drawLine(QPointF(0, _HEIGHT - 0.5), QPointF(self.width(), _HEIGHT - 0.5))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(232, 600)

    def _turn(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.tab_changed.emit(TABS[number])
