"""Finds the list of chapters in show notes: a dozen shapes, often glued together without any separator.

The form is that of podcast players and video sites: a clock time and a title, over and over, in brackets or not, with a dash or
not, the time before the title or after it (https://support.google.com/youtube/answer/9884579).
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from reader_app.core.importers.draft import fold_space
from reader_app.core.importers.section_words import CHAPTERS_WORD, CLOSING_WORDS, REFERENCES_WORD, SECTION_WORD
from reader_app.core.timestamps import parse_clock

_TIME = re.compile(r"(?P<open>[\[(]?)(?<!\d)(?<!\d:)(?P<first>\d{1,6}):(?P<rest>\d{2}(?::\d{2})?)(?!\d*:\d)(?P<close>[\])]?)")
_RANGE_GAP = re.compile(r"\s*(?:[-–—]|to|bis|à|a)\s*")
_BREAK = re.compile(r"-{3,}|—-|={3,}|\*{3,}")
_ADDRESS = re.compile(r"https?://|www\.")
_BULLETS = " \t\n*•·◦▪►▶|>"
_DASHES = "-–—:|"
_LONGEST_TITLE = 220
"""Code points between two times beyond which they do not belong to one list."""
_FEWEST = 3
_LOOKED_AT = 200
"""Times of a list by which its way of writing them is told."""
_INNER_SENTENCE = re.compile(r"[a-z]{3}[.!?]\s+[A-Z][a-z]+ [a-z]+")
_FIRST_WORDS = re.compile(
    r"(?:cold open|intro(?:duction|ducción|dução)?|opening|welcome|start|trailer|teaser|preview|einleitung|einführung|begrüßung"
    r"|intro de l\w+|परिचय|शुरुआत)\b",
    re.IGNORECASE,
)
"""How the first chapter of many lists begins."""
_ENDS_IN_FIRST_WORD = re.compile(rf"(?:{_FIRST_WORDS.pattern})$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|[\n*•·◦▪►▶|])\s*[-–—]?\s*$|\n\s*\d{1,3}[.)]\s*$")
_CLEAN_START = re.compile(r"[.!?…:。।)\]”\"’*•·|]\s*$|\n\s*[-–—]?\s*$|(?:https?://|www\.|@)\S+\s+$|^\s*$")
_SHARED_LEAD = re.compile(r"^([^\w\s\"'“”‘’„«(\[$#¿¡@&]{1,3})")
_SHARED_TAIL = re.compile(r"([^\w\s\"'“”‘’»)\]?!%+.…]|:)\s*$")
_SHARED = 0.8
"""A mark at the start or end of so many titles of a list belongs to the list."""


@dataclass(frozen=True, slots=True)
class ListedChapter:
    """One line of a chapter list: `start` in seconds, its title without marks, and what else the line says (`rest`)."""

    start: float
    title: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ChapterList:
    """A list of chapters that takes code points `start` to `stop` of a text."""

    start: int
    stop: int
    chapters: tuple[ListedChapter, ...]


@dataclass(slots=True)
class _Time:
    """A clock time in a text: where it stands, what brackets it has, and whether it is a stretch ("0:10 - 1:30")."""

    start: int
    stop: int
    first: str
    rest: str
    style: str
    seconds: float = 0.0


def find_chapter_list(text: str) -> ChapterList | None:
    """The list of chapters that `text` states, the longest where it states several; None where it states none."""
    found = [chapters for run in _runs(text) if (chapters := _read_run(text, run)) is not None]
    titled = [chapters for titles_first, chapters in found if not titles_first]
    chosen = titled or [chapters for _, chapters in found]
    return max(chosen, key=lambda chapters: len(chapters.chapters), default=None)


def _runs(text: str) -> list[list[_Time]]:
    """Times of one style that follow each other closely enough to be one list."""
    runs: dict[str, list[list[_Time]]] = defaultdict(list)
    for time in _times(text):
        of_style = runs[time.style]
        if not of_style or not _goes_on(text[of_style[-1][-1].stop : time.start], int(time.first[-2:]) == 0):
            of_style.append([])
        of_style[-1].append(time)
    return [run for of_style in runs.values() for run in of_style]


def _times(text: str) -> list[_Time]:
    times: list[_Time] = []
    for match in _TIME.finditer(text):
        opened, closed = match["open"], match["close"]
        whole = {"[": "]", "(": ")"}.get(opened, "") == closed
        style = opened if whole else ""
        start = match.start() if whole or opened else match.start("first")
        stop = match.end() if whole or closed else match.end("rest")
        time = _Time(start, stop, match["first"], match["rest"], style)
        before = times[-1] if times else None
        if before is not None and _RANGE_GAP.fullmatch(text, before.stop, match.start("first")):
            before.stop = match.end()
            if text[before.start] in "[(":
                before.style = text[before.start]
            continue
        if not whole and not opened and closed and "(" in text[max(0, start - 40) : start].rpartition(")")[2]:
            continue  # "(see also 0:10)" inside a title
        if style and text.startswith(":", stop) and not _LINE_START.search(text[max(0, start - 12) : start]):
            continue  # "Ann [0:10]: ..." is a voice
        times.append(time)
    return times


def _goes_on(gap: str, anew: bool) -> bool:
    """Whether a list goes on over `gap`; `anew` where the time behind it may be the start of another list."""
    if len(gap) > _LONGEST_TITLE or _BREAK.search(gap) or "\n\n\n" in gap or (anew and CHAPTERS_WORD.search(gap)):
        return False
    heading = SECTION_WORD.search(gap, 1)
    while heading is not None and _is_word_of_title(gap, heading):
        heading = SECTION_WORD.search(gap, heading.end())
    return heading is None


def _is_word_of_title(gap: str, heading: re.Match[str]) -> bool:
    """Whether a heading's word stands inside a title ("Two Papers: ...") or opens one ("Sponsors: Moss Ltd 4:10")."""
    before = gap[heading.start() - 1]
    opens = before == "\n" and "\n" not in gap[heading.start() :] and CHAPTERS_WORD.search(gap) is None
    return before in " \t" + _DASHES or (opens and len(gap) - heading.end() > 2)


def _read_run(text: str, run: list[_Time]) -> tuple[bool, ChapterList] | None:
    """The run as chapters and whether titles stand before their times; None where it is no list of chapters."""
    lead = text[max(0, run[0].start - 60) : run[0].start]
    headed = CHAPTERS_WORD.search(lead) is not None
    if len(run) < (2 if headed else _FEWEST) or REFERENCES_WORD.search(lead):
        return None
    titles_first = _titles_stand_first(text, run)
    if titles_first:
        chapters = _titles_before(text, run)
    else:
        _settle_digits(text, run)
        chapters = _titles_after(text, run)
    if chapters is None or not _plausible(text, run, chapters.chapters, headed or titles_first):
        return None
    return titles_first, chapters


def _titles_stand_first(text: str, run: list[_Time]) -> bool:
    """Whether times close their lines ("Opening 0:00") rather than open them."""
    lead = text[max(0, run[0].start - 80) : run[0].start].rstrip(" \t" + _DASHES)
    following = text[run[0].stop : run[0].stop + 40].lstrip(" \t" + _DASHES + ".")
    if _FIRST_WORDS.match(following):
        return False
    if _ENDS_IN_FIRST_WORD.search(lead):
        return True
    clean = _CLEAN_START.search(text[max(0, run[0].start - 80) : run[0].start]) is not None
    if following[:1].isalnum() and (clean or CHAPTERS_WORD.search(lead)):
        return False
    closing = opening = 0
    for time in run:
        after = text[time.stop : time.stop + 2]
        before = text[max(0, time.start - 2) : time.start]
        ends = not after.strip() or after[0] in "\n*•;" or (after[0] == "." and not after[1:].strip())
        glued_after = bool(after) and not after[0].isspace() and after[0] not in "-–—:|*•"
        begins = not before.strip() or _LINE_START.search(text[max(0, time.start - 12) : time.start]) is not None
        marked = bool(before) and not begins and (before[-1] in " \t" or bool(time.style) or before[-1] in _DASHES)
        closing += marked and (ends or glued_after)
        opening += begins or not ends
    if closing >= max(2.0, 0.7 * (len(run) - 1)) and (closing > opening or _all_glued_after(text, run)):
        return True
    after = text[run[-1].stop : run[-1].stop + 40]
    nothing_follows = not after[:2].strip() or SECTION_WORD.match(after.lstrip()) is not None
    return nothing_follows and not clean and _last_sentence(lead)[:1].isupper()


def _all_glued_after(text: str, run: list[_Time]) -> bool:
    inner = run[:-1]
    return (
        all(time.stop < len(text) and not text[time.stop].isspace() for time in inner)
        and text[run[0].start - 1 : run[0].start] == " "
    )


def _last_sentence(lead: str) -> str:
    return re.split(r"[.!?:\n*•]\s*", lead)[-1].strip()


def _settle_digits(text: str, run: list[_Time]) -> None:
    """Gives the digits before a time that are its title's back to the title ("Part 212:30" is "Part 2", then 12:30)."""
    before = -1.0
    spaced = sum(time.start > 0 and text[time.start - 1] in " \n" for time in run)
    glued = spaced <= len(run) / 2
    readings = [_readings(text, run, number, glued) for number in range(len(run))]
    for number, (time, good) in enumerate(zip(run, readings, strict=True)):
        following = readings[number + 1] if number + 1 < len(run) else []
        latest = max((seconds for _, seconds in following), default=float("inf"))
        rising = [kept for kept, seconds in good if seconds >= before]
        fitting = [kept for kept, seconds in good if before <= seconds <= latest]
        kept = next(iter(fitting or rising or [kept for kept, _ in good]), 0)
        time.seconds = dict(good).get(kept, 0.0)
        if kept and not time.style:
            time.start += len(time.first) - kept
        before = max(before, time.seconds)


def _readings(text: str, run: list[_Time], number: int, glued: bool) -> list[tuple[int, float]]:
    """How many digits of the time `number` may be its own, the likeliest first, each with the seconds that this gives."""
    time = run[number]
    padded = all(len(other.first) >= 2 for other in run[:_LOOKED_AT])
    options = _digit_options(time, padded, glued and number > 0 and text[time.start - 1 : time.start] == " ")
    if run[0].first == "0" and run[0].rest.count(":") == time.rest.count(":") == 1:
        options = [1, 2]
    elif not glued and len(time.first) == 3 and not time.style:
        options = [3, 2, 1]
    clocks = [(kept, parse_clock(f"{time.first[-kept:]}:{time.rest}")) for kept in options]
    return [(kept, seconds) for kept, seconds in clocks if seconds is not None]


def _digit_options(time: _Time, padded: bool, leaves_one: bool) -> list[int]:
    """How many of the digits before the first colon may be the time's, the likeliest first."""
    length = len(time.first)
    if time.style:
        return [length] if length <= 3 else []
    if time.rest.count(":") == 1 or padded:
        likely = [2, 1] if length >= 2 else [1]
        return ([2, 3] if time.rest.count(":") == 0 else [2]) if padded and length > 2 else likely
    if leaves_one and length > 1:
        return [kept for kept in (2, 1) if kept < length]
    if length == 3:
        return [2, 3, 1]
    return [2, 1] if length > 1 else [1]


def _titles_after(text: str, run: list[_Time]) -> ChapterList | None:
    chapters = []
    stop = run[-1].stop
    longest = 0
    for number, time in enumerate(run):
        last = number + 1 == len(run)
        end = min(len(text), time.stop + 2 * _LONGEST_TITLE) if last else run[number + 1].start
        gap = text[time.stop : end]
        if last:
            gap = gap[: _last_title_length(gap, longest)]
            stop = time.stop + len(gap)
        title, rest = _cut_line(gap)
        title = _without_number(title, number + 2)
        longest = max(longest, len(title))
        chapters.append(ListedChapter(time.seconds, title, rest))
    return ChapterList(_list_start(text, run[0].start), stop, _without_shared_marks(chapters))


def _without_number(title: str, number: int) -> str:
    """`title` without the number of the next line of a numbered list, which stands before that line's time."""
    for mark in (f"{number}.", f"{number})"):
        bare = title.removesuffix(mark)
        if bare != title and not bare[-1:].isdigit():
            return bare.rstrip()
    return title


def _titles_before(text: str, run: list[_Time]) -> ChapterList | None:
    chapters = []
    begin = start = _title_start(text, run[0].start)
    for time in run:
        clock = parse_clock(f"{time.first}:{time.rest}")
        if clock is None:
            return None
        title, rest = _cut_line(text[begin : time.start].lstrip("\n"))
        chapters.append(ListedChapter(clock, title, rest))
        begin = time.stop
    return ChapterList(start, run[-1].stop, _without_shared_marks(chapters))


def _without_shared_marks(chapters: list[ListedChapter]) -> tuple[ListedChapter, ...]:
    """The chapters without a mark ("." or "→") with which nearly all of their titles begin or end."""
    for shared in (_SHARED_LEAD, _SHARED_TAIL):
        marks = Counter(match[1] for chapter in chapters if (match := shared.search(chapter.title)) and match.end(1) > 0)
        mark, count = max(marks.items(), key=lambda entry: entry[1], default=("", 0))
        if count < 2 or count < _SHARED * (len(chapters) - 1):
            continue
        at_start = shared is _SHARED_LEAD
        cut = [c.title.removeprefix(mark) if at_start else c.title.removesuffix(mark) for c in chapters]
        chapters = [replace(chapter, title=title.strip()) for chapter, title in zip(chapters, cut, strict=True)]
    return tuple(chapters)


def _title_start(text: str, stop: int) -> int:
    """Where the title begins that ends before code point `stop`."""
    start = max(0, stop - _LONGEST_TITLE)
    lead = text[start:stop]
    begins = [0]
    for match in re.finditer(r"\n|[*•]\s|[.!?:]\s*(?=[A-Z*•])|[.!?…]\s", lead.rstrip(" \t" + _DASHES)):
        inside_title = match.group()[0] == ":" and _FIRST_WORDS.match(_last_sentence(lead[: match.start()])) is not None
        begins += [] if inside_title else [match.end()]
    begins += [match.end() for match in SECTION_WORD.finditer(lead)]
    return start + max(begins)


def _list_start(text: str, start: int) -> int:
    """The list's start with the bullet or dash of its first line."""
    while start > 0 and text[start - 1] in _BULLETS + "-–":
        start -= 1
    return start


def _cut_line(gap: str) -> tuple[str, str]:
    """A title without its marks, and what follows it in lines of its own or as an address."""
    gap = gap.lstrip(" \t" + _DASHES).lstrip(" \t")
    if gap.startswith("\n") or not gap.strip():
        return "", fold_space(gap.strip(_BULLETS))
    line, _, rest = gap.partition("\n")
    address = _ADDRESS.search(line)
    if address is not None and line[: address.start()].strip():
        line, rest = line[: address.start()], f"{line[address.start() :]} {rest}"
    title = fold_space(line.strip(_BULLETS).rstrip(" \t-–—|;,*•(["))
    return title, fold_space(rest.strip(_BULLETS))


def _last_title_length(gap: str, longest: int) -> int:
    """How much of what follows the last time is its title: nothing but sense tells where it ends."""
    lead = len(gap) - len(gap.lstrip(" \t" + _DASHES))
    body = gap[lead:]
    ends = [len(body), _LONGEST_TITLE]
    newline = body.find("\n")
    if newline > 0:
        ends.append(newline)
    for pattern in (CLOSING_WORDS, SECTION_WORD, _ADDRESS, _BREAK):
        found = pattern.search(body, 1)
        if found is not None:
            ends.append(found.start())
    found = re.search(r"(?<=[a-z0-9?!)])\s+(?:[A-Z]{2,}[A-Z ]+:\s|@\w)|\s(?:[*•]|\d+\.)\s", body)
    if found is not None:
        ends.append(found.start())
    end = min(ends)
    return lead + _shorter(body, end, max(60, 2 * longest))


def _shorter(body: str, end: int, usual: int) -> int:
    """Cuts a last title that has run on into prose: at the first sense break, where it is longer than titles of its list."""
    glue = re.search(r"(?<=[a-z0-9?!.)”\"])(?=[A-Z][a-z]+(?: [a-z]|,| [A-Z]\w+ [a-z]))|[.!?]\s", body[:end])
    if glue is not None and glue.start() > 3 and (end > usual or glue.group() == ""):
        following = body[glue.start() : end].split()
        if len(following) > 3:
            return glue.start()
    return end


def _plausible(text: str, run: list[_Time], chapters: tuple[ListedChapter, ...], headed: bool) -> bool:
    """Whether these are chapters and not clock times in prose or references with times."""
    count = len(chapters)
    titled = [chapter for chapter in chapters if any(letter.isalpha() for letter in chapter.title)]
    if len(titled) < 0.8 * count or sum(len(chapter.title) for chapter in titled) > 130 * count:
        return False
    if sum(_ADDRESS.match(chapter.rest) is not None for chapter in chapters) >= 0.4 * count and not headed:
        return False
    if sum(_INNER_SENTENCE.search(chapter.title) is not None for chapter in titled) > 0.3 * count:
        return False
    capital = sum(not chapter.title[:1].islower() for chapter in titled)
    if not headed and capital < 0.6 * count:
        return False
    lines = sum(_begins_line(text, time.start) for time in run) if count < 400 else count
    return headed or run[0].style != "" or run[0].seconds <= 90 or lines >= 0.7 * count


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but bullets stands before code point `at` in its line."""
    lead = text[max(0, at - _LONGEST_TITLE) : at].rstrip(" *•-")
    return lead[-1:] in ("", "\n")
