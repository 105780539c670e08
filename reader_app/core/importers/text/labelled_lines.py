"""Reads what heads one line of a transcript: a time, a voice's name, or both, in the ways that people and programs write them.

    [0:12] Ann Lee: text      0:12 Ann Lee: text        00:00:12 <v Ann Lee>text       [0:12 --> 0:15] [SPEAKER_00] text
    Ann Lee (0:12): text      **Ann Lee** [0:12]: text  Ann Lee  0:12                  Ann Lee: 0:12
    Ann Lee: text             **Ann Lee:** [0:12] text  [Ann Lee]: text                Q - text

Whether a name that stands so is a voice's, `line_voices` decides over all lines; a line alone cannot tell.
"""

import re
from typing import Literal, NamedTuple

from reader_app.core.importers.captions.time_marks import CLOCK, SPELLED, UNTIL, seconds_of, spelled_seconds

Family = Literal["voice", "time-name", "name-time", "bold", "bold-alone", "bracket", "plain", "dash", "time"]
"""How a head is written; "time" is a time without a name, "bold-alone" a name in bold without a colon."""

_S = r"(?:\*\*|__|\*(?!\s)|_)?"
"""Marks of emphasis, which may stand around a name, a time or both."""
_NAME = r"(?P<name>[^\W_][^\n:：<>\[\]{}|\"“”*;!?=\\]{0,60}?|[^\W_])"
_BOLD_NAME = r"(?P<name>[^\W_][^\n:：<>|*\\]{0,78}?)"
_TIME = rf"(?:[\[({{<]\s?\\{{0,2}}(?P<clock>{CLOCK}){UNTIL}\s?[\])}}>]|(?P<bare>{CLOCK}){UNTIL})"
_BRACKET_TIME = rf"[\[(]\s?\\{{0,2}}(?P<clock>{CLOCK}){UNTIL}\s?[\])](?:\s?(?:to|-->|[-–—])\s?[\[(]\\{{0,2}}{CLOCK}[\])])?"
_COLON = r"\s?[:：]"
NAME_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "del",
        "la",
        "le",
        "bin",
        "al",
        "el",
        "dos",
        "zu",
        "ten",
        "of",
        "the",
        "and",
        "und",
        "y",
        "et",
        "e",
        "i",
        "&",
        "-",
        "–",
    ]
)
"""Words that are written small inside a name."""
_MOST_WORDS = 6
_LONGEST = 200
"""Code points of a line within which its head must end."""

_LEAD = re.compile(r"(?:(?:[-*•·▪–—]|>)\s+|#{1,6}\s+)?")
_VOICE = re.compile(rf"(?:{_TIME}\s*)?<v(?:\.[\w.-]+)?\s+(?P<name>[^<>\n]{{1,80}})>", re.IGNORECASE)
_MORE_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>\n]{1,80})>", re.IGNORECASE)
_TIME_FIRST = re.compile(rf"{_S}{_TIME}{_COLON}?{_S}(?:\s*[-–—|,:]\s|\s|$|(?=[^\W\d])|(?=[*_\[<(]))\s*")
_THEN_NAME = re.compile(rf"{_S}{_NAME}{_S}(?:\s?\((?P<role>[^()\n]{{1,30}})\))?{_COLON}{_S}(?=\s|$|[\"“'‘¿¡])\s*")
_THEN_BRACKET = re.compile(
    rf"{_S}(?:\[(?P<name>[^\W_][^\[\]\n]{{0,60}})\]|<(?P<angle>[^\W_][^<>\n]{{0,60}})>){_S}{_COLON}?{_S}\s*"
)
_CHAT = re.compile(r"[Ff]rom\s+(?P<name>[^\n:]{1,60}?)(?:\s+[Tt]o\s+[^\n:]{1,60}?)?\s*:(?:\s+|$)")
_NAME_TIME = re.compile(
    rf"{_S}{_NAME}{_S}\s?{_COLON}?{_S}\s?[-–—|,·•]?\s*{_S}(?:{_BRACKET_TIME}|(?P<bare>{CLOCK}){UNTIL}(?={_COLON}|{_S}\s*$)"
    rf"|(?P<spelled>{SPELLED})(?=\s*$)){_S}{_COLON}?{_S}(?=\s|$|[^\W\d])\s*",
    re.IGNORECASE,
)
_BRACKET_NAME_TIME = re.compile(rf"{_S}\[(?P<name>[^\W_][^\[\]\n]{{0,60}})\]{_S}{_COLON}?\s*{_S}{_TIME}{_S}{_COLON}?\s*")
_BOLD = re.compile(rf"[*_]{{1,3}}{_BOLD_NAME}(?:{_COLON}\s?[*_]{{1,3}}|[*_]{{1,3}}{_COLON})(?:\s?{_BRACKET_TIME}{_COLON}?)?\s*")
_BOLD_ALONE = re.compile(rf"(?:\*\*|__){_BOLD_NAME}(?:\*\*|__)(?=\s|$)\s*")
_BRACKET = re.compile(rf"{_S}\[(?P<name>[^\W_][^\[\]\n]{{0,60}})\]{_S}{_COLON}?{_S}(?=\s|$)\s*")
_PLAIN = re.compile(rf"{_NAME}\s?(?:：|:(?=\s|$|[^\W\d_A-Za-z]|[\"“'‘«¿¡(\[…]))(?:\s?{_BRACKET_TIME}{_COLON}?)?\s*")
_CAPITAL = "A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ"
_SHOUTED = rf"[{_CAPITAL}][{_CAPITAL}.'’ ]{{0,30}}[{_CAPITAL}]"
_SHOUTED_DASH = re.compile(rf"{_SHOUTED}\s[-–—]\s")
_DASH = re.compile(rf"(?P<name>(?:[^\W\d_a-z]{{1,3}}|{_SHOUTED})(?=\s[-–—]\s)|[QA](?=\.\s))(?:\s[-–—]\s+|\.\s+)")
_ASKS_OR_ANSWERS = ("Q. ", "A. ", "Q.\t", "A.\t")
_MARK_OR_DIGIT = re.compile(r"[\[(*_<{\d]|\s[-–—]\s")
"""Without any of these near its beginning a line can only be headed by a name and a colon."""
_NAME_ALONE = re.compile(r"[^\W\d_][^\n:：<>\[\]{}|\"“”*;!?=\\,]{0,48}")
_TIME_LINK = re.compile(rf"\[\\?[\[(]?({CLOCK})\\?[\])]?\]\(https?://[^\s()]{{1,500}}\)")
_TIME_AS_CODE = re.compile(rf"`\[?({CLOCK})\]?`")
_ESCAPED_BRACKET = re.compile(r"\\([\[\]()])")


class LineHead(NamedTuple):
    """What heads a line: `name` is "" for a time alone; `rest` is the line behind it. `seconds` only where stated."""

    family: Family
    name: str
    seconds: float | None
    rest: str
    more: tuple[tuple[int, str], ...] = ()
    """Voices that change inside the line: (code point offset in `rest`, name)."""
    listed: bool = False
    """Whether the line is an item of a list."""


def plain_brackets(line: str) -> str:
    r"""`line` with Markdown's escaped brackets (`\[0:12\]`) as brackets, and times that are links or code in brackets alone."""
    if "](http" in line:
        line = _TIME_LINK.sub(r"[\1]", line)
    if "`" in line:
        line = _TIME_AS_CODE.sub(r"[\1]", line)
    return _ESCAPED_BRACKET.sub(r"\1", line) if "\\" in line else line


def read_head(line: str) -> list[LineHead]:
    """The ways to read what heads `line` (no white space around it), the likeliest first; none where it is all words."""
    lead = _LEAD.match(line)
    start = lead.end() if lead is not None else 0
    head = line[start : start + _LONGEST]
    body = line[start:]
    if not head or ((":" not in head and "：" not in head) and head[0] not in "[*_<" and not _may_head(head)):
        return []
    if (spelled := spelled_seconds(head)) is not None:
        return [LineHead("time", "", spelled, "")]
    if "<v" in head[:60].casefold() and (voice := _voice(head, body)) is not None:
        return [voice]
    if head[0].isdigit() or head[0] in "[(*_<{":
        found = _time_first(head, body)
        if found:
            return found
    listed = start > 0 and line[0] in "-*+•·▪–—"
    if _MARK_OR_DIGIT.search(head, 0, 90) is None and not head.startswith(_ASKS_OR_ANSWERS):
        plain = _PLAIN.match(head)
        if plain is None:
            return []
        return [LineHead("plain", tidy_name(plain["name"]), None, body[plain.end() :], listed=listed)]
    found = []
    for family, pattern in _NAMED:
        match = pattern.match(head)
        if match is not None:
            found.append(_named(family, match, body, listed))
    return found


_NAMED: tuple[tuple[Family, re.Pattern[str]], ...] = (
    ("name-time", _BRACKET_NAME_TIME),
    ("name-time", _NAME_TIME),
    ("bold", _BOLD),
    ("bold-alone", _BOLD_ALONE),
    ("bracket", _BRACKET),
    ("plain", _PLAIN),
    ("dash", _DASH),
)


def _may_head(head: str) -> bool:
    """Whether a line without a colon may have a head all the same: "Q - ..." or a name and a time in words."""
    return (
        head.startswith(_ASKS_OR_ANSWERS)
        or _SHOUTED_DASH.match(head) is not None
        or " - " in head[:8]
        or " – " in head[:8]
        or " — " in head[:8]
        or (len(head) < 90 and head[-1:].isalpha() and _digit(head))
    )


def _digit(head: str) -> bool:
    return any(letter.isdigit() for letter in head)


def _named(family: Family, match: re.Match[str], body: str, listed: bool) -> LineHead:
    groups = match.groupdict()
    clock = groups.get("clock") or groups.get("bare")
    seconds = seconds_of(clock) if clock else None
    if seconds is None and groups.get("spelled"):
        seconds = spelled_seconds(groups["spelled"])
    return LineHead(family, tidy_name(groups["name"]), seconds, body[match.end() :], listed=listed)


def tidy_name(name: str) -> str:
    """A name without the marks and spaces around it."""
    return name if name.isalnum() else " ".join(name.split()).strip("*_ ,-–—|·•").strip()


def _voice(head: str, body: str) -> LineHead | None:
    match = _VOICE.match(head)
    if match is None:
        return None
    clock = match["clock"] or match["bare"]
    rest: list[str] = []
    more: list[tuple[int, str]] = []
    last, length = match["name"].strip(), 0
    at = match.end()
    for tag in _MORE_VOICE.finditer(body, at):
        rest.append(body[at : tag.start()].replace("</v>", ""))
        length += len(rest[-1])
        at = tag.end()
        if (name := tag[1].strip()) != last:
            more.append((length, name))
            last = name
    rest.append(body[at:].replace("</v>", ""))
    return LineHead("voice", match["name"].strip(), seconds_of(clock) if clock else None, "".join(rest), tuple(more))


def _time_first(head: str, body: str) -> list[LineHead]:
    match = _TIME_FIRST.match(head)
    if match is None:
        return []
    seconds = seconds_of(match["clock"] or match["bare"])
    if seconds is None:
        return []
    found = []
    for pattern in (_CHAT, _THEN_BRACKET, _THEN_NAME):
        named = pattern.match(head, match.end())
        if named is None:
            continue
        name = named["name"] or named.groupdict().get("angle") or ""
        found.append(LineHead("time-name", tidy_name(name), seconds, body[named.end() :]))
        break
    if not found and (name := name_alone(body[match.end() :])):
        found.append(LineHead("time-name", name, seconds, ""))
    return [*found, LineHead("time", "", seconds, body[match.end() :])]


def name_alone(line: str) -> str:
    """The name that `line` consists of, where it has the shape of one and each of its words is written as names are; else ""."""
    name = tidy_name(_LEAD.sub("", line, count=1)) if len(line) < _LONGEST else ""
    if not name or _NAME_ALONE.fullmatch(name) is None or name[-1] in ".…" or len(name.split()) > _MOST_WORDS:
        return ""
    return "" if any(word[0].islower() and word not in NAME_PARTICLES for word in name.split()) else name
