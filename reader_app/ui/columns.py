"""The columns of the window and what gives way as it narrows; the reader's own widths are remembered."""

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reader_app.core.settings import Settings
from reader_app.ui.library_sidebar import LibrarySidebar

RAIL_BELOW, LIST_BELOW, PANEL_BELOW, WIDE_FROM = 1224, 1080, 840, 1600
"""Widths of the window in pixels: where the library folds to a rail, the list closes, the side panel closes, all grows."""
SEARCH_BELOW = 1000
"""Below this width the results and the text of a hit take turns."""
RAIL, LIBRARY, LIBRARY_WIDE, LIST, LIST_WIDE, RESULTS, PANEL, PANEL_WIDE = 48, 191, 207, 239, 279, 447, 231, 271
"""Widths of the columns in pixels, without the line of 1 px beside each."""
TEXT_LEAST = 360
TEXT_BESIDE_LINES, LINES_MOST = 480, 760
"""What the text keeps beside results in lines, which take what they can use of the rest."""


class Pages(QStackedWidget):
    """Pages that take each other's place in a column; only the one that is shown says how much room it needs."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize(0, 0)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize(0, 0)


class MiddleColumn(QWidget):
    """The list or the results, and above them the search field while the library is folded beside the results."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self.field_row = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.field_row)
        column.addWidget(pages, 1)

    def set_field_shown(self, shown: bool) -> None:
        """Makes room for the search field, or takes it away."""
        self.field_row.setContentsMargins(*((8, 8, 8, 4) if shown else (0, 0, 0, 0)))


class Columns(QObject):
    """Owns which of library, middle (list or results), text and side panel are shown, and how wide.

    A column that the reader opens or closes by hand stays so until the next limit is crossed.
    """

    panel_shown = Signal(bool)
    """The side panel is open now, or not."""
    panel_covers = Signal(bool)
    """The side panel stands in the place of the text now, or not."""

    def __init__(
        self, splitter: QSplitter, settings: Settings, sidebar: LibrarySidebar, middle: QWidget, text: QWidget, panel: QWidget
    ) -> None:
        super().__init__(splitter)
        self._middle = MiddleColumn(middle)
        for part in (sidebar, self._middle, text, panel):
            splitter.addWidget(part)
        splitter.setStretchFactor(2, 1)
        self._splitter, self._settings = splitter, settings
        self._sidebar, self._text, self._panel = sidebar, text, panel
        self._width = 0
        self._range = -1
        self._searching = False
        self._hit_open = False
        self._in_lines = False
        self._bare = False
        self._library_open = True
        self._list_open = True
        self._panel_open = settings.choices.side_panel
        self._by_hand: dict[str, int] = self._remembered()
        splitter.splitterMoved.connect(self._on_moved)

    def fit(self, width: int) -> None:
        """The window is this wide now."""
        if self._searching and width < SEARCH_BELOW <= self._width:
            self._library_open = False
        self._width = width
        number = sum(width >= limit for limit in (PANEL_BELOW, LIST_BELOW, RAIL_BELOW, WIDE_FROM))
        if number != self._range:
            self._range = number
            self._library_open = width >= RAIL_BELOW
            self._list_open = width >= LIST_BELOW
            self._panel_open = width >= PANEL_BELOW and self._settings.choices.side_panel
        self._apply()

    def set_searching(self, searching: bool) -> None:
        """The results take the list's place, and the side panel gives them room."""
        if self._searching and not searching:
            self._library_open = self._width >= RAIL_BELOW  # it was unfolded for its field
        elif searching and self._width < SEARCH_BELOW:
            self._library_open = False  # its field stands above the results
        self._searching = searching
        self._hit_open = False
        self._apply()

    def set_lines(self, in_lines: bool) -> None:
        """The results stand in lines now, which need more room than a list, or in a list again."""
        if in_lines != self._in_lines:
            self._in_lines = in_lines
            self._apply()

    def set_bare(self, bare: bool) -> None:
        """There is nothing to list, so that only the library and the page that says what to do are shown."""
        if bare != self._bare:
            self._bare = bare
            self._apply()

    def show_hit(self) -> None:
        """A hit was opened: in a narrow window its text takes the place of the results."""
        self._hit_open = True
        self._apply()

    def show_results(self) -> None:
        """The results are wanted again; with every key of a search, so that nothing is laid out anew for nothing."""
        if self._hit_open:
            self._hit_open = False
            self._apply()

    @property
    def hit_covers_results(self) -> bool:
        """Whether the text of a hit stands where the results would."""
        return self._results_alone and self._hit_open

    @property
    def _results_alone(self) -> bool:
        """Whether results, while they are shown, are shown without the text."""
        return self._searching and self._width < SEARCH_BELOW

    def toggle_panel(self) -> None:
        """Open or close the side panel."""
        self._panel_open = not self._panel_open
        self._settings.change(side_panel=self._panel_open)
        self._apply()

    def show_panel(self) -> None:
        """Open the side panel if it is closed."""
        if not self._panel_open:
            self.toggle_panel()

    @property
    def panel_covers_text(self) -> bool:
        """Whether the side panel stands in the place of the text, which the window is too narrow for beside it."""
        library = LIBRARY if self._library_open else RAIL
        return self.panel_open and self._width - library - PANEL - 2 < TEXT_LEAST

    def leave_panel(self) -> None:
        """Give the text its place back, where the side panel has taken it."""
        if self.panel_covers_text:
            self._panel_open = False
            self._apply()

    def toggle_library(self) -> None:
        """Fold or unfold the library, or the list where the window is too narrow for both."""
        if self._width < LIST_BELOW and not self._searching:
            self._list_open = not self._list_open
        else:
            self._library_open = not self._library_open
        self._apply()

    def show_list(self) -> None:
        """Open the list if it is closed."""
        self._list_open = True
        self._apply()

    def expand_sidebar(self, *, for_search: bool = True) -> None:
        """Unfold the library, also where the reader wants to write into its search field and that does not stand elsewhere."""
        if for_search and self._results_alone:
            self._hit_open = False
        else:
            self._library_open = True
        self._apply()

    def keep(self) -> None:
        """Remember the widths that the reader has chosen."""
        self._settings.change(columns=",".join(f"{name}={width}" for name, width in sorted(self._by_hand.items())))

    @property
    def panel_open(self) -> bool:
        """Whether the side panel is shown."""
        return self._panel_open and not self._searching and not self._bare

    def _remembered(self) -> dict[str, int]:
        widths: dict[str, int] = {}
        for entry in self._settings.choices.columns.split(","):
            name, _, width = entry.partition("=")
            if name in ("library", "list", "results", "lines", "panel") and width.isdecimal():
                widths[name] = max(120, min(900, int(width)))
        return widths

    def _apply(self) -> None:
        if not self._width:
            return
        wide = self._width >= WIDE_FROM
        alone = self._results_alone
        results_shown = self._searching and not self.hit_covers_results
        library_open = self._library_open or (results_shown and not alone)  # the search field must be there to write into
        middle_shown = results_shown if self._searching else self._list_open and not self._bare
        if middle_shown:
            self._middle.show()
        self._place_field(results_shown and not library_open, library_open)
        self._middle.setVisible(middle_shown)
        covered = self.panel_covers_text
        self._text.setVisible(not (alone and results_shown) and not covered)
        self._panel.setVisible(self.panel_open)
        self.panel_shown.emit(self.panel_open)
        self.panel_covers.emit(covered)
        library = self._by_hand.get("library", LIBRARY_WIDE if wide else LIBRARY) if library_open else RAIL
        middle = self._by_hand.get("list", LIST_WIDE if wide else LIST)
        if self._searching:
            spare = max(RESULTS, min(LINES_MOST, self._width - library - TEXT_BESIDE_LINES))
            middle = self._by_hand.get("lines", spare) if self._in_lines else self._by_hand.get("results", RESULTS)
        if alone:
            middle = self._width - library - 1
        panel = self._by_hand.get("panel", PANEL_WIDE if wide else PANEL)
        if covered:
            panel = self._width - library
        taken = library + (middle if middle_shown else 0) + (panel if self.panel_open else 0)
        self._splitter.setSizes([library, middle, max(TEXT_LEAST, self._width - taken - 3), panel])

    def _place_field(self, above_results: bool, library_open: bool) -> None:
        """Puts the search field where it belongs before the place that it leaves is hidden, so that it keeps the keyboard."""
        if library_open:
            self._set_compact(False)
        self._middle.set_field_shown(above_results)
        self._sidebar.lend_field(self._middle.field_row if above_results else None)
        if not library_open:
            self._set_compact(True)

    def _set_compact(self, compact: bool) -> None:
        self._sidebar.set_compact(compact)
        self._sidebar.setMinimumWidth(RAIL if compact else 160)
        self._sidebar.setMaximumWidth(RAIL if compact else 320)

    def _on_moved(self, _position: int, _handle: int) -> None:
        QTimer.singleShot(0, self._take_widths)

    def _take_widths(self) -> None:
        library, middle, _, panel = self._splitter.sizes()
        if self._library_open and library:
            self._by_hand["library"] = library
        if self._middle.isVisible() and middle and not self._results_alone:
            self._by_hand[("lines" if self._in_lines else "results") if self._searching else "list"] = middle
        if self._panel.isVisible() and panel and not self.panel_covers_text:
            self._by_hand["panel"] = panel
