"""Finds who speaks where in a transcript whose labels are glued to the words around them.

The names are learned first (a label that comes again, or a name that the notes know), then the text is split at them, longest
first; so "YeahEthan [0:10]:" is "Yeah" and then Ethan, and a name with a colon in running text splits nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from reader_app.core.timestamps import parse_clock

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
MARK = rf"[\[(]\s?{CLOCK}\s?[\])]"
"""A time in brackets, as transcripts set them beside a label, before a paragraph or every minute."""
_ROLES = r"Co-?[Hh]ost|Host|Guest|Moderator|Interviewer|Speaker|Gast|HOST|GUEST"
_ROLE = rf"(?P<role>\s?\((?:{_ROLES}|host|guest)\)|(?:{_ROLES})(?=\s?[\[(:]))?"
_TAIL = rf"(?:\s?[\[(]\s?(?P<clock>{CLOCK})\s?[\])][ \t]?(?P<colon>:)?|\s?(?P<bare>:)(?!//|\d))"
_ANY_TAIL = re.compile(_ROLE + _TAIL)
_TAIL_ALONE = re.compile(rf"(?P<role>(?!))?{_TAIL}")
"""For transcripts in which roles are the names."""
_MOST_MARKS = 8
"""So many times in a row may stand before a label; nobody writes more."""
_MARKED = re.compile(rf"{MARK}\s*$")
_LETTERS = r"\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u200c\u200d"
"""Letters with the signs that stand on them: `\\w` alone parts words of Indic scripts."""
_UPPER = "A-ZÀ-ÖØ-ÞА-Я"
_PART = rf"(?:(?:[A-Z]|Dr|Mr|Ms|Mrs|Prof|St)\.|[^\W_](?:[{_LETTERS}'’&\-]*[{_LETTERS}\-])?)"
_RUN = re.compile(rf"(?:{_PART}[ \u00a0])*{_PART}$")
_LABEL_LINE = re.compile(rf"(?m)^[ \t]*(?P<name>{_PART}(?: {_PART}){{0,3}})[ \t]+\(?(?P<clock>{CLOCK})\)?[ \t]*$")
_LONGEST_HEADING = 160
_NEXT_LABEL = re.compile(rf"\s?{_PART}(?: {_PART}){{0,3}}:(?!//|\d)")
_WINDOW = 56
"""Code points before a colon within which a label must begin."""
_MOST_WORDS = 4
_NEVER_IN_NAMES = '\n:;,!?[](){}"…'
_WORD = re.compile(r"\w+")
_NO_END = frozenset(("", " ", "\t", "\u00a0", *_NEVER_IN_NAMES))
_NEVER = re.compile(rf"[{re.escape(_NEVER_IN_NAMES)}]")
_SMALL_THEN_CAPITAL = re.compile(rf"(?<=[^\W_])[{_UPPER}](?=[a-zß-ÿа-я.])")
_MOST_SMALL = 3
"""Words of a label that is written small throughout."""
_FEWEST = 3
"""Times that a label must come before it is believed without further signs."""
_SURE = 5
"""Times that a name must begin sentences as a label before it is one inside a sentence too (a voice that is cut short)."""
_LEAST_SHARE = 0.15
"""Of all places of a name, how many at least must be labels."""
_PARTICLES = frozenset(
    ("de", "da", "di", "du", "van", "von", "der", "den", "del", "la", "le", "bin", "al", "el", "dos", "zu", "ten")
)
_CLEAN = frozenset(".!?…।॥。！？:;”“\"’')]}>—–*|-")
"""After one of these (and white space) a new sentence, and so a label, may begin."""
_PLAIN_WORDS = (
    "http https x twitter linkedin youtube website web substack github instagram facebook tiktok email mail discord "
    "newsletter blog transcript "
    "timestamps chapters links sponsors references notes note paper book concept question answer example update edit "
    "source spotify apple "
    "music credits host hosts guest guests show episode podcast video audio url phone date location topic summary intro outro"
)
_NO_NAMES = frozenset(_PLAIN_WORDS.split())
"""Words before a colon in show notes that name no voice."""
_TALK_WORDS = (
    "and so but like yeah yes no okay ok well right the a i you we it that this is was what just or because then now to of in "
    "und aber also ja nein y pero pues sí et mais donc oui और तो लेकिन हाँ हां"
)
_TALK = frozenset(_TALK_WORDS.split())
"""Words with which no name begins, but with which a speaker breaks off or is interrupted."""
_MOST_NAMES = 100
"""Voices of one transcript beyond which the rarest are not looked for, so that the time stays linear."""
_MOST_LOOKED_AT = 1_000
"""Possible labels of one transcript beyond which the rarest are not held against the whole text, for the same reason."""
_LEAST_SAID = 4
"""Code points for each colon of a text, below which there is no room for labels and words between them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at code points `start` to `stop` of a text; the words it labels begin at `stop`. `seconds` only where stated."""

    start: int
    stop: int
    name: str
    seconds: float | None = None


@dataclass(slots=True)
class _Counts:
    """How often each possible label stands with a time, at the start of a sentence, or glued to a word."""

    usable: Counter[str]
    clean: Counter[str]
    timed: Counter[str]
    whole: Counter[str]
    """Not glued to a word's end: only these may be names by themselves."""


def learn_names(text: str, known: str = "", banned: Collection[str] = ()) -> list[str]:
    """The labels that `text` uses, as written, longest first.

    `known` is text that may name the voices (show notes); `banned` are words that are no labels (the heads of chapter titles).
    """
    if _LEAST_SAID * text.count(":") > len(text):
        return []
    counts = _count(text, _ANY_TAIL)
    if any(_is_role(name, counts) for name in counts.usable):
        counts = _count(text, _TAIL_ALONE)
    stop_words = {word.casefold() for word in banned}
    all_timed = max(counts.timed.values(), default=0) >= _FEWEST
    known_words = frozenset(_WORD.findall(known))
    accepted: list[str] = []
    for name in sorted(counts.usable, key=lambda name: (-counts.usable[name], name))[:_MOST_LOOKED_AT]:
        folded = name.casefold()
        if (folded in _NO_NAMES and not _is_role(name, counts)) or (folded in stop_words and not counts.timed[name]):
            continue
        named = len(name) > 2 and _is_named(name, known, known_words)
        if not _comes_enough(name, counts, named, all_timed):
            continue
        if not counts.timed[name] and counts.usable[name] < _LEAST_SHARE * text.count(name):
            continue  # a word that merely comes before a colon now and then ("So: ...")
        accepted.append(name)
    names = _drop_glued(accepted[: 2 * _MOST_NAMES], counts)
    names = [name for name in names if not _is_tail(name, names, counts)]
    return sorted(names[:_MOST_NAMES], key=len, reverse=True)


def _is_role(name: str, counts: _Counts) -> bool:
    """Whether a role stands for a name, over and over, and not once or twice in the notes ("Host: Ann Lee")."""
    return re.fullmatch(_ROLES, name) is not None and counts.usable[name] >= _FEWEST


def bracket_times(text: str) -> str:
    """`text` with lines such as "Ann Lee  0:12", which label what follows, written as "Ann Lee [0:12]:".

    Only where names come again: chapters ("The Hive 0:12") stand in such lines too, but each once.
    """
    names = Counter(match["name"] for match in _LABEL_LINE.finditer(text))
    if not names or sum(names.values()) < _FEWEST or len(names) > 0.6 * sum(names.values()):
        return text
    return _LABEL_LINE.sub(lambda match: f"{match['name']} [{match['clock']}]:", text)


def find_labels(text: str, names: list[str], is_heading: Callable[[str], bool], opens_below: int = 0) -> list[Label]:
    """Every place of `text` where one of `names` (or, beside a time, an unknown name) labels what follows.

    `is_heading` tells whether the words just before a label may be a heading. Where fewer labels than `opens_below` have a time,
    the text may begin with an unknown one.
    """
    labels = _known_labels(text, names, is_heading) if names else []
    taken = {label.stop for label in labels}
    labels += [label for label in _unknown_timed(text) if label.stop not in taken]
    labels.sort(key=lambda label: (label.start, -label.stop))
    apart: list[Label] = []
    for label in labels:
        if not apart or label.start >= apart[-1].stop:
            apart.append(label)
    opens = sum(label.seconds is not None for label in apart) < opens_below
    if opens and (first := _opening(text)) is not None and (not apart or first.stop <= apart[0].start):
        apart.insert(0, first)
    return _without_headings(text, apart, is_heading)


def _without_headings(text: str, labels: list[Label], is_heading: Callable[[str], bool]) -> list[Label]:
    """Without labels of one place and no time whose words up to the next label are a heading ("The Hive: How It Began")."""
    counts = Counter(label.name for label in labels)
    kept: list[Label] = []
    for label, following in pairwise([*labels, None]):
        assert label is not None
        rare = counts[label.name] == 1 and label.seconds is None and following is not None
        stretch = text[label.start : following.start] if rare and following is not None else ""
        if not (stretch and len(stretch) <= _LONGEST_HEADING and len(stretch.split()) >= 4 and is_heading(stretch)):
            kept.append(label)
    return kept


def _count(text: str, tails: re.Pattern[str]) -> _Counts:
    counts = _Counts(Counter(), Counter(), Counter(), Counter())
    for tail in tails.finditer(text):
        if _is_mark_of_next(text, tail, _NEXT_LABEL):
            continue
        timed = tail["clock"] is not None and tail["colon"] is not None
        stop = _name_end(text, tail)
        for start in _starts(text, stop, timed):
            name = text[start:stop]
            place = _place(text, start)
            marked = tail["bare"] is not None and place == "clean" and _mark_before(text, start) is not None
            if place == "spaced" and not timed:
                continue
            if tail["clock"] is not None and tail["colon"] is None and place != "clean":
                continue
            counts.usable[name] += 1
            counts.timed[name] += timed or marked
            counts.clean[name] += place == "clean"
            counts.whole[name] += place != "glued"
    return counts


def _is_mark_of_next(text: str, tail: re.Match[str], label: re.Pattern[str]) -> bool:
    """Whether a time stands before the next `label`, not behind this one ("Quite[0:10] Ida: ...")."""
    return tail["clock"] is not None and tail["colon"] is None and label.match(text, tail.end()) is not None


def _name_end(text: str, tail: re.Match[str]) -> int:
    """Where the name before `tail` ends; a role without a name before it ("HOST:") is the name."""
    role = tail["role"]
    alone = role is not None and "(" not in role and _place(text, tail.start()) == "clean"
    return tail.end("role") if alone else tail.start()


def _starts(text: str, stop: int, timed: bool = False) -> list[int]:
    """Where a label that ends at `stop` may begin, the longest first; beside a time it may be written small ("ann lee")."""
    if text[stop - 1 : stop] in _NO_END:
        return []
    window = _NEVER.split(text[max(0, stop - _WINDOW) : stop])[-1]
    run = _RUN.search(window)
    if run is None:
        return []
    base = stop - len(run.group())
    words = [(match.start() + base, match.group()) for match in re.finditer(r"\S+", run.group())][-_MOST_WORDS:]
    starts: list[int] = []
    if timed and 1 < len(words) <= _MOST_SMALL and run.group().islower() and _place(text, words[0][0]) == "clean":
        starts.append(words[0][0])
    for number, (at, word) in enumerate(words):
        last = number + 1 == len(words)
        rest = [following for _, following in words[number + 1 :]]
        if not all(
            following[0].isupper() or following[0].isdigit() or following in _PARTICLES or not _cased(following)
            for following in rest
        ):
            continue
        if (
            word[0].isupper()
            or (not _cased(word) and not word[0].isdigit())
            or (last and not word[0].isdigit() and _place(text, at) == "clean")
        ):
            starts.append(at)
        if len(word) > 2:
            starts += [at + match.start() for match in _SMALL_THEN_CAPITAL.finditer(word)]
    return starts


def _cased(word: str) -> bool:
    return word.lower() != word.upper()


def _place(text: str, start: int) -> str:
    """How a label at `start` meets what stands before it: "clean" (a new sentence or line), "glued" or "spaced"."""
    for passed in range(_MOST_MARKS):
        at = start - 1
        while at >= 0 and text[at] in " \t\u00a0":
            at -= 1
        if at < 0 or text[at] == "\n":
            return "clean"
        mark = _MARKED.search(text[max(0, at - 14) : at + 1]) if text[at] in "])" else None
        if mark is None:
            met = _meets(text, at, start)
            # A mark that stands inside a sentence, every minute, opens nothing; any other does.
            return met if not passed or met == "spaced" else "clean"
        start = max(0, at - 14) + mark.start()
    return "clean"


def _meets(text: str, at: int, start: int) -> str:
    if text[at] in _CLEAN:
        return "clean"
    if at < start - 1:
        return "spaced"
    return "glued" if unicodedata.category(text[at])[0] in "LNM" else "clean"


def _mark_before(text: str, start: int) -> re.Match[str] | None:
    before = text[max(0, start - 16) : start]
    return _MARKED.search(before) if "]" in before or ")" in before else None


def _is_named(name: str, known: str, words: frozenset[str]) -> bool:
    """Whether the text `known`, of which all words are `words`, has `name` in it."""
    if _WORD.fullmatch(name) is not None:
        return name in words
    return name in known and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", known) is not None


def _comes_enough(name: str, counts: _Counts, named: bool, all_timed: bool) -> bool:
    """Whether a label comes often enough, and at places enough where a sentence may begin, to be a name.

    `named`: it stands in the text that may name the voices. `all_timed`: labels of this transcript have times, so that one
    without must show itself by its number alone.
    """
    clean = counts.clean[name]
    if (clean == 0 and not named) or (name[0].islower() and clean < 2):
        return False
    if counts.timed[name] >= 2:
        return True
    needed = _FEWEST if all_timed or not named else 1 if " " in name else 2
    return counts.usable[name] >= needed


def _drop_glued(names: list[str], counts: _Counts) -> list[str]:
    """Without names that are another name behind the end of a sentence that bears no mark ("LikeEthan", "And Ethan")."""
    offered = set(names)
    return [name for name in names if not any(_is_glued(name, at, offered, counts) for at in range(1, len(name) - 2))]


def _is_glued(name: str, at: int, offered: set[str], counts: _Counts) -> bool:
    tail, before = name[at:], name[at - 1]
    if tail not in offered or not counts.clean[tail]:
        return False
    if before == " ":
        return name.split()[0].casefold() in _TALK and counts.usable[name] < 0.3 * counts.usable[tail]
    joined = unicodedata.category(before)[0] in "LM" and (
        tail[0].isupper() or (before.islower() and tail[0].islower()) or not _cased(tail[0])
    )
    return joined and counts.usable[name] < 0.6 * counts.usable[tail]


def _is_tail(name: str, names: list[str], counts: _Counts) -> bool:
    """Whether `name` stands only as the end of longer names ("Dean" of "Jeff Dean")."""
    longer = [
        other
        for other in names
        if other != name and other.endswith(name) and (other[-len(name) - 1] == " " or not other[-len(name) - 1 :].isspace())
    ]
    covered = sum(
        counts.usable[other]
        for other in longer
        if other.endswith(" " + name) or counts.usable[other] >= 0.6 * counts.usable[name]
    )
    return bool(longer) and counts.usable[name] - covered < max(2, 0.1 * counts.usable[name])


def _known_labels(text: str, names: list[str], is_heading: Callable[[str], bool]) -> list[Label]:
    either = "|".join(re.escape(name) for name in names)
    pattern = re.compile(rf"(?P<name>{either}){_ROLE}{_TAIL}", re.IGNORECASE)
    following = re.compile(rf"\s?(?:{either}):(?!//|\d)", re.IGNORECASE)
    exact = set(names)
    matches = list(pattern.finditer(text))
    opening = Counter(match["name"] for match in matches if _place(text, match.start()) == "clean")
    labels: list[Label] = []
    roles = False
    for match in matches:
        start, name = match.start(), match["name"]
        if _is_mark_of_next(text, match, following):
            continue
        place = _place(text, start)
        known = name in exact and (place != "glued" or not name[0].islower() or text[start - 1].islower())
        timed = match["clock"] is not None and (match["colon"] is not None or match["role"] is not None)
        sure = opening[name] >= _SURE and text[match.end() : match.end() + 1].isspace()
        if place == "clean" or (known and (place == "glued" or timed or sure)):
            accepted = True
        elif known or (place == "glued" and name.islower()):
            accepted = is_heading(text[max(0, start - 160) : start].rstrip())
        else:
            accepted = False
        if accepted:
            labels.append(_label(text, match, name))
            roles = roles or (match["role"] is not None and match["clock"] is not None)
    return labels + (_bare_names(text, either) if roles else [])


def _bare_names(text: str, either: str) -> list[Label]:
    """Labels without any mark, as players' own transcripts glue them ("...you.AnnaThanks"): only at a lost line break."""
    pattern = re.compile(rf"(?<=[.?!…])(?P<name>{either})\s?(?=[A-Z“\"](?!\w*:))")
    return [Label(match.start(), match.end(), match["name"]) for match in pattern.finditer(text)]


def _unknown_timed(text: str) -> list[Label]:
    """Labels with a time whose name came only once."""
    labels = []
    for match in _ANY_TAIL.finditer(text):
        if match["clock"] is None or match["colon"] is None:
            continue
        stop = _name_end(text, match)
        starts = _starts(text, stop, timed=True)
        clean = [start for start in starts if _place(text, start) == "clean"]
        start = clean[0] if clean else next(reversed(starts), None)
        if start is not None and _place(text, start) != "spaced":
            labels.append(_label(text, match, text[start:stop], start))
    return labels


def _label(text: str, match: re.Match[str], name: str, start: int | None = None) -> Label:
    begin = match.start() if start is None else start
    clock = match["clock"]
    seconds = parse_clock(clock) if clock else None
    if seconds is None and (marked := _mark_before(text, begin)) is not None:
        seconds = parse_clock(marked.group().strip(" \t\n[]()"))
        begin -= len(marked.group())
    return Label(begin, match.end(), name, seconds)


def _opening(text: str) -> Label | None:
    """The label with which a transcript opens, though it may never come again ("Announcer:")."""
    lead = len(text) - len(text.lstrip())
    match = re.compile(rf"(?P<name>{_PART}(?: {_PART}){{0,3}}){_ROLE}{_TAIL}").match(text, lead)
    if match is None or match["name"].casefold() in _NO_NAMES or not (match["colon"] or match["bare"]):
        return None
    return _label(text, match, match["name"])
