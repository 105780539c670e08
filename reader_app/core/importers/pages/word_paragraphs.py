"""Takes the paragraphs out of the main part of a Word document (WordprocessingML, ECMA-376 part 1, section 17)."""

import re
from dataclasses import dataclass, field

from reader_app.core.importers.captions.time_marks import seconds_of
from reader_app.core.importers.draft import fold_space
from reader_app.core.importers.markup import Markup, Tag
from reader_app.core.importers.pages.page_lines import LineKind, PageLine
from reader_app.core.importers.pages.page_markup import row_lines

_LEFT_OUT = frozenset(("del", "movefrom", "fallback", "instrtext", "deltext"))
"""What was deleted, moved away, or stands twice for older programs."""
_PARTS = ("document", "footnotes", "endnotes")
"""What whole parts of a package that hold paragraphs are called."""
_SIGNS = {"tab": " ", "nobreakhyphen": "\u2011", "softhyphen": "\u00ad"}
_OFF = frozenset(("0", "false", "off", "none"))
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:[0-9a-f]{8}-[0-9a-f-]{27}/\S+\s+)?(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*-->\s*([\d:.,]{5,16})", re.IGNORECASE
)
"""A stretch of time as Teams heads what is said with, "0:0:1.500 --> 0:0:4.20", with the name and the words under it."""
_UNPADDED = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)")
_REMARK = re.compile(r"[^.?!]{1,80} (?:started|stopped) transcription")
_LONGEST_NAME = 60


@dataclass(slots=True)
class WordParagraphs:
    """The lines of a document, and the text of its paragraph in the style Title."""

    lines: list[PageLine] = field(default_factory=list)
    title: str = ""
    cut: bool = False
    remarks: int = 0
    """Lines left out in which Teams says who began and ended the transcription."""
    ends: dict[float, float] = field(default_factory=dict)
    """Up to which second is said what begins at one, where stretches of time say so."""


def style_names(text: str) -> dict[str, str]:
    """The names of the styles by their ids, which differ by the language of the program ("berschrift1")."""
    names: dict[str, str] = {}
    style = ""
    for part in Markup(text, html=False):
        if isinstance(part, Tag) and not part.closes:
            if part.name == "style":
                style = part.attributes.get("styleid", "")
            elif part.name == "name" and style:
                names.setdefault(style, part.attributes.get("val", ""))
    return names


def read_paragraphs(text: str, styles: dict[str, str]) -> WordParagraphs:
    """The paragraphs of the document `text` as lines; `styles` are the names of its styles by their ids.

    Raises UnreadableFile where the XML declares entities of its own.
    """
    reader = _ParagraphReader(styles)
    markup = Markup(text, html=False)
    for part in markup:
        reader.take(part)
    reader.end_line(broken=False)
    found = reader.found
    found.cut = markup.cut or not reader.closed
    if not any(line.text.isdigit() or line.text == "WEBVTT" for line in found.lines[:1]):
        found.ends = _ends(found.lines)
        found.lines = _stretches(found.lines)
    told = [line for line in found.lines if _REMARK.fullmatch(line.text) is None]
    found.remarks = len(found.lines) - len(told)
    found.lines = told
    return found


class _ParagraphReader:
    """Makes lines of the parts of a document."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.found = WordParagraphs()
        self.closed = False
        self._styles = styles
        self._silent: list[str] = []
        self._text: list[str] = []
        self._in_text = False
        self._run_bold = self._in_run = False
        self._all_bold = True
        self._bold = 0
        """So many pieces of the line that is open are set in bold at its start."""
        self._style = ""
        self._listed = self._goes_on = False
        self._cells: list[PageLine] | None = None

    def take(self, part: Tag | str) -> None:
        """Takes the next tag or text."""
        if isinstance(part, str):
            if self._in_text and not self._silent:
                self._add(part)
        elif part.name in _LEFT_OUT:
            if part.closes and self._silent:
                self._silent.pop()
            elif not part.closes and not part.empty:
                self._silent.append(part.name)
        elif part.closes:
            self._close(part.name)
        else:
            self._begin(part)

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name == "p":
            self.end_line(broken=False)
        elif name == "pstyle":
            style = tag.attributes.get("val", "")
            self._style = self._styles.get(style, style)
        elif name == "numpr":
            self._listed = True
        elif name == "r":
            self._in_run, self._run_bold = True, False
        elif name == "b" and self._in_run:
            self._run_bold = tag.attributes.get("val", "1").lower() not in _OFF
        elif name == "t":
            self._in_text = not tag.empty
        elif name in ("br", "cr"):
            self.end_line(broken=True)
        elif name in _SIGNS and self._in_run:
            self._add(_SIGNS[name])
        elif name == "tr":
            self._cells = []

    def _close(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "p":
            self.end_line(broken=False)
        elif name == "tr":
            self.end_line(broken=False)
            cells, self._cells = self._cells, None
            self.found.lines += row_lines(cells or [])
        elif name in _PARTS:
            self.closed = True

    def _add(self, text: str) -> None:
        self._text.append(text)
        if self._all_bold and text.strip():
            self._all_bold = self._run_bold
            if self._run_bold:
                self._bold = len(self._text)

    def end_line(self, broken: bool) -> None:
        """Makes a line of the text so far; `broken` where only a line break ends it, not the paragraph."""
        words = fold_space("".join(self._text))
        bold = len(fold_space("".join(self._text[: self._bold])))
        heading = _HEADING.fullmatch(self._style)
        kind: LineKind = "heading" if heading is not None else "item" if self._listed else "prose"
        if self._style.casefold() == "title" and words and not self.found.title:
            self.found.title = words
            kind = "heading"
        line = PageLine(words, kind, int(heading[1]) if heading is not None else 1, bold, self._goes_on)
        if words:
            (self.found.lines if self._cells is None else self._cells).append(line)
        self._goes_on = broken and (bool(words) or self._goes_on)
        self._text, self._bold, self._all_bold = [], 0, True
        if not broken:
            self._style, self._listed = "", False


def _stretches(lines: list[PageLine]) -> list[PageLine]:
    """The lines with each stretch of time, where such head what is said, as a time, and the line under it as a name if it is one.

    The line under a stretch is a name where nearly every stretch has two lines or more, the first of them short.
    """
    heads = [number for number, line in enumerate(lines) if _RANGE.fullmatch(line.text) is not None]
    if not heads:
        return lines
    stops = [*heads[1:], len(lines)]
    named = [stop - head > 2 and _may_name(lines[head + 1].text) for head, stop in zip(heads, stops, strict=True)]
    has_names = sum(named) >= 0.8 * len(heads)
    found = lines[: heads[0]]
    for head, stop, is_named in zip(heads, stops, named, strict=True):
        names = has_names and is_named
        if names:
            found.append(PageLine(lines[head + 1].text.rstrip(":： "), "name"))
        found.append(PageLine(_clock(lines[head].text), "time"))
        spoken = lines[head + (2 if names else 1) : stop]
        found += [PageLine(line.text, line.kind, line.level, 0, number > 0) for number, line in enumerate(spoken)]
    return found


def _ends(lines: list[PageLine]) -> dict[float, float]:
    """The ends of stretches of time by their starts; two that start together tell none."""
    ends: dict[float, float] = {}
    starts: set[float] = set()
    for line in lines:
        if (match := _RANGE.fullmatch(line.text)) is None or (start := seconds_of(_clock(line.text))) is None:
            continue
        until = _UNPADDED.fullmatch(match[5])
        end = int(until[1]) * 3600 + int(until[2]) * 60 + float(until[3].replace(",", ".")) if until is not None else -1.0
        if start in starts or end < start:
            ends.pop(start, None)
        else:
            ends[start] = end
        starts.add(start)
    return ends


def _may_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and len(text.split()) <= 6 and text[-1] not in ".?!,;…" and not text[0].islower()


def _clock(text: str) -> str:
    """The first time of a stretch, as clocks are written."""
    match = _RANGE.fullmatch(text)
    assert match is not None
    hours, minutes, seconds, fraction, _ = match.groups()
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}" + (f".{fraction}" if fraction else "")
