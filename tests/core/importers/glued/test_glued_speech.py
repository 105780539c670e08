"""Turns, headings and marks of a transcript in one stretch."""

from reader_app.core.importers.glued.glued_headings import HeadingFinder
from reader_app.core.importers.glued.glued_speech import SpeechReader
from reader_app.core.importers.glued.speaker_labels import find_labels, learn_names


def read(text: str, titles: tuple[str, ...] = ()) -> list[tuple[str, int | None, float | None, str]]:
    headings = HeadingFinder(titles)
    labels = find_labels(text, learn_names(text), headings.ends_in_heading)
    return [(block.kind, block.turn, block.start, block.text) for block in SpeechReader(text, labels, headings).blocks()]


def test_each_label_begins_a_turn_also_of_the_same_voice() -> None:
    text = "Ann [0:00]: Moss.Tom [0:02]: Fern.Ann [0:04]: Bark.Ann [0:06]: Leaf.Tom [0:08]: Root."
    assert [turn for _, turn, _, _ in read(text)] == [0, 1, 2, 3, 4]


def test_a_heading_inside_the_speech() -> None:
    text = "Ann [0:00]: Moss.Why Ferns Need ShadeTom [0:02]: Fern.Ann [0:04]: Bark.Tom [0:06]: Leaf.Ann [0:08]: Root."
    assert read(text)[1] == ("heading", None, None, "Why Ferns Need Shade")


def test_a_label_at_the_very_end_is_a_turn_without_words() -> None:
    assert read("Ann [0:00]: Moss.Tom [0:02]: Fern.Ann [0:04]: Bark.Tom [0:06]:")[-1] == ("speech", 3, 6.0, "")


def test_marks_inside_a_turn_are_its_times() -> None:
    text = "Ann: Moss grows [0:10] slowly.Tom: Fern.Ann: Bark.Tom: Leaf.Ann: Root.Tom: Bud."
    labels = find_labels(text, learn_names(text), HeadingFinder([]).is_heading)
    first = SpeechReader(text, labels, HeadingFinder([])).blocks()[0]
    assert (first.text, first.times) == ("Moss grows slowly.", [(11, 10.0)])


def test_what_the_feed_puts_behind_is_no_speech() -> None:
    text = "Ann: Moss.Tom: Fern.Ann: Bark.Tom: Root.Ann: Bud.Tom: Leaf.Get full access to Moss at www.moss.example"
    labels = find_labels(text, learn_names(text), HeadingFinder([]).is_heading)
    reader = SpeechReader(text, labels, HeadingFinder([]))
    assert reader.blocks()[-1].text == "Leaf."
    assert reader.closing == "Get full access to Moss at www.moss.example"
