"""Positions lead back to the text, whatever stands in it."""

from array import array
from dataclasses import replace
from itertools import accumulate

from reader_app.core.model import Correction, Span
from reader_app.core.search.layout import count_of, lay_out, pack, united, unpack
from reader_app.core.search.tokens import tokenise
from tests.core.search.episodes import Script


def test_every_position_leads_to_its_word() -> None:
    odd = "l’avion O'Neil's 1,00,000.5 v1.2.3 $30B C++ 灯台下AIです " * 30 + "灯" * 400
    document = (
        Script("a", "A title of 3.5 words")
        .add("description", "Some words")
        .add("speech", odd, "Ann")
        .add("heading", "A heading")
        .add("speech", odd, "Bo")
        .add("entity", "One: two")
        .document()
    )
    text = document.transcript.text
    layout, words, _ = lay_out(document)
    positions = sorted({at for places in words.values() for at in places})
    tokens = tokenise(text)
    expected = list(map(Span, tokens.starts, tokens.stops))
    assert list(layout.spans(text, positions).values()) == expected
    for number in range(0, len(positions), 37):
        assert layout.spans(text, [positions[number]]) == {positions[number]: expected[number]}


def test_a_gap_stands_between_regions_and_none_within_the_body() -> None:
    document = (
        Script("a", "Title")
        .add("description", "about")
        .add("speech", "one", "Ann")
        .add("heading", "two")
        .add("prose", "three")
        .add("entity", "four")
        .document()
    )
    layout, words, _ = lay_out(document)
    assert [words[word][0] for word in ("title", "about", "one", "two", "three", "four")] == [0, 101, 202, 203, 204, 305]
    assert layout.end == 306


def test_a_position_outside_the_text_leads_nowhere() -> None:
    layout = lay_out(Script("a", "Title").add("description", "about").document()).layout
    assert layout.spans("Title\n\nabout", [50, 5000]) == {}


def test_positions_are_packed_narrow_or_wide() -> None:
    for positions in ([], [7], [0, 5, 65_535], [0, 65_536, 4_000_000]):
        assert list(unpack(pack(array("I", positions)))) == positions
        assert count_of(pack(positions)) == len(positions)
    assert len(pack(array("I", [1, 2]))) == 4
    assert len(pack(array("I", [1, 70_000]))) == 9


def test_many_positions_are_packed_by_their_gaps() -> None:
    for gaps in ([1] * 20, [200, 3] * 20, [254, 255, 256, 1] * 10, [510, 509] * 30, [40_000, *[2] * 200], [1, 5_000, *[3] * 90]):
        for start in (0, 255, 65_000, 5_000_000):
            positions = list(accumulate(gaps, initial=start))
            packed = pack(positions)
            assert list(unpack(packed)) == positions
            assert count_of(packed) == len(positions)
    assert len(pack(range(10, 1_010))) == 1_005


def test_ranges_are_united() -> None:
    assert united([(5, 7), (1, 3), (3, 4), (6, 9), (8, 8)]) == [(1, 4), (5, 9)]


class TestCorrectedWords:
    """The source's own words are found where the corrected ones are read."""

    TEXT = "We saw Jeff Dean at the new mill today."

    def laid_out(self, *corrected: tuple[str, str]) -> dict[str, list[int]]:
        """Positions of the words of a text in which (read, original) are corrected; the title's one word stands at 0."""
        document = Script("a", "Title").add("speech", self.TEXT, "Ann").document()
        transcript = document.transcript
        made = [
            Correction(str(n), "words", Span(at := transcript.text.index(read), at + len(read)), original, read)
            for n, (read, original) in enumerate(corrected)
        ]
        words = lay_out(replace(document, transcript=replace(transcript, corrections=tuple(made)))).words
        return {word: [at - 101 for at in places] for word, places in words.items() if word != "title"}

    def test_as_many_words_stand_word_by_word(self) -> None:
        words = self.laid_out(("Jeff Dean", "Chef Deen"))
        assert (words["chef"], words["deen"]) == ([2], [3])
        assert (words["jeff"], words["dean"]) == ([2], [3])

    def test_more_words_than_are_read_end_at_the_last(self) -> None:
        words = self.laid_out(("mill", "me ill will"))
        assert (words["me"], words["ill"], words["will"]) == ([7], [7], [7])

    def test_words_that_were_taken_out_stand_at_the_word_before(self) -> None:
        document = Script("a", "Title").add("speech", self.TEXT, "Ann").document()
        at = document.transcript.text.index("new")
        out = Correction("x", "words", Span(at, at), "big ", "")
        words = lay_out(replace(document, transcript=replace(document.transcript, corrections=(out,)))).words
        assert words["big"] == words["the"] == [106]

    def test_positions_ascend_and_none_stands_twice(self) -> None:
        words = self.laid_out(("today", "mill"), ("Jeff", "mill"), ("Dean", "mill mill"))
        assert words["mill"] == [2, 3, 7, 8]
