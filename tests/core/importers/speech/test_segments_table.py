"""Tables of segments are read whatever their columns are called and whatever parts them, and prose is not taken for one."""

from collections.abc import Callable

import pytest

from reader_app.core.importers.speech.segments_table import parse, recognises

TURNS = [("Nora", 1.5, "Mind the step, Abe."), ("Abe", 4.0, "Thanks.")]


def said(text: str) -> list[tuple[str | None, float | None, str]]:
    """Voice, start and words of each turn."""
    assert recognises(text)
    (draft,) = parse(text, "mill.csv")
    return [(block.speaker, block.start, block.text) for block in draft.blocks]


@pytest.mark.parametrize("file", ["segments_table/whisper.tsv", "segments_table/semicolons.csv", "segments_table/bare.csv"])
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


@pytest.mark.parametrize(
    "text",
    [
        'start,end,speaker,text\n1.5,3,Nora,"Mind the step, Abe."\n4,5,Abe,Thanks.\n',
        "Text;Speaker;Begin;Duration\nMind the step, Abe.;Nora;00:00:01,5;1\nThanks.;Abe;00:00:04;1\n",
        "speaker_name\tstart_ms\tsentence\nNora\t1500\tMind the step, Abe.\nAbe\t4000\tThanks.\n",
        "#,Timecode In,Timecode Out,Speaker Name,Transcript\n"
        "1,00:00:01.500,00:00:03,Nora,Mind the step, Abe.\n2,0:04,0:05,Abe,Thanks.\n",
        'start, end, speaker, text\n1.5, 3, Nora, "Mind the step, Abe."\n4, 5, Abe, Thanks.\n',
        "Start (ms),End (ms),Speaker,Text\n1500,3000,Nora,Mind the step, Abe.\n4000,5000,Abe,Thanks.\n",
        'sep=;\n"Start";"Who";"Words"\n"1.5";"Nora";"Mind the step, Abe."\n"4";"Abe";"Thanks."\n',
        "| Time | Speaker | Text |\n|---|:--:|---|\n| 00:01.5 | Nora | Mind the step, Abe. |\n| 0:04 | Abe | Thanks. |\n",
        'Timestamp,Speaker,Text\n00:01.5 - 00:03,Nora,"Mind the step, Abe."\n00:04 - 00:05,Abe,Thanks.\n',
        "start,end,speaker,text\n4,5,Abe,Thanks.\n1.5,3,Nora,Mind the step, Abe.\n",
    ],
)
def test_one_talk_in_many_tables(text: str) -> None:
    assert said(text) == TURNS


def test_an_empty_voice_is_the_one_above() -> None:
    assert said("start,speaker,text\n1,Nora,Ready?\n2,,Now?\n3,Abe,Always.\n") == [
        ("Nora", 1, "Ready? Now?"),
        ("Abe", 3, "Always."),
    ]


def test_whole_numbers_are_milliseconds_only_where_nobody_could_speak_so_fast_or_slow() -> None:
    seconds = "start\tend\ttext\n0\t4\tMind the step and the rope.\n5\t9\tThe sluice is open.\n"
    assert said(seconds) == [(None, 0, "Mind the step and the rope. The sluice is open.")]
    (draft,) = parse(seconds.replace("\t4\t", "\t4000\t").replace("5\t9\t", "5000\t9000\t"), "x")
    assert draft.blocks[0].times == [(28, 5.0)]


def test_a_quote_that_is_never_closed_does_not_swallow_the_table() -> None:
    rows = "".join(f"{at},{at + 1},Mind step {at}.\n" for at in range(1, 900))
    (draft,) = parse('start,end,text\n0,1,"Open\n' + rows, "x.csv")
    assert sum(block.text.count("Mind step") for block in draft.blocks) == 899


def test_without_a_heading_times_and_words_must_show() -> None:
    assert said("0:00\tMind the step.\n0:04\tThanks.\n0:09\tAlways.\n") == [(None, 0, "Mind the step. Thanks. Always.")]
    assert said("1.5\t3.0\tMind it.\n4.0\t5.0\tThanks.\n") == [(None, 1.5, "Mind it. Thanks.")]


@pytest.mark.parametrize(
    "text",
    [
        "We baked, and we ate, and we slept.\nThen it rained, and it stopped.\n",
        "name,age,city\nNora,40,Hull\nAbe,39,Leith\n",
        "In time, words are text, they say; and I agree.\nWell.\n",
        "1,2,3\n4,5,6\n",
        "0:00:01.000,0:00:02.000\nMind the step.\n\n0:00:04.000,0:00:05.000\nThanks.\n",
        "start,label\n0,The mill\n250,The sluice\n",
        "0:00 | The mill\n4:10 | The sluice\n12:45 | The flour\n",
        "1759, a mill was built\n1812, it burnt\n1830, it was rebuilt\n",
        "",
    ],
)
def test_other_texts_are_no_tables(text: str) -> None:
    assert not recognises(text)


def test_a_colon_behind_a_voice_is_no_part_of_its_name() -> None:
    (draft,) = parse("Speaker\tStart\tText\nAda:\t00:01\tThin ice.\nBo:\t00:09\tOh.\n", "talk")
    assert [block.speaker for block in draft.blocks] == ["Ada", "Bo"]
