"""Cuts a block of text into paragraphs that the eye can read: at sentence ends, of about even length, never too long.

The cuts are those of least cost: a paragraph costs by how far it is from the length aimed at, a cut by how rough it is.
Only places worth cutting at are weighed, so the work grows linearly with the text.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from reader_app.core.model import Span

_AIM = 0.58
_SPREAD = 0.28
"""The length aimed at, and how far from it a paragraph begins to hurt, as shares of the most allowed."""

_WHOLE = 0.84
"""A block of up to this share of the most allowed stays whole."""

_LONG_SENTENCE = 0.5
_NO_BREAK = 0.9
"""A stretch without a sentence end longer than the first share is also cut at commas, one longer than the second anywhere."""

_COST_TURN = -0.6
_COST_SENTENCE = 0.0
_COST_UNSURE = 0.8
_COST_COMMA = 1.5
_COST_CONJUNCTION = 2.2
_COST_ANYWHERE = 4.0
_ANYWHERE_STEP = 8

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_THAI_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
_UNSPACED_ATOM = re.compile(f"[{_UNSPACED}][{_THAI_MARKS}]*|[^{_UNSPACED}]+")
_LETTER_WEIGHT = 0.5
"""Two letters of a script without spaces count as a word."""

_ENDS = ".?!…।॥。！？؟۔።"
_CLOSERS = "\"'”’»›)]}*_」』）］】〉》"
_OPENERS = "\"'“‘„«‹([{*_¿¡—–-「『（［【〈《"
_COMMAS = ",;:—–、，；：،؛"
_COMMA_SET = frozenset(_COMMAS)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TURNS = _words(
    "so but now okay ok alright well anyway however first second third finally meanwhile next then also let's let another "
    "aber nun jetzt doch dennoch zunächst schließlich trotzdem außerdem mais alors donc maintenant enfin ensuite pourtant "
    "pero entonces ahora bueno además luego mas então agora depois ma allora adesso quindi poi inoltre maar nu dus men "
    "но теперь итак затем однако लेकिन अब फिर मगर हालाँकि हालांकि पहले"
)
"""Words with which a speaker turns to something else, so that a cut before them is a good one."""

_CONJUNCTIONS = _words(
    "and but so because which then or when where while though although if since that und oder aber weil dass wenn denn et mais "
    "ou parce quand donc y pero o porque cuando que e ma perché quando mas en maar want omdat och men eller и но или потому "
    "когда और लेकिन क्योंकि कि तो"
)
_ABBREVIATIONS = _words(
    "dr mr mrs ms prof st sr jr vs etc e.g i.e eg ie u.s u.k u.n a.m p.m vol fig approx inc ltd corp co dept gen sen rep gov "
    "capt lt col sgt rev hon jan feb mar apr jun jul aug sep sept oct nov dec z.b d.h u.a bzw usw ca nr evtl ggf m "
    "mme mlle sra dott sig ing p pp cf al ph.d m.d b.a m.a डॉ श्री प्रो г т.е т.д"
)
_ORDINALS = frozenset(["de", "da", "no", "nb", "fi", "cs", "hu", "hr", "sl", "sk", "is", "et", "lv", "sr"])
"""Languages that write "3." for "third", so that a number with a full stop ends no sentence."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a paragraph may end: after `weight` words, the next one beginning at `start`."""

    stop: int
    start: int
    weight: float
    cost: float


class _Atoms:
    """The words of a stretch (or the letters, where a script has no spaces), with the words counted up to each."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        weights: list[float] = []
        for run in re.compile(r"\S+").finditer(text, span.start, span.stop):
            if _UNSPACED_LETTER.search(run[0]) is None:
                self.spans.append(run.span())
                weights.append(1.0)
                continue
            # A run counts for at least one word, however short, so that the limit also holds for text.split().
            first = True
            for atom in _UNSPACED_ATOM.finditer(text, *run.span()):
                self.spans.append(atom.span())
                weights.append(1.0 if first or atom[0][0] < "\u0e00" else _LETTER_WEIGHT)
                first = False
        self.weights = list(accumulate(weights))

    def word(self, number: int) -> str:
        start, stop = self.spans[number]
        return self.text[start:stop]

    def cut(self, number: int, cost: float) -> _Cut:
        """The cut after the atom `number`."""
        return _Cut(self.spans[number][1], self.spans[number + 1][0], self.weights[number], cost)


def split_paragraphs(text: str, span: Span, *, language: str | None = None, most: int = 120) -> list[Span]:
    """The paragraphs of the block `text[span.start:span.stop]`, in order; none holds more than `most` words.

    `language` (BCP 47) helps with abbreviations. In scripts without spaces two letters count as a word.
    The spans leave out nothing but the white space at their ends.
    """
    atoms = _Atoms(text, span)
    if not atoms.spans:
        return []
    first, last, total = atoms.spans[0][0], atoms.spans[-1][1], atoms.weights[-1]
    if total <= _WHOLE * most:
        return [Span(first, last)]
    cuts = _with_rough_cuts(atoms, _sentence_cuts(atoms, language), most)
    chosen = _cheapest(cuts, total, most)
    starts = [first, *(cut.start for cut in chosen)]
    stops = [*(cut.stop for cut in chosen), last]
    return [Span(start, stop) for start, stop in zip(starts, stops, strict=True)]


def _sentence_cuts(atoms: _Atoms, language: str | None) -> list[tuple[int, float]]:
    """The atoms after which a sentence ends, each with the cost of a cut there."""
    cuts = []
    for number in range(len(atoms.spans) - 1):
        word = atoms.word(number)
        core = word.rstrip(_CLOSERS)
        # In scripts without spaces, the quote mark that closes a sentence may be an atom of its own.
        if not core and number and atoms.spans[number - 1][1] == atoms.spans[number][0]:
            core = atoms.word(number - 1)
        if not core or core[-1] not in _ENDS or not _may_begin(atoms.word(number + 1)):
            continue
        cost = _sentence_cost(core, atoms.word(number + 1), language)
        if cost is not None:
            cuts.append((number, cost))
    return cuts


def _may_begin(word: str) -> bool:
    """Whether a paragraph may begin with `word`: not with a dash, a comma or a closing mark on its own."""
    return any(letter.isalnum() or letter in "$€£₹#¿¡[(" for letter in word)


def _sentence_cost(core: str, following: str, language: str | None) -> float | None:
    """The cost of a cut between two words, the first of which ends with a mark; None where no sentence ends there."""
    opening = following.lstrip(_OPENERS)
    lower = opening[:1].islower()
    if core[-1] == ".":
        stem = core[:-1].strip(_OPENERS).lower()
        if stem in _ABBREVIATIONS or (len(stem) == 1 and stem.isalpha()):
            return None
        if stem.isdigit() and len(stem) <= 2 and (language or "").split("-")[0] in _ORDINALS:
            return None
    if core[-1] in ".…" and core.endswith(("..", "…")) and lower:
        return None
    if lower:
        return _COST_UNSURE
    turn = opening.lower().replace("’", "'").strip(_CLOSERS + _COMMAS + _ENDS)
    return _COST_TURN if turn in _TURNS else _COST_SENTENCE


def _with_rough_cuts(atoms: _Atoms, sentences: list[tuple[int, float]], most: int) -> list[_Cut]:
    """The sentence ends and, in stretches that have none for long, commas, conjunctions and at last any word."""
    cuts: list[_Cut] = []
    begin = 0
    for number, cost in [*sentences, (len(atoms.spans) - 1, 0.0)]:
        if _gap(atoms, begin, number) > _LONG_SENTENCE * most:
            cuts.extend(_rough_cuts(atoms, begin, number, most))
        if number + 1 < len(atoms.spans):
            cuts.append(atoms.cut(number, cost))
        begin = number + 1
    return cuts


def _gap(atoms: _Atoms, begin: int, end: int) -> float:
    """Words from the atom `begin` to the atom `end`, both counted."""
    return atoms.weights[end] - (atoms.weights[begin - 1] if begin else 0.0)


def _rough_cuts(atoms: _Atoms, begin: int, end: int, most: int) -> list[_Cut]:
    breaks: list[tuple[int, float]] = []
    for number in range(begin, end):
        following = atoms.word(number + 1)
        if not _may_begin(following):
            continue
        if atoms.word(number).rstrip(_CLOSERS)[-1:] in _COMMA_SET:
            breaks.append((number, _COST_COMMA))
        elif following.lower().strip(_OPENERS + _COMMAS) in _CONJUNCTIONS or _spaced_in_unspaced(atoms, number):
            breaks.append((number, _COST_CONJUNCTION))
    filled: list[_Cut] = []
    start = begin
    for number, cost in [*breaks, (end, 0.0)]:
        if _gap(atoms, start, number) > _NO_BREAK * most:
            filled.extend(_anywhere(atoms, start, number))
        if number < end:
            filled.append(atoms.cut(number, cost))
        start = number + 1
    return filled


def _spaced_in_unspaced(atoms: _Atoms, number: int) -> bool:
    """Whether a space stands between two runs of a script that writes none between words: there a phrase ends."""
    stop, start = atoms.spans[number][1], atoms.spans[number + 1][0]
    return stop < start and _UNSPACED_LETTER.match(atoms.text[stop - 1]) is not None


def _anywhere(atoms: _Atoms, begin: int, end: int) -> list[_Cut]:
    """Cuts at word ends, some words apart, for a stretch that offers nothing better."""
    cuts = []
    due = (atoms.weights[begin - 1] if begin else 0.0) + _ANYWHERE_STEP
    for number in range(begin, end):
        if atoms.weights[number] >= due:
            cuts.append(atoms.cut(number, _COST_ANYWHERE))
            due = atoms.weights[number] + _ANYWHERE_STEP
    return cuts


def _cheapest(cuts: list[_Cut], total: float, most: int) -> list[_Cut]:
    """The cuts that make the best paragraphs: the cheapest way from the beginning to the end."""
    ends = [*cuts, _Cut(-1, -1, total, 0.0)]
    costs: list[float] = []
    previous: list[int] = []
    window = -1
    for end in ends:
        while (ends[window].weight if window >= 0 else 0.0) < end.weight - most:
            window += 1
        best, way = float("inf"), window
        for number in range(window, len(costs)):
            weight = end.weight - (ends[number].weight if number >= 0 else 0.0)
            strain = (weight / most - _AIM) / _SPREAD
            cost = (costs[number] if number >= 0 else 0.0) + strain * strain
            if cost < best:
                best, way = cost, number
        costs.append(best + end.cost)
        previous.append(way)
    chosen = []
    number = previous[-1]
    while number >= 0:
        chosen.append(ends[number])
        number = previous[number]
    return chosen[::-1]
