"""Finds the places of corrections again in another telling: where their words stand, among the words that stood around them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from reader_app.core import anchors
from reader_app.core.model import Correction, Span, Transcript
from reader_app.core.store.corrections import KeptCorrection
from reader_app.core.whole_words import is_whole, whole_places
from reader_app.core.words import WORD

AROUND = 64
"""Code points of the source's text that are kept on either side of a correction."""
_CLOSE = ((48, 48), (20, 20), (32, 0), (0, 32))
"""How many code points before and after must be the same, tried one after the other."""
_LEAST = 12
"""How many code points must be the same on one side, where the other is not asked."""
_WEIGHED, _LIKE = 40, 0.5
"""Among how many of the nearest places the words around decide, and how like they must be."""
_NEAR = 500
"""Code points within which a chapter of the same title is the same chapter."""
_MOST_PLACES = 1_000
_HOLDS = ("exact", "moved")
_ALIKE = str.maketrans({"\n": " ", **dict.fromkeys("‘’‚‛ʼ′`´", "'"), **dict.fromkeys("“”„‟«»″", '"')})


def around(text: str, span: Span) -> tuple[str, str]:
    """The words before and after a correction, by which it is found again."""
    return anchors.context(text, span, AROUND)


def anchor_again(told: Transcript, kept: Sequence[KeptCorrection], homes: Sequence[int] = ()) -> list[KeptCorrection]:
    """Corrections of one telling in the text of another: exact where they stood, moved, lost, or fulfilled by what that says.

    Words are corrected only where the very same words stand among the same, or much the same, others: never in a place that may
    be another. A lost one keeps the place it had. Of several in one place one holds and the others are lost: one that held until
    now before one that was lost, then that of the telling that comes first in `homes` (rows), then the first in the text.
    """
    search = _Search(told)
    found = [search.again(one) for one in kept]
    taken: dict[str, list[Span]] = {}
    for number in sorted(range(len(kept)), key=lambda number: _rank(kept[number], homes)):
        if found[number].anchor in _HOLDS:
            kind, span = found[number].correction.kind, found[number].correction.span
            if not _took(taken.setdefault(kind, []), span):
                found[number] = replace(kept[number], anchor="lost")
    return found


def _rank(kept: KeptCorrection, homes: Sequence[int]) -> tuple[bool, int]:
    """Who goes first where two stand in one place, the least first."""
    return kept.anchor not in _HOLDS, homes.index(kept.telling) if kept.telling in homes else len(homes)


def _took(taken: list[Span], span: Span) -> bool:
    """Take a place, where it is free of all that are `taken` (in order, none over another); says whether it was."""
    number = bisect_right(taken, span)
    if any(_overlap(other, span) for other in taken[max(0, number - 1) : number + 1]):
        return False
    taken.insert(number, span)
    return True


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.stop and other.start < one.stop)


class _Search:
    """Looks for corrections in one telling, in the order of the text."""

    def __init__(self, told: Transcript) -> None:
        self._told = told
        self._flat = told.text.translate(_ALIKE)
        self._starts = [block.span.start for block in told.blocks]
        self._shift = 0
        self._known: dict[str, list[Span]] = {}

    def again(self, kept: KeptCorrection) -> KeptCorrection:
        """A correction where it stands now."""
        match kept.correction.kind:
            case "words":
                return self._words(kept)
            case "voice":
                return self._voice(kept)
            case "chapter" if not kept.correction.original:
                return self._new_chapter(kept)
            case _:
                return self._stated_chapter(kept)

    def _words(self, kept: KeptCorrection) -> KeptCorrection:
        one = kept.correction
        hint = one.span.start + self._shift
        for place, said in self._ways(kept, hint):
            if not said:
                return replace(kept, anchor="fulfilled")
            if self._one_block(place):
                return replace(kept, anchor="fulfilled") if self._says_so(place, one) else self._placed(kept, place)
        return replace(kept, anchor="lost")

    def _ways(self, kept: KeptCorrection, hint: int) -> Iterator[tuple[Span, bool]]:
        """Places of a correction's words, the surest first, each with whether the source's own words stand there (else: the
        corrected ones)."""
        one = kept.correction
        for before, after in _CLOSE:
            for words, original in ((one.original, True), (one.replacement, False)):
                if words or (before and after):
                    yield from ((place, original) for place in self._close(words, kept, before, after, hint))
        for words, original in ((one.original, True), (one.replacement, False)):
            yield from ((place, original) for place in self._like(words, kept, hint))

    def _close(self, words: str, kept: KeptCorrection, before: int, after: int, hint: int) -> Iterator[Span]:
        """The nearest place of `words` with the same code points around them, so many before and after."""
        head, tail = kept.prefix[-before:] if before else "", kept.suffix[:after]
        context = head.strip() + tail.strip()
        if not context or (len(context) < _LEAST and not (before and after)):
            return
        needle = (head + words + tail).translate(_ALIKE)
        starts = [start + len(head) for start in _all(self._flat, needle)]
        places = [place for place in (Span(start, start + len(words)) for start in starts) if is_whole(self._told.text, place)]
        if places:
            yield min(places, key=lambda place: abs(place.start - hint))

    def _like(self, words: str, kept: KeptCorrection, hint: int) -> Iterator[Span]:
        """The place of `words` where those around are most like the ones that were, if they are like enough."""
        if not words.strip():
            return
        places = self._known.get(words)
        if places is None:
            places = self._known[words] = whole_places(self._told.text, words)
        near = sorted(places, key=lambda place: abs(place.start - hint))[:_WEIGHED]
        if not near:
            return
        rated = [(self._likeness(place, kept), -abs(place.start - hint), place) for place in near]
        best = max(rated)
        if best[0] >= _LIKE:
            whole = Span(best[2].start, best[2].start + len(words))  # with the space that goes with words taken out
            yield whole if self._flat.startswith(words.translate(_ALIKE), whole.start) else best[2]

    def _likeness(self, place: Span, kept: KeptCorrection) -> float:
        before, after = around(self._told.text, place)
        pairs = [(kept.prefix, before), (kept.suffix, after)]
        rated = [SequenceMatcher(None, _words(was), _words(now), autojunk=False).ratio() for was, now in pairs if _words(was)]
        return sum(rated) / len(rated) if rated else 0.0

    def _says_so(self, place: Span, one: Correction) -> bool:
        """Whether the corrected words stand around the source's own, of which they are more."""
        inside = one.replacement.find(one.original)
        start = place.start - inside
        return inside >= 0 <= start and self._flat.startswith(one.replacement.translate(_ALIKE), start)

    def _one_block(self, place: Span) -> bool:
        number = bisect_right(self._starts, place.start) - 1
        return number >= 0 and place.stop <= self._told.blocks[number].span.stop

    def _placed(self, kept: KeptCorrection, place: Span) -> KeptCorrection:
        one, text = kept.correction, self._told.text
        self._shift = place.start - one.span.start
        said = text[place.start : place.stop]
        state = "exact" if place == one.span else "moved"
        return KeptCorrection(replace(one, span=place, original=said), *around(text, place), state)

    def _voice(self, kept: KeptCorrection) -> KeptCorrection:
        one = kept.correction
        hint = one.span.start + self._shift
        place = next((place for before, after in _CLOSE for place in self._close(one.original, kept, before, after, hint)), None)
        if place is None:
            found = anchors.find_again(self._told.text, one.original, kept.prefix, kept.suffix, hint)
            place = found[0] if found is not None else None
        if place is None:
            return replace(kept, anchor="lost")
        spoken = [b for b in self._told.blocks if b.kind == "speech" and _overlap(b.span, place)]
        if not spoken:
            return replace(kept, anchor="lost")
        own = {self._told.speakers[block.speaker].label if block.speaker is not None else None for block in spoken}
        return replace(kept, anchor="fulfilled") if own == {one.replacement} else self._placed(kept, place)

    def _new_chapter(self, kept: KeptCorrection) -> KeptCorrection:
        one = kept.correction
        hint = one.span.start + self._shift
        place = next((place for before, after in _CLOSE for place in self._close("", kept, before, after, hint)), None)
        if place is None or not self._one_block(place):
            return replace(kept, anchor="lost")
        same = (c for c in self._told.chapters if c.placed and c.title.casefold() == one.replacement.casefold())
        if any(abs(chapter.offset - place.start) <= _NEAR for chapter in same):
            return replace(kept, anchor="fulfilled")
        return self._placed(kept, place)

    def _stated_chapter(self, kept: KeptCorrection) -> KeptCorrection:
        """A correction of a chapter's title, or of its being one, belongs to the chapter of that title."""
        one = kept.correction
        hint = one.span.start + self._shift
        same = [chapter for chapter in self._told.chapters if chapter.title == one.original]
        if not same:
            done = one.kind == "no_chapter" or any(chapter.title == one.replacement for chapter in self._told.chapters)
            return replace(kept, anchor="fulfilled" if done else "lost")
        chapter = min(same, key=lambda chapter: abs(chapter.offset - hint))
        block = self._told.block_at(chapter.offset)
        if block is None:
            return replace(kept, anchor="lost")
        self._shift = block.span.start - one.span.start
        state = "exact" if block.span == one.span else "moved"
        return KeptCorrection(replace(one, span=block.span), *around(self._told.text, block.span), state)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _all(text: str, needle: str) -> Iterable[int]:
    """Where `needle` stands in `text`, the first thousand places."""
    at = text.find(needle)
    count = 0
    while at >= 0 and count < _MOST_PLACES:
        yield at
        count += 1
        at = text.find(needle, at + 1)
