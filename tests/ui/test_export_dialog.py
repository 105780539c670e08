"""The question before an export: what as, with what, where to; nothing is replaced without a word."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader_app.core.library import BOOKMARK_LABELS, EXPORT_LABELS, Include
from reader_app.ui.export_dialog import ExportDialog, ExportWish, Subject, of_quotes, of_transcripts
from reader_app.ui.theme import Theme


def ask(qtbot: QtBot, subject: Subject, folder: Path, to: str = "md") -> ExportDialog:
    made = ExportDialog(Theme("light"), subject, str(folder), to)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, words: str) -> None:
    next(button for button in dialog.formats.buttons() if button.text() == words).click()


def test_one_transcript_goes_into_a_file_named_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, of_transcripts("Salt: and Rope", "Salt and Rope", 1, 0), tmp_path)
    wishes: list[ExportWish] = []
    dialog.wished.connect(wishes.append)

    choose(dialog, "Web page (HTML)")
    dialog.parts["bookmarks"].click()
    dialog.parts["times"].click()
    dialog.export_button.click()

    assert wishes == [ExportWish("html", tmp_path / "Salt and Rope.html", Include(times=False, bookmarks=True))]
    assert not dialog.isModal()


def test_every_format_is_offered_with_a_word_on_it(qtbot: QtBot, tmp_path: Path) -> None:
    for subject, labels in ((of_transcripts("A", "A", 1, 0), EXPORT_LABELS), (of_quotes("2 quotes", "Quotes"), BOOKMARK_LABELS)):
        dialog = ask(qtbot, subject, tmp_path)
        assert [button.text() for button in dialog.formats.buttons()] == list(labels.values())
        hints = set()
        for words in labels.values():
            choose(dialog, words)
            hints.add(dialog.hint.text())
        assert "" not in hints


def test_a_name_that_the_reader_wrote_keeps_its_ending(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, of_transcripts("Rope", "Rope", 1, 0), tmp_path)
    dialog.place.setText(str(tmp_path / "my.notes"))

    choose(dialog, "Subtitles (SRT)")

    assert dialog.place.text() == str(tmp_path / "my.notes")


def test_what_is_there_is_told_before_it_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Rope.md").write_text("mine")
    dialog = ask(qtbot, of_transcripts("Rope", "Rope", 1, 0), tmp_path)

    assert "will be replaced" in dialog.warning.text()
    assert dialog.export_button.text() == "Replace"
    dialog.place.setText(str(tmp_path / "Other.md"))
    assert dialog.export_button.text() == "Export"
    assert not dialog.warning.isVisible()


def test_subtitles_need_times(qtbot: QtBot, tmp_path: Path) -> None:
    one = ask(qtbot, of_transcripts("Rope", "Rope", 1, 1), tmp_path, "srt")
    assert not one.export_button.isEnabled()
    assert "no subtitles" in one.warning.text()
    choose(one, "Plain text")
    assert one.export_button.isEnabled()

    some = ask(qtbot, of_transcripts("3 transcripts", "", 3, 2), tmp_path, "vtt")
    assert some.export_button.isEnabled()
    assert "2 of 3" in some.warning.text()


@pytest.mark.parametrize("place", ["", "   "])
def test_nowhere_is_no_place(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    dialog = ask(qtbot, of_transcripts("Rope", "Rope", 1, 0), tmp_path)
    dialog.place.setText(place)

    with qtbot.assertNotEmitted(dialog.wished):
        dialog.accept()
    assert not dialog.export_button.isEnabled()


def test_a_folder_is_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, of_transcripts("Rope", "Rope", 1, 0), tmp_path)
    dialog.place.setText(str(tmp_path))

    assert not dialog.export_button.isEnabled()


def test_what_a_format_cannot_hold_is_not_offered(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, of_transcripts("Rope", "Rope", 1, 0), tmp_path)

    choose(dialog, "Subtitles (SRT)")

    assert [part for part, chip in dialog.parts.items() if chip.isVisible()] == ["speakers"]
