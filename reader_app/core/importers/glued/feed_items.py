"""Parts a page of feed items into items: one to a line, or spread over lines; header lines go to the item that follows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader_app.core.importers.glued.speaker_labels import CLOCK, MARK
from reader_app.core.importers.section_words import PART_WORD, SECTION_WORD

_SHORT = 160
"""Code points up to which a line without an end mark may be a header."""
_LONG = 200
_ENDS = frozenset('.!?…।॥。！？"”)')
_STRUCTURE = re.compile(
    rf"\s*(?:[\[(]?{CLOCK}[\])]?(?=\s|\W)|[*•·▪►]\s|[-–—]\s|\d{{1,3}}[.)]\s|https?://|#{{1,6}}\s"
    rf"|\*{{0,2}}[^\W\d_][\w .'’\-]{{0,40}}\*{{0,2}}\s?{MARK}\s?:?)"
)
_LABEL = re.compile(r"\s*\*{0,2}([^\W\d_][\w .'’\-]{0,40}):\*{0,2}(?:\s|$)")
_RULE = re.compile(r"\s*(?:[-=_~*]\s?){3,}\s*")
_FURNITURE = re.compile(
    r"(?:popularity|relevance|date|newest|latest|oldest|most recent|most popular|sort(?:ed)? by.*|episodes?|all episodes"
    r"|podcasts?|shows?|search|results?"
    r"|load more|show more|see (?:all|more)|view (?:all|more)|more|next(?: page)?|previous(?: page)?"
    r"|page \d+(?: of \d+)?|\d+ (?:results|episodes)|home|menu"
    r"|play|share|download|subscribe|beliebtheit|neueste|mehr laden|popularité|popularidad|लोकप्रियता)",
    re.IGNORECASE,
)
_MOST_GROUP = 8
"""Lines of one item beyond which blank lines part paragraphs, not items."""
_TITLED = 0.75
"""Of the items of a page, how many have a header line of their own where these are titles; fewer where they name shows."""
_FEW = 6
"""Lines up to which a page may be one item in paragraphs."""


@dataclass(slots=True)
class FeedItem:
    """One item of a page: its lines as they came, and the header lines before it."""

    lines: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The item's words, with its line breaks."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class FeedPage:
    """The items of a page in order, and whether its header lines are the items' own titles (else they name shows)."""

    items: list[FeedItem]
    titled: bool = False


def split_page(text: str) -> FeedPage:
    """The items of a page."""
    return _Splitter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).page()


class _Splitter:
    """Splits the lines of one page; knows which labels begin more than one of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self._filled = [line for line in lines if line.strip()]
        counts = Counter(label for line in self._filled if (label := _label(line)))
        repeated = {label for label, count in counts.items() if count > 1}
        self._labels = repeated if len(repeated) > 1 else set()
        self._page = FeedPage([])
        self._pending: list[str] = []

    def page(self) -> FeedPage:
        structured = sum(map(self._is_structure, self._filled))
        prose = sum(len(line) >= _LONG and not self._is_structure(line) for line in self._filled)
        groups = self._groups()
        if structured >= 3 and structured > prose:
            self._take_groups(self._parts())
        elif len(groups) > 1 and 1 < max(map(len, groups)) <= _MOST_GROUP and self._are_items(groups):
            self._take_groups(groups)
        else:
            self._take_lines()
        self._finish()
        return self._page

    def _is_structure(self, line: str) -> bool:
        """Whether a line goes on with an item: a time, a bullet, an address, a label, a section's heading."""
        if _STRUCTURE.match(line) or _RULE.fullmatch(line):
            return True
        return _label(line) in self._labels or PART_WORD.match(line.strip()) is not None

    def _is_header(self, line: str) -> bool:
        stripped = line.strip()
        return len(stripped) <= _SHORT and stripped[-1] not in _ENDS and not self._is_structure(line)

    def _groups(self) -> list[list[str]]:
        """Lines between blank lines."""
        groups: list[list[str]] = [[]]
        for line in self._lines:
            if line.strip():
                groups[-1].append(line)
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group]

    def _are_items(self, groups: list[list[str]]) -> bool:
        """Whether blank lines part items: hardly any group holds two long lines that could each be an item."""
        doubtful = 0
        for group in groups:
            prose = [line for line in group if not self._is_structure(line) and not self._is_header(line)]
            doubtful += len(prose) > 1 and not any(map(self._is_structure, group))
        return doubtful <= 0.2 * len(groups)

    def _parts(self) -> list[list[str]]:
        """Items over many lines, parted by rules or by two blank lines; one item where there are none."""
        parts: list[list[str]] = [[]]
        blanks = 0
        for line in self._lines:
            if not line.strip():
                blanks += 1
                parts[-1].append("")
                continue
            ruled = _RULE.fullmatch(line) is not None
            if ruled or (blanks >= 2 and not self._is_structure(line)):
                parts.append([])
            if not ruled:
                parts[-1].append(line)
            blanks = 0
        return [part for part in parts if any(line.strip() for line in part)]

    def _take_groups(self, groups: list[list[str]]) -> None:
        for group in groups:
            at = 0
            while at < len(group) and (not group[at].strip() or self._is_header(group[at])):
                at += 1
            headers = [line for line in group[:at] if line.strip()]
            lines = group[at:]
            while lines and not lines[-1].strip():
                lines = lines[:-1]
            if lines and self._page.items and not self._pending and not headers and self._is_structure(lines[0]):
                self._page.items[-1].lines += ["", *lines]
                continue
            self._pending += headers
            if lines:
                self._add(lines)

    def _take_lines(self) -> None:
        single = len(self._filled) <= _FEW and self._is_one_item()
        for line in self._filled:
            goes_on = self._is_structure(line) or (single and not self._is_header(line))
            if goes_on and self._page.items and not self._pending:
                self._page.items[-1].lines.append(line)
            elif self._is_header(line):
                self._pending.append(line)
            else:
                self._add([line])

    def _is_one_item(self) -> bool:
        """Whether a few lines are one item: the later ones go on with a list or a transcript, and none before them does."""
        structured = [number for number, line in enumerate(self._filled) if self._is_structure(line)]
        sections = [number for number, line in enumerate(self._filled) if SECTION_WORD.search(line) is not None]
        if not structured or structured[0] == 0 or any(number < structured[0] for number in sections):
            return False
        later = range(structured[0] + 1, len(self._filled))
        prose = [number for number in later if number not in structured and len(self._filled[number]) >= _LONG]
        return all(number - 1 in structured and len(self._filled[number - 1]) < _SHORT for number in prose)

    def _add(self, lines: list[str]) -> None:
        self._page.items.append(FeedItem(list(lines), self._pending))
        self._pending = []

    def _finish(self) -> None:
        """Drops the page's own lines and settles what header lines mean."""
        page = self._page
        if self._pending and page.items:
            page.items[-1].lines += [line for line in self._pending if not _is_furniture(line)]
        elif self._pending:
            page.items.append(FeedItem(self._pending))
        for item in page.items:
            item.headers = [line.strip() for line in item.headers if not _is_furniture(line)]
            while len(item.lines) > 1 and _is_furniture(item.lines[-1]):
                item.lines.pop()
        headed = [item.headers[-1] for item in page.items if item.headers]
        page.titled = len(headed) >= _TITLED * len(page.items) and len(set(headed)) > 0.7 * len(headed)


def _is_furniture(line: str) -> bool:
    stripped = line.strip(" \t:▼▾▲↓›»")
    return _FURNITURE.fullmatch(stripped) is not None or (stripped.isupper() and " " not in stripped and len(stripped) <= 20)


def _label(line: str) -> str:
    """The label that a line begins with, folded; "" where it begins with none."""
    match = _LABEL.match(line)
    if match is None or not all(word[0].isupper() or word.lower() == word.upper() for word in match[1].split()[1:4]):
        return ""
    return match[1].casefold() if len(match[1].split()) <= 4 else ""
