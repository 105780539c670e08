"""What can be done from the menus and by keys, in one table: every command has a name, a place and, mostly, a key."""

import dataclasses
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QMessageBox, QWidget

from reader_app import APP_NAME, __version__
from reader_app.core.settings import LIMITS, Choices
from reader_app.core.timestamps import parse_clock
from reader_app.ui.button_keys import ButtonKeys
from reader_app.ui.keys_dialog import KeysDialog
from reader_app.ui.side_panel import TABS, Tab
from reader_app.ui.theme import THEME_CHOICES

if TYPE_CHECKING:
    from reader_app.ui.main_window import MainWindow

_THEME_NAMES = {"system": "&As the system", "light": "&Light", "sepia": "&Sepia", "dark": "&Dark"}


class Actions(QObject):
    """The commands of one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._buttons = ButtonKeys(window)

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put every command into its menu."""
        self._file(bar.addMenu("&File"))
        self._edit(bar.addMenu("&Edit"))
        self._view(bar.addMenu("&View"))
        self._go(bar.addMenu("&Go"))
        self._library(bar.addMenu("&Library"))
        self._help(bar.addMenu("&Help"))

    def _add(self, menu: QMenu, words: str, does: Callable[[], object], *keys: str) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: does())
        menu.addAction(action)
        self._window.addAction(action)
        return action

    def _only_while(self, menu: QMenu, able: Callable[[], bool], *actions: QAction) -> None:
        """In the open menu, `actions` can be chosen only while they can do something; their keys always answer, in words."""

        def enable(enabled: bool) -> None:
            for action in actions:
                action.setEnabled(enabled)

        menu.aboutToShow.connect(lambda: enable(able()))
        menu.aboutToHide.connect(lambda: enable(True))

    def _is_open(self) -> bool:
        return self._window.reading.current is not None

    def _file(self, menu: QMenu) -> None:
        importing = self._window.importing
        self._add(menu, "&Add transcripts…", importing.choose_files, "Ctrl+O")
        self._add(menu, "Add a &folder…", importing.choose_folder, "Ctrl+Shift+O")
        self._add(menu, "&Paste a transcript…", importing.paste, "Ctrl+Shift+V")
        self._add(menu, "Add from a &web address…", self._window.fetching.ask, "Ctrl+Shift+L")
        menu.addSeparator()
        exporting = self._window.exporting
        export = self._add(menu, "&Export…", self._export, "Ctrl+Shift+E")
        self._only_while(menu, lambda: bool(self._meant()), export)
        results = self._add(menu, "Export &results…", self._export_results)
        self._only_while(menu, lambda: self._window.searching.active, results)
        self._add(menu, "Export q&uotes…", exporting.ask_for_quotes)
        self._add(menu, "I&mport quotes…", exporting.choose_quotes)
        menu.addSeparator()
        self._add(menu, "&Quit", self._window.close, "Ctrl+Q")

    def _edit(self, menu: QMenu) -> None:
        view = self._window.pane.view
        undo = self._add(menu, "&Undo", self._window.notices.undo, "Ctrl+Z")
        undo.setEnabled(False)
        self._window.notices.undo_changed.connect(lambda words: self._show_undo(undo, words))
        menu.addSeparator()
        copy = self._add(menu, "&Copy", view.copy, "Ctrl+C")
        self._only_while(menu, lambda: view.textCursor().hasSelection(), copy)
        of_text = [
            self._add(menu, "Copy with &source", view.copy_selection_with_source, "Ctrl+Shift+C"),
            self._add(menu, "Copy &link to this place", view.link_selection, "Ctrl+L"),
        ]
        menu.addSeparator()
        of_text += [
            self._add(menu, "Keep as &quote", view.bookmark_selection, "Ctrl+D"),
            self._add(menu, "Keep with a &note", lambda: view.bookmark_selection(with_note=True), "Ctrl+Shift+D"),
        ]
        menu.addSeparator()
        correcting, pane = self._window.correcting, self._window.pane
        of_text += [
            self._add(menu, "Correct &words…", self._correct, "F2"),
            self._add(menu, "Someone &else says this…", correcting.ask_voice, "Shift+F2"),
            self._add(menu, "A c&hapter begins here…", correcting.ask_chapter, "Ctrl+F2"),
            self._add(menu, "C&orrections…", correcting.show_list),
        ]
        menu.addSeparator()
        of_text += [
            self._add(menu, "&Find in this episode", pane.open_find, "Ctrl+F"),
            self._add(menu, "Find &next", pane.find_next, "F3"),
            self._add(menu, "Find &previous", pane.find_previous, "Shift+F3"),
        ]
        self._only_while(menu, self._is_open, *of_text)
        self._add(menu, "Search the &library", self._search, "Ctrl+K")

    def _view(self, menu: QMenu) -> None:
        window = self._window
        themes = menu.addMenu("&Theme")
        group = QActionGroup(themes)
        for choice in THEME_CHOICES:
            action = themes.addAction(_THEME_NAMES[choice])
            action.setCheckable(True)
            action.setChecked(window.theme.choice == choice)
            action.triggered.connect(lambda _checked=False, choice=choice: self._choose_theme(choice))
            group.addAction(action)
        themes.aboutToShow.connect(lambda: group.actions()[THEME_CHOICES.index(window.theme.choice)].setChecked(True))
        menu.addSeparator()
        self._add(menu, "&Larger text", lambda: self._resize(1), "Ctrl++", "Ctrl+=")
        self._add(menu, "&Smaller text", lambda: self._resize(-1), "Ctrl+-")
        self._add(menu, "&Usual size", lambda: self._resize(0), "Ctrl+0")
        menu.addSeparator()
        self._add(menu, "&Library column", window.columns.toggle_library, "F8")
        self._add(menu, "Side &panel", window.columns.toggle_panel, "F9")
        for number, tab in enumerate(TABS, 1):
            self._add(menu, tab.capitalize(), functools.partial(self._show_tab, tab), f"Ctrl+{number}")
        self._add(menu, "Next area", self._next_area, "F6")
        menu.addSeparator()
        automatic = menu.addAction("&Automatic sections where no chapters are stated")
        automatic.setCheckable(True)
        automatic.setChecked(window.sections.shown)
        automatic.toggled.connect(window.sections.set_shown)

    def _go(self, menu: QMenu) -> None:
        window, view = self._window, self._window.pane.view
        self._add(menu, "&Back", window.reading.go_back, "Alt+Left")
        self._add(menu, "&Forward", window.reading.go_forward, "Alt+Right")
        menu.addSeparator()
        of_text = [
            self._add(menu, "&Next chapter", lambda: view.step_chapter(1), "Ctrl+Down"),
            self._add(menu, "&Previous chapter", lambda: view.step_chapter(-1), "Ctrl+Up"),
            self._add(menu, "&Go to time…", self._ask_time, "Ctrl+G"),
        ]
        self._only_while(menu, self._is_open, *of_text)

    def _library(self, menu: QMenu) -> None:
        self._add(menu, "Show the &list", self._window.show_list, "Ctrl+E")
        source = self._add(menu, "Show the &source", self._window.sourcing.show, "Ctrl+U")
        tellings = self._window.tellings
        versions = self._add(menu, "&Versions of this text…", tellings.versions.show)
        join = self._add(menu, "&Join with another file of it…", tellings.look_at_twin)
        menu.aboutToShow.connect(lambda: versions.setEnabled(tellings.versions.has_several()))
        menu.aboutToShow.connect(lambda: join.setEnabled(tellings.has_twin()))
        remove = self._add(menu, "&Remove this episode", self._remove_current)
        self._only_while(menu, self._is_open, source, remove)
        self._add(menu, "&Check the library", self._window.check_library)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "&Keys", self._tell_keys, "F1")
        self._add(menu, f"&About {APP_NAME}", self._tell_about)

    # -- what they do where no part of the window does it

    def _export(self) -> None:
        """The selected transcripts, or the one that is read."""
        self._window.exporting.ask_for(self._meant())

    def _export_results(self) -> None:
        """All hits of what is searched for, in lines where lines are shown."""
        panel = self._window.search_panel
        (self._window.result_views.lines if panel.views.view == "lines" else panel).export_wished.emit()

    def _meant(self) -> list[str]:
        current = self._window.reading.current
        return self._window.episode_list.marked_ids() or ([current.episode.id] if current is not None else [])

    def _correct(self) -> None:
        """The words that are meant, or the title of the chapter that the list of chapters stands on."""
        chapters = self._window.side_panel.chapters
        if chapters.view.hasFocus():
            chapters.rename_current()
        else:
            self._window.correcting.ask_words()

    @staticmethod
    def _show_undo(undo: QAction, words: str) -> None:
        undo.setEnabled(bool(words))
        undo.setText(f"&Undo: {words.replace('&', '&&')}" if words else "&Undo")

    def _search(self) -> None:
        self._window.columns.show_results()
        self._window.columns.expand_sidebar()
        field = self._window.sidebar.field
        field.setFocus()
        self._window.searching.offer_last()
        field.selectAll()

    def _choose_theme(self, choice: str) -> None:
        for known in THEME_CHOICES:
            if known == choice:
                self._window.theme.choose(known)
                self._window.settings.change(theme=known)

    def _resize(self, step: int) -> None:
        style = self._window.theme.reading
        smallest, largest = LIMITS["font_size"]
        size = min(largest, max(smallest, style.size_px + step)) if step else Choices().font_size
        self._window.theme.set_reading(dataclasses.replace(style, size_px=size))
        self._window.settings.change(font_size=float(size))

    def _show_tab(self, tab: Tab) -> None:
        self._window.columns.show_panel()
        self._window.side_panel.show_tab(tab)
        self._window.side_panel.focus_list()

    def _areas(self) -> list[QWidget]:
        window = self._window
        middle = window.search_panel.page if window.searching.active else window.episode_list.view
        areas = (window.sidebar.field, window.sidebar.view, middle, window.pane.view, window.side_panel.tabs)
        return [area for area in areas if area.isVisible()]

    def _next_area(self) -> None:
        areas = self._areas()
        current = next((n for n, area in enumerate(areas) if area.hasFocus()), -1)
        if areas:
            areas[(current + 1) % len(areas)].setFocus()

    def _ask_time(self) -> None:
        self._window.pane.ask_time(self._go_to_time)

    def _go_to_time(self, words: str) -> None:
        seconds = parse_clock(words) if ":" in words else float(words) * 60 if words.strip().isdecimal() else None
        if seconds is None or not self._window.reading.go_to_time(seconds):
            self._window.notices.tell("Write a time that this episode has, such as 24:58 or 1:02:03.")

    def _remove_current(self) -> None:
        current = self._window.reading.current
        if current is not None:
            self._window.shelf.remove([current.episode.id])

    def _tell_keys(self) -> None:
        rows = []
        for action in self._window.actions():
            if action.shortcuts():
                keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
                rows.append((keys, action.text().replace("&", "").rstrip("…")))
        rows += [
            ("J, K", "Next, previous paragraph"),
            ("←, →", "Order of the lines, where a search is shown in lines"),
            ("F2, Del", "Rename, remove the saved search that has the keyboard"),
            ("Esc", "Step back out"),
        ]
        KeysDialog(rows, self._window).open()

    def _tell_about(self) -> None:
        words = (
            f"{APP_NAME} {__version__}\nRead, search and quote transcripts. Offline and private.\n\n"
            "MIT licence. Uses Qt under the GNU LGPL version 3."
        )
        if getattr(sys, "frozen", False):
            notices = packaged_notices(Path(sys.executable))
            words += (
                " Qt's libraries can be replaced. How, all licences and the offer of sources are told in "
                f"{notices.name} in {notices.parent}."
            )
        self._tell(f"About {APP_NAME}", words)

    def _tell(self, title: str, words: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, words, QMessageBox.StandardButton.Close, self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.finished.connect(box.deleteLater)
        box.open()


def packaged_notices(program: Path) -> Path:
    """Where the packaged `program` has what is to be told of its parts: beside it, packed in a .deb, or within a Mac's bundle."""
    within = program.parent.parent / "Resources"
    name = "THIRD-PARTY-NOTICES.txt"
    places = (program.parent / name, program.parent / f"{name}.gz", within / name)
    return next((place for place in places if place.is_file()), places[0])
