"""Plain words in a panel: they take the width that there is."""

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui.panel_words import InkLabel
from reader_app.ui.theme import Theme


@pytest.mark.parametrize("word", ["a" * 600, "no/way/" * 90, "é" * 300, "灯台" * 200])
def test_a_very_long_word_widens_nothing(qtbot: QtBot, word: str) -> None:
    label = InkLabel(Theme("light"), "", "ink")
    qtbot.addWidget(label)
    label.setText(f"No hits for “{word}”")
    assert label.minimumSizeHint().width() < 400
    assert InkLabel(Theme("light"), word, "ink").minimumSizeHint().width() < 400


def test_words_of_a_usual_length_stay_as_they_are(qtbot: QtBot) -> None:
    label = InkLabel(Theme("light"), "Donaudampfschifffahrt on the river", "ink")
    qtbot.addWidget(label)
    assert label.text() == "Donaudampfschifffahrt on the river"
