"""TTML of every kind: Apple's with a time for each word, broadcasters' with agents, cut and hostile ones."""

from collections.abc import Callable

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.ttml import parse, recognises


def document(body: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head>{head}</head><body>{body}</body></tt>'


@pytest.mark.parametrize("file", ["ttml/words.ttml", "ttml/broadcast.ttml"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


def test_recognised_by_its_root() -> None:
    assert recognises(document("<div/>"))
    assert recognises("<!-- captions -->\n<tt:tt xmlns:tt='http://www.w3.org/ns/ttml'/>")
    assert not recognises("<transcript><text start='1'>tt</text></transcript>")


def test_times_are_where_the_words_are_without_a_voice() -> None:
    (draft,) = parse(document("<div><p begin='1s' end='2s'>Wind</p><p begin='3s' end='4s'>and rain.</p></div>"), "x")
    (block,) = draft.blocks
    assert (block.text, block.start, block.speaker) == ("Wind and rain.", 1.0, None)
    assert (block.times, block.ends) == ([(5, 3.0)], {0: 2.0, 5: 4.0})


def test_spans_carry_the_times_where_their_paragraph_has_none() -> None:
    body = "<div><p><span begin='1s' end='2s'>Wind</span><br/><span begin='2.5s' end='4s'>and rain.</span></p></div>"
    (draft,) = parse(document(body), "x")
    (block,) = draft.blocks
    assert (block.text, block.start, block.times, block.ends) == ("Wind and rain.", 1.0, [(5, 2.5)], {0: 2.0, 5: 4.0})


def test_syllables_stay_one_word_where_white_space_parts_the_others() -> None:
    body = (
        "<div><p begin='1s' end='4s'><span begin='1s'>Wa</span><span begin='2s'>ter</span> <span begin='3s'>runs</span></p></div>"
    )
    (draft,) = parse(document(body), "x")
    assert draft.blocks[0].text == "Water runs"


def test_two_voices_at_once_and_one_that_nobody_names() -> None:
    head = "<metadata><agent xml:id='a'><name type='full'>Ann</name></agent></metadata>"
    (draft,) = parse(document("<div><p begin='1s' agent='a b'>Hey!</p></div>", head), "x")
    assert draft.blocks[0].speaker == "Ann & b"


def test_titles_of_broadcasters() -> None:
    head = (
        "<metadata><e:documentMetadata xmlns:e='urn:ebu:tt:metadata'>"
        "<e:documentOriginalProgrammeTitle>Night Kitchen</e:documentOriginalProgrammeTitle>"
        "<e:documentOriginalEpisodeTitle>Broth</e:documentOriginalEpisodeTitle></e:documentMetadata></metadata>"
    )
    (draft,) = parse(document("<div><p begin='1s'>Stir.</p></div>", head), "x")
    assert (draft.title, draft.title_origin, draft.show) == ("Broth", "stated", "Night Kitchen")


def test_a_file_that_breaks_off_is_read_up_to_there() -> None:
    (draft,) = parse(document("<div><p begin='1s' end='2s'>First.</p><p begin='2s' en")[:-30], "x")
    assert draft.blocks[0].text == "First."
    assert draft.truncated
    assert draft.notes == ["the file breaks off before its end"]


def test_a_time_that_cannot_be_read_costs_no_words() -> None:
    (draft,) = parse(document("<div><p begin='1s'>One.</p><p begin='later'>Two.</p></div>"), "x")
    assert draft.blocks[0].text == "One. Two."
    assert draft.notes == ["a time could not be read; what stands there has none"]


def test_markup_that_is_written_as_text_stays_text() -> None:
    (draft,) = parse(document("<div><p begin='1s'>&lt;b&gt;bold&lt;/b&gt; &amp;amp;</p></div>"), "x")
    assert draft.blocks[0].text == "<b>bold</b> &amp;"


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"^These captions hold no text; .*\.$"):
        parse(document("<div><p begin='1s'/><image src='x.png'/></div>"), "x")


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE tt [<!ENTITY a "ha">]><tt><body><p begin="1s">&a;</p></body></tt>'
    assert recognises(bomb)
    with pytest.raises(UnreadableFile, match="unsafe"):
        parse(bomb, "x")


def test_depth_costs_nothing() -> None:
    body = "<div><p begin='1s'>" + "<span begin='1s'>" * 100_000 + "deep" + "</span>" * 100_000 + "</p></div>"
    (draft,) = parse(document(body), "x")
    assert draft.blocks[0].text == "deep"
