"""Reads the front matter of a Markdown transcript: YAML between two lines of dashes (https://jekyllrb.com/docs/front-matter/).

Every value stays the text that it is (a title `No` is no refusal, a date is no date object). Aliases, anchors and tags are
refused, and so is nesting deeper than people write.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reader_app.core.importers.captions.time_marks import seconds_of
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space

if TYPE_CHECKING:
    from yaml.nodes import Node

_LONGEST = 200_000
"""Code points of front matter that are read as such."""
_MOST_LINES = 2_000
_DEEPEST = 6
_LONGEST_TITLE = 500
_RULES = ("---", "...")
_FIRST_FIELD = re.compile(r"[\"']?[^\W\d][\w -]{0,40}[\"']?:(?:\s|$)")
_ISO_DATE = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s]\s*\d{1,2}:\d{2}[\w:.+-]*(?:\s?[A-Z+-][\w:+-]{0,8})?)?"
)
_ADDRESS = re.compile(r"https?://\S+")
_TITLE, _DATE = ("title",), ("date", "published", "publish_date", "pubdate", "published_at", "release_date")
_SHOW, _LANGUAGE = ("show", "podcast", "series", "channel", "programme", "program"), ("language", "lang", "locale")
_URL = ("url", "link", "media", "video", "video_url", "source", "audio", "audio_url", "permalink", "youtube")
_NUMBERED = re.compile(r"^([^\W\d][\w .-]{0,60}:[ \t]+)(#.*)$", re.MULTILINE)
"""A value such as "#12 The mill": for YAML it would be a remark, for whoever wrote it it is a title."""
_TOLD = ("description", "summary", "excerpt", "subtitle", "abstract", "synopsis")
_SPEAKERS = ("speakers", "speaker", "participants", "hosts", "host", "guests", "guest", "people", "authors", "author")
_DURATION = ("duration", "length")
_FOR_PROGRAMS = frozenset(
    ["layout", "aliases", "draft", "id", "slug", "permalink", "weight", "type", "template", "guid", "needs"]
)
"""Fields that tell a program how to show the page, and a reader nothing."""

_NOTHING = ("null", "Null", "NULL", "~")

Value = str | list["Value"] | dict[str, "Value"]


@dataclass(slots=True)
class FrontMatter:
    """What a file states about itself. `fields` are by their names in small letters; `speakers` are the people it names.

    `told`: words for the reader to see (a summary, tags): as blocks, but for the speakers, who may be heard anyway.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def first(self, names: tuple[str, ...]) -> str:
        """The first of the fields that is one line of words."""
        return next((fold_space(value) for name in names if isinstance(value := self.fields.get(name), str) and value), "")

    @property
    def title(self) -> str:
        """The stated title; empty where none is, or one that is no title but a text."""
        title = self.first(_TITLE)
        return title if len(title) <= _LONGEST_TITLE else ""

    @property
    def published(self) -> str | None:
        """The stated ISO date, as exact as it is given; None for what is none (2024-13-45)."""
        return iso_date(self.first(_DATE))

    @property
    def speakers(self) -> list[str]:
        """The people that the file names as speaking, as written."""
        return [name for key in _SPEAKERS for name in _leaves(self.fields.get(key, [])) if len(name) <= 80]

    def draft(self) -> Draft:
        """An episode without a text yet, with all that is stated here but for words that a reader sees."""
        draft = Draft(self.title, "stated", [], published=self.published, notes=list(self.notes))
        show = self.first(_SHOW)
        draft.show = show if show and _ADDRESS.match(show) is None else None
        addresses = (leaf for name in _URL for leaf in _leaves(self.fields.get(name, [])))
        draft.url = next(filter(_ADDRESS.fullmatch, addresses), None)
        draft.duration = seconds_of(self.first(_DURATION) or "-")
        return draft

    def tell(self, draft: Draft, heard: frozenset[str]) -> None:
        """Puts the words of the other fields before all other blocks of `draft`; `heard` are its voices (case folded).

        The stated language stands where the words themselves show none.
        """
        if draft.language == "und" and self.first(_LANGUAGE):
            draft.language = self.first(_LANGUAGE)
        used = {*_LANGUAGE, *_FOR_PROGRAMS, *(_TITLE if self.title else ()), *(_DURATION if draft.duration else ())}
        for names, value in ((_SHOW, draft.show), (_URL, draft.url)):
            used |= {name for name in names if value and _leaves(self.fields.get(name, [])) == [value]}
        used |= {name for name in _DATE if draft.published and iso_date(self.first((name,))) == draft.published}
        draft.blocks[:0] = [DraftBlock("description", words) for words in self._told(used, heard)]

    def _told(self, used: set[str], heard: frozenset[str]) -> list[str]:
        """What the other fields tell a reader: a summary as it is, the rest behind the field's name."""
        told: list[str] = []
        for name, value in self.fields.items():
            words = [fold_space(leaf) for leaf in _leaves(value) if leaf.strip()]
            if name in used or not words or (name in _SPEAKERS and all(word.casefold() in heard for word in words)):
                continue
            if name in _TOLD:
                told[:0] = words
            else:
                told.append(f"{name}: {', '.join(words)}")
        return told


def iso_date(text: str) -> str | None:
    """`text` as an ISO date (year, month, day as far as given); None where it is no date of the calendar."""
    match = _ISO_DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else year


def take_front_matter(lines: list[str]) -> tuple[FrontMatter, list[str]]:
    """The front matter that heads `lines`, and the lines that are none of it.

    What looks like front matter but cannot be read as such stays among the lines, and `notes` says so.
    """
    start = next((number for number, line in enumerate(lines[:20]) if line.strip()), len(lines))
    if start >= len(lines) or lines[start].strip() != "---" or start + 1 >= len(lines):
        return FrontMatter(), lines
    if _FIRST_FIELD.match(lines[start + 1].strip()) is None:
        return FrontMatter(), lines
    limit = min(len(lines), start + _MOST_LINES)
    stop = next((number for number in range(start + 1, limit) if lines[number].rstrip() in _RULES), None)
    if stop is None:
        note = "the head of the file is not closed by a line of dashes; it stands in the text as it is"
        return FrontMatter(notes=[note]), lines[start + 1 :]
    fields = _read("\n".join(lines[start + 1 : stop]))
    if fields is None:
        note = "the head of the file could not be read as fields; it stands in the text as it is"
        return FrontMatter(notes=[note]), [*_apart(lines[start + 1 : stop]), *lines[stop + 1 :]]
    return FrontMatter(fields), lines[stop + 1 :]


def _apart(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def _read(text: str) -> dict[str, Value] | None:
    """The fields of YAML `text`; None where it is none, or holds what no one writes into a front matter by hand."""
    import yaml  # costs 12 ms at start, and most transcripts have no front matter

    if len(text) > _LONGEST:
        return None
    text = _NUMBERED.sub(lambda match: f"{match[1]}'{match[2].replace(chr(39), chr(39) * 2)}'", text)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                return None
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return None
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    fields = _plain(root) if root is not None else None
    return _gathered((key.strip().casefold(), value) for key, value in fields.items()) if isinstance(fields, dict) else None


def _gathered(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Values by their names; where two differ and neither is empty, both are kept."""
    fields: dict[str, Value] = {}
    for name, value in pairs:
        known = fields.get(name)
        if not known or known == value:
            fields[name] = value
        elif value:
            fields[name] = [*(known if isinstance(known, list) else [known]), value]
    return fields


def _plain(node: "Node") -> Value:
    """A YAML node as lists, dictionaries and the words that stand in the file."""
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if isinstance(node, MappingNode):
        return _gathered((key.value, _plain(value)) for key, value in node.value if isinstance(key, ScalarNode))
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    style = node.style if isinstance(node, ScalarNode) else None
    return "" if style is None and node.value in _NOTHING else str(node.value)


def _leaves(value: Value) -> list[str]:
    """All words inside a value, in order."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value
    return [leaf for item in items for leaf in _leaves(item)]
