"""Which items of a library tell the same recording, judged on their fingerprints."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from reader_app.core.fingerprints import QUOTES_GRAIN, ChapterList, Fingerprint, coarser, fingerprint

__all__ = ["Fingerprint", "find_twins", "fingerprint", "same_recording"]

_CLIP = 0.2
"""What is shorter than this share of the other speech may be a piece cut out of it, and no recording of its own."""
_LEAST_NOTES = 15
"""How many shingles of the notes must be the same to mean anything."""
_WIDESPREAD = 3
"""What more than so many other items carry too is the show's own furniture and tells nothing."""
_SHORT_WORDS = frozenset(re.findall(r"\w+", "a an and are as at be by for from in into is of on or our the their this to with"))


def same_recording(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two items tell the same recording, as far as the two of them show it."""
    return _same(a, b, frozenset(), frozenset())


def find_twins(new: Fingerprint, others: Mapping[str, Fingerprint]) -> set[str]:
    """The keys of all `others` that tell the same recording as `new`.

    `others` should be as many as the library has, the items of the same show above all: what many of them carry (a
    sponsor's text, the hosts' names) is then known for furniture and not weighed. Does not follow twins of twins.
    """
    notes, names = frozenset(new.notes), new.names
    shared = {key: (notes.intersection(other.notes), names & other.names) for key, other in others.items()}
    carriers = Counter(shingle for common, _ in shared.values() for shingle in common)
    bearers = Counter(name for _, common in shared.values() for name in common)
    stale = frozenset(shingle for shingle, count in carriers.items() if count > _WIDESPREAD)
    stock = frozenset(name for name, count in bearers.items() if count > _WIDESPREAD)
    return {key for key, other in others.items() if _same(new, other, stale, stock)}


def _same(a: Fingerprint, b: Fingerprint, stale: frozenset[int], stock: frozenset[str]) -> bool:
    """The judgement on a pair; `stale` shingles and `stock` names are the furniture of many items."""
    if a.address and a.address == b.address and a.address.startswith("video:"):
        return True
    if a.part != b.part and (a.part or b.part):
        return False
    spoken = _speech_likeness(a, b)
    if spoken is not None:
        return spoken
    if a.address and a.address == b.address:
        return True
    verdicts = {_chapters_agree(listed, other) for listed in a.chapters for other in b.chapters}
    aligned = True in verdicts or (False if verdicts == {False} else None)
    if aligned:
        return True
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    if aligned is False:
        return _notes_agree(a.notes, b.notes, stale, strictly=True) and _equally_long(a.chapters[0], b.chapters[0])
    return (
        _notes_agree(a.notes, b.notes, stale) or _quoted(a, b) or _quoted(b, a) or _titles_agree(a, b) or _crossover(a, b, stock)
    )


def _speech_likeness(a: Fingerprint, b: Fingerprint) -> bool | None:
    """Whether the same words are spoken; None where one speech is too short to tell, or in another language.

    None too where one may be a piece cut out of the other. Two recognitions of one recording share about half of all runs
    of four words, two talks on one subject one in twenty.
    """
    grain = max(a.grain, b.grain)
    least, most = sorted((_expected(a.speech, a.grain, grain), _expected(b.speech, b.grain, grain)))
    if least < 12 or least < _CLIP * most or a.language != b.language:
        return None
    share = len(coarser(a.speech & b.speech, grain)) / least
    if share >= 0.3:
        return True
    return False if least >= 30 and share < 0.1 and not (a.bare or b.bare) else None


def _quoted(digest: Fingerprint, full: Fingerprint) -> bool:
    """Whether the pull quotes of `digest` are spoken in `full`."""
    common = len(coarser(digest.quotes & full.speech, full.grain))
    return common >= 5 and common >= 0.35 * _expected(digest.quotes, QUOTES_GRAIN, full.grain)


def _chapters_agree(a: ChapterList, b: ChapterList) -> bool | None:
    """Whether two chapter lists are of the same recording: titles alike, in the same order and at the same distances.

    The segments of a weekly show bear the same titles each time, but never last equally long. None where that leaves it
    open.
    """
    pairs = _alike_titles(a, b)
    telling = {word for i, _ in pairs for word in a[i][1].split() if word not in _SHORT_WORDS}
    steps = [(a[k][0] - a[i][0], b[m][0] - b[j][0]) for (i, j), (k, m) in pairwise(pairs)]
    even = sum(abs(x - y) <= max(5.0, 0.12 * max(x, y)) for x, y in steps)
    share = len(pairs) / min(len(a), len(b))
    if len(pairs) >= 4 and len(telling) >= 10 and share >= 0.25 and even >= max(3, 0.6 * len(steps)):
        return True
    return None if share >= 0.25 and even >= 0.6 * len(steps) else False


def _alike_titles(a: ChapterList, b: ChapterList) -> list[tuple[int, int]]:
    """The longest row of pairs of chapters (index in `a`, index in `b`) with nearly the same title, rising in both."""
    bags = [frozenset(title.split()) - _SHORT_WORDS for _, title in b]
    holders: dict[str, list[int]] = {}
    for j, bag in enumerate(bags):
        for word in bag:
            holders.setdefault(word, []).append(j)
    rows: list[tuple[int, int, list[tuple[int, int]]]] = []
    for i, (_, title) in enumerate(a):
        own = frozenset(title.split()) - _SHORT_WORDS
        common = Counter(j for word in own for j in holders.get(word, ()))
        alike = [j for j, count in common.items() if count >= 0.6 * len(own | bags[j])]
        ends = [max((row for row in rows if row[0] < j), key=lambda row: row[1], default=(-1, 0, [])) for j in alike]
        rows += [(j, length + 1, [*pairs, (i, j)]) for j, (_, length, pairs) in zip(alike, ends, strict=True)]
    return max(rows, key=lambda row: row[1])[2] if rows else []


def _equally_long(a: ChapterList, b: ChapterList) -> bool:
    """Whether the last chapters of two recordings begin at about the same time."""
    return abs(a[-1][0] - b[-1][0]) <= 0.15 * max(a[-1][0], b[-1][0])


def _notes_agree(a: Sequence[int], b: Sequence[int], stale: frozenset[int], strictly: bool = False) -> bool:
    """Whether the notes tell of the same recording: one's opening words stand in the other, and most of the rest.

    Openings decide because shows close all their notes with the same words; what follows may be the tail of another feed.
    `strictly` asks for long notes, told nearly word for word, where other things speak against it.
    """
    if len(set(a).intersection(b) - stale) < _LEAST_NOTES:
        return False
    first = [shingle for shingle in a if shingle not in stale]
    second = [shingle for shingle in b if shingle not in stale]
    least = min(len(set(first)), len(set(second)))
    common = len(set(first) & set(second))
    run = max(_opening_run(first, set(second)), _opening_run(second, set(first)))
    if strictly:
        return run >= 60 and common >= 0.8 * least
    return run >= min(40, 0.8 * least) and common >= 0.5 * least


def _opening_run(opening: Sequence[int], other: set[int]) -> int:
    """How many shingles of `opening` from its first on stand in `other`, over gaps of one changed word."""
    run = misses = 0
    for count, shingle in enumerate(opening, 1):
        if shingle in other:
            run, misses = count, 0
        else:
            misses += 1
            if misses > 3:
                break
    return run


def _titles_agree(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether both state the same title, one that says enough, and nothing speaks against it.

    One of them may add the name of its show; where both add something of their own, the same part is likely the show's.
    Two shows may tell of a recording in different words, one show repeats a title only for another recording.
    """
    parts = set(a.title) & set(b.title)
    telling = any(len(set(part.split()) - _SHORT_WORDS) >= 4 for part in parts)
    if not telling or (set(a.title) - parts and set(b.title) - parts) or _days_apart(a, b) > 60:
        return False
    both_told = min(len(a.notes), len(b.notes)) >= _LEAST_NOTES
    return not both_told or bool(a.show and b.show and a.show != b.show)


def _crossover(a: Fingerprint, b: Fingerprint, stock: frozenset[str]) -> bool:
    """Whether two shows tell of one crossover, each in its own words: the same people meet in both."""
    if not (a.crossover and b.crossover) or a.again != b.again or _days_apart(a, b) > 60 or (a.show and a.show == b.show):
        return False
    return _disjoint((a.first_names & b.names | b.first_names & a.names) - stock) >= 3


def _days_apart(a: Fingerprint, b: Fingerprint) -> int:
    """Days between the two dates; 0 where one is not stated to the day."""
    try:
        return abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days)
    except ValueError:
        return 0


def _disjoint(names: Iterable[str]) -> int:
    """How many names there are at least, when each word is part of one only."""
    seen: set[str] = set()
    count = 0
    for name in sorted(names):
        words = name.split()
        if seen.isdisjoint(words):
            count += 1
            seen.update(words)
    return count


def _expected(sample: Collection[int], grain: int, coarser: int) -> float:
    """About how many of `sample`, taken with `grain`, are left at the grain `coarser`."""
    return len(sample) / (1 << (coarser - grain))
