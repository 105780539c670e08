"""The choices of a filter chip."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reader_app.core.findings import FacetName, FacetValue
from reader_app.ui.search_facets import FacetPopup
from reader_app.ui.theme import Theme

YEAR, SHOW = FacetValue("after:2025 before:2026", "2025", 4, 1), FacetValue("show:Knots", "Knots", 4, 1)


@pytest.fixture
def popup(qtbot: QtBot) -> FacetPopup:
    made = FacetPopup(Theme("light"))
    qtbot.addWidget(made)
    return made


def opened(popup: FacetPopup, facet: FacetName, *values: FacetValue) -> FacetPopup:
    chip = QPushButton()
    popup.open_for(facet, chip, lambda _value: True)
    popup.set_values(values)
    chip.deleteLater()
    return popup


def said(popup: FacetPopup) -> list[str]:
    return [label.text() for label in popup.findChildren(QLabel) if not label.isHidden()]


def test_why_there_is_nothing_to_choose(popup: FacetPopup) -> None:
    assert said(opened(popup, "show")) == ["The hits say nothing about this"]
    popup.set_values(None)
    assert said(popup) == ["The search cannot be read"]
    popup.set_values((SHOW,))
    assert said(popup) == []


@pytest.mark.parametrize(("facet", "value", "is_round"), [("year", YEAR, True), ("show", SHOW, False)])
def test_the_mark_is_round_where_one_value_takes_anothers_place(
    popup: FacetPopup, facet: FacetName, value: FacetValue, is_round: bool
) -> None:
    theme = Theme("light")
    row = opened(popup, facet, value).view.visualRect(popup.view.model().index(0, 0))
    image = popup.view.viewport().grab().toImage()
    corner = QColor(image.pixelColor(row.left() + 8 + 2, row.center().y() + 1 - 7 + 2))
    assert (corner != theme.palette.accent) == is_round
