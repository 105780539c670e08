"""Fingerprints of episodes: small enough that a library keeps one of each, telling enough to know a recording again."""

import base64
import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from reader_app.core.importers.draft import Draft
from reader_app.core.timestamps import parse_clock
from reader_app.core.words import WORD

_NOTES = 800
"""How many words of the notes a fingerprint keeps."""
_CHAPTERS = 120
"""How many chapters of a list it keeps."""
_LONG_TEXT = 2_000
"""Code points from which a text that is nothing but prose may be what was said, some two minutes of it."""
LEAST_CHAPTERS = 4
"""Fewer times than these are no list of chapters that could tell anything."""
_SPEECH_KEPT = 1_200
"""How many sampled shingles of the speech a fingerprint keeps at most, before it samples more coarsely."""
SPEECH_GRAIN, QUOTES_GRAIN = 4, 2
"""One shingle in 2**4 of the speech is kept, one in 2**2 of the pull quotes, which are few."""

_SENTENCE_END = re.compile(r"(?<![.!?…।。！？])[.!?…।。！？]++[\"”’)]*+(?:\s+|(?=[^\W\d_a-z]))|\n+|(?<!\s)\s*+[*•|]\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,64}\.\w+")
_LISTED = re.compile(r"[(\[]?(?<![\d:])(\d{1,3}(?::\d{2}){1,2})(?![\d:])[)\]]?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_FURNITURE = re.compile(
    r"\b(?:subscri\w+|sponsor\w*|sign up|follow(?: us| me| our|\b.{1,60}\bon\b)|is an? (?:\S+ ){0,3}podcast|newsletters?|"
    r"patreon|discord|spotify|apple podcasts|youtube|linkedin|twitter|instagram|tiktok|facebook|promo|discount|% off|"
    r"free trial|brought to you by|advert\w*|ad ?choices|disclosures?|(?:legal|investment|financial) advice|"
    r"informational purposes|review us|leave (?:us )?a review|rate (?:us|and)|feedback|full access|paid episode|"
    r"free preview|mailing list|merch|full episode|full video|listen to|hosted by|privacy policy|thanks (?:go )?to|"
    r"supported by|made possible by|presented by|powered by|our partners?|use code|learn more|find out more|check out)",
    re.IGNORECASE,
)
"""Words by which a sentence of the notes tells of the show, its sponsors or where to follow it, not of the recording."""
_CROSSOVER = re.compile(
    r"\b(?:cross-?\s?over|cross-?post\w*|simulcast|feed ?drop|collab|joint episode|together with our friends|"
    r"originally (?:aired|appeared|published|released|recorded)|fellow (?:\w+ ){0,2}podcasters?)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:(?:year|months) (?:after|later|since)|returns?|second time|once again|round two|reunion|follow-?up)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:part|pt|vol|volume|teil|partie|parte|deel|भाग|часть)[\s.#]*"
    r"(\d{1,3}\b|(?-i:I{2,3}|IV|VI{0,3}|I(?=\s*(?:[:;.,)–—-]|$)))\b|(?:one|two|three|four|five)\b)|"
    r"\b(first|second|third|fourth|final) (?:part|instal+ment)\b|[(\[](\d)\s?(?:/|of)\s?\d[)\]]",
    re.IGNORECASE,
)
_ORDINALS = {
    **dict.fromkeys(("one", "first", "i"), "1"),
    **dict.fromkeys(("two", "second", "ii"), "2"),
    **dict.fromkeys(("three", "third", "iii"), "3"),
    **dict.fromkeys(("four", "fourth", "iv"), "4"),
}
_NUMBER = re.compile(r"#\s?(\d+)\b|\b(\d+)(?:st|nd|rd|th) (?:episode|show)\b|\b(?:episode|ep\.?|folge|एपिसोड) ?#?(\d+)\b", re.I)
_TITLE_CUT = re.compile(r"\s+[|•·–—-]\s+|\s*\|\s*")
_VIDEO = re.compile(r"(?:youtube\.com/(?:watch\?(?:\S*&)?v=|embed/|live/|shorts/)|youtu\.be/)([\w-]{11})")
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at but by for from full get how i if in is it its join my new no not of on or our plus read so some "
        "special that the their there these they this timestamps to top today we what when where which who why will with you",
    )
)
"""Words that are capitalised at the start of a sentence or heading and begin no name."""

ChapterList = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one recording from another: some hundred numbers and names instead of the whole text.

    - `title`: the parts of the stated title, folded; empty where the title is derived.
    - `address`: the id of its video or its page, or "".
    - `part`: which part of a series it calls itself, or "". `numbers`: the episode numbers that it states.
    - `notes`: hashes of each three neighbouring words of its notes, in order, without furniture.
    - `chapters`: its chapter lists, each of (seconds, folded title): the stated one, and others that its notes tell.
    - `speech`: sampled hashes of each four neighbouring words of the speech, one in 2**`grain`; `quotes` likewise of its
      pull quotes. A coarser sample is a part of a finer one, so any two compare.
    - `names`: names (each two capitalised words) in its notes, its voices and its speech; `first_names`: those that come
      first. `crossover`: whether it calls itself one; `again`: whether it says that these people have met before.
    - `bare`: it is text alone, that may be what was said or not; `speech` is of its words.
    """

    title: tuple[str, ...] = ()
    address: str = ""
    show: str = ""
    language: str = "und"
    published: str = ""
    part: str = ""
    numbers: frozenset[str] = frozenset()
    notes: tuple[int, ...] = ()
    chapters: tuple[ChapterList, ...] = ()
    speech: frozenset[int] = frozenset()
    grain: int = SPEECH_GRAIN
    quotes: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()
    crossover: bool = False
    again: bool = False
    bare: bool = False

    def to_json(self) -> dict[str, Any]:
        """This fingerprint as what `json.dumps` takes."""
        row: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        for field in ("numbers", "names", "first_names"):
            row[field] = sorted(row[field])
        row["notes"] = _pack(self.notes)
        row |= {field: _pack(sorted(row[field])) for field in ("speech", "quotes")}
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fingerprint":
        """The fingerprint that `to_json` wrote. Raises ValueError, KeyError or TypeError if `row` is no such thing."""
        sets = {field: frozenset(row[field]) for field in ("numbers", "names", "first_names")}
        samples = {field: frozenset(_unpack(row[field])) for field in ("speech", "quotes")}
        rows = {
            "title": tuple(row["title"]),
            "notes": tuple(_unpack(row["notes"])),
            "chapters": tuple(tuple((float(start), str(title)) for start, title in listed) for listed in row["chapters"]),
        }
        return cls(**{**row, **sets, **samples, **rows})


def fingerprint(draft: Draft) -> Fingerprint:
    """The fingerprint of an episode, from what its source tells of it."""
    told = [block.text for block in draft.blocks if block.kind == "description"]
    told += [block.text for block in draft.blocks if block.kind == "prose"]
    sentences = list(islice((sentence for text in told for sentence in _sentences(text)), _NOTES))
    said = [block.text for block in draft.blocks if block.kind == "speech"]
    stated = draft.title if draft.title_origin == "stated" else ""
    lead = " ".join([stated, *sentences])[:400]
    introduction = "\n".join([stated, "\n".join(told)[:4_000], " ".join(said[:12])[:2_000]])
    voices = {name for block in draft.blocks if block.speaker for name in _names(block.speaker)}
    bare = _bare_text(draft)
    grain, speech = _sampled(_folded_words(said or bare), SPEECH_GRAIN)
    return Fingerprint(
        title=_title_parts(stated),
        address=_address(draft.url or ""),
        show=" ".join(_folded_words([draft.show or ""])),
        language=draft.language.split("-")[0],
        published=draft.published or "",
        part=_part(lead),
        numbers=frozenset(number for found in _NUMBER.findall(lead) for number in found if number),
        notes=tuple(_shingles(list(islice(_folded_words(sentences), _NOTES)), 3)),
        chapters=tuple(listed[:_CHAPTERS] for listed in _chapter_lists(draft, told) if len(listed) >= LEAST_CHAPTERS),
        speech=frozenset(speech),
        grain=grain,
        quotes=frozenset(_sampled(_folded_words(b.text for b in draft.blocks if b.kind == "pull_quote"), QUOTES_GRAIN)[1]),
        names=frozenset([*voices, *_most_named([stated, *told]), *_most_named(said)]),
        first_names=frozenset([*voices, *_names(lead)]),
        crossover=_CROSSOVER.search(introduction) is not None,
        again=_AGAIN.search(introduction) is not None,
        bare=bool(bare),
    )


def _bare_text(draft: Draft) -> list[str]:
    """The words of a long text with nothing around it: somebody's typed talk without names, where no telling marks who speaks."""
    texts = [block.text for block in draft.blocks]
    bare = all(block.kind == "prose" for block in draft.blocks) and sum(map(len, texts)) >= _LONG_TEXT
    return texts if bare else []


def _sentences(text: str) -> Iterator[str]:
    """The sentences of `text` that tell of the recording, not of the show."""
    for sentence in _SENTENCE_END.split(text):
        if sentence and not _FURNITURE.search(sentence) and not _CLOCK.search(sentence):
            yield _ADDRESS.sub(" ", sentence)


def _chapter_lists(draft: Draft, told: Iterable[str]) -> Iterator[ChapterList]:
    """The stated chapters that have a time, then every other list of times and titles in the notes."""
    stated = [(block.start, block.text) for block in draft.blocks if block.chapter and block.start is not None]
    yield tuple((start, " ".join(_folded_words([title]))) for start, title in stated)
    for text in told:
        pieces = _LISTED.split(text)[1:]
        starts = [parse_clock(clock) for clock in pieces[::2]]
        titles = [" ".join(_folded_words([title[:200]])) for title in pieces[1::2]]
        yield tuple((start, title) for start, title in zip(starts, titles, strict=True) if start is not None and title)


def _folded_words(texts: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}  # one copy of each word, however often it stands there
    return [known.get(word) or known.setdefault(word, word.casefold()) for text in texts for word in WORD.findall(text)]


def _shingles(words: Sequence[str], size: int) -> Iterator[int]:
    """A 32-bit hash of each `size` neighbouring words; the same on every machine."""
    crc32 = zlib.crc32
    bytes_of = {word: word.encode() for word in set(words)}
    encoded = [bytes_of[word] for word in words]
    return (crc32(b" ".join(row)) for row in zip(*(islice(encoded, start, None) for start in range(size)), strict=False))


def _sampled(words: Sequence[str], grain: int) -> tuple[int, set[int]]:
    """The grain, at least `grain`, and the shingles of `words` that fall into its sample."""
    kept = {shingle for shingle in _shingles(words, 4) if not shingle & ((1 << grain) - 1)}
    while len(kept) > _SPEECH_KEPT:
        grain += 1
        kept = coarser(kept, grain)
    return grain, kept


def coarser(sample: Iterable[int], grain: int) -> set[int]:
    """What of `sample` belongs to the sample at `grain`."""
    mask = (1 << grain) - 1
    return {shingle for shingle in sample if not shingle & mask}


def _title_parts(title: str) -> tuple[str, ...]:
    """The folded parts of a title such as "Name of the episode | Show #12"."""
    parts = (" ".join(_folded_words([part])) for part in _TITLE_CUT.split(title))
    return tuple(part for part in parts if part)


def _address(url: str) -> str:
    """The id of a video or the page that `url` leads to; "" for none, or a site's front page, which belongs to no episode."""
    video = _VIDEO.search(url)
    if video:
        return "video:" + video[1]
    page = re.sub(r"^(?:https?://)?(?:www\.)?|[?#].*$|/+$", "", url.strip())
    return page.casefold() if page.count("/") else ""


def _part(lead: str) -> str:
    found = _PART.search(lead)
    if found is None:
        return ""
    number = next(group for group in found.groups() if group).casefold()
    return _ORDINALS.get(number, number)


def _names(text: str) -> list[str]:
    """Each two capitalised words of `text` that stand side by side, folded: of "CEO Ada Lovelace" the name is one of two."""
    pairs: list[str] = []
    before, end = "", 0
    for match in WORD.finditer(text):
        word = match[0]
        if not word[0].isupper():  # nearly always: the rest is for names
            before = ""
            continue
        if before and text[end : match.start()] in {" ", "-"}:
            pairs.append(f"{before} {word}".casefold())
        before, end = "" if word.casefold() in _NO_NAME else word, match.end()
    return pairs


def _most_named(texts: Iterable[str], most: int = 60) -> list[str]:
    counts = Counter(name for text in texts for name in _names(text))
    return [name for name, _ in counts.most_common(most)]


def _pack(numbers: Iterable[int]) -> str:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return base64.b64encode(packed.tobytes()).decode()


def _unpack(text: str) -> "array[int]":
    packed = array("I", base64.b64decode(text, validate=True))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed
