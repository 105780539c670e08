"""Takes what people read out of a web page: its lines, and what its head states, without its furniture.

The elements are those of https://html.spec.whatwg.org/#semantics. Scripts are never run and nothing is fetched.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader_app.core.importers.draft import fold_space
from reader_app.core.importers.markup import Markup, Tag
from reader_app.core.importers.pages.page_lines import LineKind, PageLine

_SILENT_WORDS = (
    "script style noscript template iframe svg canvas video audio object embed map nav footer form button select datalist input "
    "textarea dialog menu head xmp noembed noframes"
)
_SILENT = frozenset(_SILENT_WORDS.split())
"""Elements whose content is no text of the page, or its furniture."""
_SILENT_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alert", "menu", "menubar", "toolbar"))
_VOID_WORDS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
_BLOCK_WORDS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer h1 "
    "h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_BOLD = frozenset(("b", "strong", "dt", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NAME_CLASS = re.compile(r"(?:^|[-_])(?:ts|speaker|voice)(?:[-_]?(?:name|label|title))$|^speaker$", re.IGNORECASE)
_TIME_CLASS = re.compile(r"(?:^|[-_])(?:time-?stamp|time-?code|start-?time|time|cue-time)$", re.IGNORECASE)
_QUOTE_CLASS = re.compile(r"^(?:wp-block-)?pull-?quote$", re.IGNORECASE)
_CLOCK = re.compile(
    r"[\[(<]?\s*(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)(?:\s*(?:-->|[-–—])\s*[\d:.,]{4,12})?\s*[\])>]?\s*[:|-]?"
)
_LONGEST_NAME = 60
_DEEPEST_ROLE = 8
_MOST_OF_ALL = 0.6
"""Where an element that holds the page's own matter has so many of all words, the rest is around it."""


@dataclass(slots=True)
class WebPage:
    """What a page tells: lines, the fields of its head (names in small letters), linked data, and the language it states."""

    lines: list[PageLine] = field(default_factory=list)
    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    """Linked data (`application/ld+json`), as text."""
    canonical: str | None = None
    language: str | None = None
    cut: bool = False


def read_web_page(text: str) -> WebPage:
    """What the page `text` tells. An element that is never closed hides nothing: it is read as if its furniture were text."""
    heard: set[str] = set()
    while True:
        reader = _PageReader(heard)
        markup = Markup(text, html=True)
        for part in markup:
            reader.take(part)
        unclosed = reader.finish()
        if unclosed is None:
            break
        heard.add(unclosed)
    page = reader.page
    page.cut = markup.cut
    page.lines = _own_matter(page.lines, reader.own)
    _settle_cites(page.lines, reader.cites)
    return page


@dataclass(slots=True)
class _Role:
    """An element that may mark a name or a time: where its text begins in the line, and how many lines stood before it."""

    tag: str
    kind: LineKind
    depth: int
    line: int
    begin: int
    inside: bool
    """Whether words of a paragraph, a quote or an item stand around it."""


class _PageReader:
    """Makes lines of the parts of a page. Elements named in `heard` are read although they are furniture."""

    def __init__(self, heard: set[str]) -> None:
        self.page = WebPage()
        self.own: list[bool] = []
        """For each line, whether it stands in the page's own matter (`main`, `article`)."""
        self.cites: list[int] = []
        """Numbers of the lines that `cite` elements mark as names."""
        self._heard = heard
        self._silent = ""
        self._silent_depth = 0
        self._text: list[str] = []
        self._said = False
        """Whether the line that is open has words."""
        self._bold = self._bold_to = 0
        self._bold_leads = False
        self._goes_on = False
        self._roles: list[_Role] = []
        self._counts: Counter[str] = Counter()
        self._level = 0
        self._quotes: list[str] = []
        self._cells: list[PageLine] | None = None
        self._in_title = self._is_data = False

    def take(self, part: Tag | str) -> None:
        """Takes the next tag or text."""
        if isinstance(part, str):
            self._take_text(part)
        elif part.closes:
            self._close(part.name)
        else:
            self._begin(part)
            if part.empty and part.name not in _VOID and part.name not in _BLOCKS:
                self._close(part.name)

    def finish(self) -> str | None:
        """Ends the page; the name of a silent element that is still open, or None."""
        self._end_line()
        return self._silent if self._silent and self._silent != "head" else None

    def _take_text(self, text: str) -> None:
        if self._is_data:
            self.page.scripts.append(text)
        elif self._in_title:
            self.page.title = self.page.title or fold_space(text)
        elif self._silent:
            return
        elif self._counts["pre"]:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._end_line(broken=True)
                self._write(line)
        else:
            self._write(text)

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._said = self._said or not (text.isspace() or not text)

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name == "title":
            self._in_title = not self._counts["svg"]
        elif name == "script":
            self._is_data = tag.attributes.get("type", "") == "application/ld+json"
        elif name == "body" and self._silent == "head":
            self._silent = ""
        if name in ("html", "meta", "link"):
            self._take_head(tag)
        if self._silent:
            self._silent_depth += name == self._silent
            return
        if name not in self._heard and name not in _VOID and _is_silent(tag):
            self._end_line()
            self._silent, self._silent_depth = name, 1
            return
        if name == "br":
            self._end_line(broken=True)
        elif name in _BLOCKS:
            self._begin_block(tag)
        elif name in _BOLD:
            self._begin_bold()
        self._begin_role(tag)

    def _begin_block(self, tag: Tag) -> None:
        name = tag.name
        self._end_line()
        if name in _HEADINGS:
            self._level = int(name[1])
        elif name == "tr":
            self._end_row()
            self._cells = []
        elif name == "blockquote" or any(_QUOTE_CLASS.match(word) for word in tag.attributes.get("class", "").split()):
            self._quotes.append(name)
        self._counts[name] += 1
        if name in _BOLD:
            self._begin_bold()

    def _begin_bold(self) -> None:
        self._bold += 1
        if self._bold == 1:
            self._bold_leads = not self._said

    def _end_bold(self) -> None:
        self._bold = max(0, self._bold - 1)
        if self._bold == 0 and self._bold_leads and self._said:
            self._bold_to = len(fold_space("".join(self._text)))
            self._bold_leads = False

    def _begin_role(self, tag: Tag) -> None:
        words = tag.attributes.get("class", "").split()
        kind: LineKind | None = None
        if tag.name == "cite" or any(_NAME_CLASS.search(word) for word in words):
            kind = "name"
        elif tag.name == "time" or any(_TIME_CLASS.search(word) for word in words):
            kind = "time"
        if tag.name == "cite":
            self._write(" ")
        if kind is not None and tag.name not in _VOID and len(self._roles) < _DEEPEST_ROLE:
            inside = self._said or any(self._counts[name] for name in ("blockquote", "li", "figcaption", "a"))
            self._roles.append(_Role(tag.name, kind, self._counts[tag.name], len(self.page.lines), len(self._text), inside))

    def _close(self, name: str) -> None:
        if name == "title":
            self._in_title = False
        elif name == "script":
            self._is_data = False
        if self._silent:
            self._silent_depth -= name == self._silent
            self._silent = self._silent if self._silent_depth else ""
            return
        if self._roles and self._roles[-1].tag == name:
            self._end_role(self._roles.pop())
        if name in _BOLD:
            self._end_bold()
        if name in _BLOCKS:
            self._end_line()
            self._counts[name] = max(0, self._counts[name] - 1)
            if name in _HEADINGS:
                self._level = 0
            elif name in ("tr", "table"):
                self._end_row()
            elif self._quotes and self._quotes[-1] == name:
                self._quotes.pop()

    def _end_role(self, role: _Role) -> None:
        """Makes a line of its own of a name or a time, where the element holds nothing else."""
        if len(self.page.lines) != role.line or self._cells is not None:
            return
        words = fold_space("".join(self._text[role.begin :]))
        clock = _CLOCK.fullmatch(words)
        if (role.kind == "time") != (clock is not None) or not words or len(words) > _LONGEST_NAME:
            return
        colon = words.endswith((":", "："))
        if role.kind == "name" and (role.tag == "cite" and role.inside and not colon):
            return
        if role.kind == "time" and self._follows_a_word(role.begin):
            return
        del self._text[role.begin :]
        self._said = any(not piece.isspace() for piece in self._text if piece)
        self._end_line()
        if role.tag == "cite" and not colon:
            self.cites.append(len(self.page.lines))
        self._add(PageLine(clock[1] if clock is not None else words.rstrip(":： "), role.kind))

    def _follows_a_word(self, begin: int) -> bool:
        """Whether the words of a sentence stand right before piece `begin` of the line that is open."""
        for number in range(begin - 1, max(-1, begin - 20), -1):
            before = self._text[number].rstrip()
            if before:
                return before[-1].isalnum()
        return False

    def _end_line(self, broken: bool = False) -> None:
        """Makes a line of the text so far; `broken` where only a line break ends it."""
        if self._bold and self._bold_leads:
            self._bold_to = len(fold_space("".join(self._text)))
        words = fold_space("".join(self._text))
        if words:
            kind: LineKind = "heading" if self._level else "quote" if self._quotes else "item" if self._counts["li"] else "prose"
            line = PageLine(words, kind, self._level or 2, min(self._bold_to, len(words)), self._goes_on)
            if self._cells is not None:
                self._cells.append(line)
            else:
                self._add(line)
        self._goes_on = broken and (bool(words) or self._goes_on)
        self._text, self._said = [], False
        self._bold_to, self._bold_leads = 0, self._bold > 0

    def _end_row(self) -> None:
        cells, self._cells = self._cells, None
        for line in row_lines(cells or []):
            self._add(line)

    def _add(self, line: PageLine) -> None:
        self.page.lines.append(line)
        self.own.append(self._counts["main"] > 0 or self._counts["article"] > 0)

    def _take_head(self, tag: Tag) -> None:
        stated = tag.attributes
        if tag.name == "html":
            self.page.language = self.page.language or stated.get("lang") or None
        elif tag.name == "meta":
            key = (stated.get("property") or stated.get("name") or stated.get("itemprop") or "").lower()
            if key and stated.get("content"):
                self.page.fields.setdefault(
                    key.rpartition(":")[2] if key.startswith("dc") else key, fold_space(stated["content"])
                )
        elif "canonical" in stated.get("rel", "").lower().split():
            self.page.canonical = self.page.canonical or stated.get("href")


def row_lines(cells: Sequence[PageLine]) -> list[PageLine]:
    """The row of a table as lines: the time and the voice of what is said in its last cell, or all its cells in one line."""
    clock = _CLOCK.fullmatch(cells[0].text) if cells else None
    if clock is not None and len(cells) == 3 and len(cells[1].text) <= _LONGEST_NAME:
        return [PageLine(cells[1].text.rstrip(":： "), "name"), PageLine(clock[1], "time"), cells[2]]
    if clock is not None and len(cells) == 2:
        return [PageLine(clock[1], "time"), cells[1]]
    if not cells:
        return []
    bold = cells[0].bold if cells[0].bold == len(cells[0].text) else 0
    return [PageLine(" ".join(cell.text for cell in cells), cells[0].kind, cells[0].level, bold)]


def _is_silent(tag: Tag) -> bool:
    stated = tag.attributes
    return (
        tag.name in _SILENT
        or stated.get("role", "").lower() in _SILENT_ROLES
        or stated.get("aria-hidden", "").lower() == "true"
        or ("hidden" in stated and stated["hidden"] != "until-found")
        or "display:none" in stated.get("style", "").replace(" ", "").lower()
    )


def _own_matter(lines: list[PageLine], own: list[bool]) -> list[PageLine]:
    """The lines of the page's main element or articles, where most words stand there; else all."""
    inside = sum(len(line.text) for line, is_own in zip(lines, own, strict=True) if is_own)
    if inside >= _MOST_OF_ALL * sum(len(line.text) for line in lines):
        for line, is_own in zip(lines, own, strict=True):
            line.text = line.text if is_own else ""
    return lines


def _settle_cites(lines: list[PageLine], cites: list[int]) -> None:
    """Names without a colon in `cite` elements are voices only where times or several of them say so; then empty lines go."""
    names = Counter(lines[number].text for number in cites)
    for number in cites:
        timed = number + 1 < len(lines) and lines[number + 1].kind == "time"
        if not timed and len(cites) < 2 and names:
            lines[number].kind = "prose"
    lines[:] = [line for line in lines if line.text]
