"""The search from the field to the page and back."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reader_app.core.errors import QueryError
from reader_app.core.model import Hit, SearchAnswer
from reader_app.ui.column_head import ColumnHead
from reader_app.ui.main_window import MainWindow
from reader_app.ui.search_asking import Question
from reader_app.ui.search_chips import FilterChip
from reader_app.ui.search_facets import FacetPopup
from reader_app.ui.search_help import SearchHelp
from tests.ui.windows import span_of, title


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.searching.search_for(query)
    qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)


def test_a_preview_follows_the_chosen_hit_and_escape_returns(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "lit it at four")

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Down)
    assert title(window).startswith("How We Baked")
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)

    assert title(window) == "The Bell at Gull Point"
    assert window.middle.currentWidget() is window.episode_list


def test_a_hit_is_opened_by_enter_and_escape_still_returns(window: MainWindow, qtbot: QtBot) -> None:
    place = window.pane.view.position()
    search(window, qtbot, "lit it at four")
    qtbot.waitUntil(lambda: not window.jobs.busy())

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: title(window).startswith("How We Baked"))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert window.middle.currentWidget() is window.search_panel
    qtbot.keyClick(window.search_panel.view, Qt.Key.Key_Escape)

    assert (title(window), window.pane.view.position()) == ("The Bell at Gull Point", place)
    assert window.middle.currentWidget() is window.episode_list
    window.reading.go_back()
    assert title(window).startswith("How We Baked")


def test_clearing_the_field_after_a_hit_was_opened_reads_on_there(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "lit it at four")
    qtbot.waitUntil(lambda: not window.jobs.busy())
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: title(window).startswith("How We Baked"))

    window.sidebar.field.clear()

    assert title(window).startswith("How We Baked")
    assert window.middle.currentWidget() is window.episode_list


def test_a_query_that_cannot_be_read_is_told_at_its_place(window: MainWindow, qtbot: QtBot) -> None:
    def told() -> str:
        return " ".join(label.text() for label in window.search_panel.findChildren(QLabel))

    window.searching.search_for("-harbour")
    rest(window, qtbot)
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "cannot be read" in told())
    assert window.search_panel.view.model().rowCount() == 0


def test_a_quote_that_is_still_being_typed_finds_already(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, 'harbour "was qui')


def test_words_of_the_text_can_be_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.pane.view.search_wished.emit("seventh wave")

    qtbot.waitUntil(lambda: window.search_panel.view.model().rowCount() > 0)
    assert window.sidebar.field.text() == '"seventh wave"'


def test_in_a_narrow_window_results_and_text_take_turns(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 600)
    search(window, qtbot, "lit it at four")
    assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
    assert window.search_panel.width() > 2 * window.sidebar.width()
    qtbot.waitUntil(lambda: not window.jobs.busy())

    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.search_panel.isVisible())
    assert window.pane.view.isVisible()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert (window.search_panel.isVisible(), window.pane.isVisible()) == (True, False)
    qtbot.keyClick(window.search_panel.view, Qt.Key.Key_Escape)
    assert (window.search_panel.isVisible(), window.pane.view.isVisible()) == (False, True)


@pytest.mark.parametrize("query", ["after:yesterday bell", "in:text after:yesterday OR bell"])
def test_an_error_is_marked_at_its_place_in_the_query(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    told: list[tuple[int | None, str]] = []
    monkeypatch.setattr(window.search_panel, "show_error", lambda _words, at, query="": told.append((at, query)))
    with pytest.raises(QueryError) as alone:
        window.library.search(query)

    window.searching.search_for(query)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert told == [(alone.value.at, query)]


TALK = "\n".join(
    f"[00:{number:02}:00] {'Mira' if number % 2 else 'Tom'}: The ferry went out again on the {number}th day of that year."
    for number in range(60)
)


@pytest.fixture
def ferries(window: MainWindow, qtbot: QtBot) -> str:
    """The id of a talk with sixty hits, which are shown; the thirtieth is chosen, scrolled down to, and beside in the text."""
    episode = window.library.import_content(TALK.encode(), "talk").episodes[0].id
    search(window, qtbot, "ferry")
    rest(window, qtbot)
    model = window.search_panel.view.model()
    while model.rowCount() < 60:  # the others are folded up behind the last row
        window.search_panel.view.step(1)
        if window.search_panel.current_hit() is None:
            window.search_panel.view.open_current()
            rest(window, qtbot)
    for _ in range(30):
        window.search_panel.view.step(1)
    return episode


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy())


def chosen(window: MainWindow) -> Hit:
    hit = window.search_panel.current_hit()
    assert hit is not None
    return hit


def test_after_a_correction_the_hits_are_those_of_today_and_the_place_among_them_stays(
    window: MainWindow, qtbot: QtBot, ferries: str
) -> None:
    before, scrolled = chosen(window), window.search_panel.view.verticalScrollBar().value()
    rows = window.search_panel.view.model().rowCount()
    assert scrolled > 0

    window.correcting.replace(
        ferries, span_of(window, "went out again on the 0th"), "went out again on the 0th", "sank on the first"
    )
    rest(window, qtbot)

    after = chosen(window)
    assert (after.snippet, after.span.start) == (before.snippet, before.span.start - 8)
    assert window.search_panel.view.verticalScrollBar().value() == scrolled
    model = window.search_panel.view.model()
    assert model.rowCount() == rows
    assert any("sank on the first" in str(model.index(row, 0).data()) for row in range(rows))
    assert window.middle.currentWidget() is window.search_panel


def test_a_hit_shows_who_says_it_by_the_new_name(window: MainWindow, qtbot: QtBot, ferries: str) -> None:
    assert window.reading.current is not None
    voice = chosen(window).speaker
    speaker = next(one for one in window.reading.current.transcript.speakers if one.name == voice)

    window.speakers.rename(ferries, speaker, "Abe")
    rest(window, qtbot)

    assert chosen(window).speaker == "Abe"


def test_without_a_search_nothing_is_asked(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(window.library, "search", lambda query, **_: asked.append(query))
    window.correcting.corrected.emit([])
    rest(window, qtbot)
    assert asked == []


def test_a_chip_writes_its_filter_before_the_words_and_the_search_follows(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "wav")
    rest(window, qtbot)
    everywhere = window.search_panel.view.model().rowCount()

    window.search_panel.scope_chosen.emit("chapters")
    rest(window, qtbot)
    assert window.sidebar.field.text() == "in:chapters wav"
    assert 0 < window.search_panel.view.model().rowCount() < everywhere

    window.search_panel.scope_chosen.emit("everywhere")
    rest(window, qtbot)
    assert window.sidebar.field.text() == "wav"
    assert window.search_panel.view.model().rowCount() == everywhere


def test_a_filter_that_is_written_is_a_chip_and_its_removal_takes_the_words_away(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "-in:chapters waves")
    rest(window, qtbot)
    chip = next(one for one in window.search_panel.findChildren(FilterChip) if one.accessibleName() == "Not kind: Chapters")

    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    rest(window, qtbot)

    assert window.sidebar.field.text() == "waves"


@pytest.mark.usefixtures("ferries")
def test_the_values_of_a_facet_are_counted_without_the_one_that_is_set(window: MainWindow, qtbot: QtBot) -> None:
    window.searching.search_for("speaker:Tom ferry")
    qtbot.waitUntil(lambda: window.searching.survey is not None)
    popup = window.search_panel.findChild(FacetPopup)
    assert popup is not None
    chip = next(one for one in window.search_panel.findChildren(FilterChip) if one.accessibleName() == "Speaker: Tom")

    chip.click()
    qtbot.waitUntil(lambda: popup.view.model().rowCount() == 2)
    popup.toggled.emit("speaker", popup.view.model().index(1, 0).data(Qt.ItemDataRole.UserRole + 1))
    rest(window, qtbot)
    popup.close()

    assert window.sidebar.field.text() == "(speaker:Tom OR speaker:Mira) ferry"


@pytest.mark.usefixtures("ferries")
def test_all_hits_are_counted_a_moment_after_the_answer(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.searching.surveyed) as heard:
        window.searching.search_for("ferr")
    assert (heard.args[0].total, heard.args[0].query) == (61, "ferr")  # the title says it, too


@pytest.mark.usefixtures("ferries")
def test_the_strip_over_the_text_says_which_hit_and_steps(window: MainWindow) -> None:
    strip = window.search_panel.place
    number = int(strip.words.text().split(" of ")[0])
    first = chosen(window)
    assert strip.words.text() == f"{number} of 61"

    strip.stepped.emit(1)
    assert strip.words.text() == f"{number + 1} of 61"
    assert chosen(window).span.start > first.span.start
    for _ in range(61 - number):
        strip.stepped.emit(1)
    assert strip.words.text() == "1 of 61"

    window.activateWindow()
    assert strip.open_button.isVisible()
    strip.open_wished.emit()
    assert window.pane.view.hasFocus()
    assert not strip.open_button.isVisible()
    window.searching.leave()
    assert not strip.isVisible()


def test_a_preview_marks_all_hits_of_its_episode_though_few_are_listed(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.library.import_content(TALK.encode(), "talk")
    marked: list[int] = []
    monkeypatch.setattr(window.pane.view, "set_hits", lambda spans, _now=None: marked.append(len(spans)))
    search(window, qtbot, "ferry")
    rest(window, qtbot)
    assert window.search_panel.view.model().rowCount() == 5

    window.search_panel.view.step(1)
    rest(window, qtbot)

    assert marked[-1] == 61
    assert window.search_panel.view.model().rowCount() == 5


def test_only_the_newest_query_is_answered(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    shown: list[str] = []
    real = window.library.search

    def slow(query: str, **how: object) -> SearchAnswer:
        asked.append(query)
        threading.Event().wait(0.05)
        return real(query, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(window.library, "search", slow)
    window.searching.answered.connect(lambda answer: shown.append(answer.query))
    for words in ("h", "ha", "har", "harb", "harbour"):
        window.searching.search_for(words)
    rest(window, qtbot)

    assert shown == ["harbour"]
    assert asked in (["h", "harbour"], ["harbour"])


def test_an_order_that_is_chosen_keeps_the_last_word_unfinished(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "wav")
    rest(window, qtbot)
    rows = window.search_panel.view.model().rowCount()
    window.search_panel.sort_chosen.emit("length")
    rest(window, qtbot)
    assert window.search_panel.view.model().rowCount() == rows


@pytest.mark.usefixtures("ferries")
def test_names_are_offered_while_they_are_written(window: MainWindow, qtbot: QtBot) -> None:
    field = window.sidebar.field
    field.setFocus()
    field.clear()
    window.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "speaker:mi")
    qtbot.waitUntil(field.popup.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "speaker:Mira "


def test_an_example_of_the_help_is_asked(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.field.show_help()
    help_ = window.sidebar.field.findChild(SearchHelp)
    assert help_ is not None
    example = help_.findChildren(QPushButton)[0]
    qtbot.mouseClick(example, Qt.MouseButton.LeftButton)
    assert window.sidebar.field.text() == example.text()
    assert window.searching.active
    rest(window, qtbot)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("wave", "wave"), ("waves ", "waves"), ('"seventh wave"', '"seventh wave"'), ("wav~1", "wav~1")],
)
def test_what_is_exported_is_what_stands_in_the_field_and_is_shown_from_then_on(
    window: MainWindow, qtbot: QtBot, written: str, meant: str
) -> None:
    window.searching.search_for(written)
    rest(window, qtbot)
    with qtbot.waitSignal(window.searching.export_wished) as heard:
        window.search_panel.export_wished.emit()
    assert heard.args == [meant, "relevance"]
    assert not window.searching.typing
    rest(window, qtbot)


def test_an_unreadable_query_is_told_of_and_not_exported(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, '"seventh wav')
    with qtbot.assertNotEmitted(window.searching.export_wished):
        window.search_panel.export_wished.emit()
    rest(window, qtbot)
    assert "cannot be read" in told(window)


def told(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.search_panel.findChildren(QLabel) if label.isVisibleTo(window.search_panel))


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(window.sidebar.field, key)
    rest(window, qtbot)


def test_enter_shows_what_the_finished_word_finds_and_a_second_one_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.library.import_content(b"Mira: A fern grew there.\n\nMira: The ferns and the ferry, the ferry, the ferry.", "talk")
    before = title(window)
    search(window, qtbot, "fer")
    rest(window, qtbot)

    press(window, qtbot, Qt.Key.Key_Return)
    assert "No hits for “fer”" in told(window)
    assert title(window) == before
    window.searching.search_for("fern")
    rest(window, qtbot)
    press(window, qtbot, Qt.Key.Key_Down)
    press(window, qtbot, Qt.Key.Key_Return)
    assert title(window) == "A fern grew there"
    assert window.pane.view.hasFocus()


@pytest.mark.parametrize("query", ["(harbour OR", "harbour OR", "harbour AND", 'speaker:"Dov'])
def test_enter_on_what_cannot_be_read_shows_where_and_opens_nothing(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.library.import_content(b"[00:00:00] Dov: The harbour was quiet.\n[00:01:00] Ada: It was not.", "talk")
    before = title(window)
    search(window, qtbot, query)
    rest(window, qtbot)

    press(window, qtbot, Qt.Key.Key_Return)
    press(window, qtbot, Qt.Key.Key_Return)

    assert "cannot be read" in told(window)
    assert title(window) == before


@pytest.mark.parametrize("query", ["-fog", "after:20xx", "lang:", "speaker:", "in:nowhere", "NOT", "*", '"'])
def test_what_asks_for_nothing_yet_is_never_said_to_have_no_hits(window: MainWindow, qtbot: QtBot, query: str) -> None:
    search(window, qtbot, "harbour")
    rest(window, qtbot)
    rows = window.search_panel.view.model().rowCount()

    window.searching.search_for(query)
    rest(window, qtbot)
    assert window.search_panel.view.model().rowCount() == rows
    qtbot.waitUntil(lambda: "Not a search yet" in told(window))
    assert "No hits" not in told(window)
    assert window.search_panel.view.model().rowCount() == 0
    window.searching.search_for("harbour")
    rest(window, qtbot)
    assert window.search_panel.view.model().rowCount() == rows


def test_escape_in_the_field_leads_back_into_the_text(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.sidebar.field.setFocus()
    search(window, qtbot, "harbour")
    press(window, qtbot, Qt.Key.Key_Down)
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()

    window.sidebar.field.setFocus()
    qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()


def test_the_search_that_was_left_is_offered_again(window: MainWindow, qtbot: QtBot) -> None:
    field = window.sidebar.field
    search(window, qtbot, "harbour quiet")
    press(window, qtbot, Qt.Key.Key_Escape)
    assert field.text() == ""

    window.activateWindow()
    qtbot.keyClick(window.pane.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), field.selectedText()) == ("harbour quiet", "harbour quiet")
    assert not window.searching.active
    window.pane.view.setFocus()
    assert field.text() == ""

    field.setFocus()
    window.searching.offer_last()
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.searching.active
    assert window.search_panel.view.model().rowCount() > 0


@pytest.mark.usefixtures("ferries")
def test_a_further_page_keeps_the_number_that_was_counted(window: MainWindow, qtbot: QtBot) -> None:
    searching = window.searching
    searching.search_for("ferry ")
    qtbot.waitUntil(lambda: searching.survey is not None and not window.jobs.busy())
    guess = SearchAnswer("ferry ", (), 70, 3, settled=False)
    searching._asking.answered.emit(guess, Question("ferry ", more=True))
    head = window.search_panel.findChild(ColumnHead)
    assert head is not None
    assert head.accessibleName() == "61 hits in 1 episode"


def test_the_same_words_asked_again_move_nothing(window: MainWindow, qtbot: QtBot, ferries: str) -> None:
    before, bar = chosen(window), window.search_panel.view.verticalScrollBar()
    place, rows = bar.value(), window.search_panel.view.model().rowCount()

    window.sidebar.field.setText("ferry ")
    rest(window, qtbot)

    assert window.reading.current is not None
    assert window.reading.current.episode.id == ferries
    assert (chosen(window), bar.value(), window.search_panel.view.model().rowCount()) == (before, place, rows)


@pytest.mark.usefixtures("ferries")
def test_the_strip_belongs_to_the_list_of_hits(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.search_panel
    assert panel.place.isVisible()
    panel.show_view("lines")
    panel.view_chosen.emit("lines")
    rest(window, qtbot)
    assert not panel.place.isVisible()
    panel.show_view("list")
    panel.view_chosen.emit("list")
    assert panel.place.isVisible()


def test_from_the_text_of_a_hit_escape_goes_back_to_the_results_and_then_to_the_text_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.pane.view.position()
    window.activateWindow()
    search(window, qtbot, "lit it at four")
    press(window, qtbot, Qt.Key.Key_Down)
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.pane.view.hasFocus()

    qtbot.keyClick(window.pane.view, Qt.Key.Key_Escape)
    assert window.search_panel.view.hasFocus()
    assert window.sidebar.field.text() == "lit it at four"
    assert title(window).startswith("How We Baked")

    qtbot.keyClick(window.search_panel.view, Qt.Key.Key_Escape)
    assert window.pane.view.hasFocus()
    assert (title(window), window.pane.view.position()) == ("The Bell at Gull Point", before)
    assert not window.searching.active


def test_a_search_that_is_saved_while_typing_is_shown_as_it_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.library.import_content(b"Mira: A fern grew there.\n\nMira: The ferns and the ferry.", "talk")
    search(window, qtbot, "fer")
    rest(window, qtbot)
    window.search_panel.save_wished.emit(True)
    qtbot.waitUntil(lambda: not window.searching.typing and not window.jobs.busy())
    assert "No hits for “fer”" in told(window)
    assert [saved.query for saved in window.library.saved_searches.listed()] == ["fer"]
