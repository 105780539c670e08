"""Times of one telling on the words of another: little talks of our own, misheard, cut, repeated and in other scripts."""

import random
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest

from reader_app.core.alignment import NotTheSameRecording, give_times
from reader_app.core.model import Anchor, Block, Chapter, Span, Speaker, Transcript
from reader_app.core.timeline import Timeline

TALK = [
    ("Nora", "Good evening from the old lock house. We came to ask about the night of the great flood."),
    ("Abe", "It began at four. My father heard the gates first, and he never heard anything first."),
    ("Nora", "What did he do?"),
    ("Abe", "He counted the boats. Eleven were tied at the upper quay, and none of them had a lamp."),
    ("Nora", "So nobody could see which one had gone."),
    ("Abe", "Nobody could. You listened for the chains, and when a chain stopped you knew."),
]


def told(turns: list[tuple[str, str]]) -> Transcript:
    """A telling without times, a turn for each row."""
    names = list(dict.fromkeys(name for name, _ in turns))
    blocks, text = [], ""
    for number, (name, words) in enumerate(turns):
        text += "\n" if text else ""
        blocks.append(Block("speech", Span(len(text), len(text) + len(words)), names.index(name), number))
        text += words
    return Transcript(text, tuple(blocks), speakers=tuple(Speaker(name, name) for name in names))


def captions(rows: list[tuple[float, str]]) -> Transcript:
    """Captions of one voice: (seconds, words)."""
    anchors, text = [], ""
    for seconds, words in rows:
        text += " " if text else ""
        anchors.append(Anchor(len(text), seconds))
        text += words
    return Transcript(text, (Block("speech", Span(0, len(text)), None, 0),), tuple(anchors))


def spoken_at(turns: list[tuple[str, str]], words_a_caption: int = 5) -> Transcript:
    """Captions of a talk without its marks, two words a second."""
    words = " ".join(said for _, said in turns).casefold().replace(".", "").replace(",", "").replace("?", "").split()
    rows = [(at / 2, " ".join(words[at : at + words_a_caption])) for at in range(0, len(words), words_a_caption)]
    return captions(rows)


def at(made: Transcript, words: str) -> float | None:
    """The time that the page shows where these words stand."""
    moment = Timeline(made).paragraph_moment(made.text.index(words))
    assert moment is None or moment.origin == "interpolated"
    return moment.seconds if moment else None


def test_each_turn_gets_the_time_at_which_it_is_said() -> None:
    made = give_times(told(TALK), spoken_at(TALK))
    words = 0
    for _, said in TALK:
        assert at(made, said) == pytest.approx(words / 2, abs=1.0)
        words += len(said.split())


def test_words_voices_and_turns_stay_and_times_are_worked_out_and_rising() -> None:
    source = told(TALK)
    made = give_times(source, spoken_at(TALK))
    assert (made.text, made.blocks, made.speakers) == (source.text, source.blocks, source.speakers)
    assert {anchor.origin for anchor in made.anchors} == {"interpolated"}
    assert {anchor.until for anchor in made.anchors} == {None}
    assert list(made.anchors) == sorted(made.anchors, key=lambda anchor: (anchor.offset, anchor.seconds))
    assert [a.seconds for a in made.anchors] == sorted(a.seconds for a in made.anchors)


def test_mishearings_do_not_move_the_times() -> None:
    misheard = captions(
        [
            (a.seconds, words.replace("lock", "log").replace("chains", "chance"))
            for a, words in zip(spoken_at(TALK).anchors, _rows(TALK), strict=True)
        ]
    )
    made = give_times(told(TALK), misheard)
    assert at(made, "He counted") == pytest.approx(at(give_times(told(TALK), spoken_at(TALK)), "He counted") or 0, abs=0.5)


def _rows(turns: list[tuple[str, str]]) -> list[str]:
    source = spoken_at(turns)
    offsets = [anchor.offset for anchor in source.anchors] + [len(source.text) + 1]
    return [source.text[a : b - 1] for a, b in pairwise(offsets)]


def test_an_advertisement_in_the_timed_one_shifts_what_follows() -> None:
    advert = (
        "",
        "Tallow and Sons make ropes that hold. Order three ropes this week and pay for two of them at any quay in town.",
    )
    made = give_times(told(TALK), spoken_at([*TALK[:3], advert, *TALK[3:]]))
    plain = give_times(told(TALK), spoken_at(TALK))
    seconds = len(advert[1].split()) / 2
    assert at(made, "What did") == pytest.approx(at(plain, "What did") or 0, abs=0.5)
    assert at(made, "He counted") == pytest.approx((at(plain, "He counted") or 0) + seconds, abs=0.5)


def test_what_only_the_words_have_gets_no_time_of_its_own() -> None:
    aside = (
        "Nora",
        "Readers asked for the recipe. Two eggs, rye flour, a spoon of molasses, salt, and half a day beside the stove.",
    )
    source = told([*TALK[:3], aside, *TALK[3:]])
    made = give_times(source, spoken_at(TALK))
    block = source.blocks[3]
    assert not [a for a in made.anchors if block.span.start <= a.offset < block.span.stop]


def test_two_recordings_are_not_joined() -> None:
    other = [("Ida", "The bees came in May this year, and by the end of June we had taken forty frames of lime honey from them.")]
    with pytest.raises(NotTheSameRecording, match="do not agree"):
        give_times(told(TALK), spoken_at(other))
    with pytest.raises(NotTheSameRecording):
        give_times(told([]), spoken_at(TALK))
    with pytest.raises(NotTheSameRecording):
        give_times(told(TALK), told(TALK))


def test_a_preview_gets_the_times_of_its_part() -> None:
    made = give_times(told(TALK[:2]), spoken_at(TALK))
    assert at(made, "It began") == pytest.approx(9.0, abs=1.0)


def test_word_times_are_taken_as_they_are() -> None:
    made = give_times(told(TALK), spoken_at(TALK, words_a_caption=1))
    first = len(TALK[0][1].split())
    assert at(made, "It began") == first / 2


def test_a_slip_of_a_time_costs_only_itself() -> None:
    source = spoken_at(TALK)
    anchors = list(source.anchors)
    anchors[4] = replace(anchors[4], seconds=4_000.0)
    made = give_times(told(TALK), replace(source, anchors=tuple(anchors)))
    assert max(anchor.seconds for anchor in made.anchors) < 60


def test_a_caption_that_ends_before_the_next_begins_is_not_stretched() -> None:
    timed = captions([(0.0, "the gates were heard at four that night"), (60.0, "and nobody had a lamp on the quay")])
    ended = replace(timed, anchors=(replace(timed.anchors[0], until=4.0), timed.anchors[1]))
    words = told([("Abe", "The gates were heard. At four that night and nobody had a lamp on the quay.")])
    assert at(give_times(words, ended), "At four") == pytest.approx(2.3, abs=0.3)


def test_chapters_come_along_where_the_words_have_none() -> None:
    timed = replace(
        spoken_at(TALK), chapters=(Chapter("Before the flood", 0.0, "stated", 0), Chapter("Eleven boats", 18.0, "stated", 90))
    )
    made = give_times(told(TALK), timed)
    assert [(c.title, c.start, c.origin) for c in made.chapters] == [
        ("Before the flood", 0.0, "stated"),
        ("Eleven boats", 18.0, "stated"),
    ]
    assert made.text[made.chapters[1].offset :].startswith("He counted")


def test_chapters_of_the_words_stay_alone() -> None:
    own = Chapter("The lock", None, "stated", 0)
    timed = replace(spoken_at(TALK), chapters=(Chapter("Before the flood", 0.0, "stated", 0),))
    assert give_times(replace(told(TALK), chapters=(own,)), timed).chapters == (own,)


def test_prose_whose_words_are_said_is_speech() -> None:
    text = " ".join(said for _, said in TALK)
    prose = Transcript(text, (Block("prose", Span(0, len(text))),))
    made = give_times(prose, spoken_at(TALK))
    assert [block.kind for block in made.blocks] == ["speech"]
    assert at(made, "He counted") == pytest.approx(18.0, abs=1.0)


@pytest.mark.parametrize(
    "said",
    [
        "昨夜水闸开了两次。没有人看见船。父亲数了十一条船，都没有灯。我们听着铁链的声音，声音停了就知道了。",
        "उस रात पानी दो बार चढ़ा। किसी ने नाव नहीं देखी। पिता ने ग्यारह नावें गिनीं और किसी में दीया नहीं था।",
        "في تلك الليلة ارتفع الماء مرتين. لم ير أحد القارب؟ عد أبي أحد عشر قاربا ولم يكن فيها مصباح.",
    ],
)
def test_other_scripts_are_aligned_too(said: str) -> None:
    marks = "。，।.؟"
    parts = [part for part in said.translate(dict.fromkeys(map(ord, marks), "|")).split("|") if part.strip()]
    timed = captions([(10.0 * number, part.strip()) for number, part in enumerate(parts)])
    made = give_times(told([("", said)]), timed)
    for number, part in enumerate(parts):
        if number and said[said.index(part) - 1] not in "，":
            assert at(made, part.strip()) == pytest.approx(10.0 * number, abs=0.5)


@pytest.mark.parametrize("seed", range(6))
def test_times_are_recovered_from_a_bad_hearing(seed: int) -> None:
    """Of a long talk, one word in five misheard, dropped or doubled, and an advertisement cut in."""
    rng = random.Random(seed)
    vocabulary = ["".join(rng.choices("abdegiklmnorstu", k=rng.randint(2, 7))) for _ in range(900)]
    weights = [1 / rank for rank in range(1, 901)]
    words = rng.choices(vocabulary, weights, k=4_000)
    heard: list[tuple[float, str]] = []
    clock = 0.0
    when = []
    for number, word in enumerate(words):
        if number == 2_500:
            for extra in rng.choices(vocabulary, weights, k=120):
                heard.append((clock, extra))
                clock += 0.4
        when.append(clock)
        chance = rng.random()
        if chance < 0.08:
            heard.append((clock, rng.choice(vocabulary)))
        elif chance < 0.14:
            pass
        elif chance < 0.2:
            heard += [(clock, word), (clock + 0.1, word)]
        else:
            heard.append((clock, word))
        clock += rng.uniform(0.2, 0.6)
    rows = [(heard[at][0], " ".join(word for _, word in heard[at : at + 8])) for at in range(0, len(heard), 8)]
    turns = [("Ida", " ".join(words[at : at + 10]) + ".") for at in range(0, 4_000, 10)]
    made = give_times(told(turns), captions(rows))
    timeline = Timeline(made)
    errors = []
    for number, block in enumerate(made.blocks):
        moment = timeline.paragraph_moment(block.span.start)
        errors.append(abs((moment.seconds if moment else -60.0) - when[number * 10]))
    assert median(errors) < 0.4
    assert sorted(errors)[int(0.95 * len(errors))] < 2.5


def test_times_that_stand_at_other_words_only_are_none() -> None:
    timed = spoken_at(TALK)
    late = replace(timed, text=timed.text + " and so on", anchors=(Anchor(len(timed.text) + 1, 90.0),))
    with pytest.raises(NotTheSameRecording, match="No times stand"):
        give_times(told(TALK), late)


def test_after_an_advertisement_the_very_next_word_has_its_time() -> None:
    """In a text without marks, whose captions begin elsewhere, the times are still right on both sides of the leap."""
    words = [f"word{number}" for number in range(60)]
    heard = [*words[:31], *(f"rope{number}" for number in range(43)), *words[31:]]
    timed = captions([(float(at), " ".join(heard[at : at + 10])) for at in range(0, len(heard), 10)])
    made = give_times(told([("", " ".join(words))]), timed)
    by_offset = {anchor.offset: anchor.seconds for anchor in made.anchors}
    assert by_offset[made.text.index("word30")] == pytest.approx(30.0, abs=0.5)
    assert by_offset[made.text.index("word31")] == pytest.approx(74.0, abs=0.5)
