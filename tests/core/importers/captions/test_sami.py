"""SAMI captions with one language and with several, and broken ones."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers import forms
from reader_app.core.importers.captions.sami import parse, recognises

PLAIN = "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>The gate is shut.<SYNC Start=3000><P Class=KRCC>&nbsp;</BODY></SAMI>"


def test_golden_file(holds_golden: Callable[..., None]) -> None:
    holds_golden("sami/weir.smi", parse)


def test_recognised_by_its_root() -> None:
    assert recognises(PLAIN)
    assert recognises("\ufeff<!-- made by hand -->\n<sami>\r\n<head>")
    assert forms.recognise(PLAIN).name == "sami"
    assert not recognises("<html><body>About <SAMI> files</body></html>")
    assert not recognises("The element <SAMI> begins such a file.")


def test_a_caption_stands_until_the_next_of_its_language() -> None:
    (draft,) = parse(PLAIN, "gate.smi")
    assert [(b.text, b.start, b.ends, b.speaker) for b in draft.blocks] == [("The gate is shut.", 1.0, {0: 3.0}, None)]


def test_paragraphs_may_be_closed_or_missing_and_lines_end_as_on_windows() -> None:
    source = '<SAMI>\r\n<BODY>\r\n<SYNC START="1000"><P CLASS="X">One\r\ntwo.</P></SYNC>\r\n<SYNC START="2000">Three.</SYNC>\r\n'
    (draft,) = parse(source, "gate.smi")
    assert [(b.text, b.start) for b in draft.blocks] == [("One two. Three.", 1.0)]
    assert draft.notes == []
    (bare,) = parse("<SAMI><BODY><SYNC Start=1000>One.<SYNC Start=2000>Two.", "gate.smi")
    assert (bare.blocks[0].text, bare.blocks[0].times) == ("One. Two.", [(5, 2.0)])


@pytest.mark.parametrize("time", ["NaN", "-5", "1e99", "9" * 40, "", "soon"])
def test_a_time_that_is_none_costs_no_words(time: str) -> None:
    (draft,) = parse(f'<SAMI><SYNC Start=0><P>The gate<SYNC Start="{time}"><P>is shut.', "gate.smi")
    assert draft.blocks[0].text == "The gate is shut."
    assert draft.notes == ["a caption has no time that can be read"]


def test_a_file_that_breaks_off() -> None:
    (draft,) = parse(PLAIN[: PLAIN.index("<SYNC Start=3000") + 9], "gate.smi")
    assert draft.blocks[0].text == "The gate is shut."
    assert draft.truncated


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="These captions hold no text"):
        parse("<SAMI><BODY><SYNC Start=0><P Class=X>&nbsp;</BODY></SAMI>", "gate.smi")


def test_masses_of_languages_are_not_kept() -> None:
    source = "<SAMI>" + "".join(f"<SYNC Start={at}><P Class=L{at}>Word" for at in range(1_000))
    (draft,) = parse(source, "gate.smi")
    assert draft.blocks[0].text == "Word"
