"""What the reader puts right in the episode that is open: misheard words, a wrong voice, a chapter; all of it with undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import OpenEpisode, Paragraph, Span, Speaker, Transcript
from reader_app.ui.ask_dialog import AskDialog, short
from reader_app.ui.bars import WorkBar
from reader_app.ui.chapter_dialog import ChapterDialog
from reader_app.ui.chapters_panel import ChaptersPanel
from reader_app.ui.correction_dialog import CorrectionDialog, Scope
from reader_app.ui.corrections_list import CorrectionsDialog
from reader_app.ui.jobs import Job, Jobs
from reader_app.ui.notices import Notices
from reader_app.ui.reading import Reading
from reader_app.ui.transcript_view import TranscriptView
from reader_app.ui.voice_dialog import Said, VoiceDialog

if TYPE_CHECKING:
    from reader_app.core.library import Correcting

LASTS_MS = 300
"""Work that is over sooner is not told of."""
FEW = 3
"""Episodes that are changed at once; more of them are work beside the window."""
NOTHING_MEANT = "Select the words that are wrong, or put the cursor on one."
ONE_PARAGRAPH = "Words are corrected one paragraph at a time. Select less."
NOBODY = "Nobody says these words in the source, so nobody else can."
NO_TEXT = "A chapter can begin only in the text itself."
CHANGED = "This text was changed meanwhile; please do it again."
WAIT = "Words are being corrected in the library; please wait until that is done."


class Corrector(QObject):
    """Carries out what the page, the chapters panel and the menus wish to have corrected."""

    corrected = Signal(list)
    """These episodes read otherwise now."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        reading: Reading,
        view: TranscriptView,
        chapters: ChaptersPanel,
        notices: Notices,
        bar: WorkBar,
        bar_taken: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self._library, self._jobs, self._reading = library, jobs, reading
        self._view, self._notices, self._bar, self._bar_taken = view, notices, bar, bar_taken
        self._chapters = chapters
        self._job: Job | None = None
        self._shows = False
        self._told = ""
        self._lasting = QTimer(self, singleShot=True, interval=LASTS_MS)
        self._lasting.timeout.connect(self._show_work)
        self.list: CorrectionsDialog | None = None
        """The list of what is corrected, while it is open."""
        bar.cancelled.connect(self._cancel)
        view.correction_wished.connect(self.ask_words)
        view.voice_wished.connect(self.ask_voice)
        view.chapter_begin_wished.connect(self.ask_chapter)
        view.chapter_title_wished.connect(lambda offset: self.ask_title(self._chapter_at(offset)))
        view.chapter_removal_wished.connect(lambda offset: self.remove_chapter(self._chapter_at(offset)))
        view.take_back_wished.connect(self.remove)
        chapters.title_wished.connect(self.ask_title)
        chapters.removal_wished.connect(self.remove_chapter)
        chapters.begin_wished.connect(self.ask_chapter)
        reading.opened.connect(lambda _opened: self._fill_list())

    # -- words

    def ask_words(self, span: Span | None = None) -> CorrectionDialog | None:
        """Ask what the words of a span should be; without one, those that are selected or the one that holds the cursor."""
        opened = self._reading.current
        if opened is None or self._waits():
            return None
        span = span or self._view.words_meant()
        if span is None:
            self._notices.tell(NOTHING_MEANT)
            return None
        if self._paragraph(span.start) != self._paragraph(span.stop - 1):
            self._notices.tell(ONE_PARAGRAPH)
            return None
        words = opened.transcript.text[slice(*span)]
        dialog = CorrectionDialog(words, source_words(opened.transcript, span), self._view.window())
        done = [each.id for each in opened.transcript.corrections if each.kind == "words" and meet(each.span, span)]
        if len(done) == 1:
            dialog.offer_take_back()
            dialog.take_back_wished.connect(
                lambda: self._do(lambda: self._library.corrections.remove(opened.episode.id, done[0]))
            )
        dialog.wished.connect(lambda right, scope: self.replace(opened.episode.id, span, words, right, scope))
        self._count(dialog, opened.episode.id, words)
        self._open(dialog)
        return dialog

    def _paragraph(self, offset: int) -> Paragraph | None:
        return self._view.paragraph_at(offset)

    def _count(self, dialog: CorrectionDialog, episode: str, words: str) -> None:
        corrections = self._library.corrections

        def count(scope: Scope, within: str | None) -> None:
            job = self._jobs.run(
                lambda _: corrections.count(words, within),
                done=partial(_show_count, dialog, scope),
                failed=partial(_show_failed, dialog, scope),
            )
            dialog.finished.connect(job.forget)

        count("episode", episode)
        count("library", None)

    def replace(self, episode: str, span: Span, words: str, right: str, scope: Scope = "here") -> None:
        """Let other words stand in the place of `words`: here at `span`, or wherever they stand."""
        corrections = self._library.corrections
        if scope == "here":
            self._do(lambda: corrections.replace_words(episode, span, right, seen=words))
        else:
            within = episode if scope == "episode" else None
            self._start(
                f"Correcting “{short(words, 40)}”",
                lambda job: corrections.replace_everywhere(words, right, episode=within, cancelled=job.cancelled),
                self._offer_undo,
            )

    def remove(self, correction: str) -> None:
        """Let the source's own stand again in one place."""
        opened = self._reading.current
        if opened is not None:
            self._do(lambda: self._library.corrections.remove(opened.episode.id, correction))

    # -- voices

    def ask_voice(self, span: Span | None = None) -> VoiceDialog | None:
        """Ask who says the words of a span; without one, the selected words or the paragraph that holds the cursor."""
        opened = self._reading.current
        if opened is None or self._waits():
            return None
        paragraph = self._paragraph(self._view.cursor_offset())
        span = span or self._view.selected_span() or (paragraph.span if paragraph is not None else None)
        if span is None or not any(each.kind == "speech" and meet(each.span, span) for each in opened.transcript.blocks):
            self._notices.tell(NOBODY)
            return None
        stop = turn_end(opened.transcript, span)
        said = Said(opened.transcript.text[slice(*span)], opened.transcript.speaker_at(span.start), stop > span.stop)
        known = self._library.speakers.known()
        dialog = VoiceDialog(said, voices_for(opened, span), known, self._view.window())

        def carry_out(voice: str, onwards: bool) -> None:
            reach = Span(span.start, max(span.stop, stop)) if onwards else span
            self._do(lambda: self._library.corrections.set_voice(opened.episode.id, reach, voice), opened)

        dialog.wished.connect(carry_out)
        self._open(dialog)
        return dialog

    # -- chapters

    def ask_chapter(self, offset: int | None = None, title: str = "") -> ChapterDialog | None:
        """Ask what the chapter is called that begins at a place; without one, at the selection or the cursor's paragraph."""
        opened = self._reading.current
        if opened is None or self._waits():
            return None
        if offset is None:
            selected = self._view.selected_span()
            offset = selected.start if selected is not None else self._view.current_offset()
        begins, text, block = offset, opened.transcript.text, opened.transcript.block_at(offset)
        if block is None or block.kind not in ("speech", "prose", "pull_quote"):
            self._notices.tell(NO_TEXT)
            return None
        told = f"It begins with “{short(text[begins : begins + 60].split(chr(10))[0])}…”"
        dialog = ChapterDialog("A chapter begins here", told, title, "Begin the chapter", self._view.window())
        dialog.title_given.connect(
            lambda given: self._do(lambda: self._library.corrections.add_chapter(opened.episode.id, begins, given), opened)
        )
        self._open(dialog)
        return dialog

    def ask_title(self, number: int) -> ChapterDialog | None:
        """Ask what a chapter is called, by its number in the transcript."""
        opened = self._reading.current
        if opened is None or self._waits() or not 0 <= number < len(opened.transcript.chapters):
            return None
        title = opened.transcript.chapters[number].title
        dialog = ChapterDialog("Rename this chapter", f"It is called “{short(title)}” now.", title, "Rename", self._view.window())
        dialog.title_given.connect(
            lambda given: self._do(lambda: self._library.corrections.retitle_chapter(opened.episode.id, number, given), opened)
        )
        self._open(dialog)
        return dialog

    def remove_chapter(self, number: int) -> None:
        """Let no chapter begin where one does, by its number in the transcript."""
        opened, row = self._reading.current, self._chapters.row_in_use()
        if opened is not None and 0 <= number < len(opened.transcript.chapters):
            self._do(lambda: self._library.corrections.remove_chapter(opened.episode.id, number), opened)
            if row >= 0:
                self._return_to(row)

    def _chapter_at(self, offset: int) -> int:
        chapters = self._reading.current.transcript.chapters if self._reading.current is not None else ()
        return next((number for number, each in enumerate(chapters) if each.placed and each.offset == offset), -1)

    # -- the list

    def show_list(self) -> CorrectionsDialog | None:
        """Show all that is corrected in the open episode, in a window beside this one."""
        if self._reading.current is None:
            return None
        if self.list is None:
            self.list = CorrectionsDialog(self._view.theme, self._view.window())
            self.list.place_wished.connect(self._reading.go_to)
            self.list.removal_wished.connect(self.remove)
            self.list.finished.connect(self._on_list_closed)
            self._fill_list()
            self.list.show()
        self.list.raise_()
        self.list.activateWindow()
        self.list.view.setFocus()
        return self.list

    def _fill_list(self) -> None:
        current = self._reading.current
        if self.list is not None and current is not None:
            self.list.show_corrections(current.episode.title, current.transcript)

    def _on_list_closed(self) -> None:
        self.list = None
        self._view.setFocus()

    # -- carrying out

    def _open(self, dialog: AskDialog) -> None:
        row = self._chapters.row_in_use()
        dialog.finished.connect(lambda: self._return_to(row))
        dialog.open()

    def _return_to(self, row: int) -> None:
        """Gives the keyboard back to the row of the chapters that it came from, else to the page."""
        if row < 0 or not self._chapters.stand_on(row):
            self._view.setFocus()

    def _waits(self) -> bool:
        """Whether the library is being corrected, which is told then."""
        if self._job is not None:
            self._notices.tell(WAIT)
        return self._job is not None

    def _do(self, deed: Callable[[], Correcting], asked: OpenEpisode | None = None) -> None:
        """`asked` is the text whose places or chapters are meant: in another one they are elsewhere."""
        if self._waits():
            return
        try:
            if asked is not None and not self._still_reads(asked):
                self._notices.tell(CHANGED)
                return
            done = deed()
        except ReaderError as error:
            self._notices.tell(str(error))
            return
        self._offer_undo(done)

    def _still_reads(self, asked: OpenEpisode) -> bool:
        now = self._library.open(asked.episode.id).transcript
        return now.text == asked.transcript.text and now.chapters == asked.transcript.chapters

    def _offer_undo(self, done: Correcting) -> None:
        self._changed(done)
        if done.places:
            self._notices.offer_undo(done.told, lambda: self._take_back(done))
        else:
            self._notices.tell(done.told)

    def _take_back(self, done: Correcting) -> bool:
        """Says whether it is taken back already."""
        corrections = self._library.corrections
        if len(done.episodes) > FEW:
            if not self._waits():
                told = f"Taken back: {done.told}"

                def finish(_: object) -> None:
                    self._changed(done)
                    self._notices.tell(told)

                self._start("Taking back", lambda _: corrections.take_back(done), finish)
            return False
        try:
            corrections.take_back(done)
        except ReaderError as error:
            self._notices.tell(str(error))
            return False
        self._changed(done)
        return True

    def _changed(self, done: Correcting) -> None:
        self._view.put_cursor(self._view.cursor_offset())
        self._reading.reload()
        self.corrected.emit(list(done.episodes))

    def _start(self, words: str, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        if self._waits():
            return

        def finish(result: Any) -> None:
            self._end()
            done(result)

        def fail(message: str) -> None:
            self._end()
            self._notices.tell(message)

        self._job = self._jobs.run(work, done=finish, failed=fail)
        self._told = words
        self._lasting.start()

    def _show_work(self) -> None:
        if self._job is not None and not self._bar_taken():
            self._shows = True
            self._bar.show_work(self._told)

    def _cancel(self) -> None:
        if self._job is not None and self._shows and not self._bar_taken():  # an import that began since has the bar now
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._lasting.stop()
        if self._shows and not self._bar_taken():
            self._bar.finish()
        self._shows = False


def _show_count(dialog: CorrectionDialog, scope: Scope, counted: tuple[int, int]) -> None:
    places, episodes = counted
    dialog.show_count(scope, places, episodes if scope == "library" else None)


def _show_failed(dialog: CorrectionDialog, scope: Scope, _message: str) -> None:
    dialog.show_failed(scope)


def meet(one: Span, other: Span) -> bool:
    """Whether both have a code point in common."""
    return one.start < other.stop and one.stop > other.start


def source_words(transcript: Transcript, span: Span) -> str:
    """What the source has where the words of `span` are read."""
    parts, at = [], span.start
    for each in transcript.corrections:
        if each.kind == "words" and meet(each.span, span):
            parts += [transcript.text[at : max(at, each.span.start)], each.original]
            at = each.span.stop
    return "".join(parts) + transcript.text[at : span.stop]


def turn_end(transcript: Transcript, span: Span) -> int:
    """Where the turn ends (code points) that holds the end of `span`."""
    block = transcript.block_at(max(span.start, span.stop - 1))
    if block is None:
        return span.stop
    same = [each.span.stop for each in transcript.blocks if each.turn is not None and each.turn == block.turn]
    return max([block.span.stop, *same])


def voices_for(opened: OpenEpisode, span: Span) -> list[tuple[Speaker, str]]:
    """The voices that may say the words of `span` instead, those of the neighbours first, each with what is told of it."""
    speakers, here = opened.transcript.speakers, opened.transcript.speaker_at(span.start)
    spoken = [each for each in opened.paragraphs if each.speaker is not None and speakers[each.speaker] != here]
    before = next((each.speaker for each in reversed(spoken) if each.span.start < span.start), None)
    after = next((each.speaker for each in spoken if each.span.start >= span.stop), None)
    told: dict[str, str] = {}
    if before is not None:
        told[speakers[before].name] = "speaks before this"
    if after is not None:
        name = speakers[after].name
        told[name] = "speaks before and after this" if name in told else "speaks after this"
    order = [speakers[number] for number in (before, after) if number is not None] + list(speakers)
    once = {voice.name: voice for voice in reversed(order) if here is None or voice.name != here.name}
    return [(voice, told.get(voice.name, "")) for voice in dict.fromkeys(order) if once.get(voice.name) == voice]
