"""The column of results: choosing by keys while typing, opening, unfolding, and what is said where nothing is found."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.findings import FacetValue, Survey
from reader_app.core.model import Hit, Moment, SearchAnswer, Span
from reader_app.ui.column_head import ColumnHead
from reader_app.ui.search_chips import ScopeChip
from reader_app.ui.search_facets import FacetPopup
from reader_app.ui.search_panel import SearchPanel
from reader_app.ui.search_words import QueryMark, why_none
from reader_app.ui.theme import Theme

HIT = Hit("a", "Ropes", "Knots", Span(0, 4), "speech", Moment(75.0, "stated"), "Ada", None, "hemp and tar", (Span(0, 4),))


def hits(episode: str, count: int) -> list[Hit]:
    return [
        replace(
            HIT, episode=episode, title=f"Episode {episode}", span=Span(number, number + 4), snippet=f"hemp {episode}{number}"
        )
        for number in range(count)
    ]


def answer(found: list[Hit], suggestion: str | None = None) -> SearchAnswer:
    episodes = {hit.episode: 0 for hit in found}
    counts = tuple((name, sum(hit.episode == name for hit in found)) for name in episodes)
    return SearchAnswer("hemp", tuple(found), len(found), len(episodes), suggestion, counts=counts)


@pytest.fixture
def panel(qtbot: QtBot) -> SearchPanel:
    made = SearchPanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(448, 600)
    made.show_answer(answer([*hits("a", 5), *hits("b", 1)]), "hemp")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def chosen(panel: SearchPanel) -> list[str]:
    heard: list[str] = []
    panel.view.hit_chosen.connect(lambda hit: heard.append(hit.snippet))
    return heard


@pytest.fixture
def opened(panel: SearchPanel) -> list[str]:
    heard: list[str] = []
    panel.view.hit_opened.connect(lambda hit: heard.append(hit.snippet))
    return heard


def texts(panel: SearchPanel) -> list[str]:
    model = panel.view.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def index(panel: SearchPanel, text: str) -> QModelIndex:
    return panel.view.model().index(texts(panel).index(text), 0)


def click(panel: SearchPanel, text: str) -> None:
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.visualRect(index(panel, text)).center())


def said(panel: SearchPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_the_view_is_found_by_its_name_and_the_rows_stand_under_their_episodes(panel: SearchPanel) -> None:
    assert panel.view.objectName() == "search_results"
    assert texts(panel) == [
        "Episode a",
        "hemp a0",
        "hemp a1",
        "hemp a2",
        "2 more in this episode",
        "Episode b",
        "hemp b0",
    ]


def test_moving_from_the_field_goes_from_hit_to_hit_over_the_heads(panel: SearchPanel, chosen: list[str]) -> None:
    for _ in range(9):
        panel.view.step(1)
    assert chosen == ["hemp a0", "hemp a1", "hemp a2", "hemp b0"]
    panel.view.step(-1)
    panel.view.step(-1)
    assert chosen[-1] == "hemp a2"


def test_enter_opens_the_first_hit_or_the_chosen_one(panel: SearchPanel, opened: list[str]) -> None:
    panel.view.open_current()
    panel.view.step(1)
    panel.view.step(1)
    panel.view.open_current()
    assert opened == ["hemp a0", "hemp a1"]


def test_keys_work_in_the_list_too(panel: SearchPanel, chosen: list[str], opened: list[str], qtbot: QtBot) -> None:
    panel.view.step(1)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == ["hemp a0", "hemp a1"]
    assert opened == ["hemp a1"]
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.view, Qt.Key.Key_Escape)


def test_a_click_chooses_a_hit_and_a_double_click_opens_it(panel: SearchPanel, chosen: list[str], opened: list[str]) -> None:
    click(panel, "hemp b0")
    assert (chosen, opened) == (["hemp b0"], [])
    click(panel, "hemp b0")  # its text may have been scrolled away
    assert (chosen, opened) == (["hemp b0", "hemp b0"], [])
    place = panel.view.visualRect(index(panel, "hemp b0")).center()
    QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["hemp b0"]


def test_more_hits_unfold_in_place(panel: SearchPanel, opened: list[str]) -> None:
    click(panel, "2 more in this episode")
    assert texts(panel)[1:6] == ["hemp a0", "hemp a1", "hemp a2", "hemp a3", "hemp a4"]
    assert panel.current_hit() == hits("a", 5)[3]
    assert opened == []


def test_hits_that_are_not_at_hand_are_wished_for(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.show_answer(replace(answer(hits("a", 3)), total=30, counts=(("a", 20), ("b", 10))), "tar")
    with qtbot.waitSignal(panel.view.rest_wished) as heard:
        click(panel, "17 more in this episode")
    assert heard.args == ["a"]
    with qtbot.waitSignal(panel.view.more_wished):
        click(panel, "10 more in other episodes")


def test_a_chosen_hit_stays_chosen_while_typing_goes_on(panel: SearchPanel, chosen: list[str]) -> None:
    panel.view.step(1)
    panel.view.step(1)
    panel.show_answer(answer([*hits("c", 2), *hits("a", 2)]), "hemp a")
    hit = panel.current_hit()
    assert hit is not None
    assert hit.snippet == "hemp a1"
    assert chosen == ["hemp a0", "hemp a1"]
    panel.show_answer(answer(hits("c", 2)), "hemp c")
    assert panel.current_hit() is None


def test_what_is_unfolded_is_folded_for_another_query(panel: SearchPanel) -> None:
    click(panel, "2 more in this episode")
    panel.show_answer(answer(hits("a", 5)), "hemp", again=True)
    assert "2 more in this episode" not in texts(panel)
    panel.show_answer(answer(hits("a", 5)), "tar")
    assert "2 more in this episode" in texts(panel)


def test_a_suggestion_can_be_taken(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.show_answer(answer([], "tar & hemp"), "tarr")
    button = next(button for button in panel.findChildren(QPushButton) if "mean" in button.text() and button.isVisible())
    assert button.text() == "Did you mean tar && hemp?"
    assert "No hits for “tarr”" in said(panel)
    with qtbot.waitSignal(panel.query_wished) as heard:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.args == ["tar & hemp"]


def test_a_query_that_cannot_be_read_is_shown_with_its_mark(panel: SearchPanel) -> None:
    panel.show_error("A bracket is not closed.", 5, "hemp (tar")
    assert "A bracket is not closed." in said(panel)
    mark = panel.findChild(QueryMark)
    assert mark is not None
    assert mark.isVisible()
    assert mark.accessibleName() == "hemp (tar, unclear from character 6"
    assert texts(panel) == []
    panel.show_error("Nothing to search for.", None)
    assert not mark.isVisible()


def test_words_of_a_query_are_never_markup(panel: SearchPanel) -> None:
    panel.show_answer(answer([]), "<b>rope</b>")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
    assert "<b>rope</b>" in said(panel)


def test_while_a_search_goes_on_the_hits_before_it_stay(panel: SearchPanel) -> None:
    panel.show_busy()
    assert "hemp a0" in texts(panel)
    assert panel.view.isVisible()


def test_without_a_query_it_says_how_to_search(panel: SearchPanel) -> None:
    panel.show_idle()
    assert "Search every transcript" in said(panel)
    assert texts(panel) == []


def chips(panel: SearchPanel) -> dict[str, QToolButton]:
    """The chips that are shown, by what a screen reader says of them."""
    found = [chip for chip in panel.findChildren(QToolButton) if chip.property("kind") == "chip" and chip.isVisible()]
    return {chip.accessibleName(): chip for chip in found}


def survey(query: str = "hemp", **facets: tuple[FacetValue, ...]) -> Survey:
    return Survey(query, 37, 9, facets=facets)  # type: ignore[arg-type]


KINDS = tuple(FacetValue(f"in:{kind}", kind, hits, 1) for kind, hits in (("speech", 30), ("prose", 4), ("notes", 2)))


def test_chips_say_where_to_look_and_how_much_is_there(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.show_survey(survey(kind=KINDS))
    assert list(chips(panel))[:5] == ["Everywhere, 37", "Text, 34", "Chapters", "Quotes", "Notes, 2"]
    with qtbot.waitSignal(panel.scope_chosen) as heard:
        QTest.mouseClick(chips(panel)["Notes, 2"], Qt.MouseButton.LeftButton)
    assert heard.args == ["notes"]


def test_the_counts_of_places_stay_while_one_of_them_is_looked_at(panel: SearchPanel) -> None:
    panel.show_survey(survey(kind=KINDS))
    panel.show_answer(answer(hits("a", 2)), "in:notes hemp")
    panel.show_survey(survey(kind=KINDS[2:]))
    assert list(chips(panel))[:2] == ["Everywhere, 37", "Text, 34"]


def test_exact_numbers_take_the_place_of_those_that_were_quick(panel: SearchPanel) -> None:
    head = panel.findChild(ColumnHead)
    assert head is not None
    panel.show_answer(replace(answer(hits("a", 2)), settled=False), "hem")
    assert head.accessibleName() == "About 2 hits in 1 episode"
    panel.show_survey(survey("hem"))
    assert head.accessibleName() == "37 hits in 9 episodes"


def test_filters_of_the_query_are_chips_that_can_be_removed(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.set_query('(speaker:Ada OR speaker:"Bo Lind") -show:Knots hemp')
    assert list(chips(panel))[5:] == ["Any show", "Speaker: Ada, Bo Lind", "Any date", "Not show: Knots", "More"]
    with qtbot.waitSignal(panel.chip_removed) as heard:
        QTest.keyClick(chips(panel)["Speaker: Ada, Bo Lind"], Qt.Key.Key_Delete)
    assert heard.args[0].facet == "speaker"
    cross = chips(panel)["Not show: Knots"]
    with qtbot.waitSignal(panel.chip_removed) as heard:
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton, pos=QPoint(cross.width() - 16, 12))
    assert heard.args[0].words == "Not show: Knots"


def test_a_chip_opens_the_values_of_its_facet_and_several_can_be_ticked(panel: SearchPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.facet_wished) as heard:
        QTest.mouseClick(chips(panel)["Any speaker"], Qt.MouseButton.LeftButton)
    assert heard.args == ["speaker"]
    ada, bo = FacetValue('speaker:"Ada"', "Ada", 20, 3), FacetValue('speaker:"Bo"', "Bo", 9, 2)
    panel.show_values("speaker", (ada, bo))
    popup = panel.findChild(FacetPopup)
    assert popup is not None
    assert popup.view.currentIndex().data() == "Ada"

    with qtbot.waitSignal(panel.value_toggled) as heard:
        QTest.keyClick(popup.view, Qt.Key.Key_Space)
    assert heard.args == ["speaker", ada]
    panel.set_query("speaker:Ada hemp")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [popup.view.model().index(row, 0).data(role) for row in range(2)] == ["Ada, 20 hits, chosen", "Bo, 9 hits"]
    QTest.keyClick(popup.view, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_a_search_can_be_kept_and_that_it_is_kept_is_seen(panel: SearchPanel, qtbot: QtBot) -> None:
    sign = next(button for button in panel.findChildren(QToolButton) if button.accessibleName() == "Save this search")
    with qtbot.waitSignal(panel.save_wished) as heard:
        QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert heard.args == [True]
    panel.set_saved(True)
    assert sign.accessibleName() == "Forget this saved search"


def test_nothing_found_offers_what_may_be_found(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.show_answer(answer([]), "speaker:Ada hemp")
    assert "No hits for “hemp” with these filters" in said(panel)
    offer = next(button for button in panel.findChildren(QPushButton) if "filters" in button.text())
    with qtbot.waitSignal(panel.query_wished) as heard:
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert heard.args == ["hemp"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("foo:bar hemp", "There is no field foo:"),
        ("lang:xx", "Nothing in the library meets these filters."),
        ("speaker:Ada hemp", "Remove a filter to look everywhere."),
        ("12:30 http://hemp", "Fewer words"),
    ],
)
def test_nothing_found_says_why_where_it_can(panel: SearchPanel, query: str, sentence: str) -> None:
    panel.show_answer(answer([]), query)
    assert sentence in said(panel)


def test_what_filters_can_never_leave_is_known() -> None:
    assert why_none("in:quotes hemp", {"en"}, has_quotes=False).startswith("No quotes kept yet")
    assert why_none("lang:hi hemp", {"en", "de"}, has_quotes=True) == "No episode is in the language hi. There are: de, en."
    assert why_none("in:quotes lang:e -lang:hi", {"en-GB"}, has_quotes=True) == ""


def test_the_keys_at_the_foot_are_those_that_work(panel: SearchPanel) -> None:
    def keys() -> str:
        return next(
            part.accessibleName() for part in panel.findChildren(QWidget) if part.accessibleName().startswith(("Esc", "↑"))
        )

    assert keys() == "↑ ↓ next hit, Enter open, Esc back to the list"
    panel.set_reading(True)
    assert keys() == "Esc back to the hits"
    panel.set_reading(False)
    panel.show_error("A bracket is not closed.", 5, "hemp (tar")
    assert keys() == "Esc back to the list"


def test_choices_of_a_search_that_cannot_be_read_say_so(panel: SearchPanel) -> None:
    popup = panel.findChild(FacetPopup)
    assert popup is not None
    popup.open_for("show", panel, lambda _value: False)
    panel.show_values("show", None)
    words = [label.text() for label in popup.findChildren(QLabel)]
    popup.close()
    assert words == ["The search cannot be read"]


def test_the_examples_run_when_they_are_clicked(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.show_idle()
    example = next(button for button in panel.findChildren(QPushButton) if button.accessibleName().startswith("Search for "))
    with qtbot.waitSignal(panel.query_wished) as heard:
        QTest.mouseClick(example, Qt.MouseButton.LeftButton)
    assert heard.args == [example.text()]


def test_more_hits_at_hand_move_nothing(panel: SearchPanel) -> None:
    first = [hit for episode in "abcdefgh" for hit in hits(episode, 3)]
    counts = tuple((episode, 3) for episode in "abcdefghijk")
    panel.show_answer(replace(answer(first), total=33, counts=counts), "tar")
    for _ in range(12):
        panel.view.step(1)
    chosen, bar = panel.current_hit(), panel.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    place = bar.value()

    everything = [*first, *(hit for episode in "ijk" for hit in hits(episode, 3))]
    panel.show_answer(replace(answer(everything), counts=counts), "tar", again=True)

    assert (panel.current_hit(), bar.value()) == (chosen, place)
    assert bar.maximum() > place
    assert "9 more in other episodes" not in texts(panel)


def test_near_the_end_of_the_list_more_is_asked_for(panel: SearchPanel, qtbot: QtBot) -> None:
    counts = tuple((str(episode), 3) for episode in range(90))
    found = [hit for episode in range(60) for hit in hits(str(episode), 3)]
    panel.show_answer(replace(answer(found), total=270, counts=counts), "tar")
    bar = panel.view.verticalScrollBar()
    with qtbot.assertNotEmitted(panel.view.more_wished):
        bar.setValue(bar.maximum() // 4)
    with qtbot.waitSignal(panel.view.more_wished):
        bar.setValue(bar.maximum() - bar.pageStep())


def test_the_rest_of_an_episode_unfolds_where_it_was_wished_for(panel: SearchPanel) -> None:
    some = replace(answer([*hits("a", 3), *hits("b", 1)]), total=21, counts=(("a", 20), ("b", 1)))
    panel.show_answer(some, "tar")
    click(panel, "17 more in this episode")
    whole = replace(some, hits=(*hits("a", 20), *hits("b", 1)))
    panel.view.show_rest(whole)
    assert texts(panel)[1:21] == [f"hemp a{number}" for number in range(20)]
    assert panel.current_hit() == hits("a", 20)[3]


def test_the_order_is_chosen_from_a_menu(panel: SearchPanel, qtbot: QtBot) -> None:
    menu = panel.findChild(QMenu)
    assert menu is not None
    with qtbot.waitSignal(panel.sort_chosen) as heard:
        next(action for action in menu.actions() if action.text() == "Newest first").trigger()
    assert heard.args == ["date"]


@pytest.mark.parametrize("width", [448, 300, 120])
def test_five_hundred_hits_of_any_shape_are_painted_at_any_width(panel: SearchPanel, width: int) -> None:
    odd = [
        replace(HIT, snippet="तट " * 300 + "hemp", marks=(Span(900, 904),), moment=None, speaker=None, field="prose"),
        replace(HIT, snippet="𝔥𝔢𝔪𝔭 " * 100, marks=(Span(0, 4), Span(200, 204)), speaker="A very long name of a voice " * 4),
        replace(HIT, snippet="", marks=(), title="", show=None, moment=Moment(360_000.0, "interpolated")),
    ]
    found = [replace(odd[number % 3], episode=str(number % 90), span=Span(number, number + 1)) for number in range(500)]
    panel.show_answer(answer(found), "hemp")
    panel.resize(width, 600)
    assert not panel.grab().isNull()
    assert panel.view.model().rowCount() > 300


def test_colours_follow_the_theme_while_results_are_shown(qtbot: QtBot) -> None:
    theme = Theme("light")
    panel = SearchPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(448, 300)
    panel.show_answer(answer(hits("a", 1)), "hemp")
    for name in ("dark", "sepia"):
        theme.choose(name)
        image = panel.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(100, 180)}
        assert theme.palette.hit.name() in seen
        assert theme.palette.list.name() in seen


def test_quick_answers_follow_one_another_without_a_word_between(panel: SearchPanel, qtbot: QtBot) -> None:
    head = panel.findChild(ColumnHead)
    assert head is not None
    before = head.accessibleName()
    panel.show_busy()
    assert head.accessibleName() == before
    qtbot.waitUntil(lambda: head.accessibleName() == "Searching", timeout=2000)
    panel.show_answer(answer(hits("a", 1)), "hemp")
    assert head.accessibleName() != "Searching"


def test_chips_take_a_second_row_before_their_words_are_cut(panel: SearchPanel) -> None:
    for width, rows in ((448, 1), (260, 2)):
        panel.resize(width, 500)
        panel.grab()
        scopes = [chip for chip in panel.findChildren(QToolButton) if isinstance(chip, ScopeChip)]
        assert len({chip.y() for chip in scopes}) == rows
        assert all(chip.width() >= chip.sizeHint().width() for chip in scopes)
        assert all(chip.geometry().right() < width for chip in chips(panel).values())


def test_a_snippet_takes_a_third_line_rather_than_hide_a_marked_word(panel: SearchPanel) -> None:
    words = "hemp and tar " * 9
    apart = replace(HIT, snippet=words, marks=(Span(0, 4), Span(len(words) - 4, len(words) - 1)))
    together = replace(HIT, snippet=words, marks=(Span(0, 4), Span(9, 12)), span=Span(9, 12))
    panel.show_answer(answer([apart, together]), "hemp tar")
    heights = [panel.view.visualRect(panel.view.model().index(row, 0)).height() for row in (1, 2)]
    assert heights[0] > heights[1]


def test_a_screen_reader_is_told_the_exact_number_once(panel: SearchPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    panel.show_answer(replace(answer(hits("c", 2)), settled=False), "tar")
    panel.show_survey(survey("tar"))
    panel.show_survey(survey("tar"))
    assert told == ["37 hits in 9 episodes"]


def test_facets_without_a_chip_stand_behind_more(panel: SearchPanel, qtbot: QtBot) -> None:
    chips(panel)["More"].click()
    menu = next(menu for menu in panel.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["Language", "Kind"]
    with qtbot.waitSignal(panel.facet_wished) as heard:
        menu.actions()[0].trigger()
    assert heard.args == ["language"]
    menu.close()
    popup = panel.findChild(FacetPopup)
    assert popup is not None
    panel.show_values("language", (FacetValue("lang:de", "de", 4, 1),))
    assert popup.view.currentIndex().data() == "German"
    panel.show_values("show", ())
    assert popup.view.model().rowCount() == 1
    popup.close()


def test_many_values_can_be_found_by_their_names(panel: SearchPanel) -> None:
    chips(panel)["Any speaker"].click()
    names = [f"Voice {number}" for number in range(30)]
    panel.show_values("speaker", tuple(FacetValue(f'speaker:"{name}"', name, 1, 1) for name in names))
    popup = panel.findChild(FacetPopup)
    assert popup is not None
    assert popup.field.isVisible()
    popup.field.setText("27")
    assert [popup.view.model().index(row, 0).data() for row in range(popup.view.model().rowCount())] == ["Voice 27"]
    popup.close()
