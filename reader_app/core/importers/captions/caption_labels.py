"""Finds the voices that captions name in their words: `Name:`, `[Name]`, `(Name)`, `>> NAME:`, and dashes of a dialogue.

The names are learned over the whole file first, then each caption is cut: a word that merely stands before a colon, and a
sound in brackets, name nobody.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from reader_app.core.importers.captions.caption_turns import marks_in
from reader_app.core.importers.captions.label_words import is_role, name_of

LabelKind = Literal["colon", "bracket", "parenthesis"]

_DASH = re.compile(r"[-–—‐‑―−](?![-–—‐‑―−\d>])\s?(?=\S)")
_LEADING_MARK = re.compile(r"(?:(?:>{2,}|»)\s*)?(?:[-–—‐‑―−]\s?)?")
_MAY_LABEL = re.compile(r"(?m)^[^\S\n]*(?:[-–—‐‑―−\[(【（]|[^\n:：]{1,60}+[:：])")
"""A line that may bear a dash or a label; texts without one, and without `>>`, need no closer look."""
_SIGNS = re.compile(r"[:：\[(【（>»]")
_SIGNS_AND_DASHES = re.compile(r"[:：\[(【（>»\-–—‐‑―−]")
_DASH_SIGN = re.compile(r"[-–—‐‑―−]")
_CLOSING = {"[": "]", "(": ")", "【": "】", "（": "）"}
_KINDS: dict[str, LabelKind] = {"[": "bracket", "【": "bracket", "(": "parenthesis", "（": "parenthesis"}
_AFTER_BRACKET = re.compile(r"\s?[:：]?\s*")
_COLON_HEAD = re.compile(r"([^\n:：]{1,60}+)([:：])")
_ASIDE = re.compile(r"\s?[\[(]([^()\[\]]{1,30})[\])]$")
_PRONOUNS = re.compile(r"[^\W\d_]{1,8}(?:/[^\W\d_]{1,8}){1,2}")
_LONGEST = 62
_SENTENCE_ENDS = ".?!…。！？।؟\"”’'»)]♪—–"

_EVERY = 0.8
"""Where so many captions bear a label, the source labels captions and not turns."""
_MOSTLY = 0.6
"""Where so many captions bear a label, labels that come once are names too."""
_SOME = 0.3
"""Where so many captions begin with a bracket, it holds names and no sounds."""
_SHARE = 0.1
_LEAST_SHARE = 0.15
"""Of all places of a single word, how many must be labels where captions seldom bear one."""
_FEWEST = 3
_OPENING = 3
"""Captions among which the first label stands, where only one voice is named."""
_MOST_NAMES = 200
"""The rarer ones are left in the words, so that the time stays linear."""
_SPARSEST = 0.004


class Part(NamedTuple):
    """A stretch of a caption that one voice says: code points from `begin` up to `stop`. `marked`: a mark or dash begins it."""

    begin: int
    stop: int
    marked: bool
    label: str | None


class _Label(NamedTuple):
    """A possible label at the head of a line: `stop` is where the words after it begin, `firm` that a colon follows a bracket.

    `aside` is what stands in brackets behind the name and is a part of the label: a role, or how to speak of the person.
    """

    kind: LabelKind
    name: str
    stop: int
    firm: bool
    aside: str = ""


@dataclass(slots=True)
class _Seen:
    """What the captions of one file show of possible labels of one kind."""

    counts: Counter[str] = field(default_factory=Counter)
    firm: set[str] = field(default_factory=set)
    first: dict[str, int] = field(default_factory=dict)
    opens: dict[str, bool] = field(default_factory=dict)
    """Whether the words before a label end a sentence."""


@dataclass(slots=True)
class Labels:
    """How one file of captions shows its voices.

    `every`: nearly every caption bears a label, so that captions of one voice in a row are one turn; else each label begins one.
    """

    names: dict[LabelKind, frozenset[str]] = field(default_factory=dict)
    every: bool = False
    marks: re.Pattern[str] | None = None
    dashes: bool = False
    asides: dict[str, list[str]] = field(default_factory=dict)
    """What stands in brackets behind a name and is a part of the label, each once."""
    _inside: re.Pattern[str] | None = None

    @property
    def any(self) -> bool:
        """Whether there is anything to cut at."""
        return bool(self.names) or self.dashes or self.marks is not None

    def may_cut(self, text: str) -> bool:
        """Whether `text` holds any sign of a mark or label at all: most captions do not, and need no closer look."""
        return self.any and (_SIGNS_AND_DASHES if self.dashes else _SIGNS).search(text) is not None

    def parts(self, text: str, lines: Sequence[int]) -> list[Part]:
        """`text` cut at its marks and labels; `lines` are the code points at which its lines begin."""
        openings = frozenset(lines)
        heads = set(lines)
        if self.marks is not None and (">>" in text or "»" in text):
            heads.update(match.start() for match in self.marks.finditer(text))
        if self._inside is not None:
            heads.update(match.start(1) for match in self._inside.finditer(text))
        cuts: list[tuple[int, int, bool, str | None]] = []
        for head in sorted(heads | {0}):
            if cuts and head < cuts[-1][1]:
                continue
            begin, marked = self._after_mark(text, head, head in openings)
            label = self._label(text, begin) if self.names else None
            if head == 0 or marked or label is not None:
                cuts.append(
                    (head, label.stop if label is not None else begin, marked, self._told(label) if label is not None else None)
                )
        stops = [cut[0] for cut in cuts[1:]] + [len(text)]
        return [Part(begin, max(begin, stop), marked, name) for (_, begin, marked, name), stop in zip(cuts, stops, strict=True)]

    def _after_mark(self, text: str, head: int, opens_line: bool) -> tuple[int, bool]:
        begin, marked = head, False
        if self.marks is not None and (match := self.marks.match(text, begin)) is not None:
            begin, marked = _skip_space(text, match.end()), True
        if self.dashes and (opens_line or marked) and (match := _DASH.match(text, begin)) is not None:
            begin, marked = match.end(), True
        return begin, marked

    def _told(self, label: _Label) -> str:
        """The whole label; a voice that has its role beside its name once only is the same one elsewhere."""
        asides = self.asides.get(label.name, ())
        aside = asides[0] if len(asides) == 1 else label.aside
        return f"{label.name} {aside}" if aside else label.name

    def _label(self, text: str, begin: int) -> _Label | None:
        label = _label_at(text, begin)
        return label if label is not None and label.name in self.names.get(label.kind, ()) else None


def learn_labels(captions: Sequence[str], spoken_for: bool = False) -> Labels:
    """How `captions` (with their line breaks) show voices. `spoken_for`: the format itself names them, so only marks count."""
    whole = "\n".join(captions)
    if ">>" not in whole and "»" not in whole and _MAY_LABEL.search(whole) is None:
        return Labels()
    labels = Labels()
    marks = marks_in(whole)
    if marks is not None and any(marks.match(line.lstrip()) for line in whole.split("\n")):
        labels.marks = marks
    labels.dashes = _has_dialogue(captions)
    if not spoken_for:
        _learn_names(labels, captions, whole)
    return labels


def _has_dialogue(captions: Sequence[str]) -> bool:
    """Whether dashes begin what a voice says: two in one caption, or at the head of many."""
    single = 0
    for caption in captions:
        if _DASH_SIGN.search(caption) is None:
            continue
        dashed = 0
        for line in caption.split("\n"):
            dashed += _DASH.match(line.lstrip()) is not None
        if dashed > 1:
            return True
        single += dashed
    return single > 1 and single >= _SHARE * len(captions)


def _learn_names(labels: Labels, captions: Sequence[str], whole: str) -> None:
    seen: dict[LabelKind, _Seen] = {"colon": _Seen(), "bracket": _Seen(), "parenthesis": _Seen()}
    labelled: dict[LabelKind, list[int]] = {kind: [] for kind in seen}
    before = "."
    for number, caption in enumerate(captions):
        if _SIGNS.search(caption) is None:
            before = caption.rstrip() or before
            continue
        for line in caption.split("\n"):
            bare = line.strip()
            mark = _LEADING_MARK.match(bare)
            label = _label_at(bare, mark.end() if mark is not None else 0)
            if label is not None:
                found = seen[label.kind]
                found.counts[label.name] += 1
                found.first.setdefault(label.name, number)
                found.opens.setdefault(label.name, before[-1] in _SENTENCE_ENDS or bool(mark and mark.end()))
                asides = labels.asides.setdefault(label.name, []) if label.aside else []
                if label.aside and label.aside not in asides:
                    asides.append(label.aside)
                if label.firm:
                    found.firm.add(label.name)
                labelled[label.kind].append(number)
            before = bare or before
    bearing = sum(1 for caption in captions if caption)
    words = _Words(whole)
    for kind, found in seen.items():
        share = len(set(labelled[kind])) / max(1, bearing)
        judge = _Judge(found, words, bearing, share)
        names = judge.colon_names() if kind == "colon" else judge.bracket_names()
        if names:
            labels.names[kind] = names
    borne = sum(found.counts[name] for kind, found in seen.items() for name in labels.names.get(kind, ()))
    labels.every = borne >= _EVERY * bearing
    labels._inside = _inside_pattern(labels.names)


class _Words:
    """The words of a whole file, counted only once they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the text, as written."""
        return Counter(re.findall(r"\w+", self.text))


@dataclass(slots=True)
class _Judge:
    """Tells which of the labels seen of one kind are names. `share` of all captions bears one of them."""

    seen: _Seen
    words: _Words
    captions: int
    share: float

    def colon_names(self) -> frozenset[str]:
        """Names before a colon: they come again, are set in capitals, or nearly every caption bears one."""
        counts = self.seen.counts
        if not counts:
            return frozenset()
        if self.share >= _MOSTLY and sum(counts.values()) > 1:
            return self._kept([name for name in counts if self._fits_most(name)])
        capitals = not _is_all_capitals(self.words.text)
        usual = sum(counts.values()) >= _SHARE * self.captions
        singles = sum(1 for name, count in counts.items() if len(name) == 1 and count > 1)
        sure = {name for name, count in counts.items() if self._is_sure(name, count, capitals, usual, singles)}
        if not self._enough(sure):
            return frozenset()
        others = [name for name in counts if name not in sure and self._follows(name)]
        return self._kept([*sure, *others])

    def bracket_names(self) -> frozenset[str]:
        """Names in brackets: a colon follows them, they are roles or full names that come again, or most captions bear one."""
        counts = self.seen.counts
        repeated = [name for name, count in counts.items() if count > 1]
        if self.share >= _SOME and sum(counts.values()) > 1 and (repeated or self.share >= _MOSTLY):
            return self._kept(list(counts) if self.share >= _MOSTLY else self._with_full(repeated))
        sure = {
            name
            for name, count in counts.items()
            if name in self.seen.firm or is_role(name) or (count > 1 and " " in name and not name.isupper())
        }
        return self._kept(self._with_full([*sure])) if self._enough(sure) else frozenset()

    def _with_full(self, names: list[str]) -> list[str]:
        """`names`, and the full names that come once beside them."""
        known = set(names)
        return names + [name for name in self.seen.counts if name not in known and " " in name and not name.isupper()]

    def _fits_most(self, name: str) -> bool:
        """Whether a label of a file whose captions nearly all bear one is no stray word: small letters must come again."""
        return not name[0].islower() or self.seen.counts[name] > 1

    def _is_sure(self, name: str, count: int, capitals: bool, usual: bool, singles: int) -> bool:
        if name[0].islower() and not is_role(name):
            return False
        if len(name) == 1:
            return count > 1 and singles > 1
        if (capitals and name.isupper()) or is_role(name):
            return True
        if count >= 2 and (" " in name or usual):
            return True
        return count >= _FEWEST and count >= _LEAST_SHARE * self.words.counts[name]

    def _enough(self, sure: set[str]) -> bool:
        total = sum(self.seen.counts[name] for name in sure)
        if total < 2 or total < _SPARSEST * self.captions:
            return False
        return len(sure) > 1 or total >= _SHARE * self.captions or min(self.seen.first[name] for name in sure) < _OPENING

    def _follows(self, name: str) -> bool:
        """Whether a label is a name too, where others are sure: it begins after a sentence and is no common word."""
        if name[0].islower() or len(name) == 1:
            return False
        if self.seen.counts[name] > 1:
            return True
        common = name.lower() != name and self.words.counts[name.lower()] > 0
        return self.seen.opens[name] and not common

    def _kept(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(sorted(set(names), key=lambda name: (-self.seen.counts[name], name))[:_MOST_NAMES])


def _is_all_capitals(text: str) -> bool:
    sample = text[:6_000]
    return sum(map(str.isupper, sample)) > 2 * sum(map(str.islower, sample))


def _inside_pattern(names: dict[LabelKind, frozenset[str]]) -> re.Pattern[str] | None:
    """Where a learned name may label inside a line: only after a sentence, because people are spoken of too."""
    either = {kind: "|".join(map(re.escape, sorted(some, key=len, reverse=True))) for kind, some in names.items()}
    patterns = []
    if "bracket" in either:
        patterns.append(rf"[\[【](?:{either['bracket']})[\]】]")
    if "colon" in either:
        patterns.append(rf"(?:{either['colon']})\s?(?:：|:(?=\s))")
    return re.compile(rf"(?:(?<=[.?!…।”\"♪)\]—–]\s)|(?<=[。！？」]))({'|'.join(patterns)})") if patterns else None


def _label_at(text: str, begin: int) -> _Label | None:
    """The label that a line may bear at `begin`, be it a name or not."""
    opener = text[begin : begin + 1]
    if opener in _CLOSING:
        close = text.find(_CLOSING[opener], begin + 1, begin + _LONGEST)
        name = name_of(text[begin + 1 : close].strip()) if close > 0 else None
        if name is None or (name[0].islower() and not is_role(name)):
            return None
        after = _AFTER_BRACKET.match(text, close + 1)
        stop = after.end() if after is not None else close + 1
        firm = text[close + 1 : stop].strip() != ""
        glued = stop == close + 1 and stop < len(text) and opener in "[("
        return None if glued else _Label(_KINDS[opener], name, stop, firm)
    match = _COLON_HEAD.match(text, begin)
    if match is None:
        return None
    stop = match.end()
    if match[2] == ":" and stop < len(text) and not text[stop].isspace() and not _may_follow(text[stop]):
        return None
    head = match[1].rstrip()
    aside = _ASIDE.search(head) if head.endswith((")", "]")) else None
    if aside is not None:
        name = name_of(head[: aside.start()])
        # A role (or "she/her") is a part of the label, all else beside a name ("(laughing)") stays among the words.
        of_label = is_role(aside[1]) or _PRONOUNS.fullmatch(aside[1]) is not None
        at = _skip_space(text, stop) if of_label else begin + aside.start()
        told = aside[0].strip() if of_label else ""
        return _Label("colon", name, _skip_space(text, at), True, told) if name is not None else None
    name = name_of(head)
    return _Label("colon", name, _skip_space(text, stop), False) if name is not None else None


def _may_follow(letter: str) -> bool:
    """Whether a word may begin right after a label's colon: no address, clock or emoticon does."""
    return letter.isalpha() or letter in '"“‘¿¡♪«「'


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
