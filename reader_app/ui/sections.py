"""The automatic sections of the open episode: worked out beside the window where the source has no chapters, shown as ours."""

from PySide6.QtCore import QObject

from reader_app.core.library import Library
from reader_app.core.model import Chapter, OpenEpisode
from reader_app.core.settings import Settings
from reader_app.ui.chapters_panel import ChaptersPanel
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.reading import Reading
from reader_app.ui.transcript_view import TranscriptView


class Sections(QObject):
    """Leads the chapters panel and the steps from chapter to chapter, where the episode that is read states none."""

    def __init__(
        self, library: Library, settings: Settings, jobs: Jobs, reading: Reading, view: TranscriptView, panel: ChaptersPanel
    ) -> None:
        super().__init__(view)
        self._library, self._settings, self._jobs = library, settings, jobs
        self._reading, self._view, self._panel = reading, view, panel
        self._job: Job | None = None
        reading.opened.connect(self._on_opened)

    @property
    def shown(self) -> bool:
        """Whether the reader wants to see them."""
        return self._settings.choices.sections

    def set_shown(self, shown: bool) -> None:
        """Show or hide them, in the open episode and in all that are opened later."""
        self._settings.change(sections=shown)
        if self._reading.current is None:
            return
        if shown:
            self._on_opened(self._reading.current)
        else:
            self._show(())

    def _on_opened(self, opened: OpenEpisode) -> None:
        if self._job is not None:
            self._job.forget()
            self._job = None
        if self.shown and not opened.transcript.divided:
            self._job = self._jobs.run(lambda _: self._library.sections_of(opened), done=self._on_found, failed=lambda _: None)

    def _on_found(self, sections: tuple[Chapter, ...]) -> None:
        """What the source states is on the panel already, and stays as it is where nothing was found."""
        if sections:
            self._show(sections)

    def _show(self, sections: tuple[Chapter, ...]) -> None:
        self._job = None
        self._view.set_sections([section.offset for section in sections])
        if self._reading.current is not None:
            self._panel.show_transcript(self._reading.current.transcript, sections)
            self._panel.set_offset(self._view.current_offset())
