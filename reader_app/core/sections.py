"""Automatic sections: where a transcript without chapters seems to turn to something else, and what each part is about.

They are ours and say so (`origin` is "detected"). A section begins where words that go together end and others begin (lexical
cohesion, Hearst 1997), where words come in that were not said before, and where somebody says that it goes on to something
else. No language is needed for the first two; the phrases are known in a few.
"""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from reader_app.core.importers.derived_titles import shorten
from reader_app.core.model import Chapter, Paragraph, Transcript
from reader_app.core.page import paragraphs_of
from reader_app.core.timeline import Timeline
from reader_app.core.words import WORD

PERIOD = 240.0
"""Seconds that a section takes on the average: where real chapters were held against these, as good as any from 180 to 300."""
NEAREST = 60.0
"""Seconds that lie between two beginnings at least."""
SHORTEST = 600.0
"""Seconds that an episode lasts at least to be cut at all."""
_PACE = 2.5
"""Words a second where no times are known: what people say in conversation."""
_SIDE = 220
"""Words on either side of a place that are held against each other."""
_AHEAD = 120
"""Words behind a place among which new ones are looked for; they must come again within `_AGAIN`."""
_AGAIN = 300
_BLOCK = 100
_LONGEST_TURN = 300.0
"""Seconds that somebody may speak alone before sections may begin within the turn too."""
_WEIGHTS = {"depth": 1.6, "fresh": 0.53, "over": -0.17, "answer": 0.13, "opens": 0.38, "leads": 0.47}
"""How much each sign counts: fitted by logistic regression on stated chapters of 31 talks, held out one by one."""
_TITLE_LETTERS = 60
_OPENS = re.compile(
    r"(?:so|okay|ok|alright|all right|now|well|cool|great|awesome|right|also|gut|so|nun|jetzt|bueno|vale|ahora|alors|bon|donc|"
    r"अच्छा|तो|अब)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:let['’]?s (?:talk|get|move|go|start|jump|dive|switch|turn|discuss|begin)|mov(?:e|ing) on|switch(?:ing)? gears|"
    r"(?:next|another|last|final|first|second|third|other) (?:question|topic|one|thing|item|section|point|part)|"
    r"(?:ask|talk|tell) (?:me |us |you |to me )?(?:a (?:little |bit )*)?(?:more )?about|what about|how about|what do you think|"
    r"before we|wrap(?:ping)? up|to (?:conclude|finish)|in conclusion|back to|"
    r"(?:nächste|andere|letzte) (?:frage|punkt|thema)|kommen wir|reden wir|sprechen wir|"
    r"(?:siguiente|otra|última) (?:pregunta|cosa)|hablemos|pasemos|(?:prochaine|autre|dernière) question|parlons|passons|"
    r"अगला सवाल|चलिए|बात करते)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!…।。？！؟]+[.?!…।。？！؟]")
_OPENING_WORDS = 60
_LONG_WORD = 30
"""Code points that a word of an opening has at most, on the average."""
_TITLE_TERMS = 3
_LEAST_OWN = 3
_OPENING_NOISE = re.compile(
    r"^(?:(?:so|okay|ok|alright|all right|now|well|yeah|yes|right|and|but|um|uh)\b[,.]?\s+)+", re.IGNORECASE
)
_COMMON_WORDS = (
    "gonna want wanna thing something someone anyone really right yeah okay actually basically maybe probably people kind sort "
    "mean think know going said says like just because could would should have been were what when where which there their "
    "these those this that them they then than also about into with from your every many much more most some first last next "
    "other another same little bit lot good great nice cool sure keep kept take took make made come came give gave look talk "
    "question thank hello welcome today week year time point part different important interesting "
    "while never itself sometimes anything everything started stuff three plus mainly happened"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that stand out by chance in some part of nearly every conversation, and tell nothing of it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a section may begin, in code points and seconds, and what is said from here to the next."""

    offset: int
    seconds: float
    text: str


class _Terms:
    """The content words of a transcript in their order, and how telling each is in it."""

    def __init__(self, stretches: Sequence[str]) -> None:
        self.row: list[str] = []
        self.begins: list[int] = []
        for stretch in stretches:
            self.begins.append(len(self.row))
            self.row.extend(_stem(word) for word in WORD.findall(stretch) if len(word) > 3 or word > "\u0900")
        blocks = [set(self.row[at : at + _BLOCK]) for at in range(0, len(self.row), _BLOCK)]
        spread = Counter(word for block in blocks for word in block)
        self.weight = {word: math.log((len(blocks) + 1) / (count + 0.5)) for word, count in spread.items()}
        self._counts = Counter(self.row)
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for at, word in enumerate(self.row):
            self.first.setdefault(word, at)
            self.last[word] = at

    def likeness(self, at: int) -> float:
        """How much the words before and behind a place are the same, from 0 to 1."""
        before, after = self._vector(at - _SIDE, at), self._vector(at, at + _SIDE)
        common = sum(weight * after[word] for word, weight in before.items() if word in after)
        size = math.sqrt(sum(w * w for w in before.values()) * sum(w * w for w in after.values()))
        return common / size if size else 0.0

    def _vector(self, start: int, stop: int) -> dict[str, float]:
        counts = Counter(self.row[max(0, start) : max(0, stop)])
        return {word: math.log1p(count) * self.weight[word] for word, count in counts.items()}

    def fresh(self, at: int) -> float:
        """The weight of words that come in here, for the first time, and stay for a while."""
        around = Counter(self.row[at : at + _AGAIN])
        ahead = set(self.row[at : at + _AHEAD])
        return sum(self.weight[word] for word in ahead if self.first[word] >= at and around[word] > 1)

    def over(self, at: int) -> float:
        """The weight of words that were spoken of just now and never will be again."""
        around = Counter(self.row[max(0, at - _AGAIN) : at])
        behind = set(self.row[max(0, at - _AHEAD) : at])
        return sum(self.weight[word] for word in behind if self.last[word] < at and around[word] > 1)

    def own_words(self, stretches: Sequence[str]) -> list[str]:
        """The words that these stretches have far more of than the rest, as they are mostly written, the most telling first.

        Measured by the likelihood ratio of the two rates (Dunning 1993); names count more than other words.
        """
        words = [word for stretch in stretches for word in WORD.findall(stretch) if len(word) > 3 or word > "\u0900"]
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for word in words:
            written[_stem(word)][word] += 1
        rated = []
        for stem, forms in written.items():
            here, everywhere = forms.total(), self._counts[stem]
            expected = everywhere * len(words) / max(1, len(self.row))
            form = forms.most_common(1)[0][0]
            if here < _LEAST_OWN or here < 2 * expected or form.casefold() in _COMMON:
                continue
            elsewhere = everywhere - here
            ratio = here * math.log(here / expected)
            if elsewhere:
                ratio += elsewhere * math.log(elsewhere / max(1e-9, everywhere - expected))
            rated.append((ratio * (1.5 if form[0].isupper() else 1.0), form))
        return [form for _, form in sorted(rated, reverse=True)]


def _stem(word: str) -> str:
    """A word without the endings that English gives it; others are taken as they are."""
    small = word.casefold().replace("’", "'").removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ed", "es", "s", "ly"):
        if small.endswith(ending) and len(small) - len(ending) >= 4:
            return small.removesuffix(ending)
    return small


def sections_of(transcript: Transcript, language: str) -> tuple[Chapter, ...]:
    """Sections of a spoken transcript without chapters or headings, in order; none where it has some, or is short.

    The first begins with the first words. `start` is a time that the source states or that was worked out, None without times.
    """
    if transcript.divided:
        return ()
    spoken = [paragraph for paragraph in paragraphs_of(transcript, language) if paragraph.kind == "speech"]
    places = _places(transcript, spoken)
    if not places or places[-1].seconds - places[0].seconds < SHORTEST:
        return ()
    terms = _Terms([place.text for place in places])
    chosen = _choose(places, _scores(places, terms))
    timeline = Timeline(transcript)
    sections = []
    for begin, stop in pairwise([*chosen, len(places)]):
        moment = timeline.paragraph_moment(places[begin].offset)
        title = _title([place.text for place in places[begin:stop]], terms)
        sections.append(Chapter(title, moment.seconds if moment is not None else None, "detected", places[begin].offset))
    return tuple(sections)


def _places(transcript: Transcript, spoken: Sequence[Paragraph]) -> list[_Place]:
    """Where sections may begin: where the voice changes, and at the paragraphs of whoever speaks long alone."""
    if not spoken:
        return []
    timeline = Timeline(transcript)
    starts: list[tuple[Paragraph, float]] = []
    words, seconds = 0, 0.0
    for paragraph in spoken:
        moment = timeline.paragraph_moment(paragraph.span.start) if transcript.timed else None
        seconds = max(seconds, moment.seconds if moment is not None else words / _PACE)
        starts.append((paragraph, seconds))
        words += transcript.text.count(" ", *paragraph.span) + 1
    turns = [list(turn) for _, turn in groupby(starts, lambda start: start[0].turn)]
    kept: list[tuple[Paragraph, float]] = []
    for turn, following in zip_longest(turns, turns[1:]):
        until = following[0][1] if following else seconds
        kept += turn if until - turn[0][1] > _LONGEST_TURN else turn[:1]
    ends = [paragraph.span.start for paragraph, _ in kept[1:]] + [spoken[-1].span.stop]
    return [
        _Place(paragraph.span.start, at, transcript.text[paragraph.span.start : end])
        for (paragraph, at), end in zip(kept, ends, strict=True)
    ]


def _scores(places: Sequence[_Place], terms: _Terms) -> list[float]:
    """How much speaks for a section to begin at each place."""
    depths = _depths([terms.likeness(begin) for begin in terms.begins], terms.begins)
    scores = []
    for number, (place, begin) in enumerate(zip(places, terms.begins, strict=True)):
        before = places[number - 1].text if number else ""
        after = places[number + 1].text if number + 1 < len(places) else ""
        signs = {
            "depth": depths[number],
            "fresh": math.log1p(terms.fresh(begin)),
            "over": math.log1p(terms.over(begin)),
            "answer": math.log1p(after.count(" ")),
            "opens": 1.0 if _OPENS.match(place.text) else 0.0,
            "leads": 1.0 if _LEADS.search(place.text[:250]) or _LEADS.search(before[-200:]) else 0.0,
        }
        scores.append(sum(_WEIGHTS[name] * value for name, value in signs.items()))
    return scores


def _depths(likeness: Sequence[float], begins: Sequence[int]) -> list[float]:
    """How deep the likeness falls at each place below the peaks within `_SIDE` words on its left and right."""
    left = _peaks_before(likeness, begins)
    right = _peaks_before(likeness[::-1], [-begin for begin in reversed(begins)])[::-1]
    return [before + after - 2 * here for before, here, after in zip(left, likeness, right, strict=True)]


def _peaks_before(likeness: Sequence[float], begins: Sequence[int]) -> list[float]:
    """The highest likeness at or up to `_SIDE` words before each place; `begins` rise. Linear, for places may hold no words."""
    peaks = []
    falling: deque[int] = deque()  # places that may still be the highest, each lower than the one before it
    for number, here in enumerate(likeness):
        while falling and likeness[falling[-1]] <= here:
            falling.pop()
        falling.append(number)
        while begins[falling[0]] < begins[number] - _SIDE:
            falling.popleft()
        peaks.append(likeness[falling[0]])
    return peaks


def _choose(places: Sequence[_Place], scores: Sequence[float]) -> list[int]:
    """The best places, as many as PERIOD asks for, none nearer than NEAREST to another; the first place is one."""
    wanted = max(1, round((places[-1].seconds - places[0].seconds) / PERIOD))
    chosen = [0]
    for number in sorted(range(1, len(places)), key=lambda number: -scores[number]):
        if len(chosen) >= wanted:
            break
        near = bisect_left(chosen, number)
        if all(abs(places[number].seconds - places[other].seconds) >= NEAREST for other in chosen[max(0, near - 1) : near + 1]):
            chosen.insert(near, number)
    return chosen


def _title(stretches: Sequence[str], terms: _Terms) -> str:
    """What a section is about: the short question or announcement that it opens with, else the words that are its own."""
    opening = " ".join(" ".join(stretches).split()[:_OPENING_WORDS])[: _OPENING_WORDS * _LONG_WORD]
    for sentence in map(str.strip, _SENTENCE.findall(opening)):
        asks = sentence.endswith(("?", "？", "؟")) or _LEADS.search(sentence) is not None
        if asks and 4 <= len(sentence.split()) <= 12 and len(sentence) <= _TITLE_LETTERS:
            return _capital(_OPENING_NOISE.sub("", sentence).rstrip(".。।"))
    own = terms.own_words(stretches)
    return _capital(", ".join(own[:_TITLE_TERMS]) if len(own) > 1 else shorten(opening))


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
