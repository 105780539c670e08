"""Decides which names that head lines of a transcript are voices: learned over all lines first, then applied to each.

A name is believed where it comes again, where it is set apart (by a time, in bold) as the other names are, or where the file
says who speaks. A word that merely stands before a colon now and then is none.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader_app.core.importers.text.labelled_lines import NAME_PARTICLES, Family, LineHead

_NEVER_WORDS = (
    "http https url link links note notes nb ps source sources video audio title date tags tag summary chapter chapters "
    "part step section transcript timestamps references resources sponsors sponsor credits episode podcast show topic "
    "location slides agenda media email website twitter youtube spotify keywords attendees speakers guests hosts duration "
    "kind language recorded published transcribed edited produced warning tip important update edit disclaimer hinweis "
    "quelle quellen nota fuente tweet"
)
_NEVER = frozenset(_NEVER_WORDS.split())
"""Words before a colon that name no voice, however often they come."""
_TALK_WORDS = (
    "and so but like yeah yes no okay ok well right then now because or also meaning is was said says i you he she it we they "
    "that this these those there here what why how when where which who if as for example question answer first second third "
    "finally remember listen look imagine think today hello hi hey thanks please one two three "
    "und aber also ja nein denn weil y pero pues sí et mais donc"
)
_TALK = frozenset(_TALK_WORDS.split())
"""Words with which sentences begin, not names: before a colon they are believed only where they come over and over."""
_OFTEN = 5
_MOST_WORDS = 6
_FEWEST_PLAIN = 3
_ALL = 0.8
_HALF = 0.5
_FEW_LINES, _FEW_SHARE = 20, 0.4
"""In a short piece with times so many lines need to name a voice, for one that is named once to be believed."""
_LETTERS = 6
"""Code points of a word and the space behind it, about."""
_PARTNERS = tuple(
    frozenset(pair.split())
    for pair in (
        "q a",
        "p r",
        "i b",
        "i r",
        "i p",
        "f a",
        "d r",
        "v a",
        "в о",
        "question answer",
        "pregunta respuesta",
        "frage antwort",
    )
)
"""Who asks and who answers: where one is a label, so is the other."""
_NUMBERED = re.compile(
    r"(?:(?:unknown )?speaker|sprecher(?:in)?|hablante|orador|intervenant|locuteur|participant|audience|voice|spk)[ _-]?#?\d{1,3}"
)
"""Voices that a program or a listener could only count; no sentence begins so before a colon."""
_ADDRESS = re.compile(r"<?https?://\S+>?$")
_GROUPS: dict[Family, str] = {
    "voice": "timed",
    "time-name": "timed",
    "name-time": "timed",
    "bold": "bold",
    "bold-alone": "bold",
    "bracket": "bracket",
    "plain": "plain",
    "dash": "plain",
    "time": "none",
}
"""Families that are used beside each other for the same voices."""


class _Place(NamedTuple):
    """The ways to read what heads a line; `own_words`: whether words of its own stand behind or under the head."""

    number: int
    heads: list[LineHead]
    own_words: bool


@dataclass(slots=True)
class _Tally:
    """How often each name (case folded) heads a line with words of its own, by the way it is set apart."""

    by_group: dict[str, Counter[str]]
    paragraphs: int
    totals: dict[str, int] = field(default_factory=dict)

    def all_of(self, name: str) -> int:
        """How often `name` heads a line in any way."""
        return sum(names[name] for names in self.by_group.values())

    @classmethod
    def of(cls, places: Sequence[_Place], paragraphs: int) -> "_Tally":
        tally = cls({group: Counter() for group in _GROUPS.values()}, paragraphs)
        for place in places:
            for head in place.heads:
                if head.name and place.own_words:
                    tally.by_group[_GROUPS[head.family]][head.name.casefold()] += 1
                    break
        tally.totals = {group: names.total() for group, names in tally.by_group.items()}
        return tally


class LineVoices:
    """Knows, for the lines of one text, which names are voices. `known` are names that the file itself gives its speakers."""

    def __init__(self, lines: Sequence[str], read: Sequence[list[LineHead]], known: Collection[str] = ()) -> None:
        self._known = {variant.casefold() for name in known for variant in _variants(name)}
        places, paragraphs = _places(lines, read)
        listed = sum(place.heads[0].listed for place in places if place.heads[0].name)
        self._lists = listed >= _HALF * sum(1 for place in places if place.heads[0].name)
        """Whether the labels stand as items of a list; else a name and a colon in an item are a point and what it says."""
        places = [place for place in places if self._lists or not place.heads[0].listed]
        tally = _Tally.of(places, paragraphs)
        self._time_lines = sum(1 for place in places if place.heads[-1].family == "time" and place.heads[-1].rest)
        self._spelling = {head.name.casefold(): head.name for place in places for head in place.heads}
        self._accepted = {name for name in self._spelling if self._comes_again(name, tally)}
        for pair in _PARTNERS:
            if self._accepted & pair:
                self._accepted |= {name for name in pair if tally.all_of(name)}
        self.main_group = self._main_group(tally)
        """The way in which most voices are set apart: "timed", "bold", "bracket", "plain", or "" where there are none."""
        first = next((place.number for place in places if self.voice_of(place.heads) is not None), 0)
        self._late = {head.name.casefold() for place in places if place.number >= first for head in place.heads}
        self._accepted |= set(self._once(tally))
        self._accepted |= set(self._in_full(tally))
        self.main_group = self.main_group or self._main_group(tally)
        self.heads = sum(1 for place in places if self.voice_of(place.heads) is not None)
        """How many lines a voice heads."""
        self.words_a_line = _words_a_line(places)
        """Words behind a time or a name, on average over the lines that have any."""
        self.share = self.heads / max(1, paragraphs)
        """Of the paragraphs, how many a voice heads."""

    def voice_of(self, heads: Sequence[LineHead]) -> LineHead | None:
        """The reading of a line in which a voice heads it; None where none does."""
        for head in heads:
            if head.name and head.name.casefold() in self._accepted and self._fits(head):
                return head
        return None

    def _fits(self, head: LineHead) -> bool:
        """Whether a believed name is a label here: not as a point of a list, not as a sound in brackets."""
        return (self._lists or not head.listed) and (head.family != "bracket" or self.main_group == "bracket")

    def _main_group(self, tally: _Tally) -> str:
        sums = {group: sum(names[name] for name in self._accepted) for group, names in tally.by_group.items()}
        best = max(sums, key=lambda group: sums[group])
        return best if sums[best] else ""

    def _comes_again(self, name: str, tally: _Tally) -> bool:
        if name in _NEVER or not name:
            return False
        spelled, groups = self._spelling[name], tally.by_group
        if _NUMBERED.fullmatch(name) is not None and tally.all_of(name):
            return True
        if name.partition("(")[0].strip() in self._known and tally.all_of(name):
            return True
        if not _may_name(spelled):
            return groups["bold"][name] > 1 and len(name.split()) <= _MOST_WORDS + 2
        if groups["bracket"][name] > 1 and tally.totals["bracket"] >= _HALF * tally.paragraphs:
            return True
        marked = groups["timed"][name] + groups["bold"][name]
        if marked > 1:
            return True
        needed = _FEWEST_PLAIN if _capitalised(spelled) else _FEWEST_PLAIN + 1
        if name.split()[0] in _TALK:
            needed = _OFTEN if " " not in name else 10 * _OFTEN
        elif not _capitalised(spelled) and " " in name:
            needed = _OFTEN
        elif _capitalised(spelled) and tally.totals["plain"] >= _HALF * tally.paragraphs:
            needed = 2
        return groups["plain"][name] + marked >= needed

    def _once(self, tally: _Tally) -> Iterator[str]:
        """Names that come once, but stand as those do that come again; or all of them, where nearly every line has one."""
        for group in ("timed", "bold", "plain"):
            names = [name for name in tally.by_group[group] if self._may_be_once(name, group)]
            count = sum(tally.by_group[group][name] for name in names)
            if self.main_group == group:
                among = tally.paragraphs if group == "plain" else self._time_lines if group == "timed" else 0
                known = sum(tally.by_group[group][name] for name in self._accepted - set(names)) if group == "timed" else 0
                enough = count + known >= (_FEW_SHARE if group == "timed" and among <= _FEW_LINES else _ALL) * among
            else:
                # Words before a colon that all come once are as likely the fields of a page.
                enough = not self.main_group and group != "plain" and count >= max(2, _HALF * tally.paragraphs)
            if enough:
                yield from names
        shouted = [name for name in tally.by_group["plain"] if self._is_shouted(name)]
        if len(shouted) > 1 and sum(tally.by_group["plain"][name] for name in shouted) >= _HALF * tally.paragraphs:
            yield from shouted

    def _is_shouted(self, name: str) -> bool:
        """Whether a name stands in capitals, as broadcasters write those of voices."""
        spelled = self._spelling[name]
        letters = sum(map(str.isalpha, spelled))
        return spelled.isupper() and letters > 1 and _may_name(spelled) and name not in _NEVER and name.split()[0] not in _TALK

    def _in_full(self, tally: _Tally) -> Iterator[str]:
        """Names that come once in full and then by one of their words ("ANN LEE: ..." and then "LEE: ...")."""
        for name, spelled in self._spelling.items():
            words = name.partition(",")[0].split()
            known = len(words) > 1 and not self._accepted.isdisjoint((words[0], words[-1]))
            if known and _may_name(spelled) and _capitalised(spelled) and tally.all_of(name):
                yield name

    def _may_be_once(self, name: str, group: str) -> bool:
        spelled = self._spelling[name]
        if name not in self._late or name in _NEVER or name.split()[0] in _TALK or len(name.split()) > _MOST_WORDS:
            return False
        return group == self.main_group == "bold" or (_capitalised(spelled) and _may_name(spelled))


def _places(lines: Sequence[str], read: Sequence[list[LineHead]]) -> tuple[list[_Place], int]:
    """The lines that something heads, and how many paragraphs the text has: runs of lines, and heads with words of their own."""
    places: list[_Place] = []
    below: LineHead | None = None
    last = True
    paragraphs = 0
    for number in range(len(lines) - 1, -1, -1):
        line, heads = lines[number], read[number]
        if not line or (line.startswith("#") and not heads):
            continue
        if heads:
            own = (bool(heads[0].rest) and _ADDRESS.match(heads[0].rest) is None) or (not last and _are_words(below, heads[0]))
            places.append(_Place(number, heads, own))
            paragraphs += own
        else:
            before = lines[number - 1] if number else ""
            paragraphs += not before and not _stands_alone(lines, read, number)
        below, last = heads[0] if heads else None, False
    places.reverse()
    return places, paragraphs


def _are_words(below: LineHead | None, head: LineHead) -> bool:
    """Whether a line with the head `below` (or none) is speech under `head`: a mere colon may stand in any sentence."""
    return below is None or (below.family in ("plain", "dash") and head.family not in ("plain", "dash"))


def _words_a_line(places: Sequence[_Place]) -> float:
    spoken = [len(place.heads[0].rest) / _LETTERS for place in places if place.heads[0].rest]
    return sum(spoken) / max(1, len(spoken))


def _stands_alone(lines: Sequence[str], read: Sequence[list[LineHead]], number: int) -> bool:
    """Whether a paragraph stands right under a head that has no words in its own line, and so is that head's."""
    above = number - 1
    while above >= 0 and not lines[above]:
        above -= 1
    return above >= 0 and bool(read[above]) and not read[above][0].rest


def _may_name(name: str) -> bool:
    """Whether `name` has the shape of a name: few words, no comma, not only digits."""
    words = name.partition("(")[0].split()
    said_of = "," in name and not (name.isupper() and name.count(",") == 1)  # "ANN LEE, HOST" is a name
    return bool(words) and len(words) <= _MOST_WORDS and not said_of and any(map(str.isalpha, name))


def _capitalised(name: str) -> bool:
    """Whether every word of `name` is written as names are, in scripts that have capitals."""
    words = [word.strip("()'’\"") for word in name.split()]
    return (
        all(not word or not word[0].islower() or word in NAME_PARTICLES or any(map(str.isupper, word)) for word in words)
        and not words[0][:1].islower()
    )


def _variants(name: str) -> Iterator[str]:
    """How a speaker may be labelled: in full, by the first or the last name, by initials."""
    words = name.split()
    yield name
    if len(words) > 1:
        yield words[0]
        yield words[-1]
        yield "".join(word[0] for word in words)
