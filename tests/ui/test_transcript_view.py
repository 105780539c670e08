"""Reading a page: places, marks, keys, the pointer, and what is copied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.ui.page_document import INSET
from reader_app.ui.page_words import local_date, meta_line
from reader_app.ui.theme import ReadingStyle, Theme
from reader_app.ui.transcript_view import TranscriptView

Page = Any


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    made = TranscriptView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(616, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def long(page: Page) -> Page:
    """Four hundred paragraphs, ten to a chapter, a minute each."""
    for number in range(400):
        if number % 10 == 0:
            page.add("heading", f"Chapter {number // 10}", number * 60.0, chapter=True)
        words = (
            f"Paragraph {number} tells, \U0001f680 at some length, of the rope that was coiled and never used again that year."
        )
        page.add("speech", words, number * 60.0 + 1, voice=("Ada", "Bo")[number % 2], turn=number)
    return page


def select(view: TranscriptView, span: Span) -> None:
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.page.position(span.start))
    cursor.setPosition(view.page.position(span.stop), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def point_of(view: TranscriptView, offset: int) -> QPoint:
    """The middle of a character, in px of the viewport."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.page.position(offset))
    return view.cursorRect(cursor).center() + QPoint(3, 0)


def top_of(view: TranscriptView, words_at: int) -> float:
    """Where the row of that code point stands in the viewport."""
    return view.seen_row(view.row_at(words_at)).rect.top()


def menu_words(view: TranscriptView) -> list[str]:
    menu = view.findChildren(QMenu)[-1]
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_the_document_holds_every_paragraph_word_for_word(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened(truncated=True))
    lines = view.toPlainText().split("\n")
    for paragraph in view.opened.paragraphs if view.opened else ():
        assert talk.text[slice(*paragraph.span)] in lines


def test_a_long_text_is_filled_bit_by_bit_and_in_the_end_wholly(view: TranscriptView, long: Page, qtbot: QtBot) -> None:
    view.show_episode(long.opened())
    assert view.document().blockCount() < 200
    qtbot.waitUntil(lambda: view.document().blockCount() == len(view.rows))
    assert view.position() == 0


def test_the_whole_text_can_be_had_before_it_is_filled(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    assert "Paragraph 399 tells" in view.toPlainText()


def test_reading_goes_on_where_it_ended(view: TranscriptView, long: Page, qtbot: QtBot) -> None:
    there = long.span("Paragraph 300 ").start
    view.show_episode(long.opened(position=there))
    assert view.position() == there
    assert view.current_offset() == there
    qtbot.waitUntil(lambda: view.document().blockCount() == len(view.rows))
    assert view.position() == there
    assert abs(top_of(view, there)) <= 1


def test_going_to_a_place_puts_it_one_third_down_with_the_cursor_on_it(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    span = long.span("Paragraph 250 ")
    view.go_to(span)
    assert top_of(view, span.start) == pytest.approx(view.viewport().height() / 3, abs=2)
    assert view.current_offset() == span.start
    assert view.textCursor().position() == view.page.position(span.start)


def test_the_place_gone_to_shows_for_a_moment(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    view.go_to(talk.span("Rope remembers"))
    assert view.marks.flash is not None
    qtbot.waitUntil(lambda: view.marks.flash is None, timeout=3000)


def test_the_top_line_stays_where_it_is_when_the_look_changes(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    there = long.span("Paragraph 120 ").start
    view.scroll_to(there, 5)
    for change in (
        lambda: view.theme.set_reading(ReadingStyle(size_px=23, line=1.8)),
        lambda: view.theme.set_reading(ReadingStyle(width_chars=50)),
        lambda: view.theme.choose("dark"),
        lambda: view.resize(500, 640),
        lambda: view.resize(900, 400),
    ):
        change()
        assert top_of(view, there) == pytest.approx(5, abs=1)
        assert view.position() == there


def test_the_selection_outlives_a_change_of_theme(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    select(view, talk.span("a wet bench"))
    view.theme.choose("sepia")
    assert view.selected_span() == talk.span("a wet bench")


def test_scrolling_tells_where_one_reads(view: TranscriptView, long: Page, qtbot: QtBot) -> None:
    view.show_episode(long.opened())
    with qtbot.waitSignal(view.reading_moved) as moved:
        view.verticalScrollBar().setValue(3000)
    assert moved.args is not None
    offset, progress = moved.args
    assert offset == view.position() > 0
    assert 0 < progress < 0.2


def test_the_end_in_view_is_all_of_it(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.progress() == 1.0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert (view.position(), view.progress()) == (0, 0.0)


def test_opening_alone_is_not_reading(view: TranscriptView, long: Page, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.reading_moved, wait=250):
        view.show_episode(long.opened(position=long.span("Paragraph 40 ").start))


def test_the_selection_is_told_in_code_points_without_its_edges(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    words = talk.span(" \U0001f9e3 what ")
    select(view, words)
    assert view.selected_span() == Span(words.start + 1, words.stop - 1)


def test_nothing_is_selected_where_only_our_own_rows_are(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    label = [row.role for row in view.rows].index("label")
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.page.row_start(label))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected_span() is None


def test_copied_words_are_clean(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    select(view, Span(talk.span("you the bowline").start, talk.span("with a bootlace.").stop))
    view.copy()
    assert QGuiApplication.clipboard().text() == (
        "you the bowline? \U0001f680\n\nBo\nMy aunt did, on a wet bench, with a bootlace."
    )


def test_j_and_k_step_through_the_paragraphs(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    with qtbot.waitSignal(view.current_changed):
        QTest.keyClick(view, Qt.Key.Key_J)
    assert view.current_offset() == talk.span("Two people").start
    QTest.keyClick(view, Qt.Key.Key_J)
    QTest.keyClick(view, Qt.Key.Key_K)
    assert view.current_offset() == talk.span("Two people").start


def test_stepping_goes_on_from_what_is_in_view(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    view.scroll_to(long.span("Paragraph 205 ").start, 0)
    QTest.keyClick(view, Qt.Key.Key_J)
    assert view.current_offset() == long.span("Paragraph 205 ").start


def test_control_and_arrows_step_through_the_chapters(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.current_offset() == long.span("Chapter 1").start
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert view.current_offset() == 0


def test_space_turns_the_page(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    QTest.keyClick(view, Qt.Key.Key_Space)
    turned = view.verticalScrollBar().value()
    assert 0 < turned < view.viewport().height()
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert view.verticalScrollBar().value() == 0


def test_a_click_on_a_time_goes_there_and_says_so(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    there = talk.span("My aunt").start
    view.repaint()
    seen = view.seen_row(view.row_at(there))
    with qtbot.waitSignal(view.time_clicked) as clicked:
        qtbot.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=QPoint(50, int(seen.first_line().center().y())))
    assert clicked.args == [there, 5.0]
    assert view.current_offset() == there


def test_enter_presses_the_time_of_the_paragraph(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    view.go_to(talk.span("My aunt"))
    with qtbot.waitSignal(view.time_clicked):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_the_gutter_stands_left_of_the_text_whatever_the_width(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    for width in (560, 616, 1200):
        view.resize(width, 500)
        assert view.gutter.geometry().right() < view.viewport().x() + INSET
        assert view.gutter.geometry().left() >= 0
        assert view.viewport().x() + view.column <= width - 24
    assert view.gutter.accessibleName()


def test_the_gutter_has_room_for_the_longest_time(view: TranscriptView, page: Page) -> None:
    page.add("speech", "Late in a very long evening.", 11 * 3600.0 + 59, origin="interpolated")
    view.resize(480, 500)
    view.show_episode(page.opened())
    seen = view.seen_row(view.row_at(page.span("Late").start))
    assert seen.row.mark is not None
    assert view.gutter.pill(seen, seen.row.mark).left() >= 0


def test_what_is_in_view_is_known_at_the_very_top_too(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    assert view.seen_rows()[0].number == 0
    for value in range(0, 400, 7):
        view.verticalScrollBar().setValue(value)
        seen = view.seen_rows()
        assert seen[0].rect.top() <= 40
        assert seen[-1].rect.bottom() >= view.viewport().height() - 40
        assert [row.number for row in seen] == list(range(seen[0].number, seen[-1].number + 1))


def test_without_times_a_click_on_a_number_marks_the_paragraph(view: TranscriptView, page: Page, qtbot: QtBot) -> None:
    page.add("prose", "One paragraph.")
    page.add("prose", "And another.")
    view.show_episode(page.opened())
    view.repaint()
    seen = view.seen_row(view.row_at(page.span("And").start))
    with qtbot.assertNotEmitted(view.time_clicked):
        qtbot.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=QPoint(50, int(seen.rect.center().y())))
    assert view.current_offset() == page.span("And").start


def test_keeping_a_quote_wishes_for_the_selected_words(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    select(view, talk.span("on a wet bench"))
    with qtbot.waitSignal(view.bookmark_wished) as wished:
        view.bookmark_selection("rose")
    assert wished.args == [talk.span("on a wet bench"), "rose", False]
    assert not view.textCursor().hasSelection()


def test_keeping_without_a_selection_takes_the_paragraph(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    view.go_to(talk.span("a wet bench"))
    with qtbot.waitSignal(view.bookmark_wished) as wished:
        view.bookmark_selection()
    assert wished.args is not None
    assert wished.args[0] == talk.span("My aunt did, on a wet bench, with a bootlace.")


def test_the_selection_bar_never_lies_on_the_words(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    for words in ("a wet bench", "Salt and"):
        begin, end = (point_of(view, at) for at in (talk.span(words).start, talk.span(words).stop - 1))
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
        qtbot.mouseMove(view.viewport(), end)
        select(view, talk.span(words))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
        bar = view.selection_bar
        assert bar.isVisible()
        line = view.seen_row(view.row_at(talk.span(words).start)).first_line().translated(view.viewport().x(), 0)
        assert not bar.geometry().toRectF().intersects(line)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.selection_bar.isVisible()


def test_the_selection_bar_keeps_quotes_by_colour(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    select(view, talk.span("a bootlace"))
    with qtbot.waitSignal(view.bookmark_wished) as wished:
        view.selection_bar.colour_chosen.emit("green")
    assert wished.args == [talk.span("a bootlace"), "green", False]
    select(view, talk.span("a bootlace"))
    with qtbot.waitSignal(view.search_wished) as searched:
        view.selection_bar.search_wished.emit()
    assert searched.args == ["a bootlace"]


def test_quotes_are_painted_in_their_colour_and_open_with_a_click(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    mark = talk.keep("without jamming", "blue")
    view.show_episode(talk.opened())
    view.go_to(talk.span("The bowline holds"), flash=False)
    point = point_of(view, talk.span("without jamming").start + 4)
    image = view.viewport().grab().toImage()
    fill = view.theme.palette.quote("blue")[0].name()
    assert fill in {image.pixelColor(point.x(), y).name() for y in range(point.y() - 12, point.y() + 12)}
    with qtbot.waitSignal(view.bookmark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert clicked.args == [mark.id]


def test_a_note_mark_stands_right_of_the_column_and_opens_its_quote(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    mark = talk.keep("a wet bench", note="Ask about the bench")
    view.show_episode(talk.opened())
    (found, box), *rest = view.marks.note_marks(view.seen_rows(), view.page, view.column)
    assert (found, rest) == (mark, [])
    assert box.left() > view.column
    with qtbot.waitSignal(view.bookmark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert clicked.args == [mark.id]


def test_a_mention_opens_its_entity(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    with qtbot.waitSignal(view.entity_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, talk.span("bowline").start + 2))
    assert clicked.args == ["bowline"]


def test_the_current_hit_is_outlined_and_the_others_filled(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    view.set_hits([[talk.span("aunt")], [talk.span("bench")]], 1)
    image = view.viewport().grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width()) for y in range(0, image.height())}
    assert {view.theme.palette.hit.name(), view.theme.palette.hitnow.name()} <= colours


def test_only_the_words_of_a_hit_are_marked_not_what_stands_between_them(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    first, last = talk.span("aunt"), talk.span("bootlace")
    between = point_of(view, talk.span("bench").start + 2)

    def ground(*hits: Sequence[Span], at: QPoint) -> str:
        view.set_hits(hits, 0 if hits else None)
        image = view.viewport().grab().toImage()
        return image.pixelColor(at.x(), at.y() + 9).name()  # under the letters

    now = view.theme.palette.hitnow.name()
    assert ground([Span(first.start, last.stop)], at=between) == now
    assert ground([first, last], at=between) == view.theme.palette.paper.name()
    assert [ground([first, last], at=point_of(view, word.start + 2)) for word in (first, last)] == [now, now]
    assert ground((), at=point_of(view, first.start + 2)) == view.theme.palette.paper.name()


def test_a_place_where_nothing_stands_has_no_offset(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    assert view.offset_under(QPointF(view.column + 30, 5)) is None
    there = talk.span("bootlace").start
    assert view.offset_under(point_of(view, there).toPointF()) in (there, there + 1)


def test_the_menu_of_a_time_offers_what_is_known(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened(url="https://example.org/rope"))
    number = view.row_at(talk.span("She never").start)
    view.gutter.menu_wished.emit(number, QPoint(0, 0))
    words = menu_words(view)
    assert words[:3] == ["Time 0:09, estimated", "Copy time", "Open at the source"]
    assert "Keep paragraph as quote" in words
    with qtbot.waitSignal(view.open_source_wished) as wished:
        view.findChildren(QMenu)[-1].actions()[2].trigger()
    assert wished.args == [9.0]
    view.findChildren(QMenu)[-1].actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == "0:09"
    view.findChildren(QMenu)[-1].close()


def test_the_source_is_offered_only_where_it_is_known(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    view.gutter.menu_wished.emit(view.row_at(talk.span("She never").start), QPoint(0, 0))
    assert "Open at the source" not in menu_words(view)
    view.findChildren(QMenu)[-1].close()


def test_an_empty_page_answers_quietly(view: TranscriptView, talk: Page) -> None:
    view.show_episode(talk.opened())
    view.clear_page()
    view.go_to(4)
    view.bookmark_selection()
    QTest.keyClick(view, Qt.Key.Key_J)
    assert (view.position(), view.current_offset(), view.selected_span(), view.progress()) == (0, 0, None, 0.0)
    assert view.toPlainText() == ""


def test_hindi_lines_are_higher_and_hebrew_runs_from_the_right(view: TranscriptView, page: Page) -> None:
    page.add("prose", "A line of English words.", language="en")
    page.add("prose", "यह एक छोटा वाक्य है।", language="hi")
    page.add("prose", "שלום עולם.", language="he")
    view.show_episode(page.opened())
    english, hindi, hebrew = (view.seen_row(row) for row in view.page.paragraph_rows)
    assert hindi.line_height > english.line_height
    assert hebrew.block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert english.block.textDirection() == Qt.LayoutDirection.LeftToRight


def test_the_meta_line_says_only_what_is_known(talk: Page) -> None:
    line = meta_line(talk.opened().episode)
    assert line.startswith("Quayside · ")
    assert line.endswith(" · 10 min")
    assert local_date("2026") == "2026"
    assert local_date(None) is None


def test_the_meta_line_counts_words_where_no_length_is_stated(talk: Page) -> None:
    episode = replace(talk.opened().episode, show=None, published=None, duration=None, words=12345)
    assert meta_line(episode) == "12,345 words"
    assert meta_line(replace(episode, words=1)) == "1 word"


def test_a_text_that_is_wholly_in_view_is_read_without_scrolling(view: TranscriptView, page: Page, qtbot: QtBot) -> None:
    page.add("prose", "A bell, and nothing else.")
    with qtbot.waitSignal(view.reading_moved) as told:
        view.show_episode(page.opened())
    assert told.args == [0, 1.0]


def test_a_long_text_is_not_read_by_being_opened(view: TranscriptView, long: Page, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.reading_moved, wait=250):
        view.show_episode(long.opened())


def test_on_a_narrow_page_times_stand_above_and_are_still_pressed(view: TranscriptView, talk: Page, qtbot: QtBot) -> None:
    view.show_episode(talk.opened())
    wide = view.seen_row(view.row_at(talk.span("My aunt").start)).rect.left()
    view.resize(480, 600)
    view.grab()
    number = view.row_at(talk.span("She never said").start)
    seen = view.seen_row(number)
    assert seen.row.mark is not None
    pill = view.gutter.pill(seen, seen.row.mark)
    assert pill.bottom() <= seen.first_line().top() + 1
    assert view.gutter.mask().contains(pill.center().toPoint())
    assert not view.gutter.mask().contains(seen.first_line().center().toPoint() + view.viewport().pos())
    with qtbot.waitSignal(view.time_clicked) as told:
        QTest.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=pill.center().toPoint())
    assert told.args == [talk.span("She never said").start, 9.0]
    view.resize(700, 600)
    view.grab()
    assert view.gutter.mask().isEmpty()
    assert view.seen_row(view.row_at(talk.span("My aunt").start)).rect.left() == wide


def test_the_top_line_stays_when_the_gutter_goes(view: TranscriptView, long: Page) -> None:
    view.show_episode(long.opened())
    view.go_to(long.span("Paragraph 200").start, flash=False)
    before = view.position()
    view.resize(480, 500)
    assert view.position() == before
    view.resize(640, 500)
    assert view.position() == before


def test_a_time_of_the_contents_leads_to_its_chapter(view: TranscriptView, page: Page, qtbot: QtBot) -> None:
    page.add("contents", "Wet rope")
    chapter = page.add("heading", "Wet rope", 20.0, chapter=True)
    view.show_episode(page.opened())
    view.grab()
    seen = view.seen_row(view.row_at(0))
    assert seen.row.mark is not None
    with qtbot.waitSignal(view.chapter_wished) as told:
        QTest.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=view.gutter.pill(seen, seen.row.mark).center().toPoint())
    assert told.args == [chapter.start]
