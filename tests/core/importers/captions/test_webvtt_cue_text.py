"""How the text of a WebVTT cue is read: tags, entities, voices, times of words."""

import json
from pathlib import Path

import pytest

from reader_app.core.importers.captions.webvtt_cue_text import cue_events, spoken_pieces
from reader_app.core.importers.captions.webvtt_file import read_file
from reader_app.core.timestamps import format_clock

Pieces = list[tuple[str | None, str]]


def pieces(text: str, strict: bool = False) -> Pieces:
    return [(piece.voice, piece.text) for piece in spoken_pieces(text, strict)]


def said(text: str, strict: bool = False) -> str:
    return " ".join(piece.text for piece in spoken_pieces(text, strict))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain  words\nhere", [(None, "plain words\nhere")]),
        ("<v Ada>Hi.", [("Ada", "Hi.")]),
        ("<v Ada Fenn>Hi.</v>", [("Ada Fenn", "Hi.")]),
        ("<v.loud.first  Ada \n Fenn >Hi.</v>", [("Ada Fenn", "Hi.")]),
        ("<v Bo &amp; Co>Hi.", [("Bo & Co", "Hi.")]),
        ("<v Ada>Hi.</v> <v Bo>Ho.</v>", [("Ada", "Hi."), ("Bo", "Ho.")]),
        ("<v Ada>Hi. <v Bo>Ho.", [("Ada", "Hi."), ("Bo", "Ho.")]),
        ("Hm. <v Ada>Hi.</v> (a door)", [(None, "Hm."), ("Ada", "Hi. (a door)")]),
        ("<v>Who?", [(None, "Who?")]),
        ("<v Ada></v>\n", []),
        (" \n&nbsp;", []),
        ("a &lt;b&gt; &amp;amp; c", [(None, "a <b> &amp; c")]),
        ("<c.red.bg_blue>one</c> <i>two</i> <lang en-GB>three</lang>", [(None, "one two three")]),
        ("<ruby>山<rt>やま</rt>道<rt>みち</rt></ruby>だ", [(None, "山道 やまみち だ")]),
        ("&lrm;- Yes. &rlm;", [(None, "- Yes.")]),
    ],
)
def test_what_is_right_reads_the_same_either_way(text: str, found: Pieces, strict: bool) -> None:
    assert pieces(text, strict) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3 < 4 && 5 > 4", "3 < 4 && 5 > 4"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("<laughs> so <List<int>>", "<laughs> so <List<int>>"),
        ("a <- b", "a <- b"),
        ("the rest <b is bold", "the rest <b is bold"),
        ("<font color='red'>red</font><br>or<BR/>not", "red\nor\nnot"),
        ("<script>alert(1)</script>hello", "alert(1)\nhello"),
        ("<img src=x onerror=alert(1)>there", "there"),
        ("R&D; AT&T &copy that &para", "R&D; AT&T &copy that &para"),
        ("&eacute;t&#233; &#x2019;", "été ’"),
        ("{\\an8}On top", "On top"),
        ("<I>big</I>", "big"),
        ("cut <00:00:0", "cut"),
        ("cut off</c", "cut off"),
        ("\u200bThe\ufeff \u200b end\u200b", "The end"),
    ],
)
def test_leniently_no_word_is_taken_for_a_mark(text: str, words: str) -> None:
    assert said(text) == words


def test_leniently_what_stands_inside_a_voice_ends_with_it() -> None:
    text = "<v Ada><i>Hi.</v> <v Bo>Ho.</v>"
    assert [event.kind for event in cue_events(text)].count("close") == 3
    assert [event.kind for event in cue_events(text, strict=True)].count("close") == 1


def test_times_of_words_stand_at_their_places_in_the_folded_text() -> None:
    (piece,) = spoken_pieces(" \n&gt;&gt; one<00:00:01.500><c> two</c>\n<00:02.000>  three<00:00:03.000>")
    assert piece.text == ">> one two\nthree"
    assert [(piece.text[at:], seconds) for at, seconds in piece.words] == [("two\nthree", 1.5), ("three", 2.0)]


def test_a_time_may_stand_inside_a_word_of_a_script_without_spaces() -> None:
    (piece,) = spoken_pieces("今日<00:00:01.000>は<00:00:02.000>雨")
    assert (piece.text, piece.words) == ("今日は雨", [(2, 1.0), (3, 2.0)])


def test_of_two_times_of_one_word_the_last_holds() -> None:
    assert spoken_pieces("a <00:01.000><00:02.000>b")[0].words == [(2, 2.0)]


def test_a_time_before_a_voice_is_that_of_its_first_word() -> None:
    first, second = spoken_pieces("<v Ada>Hi. <00:00:02.000></v><v Bo>Ho.")
    assert (first.words, second.words) == ([], [(0, 2.0)])


@pytest.mark.parametrize(("time", "seconds"), [("0:01.500", 1.5), ("00:00:01,5", 1.5), ("1:00:00", 3600.0)])
def test_leniently_times_of_words_may_be_written_otherwise(time: str, seconds: float) -> None:
    assert spoken_pieces(f"a <{time}>b")[0].words == [(2, seconds)]
    assert spoken_pieces(f"a <{time}>b", strict=True)[0] == (None, "a b", [])


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "<c>" * 100_000 + "deep" + "</b>" * 100_000 + "</v>" * 1_000,
        "<v Ada>" * 100_000 + "deep",
        "<c>" * 50_000 + "deep" + "</c>" * 50_000,
        "<ruby>a<rt>b" * 50_000 + "deep",
        "deep &#" + "9" * 500_000 + "; &#x" + "f" * 500_000,
        "deep " + "&" * 500_000 + "{\\" * 200_000,
        "deep " + "<00:01.000>" * 100_000,
    ],
)
def test_monstrous_text_is_read_at_once(text: str, strict: bool) -> None:
    assert "deep" in said(text, strict)


@pytest.mark.corpus
def test_strictly_all_of_the_w3cs_trees_hold(project_root: Path) -> None:
    folder = project_root.parent / "shared" / "samples" / "real" / "wpt_webvtt_w3c" / "test" / "wpt-cue-parsing"
    if not folder.is_dir():
        pytest.skip("the W3C's tests are not beside this checkout (../shared/samples/real)")
    tests = [test for file in sorted(folder.glob("*.json")) for test in json.loads(file.read_text("utf-8"))]
    assert len(tests) == 77
    for test in tests:
        (cue,) = read_file(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{test['text']}", strict=True).cues
        assert tree(cue.text) == test["expectedTree"], test["text"]


def tree(text: str) -> str:
    """The tree of a cue's text as the W3C's tests write it: one line for each node, indented under its parent."""
    lines, depth = [], 0
    for event in cue_events(text, strict=True):
        indent = "| " + "  " * depth
        if event.kind == "close":
            depth -= 1
        elif event.kind == "text":
            lines.append(f'{indent}"{event.value}"')
        elif event.kind == "time":
            whole = format_clock(event.seconds + 36_000_000).partition(":")[2]
            hours = int(event.seconds // 3600)
            lines.append(f"{indent}<?timestamp {hours:02}:{whole}.{round(event.seconds % 1 * 1000):03}>")
        else:
            lines.append(f"{indent}<{'span' if event.value in ('c', 'v', 'lang') else event.value}>")
            depth += 1
            if event.classes:
                lines.append(f'{indent}  class="{" ".join(event.classes)}"')
            if event.value in ("v", "lang"):
                lines.append(f'{indent}  {"title" if event.value == "v" else "lang"}="{event.note}"')
    return "".join(f"{line}\n" for line in lines)
