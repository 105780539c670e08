"""The Entities tab: groups, the entity that opens in place, stepping through its mentions."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader_app.core.model import (
    Anchor,
    Block,
    Entity,
    EntityKind,
    EntityOrigin,
    Episode,
    Moment,
    OpenEpisode,
    Paragraph,
    Span,
    Transcript,
)
from reader_app.ui.entities_panel import EntitiesPanel
from reader_app.ui.entity_rows import MentionLines, origin_words, words_around
from reader_app.ui.theme import Theme

PARAGRAPHS = (
    "The crab pots at Mill Sands were lifted before the tide turned.",
    "Ines wrote the count down, and Mill Sands was quiet.",
    "Nobody but Ines goes to Mill Sands in the autumn.",
)


def entity(text: str, name: str, kind: EntityKind = "other", origin: EntityOrigin = "stated", description: str = "") -> Entity:
    mentions = tuple(Span(*match.span()) for match in re.finditer(re.escape(name), text))
    return Entity(name, kind, None, description, origin, mentions)


def opened(*, times: int = 1, timed: bool = True) -> OpenEpisode:
    words = PARAGRAPHS * times
    text = "\n".join(words)
    blocks, paragraphs, anchors, start = [], [], [], 0
    for number, each in enumerate(words):
        span = Span(start, start + len(each))
        blocks.append(Block("speech", span, None, number))
        moment = Moment(number * 60.0, "stated" if number % 3 != 2 else "interpolated") if timed else None
        paragraphs.append(Paragraph("speech", span, None, moment, number))
        if timed:
            anchors.append(Anchor(start, number * 60.0, "stated" if number % 3 != 2 else "interpolated"))
        start += len(each) + 1
    entities = (
        entity(text, "Ines", "person", description="Keeps the pots."),
        entity(text, "Mill Sands", "place"),
        entity(text, "Crab Act", "concept"),
        entity(text, "crab pots", "other", "found"),
    )
    transcript = Transcript(text, tuple(blocks), tuple(anchors), entities=entities)
    episode = Episode("e", "Pots", "stated", None, "en", None, None, None, 30, 3, "", "", "")
    return OpenEpisode(episode, transcript, tuple(paragraphs), (), 0)


@pytest.fixture
def panel(qtbot: QtBot) -> EntitiesPanel:
    made = EntitiesPanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(232, 600)
    episode = opened()
    made.show_transcript(episode.transcript, episode)
    made.show()
    return made


def rows(panel: EntitiesPanel) -> list[str]:
    model = panel.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click(qtbot: QtBot, panel: EntitiesPanel, words: str, *, left: bool = False) -> None:
    model = panel.view.model()
    index = next(model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == words)
    rect = panel.view.visualRect(index)
    place = rect.center()
    if left:
        place.setX(rect.left() + 20)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_entities_stand_under_their_kinds_and_found_ones_last(panel: EntitiesPanel) -> None:
    assert rows(panel) == [
        "People 1",
        "Ines",
        "Places 1",
        "Mill Sands",
        "Concepts 1",
        "Crab Act",
        "Found in the text 1",
        "crab pots",
    ]
    assert panel.filter.placeholderText() == "Filter 4"
    assert panel.view.objectName() == "entity_list"


def test_a_click_opens_and_each_further_click_goes_to_the_next_mention(panel: EntitiesPanel, qtbot: QtBot) -> None:
    gone: list[Span] = []
    marked: list[Entity | None] = []
    panel.mention_chosen.connect(gone.append)
    panel.entity_chosen.connect(marked.append)
    places = opened().transcript.entities[1].mentions
    for _ in range(4):
        click(qtbot, panel, "Mill Sands")
    assert gone == [*places, places[0]]
    assert [each.name for each in marked if each] == ["Mill Sands"]


def test_the_first_step_begins_where_the_reader_is(panel: EntitiesPanel, qtbot: QtBot) -> None:
    places = opened().transcript.entities[1].mentions
    panel.set_offset(places[1].start - 5)
    with qtbot.waitSignal(panel.mention_chosen) as wish:
        click(qtbot, panel, "Mill Sands")
    assert wish.args == [places[1]]


def test_enter_steps_too_and_left_closes(panel: EntitiesPanel, qtbot: QtBot) -> None:
    gone: list[Span] = []
    panel.mention_chosen.connect(gone.append)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert gone == list(opened().transcript.entities[0].mentions)
    with qtbot.waitSignal(panel.entity_chosen) as wish:
        qtbot.keyClick(panel.view, Qt.Key.Key_Left)
    assert wish.args == [None]
    assert len(rows(panel)) == 8


def test_the_sign_left_of_the_open_name_closes_it(panel: EntitiesPanel, qtbot: QtBot) -> None:
    click(qtbot, panel, "Ines")
    with qtbot.waitSignal(panel.entity_chosen) as wish:
        click(qtbot, panel, "Ines", left=True)
    assert wish.args == [None]


def test_an_open_entity_shows_what_is_said_of_it_and_its_mentions(panel: EntitiesPanel, qtbot: QtBot) -> None:
    click(qtbot, panel, "Ines")
    shown = rows(panel)
    assert shown[2] == "Keeps the pots.\nStated in the source"
    assert "Ines wrote the count" in shown[3]
    with qtbot.waitSignal(panel.mention_chosen) as wish:
        click(qtbot, panel, shown[4])
    assert wish.args == [opened().transcript.entities[0].mentions[1]]


def test_a_name_without_mentions_opens_without_going_anywhere(panel: EntitiesPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.mention_chosen), qtbot.waitSignal(panel.entity_chosen):
        click(qtbot, panel, "Crab Act")


def test_a_click_in_the_text_opens_and_the_next_one_steps(panel: EntitiesPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.mention_chosen):
        panel.step("Ines")
    with qtbot.waitSignal(panel.mention_chosen) as wish:
        panel.step("Ines")
    assert wish.args == [opened().transcript.entities[0].mentions[1]]
    panel.step("nobody of that name")


def test_many_mentions_come_in_two_steps(panel: EntitiesPanel, qtbot: QtBot) -> None:
    episode = opened(times=20)
    panel.show_transcript(episode.transcript, episode)
    click(qtbot, panel, "Mill Sands")
    assert "52 more here" in rows(panel)
    panel.view.scrollToBottom()
    model = panel.view.model()
    more = next(model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == "52 more here")
    panel.view.scrollTo(more)
    click(qtbot, panel, "52 more here")
    assert len(rows(panel)) == 8 + 1 + 60


def test_the_filter_narrows_and_says_when_nothing_is_left(panel: EntitiesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter, "MILL s")
    assert rows(panel) == ["Places 1", "Mill Sands"]
    qtbot.keyClicks(panel.filter, "xyz")
    assert rows(panel) == []
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert len(rows(panel)) == 8


def test_stepping_to_a_name_that_the_filter_hides_clears_the_filter(panel: EntitiesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter, "mill")
    panel.step("Ines")
    assert panel.filter.text() == ""
    assert "Keeps the pots.\nStated in the source" in rows(panel)


def test_a_mention_carries_its_time_or_its_paragraph() -> None:
    timed, untimed = opened(), opened(timed=False)
    sands = timed.transcript.entities[1]
    lines = MentionLines(timed.transcript, timed.paragraphs)
    assert [lines.row(sands, number).time for number in range(3)] == ["0:00", "1:00", "~2:00"]
    assert MentionLines(untimed.transcript, untimed.paragraphs).row(sands, 2).time == "¶ 3"
    titled = (replace(untimed.paragraphs[0], kind="heading"), *untimed.paragraphs[1:])
    assert [MentionLines(untimed.transcript, titled).row(sands, number).time for number in (0, 2)] == ["", "¶ 2"]


def test_the_words_around_stay_in_the_block_and_are_whole() -> None:
    transcript = opened().transcript
    words, name = words_around(transcript, transcript.entities[1].mentions[2])
    assert words[slice(*name)] == "Mill Sands"
    assert words == "Nobody but Ines goes to Mill Sands in the autumn."


def test_the_source_s_own_kind_is_told() -> None:
    assert origin_words(Entity("x", "product", "Software", "", "stated")) == "Software · stated in the source"
    assert origin_words(Entity("x", "other", None, "", "found")) == "Found in the text"


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_it_paints_in_each_theme(qtbot: QtBot, theme: str) -> None:
    made = EntitiesPanel(Theme(theme))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    episode = opened(timed=False)
    made.show_transcript(episode.transcript, episode)
    made.step("Ines")
    assert not made.grab().isNull()
    made.show_transcript(None, None)
    assert rows(made) == []
