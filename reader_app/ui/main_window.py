"""The window: lays out the columns and wires what they wish to those who carry it out. It does nothing itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from reader_app import APP_NAME
from reader_app.core.errors import ReaderError
from reader_app.core.library import FORM_LABELS, Library
from reader_app.core.links import deep_link, parse_deep_link
from reader_app.core.model import CheckReport, ImportReport, OpenEpisode
from reader_app.core.settings import Settings
from reader_app.ui.actions import Actions
from reader_app.ui.bars import QuietBar, WorkBar
from reader_app.ui.columns import Columns, Pages
from reader_app.ui.correcting import Corrector
from reader_app.ui.episode_list import EpisodeList
from reader_app.ui.exporting import Exporting
from reader_app.ui.fetching import Fetching
from reader_app.ui.import_page import ImportPage
from reader_app.ui.importing import Importing
from reader_app.ui.jobs import Jobs
from reader_app.ui.library_sidebar import LibrarySidebar
from reader_app.ui.notices import Notices
from reader_app.ui.preferences import ReadingPopover
from reader_app.ui.quoting import Quoting
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.result_views import ResultViews
from reader_app.ui.saved_searches import KeptSearches
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.searching import Searching
from reader_app.ui.sections import Sections
from reader_app.ui.shelf import Shelf
from reader_app.ui.side_panel import SidePanel
from reader_app.ui.sourcing import Sourcing
from reader_app.ui.speakers import Speakers
from reader_app.ui.tellings import Tellings
from reader_app.ui.theme import Theme
from reader_app.ui.upkeep import Upkeep

LOOK_MS = 4000
"""How often a window looks whether another one has written into the library; a look costs a tenth of a millisecond."""


class MainWindow(QMainWindow):
    """One window on one library. Everything it needs comes by constructor; it closes the library when it is closed."""

    def __init__(self, library: Library, settings: Settings, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self.library, self.settings, self.theme, self.jobs = library, settings, theme, jobs
        jobs.setParent(self)
        theme.setParent(self)
        self.setWindowTitle(APP_NAME)
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 400)
        self._make_parts()
        self._lay_out()
        self._wire()
        self._seen_change = library.changes()
        self._restore()

    def _make_parts(self) -> None:
        self.sidebar = LibrarySidebar(self.theme)
        self.episode_list = EpisodeList(self.theme)
        self.search_panel = SearchPanel(self.theme)
        self.pane = ReadingPane(self.theme)
        self.import_page = ImportPage(self.theme, FORM_LABELS)
        self.side_panel = SidePanel(self.theme)
        self.quiet_bar = QuietBar(self.theme, self.pane)
        self.notices = Notices(self.quiet_bar)
        self.work_bar = WorkBar(self.theme, self.pane)
        self.preferences = ReadingPopover(self.theme, self)
        self.reading = Reading(self.library, self.settings, self.pane, self.side_panel)
        self.sections = Sections(self.library, self.settings, self.jobs, self.reading, self.pane.view, self.side_panel.chapters)
        self.speakers = Speakers(self.library, self.reading, self.pane.view, self.notices)
        self.sourcing = Sourcing(self.library, self.theme, self.jobs, self.reading, self.pane.view)
        self.quoting = Quoting(self.library, self.reading, self.pane, self.side_panel, self.notices)
        self.searching = Searching(self.library, self.jobs, self.sidebar, self.search_panel, self.reading, self.pane)
        self.result_views = ResultViews(
            *(self.library, self.theme, self.jobs, self.searching, self.search_panel, self.reading, self.pane)
        )
        self.kept_searches = KeptSearches(
            *(self.library, self.jobs, self.sidebar, self.search_panel, self.searching, self.notices)
        )
        self.importing = Importing(self.library, self.settings, self.theme, self.jobs, self.work_bar, self)
        self.fetching = Fetching(
            *(self.library, self.theme, self.importing, self.reading, self.pane.fetch_line, self.work_bar), self
        )
        self.exporting = Exporting(
            self.library, self.settings, self.theme, self.jobs, self.notices, self.work_bar, lambda: self.importing.busy, self
        )
        self.correcting = Corrector(
            self.library,
            self.jobs,
            self.reading,
            self.pane.view,
            self.side_panel.chapters,
            self.notices,
            self.work_bar,
            lambda: self.importing.busy,
        )
        self.tellings = Tellings(
            *(self.library, self.settings, self.theme, self.jobs, self.reading, self.pane, self.notices, self.work_bar),
            lambda: self.importing.busy,
        )
        self.shelf = Shelf(self.library, self.settings, self.sidebar, self.episode_list, self.notices)
        self.upkeep = Upkeep(self.library, self.jobs, self.work_bar, self.importing, self.searching, self.notices)

    def _lay_out(self) -> None:
        self.middle = Pages()
        self.middle.addWidget(self.episode_list)
        self.middle.addWidget(self.search_panel)
        self.text = Pages()
        self.text.addWidget(self.pane)
        self.text.addWidget(self.import_page)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.setCentralWidget(centre)
        self.columns = Columns(self.splitter, self.settings, self.sidebar, self.middle, self.text, self.side_panel)
        self.actions_ = Actions(self)
        self.actions_.fill_menus(self.menuBar())

    def _wire(self) -> None:
        self.shelf.episode_wished.connect(self.read)
        self.shelf.left_library.connect(self._leave_page)
        self.shelf.came_back.connect(self._leave_page)
        self.shelf.bare.connect(self.columns.set_bare)
        self.episode_list.copy_link_wished.connect(lambda episode: self.quoting.copy_text(deep_link(episode), "Link copied"))
        self.episode_list.export_wished.connect(self.exporting.ask_for)
        self.sidebar.add_wished.connect(self.importing.choose_files)
        self.pane.add_wished.connect(self.importing.choose_files)
        self.sidebar.filter_chosen.connect(self._on_filter_chosen)
        self.reading.opened.connect(self._on_opened)
        self.reading.taken_up.connect(self.shelf.mark_opened)
        self.reading.position_kept.connect(self.shelf.set_progress)
        for part in (self.reading, self.importing, self.shelf):
            part.failed.connect(self.notices.tell)
        self.quoting.bookmarks_changed.connect(self._on_library_changed)
        self.speakers.renamed.connect(self._on_library_changed)
        self.correcting.corrected.connect(self._on_library_changed)
        self.exporting.quotes_came.connect(self.reading.refresh_bookmarks)
        self.exporting.quotes_came.connect(self._on_library_changed)
        self.searching.entered.connect(self._show_search)
        self.searching.left.connect(self._hide_search)
        self.searching.hit_opened.connect(self.columns.show_hit)
        self.searching.export_wished.connect(self.exporting.ask_for_results)
        self.result_views.export_wished.connect(self.exporting.ask_for_lines)
        self.result_views.turned.connect(lambda view: self.columns.set_lines(view == "lines"))
        self.sidebar.search_edited.connect(self.columns.show_results)
        self.importing.started.connect(lambda: self.text.setCurrentWidget(self.pane))
        self.importing.imported.connect(self._on_imported)
        self.import_page.read_wished.connect(self.read)
        self.import_page.show_list_wished.connect(self.show_list)
        self.import_page.take_back_wished.connect(self._take_back)
        self.import_page.pair_wished.connect(self.tellings.look_at)
        self.tellings.pairs_found.connect(self.import_page.show_pairs)
        self.tellings.changed.connect(self._on_tellings_changed)
        self.sourcing.versions_wished.connect(self.tellings.versions.show)
        self.import_page.closed.connect(lambda: self.text.setCurrentWidget(self.pane))
        self.pane.preferences_wished.connect(self.preferences.show_at)
        self.pane.panel_wished.connect(self.columns.toggle_panel)
        self.preferences.changed.connect(self._keep_preferences)
        view = self.pane.view
        view.current_changed.connect(self.side_panel.chapters.set_offset)
        view.time_clicked.connect(lambda _offset, seconds: self.quoting.offer_source(seconds))
        view.search_wished.connect(lambda words: self.searching.search_for(f'"{words}"'))
        view.chapter_wished.connect(self.reading.go_to)
        view.entity_clicked.connect(self._on_entity_clicked)
        self.side_panel.chapters.chapter_chosen.connect(self.reading.go_to)
        self.side_panel.entities.mention_chosen.connect(self.reading.go_to)
        self.side_panel.entities.entity_chosen.connect(view.choose_entity)
        self.sidebar.expand_wished.connect(self._expand_sidebar)
        self.columns.panel_shown.connect(self.pane.set_panel_open)
        self.columns.panel_covers.connect(self.side_panel.set_closable)
        panels = self.side_panel
        panels.closed.connect(self._leave_panel)
        for chosen in (panels.chapters.chapter_chosen, panels.entities.mention_chosen, panels.bookmarks.bookmark_chosen):
            chosen.connect(self.columns.leave_panel)
        self.quoting.panel_wished.connect(self.columns.show_panel)
        self.pane.add_folder_wished.connect(self.importing.choose_folder)

    def _restore(self) -> None:
        choices = self.settings.choices
        if not (choices.window and self.restoreGeometry(QByteArray.fromBase64(choices.window.encode("ascii", "ignore")))):
            self.resize(1280, 800)
        self.shelf.refresh()
        self.kept_searches.refresh()
        first = self.shelf.first_episode(choices.last_episode)
        if first is not None:
            self.reading.open(first, remember=False)
        else:
            self.reading.clear()
        self.upkeep.begin_when_painted(self)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.take_changes)
        self._looking.start()

    # -- what comes from outside

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Import files named when the app was started."""
        if paths:
            self.importing.import_paths(list(paths))

    def open_link(self, link: str) -> None:
        """Go where a link into this app leads."""
        wanted = parse_deep_link(link)
        if wanted is None:
            self.notices.tell("This link leads to nothing that can be opened here.")
        elif self.reading.open(wanted.episode, wanted.offset):
            self.text.setCurrentWidget(self.pane)
            if wanted.seconds is not None:
                self.reading.go_to_time(wanted.seconds)

    def read(self, episode: str) -> None:
        """Open an episode where it was left."""
        self.text.setCurrentWidget(self.pane)
        if self.reading.open(episode):
            self.pane.view.setFocus()

    def show_list(self) -> None:
        """Lead to the list of episodes."""
        self.text.setCurrentWidget(self.pane)
        self.searching.finish()
        self.columns.show_list()
        self.episode_list.view.setFocus()

    def check_library(self) -> None:
        """Hold library and index against what they should be, mend the index, and say what came of it."""

        def tell(report: CheckReport) -> None:
            words = report.library[0] if report.library else "The library is well."
            self.notices.tell(words + (" Search was rebuilt." if report.index == "rebuilt" else ""))

        self.jobs.run(lambda _: self.library.check(repair=True), done=tell, failed=self.notices.tell)

    def take_changes(self) -> None:
        """Show what has changed in the library since this window last looked, whoever changed it."""
        newest = self.library.changes()
        if newest != self._seen_change:
            self._on_library_changed()
            self._leave_page()
            self.tellings.refresh()

    # -- what the parts tell

    def _on_tellings_changed(self) -> None:
        self._on_library_changed()
        self._leave_page()

    def _on_library_changed(self) -> None:
        self._seen_change = self.library.changes()
        self.shelf.refresh()
        self.searching.ask_again()
        self.kept_searches.refresh()

    def _on_filter_chosen(self) -> None:
        self.searching.finish()
        self.columns.show_list()

    def _on_opened(self, opened: OpenEpisode) -> None:
        self.text.setCurrentWidget(self.pane)
        self.setWindowTitle(f"{opened.episode.title} – {APP_NAME}")

    def _on_imported(self, report: ImportReport) -> None:
        self.shelf.refresh()
        self.kept_searches.refresh()
        self.reading.reload()
        if self.reading.current is None and report.episodes:
            self.reading.open(report.episodes[0].id)
        self.import_page.show_report(report)
        self.tellings.look_for_pairs(report)
        self.tellings.refresh()
        self.text.setCurrentWidget(self.import_page)
        if self.import_page.isAncestorOf(self.focusWidget() or self):
            self.import_page.setFocus()  # Qt gives the keyboard to the first button, which takes the import back
        if report.episodes:
            self.searching.finish()

    def _take_back(self, ids: list[str]) -> None:
        ids = self.tellings.still_apart(ids)  # what was joined meanwhile is not taken from the episode that it belongs to
        if not ids:
            self.notices.tell("What came in is a version of another episode now; it can be parted there.")
            return
        try:
            self.library.remove(ids)
        except ReaderError as error:
            self.notices.tell(str(error))
            return
        self.shelf.refresh()
        self.reading.reload()
        self.text.setCurrentWidget(self.pane)
        self.notices.offer_undo(f"{len(ids)} moved to the bin", lambda: self.shelf.restore(ids))

    def _leave_page(self) -> None:
        """What was read has left the library: open what stood beside it, or nothing."""
        self.reading.reload()
        if self.reading.current is None:
            following = self.shelf.first_episode(self.shelf.neighbour)
            if following is not None:
                self.reading.open(following, remember=False)

    def _on_entity_clicked(self, name: str) -> None:
        self.side_panel.show_tab("entities")
        self.side_panel.entities.step(name)
        self.columns.show_panel()

    def _leave_panel(self) -> None:
        self.columns.leave_panel()
        self.pane.view.setFocus()

    def _show_search(self) -> None:
        self.sidebar.set_current(None)
        self.text.setCurrentWidget(self.pane)
        self.middle.setCurrentWidget(self.search_panel)
        self.columns.set_searching(True)

    def _hide_search(self) -> None:
        self.middle.setCurrentWidget(self.episode_list)
        self.sidebar.set_current(self.shelf.filter)
        self.columns.set_searching(False)

    def _expand_sidebar(self, for_search: bool) -> None:
        self.columns.expand_sidebar(for_search=for_search)
        if for_search:
            self.sidebar.field.setFocus()

    def _keep_preferences(self) -> None:
        style = self.theme.reading
        self.settings.change(
            theme=self.theme.choice,
            font_family=style.family,
            font_size=float(style.size_px),
            line=float(style.line),
            width_chars=int(style.width_chars),
        )

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, folders and text may be dropped anywhere."""
        if self.importing.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self.importing.drop(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else wants it, steps back out of a report or a search."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text.currentWidget() is self.import_page:
            self.text.setCurrentWidget(self.pane)
        elif self.columns.panel_covers_text:
            self._leave_panel()
        elif self.searching.active and self.pane.isAncestorOf(self.focusWidget() or self):
            self.columns.show_results()
            self.search_panel.take_focus()
        else:
            self.searching.leave()

    def changeEvent(self, event: QEvent) -> None:
        """When the window comes to the front, it shows what other windows and programs have written meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.take_changes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way as the window narrows."""
        super().resizeEvent(event)
        self.columns.fit(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        """Give the text the keyboard, so that Space and the arrows read on."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.pane.view.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is not kept yet, and close the library."""
        self.reading.keep_position()
        self.settings.change(window=self.saveGeometry().toBase64().toStdString())
        self.columns.keep()
        self._looking.stop()
        self.jobs.stop()
        self.library.close()
        super().closeEvent(event)
