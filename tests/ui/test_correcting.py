"""What the reader puts right in the window: words, voices and chapters, with the page staying and all of it undone again."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader_app.core.errors import Cancelled
from reader_app.core.model import Span
from reader_app.ui.chapter_dialog import ChapterDialog
from reader_app.ui.correcting import CHANGED, NO_TEXT, NOBODY, NOTHING_MEANT, ONE_PARAGRAPH, WAIT
from reader_app.ui.correction_dialog import CorrectionDialog, Scope
from reader_app.ui.corrections_list import LEFT_OUT
from reader_app.ui.main_window import MainWindow
from reader_app.ui.page_menu import page_menu
from reader_app.ui.page_pointing import pointed_at
from tests.ui.windows import span_of

LINES = [
    "Mira: The harbour hour begins with the kettle on the stove.",
    "Mira: We met captain Deen on the quay.",
    "Tom: Was captain Deen in a hurry?",
    "Tom: Not that I could see.",
    "Mira: He never was. The tide was late & the <b>bell</b> was silent.",
    *(f"{'Mira' if number % 2 else 'Tom'}: The ferry went out again for the {number}th time that day." for number in range(60)),
    "Tom: And that was the last that anybody saw of Deen.",
]
TALK = "\n".join(f"[00:{number // 6:02}:{number % 6 * 10:02}] {line}" for number, line in enumerate(LINES))
OTHER = """[00:00:01] Ida: The evening train is late again tonight.
[00:00:05] Ida: They say that Deen has gone.
[00:00:09] Ole: Who is Deen?"""


@pytest.fixture
def talk(window: MainWindow) -> str:
    """The id of a talk in which a name is misheard; it is open, and another one has the same name."""
    window.library.import_content(OTHER.encode(), "other")
    episode = window.library.import_content(TALK.encode(), "talk").episodes[0].id
    window.reading.open(episode)
    return episode


def text(window: MainWindow) -> str:
    assert window.reading.current is not None
    return window.reading.current.transcript.text


def chapters(window: MainWindow) -> list[str]:
    model = window.side_panel.chapters.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def replace(window: MainWindow, episode: str, old: str, new: str, scope: Scope = "here") -> None:
    """Correct words, and wait until that is done."""
    window.correcting.replace(episode, span_of(window, old), old, new, scope)
    rest(window)


def rest(window: MainWindow) -> None:
    """Wait until nothing goes on beside the window."""
    while window.jobs.busy():
        QTest.qWait(5)


def select(window: MainWindow, span: Span) -> None:
    view = window.pane.view
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.page.position(span.start))
    cursor.setPosition(view.page.position(span.stop), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def trigger(window: MainWindow, words: str) -> None:
    """Do what a line of the menu bar says."""
    next(action for action in window.actions() if action.text().replace("&", "").startswith(words)).trigger()


def menu_lines(window: MainWindow, words: str) -> dict[str, Callable[[], None]]:
    """What the menu of the paragraph at those words offers, without the keys."""
    view, span = window.pane.view, span_of(window, words)
    paragraph = view.paragraph_at(span.start)
    assert paragraph is not None
    return {action.text().split("\t")[0]: action.trigger for action in page_menu(view, paragraph, span.start).actions()}


@pytest.mark.usefixtures("talk")
class TestMisheardWords:
    def test_the_word_at_the_cursor_is_put_right_here_by_key(self, window: MainWindow) -> None:
        window.pane.view.put_cursor(span_of(window, "Deen").start + 2)
        trigger(window, "Correct words")
        [dialog] = window.findChildren(CorrectionDialog)
        QTest.keyClicks(dialog.words, "Dean")
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)
        assert "captain Dean on the quay" in text(window)
        assert "captain Deen in a hurry" in text(window)

    def test_undo_brings_the_source_back(self, window: MainWindow, talk: str) -> None:
        before = text(window)
        replace(window, talk, "Deen", "Dean")
        assert text(window) != before
        trigger(window, "Undo")
        assert text(window) == before

    def test_the_counts_come_by_themselves_and_all_places_of_the_episode_follow(self, window: MainWindow, qtbot: QtBot) -> None:
        dialog = window.correcting.ask_words(span_of(window, "Deen"))
        assert dialog is not None
        qtbot.waitUntil(lambda: dialog.scopes["library"].isEnabled() and dialog.scopes["episode"].isEnabled())
        assert dialog.scopes["episode"].text() == "Everywhere in this episode (3 places)"
        assert dialog.scopes["library"].text() == "Everywhere in the library (5 places in 2 episodes)"
        dialog.scopes["episode"].setChecked(True)
        dialog.words.setPlainText("Dean")
        dialog.accept()
        rest(window)
        assert text(window).count("Dean") == 3
        assert window.library.search("Dean").total == 3

    def test_the_whole_library_follows_beside_the_window_and_back(self, window: MainWindow, talk: str, qtbot: QtBot) -> None:
        with qtbot.waitSignal(window.correcting.corrected) as told:
            replace(window, talk, "Deen", "Dean", "library")
        assert len(told.args[0]) == 2
        assert window.library.search("Dean").total == 5
        assert window.work_bar.isHidden()

    def test_undoing_many_episodes_is_work_beside_the_window_too(
        self, window: MainWindow, talk: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reader_app.ui.correcting.FEW", 1)
        with qtbot.waitSignal(window.correcting.corrected):
            replace(window, talk, "Deen", "Dean", "library")
        with qtbot.waitSignal(window.correcting.corrected):
            window.notices.undo()
        assert "Dean" not in text(window)
        assert window.quiet_bar.words.text().startswith("Taken back: ")
        assert window.library.search("Dean").total == 0

    def test_where_words_stand_nowhere_else_there_is_nothing_to_choose(self, window: MainWindow, qtbot: QtBot) -> None:
        dialog = window.correcting.ask_words(span_of(window, "Not that I could see."))
        assert dialog is not None
        qtbot.waitUntil(lambda: "counting" not in dialog.scopes["library"].text())
        assert not dialog.scopes["episode"].isEnabled()
        assert not dialog.scopes["library"].isEnabled()

    def test_long_words_have_room(self, window: MainWindow, qtbot: QtBot) -> None:
        dialog = window.correcting.ask_words(span_of(window, LINES[4].partition(": ")[2]))
        assert dialog is not None
        qtbot.waitExposed(dialog)
        dialog.words.setPlainText("and so it went on " * 20)
        dialog.column.activate()
        assert dialog.words.height() > 3 * dialog.words.fontMetrics().height()
        assert dialog.words.geometry().bottom() < dialog.scopes["here"].geometry().top()

    def test_what_lasts_is_told_and_can_be_stopped(
        self, window: MainWindow, talk: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slow(*_words: str, cancelled: Callable[[], bool], **_where: str | None) -> None:
            while not cancelled():
                time.sleep(0.005)
            raise Cancelled("Stopped; nothing was changed.")

        monkeypatch.setattr(window.library.corrections, "replace_everywhere", slow)
        window.correcting.replace(talk, span_of(window, "Deen"), "Deen", "Dean", "library")
        qtbot.waitUntil(lambda: not window.work_bar.isHidden())
        assert window.work_bar.words.text() == "Correcting “Deen”"
        assert window.correcting.ask_words(span_of(window, "Deen")) is None
        assert window.quiet_bar.words.text() == WAIT
        window.work_bar.button.click()
        rest(window)
        assert window.work_bar.isHidden()
        assert window.quiet_bar.words.text() == "Stopped; nothing was changed."

    def test_no_words_leave_the_words_out(self, window: MainWindow) -> None:
        dialog = window.correcting.ask_words(span_of(window, "captain"))
        assert dialog is not None
        dialog.words.setPlainText("")
        assert dialog.main_button.text() == "Leave out"
        dialog.accept()
        assert "We met Deen on the quay." in text(window)

    def test_words_of_two_paragraphs_are_refused_quietly(self, window: MainWindow) -> None:
        select(window, Span(span_of(window, "quay").start, span_of(window, "hurry").stop))
        assert window.correcting.ask_words() is None
        assert window.quiet_bar.words.text() == ONE_PARAGRAPH

    def test_where_no_word_is_meant_the_bar_says_how(self, window: MainWindow) -> None:
        window.pane.view.put_cursor(span_of(window, "& the").start)
        assert window.correcting.ask_words() is None
        assert window.quiet_bar.words.text() == NOTHING_MEANT

    def test_a_corrected_word_says_what_the_source_has_and_can_be_given_back(self, window: MainWindow, talk: str) -> None:
        replace(window, talk, "<b>bell</b>", "<i>gong</i> & Co")
        place = span_of(window, "<i>gong")
        correction = window.pane.view.marks.correction_at(place.start + 1)
        assert correction is not None
        assert correction.original == "<b>bell</b>"
        lines = menu_lines(window, "<i>gong")
        assert "Correct “gong”…" in {*lines, *menu_lines(window, "gong")}
        lines["Take the source's words back"]()
        assert "<b>bell</b>" in text(window)

    def test_a_whole_paragraph_can_be_left_out_and_comes_back(self, window: MainWindow, talk: str) -> None:
        before, words = text(window), LINES[4].partition(": ")[2]
        replace(window, talk, words, "")
        assert words not in text(window)
        window.pane.view.grab()
        dialog = window.correcting.show_list()
        assert dialog is not None
        assert [row.read for row in dialog.rows] == [LEFT_OUT]
        dialog.removal_wished.emit(dialog.rows[0].id)
        assert text(window) == before
        dialog.reject()

    def test_what_was_left_out_can_be_given_back(self, window: MainWindow, talk: str) -> None:
        replace(window, talk, "captain", "")
        menu_lines(window, "Deen on")["Take the source's words back"]()
        assert "We met captain Deen on the quay." in text(window)

    def test_the_dialog_offers_to_take_a_correction_back(self, window: MainWindow, talk: str) -> None:
        replace(window, talk, "Deen", "Dean")
        dialog = window.correcting.ask_words(span_of(window, "Dean"))
        assert dialog is not None
        dialog.back_button.click()
        assert "Dean" not in text(window)

    def test_the_page_and_the_focus_stay_where_they_are(self, window: MainWindow, talk: str, qtbot: QtBot) -> None:
        view = window.pane.view
        view.return_to(span_of(window, "the 20th time").start)
        top, height = view.top_line(), view.verticalScrollBar().value()
        words = text(window)[top : top + 30]
        dialog = window.correcting.ask_words(span_of(window, "Deen"))
        assert dialog is not None
        qtbot.waitUntil(lambda: dialog.scopes["episode"].isEnabled())
        dialog.scopes["episode"].setChecked(True)
        dialog.words.setPlainText("Captain Sir Bartholomew Dean of the Outer Islands")
        dialog.accept()
        rest(window)
        assert text(window)[view.top_line() :].startswith(words)
        assert abs(view.verticalScrollBar().value() - height) < 150
        assert window.focusWidget() is view
        qtbot.waitUntil(lambda: window.library.open(talk).position > top)

    def test_a_quote_goes_along(self, window: MainWindow, talk: str) -> None:
        window.quoting.add(span_of(window, "anybody saw of Deen"))
        replace(window, talk, "Deen", "Captain Dean", "episode")
        [kept] = window.pane.view.opened.bookmarks if window.pane.view.opened is not None else []
        assert kept.span is not None
        assert text(window)[slice(*kept.span)] == "anybody saw of Captain Dean"


@pytest.mark.usefixtures("talk")
class TestVoices:
    def test_selected_words_go_to_a_voice_of_the_episode(self, window: MainWindow) -> None:
        span = span_of(window, "He never was.")
        dialog = window.correcting.ask_voice(span)
        assert dialog is not None
        assert dialog.voices.item(0).text() == "Tom  ·  speaks before and after this"
        dialog.accept()
        assert window.reading.current is not None
        transcript = window.reading.current.transcript
        said = [transcript.speaker_at(span_of(window, words).start) for words in ("He never was", "The tide")]
        assert [voice.name for voice in said if voice is not None] == ["Tom", "Mira"]

    def test_a_new_name_holds_to_the_end_of_the_turn(self, window: MainWindow) -> None:
        dialog = window.correcting.ask_voice(span_of(window, "Was captain Deen in a hurry?"))
        assert dialog is not None
        dialog.onwards.setChecked(True)
        dialog.name.setText("  Uncle   Ole ")
        dialog.accept()
        assert window.reading.current is not None
        voice = window.reading.current.transcript.speaker_at(span_of(window, "Not that").start)
        assert voice is not None
        assert voice.name == "Uncle Ole"

    def test_where_nobody_speaks_nobody_is_asked_for(self, window: MainWindow) -> None:
        window.pane.view.put_cursor(0)
        assert window.correcting.ask_voice() is None
        assert window.quiet_bar.words.text() == NOBODY

    def test_undo_gives_the_words_back(self, window: MainWindow) -> None:
        dialog = window.correcting.ask_voice(span_of(window, "He never was."))
        assert dialog is not None
        before = text(window)
        dialog.accept()
        window.notices.undo()
        assert text(window) == before


@pytest.mark.usefixtures("talk")
class TestChapters:
    def begin(self, window: MainWindow, words: str, title: str) -> None:
        menu_lines(window, words)["A chapter begins here…"]()
        [dialog] = window.findChildren(ChapterDialog)
        assert not dialog.main_button.isEnabled()
        dialog.title.setText(title)
        dialog.accept()

    def test_one_begins_where_the_reader_says_and_is_told_to_be_hers(self, window: MainWindow) -> None:
        self.begin(window, "Was captain", "A hurry & a half")
        assert chapters(window) == ["A hurry & a half"]
        panel = window.side_panel.chapters
        assert panel.origin_words() == "Chapters of your own"
        assert "yours" in panel.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        window.notices.undo()
        assert chapters(window) == []

    def test_none_begins_in_the_title(self, window: MainWindow) -> None:
        window.pane.view.put_cursor(0)
        assert window.correcting.ask_chapter() is None
        assert window.quiet_bar.words.text() == NO_TEXT

    def test_it_is_renamed_from_the_panel_by_key(self, window: MainWindow) -> None:
        self.begin(window, "Was captain", "Hurry")
        view = window.side_panel.chapters.view
        window.columns.show_panel()
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, 0))
        trigger(window, "Correct words")
        dialog = window.findChildren(ChapterDialog)[-1]
        assert dialog.title.text() == "Hurry"
        dialog.title.setText("No hurry")
        dialog.accept()
        assert chapters(window) == ["No hurry"]

    def test_the_keyboard_stays_on_its_row_of_the_panel(self, window: MainWindow, talk: str) -> None:
        for words in ("Was captain", "He never was", "And that was the last"):
            window.library.corrections.add_chapter(talk, span_of(window, words).start, f"On {words}")
            window.reading.reload()
        panel = window.side_panel.chapters
        window.columns.show_panel()
        panel.view.setFocus()
        panel.view.setCurrentIndex(panel.view.model().index(1, 0))
        trigger(window, "Correct words")
        dialog = window.findChildren(ChapterDialog)[-1]
        dialog.title.setText("The captain")
        dialog.accept()
        assert panel.row_in_use() == 1
        panel.removal_wished.emit(2)
        assert panel.row_in_use() == 1
        panel.removal_wished.emit(1)
        panel.removal_wished.emit(0)
        assert panel.row_in_use() == -1
        assert window.focusWidget() is window.pane.view

    def test_it_goes_from_the_panels_menu(self, window: MainWindow) -> None:
        self.begin(window, "Was captain", "Hurry")
        menu = window.side_panel.chapters.menu_of(0)
        next(action for action in menu.actions() if action.text() == "This is no chapter").trigger()
        assert chapters(window) == []


class TestTheList:
    def test_it_says_what_is_corrected_leads_there_and_takes_back(self, window: MainWindow, talk: str) -> None:
        replace(window, talk, "Deen", "Dean", "episode")
        dialog = window.correcting.show_list()
        assert dialog is not None
        assert [row.read[slice(*row.strong)] for row in dialog.rows] == ["Dean"] * 3
        assert dialog.rows[2].read == "…that anybody saw of Dean."
        assert {row.source for row in dialog.rows} == {"The source has “Deen”"}
        assert [row.time for row in dialog.rows] == ["0:10", "0:20", "10:50"]
        dialog.view.setCurrentIndex(dialog.view.model().index(2, 0))
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        assert window.pane.view.current_offset() == dialog.rows[2].offset - len("And that was the last that anybody saw of ")
        QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
        assert len(dialog.rows) == 2
        window.notices.undo()
        assert len(dialog.rows) == 3
        dialog.reject()

    @pytest.mark.usefixtures("talk")
    def test_an_empty_one_says_how_to_correct(self, window: MainWindow) -> None:
        dialog = window.correcting.show_list()
        assert dialog is not None
        assert not dialog.back_button.isEnabled()
        dialog.reject()


def test_the_mark_tells_the_sources_words_without_taking_them_for_markup(window: MainWindow, talk: str) -> None:
    replace(window, talk, "<b>bell</b>", "gong")
    view = window.pane.view
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.page.position(span_of(window, "gong").start + 1))
    point = (view.cursorRect(cursor).center() + QPoint(2, 0)).toPointF()
    assert pointed_at(view, point).tip == "<qt>The source has “&lt;b&gt;bell&lt;/b&gt;”</qt>"


@pytest.mark.parametrize("asked", ["voice", "chapter", "title"])
def test_what_was_asked_of_a_text_that_changed_meanwhile_is_not_done_elsewhere(window: MainWindow, talk: str, asked: str) -> None:
    corrections = window.library.corrections
    corrections.add_chapter(talk, span_of(window, "He never was").start, "The captain")
    window.reading.reload()
    span = span_of(window, "Not that I could see")
    if asked == "voice":
        voices = window.correcting.ask_voice(span)
        assert voices is not None
        answer = partial(voices.wished.emit, "Olaf", False)
    elif asked == "chapter":
        chapter = window.correcting.ask_chapter(span.start)
        assert chapter is not None
        answer = partial(chapter.title_given.emit, "The hurry")
    else:
        titled = window.correcting.ask_title(0)
        assert titled is not None
        answer = partial(titled.title_given.emit, "The hurry")
    early = span_of(window, "The harbour hour")
    corrections.replace_words(talk, early, "This is the long and quiet hour of the harbour, which", seen="The harbour hour")
    corrections.add_chapter(talk, span_of(window, "We met captain").start, "The quay")
    window.reading.reload()
    before = corrections.listed(talk)
    answer()
    assert window.quiet_bar.words.text() == CHANGED
    assert corrections.listed(talk) == before


def test_the_chapter_that_is_read_stays_marked_after_a_correction(window: MainWindow, talk: str, qtbot: QtBot) -> None:
    place = span_of(window, "captain Deen on")
    window.library.corrections.add_chapter(talk, place.start, "The captain")
    window.reading.reload()
    view, model = window.pane.view, window.side_panel.chapters._model
    cursor = view.textCursor()
    cursor.setPosition(view.page.position(span_of(window, "captain Deen on").start))
    view.setTextCursor(cursor)
    qtbot.waitUntil(lambda: model.current >= 0)
    marked = model.rows[model.current].title
    replace(window, talk, "on the quay", "on the pier")
    view.reading_moved.emit(0, 0.0)  # as the page says when it has laid itself out again, at its very top
    assert model.current >= 0
    assert model.rows[model.current].title == marked
