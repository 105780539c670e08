"""Reads the lines of a formatted page (a web page, a word processor's document), whatever package they came in.

The lines go as Markdown to the readers of text, so that a label, a list of chapters or a heading is understood in one way
wherever it stands. Signs that are the page's own words travel in disguise, so that no reader takes them for marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader_app.core.importers.captions import rolling_captions, subrip, webvtt
from reader_app.core.importers.captions.label_words import name_of
from reader_app.core.importers.draft import Draft, fold_space
from reader_app.core.importers.text import labelled_text, plain_text

LineKind = Literal["heading", "quote", "item", "prose", "name", "time"]
"""`name` and `time` are lines that the page itself marks as a voice's name and as the time of what follows."""

_SIGNS = "*`_\\<&#>-+=~(:"
_DISGUISE = {ord(sign): 0x100000 + number for number, sign in enumerate(_SIGNS)}
"""Letters of private use that stand for these signs on the way, one for one, so that every offset holds."""
_UNVEIL = {disguise: sign for sign, disguise in _DISGUISE.items()}
_SPECIAL = re.compile(r"[*`\\<&]|(?<!\w)_+|_+(?!\w)|(?<=\])\(")
_LEADING = re.compile(r"[#>]+|[-+](?=\s|$)|[-=_~]{3,}|~~~")
_COLON = re.compile(r":(?=\s+\S)")
_TIMED = re.compile(r"[\[(]?\d{1,3}:\d{2}")
_LONGEST_LABEL = 80
"""Code points in bold beyond which they label nothing."""
_CAPTIONS = (webvtt, subrip)
"""Forms that people paste into documents as they are."""
_TRANSCRIPTS = (labelled_text, rolling_captions)
"""Forms whose labels and times a page may set before what is said."""
_MOST_BEFORE = 4
"""Lines among which the first name stands."""


@dataclass(slots=True)
class PageLine:
    """One line of a page, its white space folded. `level` is a heading's, from 1.

    `bold` counts the code points that are set apart at its start. `goes_on` says that only a line break parts it from the line
    before it, not the end of a paragraph.
    """

    text: str
    kind: LineKind = "prose"
    level: int = 2
    bold: int = 0
    goes_on: bool = False


def read_page(lines: Sequence[PageLine], name: str, title: str = "") -> list[Draft]:
    """The episodes that the lines tell.

    `title` is the one that the page states apart from them; `name`, the file's, is a title's last resort.
    """
    plain = "\n".join(("\n" if line.text.isdigit() else "") + line.text for line in lines)
    for form in _CAPTIONS:
        if "-->" in plain and form.recognises(plain):
            return [_with_title(draft, title, name) for draft in form.parse(plain, name)]
    rest = _without_title(lines, title)
    _mark_names(rest)
    text = as_markdown(([PageLine(title, "heading", 1)] if title else []) + rest)
    form = next((form for form in _TRANSCRIPTS if form.recognises(text)), plain_text)
    return [_with_title(_unveiled(draft), title, name) for draft in form.parse(text, f"{name}.md")]


def as_markdown(lines: Sequence[PageLine]) -> str:
    """The lines as Markdown: headings, quotes, items and labels with its marks, and all other signs as words."""
    written: list[str] = []
    label: list[str] = []
    before: LineKind = "prose"
    for line in lines:
        if line.kind in ("name", "time"):
            if line.kind == "name" and label:
                written += ["", " ".join(label)]
                label = []
            label.append(f"**{_disguised(line.text)}:**" if line.kind == "name" else f"[{line.text}]")
            continue
        beside = line.kind == before == "item" or line.goes_on
        if label and line.kind == "heading":
            written += ["", " ".join(label)]
            label = []
        written += [] if beside and not label else [""]
        written.append(" ".join([*label, _marked(line)]))
        label, before = [], line.kind
    return "\n".join([*written, *(["", " ".join(label)] if label else [])])


def _marked(line: PageLine) -> str:
    if line.kind == "heading":
        # No voice is named in a heading by a colon: "Ann Lee: A Life" is a title.
        words = _COLON.sub(lambda colon: colon[0].translate(_DISGUISE), _disguised(line.text))
        return f"{'#' * min(max(line.level, 1), 6)} {words}"
    text = line.text
    # A bullet before a time is no part of what a list of chapters says.
    marks = "> " if line.kind == "quote" else "- " if line.kind == "item" and _TIMED.match(text) is None else ""
    glued = text[line.bold - 1 : line.bold + 1].isalnum() and line.bold < len(text)
    if 0 < line.bold <= min(len(text), _LONGEST_LABEL) and text[: line.bold].strip() and not glued:
        return f"{marks}**{_disguised(text[: line.bold].strip())}**{_disguised(text[line.bold :])}"
    lead = _LEADING.match(text)
    stop = lead.end() if lead is not None and not marks else 0
    return marks + text[:stop].translate(_DISGUISE) + _disguised(text[stop:])


def _disguised(text: str) -> str:
    return _SPECIAL.sub(lambda signs: signs[0].translate(_DISGUISE), text)


def _unveiled(draft: Draft) -> Draft:
    draft.title = draft.title.translate(_UNVEIL)
    for block in draft.blocks:
        block.text = block.text.translate(_UNVEIL)
        block.speaker = block.speaker.translate(_UNVEIL) if block.speaker else block.speaker
    return draft


def _mark_names(lines: Sequence[PageLine]) -> None:
    """Sets apart the names of a page on which, from the first on, each line begins with one and a colon, however few they are."""
    spoken = [line for line in lines if line.kind == "prose"]
    names = [name_of(line.text[:_LONGEST_LABEL].partition(":")[0]) if ":" in line.text else None for line in spoken]
    first = next((number for number, name in enumerate(names[:_MOST_BEFORE]) if name is not None), 0)
    if len(set(names[first:])) < 2 or any(name is None for name in names[first:]):
        return
    for line in spoken[first:]:
        line.bold = max(line.bold, line.text.index(":") + 1)


def _without_title(lines: Sequence[PageLine], title: str) -> list[PageLine]:
    """The lines without the first that is the title again."""
    told = fold_space(title).casefold()
    again = next((number for number, line in enumerate(lines[:40]) if told and line.text.casefold() == told), None)
    return [line for number, line in enumerate(lines) if number != again]


def _with_title(draft: Draft, title: str, name: str) -> Draft:
    if title:
        draft.blocks = [block for block in draft.blocks if block.kind != "heading" or block.text != title]
        draft.title, draft.title_origin = title, "stated"
    elif draft.title == f"{name}.md":
        draft.title = name
    return draft
