"""What speech-to-text programs print while they work becomes timed speech."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers import forms
from reader_app.core.importers.captions.console_captions import parse, recognises


def test_golden_file(holds_golden: Callable[..., None]) -> None:
    holds_golden("console_captions/bell.txt", parse)


def test_recognised_by_stretches_of_seconds() -> None:
    assert forms.recognise("[0.0 --> 4.5] One.\n[4.5 --> 6.0] Two.").name == "console-captions"
    assert not recognises("[00:00.000 --> 00:04.000] One.\n[00:04.000 --> 00:06.000] Two.")
    assert not recognises("[12-15] A book about bells.\n[16-18] Another.")
    assert not recognises("[0.0 --> 4.5] One line in a\nlong text\nthat has\nno times at all.")


def test_voices_stand_behind_the_times() -> None:
    (draft,) = parse(
        "[0.0 --> 4.5] [SPEAKER_00]: Ring it.\n[4.5 --> 6.0] [SPEAKER_01]: No.\n[7 --> 9] [SPEAKER_00]: Why?", "bell"
    )
    assert [(b.speaker, b.start, b.text) for b in draft.blocks] == [
        ("SPEAKER_00", 0.0, "Ring it."),
        ("SPEAKER_01", 4.5, "No."),
        ("SPEAKER_00", 7.0, "Why?"),
    ]


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile):
        parse("[0.0s -> 1.0s]\n[1.0s -> 2.0s]\n", "bell")
