"""Hits that are made of stretches of a text are those that its whole gives, down to the times and the marks."""

import random
from collections.abc import Collection, Sequence
from functools import partial
from io import BytesIO

import pytest

from reader_app.core.model import Anchor, Bookmark, Moment, Transcript
from reader_app.core.search.document import Document
from reader_app.core.search.hits import HitSource, Telling, hits_of_page, spans_of
from reader_app.core.search.layout import Layout, lay_out, lay_out_note
from reader_app.core.search.windows import APART, Place
from reader_app.core.store.packing import PackedAnchors, PackedText, pack_anchors, pack_text
from tests.core.search.episodes import Script

LINES = (
    "They don't hurry, it's 3.5 miles, and 1,000 lamps cost $30B in C++.",
    "दीपक जलता रहा और नाव चली गई।",
    "灯台の守り人は毎晩灯火をともした",
    "The keeper’s café stood open, naïve as it was.",
    "Nobody at the e.g. quay said so; rock'n'roll 🕯️👩‍🚀 they'd say.",
)


def packed_text(text: str) -> PackedText:
    return PackedText(partial(BytesIO, pack_text(text)))


class Source(HitSource):
    """Gives an episode, in stretches or as a whole, and notes what it was asked for."""

    def __init__(self, document: Document, *, whole: bool = False) -> None:
        self.document, self.whole = document, whole
        self.asked: list[tuple[list[str], set[str]]] = []

    def tellings(self, episodes: Sequence[str], with_chapters: Collection[str]) -> dict[str, Telling | Document]:
        self.asked.append((list(episodes), set(with_chapters)))
        if self.document.id not in episodes:
            return {}
        return {self.document.id: self.document if self.whole else self._telling(self.document.transcript)}

    def _telling(self, transcript: Transcript) -> Telling:
        chapters = transcript.chapters if self.asked[-1][1] else ()
        anchors = PackedAnchors(pack_anchors(transcript.anchors))
        return Telling(packed_text(transcript.text), anchors, chapters)

    def bookmarks(self, ids: Sequence[str]) -> dict[str, Bookmark]:
        return {mark.id: mark for mark in self.document.bookmarks if mark.id in ids}


def keeper_talk() -> Script:
    """A long talk with every kind of block, in which many words have a time and many have none."""
    chance = random.Random(3)
    script = Script("keeper", "The Keeper at Night", show="Coast Hours")
    script.add("prose", "Before anything, a word on oil.")
    script.add("description", "Mira walks along the quay. " * 3)
    script.add("contents", "Oil and wick")
    script.chapter("Oil and wick", 30.0)
    script.add("prose", "This is read under the first chapter.").add("pull_quote", "It smelled of the sea.", "Mira")
    for number in range(160):
        seconds = None if chance.random() < 0.4 else 40.0 + 7 * number
        line = " ".join(chance.choices(LINES, k=chance.randint(1, 6)))
        script.add("speech", line, chance.choice(("Mira", "Tomas")), seconds)
        if number % 40 == 20:
            script.chapter(f"Chapter {number}", None if number == 60 else 50.0 + 7 * number)
            script.add("prose", "A line between.").add("pull_quote", "Sand never reads the plan.", "Tomas", 51.0 + 7 * number)
        if number == 70:
            script.add("heading", "Only a heading").add("prose", "Under a heading without a time.")
    return script.add("entity", "Silt Engine: a dredging ship.")


@pytest.fixture(scope="module")
def document() -> Document:
    return keeper_talk().document()


@pytest.fixture(scope="module")
def layout(document: Document) -> Layout:
    return lay_out(document).layout


def positions(document: Document) -> list[int]:
    """All positions at which words stand."""
    return sorted(set().union(*lay_out(document).words.values()))


def test_every_word_gives_the_same_hit_from_a_stretch_as_from_the_whole_text(document: Document, layout: Layout) -> None:
    places = [Place(at, at, (at,)) for at in positions(document)]
    whole = hits_of_page([(layout, places)], Source(document, whole=True))
    assert len(whole[0]) == len(places)
    for start in range(0, len(places), 97):
        some = places[start : start + 97]
        assert hits_of_page([(layout, some)], Source(document)) == [whole[0][start : start + 97]]


def test_places_of_several_words_do_too(document: Document, layout: Layout) -> None:
    chance, known = random.Random(8), positions(document)
    for _ in range(120):
        marked = tuple(sorted({*chance.sample(known, chance.randint(1, 5))}))
        near = (known.index(marked[0]) + 1) % len(known)
        marked = tuple(sorted({*marked, known[near]}))
        found = [(layout, [Place(marked[0], marked[-1], marked, APART)])]
        assert hits_of_page(found, Source(document)) == hits_of_page(found, Source(document, whole=True))


def test_only_the_stretches_that_hold_a_word_are_read(document: Document, layout: Layout) -> None:
    read: list[tuple[int, int]] = []

    class Noted(PackedText):
        def stretch(self, start: int, stop: int) -> str:
            read.append((start, stop))
            return super().stretch(start, stop)

    text = Noted(partial(BytesIO, pack_text(document.transcript.text)))
    wanted = positions(document)[500:503]
    assert spans_of(layout, text, wanted) == layout.spans(document.transcript.text, wanted)
    assert sum(stop - start for start, stop in read) < 1_500
    assert spans_of(layout, text, [10**6]) == {}


def test_a_source_is_asked_once_and_for_chapters_only_where_a_time_hangs_on_them(document: Document, layout: Layout) -> None:
    words = lay_out(document).words
    said, headed = words["hurry"][0], words["heading"][0]
    source = Source(document)
    hits_of_page([(layout, [Place(said, said, (said,))])] * 3, source)
    hits_of_page([(layout, [Place(headed, headed, (headed,))])], source)
    assert source.asked == [(["keeper"], set()), (["keeper"], {"keeper"})]


def test_an_episode_that_is_gone_has_no_hits(document: Document, layout: Layout) -> None:
    other = Script("other", "Another").add("speech", "Nothing here.").document()
    gone = lay_out(other).layout
    answer = hits_of_page([(gone, [Place(0, 0, (0,))]), (layout, [Place(0, 0, (0,))])], Source(document))
    assert [len(hits) for hits in answer] == [0, 1]


def test_a_text_that_is_not_the_indexed_one_has_no_hits(document: Document) -> None:
    changed = Script("keeper", "The Keeper at Dawn").add("speech", "All was new.").document()
    assert hits_of_page([(lay_out(changed).layout, [Place(0, 0, (0,))])], Source(document, whole=True)) == [[]]


def test_a_note_is_a_hit_by_what_it_says_now() -> None:
    script = (
        Script("lamp", "A Lamp").add("speech", "Whale oil burned first.", "Mira", 4.0).keep("Whale oil", "ask about the smell")
    )
    document = script.document()
    layout = lay_out_note(document, document.bookmarks[0]).layout
    ((hit,),) = hits_of_page([(layout, [Place(3, 3, (3,))])], Source(document))
    assert (hit.field, hit.snippet, hit.bookmark, hit.moment) == ("note", "ask about the smell", "lamp-0", Moment(7.0, "stated"))
    assert [hit.snippet[mark.start : mark.stop] for mark in hit.marks] == ["smell"]
    rewritten = Script("lamp", "A Lamp").add("speech", "Whale oil burned first.").keep("Whale oil", "another thing").document()
    assert hits_of_page([(layout, [Place(3, 3, (3,))])], Source(rewritten)) == [[]]
    assert hits_of_page([(layout, [Place(3, 3, (3,))])], Source(Script("lamp", "A Lamp").document())) == [[]]


def test_a_text_of_one_block_without_times_has_hits_too() -> None:
    document = Script("bare", "Bare").document()
    assert document.transcript.anchors == tuple[Anchor, ...]()
    layout = lay_out(document).layout
    ((hit,),) = hits_of_page([(layout, [Place(0, 0, (0,))])], Source(document))
    assert (hit.snippet, hit.field, hit.moment, hit.shown, hit.speaker) == ("Bare", "title", None, None, None)
