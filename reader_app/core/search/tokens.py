"""Cuts a text into the folded words that are searched, each with its place in the text.

A word is a run of letters, digits and the marks that belong to them, in any script. What people write in several ways is
folded to one: width and composition (NFKC), case, accents of Latin and Greek letters, vowel points of Arabic and Hebrew,
digits of other scripts, thousands commas, the kinds of apostrophe, the letters that Arabic keyboards differ in; soft hyphens
and zero-width characters are ignored. Scripts without spaces are cut into overlapping pairs of characters. `C++`, `C#`, `.NET`,
`$30B` and `5%` have two words in one place, with and without their sign. An emoji is a word.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple, cast

_IGNORED = "\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1100-\u11ff\u1780-\u17d3\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
_EMOJI = "\u231a-\u23ff\u2600-\u2668\u2670-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff"
"""Without the notes of music, which stand between the words of a song."""
_TONES = "\U0001f3fb-\U0001f3ff"
_VOICED = "\u3099\u309a\uff9e\uff9f"
_APOSTROPHES = "'’‘ʼ＇´"
_CURRENCIES = "$€£¥₹₩₽₺₿"


class _Patterns:
    """How runs are found and cut, in ASCII texts or in any; made when first needed, because the large sets take their time."""

    def __init__(self, *, ascii_only: bool) -> None:
        word = r"\w" if ascii_only else rf"[\w{_MARKS}{_IGNORED}]"
        first = r"[\w$]" if ascii_only else rf"[\w{_MARKS}{_IGNORED}{_CURRENCIES}{_EMOJI}]"
        apostrophes = "'" if ascii_only else _APOSTROPHES
        flags = re.ASCII if ascii_only else re.NOFLAG
        # One charset at the start, and separators that no word contains: the scan is linear and never goes back.
        self.runs = re.compile(rf"({first}{word}*+(?:[.,{apostrophes}]{word}++)*+(?:\+\+|[+#%](?!\w))?+)", flags)
        self.pieces = re.compile(
            rf"(?P<thousands>\d{{1,3}}(?:,\d{{2,3}}){{0,6}},\d{{3}}(?!\d)(?:\.\d+)?{word}*)"
            rf"|\d+(?:\.\d+)+{word}*"
            rf"|{word}+(?:'(?:[tdmTDM]|[rRvV][eE]|[lL][lL])(?!{word}|'))?",
            flags,
        )


@cache
def _patterns(ascii_only: bool) -> _Patterns:
    return _Patterns(ascii_only=ascii_only)


@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]+(?:[{_IGNORED}]+[{_UNSPACED}]+)*")


@cache
def _unit() -> re.Pattern[str]:
    """A character, or those that make one together: the letters of a Korean syllable, a Japanese letter and its voicing."""
    return re.compile(f"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.[{_VOICED}]?", re.DOTALL)


_DOT_BEFORE = re.compile(r"\.(?<![\w.]\.)(?=[^\W\d_])")  # the dot first, which is quickly looked for
_EMOJI_FIRST = re.compile(f"[{_EMOJI}]")
_TONE_ONLY = re.compile(f"[{_TONES}]")
_IGNORE = re.compile(rf"[{_IGNORED}\u0640]")
_POINTS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]")
_ACCENTED = re.compile("([A-Za-z\u0370-\u03ff])[\u0300-\u036f]+")
_SAME = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | {"_": " "})
_LETTERS = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"},
        **{"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"},
    }
)
_LONGEST = 200
"""Code points of a word that count: more than any word has, and few enough for the index."""
_MOST_REMEMBERED = 1 << 16
_CACHED_LENGTH = 48
"""Longer runs are rare, and remembering them would keep whole texts without spaces in memory."""


class Piece(NamedTuple):
    """A folded word and its code points in the run it was cut from; `signed` is the word with its sign, or empty."""

    word: str
    start: int
    stop: int
    signed: str


@dataclass(slots=True)
class Tokens:
    """The words of a text in order: `words[n]` stands at code points `starts[n]` to `stops[n]`.

    `signed` lists (n, the same word with its sign). Spans of pairs of characters overlap.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    signed: list[tuple[int, str]] = field(default_factory=list)

    def add_runs(self, words: Iterable[str | None], starts: Iterable[int], stops: Iterable[int]) -> None:
        """Append runs that are one word each."""
        self.words.extend(cast(Iterable[str], words))
        self.starts.extend(starts)
        self.stops.extend(stops)

    def add_pieces(self, pieces: Iterable[Piece], at: int) -> None:
        """Append the words that the run at code point `at` was cut into."""
        for word, first, last, signed in pieces:
            if signed:
                self.signed.append((len(self.words), signed))
            self.words.append(word)
            self.starts.append(at + first)
            self.stops.append(at + last)


def tokenise(text: str, start: int = 0, stop: int | None = None) -> Tokens:
    """The words of `text` from code point `start` to `stop`, in linear time.

    Cutting a text from the start of any of its words gives the same words as cutting the whole.
    """
    part = text[start:stop]
    runs_between = _patterns(part.isascii()).runs.split(part)  # what is no run, a run, what is no run, ...
    ends = list(accumulate(map(len, runs_between), initial=start))
    runs, starts, stops = runs_between[1::2], ends[1:-1:2], ends[2::2]
    words = list(map(_whole_words.get, runs))
    tokens = Tokens()
    done = number = 0
    with suppress(ValueError):
        while True:
            number = words.index(None, number)
            run = runs[number]
            cut = _cut_cached(run) if len(run) <= _CACHED_LENGTH else _cut(run)
            if len(cut) == 1 and cut[0][1:] == (0, len(run), ""):
                words[number] = cut[0].word
                _remember(run, cut[0].word)
            else:
                tokens.add_runs(words[done:number], starts[done:number], stops[done:number])
                tokens.add_pieces(cut, starts[number])
                done = number + 1
            number += 1
    tokens.add_runs(words[done:], starts[done:], stops[done:])
    _sign_with_dots(tokens, part, start)
    return tokens


def _sign_with_dots(tokens: Tokens, part: str, start: int) -> None:
    """Words right after a dot that ends nothing, as ".NET", have it for their sign."""
    count = len(tokens.signed)
    signs = dict(tokens.signed)
    for match in _DOT_BEFORE.finditer(part):
        dot = start + match.start()
        number = bisect_left(tokens.starts, dot)
        follows = tokens.starts[number : number + 1] == [dot + 1] and not is_unspaced(tokens.words[number])
        if follows and tokens.stops[max(0, number - 1)] != dot:
            tokens.signed.append((number, "." + signs.get(number, tokens.words[number])))
    if len(tokens.signed) > count > 0:
        tokens.signed = sorted(dict(tokens.signed).items())


_whole_words: dict[str, str] = {}
"""Runs that are one word, folded: nearly all that a text has. What a search has cut before it need not cut again."""


def _remember(run: str, word: str) -> None:
    if len(_whole_words) >= _MOST_REMEMBERED:
        _whole_words.clear()
    if len(run) <= _CACHED_LENGTH:
        _whole_words[run] = word


def fold(word: str) -> str:
    """One spelling for all that a reader takes for the same word."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", _IGNORE.sub("", word)).translate(_SAME).casefold().translate(_LETTERS)
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFKD", _POINTS.sub("", folded)))
    folded = unicodedata.normalize("NFKC", bare).translate(_LETTERS)
    if any(sign.isdecimal() and not sign.isascii() for sign in folded):
        folded = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded)
    return "".join(folded.split())


def _cut(chunk: str) -> tuple[Piece, ...]:
    """The words of one run without white space."""
    if chunk.isascii() and chunk.isalnum():
        return (Piece(chunk[:_LONGEST].lower(), 0, len(chunk), ""),)
    run = chunk.translate(_SAME)
    pieces: list[Piece] = []
    at = 0
    ascii_only = run.isascii()
    if not ascii_only and _EMOJI_FIRST.match(run):
        at = 1
        if not _TONE_ONLY.match(run):
            pieces.append(Piece(run[0], 0, 1, ""))
    for unspaced in () if ascii_only else _unspaced_run().finditer(run, at):
        pieces.extend(_spaced(run, at, unspaced.start()))
        pieces.extend(_pairs(run, unspaced.start(), unspaced.end()))
        at = unspaced.end()
    pieces.extend(_spaced(run, at, len(run)))
    return _with_sign(run, pieces)


def _spaced(run: str, start: int, stop: int) -> list[Piece]:
    """The words of a stretch in a script that is written with spaces."""
    pieces = []
    for match in _patterns(run.isascii()).pieces.finditer(run, start, stop):
        word = fold(match.group()[:_LONGEST])
        if match.lastgroup == "thousands":
            word = word.replace(",", "")
        if word:
            pieces.append(Piece(word, match.start(), match.end(), ""))
    return pieces


_cut_cached = lru_cache(maxsize=1 << 16)(_cut)


def _pairs(run: str, start: int, stop: int) -> list[Piece]:
    """Every pair of neighbours, and the last character by itself so that a single one can be found by its beginning."""
    units = [unit for unit in _unit().finditer(run, start, stop) if not _IGNORE.match(unit.group())]
    signs = [fold(unit.group()) for unit in units]
    pieces = [Piece(signs[n] + signs[n + 1], units[n].start(), units[n + 1].end(), "") for n in range(len(units) - 1)]
    pieces.append(Piece(signs[-1], units[-1].start(), units[-1].end(), ""))
    return pieces


def _with_sign(run: str, pieces: list[Piece]) -> tuple[Piece, ...]:
    """`pieces`, the first and last also with the sign that stands right before or after the run."""
    if pieces and run[0] in _CURRENCIES and pieces[0].start == 1:
        pieces[0] = pieces[0]._replace(signed=run[0] + pieces[0].word)
    sign = run[pieces[-1].stop :] if pieces else ""
    if sign in ("+", "++", "#", "%"):
        last = pieces[-1]
        pieces[-1] = last._replace(signed=(last.signed or last.word) + sign)
    return tuple(pieces)


def is_unspaced(word: str) -> bool:
    """Whether `word` is of a script that is written without spaces, so that it is searched by pairs of characters."""
    return not word.isascii() and _unspaced_run().match(word) is not None
