"""Naming a voice: from the menu of what it says, in one quiet question, with undo, and seen at once."""

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from reader_app.core.model import Speaker
from reader_app.ui.main_window import MainWindow
from reader_app.ui.page_menu import page_menu
from reader_app.ui.speakers import NameDialog

TALK = "\n".join(
    f"[00:00:{second:02}] {'SPEAKER_00' if second % 2 else 'Nora & Co'}: The wheel turns at {second}." for second in range(1, 9)
)


@pytest.fixture
def talk(window: MainWindow) -> str:
    """The id of a talk of a named and an unnamed voice, which is open."""
    episode = window.library.import_content(TALK.encode(), "talk").episodes[0].id
    window.reading.open(episode)
    return episode


def names(window: MainWindow) -> set[str]:
    """The names that the open page shows."""
    assert window.reading.current is not None
    return {speaker.name for speaker in window.reading.current.transcript.speakers}


def number_of(window: MainWindow, label: str) -> int:
    """The number of a voice in the open transcript."""
    assert window.reading.current is not None
    return [speaker.label for speaker in window.reading.current.transcript.speakers].index(label)


def test_a_voice_is_named_and_the_page_and_search_show_it(window: MainWindow, talk: str) -> None:
    dialog = window.speakers.ask(number_of(window, "SPEAKER_00"))
    assert dialog is not None
    dialog.name.setText("Abe Tolliver")
    dialog.accept()
    assert names(window) == {"Abe Tolliver", "Nora & Co"}
    assert {hit.episode for hit in window.library.search('speaker:"Abe Tolliver" wheel').hits} == {talk}


@pytest.mark.usefixtures("talk")
def test_undo_gives_the_label_back(window: MainWindow) -> None:
    speaker = Speaker("SPEAKER_00", "SPEAKER_00")
    assert window.reading.current is not None
    window.speakers.rename(window.reading.current.episode.id, speaker, "Abe")
    window.notices.undo()
    assert names(window) == {"SPEAKER_00", "Nora & Co"}


@pytest.mark.usefixtures("talk")
def test_the_menu_of_a_paragraph_offers_it_by_the_name_shown(window: MainWindow, qtbot: QtBot) -> None:
    view = window.pane.view
    assert view.opened is not None
    paragraph = next(each for each in view.opened.paragraphs if each.speaker == number_of(window, "Nora & Co"))
    menu = page_menu(view, paragraph, None)
    [action] = [action for action in menu.actions() if action.text().startswith("Name ")]
    assert action.text() == "Name “Nora && Co”…"
    with qtbot.waitSignal(view.speaker_wished) as wish:
        action.trigger()
    assert wish.args == [paragraph.speaker]
    window.findChildren(QDialog)[-1].reject()
    menu.deleteLater()


@pytest.mark.usefixtures("talk")
def test_only_names_of_people_are_offered_to_hold_everywhere(window: MainWindow) -> None:
    window.library.import_content(TALK.replace("wheel", "gear").encode(), "other")
    program, person = (window.speakers.ask(number_of(window, label)) for label in ("SPEAKER_00", "Nora & Co"))
    assert program is not None
    assert person is not None
    assert program.everywhere.isHidden()
    assert not person.everywhere.isHidden()
    for dialog in (program, person):
        dialog.reject()


def test_an_empty_name_cannot_be_given(qtbot: QtBot) -> None:
    dialog = NameDialog(Speaker("0", "0"), ["Nora"], 0)
    qtbot.addWidget(dialog)
    dialog.name.setText("  ")
    assert not dialog.main_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.name_given):
        dialog.accept()
