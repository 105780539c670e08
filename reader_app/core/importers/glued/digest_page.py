"""Reads a page of digests: for each episode a title, and a description, timed sections, pull quotes and a glossary.

Pages copied from a browser hold each episode as a title line and one line with everything else glued together, where a
section's title runs into its prose; the same digests as ordinary Markdown have a line for each piece. Both are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from reader_app.core.importers.derived_titles import title_from_prose
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.glued.digest_marks import (
    Heading,
    entity_kind,
    names_glossary,
    read_entity,
    read_heading,
    read_quote,
    split_glossary,
    unwrap,
)
from reader_app.core.importers.glued.glued_titles import MOST_TITLE_WORDS, GluedTitles
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.markdown_marks import strip_emphasis

_TIMED = r"(?:[\[(]\s*)?\d{1,3}(?::|,\s?)\d{1,2}"
_TIMED_HEADING = re.compile(rf"(?:^|(?<=\s))#{{2,6}}[ \t]+{_TIMED}", re.MULTILINE)
_HEADING_TIME_LAST = re.compile(r"^#{2,6}[ \t]+[^\n]{1,160}?[\[(]\d{1,3}:\d{2}(?::\d{2})?[\])]", re.MULTILINE)
_GLUED = re.compile(r"\S[ \t]+#{2,6}[ \t]+\S")
_QUOTE = re.compile(r"(?:^|\s)>[ \t]+[*_\"“„«]", re.MULTILINE)
_GLOSSARY_LINE = re.compile(
    r"(?:^|\s)[-*•][ \t]+\*\*[^*\n]{1,200}\*\*[ \t]*[(（][^()（）\n]{1,60}[)）][ \t]*[:：—–-]", re.MULTILINE
)
_CUE_LINE = re.compile(r"^(?:\*\*)?\[\d{1,3}:\d{2}(?::\d{2})?\]", re.MULTILINE)
_CUTS = re.compile(r"(?:^|(?<=\s))(?=#{2,6}\s+\S|>\s+[*_\"“„«‘\[—–]|[-*•]\s+\*\*\S)")
"""Where in a glued line a new piece begins."""

_LIST_LINE = re.compile(r"[-*•]\s+\S")
_SAMPLE = 300_000
"""Code points by which a page is recognised: many digests."""
_LONG_LINE = 20
"""A line of so many words is prose, not a title."""


@dataclass(slots=True)
class _Digest:
    """The lines of one episode, found but not yet read."""

    title: str | None
    lines: list[str] = field(default_factory=list)
    last_start: float = -1.0
    closed: bool = False
    """Whether its glossary has begun, after which no prose of it follows."""


def recognises(text: str) -> bool:
    """Whether `text` is a page of digests: timed sections together with pull quotes, a glossary, or all of it glued."""
    text = text[:_SAMPLE]
    glossary = _GLOSSARY_LINE.search(text) is not None
    if _TIMED_HEADING.search(text) is None and _HEADING_TIME_LAST.search(text) is None:
        return glossary and re.search(r"(?:^|\s)#{2,6}[ \t]+\S", text) is not None
    if _CUE_LINE.search(text) is not None:
        return False
    return glossary or _QUOTE.search(text) is not None or _GLUED.search(text) is not None


def parse(text: str, name: str) -> list[Draft]:
    """The episodes of a page of digests, in its order. `name` is the file's, for a page that has no words for a title."""
    names = _page_names(text)
    return [_DigestReader(digest, names, name).read() for digest in _Pages(text).digests()]


def _page_names(text: str) -> dict[str, bool]:
    """All names that the page's glossaries state, and whether each is a person's."""
    names: dict[str, bool] = {}
    for line in text.split("\n"):
        for segment in _CUTS.split(line):
            if segment[:1] in "-*•" and segment[:1]:
                entity = read_entity(segment)
                if entity is not None and entity.source_kind is not None:
                    names[entity.name] = entity.kind == "person" or names.get(entity.name, False)
    return names


class _Pages:
    """Groups the lines of a page into episodes; what stands before the first and after the last is the page's furniture."""

    def __init__(self, text: str) -> None:
        self._lines = [line.strip() for line in text.split("\n") if line.strip() and not re.fullmatch(r"[-*_]{3,}", line.strip())]
        levels = [
            heading.level for heading in map(read_heading, self._lines) if heading is not None and heading.start is not None
        ]
        self._chapter_level = min(levels, default=2)
        self._digests: list[_Digest] = []
        self._pending: list[str] = []

    def digests(self) -> list[_Digest]:
        for line in self._lines:
            self._take(line)
        current = self._digests[-1] if self._digests else None
        if current is not None and not current.closed and not self._is_glued(current):
            current.lines.extend(self._pending)
        else:
            self._digests.extend(self._loose(self._pending))
        return [digest for digest in self._digests if digest.lines or digest.title]

    def _take(self, line: str) -> None:
        segments = _CUTS.split(line)
        headings = [heading for heading in map(read_heading, segments) if heading is not None]
        if headings and len(segments) <= 2 and headings[0].start is None and headings[0].level < self._chapter_level:
            self._begin(strip_emphasis(headings[0].rest), keep=True)
        elif not line.startswith(("#", ">")) and any(heading.start is not None for heading in headings):
            if self._digests and self._digests[-1].title and not self._digests[-1].lines and not self._pending:
                self._digests[-1].lines.append(line)
            else:
                self._begin(self._pending.pop() if self._pending else None)
                self._digests[-1].lines.append(line)
            self._note(line, headings, segments)
        elif headings or line.startswith(">") or self._is_glossary_line(line):
            start = next((heading.start for heading in headings if heading.start is not None), None)
            self._place_pending(start, bool(headings))
            self._digests[-1].lines.append(line)
            self._note(line, headings, segments)
        else:
            self._pending.append(line)

    def _is_glossary_line(self, line: str) -> bool:
        closed = bool(self._digests) and self._digests[-1].closed
        return _LIST_LINE.match(line) is not None and (closed or _CUTS.match(line) is not None)

    def _note(self, line: str, headings: list[Heading], segments: list[str]) -> None:
        current = self._digests[-1]
        for heading in headings:
            if heading.start is not None:
                current.last_start = heading.start
        if _GLOSSARY_LINE.search(line) is not None or any(names_glossary(h.rest[:60]) for h in headings if h.start is None):
            current.closed = bool(segments)

    def _begin(self, title: str | None, keep: bool = False) -> None:
        """Begins an episode; lines that wait go to the one before (`keep`), or are episodes without sections."""
        waiting, self._pending = self._pending, []
        if keep and self._digests and not self._digests[-1].closed:
            self._digests[-1].lines.extend(waiting)
        else:
            self._digests.extend(self._loose(waiting))
        self._digests.append(_Digest(title))

    def _place_pending(self, start: float | None, headed: bool) -> None:
        """Gives the lines that wait to the current episode, or, where a new one begins with this heading, to that as its head."""
        current = self._digests[-1] if self._digests else None
        goes_on = not headed or (start is None and not self._pending)
        if current is not None and (goes_on or (not current.closed and (start is None or start >= current.last_start))):
            current.lines.extend(self._pending)
            self._pending = []
            return
        waiting = self._pending
        description = waiting.pop() if len(waiting) > 1 or (waiting and len(waiting[-1].split()) >= _LONG_LINE) else None
        title = waiting.pop() if waiting else None
        self._begin(title)
        if description is not None:
            self._digests[-1].lines.append(description)

    @staticmethod
    def _loose(lines: list[str]) -> Iterator[_Digest]:
        """Episodes that have a title and a description only: a short line before a long one."""
        for title, description in pairwise(lines):
            if len(title.split()) < _LONG_LINE <= len(description.split()):
                yield _Digest(title, [description])

    @staticmethod
    def _is_glued(digest: _Digest) -> bool:
        return any(_GLUED.search(line) is not None for line in digest.lines)


class _DigestReader:
    """Turns the lines of one episode into the blocks of its draft."""

    def __init__(self, digest: _Digest, names: dict[str, bool], file_name: str) -> None:
        self._digest = digest
        self._file_name = file_name
        self._people = [name for name, person in names.items() if person]
        whole = " ".join([digest.title or "", *digest.lines])
        pieces = (read_heading(piece.strip()) for line in digest.lines for piece in _CUTS.split(line))
        glued = [piece.rest for piece in pieces if piece is not None and piece.start is not None and not piece.title_ends]
        self._titles = GluedTitles(names, whole, glued)
        self._blocks: list[DraftBlock] = []
        self._in_glossary = False
        self._ends_glued = False
        self._group_kind: str | None = None

    def read(self) -> Draft:
        segments: list[str] = []
        for line in _join_quotes(self._digest.lines):
            pieces = [piece.strip() for piece in _CUTS.split(line) if piece.strip()]
            self._ends_glued = len(pieces) > 1
            segments.extend(pieces)
        timed = any(heading is not None and heading.start is not None for heading in map(read_heading, segments))
        for number, segment in enumerate(segments):
            following = segments[number + 1] if number + 1 < len(segments) else ""
            self._read_segment(segment, following, timed)
        text = " ".join(block.text for block in self._blocks)
        description = next((block.text for block in self._blocks if block.kind == "description"), "")
        title = fold_space(strip_emphasis(self._digest.title or ""))
        derived = title or title_from_prose(description or text) or self._file_name
        draft = Draft(derived, "stated" if title else "derived", self._blocks)
        draft.language = detect_language(f"{title} {text}")
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.kind == "prose" and timed and last.text[-1:].isalnum():
            draft.truncated = True
            draft.notes.append("cut off at the source")
        return draft

    def _read_segment(self, segment: str, following: str, timed: bool) -> None:
        heading = read_heading(segment)
        if heading is not None:
            self._read_heading(heading, following, timed)
        elif segment.startswith(">"):
            self._read_quote(segment)
        elif self._in_glossary and (entity := read_entity(segment, self._group_kind)) is not None:
            kind = f" ({entity.source_kind})" if entity.source_kind else ""
            told = f": {entity.description}" if entity.description else ""
            self._blocks.append(DraftBlock("entity", f"{entity.name}{kind}{told}", entity=entity))
        else:
            self._add_prose(re.sub(r"^[-*•]\s+", "", segment))

    def _read_heading(self, heading: Heading, following: str, timed: bool) -> None:
        heading.rest, lines = split_glossary(heading.rest)
        glossary = heading.start is None and (bool(lines) or self._begins_glossary(heading, following))
        if heading.title_ends:
            title, prose = heading.rest, heading.prose
        elif glossary or (_is_title_alone(heading.rest) and (following or not self._ends_glued)):
            title, prose = heading.rest, ""
        else:
            title, prose = self._titles.split(heading.rest)
        self._group_kind = title if self._in_glossary and entity_kind(title) != "other" else None
        self._in_glossary = glossary or self._group_kind is not None
        title = fold_space(strip_emphasis(title))
        chapter = heading.start is not None or (not timed and not self._in_glossary)
        if title:
            self._blocks.append(DraftBlock("heading", title, heading.start, chapter=chapter))
        self._add_prose(prose)
        for line in lines:
            self._read_segment(line, "", timed)

    @staticmethod
    def _begins_glossary(heading: Heading, following: str) -> bool:
        if names_glossary(heading.rest) and _is_title_alone(heading.rest):
            return True
        return following[:1] in "-*•" and bool(following) and _GLOSSARY_LINE.match(following) is not None

    def _read_quote(self, segment: str) -> None:
        quote = read_quote(segment, self._people)
        last = self._blocks[-1] if self._blocks else None
        if not quote.text and last is not None and last.kind == "pull_quote":
            last.start = quote.start if last.start is None else last.start
            last.speaker = last.speaker or quote.speaker
        elif quote.text:
            self._blocks.append(DraftBlock("pull_quote", quote.text, quote.start, quote.speaker))
        self._add_prose(quote.prose)

    def _add_prose(self, prose: str) -> None:
        text = fold_space(strip_emphasis(prose))
        if not text:
            return
        described = any(block.kind in ("description", "heading") for block in self._blocks)
        self._blocks.append(DraftBlock("prose" if described else "description", text))


def _is_title_alone(rest: str) -> bool:
    """Whether a heading's text is the title and nothing else: short, and no sentence that ends."""
    words = rest.split()
    return len(words) <= MOST_TITLE_WORDS and not unwrap(rest).endswith((".", "।", "。"))


def _join_quotes(lines: list[str]) -> Iterator[str]:
    """Lines of one block quote that the source breaks inside its marks become one line."""
    open_quote = ""
    for line in lines:
        inner = line.lstrip("> ").strip() if line.startswith(">") else None
        if inner is not None and open_quote:
            open_quote += " " + inner
        elif inner is not None:
            open_quote = line
        else:
            if open_quote:
                yield open_quote
                open_quote = ""
            yield line
        if open_quote and not _is_open(open_quote):
            yield open_quote
            open_quote = ""
    if open_quote:
        yield open_quote


def _is_open(quote: str) -> bool:
    inner = quote.lstrip("> ").strip()
    return (inner[:1] in "*_" and bool(inner) and inner.count(inner[0]) % 2 == 1) or (
        inner[:1] == '"' and inner.count('"') % 2 == 1
    )
