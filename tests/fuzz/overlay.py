"""Holds what is laid over a text, corrections and the times of another telling, against the rules of all texts."""

import random
from itertools import pairwise

from reader_app.core.alignment import NotTheSameRecording, give_times
from reader_app.core.assemble import assemble
from reader_app.core.correcting import Page
from reader_app.core.errors import ReaderError
from reader_app.core.importers.forms import read
from reader_app.core.model import Transcript
from reader_app.core.page import paragraphs_of, turns_of
from tests.core.talks import corrected_by_chance
from tests.fuzz.checks import hold
from tests.fuzz.mutations import GENTLE

_MOST_CORRECTIONS = 12
_MOST_TEXT = 20_000
"""Code points of a text that is corrected: what many corrections cost is measured elsewhere."""


def hold_corrections(content: bytes) -> None:
    """Raises Fault where corrections break the text that a file tells, or do not come off it again.

    They are drawn by chance, the same for the same file.
    """
    chance = random.Random(content)
    for told in _told(content):
        page = Page(told, (), {})
        for _ in range(chance.randint(1, _MOST_CORRECTIONS) if len(told.text) <= _MOST_TEXT else 0):
            page = corrected_by_chance(page, chance) if page.read.text else page
            _hold_read(page)
        hold(page.without([one.id for one in page.kept]).read.text == told.text, "corrections: stay when they are taken back")


def hold_times_given(content: bytes) -> None:
    """Raises Fault where the times of what a file tells, given to the words of one that is almost the same, break a rule."""
    chance = random.Random(content)
    like = content.decode("utf-8", "replace")
    for _ in range(chance.randint(0, 3)):
        like = chance.choice(GENTLE)(like, chance)
    for words, times in zip(_told(like.encode("utf-8", "replace")), _told(content), strict=False):
        try:
            made = give_times(words, times)
        except NotTheSameRecording:
            continue
        hold(made.text == words.text, "times given: other words")
        offsets = [anchor.offset for anchor in made.anchors]
        hold(offsets == sorted(set(offsets)), "times given: anchors out of order")
        hold(all(0 <= offset < len(made.text) for offset in offsets), "times given: anchors outside the text")
        hold(all(a.seconds <= b.seconds for a, b in pairwise(made.anchors)), "times given: times fall")
        hold(all(anchor.origin == "interpolated" for anchor in made.anchors), "times given: taken for stated")
        hold(all(0 <= chapter.offset <= len(made.text) for chapter in made.chapters), "times given: a chapter outside the text")
        paragraphs_of(made, "und")


def _told(content: bytes) -> list[Transcript]:
    try:
        form, drafts = read(content, "found.txt")
    except ReaderError:
        return []
    return [assemble(draft, form) for draft in drafts]


def _hold_read(page: Page) -> None:
    read, way, length = page.read, page.way, len(page.read.text)
    spans = [block.span for block in read.blocks]
    hold(
        all(0 <= block.span.start <= block.span.stop <= length for block in read.blocks), "corrections: a block outside the text"
    )
    hold(all(a.stop <= b.start for a, b in pairwise(spans)), "corrections: blocks overlap")
    offsets = [anchor.offset for anchor in read.anchors]
    hold(offsets == sorted(set(offsets)), "corrections: anchors out of order")
    hold(all(0 <= offset <= length for offset in offsets), "corrections: anchors outside the text")
    hold(all(0 <= chapter.offset <= length for chapter in read.chapters), "corrections: a chapter outside the text")
    places = [way.offset(offset) for offset in range(0, len(page.told.text) + 1, 7)]
    hold(places == sorted(places), "corrections: the way to the text runs back")
    hold(all(0 <= place <= length for place in places), "corrections: the way leads out of the text")
    kept = [read.text[slice(*one.span)] == one.replacement for one in read.corrections if one.kind == "words"]
    hold(all(kept), "corrections: words are not where they are told to be")
    shown = "".join(read.text[slice(*paragraph.span)] for paragraph in paragraphs_of(read, "und"))
    hold("".join(shown.split()) == "".join(read.text.split()), "corrections: the page loses letters")
    turns_of(read)
