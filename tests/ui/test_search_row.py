"""How rows of results are painted: what gives way in a head, where the words of hits begin."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reader_app.core.model import Hit, Moment, SearchAnswer, Span
from reader_app.ui.search_list import ResultView
from reader_app.ui.search_model import SearchModel
from reader_app.ui.search_row import SearchDelegate, fitted_remark
from reader_app.ui.search_rows import HitRow
from reader_app.ui.theme import Theme

HIT = Hit("a", "Ropes", "Knots", Span(0, 4), "speech", Moment(75.0, "stated"), "Ada", None, "hemp and tar " * 6, (Span(0, 4),))
SHOW = "The long and winding annals of a small harbour town"


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    assert qtbot
    return Theme("light")


def test_a_show_gives_way_and_a_date_never(theme: Theme) -> None:
    font = theme.ui_font(-1.5)
    width = QFontMetricsF(font).horizontalAdvance
    whole = fitted_remark(SHOW, "12 Mar 2024", font, 900, 200)
    assert whole == f"{SHOW} · 12 Mar 2024"
    for room, title in ((600, 250), (420, 900), (420, 60)):
        remark = fitted_remark(SHOW * 2, "12 Mar 2024", font, room, title)
        assert remark.endswith("… · 12 Mar 2024")
        assert width(remark) <= max(room - title - 10, room / 2)
    assert fitted_remark(SHOW, "12 Mar 2024", font, 120, 300) == "12 Mar 2024"
    assert fitted_remark(SHOW, "", font, 420, 900).endswith("…")
    assert fitted_remark("", "", font, 420, 900) == ""


def test_words_begin_at_the_same_place_in_lists_of_other_names_and_times(theme: Theme) -> None:
    heights = set()
    for time, voice in ((9.0, "Ada"), (75.0, "Bo"), (3000.0, "Eve")):
        delegate, model = SearchDelegate(theme), SearchModel()
        row = HitRow(replace(HIT, moment=Moment(time, "interpolated"), speaker=voice))
        delegate.measure([row])
        model.set_rows([row])
        heights.add(delegate.text_left(row))
        assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0)).height() > 0
    assert len(heights) == 1


def test_words_of_hits_without_times_and_voices_begin_at_the_edge(theme: Theme) -> None:
    delegate = SearchDelegate(theme)
    plain = HitRow(replace(HIT, moment=None, speaker=None), bare=True)
    delegate.measure([HitRow(HIT), plain])
    assert delegate.text_left(plain) < 20 < delegate.text_left(HitRow(HIT))


def test_rows_grow_with_their_words_where_only_the_width_of_the_list_changes(theme: Theme, qtbot: QtBot) -> None:
    view = ResultView(theme)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    qtbot.waitExposed(view)
    hits = tuple(replace(HIT, span=Span(number, number + 4)) for number in range(3))
    view.show_answer(SearchAnswer("hemp", hits, 3, 1))
    view.grab()
    last = view.model().index(3, 0)
    before = view.visualRect(last).top()
    view.resize(300, 400)
    qtbot.waitUntil(lambda: view.visualRect(last).top() > before)
