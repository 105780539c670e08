"""The table of forms: each text finds its own, whatever its file is called, and each form has words for readers."""

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.forms import FORMS, PACKED_FORMS, recognise
from reader_app.core.importers.names import FORM_LABELS
from tests.own_words import CAPTIONS, DIGEST


def test_every_form_has_its_words() -> None:
    assert [form.name for form in PACKED_FORMS] + [form.name for form in FORMS] == list(FORM_LABELS)


@pytest.mark.parametrize(("text", "name"), [(DIGEST, "digest-page"), (CAPTIONS, "youtube-captions")])
def test_a_text_finds_its_form(text: str, name: str) -> None:
    assert recognise(text).name == name


def test_what_holds_no_words_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="does not look like a transcript"):
        recognise("=== 1 2 3 === 4 5 6 ===")
