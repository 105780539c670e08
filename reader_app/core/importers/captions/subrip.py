"""Reads SubRip captions (SRT) as they are met: numbers or none, comma or dot, styles, positions, cut ends, words around them.

There is no standard; the Matroska project describes the usual form (https://www.matroska.org/technical/subtitles.html).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader_app.core.importers.captions.caption_marks import bare_words, read_clock
from reader_app.core.importers.captions.cues import Cue, drafts_of
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space

_PLAIN_TIME = r"\d{2}:[0-5]\d:[0-5]\d[,.]\d{3}"
_PLAIN_TIMING = re.compile(rf"(?m)^({_PLAIN_TIME}) --> ({_PLAIN_TIME})[ \t]*$")
"""What nearly every file has, and nothing else beside it; found much faster than the others."""
_TIME = r"[-−]?\d{1,6}(?:[ \t]?[:;][ \t]?\d{1,3}){1,3}(?:[ \t]?[.,][ \t]?\d{0,9})?(?![\w:;])"
_MISWRITTEN = r"\w{1,6}(?:[:;.,]\w{1,4}){2,3}(?!\w)"
_ARROW = r"(?:-{1,3}[ \t]?(?:>|&gt;)|[—–―]{1,2}[ \t]?(?:>|&gt;)|→|⟶|=>)"
_TIMING = re.compile(
    rf"(?m)^[ \t]*(?=[-−]?\w{{1,6}}[ \t]?[:;])(?=[^\n]*--[ \t]?(?:>|&gt;)|[-−]?\d+[ \t]?[:;][ \t]?\d+[ \t]?[:;.,])"
    rf"({_TIME}|{_MISWRITTEN})[ \t]*{_ARROW}[ \t]*({_TIME}|{_MISWRITTEN})?([^\n]*)$"
)
"""Without the usual arrow a line is a timing only where its time is exact; "12:30 -> 13:00 lunch" is said."""
_SETTING = re.compile(r"(?:[XY][12]:[ \t]?-?\d+|(?:line|position|size|align|vertical|region):\S+)(?=\s|$)")
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)[^\n]*$")
_VOICE_TAG = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>\n]{1,80})>")
_CUT_TIMING = re.compile(r"\d{1,4}[:;][\d:;.,\- \t>−—–]*")
_HEAD = 20_000
"""Captions begin within so many code points, else the file is a text that shows some."""
_LONG_HEAD = 40
"""Lines before the first caption that make a text of what they head, unless many captions follow."""
_MANY = 5
_MOST_DIGITS = 12
_NUMBERED = 0.5


def recognises(text: str) -> bool:
    """Whether `text` has lines such as "00:00:01,000 --> 00:00:02,000" near its beginning, as captions in SRT do."""
    first = _TIMING.search(text[: _HEAD + 200])
    if first is None or first.start() > _HEAD or data_format(text) is not None:
        return False
    head = text[: first.start()]
    if head.count("\n") <= _LONG_HEAD and len(head) <= _HEAD // 4:
        return True
    return len(_TIMING.findall(text[first.start() : first.start() + _HEAD])) >= _MANY


def parse(text: str, name: str) -> list[Draft]:
    """The episode that the captions tell, or one for each recording of a glued file; `name` is a title's last resort."""
    reader = _Reader()
    cues = reader.read(text)
    drafts = [draft for draft in drafts_of(cues, name) if draft.blocks]
    if not drafts and reader.head:
        drafts = [Draft(name, "derived", [])]
    for draft in drafts:
        draft.notes[:0] = reader.notes
    if drafts:
        drafts[-1].truncated = drafts[-1].truncated or reader.cut
    if drafts and reader.head:
        drafts[0].blocks[:0] = [DraftBlock("description", words) for words in reader.head]
        drafts[0].notes.append("words before the first caption are kept as the description")
    return drafts


@dataclass(slots=True)
class _Reader:
    """Takes the captions out of one text; `head` are the lines before them, `cut` tells whether the last one breaks off."""

    notes: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    cut: bool = False
    _impossible: int = 0
    _frames: int = 0
    _untimed: int = 0
    _minutes: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> list[Cue]:
        """The cues in the order of the file."""
        arrows = text.count("-->")
        pieces = _PLAIN_TIMING.split(text) if arrows == text.count("->") else []
        plain = arrows > 0 and len(pieces) == 3 * arrows + 1
        if not plain:
            pieces = _TIMING.split(text)
        step = 3 if plain else 4
        head, bodies = pieces[0], pieces[step::step]
        if not bodies:
            return []
        if _FENCE.search(head) is not None:
            head, bodies = _FENCE.sub("", head), [_FENCE.sub("", body) for body in bodies]
        said = self._without_numbers(head, bodies)
        starts, ends = pieces[1::step], pieces[2::step]
        if plain:
            seconds = self._plain_seconds
            cues = [Cue(words, seconds(start), seconds(end)) for words, start, end in zip(said, starts, ends, strict=True)]
        else:
            rows = zip(said, starts, ends, pieces[3::step], strict=True)
            cues = [self._cue(words, start, end, beside or "") for words, start, end, beside in rows]
        self._tell()
        return _unmarked(cues) if "<" in text or "{" in text or "&" in text else cues

    def _plain_seconds(self, clock: str) -> float:
        base = self._minutes.get(clock[:5])
        if base is None:
            base = self._minutes[clock[:5]] = int(clock[:2]) * 3_600_000 + int(clock[3:5]) * 60_000
        return (base + int(clock[6:8] + clock[9:])) / 1000

    def _cue(self, words: str, start: str, end: str | None, beside: str) -> Cue:
        if end is None and beside.strip()[:1].isdigit():
            self._impossible += 1
            beside = beside.strip().partition(" ")[2]
        rest = _SETTING.sub("", beside).strip()
        begins, ends = self._seconds(start), self._seconds(end) if end is not None else None
        if self.cut and not words and ends is not None and begins is not None and ends < begins:
            ends = None
        return Cue(f"{rest}\n{words}" if rest else words, begins, ends)

    def _seconds(self, written: str) -> float | None:
        clock = read_clock(written.replace("−", "-"))
        self._impossible += clock.seconds is None
        self._frames += clock.frames
        return clock.seconds

    def _without_numbers(self, head: str, bodies: Sequence[str]) -> list[str]:
        """What each cue says: its lines up to the number of the next, which stands above the next one's timing."""
        above = [head, *bodies[:-1]]
        split = [piece.rstrip().rpartition("\n") for piece in above]
        digits = [_is_number(last) for _, _, last in split]
        # A number that stands apart from its timing is what is said, where numbers stand right above it elsewhere.
        right = [
            number and piece.endswith("\n") and not piece[:-1].rstrip(" \t").endswith("\n")
            for number, piece in zip(digits, above, strict=True)
        ]
        if sum(right) >= _NUMBERED * len(above):
            digits = right
        if sum(digits) < _NUMBERED * len(above):
            self._take_head(head)
            return [*(piece for piece in bodies[:-1]), *(self._without_cut(piece, None) for piece in bodies[-1:])]
        numbers = [int(last) if number else None for (_, _, last), number in zip(split, digits, strict=True)]
        self._take_head(split[0][0] if digits[0] else head)
        said = [rest if number else piece for (rest, _, _), number, piece in zip(split[1:], digits[1:], bodies, strict=False)]
        said += [self._without_cut(piece, numbers[-1]) for piece in bodies[-1:]]
        return [
            self._without_untimed(words, number) if "\n\n" in words else words
            for words, number in zip(said, numbers, strict=True)
        ]

    def _take_head(self, head: str) -> None:
        lines = (fold_space(bare_words(line)).lstrip("#").strip() for line in head.split("\n"))
        self.head = [line for line in lines if line]

    def _without_cut(self, body: str, number: int | None) -> str:
        """The words of the last cue, without the number and the broken timing of one that is cut off after it."""
        if not body:
            self.cut = True
            return body
        rest, _, last = body.rstrip().rpartition("\n")
        broken = rest and _CUT_TIMING.fullmatch(last.strip()) is not None
        if broken:
            body = rest
            rest, _, last = body.rstrip().rpartition("\n")
        numbered = _is_number(last) and (number is not None and int(last) == number + 1)
        if numbered and (broken or rest.endswith("\n")):
            body, broken = rest, True
        self.cut = self.cut or bool(broken)
        return body

    def _without_untimed(self, words: str, number: int | None) -> str:
        """The words without the numbers of cues that have no timing of their own."""
        if number is None:
            return words
        lines = words.split("\n")
        kept: list[str] = []
        said = False
        for place, line in enumerate(lines):
            apart = said and not lines[place - 1].strip()
            said = said or line.strip() != ""
            if apart and _is_number(line) and int(line) == number + 1 and place + 1 < len(lines):
                number += 1
                self._untimed += 1
            else:
                kept.append(line)
        return "\n".join(kept)

    def _tell(self) -> None:
        if self._impossible:
            count = self._impossible
            self.notes.append(
                "1 time is impossible and left out" if count == 1 else f"{count:,} times are impossible and left out"
            )
        if self._frames:
            self.notes.append("times count frames at a rate that is not stated; only their whole seconds are kept")
        if self._untimed:
            count = self._untimed
            captions = "1 caption has no time and stands" if count == 1 else f"{count:,} captions have no time and stand"
            self.notes.append(f"{captions} with the one before")
        if self.cut:
            self.notes.append("the last caption is cut off at the source")


def _unmarked(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without tags, style codes and entities; a voice tag, which strays in from WebVTT, names its words' voice."""
    kept: list[Cue] = []
    for cue in cues:
        if "<v" not in cue.text:
            cue.text = bare_words(cue.text)
            kept.append(cue)
            continue
        first, *voiced = _VOICE_TAG.split(cue.text)
        pieces = [(None, first), *zip(map(fold_space, voiced[::2]), voiced[1::2], strict=True)]
        spoken = [(voice, bare_words(words)) for voice, words in pieces if words.strip()]
        for place, (voice, words) in enumerate(spoken):
            start, end = cue.start if place == 0 else None, cue.end if place == len(spoken) - 1 else None
            kept.append(Cue(words, start, end, voice))
    return kept


def _is_number(line: str) -> bool:
    """Whether a line may be the number of a cue; digits without end are words."""
    digits = line.strip()
    return len(digits) <= _MOST_DIGITS and digits.isdecimal()
